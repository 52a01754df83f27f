//! The menu of networks to start from.

use std::rc::Rc;

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use crate::i18n::{Label, Language};
use crate::network::Document;

/// What the menu is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct ExampleMenuProps {
    /// The language of the page.
    pub language: Language,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// A menu of networks.
#[component]
pub fn ExampleMenu(props: &ExampleMenuProps) -> Html {
    let ExampleMenuProps { language, dispatch } = props;
    let entry = |(at, document): (usize, Document)| {
        let name = AttrValue::from(document.name.clone());
        let open = dispatch.always(Act::OpenExample(Rc::new(document)));
        html! {
            <button type="button" key={at} popovertarget="examples" popovertargetaction="hide" onclick={open}>
                { name }
            </button>
        }
    };
    html! {
        <div class="menu">
            <button type="button" data-testid="examples" popovertarget="examples"
                title={language.label(Label::ExamplesHint)}>{ language.label(Label::Examples) }</button>
            <div id="examples" class="popover entries" popover="auto">
                { for [Document::starter()].into_iter().enumerate().map(entry) }
            </div>
        </div>
    }
}
