//! Opens a file that is dropped anywhere on the page.

use wasm_bindgen::JsCast;
use web_sys::DragEvent;
use yew::prelude::*;

use super::dispatch::Dispatch;
use super::opening::open;
use crate::browser::event::Listener;

/// Listens for files for as long as the page is there. Whether one is over the page.
#[hook]
pub fn use_dropped_files(dispatch: &Dispatch) -> bool {
    let is_over = use_state(|| false);
    let (dispatch, over) = (dispatch.clone(), is_over.clone());
    use_effect_with((), move |()| {
        let has_files = |event: &DragEvent| {
            event.data_transfer().is_some_and(|data| data.types().iter().any(|kind| kind == "Files"))
        };
        let (over_at, over_gone) = (over.clone(), over.clone());
        let comes = Listener::of_window("dragover", move |event| {
            if has_files(event.unchecked_ref()) {
                event.prevent_default();
                over_at.set(true);
            }
        });
        let goes = Listener::of_window("dragleave", move |event| {
            // Leaving one element for another is not leaving the page.
            if event.unchecked_ref::<DragEvent>().related_target().is_none() {
                over_gone.set(false);
            }
        });
        let dropped = Listener::of_window("drop", move |event| {
            let drag = event.unchecked_ref::<DragEvent>();
            if !has_files(drag) {
                return;
            }
            event.prevent_default();
            over.set(false);
            let files = drag.data_transfer().and_then(|data| data.files());
            if let Some(dropped) = files.and_then(|files| files.get(0)) {
                open(dropped, dispatch.clone());
            }
        });
        move || drop((comes, goes, dropped))
    });
    *is_over
}
