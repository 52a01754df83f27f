//! The button that turns a row into its dual, or adds that below.

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::network::{Document, DualPlace, dual_action};

/// The button; nothing for a layer that has no dual.
pub fn dual_row(
    document: &Document,
    at: usize,
    layer: &GemmLayer,
    language: Language,
    dispatch: &Dispatch,
) -> Html {
    let Some((place, action)) = dual_action(document, at, layer) else { return html! {} };
    let label = match place {
        DualPlace::Instead => Label::TurnIntoDual,
        DualPlace::Below => Label::AddDual,
    };
    html! {
        <button type="button" class="dual-row" data-testid="dual-row" title={language.label(Label::DualHint)}
            onclick={dispatch.always(Act::Edit(action))}>{ language.label(label) }</button>
    }
}
