//! The duality: the same pass as one of the other kind of convolution, stepped together on the same numbers.

use std::rc::Rc;

use yew::prelude::*;

use super::twin_stage::TwinStage;
use crate::i18n::{Label, Language};
use crate::network::TwinNumbers;
use crate::scene::cells::{Go, Work, dual};

/// What the other picture is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct TwinDualProps {
    /// The numbers of the pass that it is the dual of.
    pub work: Rc<Work>,
    /// The step that is shown.
    pub step: u64,
    /// The language of the page.
    pub language: Language,
    /// Goes to another step.
    pub on_go: Callback<Go>,
    /// What the reader gave.
    pub given: Rc<TwinNumbers>,
}

/// The other picture, once it is asked for.
#[component]
pub fn TwinDual(props: &TwinDualProps) -> Html {
    let TwinDualProps { work, step, language, on_go, given } = props;
    let shown = use_state(|| false);
    let other = use_memo((work.clone(), given.clone()), |(work, given)| {
        let tensors = given.tensors(&work.layer)?;
        dual(&work.layer, work.pass, &tensors).map(Rc::new)
    });
    let (Some(sentence), Some(other)) = (language.duality(work), (*other).clone()) else { return html! {} };
    let ontoggle = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(!*shown))
    };
    let label = if *shown { Label::HideDual } else { Label::ShowDual };
    html! {
        <div class="twin-dual" data-testid="twin-dual">
            <button type="button" onclick={ontoggle} aria-expanded={shown.to_string()}>
                { language.label(label) }
            </button>
            if *shown {
                <p>{ sentence }</p>
                <TwinStage work={other} step={*step} language={*language} on_go={on_go.clone()} title={sentence} />
            }
        </div>
    }
}
