//! The button that puts a flatten row above a linear layer which acts on every pixel by itself.

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::sheet::Line;
use crate::i18n::{Label, Language};
use crate::layer::{Direction, GemmLayer, Kind};
use crate::network::{Action, Sources};

/// The button; nothing for another layer, or for one that would not read the new row.
pub fn flatten_above(line: &Line, layer: &GemmLayer, language: Language, dispatch: &Dispatch) -> Html {
    let acts_on_pixels = layer.direction == Direction::Linear && !layer.vector;
    if !acts_on_pixels || line.row.from != Sources::Above {
        return html! {};
    }
    html! {
        <button type="button" class="row-act" data-testid="flatten-above"
            onclick={dispatch.always::<MouseEvent>(Act::Edit(Action::Insert(line.at, Kind::Flatten)))}>
            { language.label(Label::FlattenAbove) }
        </button>
    }
}
