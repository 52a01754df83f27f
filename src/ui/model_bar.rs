//! What can be chosen about a model that was just opened: sizes that its file leaves open, and activations in steps.

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::model_import::{ModelImport, ModelRead, OpenExtent};
use crate::browser::field;
use crate::i18n::{Label, Language};

/// What the bar is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct ModelBarProps {
    /// How the model was read.
    pub read: ModelRead,
    /// The language of the page.
    pub language: Language,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// A field for each size that was assumed, and a box to unfold activations.
#[component]
pub fn ModelBar(props: &ModelBarProps) -> Html {
    let ModelBarProps { read, language, dispatch } = props;
    let extents = use_state_eq(|| read.extents());
    let wrong = use_state_eq(|| None::<usize>);
    let size = |open: OpenExtent| {
        let OpenExtent { at, name } = open;
        let (extents, wrong) = (extents.clone(), wrong.clone());
        let value = extents.get(at).map(i64::to_string);
        let is_wrong = *wrong == Some(at);
        let oninput = {
            Callback::from(move |event: InputEvent| {
                let text = event.target().and_then(|target| field::text(&target)).unwrap_or_default();
                match ModelRead::typed(&extents, at, &text) {
                    Some(typed) => {
                        extents.set(typed);
                        wrong.set(None);
                    }
                    None => wrong.set(Some(at)),
                }
            })
        };
        html! {
            <label class="extent" key={at}>
                <span>{ name }</span>
                <input type="text" inputmode="numeric" data-testid={format!("model-extent-{at}")} {value} {oninput}
                    aria-invalid={is_wrong.then_some("true")} />
            </label>
        }
    };
    let again = |import: ModelImport| dispatch.always::<MouseEvent>(Act::ReadModel(import));
    let open = read.open();
    let with_extents = ModelImport { extents: Some((*extents).clone()), ..read.import.clone() };
    let unfolded = ModelImport { unfolded: !read.import.unfolded, ..read.import.clone() };
    html! {
        <>
            if !open.is_empty() {
                <div class="sizes">
                    <span>{ language.label(Label::SizesTaken) }</span>
                    { for open.into_iter().map(size) }
                    <button type="button" data-testid="read-again" disabled={wrong.is_some()} onclick={again(with_extents)}>
                        { language.label(Label::ReadAgain) }
                    </button>
                </div>
            }
            if read.has_steps {
                <button type="button" data-testid="unfold" aria-pressed={read.import.unfolded.to_string()}
                    title={language.label(Label::UnfoldHint)} onclick={again(unfolded)}>
                    { language.label(Label::Unfold) }
                </button>
            }
        </>
    }
}
