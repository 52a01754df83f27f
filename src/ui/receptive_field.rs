//! What of the network's input the selected row sees: size, jump and start, and drawn for its middle element.

use yew::prelude::*;

use super::diagram_shapes::shape;
use super::row_in_network::RowInNetwork;
use crate::i18n::receptive_field::fraction;
use crate::i18n::{Label, Language};
use crate::layer::Shape;
use crate::network::{Fraction, Reach, ReceptiveField, receptive_fields};
use crate::scene::FieldOfView;

/// What the panel is made from.
#[derive(Clone, Properties, PartialEq)]
pub struct ReceptiveFieldProps {
    /// The selected row.
    pub of: RowInNetwork,
    /// The language of the page.
    pub language: Language,
}

/// The numbers of the receptive field, and its picture.
#[component]
pub fn ReceptiveFieldPanel(props: &ReceptiveFieldProps) -> Html {
    let ReceptiveFieldProps { of, language } = props;
    let language = *language;
    let field = receptive_fields(&of.document, &of.analysis).into_iter().nth(of.row).flatten();
    let input = match of.analysis.input {
        Ok(Shape::Image([_, _, height, width])) => Some([height, width]),
        _ => None,
    };
    let (Some(field), Some(input)) = (field, input) else {
        return html! { <p class="hint">{ language.label(Label::FieldUnknown) }</p> };
    };
    let output = match of.valid().map(|valid| valid.layer.output) {
        Some(Shape::Image([_, _, height, width])) => [height, width],
        _ => [1, 1],
    };
    html! {
        <div class="receptive-field">
            <p><strong data-testid="field-size">{ language.receptive_field(&field) }</strong></p>
            if let ReceptiveField::Local(reach) = &field {
                { numbers(reach, language) }
                <p class="hint">{ language.label(Label::FieldNote) }</p>
            }
            if let Some(seen) = FieldOfView::new(input, &field, output) {
                { picture(&seen, language) }
            }
        </div>
    }
}

/// Size, jump and start along both axes.
fn numbers(reach: &[Reach; 2], language: Language) -> Html {
    let cell = |value: &Fraction| html! { <td>{ fraction(value) }</td> };
    let lines = [(Label::Height, &reach[0]), (Label::Width, &reach[1])];
    let heads = [
        (Label::FieldSize, Label::FieldSizeHint),
        (Label::FieldJump, Label::FieldJumpHint),
        (Label::FieldStart, Label::FieldStartHint),
    ];
    html! {
        <table>
            <thead><tr>
                <th scope="col">{ language.label(Label::FieldAxis) }</th>
                { for heads.map(|(label, hint)| html! {
                    <th scope="col" title={language.label(hint)}>{ language.label(label) }</th>
                }) }
            </tr></thead>
            <tbody>{ for lines.into_iter().map(|(label, reach)| html! {
                <tr>
                    <th scope="row">{ language.label(label) }</th>
                    { cell(&reach.size) }{ cell(&reach.jump) }{ cell(&reach.center) }
                </tr>
            }) }</tbody>
        </table>
    }
}

fn picture(seen: &FieldOfView, language: Language) -> Html {
    let [width, height] = seen.size;
    let said = language.field_of_view(seen);
    html! {
        <figure class="diagram">
            <svg viewBox={format!("0 0 {width} {height}")} width={width.to_string()} role="img" aria-label={said.clone()} data-testid="field-of-view">
                { for seen.shapes.iter().map(|drawn| shape(drawn, language)) }
            </svg>
            <figcaption>{ said }</figcaption>
        </figure>
    }
}
