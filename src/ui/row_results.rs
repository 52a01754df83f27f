//! What a row comes to, in its cells: shape and counts, or what is wrong, or what it waits for.

use std::rc::Rc;

use yew::prelude::*;

use super::change::change;
use super::columns::Column;
use super::count::{count, shape};
use super::sheet::{BAR, Line};
use super::traced;
use super::trouble::Trouble;
use crate::i18n::{Label, Language};
use crate::network::Outcome;

/// What the results are drawn from.
#[derive(Clone, Properties)]
pub struct RowResultsProps {
    /// The row.
    pub line: Rc<Line>,
    /// The language of the page.
    pub language: Language,
}

impl PartialEq for RowResultsProps {
    fn eq(&self, other: &RowResultsProps) -> bool {
        let (one, two) = (&self.line, &other.line);
        self.language == other.language
            && (Rc::ptr_eq(one, two)
                || Rc::ptr_eq(&one.analysis, &two.analysis)
                    && (one.row.id, one.row.kind, one.cost, one.bar)
                        == (two.row.id, two.row.kind, two.cost, two.bar)
                    && (&one.repairs, one.before) == (&two.repairs, two.before))
    }
}

/// The last cells of a row. They are apart from its fields, since most edits change the one or the other.
#[component]
pub fn RowResults(props: &RowResultsProps) -> Html {
    let RowResultsProps { line, language } = props;
    let language = *language;
    match &line.analysis.outcome {
        Outcome::Valid(valid) => html! {
            <>
                <div class={Column::Output.class()} role="gridcell" aria-colindex="14" tabindex="-1" data-origin={traced::OUTPUT}
                    data-testid="cell-output_shape" data-label={Column::Output.head(language)}>
                    { shape(&valid.layer.output) }
                </div>
                <div class={zero(Column::Parameters, Some(valid.params))} role="gridcell"
                    aria-colindex="15" tabindex="-1" data-origin={traced::PARAMETERS} data-testid="cell-params" data-label={Column::Parameters.head(language)}>
                    { count(valid.params) }
                    { change(line.params_change(), language) }
                </div>
                <div class={zero(Column::Cost, line.cost)} role="gridcell" aria-colindex="16" tabindex="-1" data-origin={traced::COST}
                    data-testid="cell-cost" data-label={Column::Cost.head(language)}>
                    { cost_bar(line.bar) }
                    { match line.cost {
                        Some(cost) => count(cost),
                        None => html! { language.label(Label::TotalOverflow) },
                    } }
                    { change(line.cost_change(), language) }
                </div>
            </>
        },
        Outcome::Waiting { .. } => html! {
            <div class="cell waiting" role="gridcell" data-testid="cell-error">
                <span>{ language.outcome(&line.analysis.outcome).unwrap_or_default() }</span>
            </div>
        },
        Outcome::Invalid(_) => html! { <Trouble line={line.clone()} {language} /> },
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
