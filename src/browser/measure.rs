//! How large elements are on the screen, where in one a point is, and whether all of one is in view.

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

/// Scrolls the nearest box around an element that matches, or else the page, until the element's end is in view.
pub fn bring_up(element: &Element, scroller: &str) {
    let Some(window) = web_sys::window() else { return };
    let height = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(f64::MAX);
    let end = element.get_bounding_client_rect().bottom();
    let around = element.closest(scroller).ok().flatten();
    match around.filter(|around| around.scroll_height() > around.client_height()) {
        Some(around) => {
            let hidden = end - around.get_bounding_client_rect().bottom().min(height);
            if hidden > 0.0 {
                around.set_scroll_top(around.scroll_top() + hidden.ceil() as i32);
            }
        }
        None if end > height => window.scroll_by_with_x_and_y(0.0, end - height),
        None => {}
    }
}
