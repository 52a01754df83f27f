//! Says aloud, to screen readers, what an edit came to.

use std::rc::Rc;

use yew::prelude::*;

use super::state::State;
use crate::browser::timer::Timer;
use crate::i18n::Announcement;
use crate::network::{Outcome, Typing};

/// How long after the last key: while a number is typed, what it comes to is of no use.
const DELAY: i32 = 800;

/// What the announcer speaks of.
#[derive(Clone, Properties, PartialEq)]
pub struct AnnouncerProps {
    /// The page.
    pub state: Rc<State>,
}

/// A region that nobody sees and screen readers read.
#[component]
pub fn Announcer(props: &AnnouncerProps) -> Html {
    let state = &props.state;
    let spoken = use_state_eq(String::new);
    let sentence = sentence(state);
    {
        let spoken = spoken.clone();
        use_effect_with(sentence, move |sentence| {
            let sentence = sentence.clone();
            let timer = Timer::new(DELAY, move || spoken.set(sentence));
            move || drop(timer)
        });
    }
    html! { <p class="unseen" role="status" aria-live="polite" data-testid="announcer">{ &*spoken }</p> }
}

/// What was done; what is wrong with the row that is typed in; else the totals.
fn sentence(state: &State) -> String {
    let language = state.settings.language;
    if let Some(said) = &state.said {
        return said.sentence(language);
    }
    let typed_in = match &state.draft {
        Some(draft) => match draft.place {
            Typing::Row(row, _) => state.document().position(row),
            _ => None,
        },
        None => None,
    };
    if let Some(at) = typed_in
        && let Outcome::Invalid(error) = &state.analysis.rows[at].outcome
    {
        let sentence = language.row_error(error);
        return language.announcement(Announcement::RowError { row: at, sentence: &sentence });
    }
    language.announcement(Announcement::Totals {
        cost: state.sheet.cost,
        unit: &language.counting(&state.document().counting),
        parameters: state.analysis.totals.params,
    })
}
