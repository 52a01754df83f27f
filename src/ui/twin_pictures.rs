//! The pictures of a twin: its own, and beside it the same pass as one of the other kind of convolution, stepped
//! together on the same numbers. What is pointed at in the one is lit in both.

use std::rc::Rc;

use yew::prelude::*;

use super::twin_stage::TwinStage;
use crate::i18n::{Label, Language};
use crate::network::TwinNumbers;
use crate::scene::Quantities;
use crate::scene::cells::{self, Cell, Outside, Work};

/// What the pictures are drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct TwinPicturesProps {
    /// The numbers of the pass.
    pub work: Rc<Work>,
    /// The step that is shown.
    pub step: u64,
    /// The language of the page.
    pub language: Language,
    /// What is pinned.
    pub pinned: Option<Cell>,
    /// Told what is chosen.
    pub on_choose: Callback<Option<Cell>>,
    /// What the reader gave.
    pub given: Rc<TwinNumbers>,
    /// Told what the reader gives.
    pub on_numbers: Callback<Option<Rc<TwinNumbers>>>,
    /// What is pointed at outside of it, whose cells are lit.
    #[prop_or_default]
    pub outside: Option<Outside>,
    /// Told the quantities of what is pointed at.
    pub on_highlight: Callback<Quantities>,
    /// Whether the dual pass is shown too.
    pub dual: bool,
    /// Shows it, or hides it.
    pub on_dual: Callback<()>,
}

/// The pictures of a twin.
#[component]
pub fn TwinPictures(props: &TwinPicturesProps) -> Html {
    let TwinPicturesProps { work, step, language, pinned, on_choose, given, dual, .. } = props;
    let pointed = use_state_eq(|| None::<Cell>);
    {
        let pointed = pointed.setter();
        use_effect_with((work.layer, work.pass), move |_| pointed.set(None));
    }
    let on_point = use_callback(props.on_highlight.clone(), {
        let pointed = pointed.setter();
        move |(cell, quantities), on_highlight: &Callback<Quantities>| {
            on_highlight.emit(quantities);
            pointed.set(cell);
        }
    });
    let other = use_memo((work.clone(), given.clone(), *dual), |(work, given, dual)| {
        let tensors = dual.then(|| given.tensors(&work.layer))?;
        cells::dual(&work.layer, work.pass, &tensors?).map(Rc::new)
    });
    let sentence = language.duality(work.layer.direction, work.pass).filter(|_| work.layer.dual().is_some());
    let label = if *dual { Label::HideDual } else { Label::ShowDual };
    html! {
        <>
            <TwinStage work={work.clone()} step={*step} language={*language} pointed={*pointed}
                on_point={on_point.clone()} pinned={*pinned} on_choose={on_choose.clone()} given={Some(given.clone())}
                on_numbers={props.on_numbers.clone()} outside={props.outside} beside={(*other).clone()} />
            if let Some(sentence) = sentence {
                <div class="twin-dual" data-testid="twin-dual">
                    <button type="button" onclick={props.on_dual.reform(|_: MouseEvent| ())}
                        aria-expanded={dual.to_string()}>
                        { language.label(label) }
                    </button>
                    if let Some(other) = &*other {
                        <p>{ sentence }</p>
                        <TwinStage work={other.clone()} step={*step} language={*language} pointed={*pointed} {on_point}
                            pinned={*pinned} on_choose={on_choose.clone()} outside={props.outside} beside={work.clone()} />
                    }
                </div>
            }
        </>
    }
}
