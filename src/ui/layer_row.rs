//! One layer as a row of the table.

use std::rc::Rc;

use yew::prelude::*;

use super::columns::Column;
use super::count::{count, shape};
use super::gutter::gutter;
use super::icon::{Icon, icon};
use super::kind_menu::kind_menu;
use super::row_fields::{RowFields, trouble_id};
use super::row_flags::RowFlags;
use super::sheet::{BAR, Line};
use super::state::Draft;
use crate::i18n::{Announcement, Label, Language};
use crate::network::{Outcome, Repair};

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
    let mut cells = vec![html! {
        <div key="place" class={Column::Place.class()} role="gridcell" aria-colindex="1">
            { gutter(line.wires) }
            <button type="button" tabindex="-1" class="handle" data-handle={row.id.0.to_string()}
                title={language.label(Label::DragRow)} aria-label={select_label(line, language)}>{ number }</button>
        </div>
    }];
    let kind = html! {
        <div key="kind" class={Column::Kind.class()} role="gridcell" aria-colindex="3">
            { kind_menu(line, language, is_filled) }
        </div>
    };
    let mut fields = RowFields { line, draft: draft.as_ref(), language }.cells();
    fields.insert(1, kind);
    cells.extend(fields);
    cells.extend(results(line, language));
    cells.push(html! {
        <div key="delete" class="cell delete" role="gridcell">
            <button type="button" data-act="delete" data-testid="delete-row" tabindex={if is_head { "0" } else { "-1" }}
                title={language.label(Label::Delete)} aria-label={delete_label(line, language)}>{ icon(Icon::Cross) }</button>
        </div>
    });
    let class = classes!(
        "row",
        is_head.then_some("head"),
        is_selected.then_some("selected"),
        is_below_drop.then_some("below-drop"),
    );
    html! {
        <div {class} role="row" data-row={row.id.0.to_string()} data-testid={format!("row-{number}")}
            aria-rowindex={(number + 2).to_string()} aria-selected={is_selected.to_string()}>
            { for cells }
        </div>
    }
}

fn select_label(line: &Line, language: Language) -> String {
    language.announcement(Announcement::ActOnRow {
        act: language.label(Label::DragRow),
        row: line.at,
        name: &line.row.name,
    })
}

fn delete_label(line: &Line, language: Language) -> String {
    language.announcement(Announcement::ActOnRow {
        act: language.label(Label::Delete),
        row: line.at,
        name: &line.row.name,
    })
}

/// What a row comes to: shape and counts, or what is wrong, or what it waits for.
fn results(line: &Line, language: Language) -> Vec<Html> {
    match &line.analysis.outcome {
        Outcome::Valid(valid) => vec![
            html! {
                <div key="output" class={Column::Output.class()} role="gridcell" aria-colindex="14"
                    data-testid="cell-output_shape" data-label={Column::Output.head(language)}>
                    { shape(&valid.layer.output) }
                </div>
            },
            html! {
                <div key="params" class={zero(Column::Parameters, Some(valid.params))} role="gridcell"
                    aria-colindex="15" data-testid="cell-params" data-label={Column::Parameters.head(language)}>
                    { count(valid.params) }
                </div>
            },
            html! {
                <div key="cost" class={zero(Column::Cost, line.cost)} role="gridcell" aria-colindex="16"
                    data-testid="cell-cost" data-label={Column::Cost.head(language)}>
                    { cost_bar(line.bar) }
                    { match line.cost {
                        Some(cost) => count(cost),
                        None => html! { language.label(Label::TotalOverflow) },
                    } }
                </div>
            },
        ],
        outcome => {
            let sentence = language.outcome(outcome).unwrap_or_default();
            let class = match outcome {
                Outcome::Waiting { .. } => "cell waiting",
                _ => "cell trouble",
            };
            let repair = |(at, repair): (usize, &Repair)| {
                let text = match outcome {
                    Outcome::Invalid(error) => language.repair(repair, line.row.kind, error),
                    _ => String::new(),
                };
                html! { <button type="button" key={at} data-act="repair" data-repair={at.to_string()}>{ text }</button> }
            };
            vec![html! {
                <div key="trouble" {class} role="gridcell" data-testid="cell-error" id={trouble_id(line)}>
                    <span>{ sentence }</span>
                    <span class="repairs">{ for line.repairs.iter().enumerate().map(repair) }</span>
                </div>
            }]
        }
    }
}

/// How dear a row is beside the dearest, as a bar behind the number.
pub fn cost_bar(length: u8) -> Html {
    html! {
        <svg class="bar" viewBox={format!("0 0 {BAR} 1")} preserveAspectRatio="none" aria-hidden="true">
            <rect width={length.to_string()} height="1" />
        </svg>
    }
}

/// Nothing is paler than something.
fn zero(column: Column, count: Option<u128>) -> Classes {
    classes!(column.class(), (count == Some(0)).then_some("zero"))
}
