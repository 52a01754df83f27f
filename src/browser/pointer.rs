//! Where the pointer is, and holding on to it.

use web_sys::{Element, EventTarget};

/// Sends everything that the pointer does to this element until it is let go.
pub fn hold(element: &Element, pointer: i32) {
    let _ = element.set_pointer_capture(pointer);
}

/// What is under a point of the window.
pub fn element_at(x: i32, y: i32) -> Option<EventTarget> {
    let document = web_sys::window()?.document()?;
    document.element_from_point(x as f32, y as f32).map(EventTarget::from)
}

/// Whether a height in the window is in the lower half of the nearest element around `target` that matches.
pub fn is_in_lower_half(target: &EventTarget, selector: &str, y: i32) -> bool {
    use wasm_bindgen::JsCast;
    let Some(Ok(Some(element))) = target.dyn_ref::<Element>().map(|element| element.closest(selector)) else {
        return false;
    };
    let rectangle = element.get_bounding_client_rect();
    f64::from(y) > rectangle.top() + rectangle.height() / 2.0
}
