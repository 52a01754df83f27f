//! The menu of everything that can be taken away: each form to copy or to save, and the page to print.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::icon::{Icon, icon};
use super::notice::Notice;
use super::state::State;
use crate::browser::{clipboard, download, later};
use crate::export::Format;
use crate::i18n::Label;

/// What the menu is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct ExportMenuProps {
    /// The page.
    pub state: Rc<State>,
    /// Takes acts.
    pub dispatch: Dispatch,
    /// Asks the browser to print.
    pub on_print: Callback<()>,
}

/// What a form is called on the page.
fn label(format: Format) -> Label {
    match format {
        Format::Document => Label::ExportDocument,
        Format::Report => Label::ExportReport,
        Format::Csv => Label::ExportCsv,
        Format::Tsv => Label::ExportTsv,
        Format::Markdown => Label::ExportMarkdown,
        Format::Latex => Label::ExportLatex,
        Format::PyTorch => Label::ExportPyTorch,
    }
}

/// The menu.
#[component]
pub fn ExportMenu(props: &ExportMenuProps) -> Html {
    let ExportMenuProps { state, dispatch, on_print } = props;
    let language = state.settings.language;
    // A text is made when it is asked for; nothing of it is kept.
    let take = |format: Format, then: fn(&State, &Dispatch, Format, String)| {
        let (state, dispatch) = (state.clone(), dispatch.clone());
        Callback::from(move |_: MouseEvent| {
            let (state, dispatch) = (state.clone(), dispatch.clone());
            spawn_local(async move {
                // What writes the forms is for later.
                if later::fetch().await.is_err() {
                    return dispatch.act(Act::Notify(Some(Notice::CannotFetch)));
                }
                match format.text(state.document(), &state.analysis, state.settings.language) {
                    Ok(text) => then(&state, &dispatch, format, text),
                    Err(row) => dispatch.act(Act::Notify(Some(Notice::NoCode { row }))),
                }
            });
        })
    };
    let button = |format: Format, what: &'static str, act: Label, onclick: Callback<MouseEvent>| {
        let act = language.label(act);
        html! {
            <button type="button" data-testid={format!("{what}-{}", format.id())} popovertarget="export"
                popovertargetaction="hide" aria-label={format!("{act}: {}", language.label(label(format)))} {onclick}>
                { act }
            </button>
        }
    };
    let entry = |format: Format| {
        html! {
            <div class="export" key={format.id()}>
                <span>{ language.label(label(format)) }</span>
                { button(format, "copy", Label::Copy, take(format, copy)) }
                { button(format, "save", Label::Save, take(format, save)) }
            </div>
        }
    };
    let print = on_print.reform(|_: MouseEvent| ());
    html! {
        <div class="menu">
            <button type="button" data-testid="export" popovertarget="export" title={language.label(Label::ExportHint)}>
                { language.label(Label::Export) }{ icon(Icon::Chevron) }
            </button>
            <div id="export" class="popover exports" popover="auto">
                { for Format::ALL.into_iter().map(entry) }
                <div class="export">
                    <span>{ language.label(Label::ExportPrint) }<small>{ language.label(Label::ExportPrintHint) }</small></span>
                    <button type="button" data-testid="print" popovertarget="export" popovertargetaction="hide"
                        onclick={print}>{ language.label(Label::Print) }</button>
                </div>
            </div>
        </div>
    }
}

fn copy(_: &State, dispatch: &Dispatch, _: Format, text: String) {
    let dispatch = dispatch.clone();
    clipboard::write(&text, move |copied| {
        let notice = if copied { Notice::TextCopied } else { Notice::CopyFailed };
        dispatch.act(Act::Notify(Some(notice)));
    });
}

fn save(state: &State, _: &Dispatch, format: Format, text: String) {
    let text = format!("{}{text}", format.file_start());
    download::text(&format.file_name(&state.document().name), format.media_type(), &text);
}
