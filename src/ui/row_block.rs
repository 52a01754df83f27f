//! Some rows that are drawn, or left alone, together.

use std::rc::Rc;

use yew::prelude::*;

use super::layer_row::LayerRow;
use super::selection::Selection;
use super::sheet::Block;
use super::state::Draft;
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
    /// Whether all menus of kinds are filled; else that of the head alone is.
    pub filled: bool,
    /// What is being typed in a row of the block.
    pub draft: Option<Draft>,
}

impl RowBlockProps {
    /// A block and what concerns it, so that it is left alone by whatever does not.
    pub fn new(
        block: &Rc<Block>,
        language: Language,
        selection: &Selection,
        filled: bool,
        draft: Option<&Draft>,
    ) -> RowBlockProps {
        let ids = || block.lines.iter().map(|line| line.row.id);
        let typed_in = draft.and_then(|draft| match draft.place {
            Typing::Row(row, _) => Some(row),
            _ => None,
        });
        RowBlockProps {
            block: block.clone(),
            language,
            head: ids().find(|id| selection.head() == Some(*id)),
            selected: ids().filter(|id| selection.has(*id)).collect(),
            filled,
            draft: draft.filter(|_| ids().any(|id| typed_in == Some(id))).cloned(),
        }
    }
}

/// A block of rows.
#[component]
pub fn RowBlock(props: &RowBlockProps) -> Html {
    let RowBlockProps { block, language, head, selected, filled, draft } = props;
    let row = |place: usize| {
        let id = block.lines[place].row.id;
        let is_head = *head == Some(id);
        let typed_here = |draft: &&Draft| matches!(draft.place, Typing::Row(row, _) if row == id);
        html! {
            <LayerRow key={id.0} block={block.clone()} {place} language={*language} {is_head}
                is_selected={selected.contains(&id)} filled={*filled || is_head}
                draft={draft.as_ref().filter(typed_here).cloned()} />
        }
    };
    html! {
        <div class="block" role="rowgroup">{ for (0..block.lines.len()).map(row) }</div>
    }
}
