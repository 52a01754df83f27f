//! Some rows that are drawn, or left alone, together. Where the browser skips a block, since it is far out of view, it
//! follows what is typed a moment later.

use std::rc::Rc;

use yew::prelude::*;

use super::deferred::use_deferred;
use super::group_row::GroupRow;
use super::layer_row::LayerRow;
use super::row_flags::RowFlags;
use super::sheet::{Block, Entry};
use super::state::{Draft, State};
use crate::browser::event::Listener;
use crate::i18n::Language;
use crate::network::{RowId, Typing};

/// How long a block out of view waits, and how much longer than the one before it, so that there is time between two
/// of them for what is typed.
const DELAY: usize = 300;
const BETWEEN: usize = 20;

/// What a block is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct RowBlockProps {
    /// Its place among the blocks.
    pub at: usize,
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
    pub fn new(at: usize, block: &Rc<Block>, state: &State, filled: bool) -> RowBlockProps {
        let ids = || block.rows().map(|line| line.row.id);
        let in_block = |id: Option<RowId>| id.filter(|id| ids().any(|other| other == *id));
        let typed_in = state.draft.as_ref().and_then(|draft| match draft.place {
            Typing::Row(row, _) => in_block(Some(row)),
            _ => None,
        });
        RowBlockProps {
            at,
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
    let node = use_node_ref();
    let is_skipped = use_skipped(&node);
    // Rows that came, went or moved cannot wait: the keyboard looks for them.
    let same_rows = |drawn: &RowBlockProps| {
        let ids = |block: &'_ Block| block.rows().map(|line| line.row.id).collect::<Vec<_>>();
        drawn.language == props.language && ids(&drawn.block) == ids(&props.block)
    };
    let wait =
        |drawn: &RowBlockProps| (is_skipped && same_rows(drawn)).then(|| (DELAY + BETWEEN * props.at) as i32);
    let drawn = use_deferred(props, wait);
    html! {
        <div class="block" role="rowgroup" ref={node}><Rows ..drawn /></div>
    }
}

/// Whether the browser skips an element, because it is far out of view.
#[hook]
fn use_skipped(node: &NodeRef) -> bool {
    let is_skipped = use_state_eq(|| false);
    {
        let is_skipped = is_skipped.clone();
        use_effect_with(node.clone(), move |node| {
            let listener = node.get().map(|element| {
                Listener::new(&element, "contentvisibilityautostatechange", move |event| {
                    let skipped = js_sys::Reflect::get(&event, &"skipped".into());
                    is_skipped.set(skipped.is_ok_and(|skipped| skipped.is_truthy()));
                })
            });
            move || drop(listener)
        });
    }
    *is_skipped
}

/// The rows of a block.
#[component]
fn Rows(props: &RowBlockProps) -> Html {
    let RowBlockProps { block, language, head, selected, below_drop, filled, draft, .. } = props;
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
        { for block.entries.iter().map(entry) }
    }
}
