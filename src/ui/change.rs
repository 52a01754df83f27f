//! How a count differs from that of the network that is compared with.

use yew::prelude::*;

use super::count::{count, traced};
use crate::i18n::Language;
use crate::network::{Change, Number, Summed};

/// A sign and how much more or less, relative; exact and in words for whoever asks. Nothing where nothing changed.
pub fn change(change: Option<Change>, language: Language) -> Html {
    let Some(change) = change else { return html! {} };
    let exact = language.exact_change(change);
    html! {
        <span class="change" role="img" title={exact.clone()} aria-label={exact}>{ language.relative_change(change) }</span>
    }
}

/// A sum that leads to what it adds up, and how it differs from what it was.
pub fn changed_sum(summed: Summed, value: u128, before: Option<u128>, language: Language) -> Html {
    let changed = before.and_then(|before| Change::between(before, value));
    html! { <>{ traced(Number::Sum(summed), count(value)) }{ change(changed, language) }</> }
}
