//! Popovers, which lie over the page until something else is pressed.

use wasm_bindgen::JsValue;
use web_sys::Event;

use super::field::find;

/// Shows the popover of an identity; what had the focus gets it back.
pub fn show(id: &str) {
    if let Some(element) = find(&format!("#{id}")) {
        // Of one that is shown already, this is an error.
        let _ = element.show_popover();
    }
}

/// Hides it, if it is shown.
pub fn hide(id: &str) {
    if let Some(element) = find(&format!("#{id}:popover-open")) {
        let _ = element.hide_popover();
    }
}

/// Whether a popover's event says that it opens.
pub fn opens(event: &Event) -> bool {
    let state = js_sys::Reflect::get(event, &JsValue::from_str("newState"));
    state.ok().and_then(|state| state.as_string()).as_deref() == Some("open")
}
