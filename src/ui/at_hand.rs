//! What stays at hand where the page scrolls as one: the selected layer, and the ways to its picture and to its row. Undo
//! and redo, which are the header's, stand beside it there.

use std::rc::Rc;

use yew::prelude::*;

use super::state::State;
use crate::browser::field::bring_to_top;
use crate::i18n::Label;

/// What the bar is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct AtHandProps {
    /// The page.
    pub state: Rc<State>,
}

/// The bar at the foot of the window.
#[component]
pub fn AtHand(props: &AtHandProps) -> Html {
    let state = &props.state;
    let language = state.settings.language;
    let at = state.selected();
    let row = at.map(|at| &state.document().rows[at]);
    // A row that is not shown now leads to the table.
    let to_row = Callback::from(|_: MouseEvent| {
        let _ = bring_to_top(".row.head") || bring_to_top(".layers");
    });
    let to_picture = Callback::from(|_: MouseEvent| {
        bring_to_top(".inspector");
    });
    html! {
        <nav class="at-hand" data-testid="at-hand" aria-label={language.label(Label::Inspector)}>
            <span class="selected-name" data-testid="selected-name">
                if let (Some(at), Some(row)) = (at, row) {
                    <span class="muted">{ at + 1 }</span>{ " " }{ AttrValue::from(row.name.clone()) }
                }
            </span>
            <button type="button" data-testid="to-row" disabled={row.is_none()} onclick={to_row}>
                { language.label(Label::ToRow) }
            </button>
            <button type="button" data-testid="to-picture" disabled={row.is_none()} onclick={to_picture}>
                { language.label(Label::ToPicture) }
            </button>
        </nav>
    }
}
