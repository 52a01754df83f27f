//! A picture as an SVG file that stands alone: colours and faces are in it, so that it looks right in any viewer.

use std::fmt::Write;

use crate::cost::Quantity;
use crate::i18n::Language;
use crate::scene::cells::{Moment, Still};
use crate::scene::{
    Anchor, Drawing, Extents, Face, Point, Rect, SCRIPT, SIZE, Scene, Shape, Span, Spot, Style, Text,
};

/// What a picture is painted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ground {
    /// White paper.
    Light,
    /// A dark slide.
    Dark,
    /// Whatever is behind it: no background, and colours that can be read on both.
    Transparent,
}

/// The colours of a ground.
struct Palette {
    paper: Option<&'static str>,
    ink: &'static str,
    muted: &'static str,
    /// In the order of [`Quantity::ALL`].
    hues: [&'static str; 6],
    soft: [&'static str; 6],
}

const LIGHT: Palette = Palette {
    paper: Some("#ffffff"),
    ink: "#1b1c1f",
    muted: "#5d5e63",
    hues: ["#0067a3", "#ac4500", "#006b4d", "#87378a", "#765600", "#5d5e63"],
    soft: ["#dfecf6", "#fae7da", "#daf0e7", "#f2e4f2", "#f5ecce", "#f4f3ef"],
};

const DARK: Palette = Palette {
    paper: Some("#17181b"),
    ink: "#e6e6e3",
    muted: "#a3a5aa",
    hues: ["#6cb6ec", "#f4995c", "#43c497", "#d79be0", "#dfb040", "#a3a5aa"],
    soft: ["#17344a", "#472a17", "#103b2d", "#3c2743", "#3d310f", "#202226"],
};

/// Of middle lightness, at least 3 : 1 on white and on black.
const BOTH: Palette = Palette {
    paper: None,
    ink: "#757575",
    muted: "#7a7a7a",
    hues: ["#2f7fbf", "#c8602a", "#2a8a68", "#a05fae", "#947220", "#7a7a7a"],
    soft: ["#2f7fbf", "#c8602a", "#2a8a68", "#a05fae", "#947220", "#7a7a7a"],
};

impl Ground {
    fn palette(self) -> &'static Palette {
        match self {
            Ground::Light => &LIGHT,
            Ground::Dark => &DARK,
            Ground::Transparent => &BOTH,
        }
    }
}

/// The size of the sentences under the picture, and the heights of a line of them and of a formula.
const NOTE: f64 = 11.0;
const SENTENCE: f64 = 16.0;
const LINE: f64 = 20.0;
/// The height of the title over a picture that has its formula, and so needs no other text to explain it.
const TITLE: f64 = 24.0;

/// The faces that viewers are likely to have.
const FACES: &str =
    "system-ui, 'Noto Sans', 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";
const VARIABLES: &str = "'STIX Two Text', 'Cambria', 'Times New Roman', 'Liberation Serif', serif";

/// What stands under a picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Below {
    /// Sentences.
    pub sentences: Vec<String>,
    /// The lines of a formula.
    pub formula: Vec<Vec<Span>>,
}

/// The picture as a file: an SVG document with the element at a spot lit, and what stands under the picture.
pub fn svg(
    scene: &Scene,
    spot: Spot,
    title: &str,
    below: &Below,
    language: Language,
    ground: Ground,
) -> String {
    let mut printer = Printer::open(scene.size, title, below, language, ground);
    scene.drawings.iter().for_each(|drawing| printer.drawing(drawing));
    scene.around.iter().chain(&scene.lit(spot)).for_each(|shape| printer.shape(shape));
    printer.close(scene.size, below)
}

