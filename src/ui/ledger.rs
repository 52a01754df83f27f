//! The ledger of a pass: every count, exact.

use yew::prelude::*;

use super::count::exact_count;
use crate::cost::{Entry, Ledger};
use crate::i18n::{Label, Language};
use crate::layer::{Direction, GemmLayer};
use crate::lowering::Pass;

/// What the ledger is drawn from.
#[derive(Clone, Copy, Properties, PartialEq)]
pub struct LedgerTableProps {
    /// The layer.
    pub layer: GemmLayer,
    /// The pass.
    pub pass: Pass,
    /// The language of the page.
    pub language: Language,
}

/// Every entry that the pass has, and its count.
#[component]
pub fn LedgerTable(props: &LedgerTableProps) -> Html {
    let LedgerTableProps { layer, pass, language } = *props;
    let Ok(ledger) = Ledger::new(&layer, pass) else {
        return html! { <p class="hint">{ language.label(Label::TotalOverflow) }</p> };
    };
    let shown = |entry: &Entry| match entry {
        Entry::ZeroInsertion => layer.direction == Direction::Transposed && pass == Pass::Forward,
        // The sum of the two is an entry of its own.
        Entry::Weights | Entry::Biases => layer.bias,
        _ => true,
    };
    let row = |entry: Entry| {
        let value = ledger.value(entry);
        html! {
            <div key={entry_name(entry)} class={(value == 0).then_some("zero")} data-testid={format!("ledger-{}", entry_name(entry))}
                title={language.explain_entry(entry)}>
                <dt>{ language.entry(entry) }</dt><dd>{ exact_count(value) }</dd>
            </div>
        }
    };
    html! {
        <section class="ledger" data-testid="ledger">
            <h3 title={language.label(Label::LedgerHint)}>{ language.label(Label::Ledger) }</h3>
            <dl>{ for Entry::ALL.into_iter().filter(shown).map(row) }</dl>
        </section>
    }
}

/// The name of an entry in test hooks.
fn entry_name(entry: Entry) -> &'static str {
    match entry {
        Entry::Multiplications => "multiplications",
        Entry::InBounds => "in_bounds",
        Entry::GemmAdditions => "gemm_adds",
        Entry::Col2imAdditions => "col2im_adds",
        Entry::BiasAdditions => "bias_adds",
        Entry::Flops => "flops",
        Entry::Weights => "weights",
        Entry::Biases => "biases",
        Entry::Parameters => "parameters",
        Entry::ColumnElements => "column_elements",
        Entry::ZeroInsertion => "zero_insertion",
    }
}
