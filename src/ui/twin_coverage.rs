//! Useful, wasted, colliding: how often each pixel of a twin is read or added to.

use yew::prelude::*;

use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::scene::cells::{Coverage, Work};

/// The map.
pub fn coverage(work: &Work, layer: &GemmLayer, language: Language) -> Html {
    if work.in_place() {
        return html! {};
    }
    let coverage = Coverage::new(work, layer);
    let [width, height] = coverage.size;
    let lines = language.coverage(&coverage);
    html! {
        <details class="twin-coverage" data-testid="twin-coverage">
            <summary>{ language.label(Label::UsefulWasted) }</summary>
            <svg class="diagram cells" viewBox={format!("-1 -1 {} {}", width + 2.0, height + 2.0)}
                width={width.to_string()} height={height.to_string()} role="img" aria-label={lines[0].clone()}>
                { for coverage.pixels.iter().map(|(rect, count, share)| html! {
                    <>
                        <rect x={rect.x.to_string()} y={rect.y.to_string()} width={rect.width.to_string()}
                            height={rect.height.to_string()} class="heat" fill-opacity={format!("{share:.2}")} />
                        <text x={rect.center().x.to_string()} y={(rect.center().y + 3.5).to_string()}
                            font-size="10" data-value={count.to_string()}>{ count }</text>
                    </>
                }) }
            </svg>
            <div>{ for lines.iter().map(|line| html! { <p>{ line }</p> }) }</div>
        </details>
    }
}