/// One step of a twin as a file.
pub fn step_svg(
    still: &Still,
    moment: &Moment,
    title: &str,
    below: &Below,
    language: Language,
    ground: Ground,
) -> String {
    let mut printer = Printer::open(still.size, title, below, language, ground);
    still.ground.shapes.iter().chain(&moment.lit).for_each(|shape| printer.shape(shape));
    moment.link.iter().for_each(|shape| printer.shape(shape));
    let numbers = [&still.numbers, &moment.numbers];
    numbers.iter().flat_map(|sheaf| &sheaf.drawings).for_each(|drawing| printer.drawing(drawing));
    still.lines.shapes.iter().for_each(|shape| printer.shape(shape));
    printer.close(still.size, below)
}

struct Printer {
    out: String,
    palette: &'static Palette,
    language: Language,
    transparent: bool,
}

impl Printer {
    /// The beginning of a file, for a picture of a size.
    fn open(size: [f64; 2], title: &str, below: &Below, language: Language, ground: Ground) -> Printer {
        let palette = ground.palette();
        let [width, picture] = size;
        let formula = below.formula.iter().map(|line| crate::scene::width(line)).fold(0.0, f64::max);
        let sentences = lines(&below.sentences, width).len() as f64;
        let height = picture + 10.0 + SENTENCE * sentences + LINE * below.formula.len() as f64;
        let head = if below.formula.is_empty() { 0.0 } else { TITLE };
        let top = -8.0 - head;
        let mut out = String::new();
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-8 {top} {} {}\" width=\"{0}\" height=\"{1}\" \
             font-family=\"{FACES}\" font-size=\"{SIZE}\" role=\"img\"><title>{}</title><desc>{}</desc>",
            round(width.max(formula) + 16.0),
            round(head + height + 16.0),
            escape(title),
            escape(&below.sentences.join(" ")),
        );
        if let Some(paper) = palette.paper {
            let _ =
                write!(out, "<rect x=\"-8\" y=\"{top}\" width=\"100%\" height=\"100%\" fill=\"{paper}\"/>");
        }
        if head > 0.0 {
            let (y, ink, title) = (top + 18.0, palette.ink, escape(title));
            let _ = write!(
                out,
                "<text x=\"0\" y=\"{y}\" fill=\"{ink}\" font-size=\"14\" font-weight=\"600\">{title}</text>"
            );
        }
        Printer { out, palette, language, transparent: ground == Ground::Transparent }
    }

    /// A drawing, as a group that says what it is.
    fn drawing(&mut self, drawing: &Drawing) {
        let extents = match drawing.extents {
            Extents::Matrix { rows, columns } => format!("data-rows=\"{rows}\" data-columns=\"{columns}\""),
            Extents::Tensor { channels, height, width } => {
                format!("data-channels=\"{channels}\" data-height=\"{height}\" data-width=\"{width}\"")
            }
        };
        let _ = write!(
            self.out,
            "<g data-matrix=\"{}\" {extents} data-groups=\"{}\">",
            drawing.subject.id(),
            drawing.groups
        );
        drawing.shapes.iter().for_each(|shape| self.shape(shape));
        self.out.push_str("</g>");
    }

    /// What stands under the picture, and the end of the file.
    fn close(mut self, [width, picture]: [f64; 2], below: &Below) -> String {
        let mut y = picture + 2.0;
        for line in lines(&below.sentences, width) {
            y += SENTENCE;
            let _ = write!(
                self.out,
                "<text x=\"0\" y=\"{}\" fill=\"{}\" font-size=\"{NOTE}\">{}</text>",
                round(y),
                self.palette.muted,
                escape(&line)
            );
        }
        y += 2.0;
        for line in &below.formula {
            y += LINE;
            let ink = self.palette.ink;
            let _ =
                write!(self.out, "<text x=\"0\" y=\"{}\" fill=\"{ink}\" xml:space=\"preserve\">", round(y));
            let mut raised = 0.0;
            line.iter().for_each(|span| self.span(span, &mut raised));
            self.out.push_str("</text>");
        }
        self.out.push_str("</svg>\n");
        self.out
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Rect(rect, style) => {
                let Rect { x, y, width, height } = *rect;
                let [x, y, width, height] = [x, y, width, height].map(round);
                let paint = self.paint(*style);
                let _ = write!(
                    self.out,
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" {paint}/>"
                );
            }
            Shape::Lines(lines, style) => {
                let paint = self.paint(*style);
                let _ = write!(self.out, "<path d=\"{}\" {paint}/>", lines_path(lines));
            }
            Shape::Curve(points, style) => {
                let paint = self.paint(*style);
                let _ = write!(self.out, "<path d=\"{}\" {paint}/>", curve_path(points));
            }
            Shape::Triangle(points, style) => {
                let paint = self.paint(*style);
                let _ = write!(self.out, "<path d=\"{}Z\" {paint}/>", lines_path(&[points.to_vec()]));
            }
            Shape::Text(text) => self.text(text),
            Shape::Number(number) => {
                let (at, size) = (number.rect.center(), number.size());
                let [x, y, size] = [at.x, at.y + size * 0.36, size].map(round);
                let (ink, value, text) = (self.palette.ink, number.value, number.text());
                let squeezed = number.squeezed().map_or_else(String::new, |width| {
                    format!(" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", round(width))
                });
                let _ = write!(
                    self.out,
                    "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"middle\" fill=\"{ink}\" \
                     data-value=\"{value}\"{squeezed}>{text}</text>"
                );
            }
        }
    }

    fn text(&mut self, text: &Text) {
        let [x, y] = [text.at.x, text.at.y].map(round);
        let anchor = anchor(text.anchor);
        let turned = if text.turned { format!(" transform=\"rotate(-90 {x} {y})\"") } else { String::new() };
        let ink = self.palette.ink;
        let _ =
            write!(self.out, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"{ink}\"{turned}>");
        let mut raised = 0.0;
        for span in self.language.picture(&text.label) {
            self.span(&span, &mut raised);
        }
        self.out.push_str("</text>");
    }

    /// One piece; `raised` is how far the last one was moved from the base line.
    fn span(&mut self, span: &Span, raised: &mut f64) {
        let offset = offset(span.face);
        let mut attributes = String::new();
        if offset != *raised {
            let _ = write!(attributes, " dy=\"{}\"", round(offset - *raised));
        }
        *raised = offset;
        match span.face {
            Face::Plain => {}
            Face::Variable => {
                let _ = write!(
                    attributes,
                    " font-style=\"italic\" font-family=\"{VARIABLES}\" font-size=\"{}\"",
                    SIZE + 1.0
                );
            }
            Face::Subscript | Face::Superscript => {
                let _ = write!(attributes, " font-size=\"{}\"", round(SIZE * SCRIPT));
            }
        }
        if let Some(hue) = span.hue {
            let _ = write!(attributes, " fill=\"{}\"", self.palette.hues[hue as usize]);
        }
        let _ = write!(self.out, "<tspan{attributes}>{}</tspan>", escape(&span.text));
    }

    fn paint(&self, style: Style) -> String {
        let Palette { ink, muted, hues, soft, .. } = self.palette;
        let hue = |hue: Quantity| hues[hue as usize];
        match style {
            Style::Block(of, dark) => {
                let opacity = match (self.transparent, dark) {
                    (true, false) => " fill-opacity=\"0.22\"",
                    (true, true) => " fill-opacity=\"0.36\"",
                    _ => "",
                };
                let (fill, line) = (soft[of as usize], hue(of));
                format!(
                    "fill=\"{fill}\"{opacity} stroke=\"{line}\" stroke-opacity=\"{}\" stroke-width=\"1\"",
                    if dark { 0.8 } else { 0.5 }
                )
            }
            Style::Frame => format!("fill=\"none\" stroke=\"{muted}\" stroke-opacity=\"0.5\""),
            Style::Empty => {
                format!("fill=\"none\" stroke=\"{muted}\" stroke-opacity=\"0.35\" stroke-width=\"0.75\"")
            }
            Style::Margin => format!("fill=\"none\" stroke=\"{muted}\" stroke-dasharray=\"3 2\""),
            Style::LeftOver => format!("fill=\"{muted}\" fill-opacity=\"0.5\""),
            Style::Edge(of) => format!("fill=\"none\" stroke=\"{}\" stroke-width=\"2\"", hue(of)),
            Style::Divider => {
                format!("fill=\"none\" stroke=\"{muted}\" stroke-opacity=\"0.6\" stroke-dasharray=\"2 2\"")
            }
            Style::Dots => format!("fill=\"{muted}\""),
            Style::Arrow => format!("fill=\"none\" stroke=\"{muted}\" stroke-width=\"1.25\""),
            Style::Head => format!("fill=\"{muted}\""),
            Style::Band => format!("fill=\"{ink}\" fill-opacity=\"0.22\""),
            Style::Cell => format!("fill=\"{ink}\""),
            Style::Paper => match self.palette.paper {
                Some(paper) => format!("fill=\"{paper}\""),
                None => "fill=\"none\"".to_owned(),
            },
            Style::Ring => format!("fill=\"{muted}\" fill-opacity=\"0.12\""),
            Style::Grid => {
                format!("fill=\"none\" stroke=\"{muted}\" stroke-opacity=\"0.3\" stroke-width=\"0.75\"")
            }
            Style::Group => {
                format!("fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\"", hue(Quantity::Groups))
            }
            Style::Near(of) => format!("fill=\"{}\" fill-opacity=\"0.14\"", hue(of)),
            Style::Lit(of) => {
                format!("fill=\"{0}\" fill-opacity=\"0.28\" stroke=\"{0}\" stroke-width=\"1.25\"", hue(of))
            }
            Style::Focus(of) => {
                format!("fill=\"{0}\" fill-opacity=\"0.5\" stroke=\"{0}\" stroke-width=\"2.5\"", hue(of))
            }
            Style::Link => {
                let line = hue(Quantity::Space);
                format!("fill=\"none\" stroke=\"{line}\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\"")
            }
            Style::Patch => {
                format!("fill=\"{ink}\" fill-opacity=\"0.12\" stroke=\"{ink}\" stroke-width=\"1.25\"")
            }
        }
    }
}

