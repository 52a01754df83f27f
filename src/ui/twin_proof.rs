//! The proof of the counts: a pass is run, every multiplication and addition is counted, and the ledger says the same.

use yew::prelude::*;

use super::twin_state::{TwinHandle, change};
use crate::cost::{Entry, Ledger};
use crate::i18n::number::exact;
use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::lowering::{Counts, Pass, Tensors, run};
use crate::scene::cells::Work;

/// A layer of at most so many multiplications is run itself.
const MOST: u128 = 1_000_000;

/// The proof.
pub fn proof(work: &Work, layer: &GemmLayer, state: &TwinHandle, language: Language) -> Html {
    let pass = work.pass;
    let done = (work.layer, work.counts);
    let twin = change(state, move |state, _: MouseEvent| state.proof = Some(done));
    let of = *layer;
    let itself = change(state, move |state, _: MouseEvent| {
        let done = Tensors::of(&of).and_then(|tensors| run(&of, pass, &tensors).ok());
        state.proof = done.map(|done| (of, done.counts));
    });
    let small =
        *layer != work.layer && Ledger::new(layer, pass).is_ok_and(|ledger| ledger.multiplications <= MOST);
    html! {
        <details class="twin-proof">
            <summary>{ language.label(Label::ProveIt) }</summary>
            <button type="button" onclick={twin} data-testid="twin-prove">{ language.label(Label::RunTwin) }</button>
            if small {
                <button type="button" onclick={itself} data-testid="twin-prove-layer">
                    { language.label(Label::RunLayer) }
                </button>
            }
            if let Some((layer, counts)) = &state.proof {
                { table(layer, pass, counts, language) }
            }
        </details>
    }
}

fn table(layer: &GemmLayer, pass: Pass, counts: &Counts, language: Language) -> Html {
    let Ok(ledger) = Ledger::new(layer, pass) else { return html! {} };
    let rows = [
        (Entry::Multiplications, counts.multiplications),
        (Entry::InBounds, counts.in_bounds),
        (Entry::GemmAdditions, counts.gemm_adds),
        (Entry::Col2imAdditions, counts.col2im_adds),
        (Entry::BiasAdditions, counts.bias_adds),
    ];
    let number = |value: u128| html! { <td><data value={value.to_string()}>{ exact(value) }</data></td> };
    html! {
        <table data-testid="twin-counts">
            <thead><tr>
                <th>{ language.label(Label::LedgerEntry) }</th>
                <th>{ language.label(Label::ByFormula) }</th>
                <th>{ language.label(Label::ByCounting) }</th>
            </tr></thead>
            <tbody>
                { for rows.into_iter().map(|(entry, counted)| html! {
                    <tr>
                        <th scope="row">{ language.entry(entry) }</th>
                        { number(ledger.value(entry)) }
                        { number(counted) }
                        <td>{ if ledger.value(entry) == counted { "✓" } else { "≠" } }</td>
                    </tr>
                }) }
            </tbody>
        </table>
    }
}
