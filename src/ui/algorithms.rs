//! The same layer by other algorithms: what each multiplies, adds and holds, its formulas, and what it needs.

use yew::prelude::*;

use super::count::{count, exact_count};
use super::sum::{legend, sum};
use crate::cost::{Algorithm, AlgorithmCost, SumOfProducts};
use crate::i18n::{Label, Language};
use crate::layer::GemmLayer;

/// What the panel is made from.
#[derive(Clone, Copy, Properties, PartialEq)]
pub struct AlgorithmsProps {
    /// The layer.
    pub layer: GemmLayer,
    /// The language of the page.
    pub language: Language,
}

/// A table that compares the algorithms, and below it where its numbers come from.
#[component]
pub fn Algorithms(props: &AlgorithmsProps) -> Html {
    let AlgorithmsProps { layer, language } = *props;
    let costs = Algorithm::ALL.map(|algorithm| (algorithm, algorithm.cost(&layer)));
    let head = |label: Label| html! { <th scope="col">{ language.label(label) }</th> };
    html! {
        <div class="algorithms">
            <p class="hint">{ language.label(Label::AlgorithmsNote) }</p>
            <table>
                <thead><tr>
                    { head(Label::ColumnAlgorithm) }
                    { head(Label::ColumnMultiply) }
                    { head(Label::ColumnAdd) }
                    { head(Label::ColumnTransform) }
                    { head(Label::ColumnMemory) }
                </tr></thead>
                <tbody>{ for costs.iter().map(|(algorithm, cost)| html! {
                    <tr key={algorithm.key()} data-testid={format!("algorithm-{}", algorithm.key())}>
                        <th scope="row">{ language.algorithm(*algorithm) }</th>
                        { match cost {
                            Ok(cost) => html! { <>
                                { for counts(cost).map(|(hook, _, sum)| html! {
                                    <td data-testid={hook}>{ value(sum, language, count) }</td>
                                }) }
                            </> },
                            Err(condition) => html! {
                                <td class="hint" colspan="4">{ language.condition(*condition) }</td>
                            },
                        } }
                    </tr>
                }) }</tbody>
            </table>
            <h4>{ language.label(Label::FormulasAndSources) }</h4>
            { for costs.iter().map(|(algorithm, cost)| explained(*algorithm, cost.as_ref().ok(), language)) }
        </div>
    }
}

/// What an algorithm does, who described it, what it needs, and its formulas, if it is one for the layer.
fn explained(algorithm: Algorithm, cost: Option<&AlgorithmCost>, language: Language) -> Html {
    let needs = algorithm.conditions().iter().map(|condition| language.condition(*condition));
    let what = language.sentences([language.explain_algorithm(algorithm)].into_iter().chain(needs));
    html! {
        <section key={algorithm.key()}>
            <h5>{ language.algorithm(algorithm) }{ " " }<span class="muted">{ algorithm.source() }</span></h5>
            <p class="hint">{ what }</p>
            if let Some(cost) = cost {
                <dl>{ for counts(cost).filter(|(_, _, sum)| !sum.terms.is_empty()).map(|(hook, label, formula)| html! {
                    <div key={hook}>
                        <dt>{ language.label(label) }</dt>
                        <dd>{ sum(formula) }<span class="value">{ value(formula, language, exact_count) }</span></dd>
                    </div>
                }) }</dl>
                { legend(counts(cost).map(|(_, _, sum)| sum), language) }
            }
        </section>
    }
}

/// The counts of an algorithm: their names in test hooks, their labels, their formulas.
fn counts(cost: &AlgorithmCost) -> impl Iterator<Item = (&'static str, Label, &SumOfProducts)> {
    [
        ("multiplications", Label::Multiplications, &cost.multiplications),
        ("additions", Label::Additions, &cost.additions),
        ("transforms", Label::Transforms, &cost.transforms),
        ("memory", Label::ExtraMemory, &cost.memory),
    ]
    .into_iter()
}

/// The number that a formula comes to.
fn value(sum: &SumOfProducts, language: Language, write: fn(u128) -> Html) -> Html {
    match sum.value().and_then(|value| value.as_whole()) {
        Some(value) => write(value),
        None => html! { language.label(Label::TotalOverflow) },
    }
}
