//! What the page has to say besides what it shows, until the reader has read it.

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::notice::Notice;
use crate::browser::file::TextFile;
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
    let is_error = notice.as_ref().is_some_and(Notice::is_error);
    let take = match notice {
        Some(Notice::OtherTab(text)) => {
            let file = TextFile { name: String::new(), text: Some(text.to_string()) };
            html! {
                <button type="button" onclick={dispatch.always(Act::Open(file))}>
                    { language.label(Label::UseOtherTab) }
                </button>
            }
        }
        _ => html! {},
    };
    html! {
        <div class={classes!("notice", is_error.then_some("error"))} role="status" data-testid="notice">
            if let Some(notice) = notice {
                <p>{ notice.sentence(*language) }</p>
                <span class="ways">
                    { take }
                    <button type="button" onclick={dispatch.always(Act::Notify(None))}>
                        { language.label(Label::Dismiss) }
                    </button>
                </span>
            }
        </div>
    }
}
