//! The keys that act on the page as a whole, wherever the focus is.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::help::HELP;
use super::import_box::IMPORT;
use crate::browser::event::Listener;
use crate::browser::{dialog, field};

/// Listens to them for as long as the page is there. Undo is always the page's: what a field alone would take back is
/// less than a step.
#[hook]
pub fn use_shortcuts(dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let listener = Listener::of_window("keydown", move |event| {
            let event = event.unchecked_ref::<KeyboardEvent>();
            if let Some(act) = meaning(event) {
                event.prevent_default();
                dispatch.act(act);
            } else if is_import(event) {
                event.prevent_default();
                dialog::toggle(IMPORT);
            } else if (event.key() == "F6" || is_typed_nowhere(event)) && plain(event) {
                event.prevent_default();
            }
        });
        move || drop(listener)
    });
}

fn meaning(event: &KeyboardEvent) -> Option<Act> {
    let in_dialog = event.target().is_some_and(|target| field::is_in_dialog(&target));
    if in_dialog || event.alt_key() || !(event.ctrl_key() || event.meta_key()) {
        return None;
    }
    match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", false) => Some(Act::Undo),
        ("z", true) | ("y", false) => Some(Act::Redo),
        ("a", false) if selects_rows(event) => Some(Act::SelectAll),
        _ => None,
    }
}

/// Whether selecting all means the rows, beside where a row has the focus: elsewhere in the table, once all text of a
/// field is selected, and nowhere in particular, as after a click beside all that takes the focus.
fn selects_rows(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target().filter(|_| !event.default_prevented()) else { return false };
    let Some(element) = target.dyn_ref::<Element>() else { return false };
    let in_table = matches!(element.closest(".table"), Ok(Some(_)));
    element.tag_name() == "BODY" || (in_table && field::is_all_selected(&target))
}

/// As in spreadsheets, where the same keys ask how to paste.
fn is_import(event: &KeyboardEvent) -> bool {
    let control = event.ctrl_key() || event.meta_key();
    control && event.alt_key() && !event.shift_key() && event.key().eq_ignore_ascii_case("v")
}

/// Keys without Ctrl or Alt, where they are not part of a text. Whether it is one of them.
fn plain(event: &KeyboardEvent) -> bool {
    match event.key().as_str() {
        "?" => dialog::toggle(HELP),
        "/" => return field::focus("[data-testid=find]"),
        "F6" => return go_across(),
        _ => return false,
    }
    true
}

/// Goes from the table to what is said of the selected layer, and back to its row. Whether there is somewhere to go.
fn go_across() -> bool {
    let is_across = field::focused().is_some_and(|element| matches!(element.closest(INSPECTOR), Ok(Some(_))));
    if is_across {
        field::focus(".row.head [data-field]")
    } else {
        field::focus(&format!("{INSPECTOR} [aria-selected=true]")) || field::focus(INSPECTOR)
    }
}

const INSPECTOR: &str = ".inspector";

/// Whether the focus is nowhere that takes text.
fn is_typed_nowhere(event: &KeyboardEvent) -> bool {
    let takes_text = |input: &HtmlInputElement| !matches!(&*input.type_(), "checkbox" | "radio" | "file");
    let control = event.ctrl_key() || event.meta_key() || event.alt_key();
    let target = event.target();
    let in_dialog = target.as_ref().is_some_and(field::is_in_dialog);
    let field = target.and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    // A dialog is closed by the key that opened it, but not while one types in it.
    let typed = in_dialog && field::focused().is_some_and(|element| element.tag_name() == "TEXTAREA");
    !control && !typed && !field.is_some_and(|input| takes_text(&input))
}
