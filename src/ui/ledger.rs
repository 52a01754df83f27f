//! The ledger of a pass: every count, exact.

use yew::prelude::*;

use super::change::change;
use super::count::{exact_count, traced};
use crate::cost::{Counting, Entry, Ledger, Quantity, entry_formula};
use crate::i18n::{Label, Language};
use crate::layer::{Direction, GemmLayer};
use crate::lowering::{Lowering, Pass};
use crate::network::{Change, Number};
use crate::scene::quantities_in;

/// What the ledger is drawn from.
#[derive(Clone, Copy, Properties, PartialEq)]
pub struct LedgerTableProps {
    /// The layer.
    pub layer: GemmLayer,
    /// The layer of that name in the network that is compared with.
    pub before: Option<GemmLayer>,
    /// The pass.
    pub pass: Pass,
    /// What the cost counts.
    pub counting: Counting,
    /// The language of the page.
    pub language: Language,
}

/// Every entry that the pass has, and its count.
#[component]
pub fn LedgerTable(props: &LedgerTableProps) -> Html {
    let LedgerTableProps { layer, before, pass, counting, language } = *props;
    let lowering = Lowering::new(&layer, pass);
    let counted = counting.entries(&layer, &lowering);
    let Ok(ledger) = Ledger::new(&layer, pass) else {
        return html! { <p class="hint">{ language.label(Label::TotalOverflow) }</p> };
    };
    let before = before.and_then(|before| Ledger::new(&before, pass).ok());
    let shown = |entry: &Entry| match entry {
        Entry::ZeroInsertion => layer.direction == Direction::Transposed && pass == Pass::Forward,
        // The sum of the two is an entry of its own.
        Entry::Weights | Entry::Biases => layer.bias,
        _ => true,
    };
    let row = |entry: Entry| {
        let value = ledger.value(entry);
        let changed = before.and_then(|before| Change::between(before.value(entry), value));
        let counted = counted.iter().find(|counted| counted.entry == entry);
        let mark = counted.map(|counted| {
            html! {
                <span class="counted" title={language.explain_counted(*counted, &counting)}>
                    { language.counted(*counted) }
                </span>
            }
        });
        html! {
            <div key={entry.key()} data-entry={entry.key()} data-measures={measured(&layer, pass, entry)} class={(value == 0).then_some("zero")} data-testid={format!("ledger-{}", entry.key())}
                title={language.explain_entry(entry)}>
                <dt>{ language.entry(entry) }{ mark }</dt><dd>{ traced(Number::Entry(entry, None), exact_count(value)) }{ change(changed, language) }</dd>
            </div>
        }
    };
    html! {
        <section class="ledger" id="ledger" data-testid="ledger">
            <h3 title={language.label(Label::LedgerHint)}>{ language.label(Label::Ledger) }</h3>
            <p class="hint">{ language.counted_note(&counting, counting.adds_unlisted(&layer, &lowering)) }</p>
            <dl>{ for Entry::ALL.into_iter().filter(shown).map(row) }</dl>
        </section>
    }
}

/// What the factors of an entry measure: it is lit with their fields and edges.
fn measured(layer: &GemmLayer, pass: Pass, entry: Entry) -> String {
    let quantities = quantities_in(&entry_formula(layer, pass, entry));
    quantities.iter().map(Quantity::id).collect::<Vec<_>>().join(" ")
}
