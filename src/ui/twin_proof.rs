//! The proof of the counts: a pass is run, every multiplication and addition is counted, and the ledger says the same.

use std::rc::Rc;

use yew::prelude::*;

use crate::cost::{Entry, Ledger};
use crate::i18n::number::exact;
use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::lowering::{Counts, Tensors, run};
use crate::scene::cells::Work;

/// What the proof is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct TwinProofProps {
    /// The numbers of the pass.
    pub work: Rc<Work>,
    /// The layer that it is the twin of.
    pub layer: GemmLayer,
    /// The language of the page.
    pub language: Language,
}

/// A layer of at most so many multiplications is run itself.
const MOST: u128 = 1_000_000;

/// What was run, and what was counted.
#[derive(Clone, Copy, PartialEq)]
struct Proof {
    layer: GemmLayer,
    counts: Counts,
}

/// The proof.
#[component]
pub fn TwinProof(props: &TwinProofProps) -> Html {
    let TwinProofProps { work, layer, language } = props;
    let proof = use_state_eq(|| None::<Proof>);
    {
        let proof = proof.clone();
        use_effect_with((*layer, work.layer, work.pass), move |_| proof.set(None));
    }
    let pass = work.pass;
    let twin = {
        let (proof, layer, counts) = (proof.clone(), work.layer, work.counts);
        Callback::from(move |_: MouseEvent| proof.set(Some(Proof { layer, counts })))
    };
    let itself = {
        let (proof, layer) = (proof.clone(), *layer);
        Callback::from(move |_: MouseEvent| {
            let done = Tensors::of(&layer).and_then(|tensors| run(&layer, pass, &tensors).ok());
            proof.set(done.map(|done| Proof { layer, counts: done.counts }));
        })
    };
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
            if let Some(Proof { layer, counts }) = *proof {
                { table(&layer, pass, &counts, *language) }
            }
        </details>
    }
}

fn table(layer: &GemmLayer, pass: crate::lowering::Pass, counts: &Counts, language: Language) -> Html {
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
