//! The button that opens a file.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use crate::browser::file;
use crate::i18n::{Label, Language};

/// The most bytes of a file that are read: a network that needs more is not one.
pub const MOST_BYTES: i32 = 64 << 20;

/// What the button is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct OpenFileProps {
    /// The language of the page.
    pub language: Language,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// Opens the file that the reader chooses.
#[component]
pub fn OpenFile(props: &OpenFileProps) -> Html {
    let OpenFileProps { language, dispatch } = props;
    let onchange = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
            else {
                return;
            };
            if let Some(chosen) = input.files().and_then(|files| files.get(0)) {
                let dispatch = dispatch.clone();
                file::read_text(&chosen, MOST_BYTES, move |file| dispatch.act(Act::Open(file)));
            }
            // So that choosing the same file again is a change again.
            input.set_value("");
        })
    };
    html! {
        <label class="button" title={language.label(Label::OpenHint)}>
            { language.label(Label::Open) }
            <input type="file" class="unseen" data-testid="open-file" accept=".json,.im2cost.json" {onchange} />
        </label>
    }
}