/// Sentences in lines that fit into a width, broken at spaces and between Chinese characters.
fn lines(sentences: &[String], width: f64) -> Vec<String> {
    let mut lines = Vec::new();
    for sentence in sentences {
        let mut line = String::new();
        for piece in sentence.split_inclusive(|character: char| character == ' ' || character >= '\u{3000}') {
            let longer = Span::plain(format!("{line}{}", piece.trim_end()));
            if !line.is_empty() && crate::scene::width(&[longer]) * NOTE / SIZE > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(piece);
        }
        lines.push(line);
    }
    lines
}

/// How far below the base line a face stands.
pub fn offset(face: Face) -> f64 {
    match face {
        Face::Plain | Face::Variable => 0.0,
        Face::Subscript => 3.0,
        Face::Superscript => -4.0,
    }
}

/// A position with one decimal.
pub fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// The value of `text-anchor`.
pub fn anchor(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    }
}

/// Polylines as path data.
pub fn lines_path(lines: &[Vec<Point>]) -> String {
    let mut data = String::new();
    for line in lines {
        for (at, point) in line.iter().enumerate() {
            let command = if at == 0 { 'M' } else { 'L' };
            let _ = write!(data, "{command}{} {}", round(point.x), round(point.y));
        }
    }
    data
}

/// A cubic curve as path data.
pub fn curve_path(points: &[Point; 4]) -> String {
    let [from, first, second, to] = points.map(|point| format!("{} {}", round(point.x), round(point.y)));
    format!("M{from}C{first} {second} {to}")
}

/// Text as XML.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // What XML cannot hold.
            character if character.is_control() && !matches!(character, '\t' | '\n' | '\r') => {}
            character => escaped.push(character),
        }
    }
    escaped
}
