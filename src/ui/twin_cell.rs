//! What is pointed at in a twin, in one line; pinned, a given number can be changed.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::i18n::{Label, Language};
use crate::network::{TwinNumbers, TypedNumber};
use crate::scene::cells::{Cell, Work};

/// What the line is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct TwinCellProps {
    /// The numbers of the pass.
    pub work: Rc<Work>,
    /// The cell that is pointed at, or else pinned.
    pub cell: Option<Cell>,
    /// The cell that is pinned.
    pub pinned: Option<Cell>,
    /// The language of the page.
    pub language: Language,
    /// What the reader gave, where it can be changed here.
    pub given: Option<Rc<TwinNumbers>>,
    /// Told what the reader gives.
    pub on_numbers: Callback<Option<Rc<TwinNumbers>>>,
    /// Lets the pinned cell go.
    pub on_unpin: Callback<()>,
}

/// One line about a cell.
#[component]
pub fn TwinCell(props: &TwinCellProps) -> Html {
    let TwinCellProps { work, cell, pinned, language, .. } = props;
    let Some(cell) = cell else {
        return html! { <p class="twin-line hint">{ language.label(Label::TwinHint) }</p> };
    };
    let line = language.cell_line(work, *cell);
    let value = work.value(*cell);
    html! {
        <p class="twin-line" data-testid="twin-line" aria-live="polite">
            <span>{ line }</span>
            if let Some(value) = value {
                { " = " }<data value={value.to_string()}>{ value }</data>
            }
            if pinned == &Some(*cell) {
                { number_field(props, *cell) }
                <button type="button" onclick={props.on_unpin.reform(|_: MouseEvent| ())}>
                    { language.label(Label::Unpin) }
                </button>
            }
        </p>
    }
}

/// The field that a given number is changed in.
fn number_field(props: &TwinCellProps, cell: Cell) -> Html {
    let (Some(given), Some((place, at))) = (&props.given, props.work.given(cell)) else { return html! {} };
    let typed = given.get(place).and_then(|typed| typed.get(at)).map(ToString::to_string);
    let (layer, given, on_numbers) = (props.work.layer, given.clone(), props.on_numbers.clone());
    let onchange = Callback::from(move |event: Event| {
        let field: HtmlInputElement = event.target_unchecked_into();
        let number = TypedNumber::read(&field.value());
        on_numbers.emit(Some(Rc::new(given.with(&layer, place, at, number))));
    });
    let value = typed.or_else(|| props.work.value(cell).map(|value| value.to_string())).unwrap_or_default();
    html! {
        <input type="text" inputmode="numeric" class="twin-number" data-testid="twin-number" size="4"
            aria-label={props.language.label(Label::CellNumber)} {value} {onchange} />
    }
}
