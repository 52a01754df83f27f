//! The page: its state, its parts, and what must follow when the state changes.

use std::rc::Rc;

use yew::prelude::*;

use super::announcer::Announcer;
use super::at_hand::AtHand;
use super::clipboard_events::use_clipboard;
use super::dispatch::Dispatch;
use super::drop_target::use_dropped_files;
use super::header::Header;
use super::help::Help;
use super::hint::Hint;
use super::import_box::ImportBox;
use super::inspector::Inspector;
use super::keeping::use_keeping;
use super::notice_bar::NoticeBar;
use super::printed_report::PrintedReport;
use super::printing::use_printing;
use super::shortcuts::use_shortcuts;
use super::splitter::Splitter;
use super::state::State;
use super::sum_of::SumOf;
use super::summary::Summary;
use super::table::Table;
use super::traced::use_traced;
use crate::browser::{root, storage};
use crate::i18n::Label;

/// Where language and theme are kept.
pub const SETTINGS: &str = "im2cost/settings";

/// What the page starts as.
#[derive(Clone, Properties, PartialEq)]
pub struct AppProps {
    /// The state.
    pub start: State,
}

/// The page.
#[component]
pub fn App(props: &AppProps) -> Html {
    let handle = use_reducer(|| props.start.clone());
    let state = Rc::new(State::clone(&handle));
    let dispatch = Dispatch::new(handle.dispatcher());
    let language = state.settings.language;

    let latest = use_mut_ref(|| state.clone());
    *latest.borrow_mut() = state.clone();
    use_shortcuts(&dispatch);
    use_traced(&dispatch);
    use_keeping(&state, &dispatch);
    use_clipboard(&state, &dispatch);
    let is_over = use_dropped_files(&dispatch);
    let (is_printing, on_print) = use_printing();
    use_effect_with(state.settings, |settings| {
        root::set_language(settings.language.tag());
        root::set_theme(settings.theme.forced());
        // Where nothing can be kept, the choice holds until the page is left.
        let _ = storage::write(SETTINGS, &settings.write());
    });
    use_effect_with((language, state.document().name.clone()), |(language, name)| {
        root::set_title(&match &**name {
            "" => language.label(Label::PageTitle).to_owned(),
            name => format!("{name} · im2cost"),
        });
    });

    let selected_name = state.selected().map(|at| state.document().rows[at].name.clone());
    html! {
        <main class="page">
            <Header state={state.clone()} dispatch={dispatch.clone()} {on_print} />
            <NoticeBar notice={state.notice.clone()} {language} dispatch={dispatch.clone()} />
            <Summary state={state.clone()} dispatch={dispatch.clone()} />
            <div class="work">
                <Table state={state.clone()} dispatch={dispatch.clone()} />
                <Splitter {language} />
                <Inspector state={state.clone()} dispatch={dispatch.clone()} />
            </div>
            <SumOf state={state.clone()} dispatch={dispatch.clone()} />
            <Help {language} />
            <ImportBox state={state.clone()} dispatch={dispatch.clone()} />
            if is_printing {
                <PrintedReport state={state.clone()} />
            }
            <Announcer state={state.clone()} />
            if is_over {
                <p class="drop-here">{ language.label(Label::DropFile) }</p>
            }
            <Hint {language} name={selected_name} {latest} />
            <AtHand state={state.clone()} />
        </main>
    }
}
