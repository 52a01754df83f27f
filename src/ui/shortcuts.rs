//! The keys that act on the page as a whole, wherever the focus is.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use crate::browser::event::Listener;

/// Listens to them for as long as the page is there. Undo is always the page's: what a field alone would take back is
/// less than a step.
#[hook]
pub fn use_shortcuts(dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let listener = Listener::of_window("keydown", move |event| {
            let event = event.unchecked_ref::<KeyboardEvent>();
            if let Some(act) = meaning(event) {
                event.prevent_default();
                dispatch.act(act);
            }
        });
        move || drop(listener)
    });
}

fn meaning(event: &KeyboardEvent) -> Option<Act> {
    if event.alt_key() || !(event.ctrl_key() || event.meta_key()) {
        return None;
    }
    match (event.key().to_lowercase().as_str(), event.shift_key()) {
        ("z", false) => Some(Act::Undo),
        ("z", true) | ("y", false) => Some(Act::Redo),
        _ => None,
    }
}
