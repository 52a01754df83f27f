//! What the page has to say besides what it shows, until the reader has read it.

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::model_bar::ModelBar;
use super::model_import::ModelRead;
use super::notice::Notice;
use crate::browser::file::TextFile;
use crate::i18n::{Announcement, Label, Language};

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
        Some(Notice::PartlyRead { rows, .. }) => html! {
            <button type="button" data-testid="insert-read" onclick={dispatch.always(Act::InsertRows(rows.clone()))}>
                { language.announcement(Announcement::InsertRead { rows: rows.len() }) }
            </button>
        },
        Some(Notice::Model(read)) => html! {
            <ModelBar read={ModelRead::clone(read)} language={*language} dispatch={dispatch.clone()} />
        },
        _ => html! {},
    };
    let dismiss = {
        let (dispatch, notice) = (dispatch.clone(), notice.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(Notice::Reading { stop, .. }) = &notice {
                stop.ask();
            }
            dispatch.act(Act::Notify(None));
        })
    };
    let is_reading = matches!(notice, Some(Notice::Reading { .. }));
    html! {
        <div class={classes!("notice", is_error.then_some("error"))} role="status" data-testid="notice">
            if let Some(notice) = notice {
                <p>{ notice.sentence(*language) }</p>
                <span class="ways">
                    { take }
                    <button type="button" onclick={dismiss}>
                        { language.label(if is_reading { Label::Cancel } else { Label::Dismiss }) }
                    </button>
                </span>
            }
        </div>
    }
}
