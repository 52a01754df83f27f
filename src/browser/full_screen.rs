//! One element on the whole screen.

use web_sys::Element;

/// Shows the element alone on the whole screen, or leaves that.
pub fn toggle(element: &Element) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    if document.fullscreen_element().is_some() {
        document.exit_fullscreen();
    } else {
        let _ = element.request_fullscreen();
    }
}
