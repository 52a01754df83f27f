//! The root of the page: its language, theme and title, marks on its elements, and what the reader's system prefers.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

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

/// Gives attributes to the element of an id, if the page has it, or takes them away.
pub fn mark<'a>(id: &str, marks: impl IntoIterator<Item = (&'a str, bool)>) {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(element) = document.and_then(|document| document.get_element_by_id(id)) {
        for (attribute, is_marked) in marks {
            let _ = element.toggle_attribute_with_force(attribute, is_marked);
        }
    }
}

/// Gives the style sheet a value, or takes it away.
pub fn set_property(name: &str, value: Option<&str>) {
    let root = root().and_then(|root| root.dyn_into::<HtmlElement>().ok());
    if let Some(style) = root.map(|root| root.style()) {
        let _ = match value {
            Some(value) => style.set_property(name, value),
            None => style.remove_property(name).map(drop),
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
