//! One thin bar, split by what each layer costs; a click on a part shows its layer.

use std::rc::Rc;

use yew::prelude::*;

use super::act::Act;
use super::dispatch::Dispatch;
use super::place;
use super::selection::Pointing;
use super::sheet::{Part, Sheet};
use crate::i18n::{Announcement, Label, Language, number};
use crate::network::RowId;

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
    let onclick =
        dispatch.on(|event: MouseEvent| Some(Act::Point(place::row(&event.target()?)?, Pointing::Alone)));
    let part = |Part { at, start, length }: Part| {
        let line = sheet.line(at)?;
        let id = line.row.id;
        let share = number::percent(line.cost.unwrap_or(0), sheet.cost);
        let title = Announcement::ShareOfRow { row: at, name: &line.row.name, share: &share };
        Some(html! {
            <rect key={id.0} class={(*head == Some(id)).then_some("head")} data-row={id.0.to_string()}
                x={start.to_string()} width={length.to_string()} height="1">
                <title>{ language.announcement(title) }</title>
            </rect>
        })
    };
    html! {
        <svg class="share-bar" viewBox={format!("0 0 {} 1", Part::WHOLE)} preserveAspectRatio="none" role="img"
            aria-label={language.label(Label::SharesBar)} {onclick}>
            { for sheet.parts().into_iter().filter_map(part) }
        </svg>
    }
}
