//! The header: the network as a whole, and how the page is set.

use std::rc::Rc;

use yew::prelude::*;

use super::act::Act;
use super::counting_menu::CountingMenu;
use super::dispatch::Dispatch;
use super::example_menu::ExampleMenu;
use super::export_menu::ExportMenu;
use super::help::HELP;
use super::icon::{Icon, icon};
use super::import_box::IMPORT;
use super::open_file::OpenFile;
use super::settings_menu::SettingsMenu;
use super::share::Share;
use super::state::State;
use crate::browser::{dialog, download, field};
use crate::export::Format;
use crate::i18n::{Label, Language};
use crate::network::{Action, Typing};

/// What the header is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct HeaderProps {
    /// The page.
    pub state: Rc<State>,
    /// Takes acts.
    pub dispatch: Dispatch,
    /// Asks the browser to print.
    pub on_print: Callback<()>,
}

/// The header.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let HeaderProps { state, dispatch, on_print } = props;
    let language = state.settings.language;
    let document = state.document();
    let name = match &state.draft {
        Some(draft) if draft.place == Typing::Name => draft.text.clone(),
        _ => document.name.clone(),
    };
    let oninput = dispatch.on(|event: InputEvent| {
        let text = field::text(&event.target()?)?;
        Some(Act::Edit(Action::SetName(text.into())))
    });
    let onblur = dispatch.always::<FocusEvent>(Act::Leave);
    let save = {
        let state = state.clone();
        Callback::from(move |_: MouseEvent| {
            let document = state.document();
            if let Ok(text) = Format::Document.text(document, &state.analysis, language) {
                download::text(
                    &Format::Document.file_name(&document.name),
                    Format::Document.media_type(),
                    &text,
                );
            }
        })
    };
    html! {
        <header class="header" aria-label={language.label(Label::Header)}>
            <h1 class="brand" title={language.label(Label::Tagline)}>{ "im" }<b>{ "2" }</b>{ "cost" }</h1>
            <input type="text" class="network-name" data-testid="name" value={AttrValue::from(name)} {oninput} {onblur}
                spellcheck="false" placeholder={language.label(Label::Untitled)}
                aria-label={language.label(Label::NetworkName)} />
            <div class="tools">
            <nav class="acts">
                <button type="button" data-testid="new" title={language.label(Label::NewHint)}
                    onclick={dispatch.always(Act::New)}>{ language.label(Label::New) }</button>
                <ExampleMenu {language} dispatch={dispatch.clone()} />
                <OpenFile {language} dispatch={dispatch.clone()} />
                <button type="button" data-testid="import" title={language.label(Label::ImportHint)}
                    onclick={Callback::from(|_: MouseEvent| dialog::toggle(IMPORT))}>{ language.label(Label::Import) }</button>
                <button type="button" data-testid="save" title={language.label(Label::SaveHint)} onclick={save}>
                    { language.label(Label::Save) }
                </button>
                <ExportMenu state={state.clone()} dispatch={dispatch.clone()} on_print={on_print.clone()} />
                <Share document={document.clone()} view={state.view()} {language} dispatch={dispatch.clone()} />
                <span class="steps">
                { step_button(language, dispatch, "undo", Label::Undo, Icon::Undo, Act::Undo, state.history.can_undo()) }
                { step_button(language, dispatch, "redo", Label::Redo, Icon::Redo, Act::Redo, state.history.can_redo()) }
                </span>
            </nav>
            <div class="settings">
                <CountingMenu {language} counting={document.counting} dispatch={dispatch.clone()} />
                <button type="button" data-testid="help" title={language.label(Label::KeyHelp)}
                    aria-label={language.label(Label::Help)} onclick={Callback::from(|_: MouseEvent| dialog::toggle(HELP))}>
                    { "?" }
                </button>
                <SettingsMenu settings={state.settings} dispatch={dispatch.clone()} />
            </div>
            </div>
        </header>
    }
}

fn step_button(
    language: Language,
    dispatch: &Dispatch,
    hook: &'static str,
    label: Label,
    sign: Icon,
    act: Act,
    can: bool,
) -> Html {
    let label = language.label(label);
    html! {
        <button type="button" class="icon" data-testid={hook} title={label} aria-label={label} disabled={!can}
            onclick={dispatch.always(act)}>{ icon(sign) }</button>
    }
}
