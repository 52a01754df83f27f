//! What other counters print for the selected layer, or for the network, next to this page's number, and why they differ.

use yew::prelude::*;

use super::count::ratio;
use super::dispatch::Dispatch;
use super::row_in_network::RowInNetwork;
use super::sum::{legend, sum};
use super::summed_rules::SummedRules;
use super::which::Which;
use crate::cost::counters::Prediction;
use crate::i18n::{Label, Language};
use crate::network::{counters, ours, row_counters};

/// What the panel is made from.
#[derive(Clone, Properties, PartialEq)]
pub struct CountersProps {
    /// The selected row.
    pub of: RowInNetwork,
    /// The language of the page.
    pub language: Language,
    /// Takes acts.
    pub dispatch: Dispatch,
}

/// A line for each tool: its number, whether it is ours, its formula, and a sentence; and the way back, from a number to
/// who counts so.
#[component]
pub fn Counters(props: &CountersProps) -> Html {
    let CountersProps { of, language, dispatch } = props;
    let whole = use_state_eq(|| false);
    let RowInNetwork { document, analysis, row } = of;
    let predictions =
        if *whole { counters(document, analysis) } else { row_counters(document, analysis, *row) };
    let rows = if *whole { &analysis.rows[..] } else { analysis.rows.get(*row..=*row).unwrap_or_default() };
    let choice = |of: bool, label: Label| {
        let chosen = whole.clone();
        html! {
            <button type="button" aria-pressed={(*whole == of).to_string()}
                onclick={Callback::from(move |_: MouseEvent| chosen.set(of))}>{ language.label(label) }</button>
        }
    };
    let formulas = predictions.iter().filter_map(|prediction| prediction.formula.as_ref());
    html! {
        <div class="counters">
            <div class="levels" role="group" aria-label={language.label(Label::OtherCounters)}>
                { choice(false, Label::ThisLayer) }
                { choice(true, Label::WholeNetwork) }
            </div>
            <p class="hint">{ language.label(Label::CountersNote) }</p>
            if *whole {
                <p class="hint">{ language.label(Label::CountersSum) }</p>
            }
            <dl>{ for predictions.iter().map(|prediction|
                line(prediction, ours(prediction.tool, document.counting, rows), whole.then_some(of), *language)
            ) }</dl>
            { legend(formulas, *language) }
            <Which of={of.clone()} language={*language} dispatch={dispatch.clone()} />
        </div>
    }
}

fn line(
    prediction: &Prediction,
    ours: Option<u128>,
    network: Option<&RowInNetwork>,
    language: Language,
) -> Html {
    let tool = prediction.tool;
    html! {
        <div key={tool.key()} data-testid={format!("counter-{}", tool.key())}>
            <dt>{ tool.name() }{ " " }<span class="muted">{ tool.version() }</span></dt>
            { match prediction.value {
                Ok(value) => html! {
                    <>
                        <dd>{ ratio(value) }{ " " }{ tool.unit().name() }</dd>
                        <dd class="ours">{ ours.map(|ours| language.beside_ours(value, ours)) }</dd>
                    </>
                },
                Err(_) => html! { <dd>{ "–" }</dd> },
            } }
            if let Some(formula) = &prediction.formula {
                <dd class="rule">{ sum(formula) }</dd>
            }
            <dd class="hint">{ language.prediction(prediction) }</dd>
            if let Some(of) = network.filter(|_| prediction.value.is_ok()) {
                <dd class="rule"><SummedRules of={of.clone()} {tool} {language} /></dd>
            }
        </div>
    }
}
