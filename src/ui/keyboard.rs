//! The keys of the table: arrows and Enter move between cells, and with Alt they act on rows.

use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlSelectElement};
use yew::prelude::*;

use super::act::Act;
use super::place::{self, field_name};
use super::state::State;
use crate::browser::field::{caret, focus};
use crate::layer::Kind;
use crate::network::{Action, Field, RowId};

/// What a key means in the table.
pub fn on_key(state: &State, event: &KeyboardEvent) -> Option<Act> {
    let target = event.target()?;
    let row = place::row(&target)?;
    let field = place::field(&target).map(|(_, field)| field);
    let act = if event.alt_key() { act_on_rows(state, event, row, field) } else { None };
    if act.is_some() {
        event.prevent_default();
        return act;
    }
    if event.alt_key() || event.ctrl_key() || event.meta_key() {
        return None;
    }
    move_focus(state, event, &target, row, field?)
}

/// Alt and a key: move, insert, duplicate or delete.
fn act_on_rows(state: &State, event: &KeyboardEvent, row: RowId, field: Option<Field>) -> Option<Act> {
    let document = state.document();
    let rows = if state.selection.has(row) { state.selection.in_order(document) } else { vec![row] };
    let first = document.position(*rows.first()?)?;
    let last = document.position(*rows.last()?)?;
    match event.key().as_str() {
        "ArrowUp" if event.shift_key() => None,
        "ArrowDown" if event.shift_key() => Some(Act::Edit(Action::Duplicate(rows))),
        "ArrowUp" => Some(Act::Move(rows, first.saturating_sub(1), field)),
        "ArrowDown" => Some(Act::Move(rows, last + 2, field)),
        "Enter" => Some(Act::Edit(Action::Insert(last + 1, Kind::Conv2d))),
        "Delete" | "Backspace" => Some(Act::Delete(rows, field)),
        _ => None,
    }
}

/// Arrows and Enter.
fn move_focus(
    state: &State,
    event: &KeyboardEvent,
    target: &EventTarget,
    row: RowId,
    field: Field,
) -> Option<Act> {
    let at = state.document().position(row)?;
    // In a menu, up and down choose.
    let is_menu = target.dyn_ref::<HtmlSelectElement>().is_some();
    let caret = caret(target);
    match event.key().as_str() {
        "ArrowUp" if !is_menu => focus_row(state, event, at.checked_sub(1)?, field),
        "ArrowDown" if !is_menu => focus_row(state, event, at + 1, field),
        "Enter" if event.shift_key() => focus_row(state, event, at.checked_sub(1)?, field),
        "Enter" if at + 1 == state.document().rows.len() => {
            event.prevent_default();
            return Some(Act::Edit(Action::Insert(at + 1, Kind::Conv2d)));
        }
        "Enter" => focus_row(state, event, at + 1, field),
        "ArrowLeft" if caret.at_start => focus_beside(event, target, false)?,
        "ArrowRight" if caret.at_end => focus_beside(event, target, true)?,
        _ => {}
    }
    None
}

/// Gives the focus to the same field of another row, or to the nearest that the row has.
fn focus_row(state: &State, event: &KeyboardEvent, at: usize, field: Field) {
    let Some(row) = state.document().rows.get(at) else { return };
    event.prevent_default();
    if !focus(&place::field_selector(row.id, field)) {
        focus(&place::field_selector(row.id, Field::Name));
    }
}

/// Gives the focus to the field before or after in the row.
fn focus_beside(event: &KeyboardEvent, target: &EventTarget, after: bool) -> Option<()> {
    let element = target.dyn_ref::<Element>()?;
    let row = element.closest(&format!("[{}]", place::ROW)).ok()??;
    let fields = row.query_selector_all(&format!("[{}]", place::FIELD)).ok()?;
    // The document's order is that of the columns.
    let names: Vec<String> = (0..fields.length())
        .filter_map(|at| fields.get(at)?.dyn_into::<Element>().ok()?.get_attribute(place::FIELD))
        .collect();
    let (id, field) = place::field(target)?;
    let here = names.iter().position(|name| name == field_name(field))?;
    let there = if after { here + 1 } else { here.checked_sub(1)? };
    let next = place::field_of_name(names.get(there)?)?;
    event.prevent_default();
    focus(&place::field_selector(id, next));
    Some(())
}
