//! What the page has to say besides what it shows, until the reader has read it.

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::notice::Notice;
use crate::i18n::{Label, Language};

/// What the bar is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct NoticeBarProps {
    /// What is to be said.
    pub notice: Option<Notice>,
    /// The language of the page.
    pub language: Language,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// A sentence or two, and a way out.
#[component]
pub fn NoticeBar(props: &NoticeBarProps) -> Html {
    let NoticeBarProps { notice, language, dispatch } = props;
    let sentence = |notice: &Notice| match notice {
        Notice::CannotOpen(error) => language.document_error(error),
        Notice::CannotRead => language.label(Label::FileUnreadable).to_owned(),
    };
    html! {
        <div class="notice" role="status" data-testid="notice">
            if let Some(notice) = notice {
                <p>{ sentence(notice) }{ " " }<span class="muted">{ language.label(Label::FileKept) }</span></p>
                <button type="button" onclick={dispatch.always(Act::Notify(None))}>{ language.label(Label::Dismiss) }</button>
            }
        </div>
    }
}
