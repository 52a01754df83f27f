//! The button that opens a file.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::dispatch::Dispatch;
use super::opening::open;
use crate::i18n::{Label, Language};

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
                open(chosen, dispatch.clone());
            }
            // So that choosing the same file again is a change again.
            input.set_value("");
        })
    };
    html! {
        <label class="button" title={language.label(Label::OpenHint)}>
            { language.label(Label::Open) }
            <input type="file" class="unseen" data-testid="open-file" accept=".json,.im2cost.json,.onnx,.prototxt,.txt,.py,.csv,.tsv" {onchange} />
        </label>
    }
}
