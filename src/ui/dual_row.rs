//! The button that turns a row into its dual, or adds that below.

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use crate::i18n::{Announcement, Label, Language, number};
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
    let dual = layer.dual().filter(|_| place == DualPlace::Instead);
    let shape = |layer: &GemmLayer| {
        let [height, width] = layer.input_size();
        number::extents(&[layer.in_channels, height, width])
    };
    let input = dual.map(|dual| [shape(layer), shape(&dual)]).filter(|[before, after]| before != after);
    let label = match place {
        DualPlace::Instead => Label::TurnIntoDual,
        DualPlace::Below => Label::AddDual,
    };
    html! {
        <>
        <button type="button" class="row-act" data-testid="dual-row" title={language.label(Label::DualHint)}
            onclick={dispatch.always(Act::Edit(action))}>{ language.label(label) }</button>
        if let Some([before, after]) = input {
            <span class="hint" data-testid="dual-input">
                { language.announcement(Announcement::InputToo { before: &before, after: &after }) }
            </span>
        }
        </>
    }
}
