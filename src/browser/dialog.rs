//! Dialogs that lie over the page.

use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

fn find(id: &str) -> Option<HtmlDialogElement> {
    web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Opens the dialog, or closes it if it is open.
pub fn toggle(id: &str) {
    if let Some(dialog) = find(id) {
        if dialog.open() {
            dialog.close();
        } else {
            let _ = dialog.show_modal();
            // What was typed in it before is replaced by what is typed or pasted next.
            super::field::select_all(&format!("#{id} textarea"));
        }
    }
}

/// Closes the dialog.
pub fn close(id: &str) {
    if let Some(dialog) = find(id) {
        dialog.close();
    }
}
