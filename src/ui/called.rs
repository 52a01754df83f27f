//! A name as it is read in a narrow column: what the rows of a block share is pale, and where there is not room for all
//! of it, its end is what shows, since names differ there.

use yew::prelude::*;

use super::shown::block_of;

/// Keeps signs at either end of a name where they are, though the line is cut as lines that begin on the right are.
const FROM_LEFT: char = '\u{200e}';

/// A name over the field that has it, for whoever does not edit it; screen readers have it from the field.
pub fn called(name: &str) -> Html {
    let shared = block_of(name).map_or(0, |block| block.len() + 1);
    let (shared, own) = name.split_at(shared);
    html! {
        <span class="called" aria-hidden="true">
            { FROM_LEFT }{ shared.to_owned() }<span>{ own.to_owned() }</span>{ FROM_LEFT }
        </span>
    }
}
