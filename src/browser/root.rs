//! The root of the page: its language, theme and title, and what the reader's system prefers.

use wasm_bindgen::JsValue;
use web_sys::Element;

fn root() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}

/// Says which language the page is in.
pub fn set_language(tag: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute("lang", tag);
    }
}

/// Chooses a theme, or follows the system.
pub fn set_theme(theme: Option<&str>) {
    if let Some(root) = root() {
        let _ = match theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
}

/// Says which quantities are lit, by their names.
pub fn set_lit(quantities: &str) {
    if let Some(root) = root() {
        let _ = match quantities {
            "" => root.remove_attribute("data-lit"),
            quantities => root.set_attribute("data-lit", quantities),
        };
    }
}

/// What the tab is called.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Whether the reader wants things to stay still.
pub fn prefers_still() -> bool {
    let query =
        web_sys::window().and_then(|window| window.match_media("(prefers-reduced-motion: reduce)").ok()?);
    query.is_some_and(|query| query.matches())
}

/// The languages that the reader prefers, best first.
pub fn preferred_languages() -> Vec<String> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let languages = window.navigator().languages();
    languages.iter().filter_map(|tag: JsValue| tag.as_string()).collect()
}
