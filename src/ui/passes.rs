//! The three passes of a layer, each with what it costs; one of them is shown.

use yew::prelude::*;

use super::act::Act;
use super::change::change;
use super::count::count;
use super::dispatch::Dispatch;
use super::traced::{Asked, Rows};
use crate::cost::Counting;
use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::lowering::Pass;
use crate::network::{Change, Number};

/// What the passes are drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct PassesProps {
    /// The layer.
    pub layer: GemmLayer,
    /// The layer of that name in the network that is compared with.
    pub before: Option<GemmLayer>,
    /// What a cost counts.
    pub counting: Counting,
    /// The pass that is shown.
    pub pass: Pass,
    /// The language of the page.
    pub language: Language,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// The identity of a pass's tab.
pub fn tab_id(pass: Pass) -> String {
    format!("tab-{}", pass.key())
}

/// A tab for each pass.
#[component]
pub fn Passes(props: &PassesProps) -> Html {
    let PassesProps { layer, before, counting, pass: shown, language, dispatch } = props;
    let tab = |pass: Pass| {
        let name = pass.key();
        let is_shown = pass == *shown;
        let cost = counting.pass_cost(layer, pass);
        let before = before.and_then(|before| counting.pass_cost(&before, pass));
        // Pressed once more, the pass shows where its cost comes from.
        let asked = Asked { number: Number::Cost(pass), row: None, rows: Rows::All };
        let ask = Act::Trace(Some(asked));
        html! {
            <button type="button" role="tab" key={name} id={tab_id(pass)} data-testid={format!("pass-{name}")}
                aria-selected={is_shown.to_string()} aria-controls="pass" tabindex={if is_shown { "0" } else { "-1" }}
                title={language.explain_pass(pass)} onclick={dispatch.always(if is_shown { ask } else { Act::ShowPass(pass) })}>
                { language.pass(pass) }{ " " }{ match cost {
                    Some(cost) => html! { <span data-origin={Number::Cost(pass).key()}>{ count(cost) }</span> },
                    None => html! { language.label(Label::TotalOverflow) },
                } }
                { change(before.zip(cost).and_then(|(before, cost)| Change::between(before, cost)), *language) }
            </button>
        }
    };
    // Arrows go round, as in every list of tabs.
    let shown_at = *shown as usize;
    let onkeydown = dispatch.on(move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => Pass::ALL.len() - 1,
            _ => return None,
        };
        let pass = Pass::ALL[(shown_at + step) % Pass::ALL.len()];
        crate::browser::field::focus(&format!("#{}", tab_id(pass)));
        Some(Act::ShowPass(pass))
    });
    html! {
        <div class="tabs" role="tablist" aria-label={language.label(Label::Passes)} {onkeydown}>
            { for Pass::ALL.into_iter().map(tab) }
        </div>
    }
}
