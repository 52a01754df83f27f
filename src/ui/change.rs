//! How a count differs from that of the network that is compared with.

use yew::prelude::*;

use crate::i18n::Language;
use crate::network::Change;

/// A sign and how much more or less, relative; exact and in words for whoever asks. Nothing where nothing changed.
pub fn change(change: Option<Change>, language: Language) -> Html {
    let Some(change) = change else { return html! {} };
    let exact = language.exact_change(change);
    html! {
        <span class="change" role="img" title={exact.clone()} aria-label={exact}>{ language.relative_change(change) }</span>
    }
}
