//! The network that is compared with: keeping this one, which it is, and comparing no more.

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use crate::i18n::{Announcement, Label, Language};
use crate::network::Action;

/// What the buttons are drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct BaselineBarProps {
    /// The name of the network that is compared with, if one is.
    pub pinned: Option<AttrValue>,
    /// The language of the page.
    pub language: Language,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// A button that keeps the network to compare with, and one that drops it.
#[component]
pub fn BaselineBar(props: &BaselineBarProps) -> Html {
    let BaselineBarProps { pinned, language, dispatch } = props;
    let button = |hook: &'static str, label: Label, hint: Label, action: Action| {
        html! {
            <button type="button" data-testid={hook} title={language.label(hint)}
                onclick={dispatch.always::<MouseEvent>(Act::Edit(action))}>{ language.label(label) }</button>
        }
    };
    html! {
        <div class="baseline">
            if let Some(name) = pinned {
                <span class="muted" data-testid="baseline">
                    { language.announcement(Announcement::ComparedWith { name }) }
                </span>
                { button("drop-baseline", Label::DropBaseline, Label::DropBaselineHint, Action::DropBaseline) }
            }
            { button("keep-baseline", Label::KeepBaseline, Label::KeepBaselineHint, Action::KeepBaseline) }
        </div>
    }
}
