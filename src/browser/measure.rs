//! How large elements are on the screen, where in one a point is, and whether all of one is in view.

use web_sys::Element;

/// How wide an element is, in pixels.
pub fn width(element: &Element) -> f64 {
    element.get_bounding_client_rect().width()
}

/// How high an element is, in pixels.
pub fn height(element: &Element) -> f64 {
    element.get_bounding_client_rect().height()
}

/// How wide the window is, in whole pixels.
pub fn window_width() -> i32 {
    let width =
        web_sys::window().and_then(|window| window.inner_width().ok()).and_then(|width| width.as_f64());
    width.map_or(0, |width| width as i32)
}

/// How far from the left of the window an element begins.
pub fn left(element: &Element) -> i32 {
    element.get_bounding_client_rect().left().round() as i32
}

/// Where a point of the window is in a picture, which stands in the middle of its element, as large as fits.
pub fn place(element: &Element, [width, height]: [f64; 2], x: i32, y: i32) -> [f64; 2] {
    let area = element.get_bounding_client_rect();
    let scale = (area.width() / width).min(area.height() / height);
    let left = area.left() + (area.width() - width * scale) / 2.0;
    let top = area.top() + (area.height() - height * scale) / 2.0;
    [(f64::from(x) - left) / scale, (f64::from(y) - top) / scale]
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
        // What stands over the page's end is left free, as the style sheet says.
        None => {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }
}
