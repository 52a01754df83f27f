//! The keys of the table: arrows and Enter move between cells and to repairs, and with Alt they act on rows.

use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};
use yew::prelude::*;

use super::act::Act;
use super::place;
use super::selection::Pointing;
use super::state::State;
use super::traced;
use crate::browser::field::{caret, focus, focus_element, is_all_selected, is_menu, open_menu};
use crate::layer::Kind;
use crate::network::{Action, Field, Number, RowId};

/// What adds a layer, below the last.
const ADD: &str = "[data-testid=add-row]";

/// The name of the last row.
const LAST: &str = ".block:last-of-type > :last-child [data-field=name]";

/// What a key means in the table.
pub fn on_key(state: &State, event: &KeyboardEvent) -> Option<Act> {
    let target = event.target()?;
    let row = place::row(&target)?;
    let field = place::field(&target).map(|(_, field)| field);
    let with_control = event.ctrl_key() || event.meta_key();
    let act = match (event.alt_key(), with_control) {
        (true, false) => act_on_rows(state, event, row, field),
        (false, true) => act_on_selection(event, &target, field),
        (false, false) => extend_or_leave(state, event),
        (true, true) => None,
    };
    if act.is_some() {
        event.prevent_default();
        return act;
    }
    match (event.alt_key(), with_control, &*event.key()) {
        (false, true, "Enter") => go_to(event, &place::repair_selector(row)),
        (true, ..) | (_, true, _) => {}
        (.., "Escape") if field.is_none() => go_to(event, &place::wrong_selector(row)),
        _ => {
            return match field {
                Some(field) => move_focus(state, event, &target, row, field),
                None => in_results(state, event, &target, row),
            };
        }
    }
    None
}

/// Gives the focus to something, if it is there: the key means nothing else then.
fn go_to(event: &KeyboardEvent, selector: &str) {
    if focus(selector) {
        event.prevent_default();
    }
}

/// Arrows and Enter among the results of rows: Enter shows where a number comes from.
fn in_results(state: &State, event: &KeyboardEvent, target: &EventTarget, row: RowId) -> Option<Act> {
    let number = traced::number(target)?;
    match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            Some(Act::Trace(traced::asked(target)))
        }
        "ArrowUp" => Some(focus_number(event, beside(state, row, false)?, number)),
        "ArrowDown" => Some(focus_number(event, beside(state, row, true)?, number)),
        "ArrowLeft" => focus_beside(event, target, false),
        "ArrowRight" => focus_beside(event, target, true),
        _ => None,
    }
}

/// Gives the focus to the same number of another row, or to its name if it does not have the number, and points at that
/// row alone.
fn focus_number(event: &KeyboardEvent, row: RowId, number: Number) -> Act {
    event.prevent_default();
    if !focus(&place::number_selector(row, number)) {
        focus(&place::field_selector(row, Field::Name));
    }
    Act::Point(row, Pointing::Alone)
}

/// Ctrl and a key: fill down, or select all rows once all text of the field is.
fn act_on_selection(event: &KeyboardEvent, target: &EventTarget, field: Option<Field>) -> Option<Act> {
    match event.key().as_str() {
        "d" => Some(Act::FillDown(field?)),
        "a" if is_all_selected(target) => Some(Act::SelectAll),
        _ => None,
    }
}

/// Shift and an arrow select the next row as well; Escape takes back what was typed.
fn extend_or_leave(state: &State, event: &KeyboardEvent) -> Option<Act> {
    let down = match event.key().as_str() {
        "ArrowUp" if event.shift_key() => false,
        "ArrowDown" if event.shift_key() => true,
        "Escape" if state.drag.is_some() => return Some(Act::Drag(None)),
        "Escape" if state.draft.is_some() => return Some(Act::Undo),
        _ => return None,
    };
    Some(Act::Point(beside(state, state.selection.head()?, down)?, Pointing::To))
}

/// The row that is shown below or above another.
fn beside(state: &State, row: RowId, below: bool) -> Option<RowId> {
    let shown: Vec<RowId> = state.sheet.shown().map(|line| line.row.id).collect();
    let at = shown.iter().position(|id| *id == row)?;
    shown.get(if below { at + 1 } else { at.checked_sub(1)? }).copied()
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

/// The arrow up from what adds a layer.
pub fn on_add_key(event: KeyboardEvent) -> Option<Act> {
    if event.key() == "ArrowUp" {
        go_to(&event, LAST);
    }
    None
}

/// Arrows, and Enter, which opens a menu.
fn move_focus(
    state: &State,
    event: &KeyboardEvent,
    target: &EventTarget,
    row: RowId,
    field: Field,
) -> Option<Act> {
    let caret = caret(target);
    let to = |below: bool| Some(focus_row(event, beside(state, row, below)?, field));
    match event.key().as_str() {
        "ArrowUp" => to(false),
        "ArrowDown" => to(true).or_else(|| {
            go_to(event, ADD);
            None
        }),
        // A menu that is closed chooses nothing: whoever goes through a row changes nothing in it.
        "Home" | "End" | "PageUp" | "PageDown" if is_menu(target) => {
            event.prevent_default();
            None
        }
        "Enter" if is_menu(target) && !event.shift_key() => {
            event.prevent_default();
            open_menu(target);
            None
        }
        "Enter" => to(!event.shift_key()),
        "ArrowLeft" if caret.at_start => focus_beside(event, target, false),
        "ArrowRight" if caret.at_end => focus_beside(event, target, true),
        _ => None,
    }
}

/// Gives the focus to the same field of another row, or to its name if it does not have the field, and points at that
/// row alone.
fn focus_row(event: &KeyboardEvent, row: RowId, field: Field) -> Act {
    event.prevent_default();
    if !focus(&place::field_selector(row, field)) {
        focus(&place::field_selector(row, Field::Name));
    }
    Act::Point(row, Pointing::Alone)
}

/// Gives the focus to the field or number before or after in the row.
fn focus_beside(event: &KeyboardEvent, target: &EventTarget, after: bool) -> Option<Act> {
    let element = target.dyn_ref::<Element>()?;
    let row = element.closest(&format!("[{}]", place::ROW)).ok()??;
    let stops = row.query_selector_all(&format!("[{}], [{}]", place::FIELD, traced::ORIGIN)).ok()?;
    // The document's order is that of the columns.
    let stops = (0..stops.length()).filter_map(|at| stops.get(at)?.dyn_into::<Element>().ok());
    let stops: Vec<Element> = stops.collect();
    let here = stops.iter().position(|stop| stop == element)?;
    let there = if after { here + 1 } else { here.checked_sub(1)? };
    event.prevent_default();
    focus_element(stops.get(there)?);
    None
}
