//! Some rows that are drawn, or left alone, together.

use std::rc::Rc;

use yew::prelude::*;

use super::group_row::GroupRow;
use super::layer_row::LayerRow;
use super::row_flags::RowFlags;
use super::sheet::{Block, Entry};
use super::state::{Draft, State};
use crate::i18n::Language;
use crate::network::{RowId, Typing};

/// What a block is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct RowBlockProps {
    /// The rows.
    pub block: Rc<Block>,
    /// The language of the page.
    pub language: Language,
    /// The row of the block that the inspector shows.
    pub head: Option<RowId>,
    /// The rows of the block that are selected.
    pub selected: Vec<RowId>,
    /// The row of the block above which dragged rows would be put.
    pub below_drop: Option<RowId>,
    /// Whether all menus of kinds are filled; else that of the head alone is.
    pub filled: bool,
    /// What is being typed in a row of the block.
    pub draft: Option<Draft>,
}

impl RowBlockProps {
    /// A block and what concerns it, so that it is left alone by whatever does not.
    pub fn new(block: &Rc<Block>, state: &State, filled: bool) -> RowBlockProps {
        let ids = || {
            block.entries.iter().filter_map(|entry| match entry {
                Entry::Row(line) => Some(line.row.id),
                Entry::Group(_) => None,
            })
        };
        let in_block = |id: Option<RowId>| id.filter(|id| ids().any(|other| other == *id));
        let typed_in = state.draft.as_ref().and_then(|draft| match draft.place {
            Typing::Row(row, _) => in_block(Some(row)),
            _ => None,
        });
        RowBlockProps {
            block: block.clone(),
            language: state.settings.language,
            head: in_block(state.selection.head()),
            selected: ids().filter(|id| state.selection.has(*id)).collect(),
            below_drop: in_block(state.drag.as_ref().and_then(|drag| drag.above)),
            filled,
            draft: typed_in.and(state.draft.clone()),
        }
    }
}

/// A block of rows.
#[component]
pub fn RowBlock(props: &RowBlockProps) -> Html {
    let RowBlockProps { block, language, head, selected, below_drop, filled, draft } = props;
    let entry = |entry: &Entry| match entry {
        Entry::Group(group) => {
            html! { <GroupRow key={format!("group-{}", group.first)} group={group.clone()} language={*language} /> }
        }
        Entry::Row(line) => {
            let id = line.row.id;
            let is_head = *head == Some(id);
            let flags = RowFlags {
                is_head,
                is_selected: selected.contains(&id),
                is_filled: *filled || is_head,
                is_below_drop: *below_drop == Some(id),
            };
            let typed_here = |draft: &&Draft| matches!(draft.place, Typing::Row(row, _) if row == id);
            html! {
                <LayerRow key={id.0} line={line.clone()} language={*language} {flags}
                    draft={draft.as_ref().filter(typed_here).cloned()} />
            }
        }
    };
    html! {
        <div class="block" role="rowgroup">{ for block.entries.iter().map(entry) }</div>
    }
}
