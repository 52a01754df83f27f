//! One layer as a row of the table.

use std::rc::Rc;

use yew::prelude::*;

use super::columns::Column;
use super::gutter::gutter;
use super::highlight::row_id;
use super::icon::{Icon, icon};
use super::row_fields::RowFields;
use super::row_flags::RowFlags;
use super::row_results::RowResults;
use super::sheet::Line;
use super::state::Draft;
use crate::i18n::{Announcement, Label, Language};

/// What a row is drawn from.
#[derive(Clone, Properties)]
pub struct LayerRowProps {
    /// The row.
    pub line: Rc<Line>,
    /// The language of the page.
    pub language: Language,
    /// How it stands out.
    pub flags: RowFlags,
    /// What is being typed in it.
    pub draft: Option<Draft>,
}

impl PartialEq for LayerRowProps {
    fn eq(&self, other: &LayerRowProps) -> bool {
        Rc::ptr_eq(&self.line, &other.line)
            && (self.language, self.flags, &self.draft) == (other.language, other.flags, &other.draft)
    }
}

/// A row: its fields, what it comes to, and what is wrong with it.
#[component]
pub fn LayerRow(props: &LayerRowProps) -> Html {
    let LayerRowProps { line, language, flags, draft } = props;
    let language = *language;
    let RowFlags { is_head, is_selected, is_filled, is_below_drop } = *flags;
    let row = &line.row;
    let number = line.at + 1;
    let class = classes!(
        "row",
        is_head.then_some("head"),
        is_selected.then_some("selected"),
        is_below_drop.then_some("below-drop"),
    );
    html! {
        <div {class} id={row_id(row.id)} role="row" data-row={row.id.0.to_string()} data-testid={format!("row-{number}")}
            aria-rowindex={(number + 2).to_string()} aria-selected={is_selected.to_string()}>
            <div class={Column::Place.class()} role="gridcell" aria-colindex="1">
                { gutter(line.wires) }
                <button type="button" tabindex="-1" class="handle" data-handle={row.id.0.to_string()}
                    title={language.label(Label::DragRow)} aria-label={act_label(line, Label::DragRow, language)}>
                    { number }
                </button>
            </div>
            <RowFields line={line.clone()} {language} {is_filled} draft={draft.clone()} />
            <RowResults line={line.clone()} {language} />
            <div class="cell delete" role="gridcell">
                <button type="button" data-act="delete" data-testid="delete-row" tabindex={if is_head { "0" } else { "-1" }}
                    title={language.label(Label::Delete)} aria-label={act_label(line, Label::Delete, language)}>
                    { icon(Icon::Cross) }
                </button>
            </div>
        </div>
    }
}

/// What a button does to the row.
fn act_label(line: &Line, act: Label, language: Language) -> String {
    language.announcement(Announcement::ActOnRow {
        act: language.label(act),
        row: line.at,
        name: &line.row.name,
    })
}
