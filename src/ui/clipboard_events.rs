//! Copying, cutting and pasting rows and cells, wherever in the table the focus is.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{ClipboardEvent, EventTarget, HtmlInputElement};
use yew::prelude::*;

use super::act::Act;
use super::cells::{Pasted, copied};
use super::dispatch::Dispatch;
use super::exact_text::exact_text;
use super::notice::Notice;
use super::place;
use super::state::State;
use super::traced::ORIGIN;
use crate::browser::event::Listener;
use crate::browser::field::{focused, has_selected_text, is_in_dialog};
use crate::browser::later;
use crate::browser::selected_text::{SelectedText, number_in, selected_text};
use crate::network::RowId;

/// What rows are on the clipboard as, beside their text.
const ROWS: &str = "application/x-im2cost+json";

/// Listens for as long as the page is there.
#[hook]
pub fn use_clipboard(state: &Rc<State>, dispatch: &Dispatch) {
    let latest = use_mut_ref(|| state.clone());
    *latest.borrow_mut() = state.clone();
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let listen = |kind: &'static str, meaning: fn(&State, &ClipboardEvent) -> Option<Meaning>| {
            let (latest, dispatch) = (latest.clone(), dispatch.clone());
            Listener::of_window(kind, move |event| {
                let event: &ClipboardEvent = event.unchecked_ref();
                let state = latest.borrow().clone();
                if let Some(meaning) = meaning(&state, event) {
                    event.prevent_default();
                    meaning.act(dispatch.clone());
                }
            })
        };
        let listeners = [listen("copy", copy), listen("cut", cut), listen("paste", paste)];
        move || drop(listeners)
    });
}

/// What an event means.
enum Meaning {
    /// This, at once.
    Now(Act),
    /// A text to read, once its readers are there.
    Read(Pasted),
}

impl Meaning {
    fn act(self, dispatch: Dispatch) {
        match self {
            Meaning::Now(act) => dispatch.act(act),
            Meaning::Read(pasted) => spawn_local(async move {
                dispatch.act(match later::fetch().await {
                    Ok(()) => Act::Paste(pasted),
                    Err(_) => Act::Notify(Some(Notice::CannotFetch)),
                });
            }),
        }
    }
}

/// Where the focus is: in the table, or nowhere.
fn is_here() -> Option<EventTarget> {
    let element = focused()?;
    let target = EventTarget::from(element.clone());
    let elsewhere = element.dyn_ref::<HtmlInputElement>().is_some() && place::row(&target).is_none();
    (!elsewhere && !is_in_dialog(&target)).then_some(target)
}

fn copy(state: &State, event: &ClipboardEvent) -> Option<Meaning> {
    if let Some(text) = exact(state) {
        event.clipboard_data()?.set_data("text/plain", &text).ok()?;
        return Some(Meaning::Now(Act::CopiedText(text.into())));
    }
    let rows = rows_to_copy(state)?;
    let copied = Act::Copied(rows.len());
    put(state, event, rows, copied)
}

/// What is copied where numbers are: selected text with every count in full, or else the count that has the focus.
fn exact(state: &State) -> Option<String> {
    let element = focused();
    let in_field =
        element.as_ref().is_some_and(|element| matches!(&*element.tag_name(), "INPUT" | "TEXTAREA"));
    if in_field {
        return None;
    }
    if let Some(SelectedText { text, numbers }) = selected_text() {
        return exact_text(&text, &numbers);
    }
    let element = element?;
    // With several rows selected, these are meant.
    let several = state.selection.in_order(state.document()).len() > 1;
    let is_number = element.has_attribute(ORIGIN) && !(several && place::row(&element).is_some());
    is_number.then(|| number_in(&element))?
}

fn cut(state: &State, event: &ClipboardEvent) -> Option<Meaning> {
    if exact(state).is_some() {
        // What is no row is not cut, only copied.
        return copy(state, event);
    }
    let rows = rows_to_copy(state)?;
    let field = is_here().and_then(|target| place::field(&target)).map(|(_, field)| field);
    let deleted = Act::Delete(rows.clone(), field);
    put(state, event, rows, deleted)
}

/// The selected rows, unless what is copied is a text.
fn rows_to_copy(state: &State) -> Option<Vec<RowId>> {
    let target = is_here()?;
    let rows = state.selection.in_order(state.document());
    // Part of a field's text is copied as text, and so is a text selected elsewhere on the page.
    let reads_text = place::row(&target).is_none() && crate::browser::field::has_selection();
    let is_text = rows.is_empty() || reads_text || (rows.len() == 1 && has_selected_text(&target));
    (!is_text).then_some(rows)
}

/// Puts rows on the clipboard; then comes the act.
fn put(state: &State, event: &ClipboardEvent, rows: Vec<RowId>, then: Act) -> Option<Meaning> {
    // Now, or what is pasted next would be what was copied before.
    if later::fetch_at_once().is_err() {
        return Some(Meaning::Now(Act::Notify(Some(Notice::CannotFetch))));
    }
    let [text, whole] = copied(state.document(), &rows);
    let data = event.clipboard_data()?;
    data.set_data("text/plain", &text).ok()?;
    data.set_data(ROWS, &whole).ok()?;
    Some(Meaning::Now(then))
}

fn paste(_: &State, event: &ClipboardEvent) -> Option<Meaning> {
    let target = is_here()?;
    let data = event.clipboard_data()?;
    // Some programs end lines with CR alone.
    let text = data.get_data("text/plain").ok()?.replace("\r\n", "\n").replace('\r', "\n");
    let rows = data.get_data(ROWS).ok().filter(|rows| !rows.is_empty());
    let field = place::field(&target);
    let pasted = Pasted { text: text.into(), rows: rows.map(Into::into), field };
    // The text of one field goes into the field as any text does. What tells it from a line of code may not be there yet.
    let is_more = match later::is_there() {
        true => pasted.is_more_than_a_value(),
        false => pasted.may_be_more_than_a_value(),
    };
    let is_value = target.dyn_ref::<HtmlInputElement>().is_some() && !is_more;
    let is_read = !is_value && !pasted.text.trim().is_empty();
    is_read.then(|| match later::is_there() || pasted.rows.is_some() {
        true => Meaning::Now(Act::Paste(pasted)),
        false => Meaning::Read(pasted),
    })
}
