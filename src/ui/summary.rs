//! The totals of the network, and where its cost lies.

use std::rc::Rc;

use yew::prelude::*;

use super::act::Act;
use super::baseline::BaselineBar;
use super::count::{count, traced};
use super::dispatch::Dispatch;
use super::share_bar::ShareBar;
use super::state::State;
use crate::cost::Counting;
use crate::i18n::{Announcement, Label, Language, Term};
use crate::network::{Change, Number, Summed, Totals};

/// What the summary is drawn from.
#[derive(Clone, Properties, PartialEq)]
pub struct SummaryProps {
    /// The page.
    pub state: Rc<State>,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// Totals, and a bar that is split by layer.
#[component]
pub fn Summary(props: &SummaryProps) -> Html {
    let SummaryProps { state, dispatch } = props;
    let language = state.settings.language;
    let totals = state.analysis.totals;
    let counting = state.document().counting;
    let baseline = state.sheet.baseline.as_ref();
    let partial = partial(state);
    // It hangs beside the number, so that a total that becomes partial moves nothing.
    let at_least = partial.as_ref().map(|_| {
        let label = language.label(Label::AtLeast);
        html! { <span class="at-least" title={label} role="img" aria-label={label}>{ "≥" }</span> }
    });
    let figure = |summed: Summed,
                  hook: &'static str,
                  label: &str,
                  term: Term,
                  value: u128,
                  before: Option<u128>| {
        let change = before.and_then(|before| Change::between(before, value));
        html! {
            <div class="figure" data-testid={hook} title={language.explain(term)}>
                <dt>{ label }</dt>
                <dd>{ at_least.clone() }{ traced(Number::Sum(summed), count(value)) }{ change.map(|change| total_change(change, language)) }</dd>
            </div>
        }
    };
    let before = |total: fn(&Totals) -> u128| baseline.map(|baseline| total(baseline.totals()));
    html! {
        <section class="summary" aria-label={language.label(Label::Summary)}>
            <dl class="figures">
                if counting != Counting::default() {
                    { figure(Summed::Cost, "total-cost", &language.counting(&counting), Term::Convention, state.sheet.cost,
                        baseline.and_then(|baseline| baseline.cost)) }
                }
                { figure(Summed::Macs, "total-macs", language.label(Label::TotalMacs), Term::Mac, totals.macs,
                    before(|totals| totals.macs)) }
                { figure(Summed::Parameters, "total-params", language.label(Label::TotalParameters), Term::Parameters, totals.params,
                    before(|totals| totals.params)) }
                { figure(Summed::Flops, "total-flops", language.label(Label::TotalFlops), Term::Flop, totals.flops,
                    before(|totals| totals.flops)) }
                { figure(Summed::Activations, "total-activations", language.label(Label::TotalActivations), Term::Activations,
                    totals.activation_elements, before(|totals| totals.activation_elements)) }
            </dl>
            <p class="partial" data-testid="partial" aria-live="polite">
                if let (Some(imported), true) = (&state.imported, partial.is_some()) {
                    // What was said when the network was opened is said again.
                    <button type="button" class="link" data-testid="say-again"
                        onclick={dispatch.always(Act::Notify(Some(imported.clone())))}
                        title={language.label(Label::SayImportAgain)}>{ partial }</button>
                } else {
                    { partial }
                }
            </p>
            <div class="beside">
                <BaselineBar pinned={baseline.map(|baseline| AttrValue::from(baseline.document.name.clone()))} {language}
                    dispatch={dispatch.clone()} />
            </div>
            <ShareBar sheet={state.sheet.clone()} head={state.selection.head()} {language} dispatch={dispatch.clone()} />
        </section>
    }
}

/// How a total differs from that of the network that is compared with.
fn total_change(change: Change, language: Language) -> Html {
    html! { <span class="change" title={language.exact_change(change)}>{ language.change(change) }</span> }
}

/// Why the totals are not the network's, if they are not.
fn partial(state: &State) -> Option<String> {
    let language = state.settings.language;
    let sheet = &state.sheet;
    if state.analysis.totals.overflow || sheet.overflow {
        return Some(language.label(Label::TotalOverflow).to_owned());
    }
    if state.analysis.totals.complete {
        return None;
    }
    let announcement = match sheet.first_invalid {
        _ if state.analysis.input.is_err() => Announcement::PartialInput { waiting: sheet.n_waiting },
        Some(row) => Announcement::Partial { row, rows: sheet.n_invalid, waiting: sheet.n_waiting },
        None => Announcement::PartialUnknown { row: sheet.first_unknown?, rows: sheet.n_unknown },
    };
    Some(language.announcement(announcement))
}
