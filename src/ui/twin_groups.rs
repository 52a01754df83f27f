//! A layer with other groups: a slider through the divisors, the connections that go, and the cost that falls.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::twin_state::{TwinHandle, change};
use crate::export::svg::round;
use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::scene::cells::{Grouping, possible_groups};

/// The slider.
pub fn groups(layer: &GemmLayer, state: &TwinHandle, language: Language) -> Html {
    let possible = possible_groups(layer);
    // Until it begins anew, the state is that of the layer before, whose groups may not divide the channels of this one.
    let chosen = possible.iter().position(|groups| *groups == state.groups);
    let chosen = chosen.and_then(|at| Some((at, Grouping::new(layer, state.groups)?)));
    let Some((at, grouping)) = chosen else { return html! {} };
    if possible.len() < 2 {
        return html! {};
    }
    let last = (possible.len() - 1).to_string();
    let oninput = change(state, move |state, event: InputEvent| {
        let slider: HtmlInputElement = event.target_unchecked_into();
        let groups = slider.value().parse().ok().and_then(|at: usize| possible.get(at).copied());
        state.groups = groups.unwrap_or(state.groups);
    });
    let side = grouping.side.to_string();
    let number = |number: f64| round(number).to_string();
    html! {
        <details class="twin-groups">
            <summary>{ language.label(Label::Groups) }</summary>
            <input type="range" min="0" max={last} value={at.to_string()} {oninput} data-testid="twin-groups"
                aria-label={language.label(Label::Groups)} aria-valuetext={grouping.groups.to_string()} />
            <svg class="diagram cells" viewBox={format!("-1 -1 {0} {0}", grouping.side + 2.0)} width={side.clone()}
                height={side.clone()} role="img" aria-label={language.label(Label::Connections)}>
                <rect x="0" y="0" width={side.clone()} height={side.clone()} class="frame" />
                if grouping.blocks.is_empty() {
                    <path d={format!("M0 0L{side} {side}")} class="group" />
                }
                { for grouping.blocks.iter().map(|rect| html! {
                    <rect x={number(rect.x)} y={number(rect.y)} width={number(rect.width)}
                        height={number(rect.height)} class="block soft-kernel" />
                }) }
            </svg>
            <p>{ language.grouping(&grouping) }</p>
            <p class="hint">{ language.label(Label::Connections) }</p>
        </details>
    }
}
