//! Prints the shapes of a picture as SVG elements: classes for the style sheet, numbers as attributes.

use yew::prelude::*;

use crate::export::svg::{anchor, curve_path, lines_path, offset, round};
use crate::i18n::Language;
use crate::scene::{Drawing, Extents, Face, Number, Rect, Scene, Shape, Span, Style, Subject, Text};

/// What the still part of a picture is printed from.
#[derive(Clone, Properties, PartialEq)]
pub struct DrawingsProps {
    /// The picture.
    pub scene: std::rc::Rc<Scene>,
    /// The language of its texts.
    pub language: Language,
    /// Told which matrix or tensor a keyboard has reached.
    pub on_focus: Callback<Subject>,
}

/// The still part of a picture. It is printed again only when the picture changes, not when something is pointed at.
#[component]
pub fn Drawings(props: &DrawingsProps) -> Html {
    let DrawingsProps { scene, language, on_focus } = props;
    html! {
        <>
            { for scene.drawings.iter().map(|drawing| {
                let label = language.drawing(drawing);
                let (on_focus, subject) = (on_focus.clone(), drawing.subject);
                html! {
                    <g key={subject.id()} class="stop" tabindex="0" role="img" aria-label={label}
                        onfocusin={move |_| on_focus.emit(subject)}>
                        { drawing_group(drawing, *language) }
                    </g>
                }
            }) }
            { for scene.around.iter().map(|shape| self::shape(shape, *language)) }
        </>
    }
}

/// A drawing, as a group that says what it is.
pub fn drawing_group(drawing: &Drawing, language: Language) -> Html {
    let (rows, columns, channels, height, width) = match drawing.extents {
        Extents::Matrix { rows, columns } => (Some(rows), Some(columns), None, None, None),
        Extents::Tensor { channels, height, width } => {
            (None, None, Some(channels), Some(height), Some(width))
        }
    };
    let number = |number: Option<u128>| number.map(|number| AttrValue::from(number.to_string()));
    html! {
        <g data-matrix={drawing.subject.id()} data-rows={number(rows)} data-columns={number(columns)}
            data-channels={number(channels)} data-height={number(height)} data-width={number(width)}
            data-groups={drawing.groups.to_string()}>
            { for drawing.shapes.iter().map(|shape| self::shape(shape, language)) }
        </g>
    }
}

/// One shape.
pub fn shape(shape: &Shape, language: Language) -> Html {
    match shape {
        Shape::Rect(Rect { x, y, width, height }, style) => {
            let [x, y, width, height] = [*x, *y, *width, *height].map(|number| round(number).to_string());
            html! { <rect {x} {y} {width} {height} class={class(*style)} /> }
        }
        Shape::Lines(lines, style) => html! { <path d={lines_path(lines)} class={class(*style)} /> },
        Shape::Curve(points, style) => html! { <path d={curve_path(points)} class={class(*style)} /> },
        Shape::Triangle(points, style) => {
            html! { <path d={lines_path(&[points.to_vec()]) + "Z"} class={class(*style)} /> }
        }
        Shape::Text(text) => self::text(text, language),
        Shape::Number(number) => {
            let at = number.rect.center();
            // A number that is not written yet has its place all the same, so that it can be pointed at.
            let later = number.shown.is_none();
            let whole = Number { shown: number.shown.or(Some(number.value)), ..*number };
            let (size, text) = (whole.size(), whole.text());
            let squeezed = whole.squeezed().map(|width| round(width).to_string());
            let adjust = squeezed.as_ref().map(|_| "spacingAndGlyphs");
            let [x, y, size] = [at.x, at.y + size * 0.36, size].map(|number| round(number).to_string());
            html! {
                <text {x} {y} font-size={size} data-value={number.value.to_string()} textLength={squeezed} lengthAdjust={adjust} class={classes!(later.then_some("later"))}>
                    { text }
                </text>
            }
        }
    }
}

fn text(text: &Text, language: Language) -> Html {
    let [x, y] = [text.at.x, text.at.y].map(|number| round(number).to_string());
    let transform = text.turned.then(|| format!("rotate(-90 {x} {y})"));
    let mut raised = 0.0;
    let spans = language.picture(&text.label).into_iter().map(|span| {
        let offset = offset(span.face);
        let dy = (offset != raised).then(|| round(offset - raised).to_string());
        raised = offset;
        piece(span, dy)
    });
    html! { <text {x} {y} text-anchor={anchor(text.anchor)} {transform}>{ for spans }</text> }
}

fn piece(span: Span, dy: Option<String>) -> Html {
    let face = match span.face {
        Face::Plain => None,
        Face::Variable => Some("variable"),
        Face::Subscript | Face::Superscript => Some("script"),
    };
    let hue = span.hue.map(|hue| format!("hue-{}", hue.id()));
    let class = classes!(face, hue);
    html! { <tspan {dy} {class}>{ span.text }</tspan> }
}

/// The classes that paint a style.
fn class(style: Style) -> Classes {
    match style {
        Style::Block(hue, dark) => classes!("block", format!("soft-{}", hue.id()), dark.then_some("other")),
        Style::Frame => classes!("frame"),
        Style::Empty => classes!("empty"),
        Style::Margin => classes!("margin"),
        Style::LeftOver => classes!("left-over"),
        Style::Edge(hue) => classes!("edge", format!("hue-{}", hue.id())),
        Style::Divider => classes!("divider"),
        Style::Dots => classes!("dots"),
        Style::Arrow => classes!("arrow"),
        Style::Head => classes!("head"),
        Style::Band => classes!("band"),
        Style::Cell => classes!("cell"),
        Style::Patch => classes!("patch"),
        Style::Paper => classes!("paper"),
        Style::Ring => classes!("ring"),
        Style::Grid => classes!("grid"),
        Style::Group => classes!("group"),
        Style::Near(hue) => classes!("near", format!("hue-{}", hue.id())),
        Style::Lit(hue) => classes!("lit", format!("hue-{}", hue.id())),
        Style::Focus(hue) => classes!("focus", format!("hue-{}", hue.id())),
        Style::Link => classes!("link"),
    }
}
