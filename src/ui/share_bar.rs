//! One thin bar, split by what each layer costs; clicked, or gone through with arrow keys, a part shows its layer.

use std::rc::Rc;

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::place;
use super::selection::Pointing;
use super::sheet::Sheet;
use crate::browser::field::reveal;
use crate::i18n::{Announcement, Label, Language, number};
use crate::network::RowId;
use crate::scene::Share;

/// What the bar is drawn from.
#[derive(Clone, Properties)]
pub struct ShareBarProps {
    /// The rows.
    pub sheet: Rc<Sheet>,
    /// The row that the inspector shows.
    pub head: Option<RowId>,
    /// The language of the page.
    pub language: Language,
    /// Takes acts.
    pub dispatch: Dispatch,
}

impl PartialEq for ShareBarProps {
    fn eq(&self, other: &ShareBarProps) -> bool {
        Rc::ptr_eq(&self.sheet, &other.sheet) && self.head == other.head && self.language == other.language
    }
}

/// The bar.
#[component]
pub fn ShareBar(props: &ShareBarProps) -> Html {
    let ShareBarProps { sheet, head, language, dispatch } = props;
    // A row that is chosen here may be out of view.
    let chose = use_mut_ref(|| false);
    let onclick = {
        let chose = Rc::clone(&chose);
        dispatch.on(move |event: MouseEvent| {
            *chose.borrow_mut() = true;
            Some(Act::Point(place::row(&event.target()?)?, Pointing::Alone))
        })
    };
    use_effect_with(*head, move |_| {
        if chose.replace(false) {
            reveal(".row.head");
        }
    });
    let shares = sheet.shares();
    let row = |share: &Share| sheet.line(share.dearest).map(|line| line.row.id);
    let shown = sheet.lines.iter().position(|line| Some(line.row.id) == *head);
    let chosen = shares.iter().position(|share| shown.is_some_and(|row| share.has(row)));
    let rows: Vec<RowId> = shares.iter().filter_map(row).collect();
    let onkeydown = dispatch.on(move |event: KeyboardEvent| {
        let to = match (event.key().as_str(), chosen) {
            ("Home", _) | ("ArrowRight" | "ArrowLeft", None) => 0,
            ("End", _) => rows.len().checked_sub(1)?,
            ("ArrowRight", Some(at)) => at + 1,
            ("ArrowLeft", Some(at)) => at.checked_sub(1)?,
            _ => return None,
        };
        event.prevent_default();
        Some(Act::Point(*rows.get(to)?, Pointing::Alone))
    });
    let part = |(at, share): (usize, &Share)| {
        let line = sheet.line(share.dearest)?;
        let percent = number::percent(share.cost, sheet.cost);
        let (name, percent) = (&*line.row.name, &*percent);
        let title = language.announcement(match *share {
            Share { first, last, .. } if first < last => {
                Announcement::ShareOfRows { first, last, name, share: percent }
            }
            Share { first, .. } => Announcement::ShareOfRow { row: first, name, share: percent },
        });
        let is_chosen = chosen == Some(at);
        Some(html! {
            <rect key={line.row.id.0} id={part_id(at)} class={is_chosen.then_some("head")}
                data-row={line.row.id.0.to_string()} x={share.start.to_string()} width={share.length.to_string()} height="1"
                role="option" aria-selected={is_chosen.to_string()} aria-label={title.clone()}>
                <title>{ title }</title>
            </rect>
        })
    };
    html! {
        <svg class="share-bar" viewBox={format!("0 0 {} 1", Share::WHOLE)} preserveAspectRatio="none" role="listbox"
            tabindex="0" aria-orientation="horizontal" aria-activedescendant={chosen.map(part_id)} data-testid="share-bar"
            aria-label={language.label(Label::SharesBar)} {onclick} {onkeydown}>
            { for shares.iter().enumerate().filter_map(part) }
        </svg>
    }
}

/// The identity of a part, by its place.
fn part_id(at: usize) -> String {
    format!("share-{at}")
}
