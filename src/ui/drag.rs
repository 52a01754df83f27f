//! Dragging rows by their handle, with a mouse, a pen or a finger.

use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, PointerEvent};

use super::act::Act;
use super::place;
use super::state::State;
use crate::browser::field::attribute;
use crate::browser::pointer;
use crate::network::RowId;

/// Rows that are being dragged.
#[derive(Clone, Debug, PartialEq)]
pub struct Drag {
    /// The row whose handle is held.
    pub row: RowId,
    /// Whether it was moved at all: if not, it was a click.
    pub moved: bool,
    /// The row above which they would be put; none at the end.
    pub above: Option<RowId>,
}

/// The handle is taken.
pub fn taken(state: &State, event: &PointerEvent) -> Option<Act> {
    let target: EventTarget = event.target()?;
    let handle = attribute(&target, "data-handle").is_some();
    if !handle || event.button() != 0 || !state.shown.is_plain() || state.shown.blocks.is_some() {
        return None;
    }
    pointer::hold(target.dyn_ref::<Element>()?, event.pointer_id());
    let row = place::row(&target)?;
    Some(Act::Drag(Some(Drag { row, moved: false, above: Some(row) })))
}

/// The pointer moves while rows are dragged.
pub fn moved(state: &State, event: &PointerEvent) -> Option<Act> {
    let drag = state.drag.as_ref()?;
    let under = pointer::element_at(event.client_x(), event.client_y())?;
    let over = place::row(&under)?;
    // Over the lower half of a row is above the next.
    let at = state.document().position(over)?
        + usize::from(pointer::is_in_lower_half(&under, "[data-row]", event.client_y()));
    let above = state.document().rows.get(at).map(|row| row.id);
    let changed = above != drag.above || !drag.moved && over != drag.row;
    changed.then(|| Act::Drag(Some(Drag { moved: true, above, ..drag.clone() })))
}

/// The handle is let go.
pub fn let_go(state: &State) -> Option<Act> {
    let drag = state.drag.as_ref()?;
    if !drag.moved {
        return Some(Act::Drag(None));
    }
    let document = state.document();
    let rows =
        if state.selection.has(drag.row) { state.selection.in_order(document) } else { vec![drag.row] };
    let to = match drag.above {
        Some(row) => document.position(row)?,
        None => document.rows.len(),
    };
    Some(Act::Move(rows, to, None))
}
