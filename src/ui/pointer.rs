//! What pointing at a row means: showing it, selecting more, and the buttons in it.

use web_sys::EventTarget;
use yew::prelude::*;

use super::act::Act;
use super::place;
use super::selection::Pointing;
use super::shown::Shown;
use super::state::State;
use crate::browser::field::{attribute, focus};

/// The focus came into a row: the inspector shows it. Rows that were just put in stay selected together.
pub fn entered(event: FocusEvent) -> Option<Act> {
    Some(Act::Point(place::row(&event.target()?)?, Pointing::Within))
}

/// With Shift or Ctrl, pressing on a row selects more rows instead of moving the focus.
pub fn pressed(event: &PointerEvent) -> Option<Act> {
    let how = how(event)?;
    let row = place::row(&event.target()?)?;
    event.prevent_default();
    Some(Act::Point(row, how))
}

fn how(event: &PointerEvent) -> Option<Pointing> {
    match (event.shift_key(), event.ctrl_key() || event.meta_key()) {
        (true, _) => Some(Pointing::To),
        (_, true) => Some(Pointing::Also),
        _ => None,
    }
}

/// A click in a row: on one of its buttons, or on the row itself.
pub fn clicked(state: &State, event: &MouseEvent) -> Option<Act> {
    let target: EventTarget = event.target()?;
    let act = attribute(&target, "data-act");
    if act.as_deref() == Some("group") {
        return turned(state, &attribute(&target, "data-group")?);
    }
    let row = place::row(&target)?;
    match act.as_deref() {
        Some("delete") => Some(Act::Delete(vec![row], None)),
        Some("repair") => {
            // By a key: the button goes, and the focus would with it.
            if event.detail() == 0 {
                focus(&place::wrong_selector(row));
            }
            let at: usize = attribute(&target, "data-repair")?.parse().ok()?;
            let line = state.sheet.line(state.document().position(row)?)?;
            Some(Act::Edit(line.repairs.get(at)?.action(row)))
        }
        // With Shift or Ctrl, pressing has selected already.
        _ if event.shift_key() || event.ctrl_key() || event.meta_key() => None,
        _ => Some(Act::Point(row, Pointing::Alone)),
    }
}

/// A block is opened, or closed.
fn turned(state: &State, name: &str) -> Option<Act> {
    let mut shown = Shown::clone(&state.shown);
    let open = shown.blocks.as_mut()?;
    if !open.remove(name) {
        open.insert(name.into());
    }
    Some(Act::Show(shown))
}
