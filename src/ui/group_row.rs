//! The head of rows whose names begin alike: their subtotals, and whether they are shown.

use yew::prelude::*;

use super::change::changed_sum;
use super::columns::Column;
use super::count::shape;
use super::row_results::cost_bar;
use super::sheet::Group;
use crate::i18n::{Announcement, Label, Language};
use crate::network::Summed;

/// What the head is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct GroupRowProps {
    /// The rows.
    pub group: Group,
    /// The language of the page.
    pub language: Language,
}

/// One line for a block.
#[component]
pub fn GroupRow(props: &GroupRowProps) -> Html {
    let GroupRowProps { group, language } = props;
    let label = language.label(if group.is_open { Label::Collapse } else { Label::Expand });
    let before = group.before;
    html! {
        <div class="row group" role="row" data-testid="group" data-group={AttrValue::from(group.name.clone())}>
            <div class="cell group-name" role="rowheader" aria-colindex="2">
                <button type="button" data-act="group" title={label}
                    aria-expanded={group.is_open.to_string()}>
                    <span class="sign" aria-hidden="true">{ if group.is_open { "▾" } else { "▸" } }</span>
                    { AttrValue::from(group.name.clone()) }
                    <span class="muted">{ language.announcement(Announcement::Layers { rows: group.rows }) }</span>
                </button>
            </div>
            <div class={Column::Output.class()} role="gridcell" aria-colindex="14">
                { group.output.as_ref().map(shape) }
            </div>
            <div class={Column::Parameters.class()} role="gridcell" aria-colindex="15">
                { changed_sum(Summed::Parameters, group.params, before.map(|before| before.params), *language) }
            </div>
            <div class={Column::Cost.class()} role="gridcell" aria-colindex="16">
                { cost_bar(group.bar) }
                { changed_sum(Summed::Cost, group.cost, before.and_then(|before| before.cost), *language) }
            </div>
        </div>
    }
}
