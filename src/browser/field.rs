//! Fields on the page: the text in them, the caret, and how the focus moves.

use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// The text in a field, or the value chosen in a menu.
pub fn text(target: &EventTarget) -> Option<String> {
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return Some(input.value());
    }
    if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        return Some(area.value());
    }
    target.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value)
}

/// Chooses the entry of a menu that has this value.
pub fn choose(target: &EventTarget, value: &str) {
    if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        select.set_value(value);
    }
}

/// Whether it is a menu.
pub fn is_menu(target: &EventTarget) -> bool {
    target.dyn_ref::<HtmlSelectElement>().is_some()
}

/// Opens a menu, where the browser lets a page do so.
pub fn open_menu(target: &EventTarget) {
    let open =
        Reflect::get(target, &"showPicker".into()).ok().and_then(|open| open.dyn_into::<Function>().ok());
    if let Some(open) = open {
        let _ = open.call0(target);
    }
}

/// Whether a box is ticked; `None` if it is no box.
pub fn ticked(target: &EventTarget) -> Option<bool> {
    let input = target.dyn_ref::<HtmlInputElement>()?;
    (input.type_() == "checkbox").then(|| input.checked())
}

/// The value of an attribute of the element, or of the nearest one around it that has it.
pub fn attribute(target: &EventTarget, name: &str) -> Option<String> {
    let holder = target.dyn_ref::<Element>()?.closest(&format!("[{name}]")).ok()??;
    holder.get_attribute(name)
}

/// Where the caret is in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caret {
    /// At the start, with nothing selected or everything.
    pub at_start: bool,
    /// At the end, with nothing selected or everything.
    pub at_end: bool,
}

/// The caret of a field of text; in anything else it is at both ends.
pub fn caret(target: &EventTarget) -> Caret {
    let both = Caret { at_start: true, at_end: true };
    let Some(input) = target.dyn_ref::<HtmlInputElement>() else { return both };
    let (Ok(Some(start)), Ok(Some(end))) = (input.selection_start(), input.selection_end()) else {
        return both;
    };
    let length = input.value().encode_utf16().count() as u32;
    let all = start == 0 && end == length;
    Caret { at_start: all || end == 0, at_end: all || start == length }
}

/// Whether part of a field's text is selected, so that copying copies that.
pub fn has_selected_text(target: &EventTarget) -> bool {
    let Some(input) = target.dyn_ref::<HtmlInputElement>() else { return false };
    matches!((input.selection_start(), input.selection_end()), (Ok(Some(start)), Ok(Some(end))) if start < end)
}

/// Whether all text of a field is selected, and there is some; so it is of anything that holds no text.
pub fn is_all_selected(target: &EventTarget) -> bool {
    let has_text = text(target).is_some_and(|text| !text.is_empty());
    let Caret { at_start, at_end } = caret(target);
    at_start && at_end && (has_text || target.dyn_ref::<HtmlInputElement>().is_none())
}

/// Whether an element, or one in it, has the focus.
pub fn has_focus(element: &Element) -> bool {
    element.matches(":focus-within").unwrap_or(false)
}

/// Whether text of the page itself is selected.
pub fn has_selection() -> bool {
    let selection = web_sys::window().and_then(|window| window.get_selection().ok().flatten());
    selection.is_some_and(|selection| !selection.is_collapsed())
}

/// The first element that matches a selector.
pub fn find(selector: &str) -> Option<HtmlElement> {
    first(selector)?.dyn_into().ok()
}

/// The first element that matches, of HTML or SVG.
fn first(selector: &str) -> Option<Element> {
    web_sys::window()?.document()?.query_selector(selector).ok()?
}

/// Gives the focus to the first element that matches, and selects its text. Whether there is one.
pub fn focus(selector: &str) -> bool {
    let found = first(selector);
    if let Some(element) = &found {
        focus_element(element);
    }
    found.is_some()
}

/// Selects the text of the first field that matches.
pub fn select_all(selector: &str) {
    let Some(found) = find(selector) else { return };
    if let Some(input) = found.dyn_ref::<HtmlInputElement>() {
        input.select();
    }
    if let Some(area) = found.dyn_ref::<HtmlTextAreaElement>() {
        area.select();
    }
}

/// Gives the focus to an element, of HTML or SVG, and selects its text.
pub fn focus_element(element: &Element) {
    // Both have the method, though only one has the type.
    let _ = element.unchecked_ref::<HtmlElement>().focus();
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        input.select();
    }
}

/// Brings the first element that matches into view, if it is not.
pub fn reveal(selector: &str) {
    scroll_to(selector, web_sys::ScrollLogicalPosition::Nearest);
}

/// Brings the start of the first element that matches to the top of the window. Whether there is one.
pub fn bring_to_top(selector: &str) -> bool {
    scroll_to(selector, web_sys::ScrollLogicalPosition::Start)
}

fn scroll_to(selector: &str, place: web_sys::ScrollLogicalPosition) -> bool {
    let found = first(selector);
    if let Some(element) = &found {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(place);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
    found.is_some()
}

/// Scrolls what is in an element to its top.
pub fn to_top(selector: &str) {
    if let Some(element) = find(selector) {
        element.set_scroll_top(0);
    }
}

/// Gives the focus to a text of several lines, with the caret at a place, counted in UTF-16.
pub fn select_in(selector: &str, place: usize) {
    let Some(area) = find(selector).and_then(|element| element.dyn_into::<HtmlTextAreaElement>().ok()) else {
        return;
    };
    let _ = area.focus();
    let place = u32::try_from(place).unwrap_or(u32::MAX);
    let _ = area.set_selection_range(place, place + 1);
}

/// Whether an element is in a dialog, which has the keys and the clipboard to itself.
pub fn is_in_dialog(target: &EventTarget) -> bool {
    target.dyn_ref::<Element>().is_some_and(|element| matches!(element.closest("dialog"), Ok(Some(_))))
}

/// The element that has the focus.
pub fn focused() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}
