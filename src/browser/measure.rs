//! How large elements are on the screen, and where in one a point is.

use web_sys::Element;

/// How wide an element is, in pixels.
pub fn width(element: &Element) -> f64 {
    element.get_bounding_client_rect().width()
}

/// Where a point of the window is in an element, as shares of its width and height.
pub fn share(element: &Element, x: i32, y: i32) -> [f64; 2] {
    let rect = element.get_bounding_client_rect();
    [(f64::from(x) - rect.left()) / rect.width(), (f64::from(y) - rect.top()) / rect.height()]
}
