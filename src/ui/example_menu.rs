//! The networks to start from, found by typing: what each comes to, what there is to see in it, and what was published.

use std::rc::Rc;

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::icon::{Icon, icon};
use crate::browser::file::TextFile;
use crate::browser::{fetch, field};
use crate::i18n::{Label, Language};
use crate::network::Example;

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
    let language = *language;
    let looked_for = use_state_eq(String::new);
    let starter = language.starter();
    let name = AttrValue::from(starter.name.clone());
    let open_starter = dispatch.always(Act::OpenExample(Rc::new(starter)));
    let oninput = {
        let looked_for = looked_for.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(text) = event.target().and_then(|target| field::text(&target)) {
                looked_for.set(text);
            }
        })
    };
    // What was looked for before is replaced by what is typed next.
    let onfocus = Callback::from(|_: FocusEvent| {
        field::select_all("[data-testid=find-example]");
    });
    let found: Vec<Example> =
        Example::ALL.iter().copied().filter(|example| language.finds(*example, &looked_for)).collect();
    // Enter opens the first that is found, as a click on it does.
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        if event.key() == "Enter"
            && let Some(first) = field::find("#examples [data-testid^=example-]")
        {
            // Else the same key would press the button that the focus goes back to.
            event.prevent_default();
            first.click();
        }
    });
    let example = |example: &Example| {
        let (example, dispatch) = (*example, dispatch.clone());
        let open = Callback::from(move |_: MouseEvent| {
            let dispatch = dispatch.clone();
            let name = format!("examples/{}.im2cost.json", example.file());
            fetch::text(name.clone(), move |text| dispatch.act(Act::Open(TextFile { name, text })));
        });
        html! {
            <button type="button" key={example.file()} data-testid={format!("example-{}", example.file())}
                popovertarget="examples" popovertargetaction="hide" onclick={open}>
                <b>{ example.name() }</b>
                <span class="counted">{ language.example_counted(example) }</span>
                <span class="what">{ language.example(example) }</span>
                <small>
                    { example.source() }{ ". " }
                    { for example.published().iter().map(|published| format!("{} ", language.published(published))) }
                </small>
            </button>
        }
    };
    html! {
        <div class="menu">
            <button type="button" data-testid="examples" popovertarget="examples"
                title={language.label(Label::ExamplesHint)}>
                { language.label(Label::Examples) }{ icon(Icon::Chevron) }
            </button>
            <div id="examples" class="popover gallery" popover="auto">
                <input type="search" data-testid="find-example" autofocus={true} value={(*looked_for).clone()}
                    placeholder={language.label(Label::FindExample)} aria-label={language.label(Label::FindExample)}
                    {oninput} {onkeydown} {onfocus} />
                <div class="found">
                    if looked_for.is_empty() {
                        <button type="button" key="starter" data-testid="example-starter" popovertarget="examples"
                            popovertargetaction="hide" onclick={open_starter}><b>{ name }</b></button>
                    }
                    { for found.iter().map(example) }
                    if found.is_empty() {
                        <p key="none" class="hint" role="status">{ language.label(Label::NoExample) }</p>
                    }
                </div>
            </div>
        </div>
    }
}
