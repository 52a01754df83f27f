//! Numbers that lead to where they come from: what was asked about, and who listens for it.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, MouseEvent};
use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::kind_menu::{self, variety};
use super::place;
use super::sheet::Line;
use super::shown::block_of;
use crate::browser::event::Listener;
use crate::browser::field::{attribute, has_selection};
use crate::i18n::{Language, Variety};
use crate::network::{Number, Origin, RowId, Summed};

/// The attribute of an element whose number says where it comes from.
pub const ORIGIN: &str = "data-origin";

/// The attribute of the head of rows that are summed.
pub const VARIETY: &str = "data-variety";

/// The name of a row's output, which is spelled here, since the table has many.
pub const OUTPUT: &str = "output";
/// Its parameters.
pub const PARAMETERS: &str = "parameters";
/// Its cost.
pub const COST: &str = "cost.forward";

/// What a reader asks about.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The number.
    pub number: Number,
    /// The row that it belongs to; else the one that the inspector shows.
    pub row: Option<RowId>,
    /// The rows that it sums.
    pub rows: Rows,
}

/// Rows that are summed.
#[derive(Clone, Debug, PartialEq)]
pub enum Rows {
    /// All of them.
    All,
    /// Those whose names begin alike.
    Block(Rc<str>),
    /// Those of a kind.
    Variety(Variety),
}

impl Rows {
    /// Whether a row is one of them.
    pub fn has(&self, line: &Line) -> bool {
        match self {
            Rows::All => true,
            Rows::Block(name) => block_of(&line.row.name) == Some(name),
            Rows::Variety(of) => variety(line) == *of,
        }
    }

    /// What they are called, where they are not all.
    pub fn name(&self, language: Language) -> Option<String> {
        match self {
            Rows::All => None,
            Rows::Block(name) => Some(name.to_string()),
            Rows::Variety(variety) => Some(language.variety(*variety).to_owned()),
        }
    }
}

/// What was asked about last, for as long as it is marked. Every question is another one, also about the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Traced {
    /// What yields the number.
    pub to: To,
    /// Which question it was.
    pub wish: u32,
}

/// What yields a number.
#[derive(Clone, Debug, PartialEq)]
pub enum To {
    /// A place in the inspector.
    Origin(Origin),
    /// A sum.
    Sum(Summed, Rows),
}

impl Traced {
    /// What marks a place of the inspector, and the question, if it is asked about.
    pub fn mark(traced: &Option<Traced>, origin: Origin) -> Option<u32> {
        traced.as_ref().filter(|traced| traced.to == To::Origin(origin)).map(|traced| traced.wish)
    }
}

/// The number that an element is, or is in.
pub fn number(target: &EventTarget) -> Option<Number> {
    Number::from_key(&attribute(target, ORIGIN)?)
}

/// Listens for clicks on numbers, wherever on the page they are.
#[hook]
pub fn use_traced(dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let listener = Listener::of_window("click", move |event| {
            if let Some(asked) = clicked(event.unchecked_ref()) {
                dispatch.act(Act::Trace(Some(asked)));
            }
        });
        move || drop(listener)
    });
}

/// A click on a number asks about it; with keys that select rows, or at the end of selecting text, it does not.
fn clicked(event: &MouseEvent) -> Option<Asked> {
    let with_keys = event.shift_key() || event.ctrl_key() || event.meta_key();
    let target = event.target()?;
    let holder = target.dyn_ref::<Element>()?.closest(&format!("[{ORIGIN}]")).ok()??;
    // A button is the number; a cell of the table is more than that.
    let on_number = holder.tag_name() == "BUTTON"
        || target.dyn_ref::<Element>().is_some_and(|element| matches!(element.closest("data"), Ok(Some(_))));
    (on_number && !with_keys && !has_selection()).then(|| asked(&target))?
}

/// What is asked about at an element.
pub fn asked(target: &EventTarget) -> Option<Asked> {
    let rows = match (attribute(target, "data-group"), attribute(target, VARIETY)) {
        (Some(block), _) => Rows::Block(block.into()),
        (None, Some(variety)) => Rows::Variety(kind_menu::of_name(&variety)?),
        (None, None) => Rows::All,
    };
    Some(Asked { number: number(target)?, row: place::row(target), rows })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cost::Entry;
    use crate::lowering::Pass;

    #[test]
    fn the_names_in_the_table_are_those_of_its_numbers() {
        assert_eq!(OUTPUT, Number::Output.key());
        assert_eq!(PARAMETERS, Number::Entry(Entry::Parameters, None).key());
        assert_eq!(COST, Number::Cost(Pass::Forward).key());
    }
}
