//! What a layer without a GEMM does, operation by operation.

use yew::prelude::*;

use super::count::exact_count;
use crate::cost::Operations;
use crate::i18n::{Label, Language};

/// What the table is drawn from.
#[derive(Clone, Copy, Properties, PartialEq)]
pub struct OperationsTableProps {
    /// The operations.
    pub operations: Operations,
    /// Which question they answer, where one was asked.
    #[prop_or_default]
    pub traced: Option<u32>,
    /// The language of the page.
    pub language: Language,
}

/// Each operation that is done, and how often.
#[component]
pub fn OperationsTable(props: &OperationsTableProps) -> Html {
    let OperationsTableProps { operations, traced, language } = *props;
    if operations == Operations::default() {
        return html! { <p class="hint">{ language.label(Label::NoOperations) }</p> };
    }
    let rows = [
        (Label::Comparisons, operations.comparisons),
        (Label::Additions, operations.additions),
        (Label::Multiplications, operations.multiplications),
        (Label::Divisions, operations.divisions),
        (Label::Exponentials, operations.exponentials),
    ];
    let row = |(label, value): (Label, u128)| {
        html! {
            <div key={language.label(label)}><dt>{ language.label(label) }</dt><dd>{ exact_count(value) }</dd></div>
        }
    };
    html! {
        <section class={classes!("ledger", traced.map(|_| "traced"))} key={traced.unwrap_or(0)} data-testid="ledger">
            <h3>{ language.label(Label::Operations) }</h3>
            <p class="hint">{ language.label(Label::NoGemm) }</p>
            <dl>{ for rows.into_iter().filter(|(_, value)| *value > 0).map(row) }</dl>
        </section>
    }
}
