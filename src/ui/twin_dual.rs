//! The duality: the same pass as one of the other kind of convolution, stepped together on the same numbers.

use std::rc::Rc;

use yew::prelude::*;

use super::twin_stage::TwinStage;
use super::twin_state::{TwinHandle, change};
use crate::i18n::{Label, Language};
use crate::network::TwinNumbers;
use crate::scene::cells::{self, Go, Work};

/// The other picture, once it is asked for.
pub fn dual(
    work: &Work,
    given: &TwinNumbers,
    state: &TwinHandle,
    language: Language,
    on_go: &Callback<Go>,
) -> Html {
    let tensors = given.tensors(&work.layer);
    let other = tensors.and_then(|tensors| cells::dual(&work.layer, work.pass, &tensors));
    let (Some(sentence), Some(other)) = (language.duality(work), other) else { return html! {} };
    let label = if state.dual { Label::HideDual } else { Label::ShowDual };
    html! {
        <div class="twin-dual" data-testid="twin-dual">
            <button type="button" onclick={change(state, |state, _: MouseEvent| state.dual = !state.dual)}
                aria-expanded={state.dual.to_string()}>
                { language.label(label) }
            </button>
            if state.dual {
                <p>{ sentence }</p>
                <TwinStage work={Rc::new(other)} step={state.step} {language} on_go={on_go.clone()} title={sentence} />
            }
        </div>
    }
}
