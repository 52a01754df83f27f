//! Hatching as lines, so that a picture needs no pattern that a viewer may not know.

use super::{Point, Rect};

/// The most lines that hatch a rectangle.
const MOST: f64 = 60.0;

/// Lines at 45° that fill a rectangle, from the lower left to the upper right.
pub(super) fn hatch(rect: Rect) -> Vec<Vec<Point>> {
    let reach = rect.width + rect.height;
    let step = (reach / MOST).max(6.0);
    let count = (reach / step) as usize;
    let line = |at: usize| {
        // The line through the points whose distances from the top left corner, right and down, add up to `sum`.
        let sum = (at as f64 + 0.5) * step;
        let low = sum.min(rect.height);
        let high = (sum - rect.width).max(0.0);
        let point = |down: f64| Point { x: rect.x + sum - down, y: rect.y + down };
        vec![point(low), point(high)]
    };
    (0..count).map(line).collect()
}
