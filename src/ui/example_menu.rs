//! The networks to start from, each with what there is to see in it.

use std::rc::Rc;

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::icon::{Icon, icon};
use crate::browser::fetch;
use crate::browser::file::TextFile;
use crate::i18n::{Label, Language};
use crate::network::{Document, Example};

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
    let starter = Document::starter();
    let name = AttrValue::from(starter.name.clone());
    let entry = |key: &'static str, name: AttrValue, what: &'static str, open: Callback<MouseEvent>| {
        html! {
            <button type="button" {key} data-testid={format!("example-{key}")} popovertarget="examples"
                popovertargetaction="hide" onclick={open}>
                <span>{ name }<small>{ what }</small></span>
            </button>
        }
    };
    let example = |example: &Example| {
        let (example, dispatch) = (*example, dispatch.clone());
        let open = Callback::from(move |_: MouseEvent| {
            let dispatch = dispatch.clone();
            let name = format!("examples/{}.im2cost.json", example.file());
            fetch::text(name.clone(), move |text| dispatch.act(Act::Open(TextFile { name, text })));
        });
        entry(example.file(), example.name().into(), language.example(example), open)
    };
    let open_starter = dispatch.always(Act::OpenExample(Rc::new(starter)));
    html! {
        <div class="menu">
            <button type="button" data-testid="examples" popovertarget="examples"
                title={language.label(Label::ExamplesHint)}>
                { language.label(Label::Examples) }{ icon(Icon::Chevron) }
            </button>
            <div id="examples" class="popover entries" popover="auto">
                { entry("starter", name, "", open_starter) }
                <div>{ for Example::ALL.iter().map(example) }</div>
            </div>
        </div>
    }
}
