//! A dialog to paste a network into: it says what the text is, what could be read, and what could not and where.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::notice::Notice;
use super::state::State;
use crate::browser::{dialog, field, later};
use crate::codec::Remark;
use crate::codec::open::{OpenError, Opened, Remarks, read};
use crate::i18n::{Announcement, Label, Language};
use crate::network::Action;

/// The identity of the dialog.
pub const IMPORT: &str = "import";

/// The most remarks on a text that are listed.
const MOST_REMARKS: usize = 50;

/// What the box is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct ImportBoxProps {
    /// The page.
    pub state: Rc<State>,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// The dialog.
#[component]
pub fn ImportBox(props: &ImportBoxProps) -> Html {
    let ImportBoxProps { state, dispatch } = props;
    let language = state.settings.language;
    let text = use_state_eq(String::new);
    let opened = use_memo((*text).clone(), |text: &String| {
        (!text.trim().is_empty()).then(|| read("", text.as_bytes()))
    });
    let oninput = {
        let (text, dispatch) = (text.clone(), dispatch.clone());
        Callback::from(move |event: InputEvent| {
            let pasted = event.target().and_then(|target| field::text(&target)).unwrap_or_default();
            let (text, dispatch) = (text.setter(), dispatch.clone());
            spawn_local(async move {
                // The readers are for later.
                match later::fetch().await {
                    Ok(()) => text.set(pasted),
                    Err(_) => dispatch.act(Act::Notify(Some(Notice::CannotFetch))),
                }
            });
        })
    };
    let close = Callback::from(|_: MouseEvent| dialog::close(IMPORT));
    // What is taken needs no box any more.
    let take = |act: Act| {
        let (dispatch, text) = (dispatch.clone(), text.clone());
        Callback::from(move |_: MouseEvent| {
            dispatch.act(act.clone());
            text.set(String::new());
            dialog::close(IMPORT);
        })
    };
    let at = state.selected().map_or(state.document().rows.len(), |at| at + 1);
    let ways = match &*opened {
        Some(Ok(opened)) => {
            let insert = Act::Edit(Action::Paste(at, opened.document.rows.clone()));
            html! {
                <p class="ways">
                    <button type="button" data-testid="import-open" onclick={take(Act::Opened(Box::new(Ok(opened.clone()))))}>
                        { language.label(Label::OpenAsNetwork) }
                    </button>
                    if at > 0 {
                        <button type="button" data-testid="import-insert" onclick={take(insert)}>
                            { language.announcement(Announcement::InsertBelow { row: at - 1 }) }
                        </button>
                    }
                </p>
            }
        }
        _ => html! {},
    };
    html! {
        <dialog id={IMPORT} class="help import" aria-labelledby="import-title">
            <div class="help-head">
                <h2 id="import-title">{ language.label(Label::ImportTitle) }</h2>
                <button type="button" onclick={close}>{ language.label(Label::Close) }</button>
            </div>
            <p class="hint">{ language.label(Label::ImportHint) }</p>
            <textarea data-testid="import-text" rows="12" spellcheck="false" autofocus={true} value={(*text).clone()}
                aria-label={language.label(Label::ImportTitle)} {oninput} />
            <div role="status" data-testid="import-found">{ found(&opened, &text, language) }</div>
            { ways }
        </dialog>
    }
}

/// What the text is, and what there is to say about it.
fn found(opened: &Option<Result<Opened, OpenError>>, text: &str, language: Language) -> Html {
    let remarks = |remarks: &[Remark]| {
        html! { <ul>{ for remarks.iter().take(MOST_REMARKS).map(|said| remark(said, text, language)) }</ul> }
    };
    match opened {
        None => html! {},
        Some(Err(OpenError::NoLayers(said))) => html! {
            <><p class="partial">{ language.no_layers() }</p>{ remarks(said) }</>
        },
        Some(Err(error)) => html! { <p class="partial">{ language.open_error(error) }</p> },
        Some(Ok(opened)) => html! {
            <>
                <p>
                    <b>{ language.file_format(opened.format) }</b>{ " · " }
                    { language.announcement(Announcement::Layers { rows: opened.document.rows.len() }) }
                </p>
                if let Remarks::Text(said) = &opened.remarks {
                    { remarks(said) }
                }
            </>
        },
    }
}

/// A remark leads to its place in the text.
fn remark(remark: &Remark, text: &str, language: Language) -> Html {
    let place = remark.place.in_utf16(text);
    let show = Callback::from(move |_: MouseEvent| {
        field::select_in("[data-testid=import-text]", place);
    });
    html! { <li><button type="button" onclick={show}>{ language.remark(remark) }</button></li> }
}
