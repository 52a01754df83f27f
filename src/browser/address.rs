//! The address of the page, whose fragment holds what is shared.

use wasm_bindgen::JsValue;

/// The fragment, with its `#`; empty where there is none.
pub fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Puts another fragment into the address, without a step of the browser's history. Browsers allow this only so often,
/// and it does not matter if one is left out. On a page of many elements it is dear, even if nothing changes.
pub fn set_fragment(fragment: &str) {
    if self::fragment().trim_start_matches('#') == fragment.trim_start_matches('#') {
        return;
    }
    if let Some(window) = web_sys::window()
        && let Ok(history) = window.history()
    {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(fragment));
    }
}

/// The whole address, with another fragment.
pub fn with_fragment(fragment: &str) -> String {
    let address = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let start = address.split('#').next().unwrap_or_default();
    format!("{start}{fragment}")
}
