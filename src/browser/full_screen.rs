//! One element on the whole screen.

use web_sys::Element;

/// Whether something is shown alone on the whole screen.
pub fn is_on() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.fullscreen_element().is_some())
}

/// Shows the element alone on the whole screen, or leaves that.
pub fn toggle(element: &Element) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    if document.fullscreen_element().is_some() {
        document.exit_fullscreen();
    } else {
        let _ = element.request_fullscreen();
    }
}
