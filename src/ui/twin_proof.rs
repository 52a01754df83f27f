//! The proof of the counts: a pass is run before the reader's eyes, and its counters climb to the formula's values.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::root;
use crate::browser::timer::Timer;
use crate::cost::{Ledger, MOST_PROVED, Progress, Proof, Tally};
use crate::i18n::number::exact;
use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;
use crate::lowering::{Pass, RunError, Tensors};
use crate::network::TwinNumbers;

/// Into how many parts a run is divided, and how many milliseconds there are from one to the next.
const PARTS: u128 = 120;
const FRAME: i32 = 16;

/// What is proved.
#[derive(Clone, Properties, PartialEq)]
pub struct TwinProofProps {
    /// The layer.
    pub layer: GemmLayer,
    /// Its twin.
    pub twin: GemmLayer,
    /// The pass.
    pub pass: Pass,
    /// The numbers that the twin is run on.
    pub given: Rc<TwinNumbers>,
    /// The language of the page.
    pub language: Language,
}

/// The proof.
#[component]
pub fn TwinProof(props: &TwinProofProps) -> Html {
    let TwinProofProps { layer, twin, pass, given, language } = props.clone();
    let running = use_mut_ref(|| None::<Proof>);
    let shown = use_state_eq(|| None::<Result<Progress, RunError>>);
    let go_on = {
        let (running, shown) = (running.clone(), shown.setter());
        move |parts| {
            if let Some(proof) = &mut *running.borrow_mut() {
                shown.set(Some(proof.go_on(parts)));
            }
        }
    };
    let begin = |of: GemmLayer| {
        let (running, shown, go_on, given) = (running.clone(), shown.setter(), go_on.clone(), given.clone());
        Callback::from(move |_: MouseEvent| {
            let tensors = if of == twin { given.tensors(&of) } else { Tensors::of(&of) };
            match tensors.ok_or(RunError::TooLarge).and_then(|tensors| Proof::new(&of, pass, &tensors)) {
                Err(error) => shown.set(Some(Err(error))),
                Ok(proof) => {
                    shown.set(Some(Ok(proof.progress())));
                    *running.borrow_mut() = Some(proof);
                    if root::prefers_still() {
                        go_on(1);
                    }
                }
            }
        })
    };
    // What was run of another layer or pass proves nothing here.
    let is_of_this = |of: &Progress| of.pass == pass && (of.layer == layer || of.layer == twin);
    let progress = shown.filter(|shown| shown.as_ref().map_or(true, is_of_this));
    let next = go_on.clone();
    use_effect_with(progress, move |progress| {
        let goes_on = matches!(progress, Some(Ok(progress)) if !progress.done);
        let timer = goes_on.then(|| Timer::new(FRAME, move || next(PARTS))).flatten();
        move || drop(timer)
    });
    let is_small = Ledger::new(&layer, pass).is_ok_and(|ledger| ledger.multiplications <= MOST_PROVED);
    html! {
        <details class="twin-proof">
            <summary>{ language.label(Label::ProveIt) }</summary>
            <p class="hint">{ language.label(Label::ProofHint) }</p>
            <button type="button" onclick={begin(twin)} data-testid="twin-prove">
                { language.label(if twin == layer { Label::RunLayer } else { Label::RunTwin }) }
            </button>
            if twin != layer && is_small {
                { " " }
                <button type="button" onclick={begin(layer)} data-testid="twin-prove-layer">
                    { language.label(Label::RunLayer) }
                </button>
            }
            { match progress {
                None => html! {},
                Some(Ok(progress)) => table(&progress, progress.layer == layer, language),
                Some(Err(_)) => html! { <p role="alert">{ language.label(Label::CannotRun) }</p> },
            } }
        </details>
    }
}

fn table(progress: &Progress, is_layer: bool, language: Language) -> Html {
    let number = |value: u128| html! { <td><data value={value.to_string()}>{ exact(value) }</data></td> };
    let row = |tally: &Tally| {
        let sign = match (progress.done, tally.is_equal()) {
            (false, _) => "…",
            (true, true) => "=",
            (true, false) => "≠",
        };
        // A bar has a length also where there is nothing to count.
        let whole = tally.formula.max(1);
        let part = if tally.formula == 0 && progress.done { whole } else { tally.counted };
        html! {
            <tr>
                <th scope="row">
                    { language.entry(tally.entry) }
                    <progress value={part.to_string()} max={whole.to_string()} aria-hidden="true" />
                </th>
                { number(tally.counted) }
                <td>{ sign }</td>
                { number(tally.formula) }
            </tr>
        }
    };
    html! {
        <>
            <div class="twin-scroll" tabindex="0" role="group" aria-label={language.label(Label::ProveIt)}>
                <table data-testid="twin-counts" data-done={progress.done.to_string()}>
                    <thead><tr>
                        <th scope="col">{ language.label(Label::LedgerEntry) }</th>
                        <th scope="col" colspan="2">{ language.label(Label::ByCounting) }</th>
                        <th scope="col">{ language.label(Label::ByFormula) }</th>
                    </tr></thead>
                    <tbody>{ for progress.tallies.iter().map(row) }</tbody>
                </table>
            </div>
            <p role="status" data-testid="twin-verdict">
                if progress.done { { language.proved(progress, is_layer) } }
            </p>
        </>
    }
}
