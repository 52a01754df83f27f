//! A place for what is not in the part of the page that comes first: it shows once its code is there.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::later;
use crate::i18n::{Label, Language};

/// What is shown.
#[derive(Clone, Properties, PartialEq)]
pub struct LaterPartProps {
    /// The language of the page.
    pub language: Language,
    /// Components, so that nothing of theirs runs before its code is there.
    pub children: Html,
}

#[derive(Clone, Copy, PartialEq)]
enum Fetched {
    Waiting,
    There,
    Failed,
}

/// The children, after a moment the first time; where their code cannot be fetched, a sentence and another try.
#[component]
pub fn LaterPart(props: &LaterPartProps) -> Html {
    let LaterPartProps { language, children } = props;
    let fetched = use_state_eq(|| if later::is_there() { Fetched::There } else { Fetched::Waiting });
    use_effect_with(*fetched, {
        let fetched = fetched.setter();
        move |now| {
            if *now == Fetched::Waiting {
                spawn_local(async move {
                    fetched.set(if later::fetch().await.is_ok() { Fetched::There } else { Fetched::Failed });
                });
            }
        }
    });
    match *fetched {
        Fetched::There => children.clone(),
        Fetched::Waiting => html! { <p class="hint" aria-busy="true">{ language.label(Label::Loading) }</p> },
        Fetched::Failed => {
            let again = Callback::from(move |_: MouseEvent| fetched.set(Fetched::Waiting));
            html! {
                <p class="hint" role="alert">
                    { language.label(Label::NotFetched) }{ " " }
                    <button type="button" onclick={again}>{ language.label(Label::TryAgain) }</button>
                </p>
            }
        }
    }
}
