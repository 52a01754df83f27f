//! What is pointed at in a twin, in one line; pinned, a given number can be changed.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::browser::field;
use crate::i18n::{Label, Language};
use crate::network::{TwinError, TwinNumbers, TypedNumber};
use crate::scene::Edge;
use crate::scene::cells::{Cell, Outside, Work};

/// What the line needs beside the cell.
pub struct Given<'a> {
    /// The numbers of the pass.
    pub work: &'a Work,
    /// The language of the page.
    pub language: Language,
    /// What the reader gave, where it can be changed here.
    pub given: Option<&'a Rc<TwinNumbers>>,
    /// Told what the reader gives.
    pub on_numbers: &'a Callback<Option<Rc<TwinNumbers>>>,
}

/// One line about the cell that is pointed at, or else pinned.
pub fn line(of: &Given, cell: Option<Cell>, pinned: Option<Cell>, on_unpin: Callback<MouseEvent>) -> Html {
    let Given { work, language, .. } = of;
    let Some(cell) = cell else {
        return html! { <p class="twin-line hint">{ language.label(Label::TwinHint) }</p> };
    };
    let line = language.cell_line(work, cell);
    let field = if pinned == Some(cell) { number_field(of, cell) } else { None };
    let value = work.value(cell).filter(|_| field.is_none());
    html! {
        <p class="twin-line" data-testid="twin-line" aria-live="polite">
            <span>{ line }</span>
            if let Some(value) = value {
                <span>{ "= " }<data value={value.to_string()}>{ value }</data></span>
            }
            if let Some(field) = field {
                <span>{ "= " }{ field }</span>
            }
            if pinned == Some(cell) {
                <button type="button" onclick={on_unpin}>
                    { language.label(Label::Unpin) }
                </button>
            }
        </p>
    }
}

/// One line about the edge that the keyboard has reached.
pub fn edge(edge: &Edge, language: Language) -> Html {
    html! { <p class="twin-line" data-testid="twin-edge" aria-live="polite">{ language.edge(edge) }</p> }
}

/// One line about what is pointed at outside, for as long as it is.
pub fn about(outside: Outside, language: Language) -> Html {
    html! { <p class="twin-line" data-testid="twin-about">{ language.outside(outside) }</p> }
}

/// The picture around the field that has the focus.
const PICTURE: &str = ".twin-stage:focus-within .cells";

/// The field that a given number is changed in, if the cell has one. Enter leads from it back to the picture.
fn number_field(of: &Given, cell: Cell) -> Option<Html> {
    let given = of.given?;
    let (place, at) = of.work.given(cell)?;
    let typed = given.get(place).and_then(|typed| typed.get(at)).map(ToString::to_string);
    let layer = of.work.layer;
    let onchange = {
        let (given, on_numbers) = (given.clone(), of.on_numbers.clone());
        Callback::from(move |event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            let number = TypedNumber::read(&field.value());
            on_numbers.emit(Some(Rc::new(given.with(&layer, place, at, number))));
        })
    };
    let value = typed.or_else(|| of.work.value(cell).map(|value| value.to_string())).unwrap_or_default();
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        // A field that is left says what is in it.
        if event.key() == "Enter" {
            field::focus(PICTURE);
            event.prevent_default();
            event.stop_propagation();
        }
    });
    // Said here too: what is said above the picture may be out of view.
    let wrong = given.errors(&layer).into_iter().find(|error| match error {
        TwinError::NotANumber { place: wrong, at: number, .. }
        | TwinError::TooLarge { place: wrong, at: number, .. } => (*wrong, *number) == (place, at),
        TwinError::Count { .. } => false,
    });
    let wrong = wrong.map(|error| of.language.twin_error(&error));
    Some(html! { <>
        <input type="text" inputmode="numeric" class="twin-number" data-testid="twin-number" size="4"
            aria-label={of.language.label(Label::CellNumber)} aria-invalid={wrong.is_some().then_some("true")}
            {value} {onchange} {onkeydown} />
        if let Some(wrong) = wrong {
            <span class="twin-error">{ wrong }</span>
        }
    </> })
}
