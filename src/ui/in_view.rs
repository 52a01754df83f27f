//! Marks the children of an element that are in view, so that what lights up while one points is painted anew in these
//! alone.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::js_sys::Array;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};
use yew::prelude::*;

/// Keeps `data-in-view` on each child of an element that is in view, as long as the children are those of `shown`.
#[hook]
pub fn use_in_view<T: PartialEq + 'static>(node: &NodeRef, shown: T) {
    use_effect_with((node.clone(), shown), |(node, _)| {
        let watch = node.cast::<Element>().and_then(|element| {
            let mark = Closure::<dyn Fn(Array)>::new(|entries: Array| {
                for entry in entries.iter().map(IntersectionObserverEntry::from) {
                    let is_seen = entry.is_intersecting();
                    let _ = entry.target().toggle_attribute_with_force("data-in-view", is_seen);
                }
            });
            let observer = IntersectionObserver::new(mark.as_ref().unchecked_ref()).ok()?;
            let children = element.children();
            for child in (0..children.length()).filter_map(|at| children.item(at)) {
                observer.observe(&child);
            }
            Some((observer, mark))
        });
        move || {
            if let Some((observer, _mark)) = watch {
                observer.disconnect();
            }
        }
    });
}
