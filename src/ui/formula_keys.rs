//! Keys in a formula: arrows lead from a line to its factors and from one to the next, Escape back to the line.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::TargetCast;
use yew::prelude::*;

use crate::browser::field::{focus_element, focused};

/// Symbols and numbers that measure something.
const FACTORS: &str = "[class*='hue-']";

/// Goes where a key leads from the line, or the factor, that has the focus.
pub fn go(event: &KeyboardEvent) {
    let Some(target) = event.target_dyn_into::<Element>() else { return };
    let Ok(Some(line)) = target.closest(".equation") else { return };
    let went = match event.key().as_str() {
        "ArrowRight" => focus_among(&line, true),
        "ArrowLeft" => focus_among(&line, false),
        "Escape" if target != line => {
            focus_element(&line);
            true
        }
        _ => false,
    };
    if went {
        event.prevent_default();
    }
}

/// Moves the focus among the factors of a line, which are no tab stops: from where it is to the next one or the one
/// before; from elsewhere to the first or the last. Whether there is one.
fn focus_among(line: &Element, forward: bool) -> bool {
    let Ok(factors) = line.query_selector_all(FACTORS) else { return false };
    let all = (0..factors.length()).filter_map(|at| factors.get(at)?.dyn_into::<Element>().ok());
    let all: Vec<Element> = all.collect();
    let here = focused().and_then(|focused| all.iter().position(|factor| *factor == focused));
    let next = match (here, forward) {
        (Some(at), true) => at + 1,
        (Some(at), false) => at.wrapping_sub(1),
        (None, true) => 0,
        (None, false) => all.len().wrapping_sub(1),
    };
    let Some(factor) = all.get(next) else { return false };
    let _ = factor.set_attribute("tabindex", "-1");
    focus_element(factor);
    true
}
