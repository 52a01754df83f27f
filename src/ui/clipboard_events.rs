//! Copying, cutting and pasting rows and cells, wherever in the table the focus is.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, EventTarget, HtmlInputElement};
use yew::prelude::*;

use super::act::Act;
use super::cells::{Pasted, copied};
use super::dispatch::Dispatch;
use super::place;
use super::state::State;
use crate::browser::event::Listener;
use crate::browser::field::{focused, has_selected_text, is_in_dialog};

/// What rows are on the clipboard as, beside their text.
const ROWS: &str = "application/x-im2cost+json";

/// Listens for as long as the page is there.
#[hook]
pub fn use_clipboard(state: &Rc<State>, dispatch: &Dispatch) {
    let latest = use_mut_ref(|| state.clone());
    *latest.borrow_mut() = state.clone();
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let listen = |kind: &'static str, meaning: fn(&State, &ClipboardEvent) -> Option<Act>| {
            let (latest, dispatch) = (latest.clone(), dispatch.clone());
            Listener::of_window(kind, move |event| {
                let event: &ClipboardEvent = event.unchecked_ref();
                let state = latest.borrow().clone();
                if let Some(act) = meaning(&state, event) {
                    event.prevent_default();
                    dispatch.act(act);
                }
            })
        };
        let listeners = [listen("copy", copy), listen("cut", cut), listen("paste", paste)];
        move || drop(listeners)
    });
}

/// Where the focus is: in the table, or nowhere.
fn is_here() -> Option<EventTarget> {
    let element = focused()?;
    let target = EventTarget::from(element.clone());
    let elsewhere = element.dyn_ref::<HtmlInputElement>().is_some() && place::row(&target).is_none();
    (!elsewhere && !is_in_dialog(&target)).then_some(target)
}

fn copy(state: &State, event: &ClipboardEvent) -> Option<Act> {
    let target = is_here()?;
    let rows = state.selection.in_order(state.document());
    // Part of a field's text is copied as text, and so is a text selected elsewhere on the page.
    let reads_text = place::row(&target).is_none() && crate::browser::field::has_selection();
    if rows.is_empty() || reads_text || (rows.len() == 1 && has_selected_text(&target)) {
        return None;
    }
    let [text, whole] = copied(state.document(), &rows);
    let data = event.clipboard_data()?;
    data.set_data("text/plain", &text).ok()?;
    data.set_data(ROWS, &whole).ok()?;
    Some(Act::Copied(rows.len()))
}

fn cut(state: &State, event: &ClipboardEvent) -> Option<Act> {
    copy(state, event)?;
    let target = is_here()?;
    let field = place::field(&target).map(|(_, field)| field);
    Some(Act::Delete(state.selection.in_order(state.document()), field))
}

fn paste(_: &State, event: &ClipboardEvent) -> Option<Act> {
    let target = is_here()?;
    let data = event.clipboard_data()?;
    let text = data.get_data("text/plain").ok()?;
    let rows = data.get_data(ROWS).ok().filter(|rows| !rows.is_empty());
    let field = place::field(&target);
    let pasted = Pasted { text: text.into(), rows: rows.map(Into::into), field };
    // The text of one field goes into the field as any text does.
    let is_value = target.dyn_ref::<HtmlInputElement>().is_some() && !pasted.is_more_than_a_value();
    (!is_value && !pasted.text.trim().is_empty()).then_some(Act::Paste(pasted))
}
