//! The text that is selected on the page, and the numbers in it.

use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

/// Selected text, and of each number in it what of its text is selected and its exact value, in their order.
pub struct SelectedText {
    /// The text.
    pub text: String,
    /// The numbers.
    pub numbers: Vec<[String; 2]>,
}

/// What is selected; nothing if nothing is.
pub fn selected_text() -> Option<SelectedText> {
    let selection = web_sys::window()?.get_selection().ok().flatten()?;
    if selection.is_collapsed() || selection.range_count() == 0 {
        return None;
    }
    let text: String = js_sys::Object::from(selection.clone()).to_string().into();
    let range = selection.get_range_at(0).ok()?;
    if let Some(number) = number_around(&range.common_ancestor_container().ok()?) {
        return Some(SelectedText { numbers: vec![[text.clone(), number]], text });
    }
    let found = range.clone_contents().ok()?.query_selector_all("data").ok()?;
    let number = |element: Element| Some([element.text_content()?, element.get_attribute("value")?]);
    let numbers = (0..found.length()).filter_map(|at| number(found.get(at)?.dyn_into().ok()?));
    Some(SelectedText { text, numbers: numbers.collect() })
}

/// The exact value of the number that a node is in.
fn number_around(node: &Node) -> Option<String> {
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    element.closest("data").ok()??.get_attribute("value")
}

/// The exact value of the one number in an element.
pub fn number_in(element: &Element) -> Option<String> {
    element.query_selector("data").ok()??.get_attribute("value")
}
