//! How wide an element is, and what follows its size, as long as it is shown.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// Widths are taken in steps, so that a window that is dragged does not lay everything out again for each pixel.
const STEP: f64 = 10.0;

/// The width of an element, rounded down; a usual one as long as it is not known.
#[hook]
pub fn use_width(node: &NodeRef, usual: f64) -> f64 {
    let width = use_state_eq(|| usual);
    {
        let width = width.setter();
        use_size(node, move |element| {
            let now = (f64::from(element.client_width()) / STEP).floor() * STEP;
            if now > 0.0 {
                width.set(now);
            }
        });
    }
    *width
}

/// Tells of an element when it is there, and whenever it has another size.
#[hook]
pub fn use_size(node: &NodeRef, on_size: impl Fn(&Element) + 'static) {
    use_effect_with(node.clone(), move |node| {
        let watch = node.cast::<Element>().and_then(|element| {
            let watched = element.clone();
            let measure = Closure::<dyn Fn()>::new(move || on_size(&watched));
            let observer = ResizeObserver::new(measure.as_ref().unchecked_ref()).ok()?;
            observer.observe(&element);
            Some((observer, measure))
        });
        move || {
            if let Some((observer, _measure)) = watch {
                observer.disconnect();
            }
        }
    });
}
