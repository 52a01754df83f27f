//! A layer with other groups: a slider through the divisors, the connections that go, and the cost that falls.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::scene::cells::{Grouping, possible_groups};

/// What the slider is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct TwinGroupsProps {
    /// The layer itself.
    pub layer: GemmLayer,
    /// The language of the page.
    pub language: Language,
}

/// The slider.
#[component]
pub fn TwinGroups(props: &TwinGroupsProps) -> Html {
    let TwinGroupsProps { layer, language } = props;
    let possible = use_memo((layer.in_channels, layer.out_channels), |_| possible_groups(layer));
    let chosen = use_state_eq(|| layer.groups);
    {
        let chosen = chosen.clone();
        use_effect_with(*layer, move |layer| chosen.set(layer.groups));
    }
    let (Some(at), Some(grouping)) =
        (possible.iter().position(|groups| *groups == *chosen), Grouping::new(layer, *chosen))
    else {
        return html! {};
    };
    if possible.len() < 2 {
        return html! {};
    }
    let oninput = {
        let (possible, chosen) = (possible.clone(), chosen.clone());
        Callback::from(move |event: InputEvent| {
            let slider: HtmlInputElement = event.target_unchecked_into();
            let groups = slider.value().parse().ok().and_then(|at: usize| possible.get(at).copied());
            if let Some(groups) = groups {
                chosen.set(groups);
            }
        })
    };
    let side = grouping.side.to_string();
    html! {
        <details class="twin-groups">
            <summary>{ language.label(Label::Groups) }</summary>
            <input type="range" min="0" max={(possible.len() - 1).to_string()} value={at.to_string()} {oninput}
                data-testid="twin-groups" aria-label={language.label(Label::Groups)}
                aria-valuetext={grouping.groups.to_string()} />
            <svg class="diagram cells" viewBox={format!("-1 -1 {0} {0}", grouping.side + 2.0)} width={side.clone()}
                height={side.clone()} role="img" aria-label={language.label(Label::Connections)}>
                <rect x="0" y="0" width={side.clone()} height={side.clone()} class="frame" />
                if grouping.blocks.is_empty() {
                    <path d={format!("M0 0L{side} {side}")} class="group" />
                }
                { for grouping.blocks.iter().map(|rect| html! {
                    <rect x={rect.x.to_string()} y={rect.y.to_string()} width={rect.width.to_string()}
                        height={rect.height.to_string()} class="block soft-kernel" />
                }) }
            </svg>
            <p>{ language.grouping(&grouping) }</p>
            <p class="hint">{ language.label(Label::Connections) }</p>
        </details>
    }
}
