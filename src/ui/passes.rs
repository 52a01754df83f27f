//! The three passes of a layer, each with what it costs; one of them is shown.

use yew::prelude::*;

use super::act::Act;
use super::count::count;
use super::dispatch::Dispatch;
use crate::cost::{Counting, Numbers};
use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::lowering::{Lowering, Pass};

/// What the passes are drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct PassesProps {
    /// The layer.
    pub layer: GemmLayer,
    /// What a cost counts.
    pub counting: Counting,
    /// The pass that is shown.
    pub pass: Pass,
    /// The language of the page.
    pub language: Language,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// The name of a pass in test hooks and identities.
pub fn pass_name(pass: Pass) -> &'static str {
    match pass {
        Pass::Forward => "forward",
        Pass::InputGrad => "input_grad",
        Pass::WeightGrad => "weight_grad",
    }
}

/// The identity of a pass's tab.
pub fn tab_id(pass: Pass) -> String {
    format!("tab-{}", pass_name(pass))
}

/// A tab for each pass.
#[component]
pub fn Passes(props: &PassesProps) -> Html {
    let PassesProps { layer, counting, pass: shown, language, dispatch } = props;
    let tab = |pass: Pass| {
        let name = pass_name(pass);
        let is_shown = pass == *shown;
        let lowering = Lowering::new(layer, pass);
        let cost = counting.cost(layer, &lowering).value(&Numbers::new(layer, &lowering));
        html! {
            <button type="button" role="tab" key={name} id={tab_id(pass)} data-testid={format!("pass-{name}")}
                aria-selected={is_shown.to_string()} aria-controls="pass" tabindex={if is_shown { "0" } else { "-1" }}
                title={language.explain_pass(pass)} onclick={dispatch.always(Act::ShowPass(pass))}>
                { language.pass(pass) }{ " " }{ match cost {
                    Some(cost) => count(cost),
                    None => html! { language.label(Label::TotalOverflow) },
                } }
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
