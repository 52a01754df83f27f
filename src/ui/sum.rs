//! A formula by somebody else's rule: the sum in symbols, and what its letters stand for.

use yew::prelude::*;

use super::math::{math, pieces};
use crate::cost::{Math, Operator, SumOfProducts};
use crate::i18n::Language;

/// The sum in symbols, which wraps.
pub fn sum(sum: &SumOfProducts) -> Html {
    let symbols = sum.symbols();
    html! { <div class="sum" role="img" aria-label={symbols.text()}>{ for pieces(&symbols) }</div> }
}

/// What the letters of some sums stand for, where they are not those of a layer, and their numbers: those that mean the
/// same beside each other.
pub fn legend<'sums>(sums: impl IntoIterator<Item = &'sums SumOfProducts>, language: Language) -> Html {
    let mut lines: Vec<(&'static str, Vec<Math>)> = Vec::new();
    for named in sums.into_iter().flat_map(SumOfProducts::names) {
        let Some(meaning) = language.named(named.name) else { continue };
        let number = Math::Number { value: named.value, quantity: named.name.quantity() };
        let equation = Math::Row(vec![named.name.symbols(), Math::Operator(Operator::Equals), number]);
        match lines.iter_mut().find(|(other, _)| *other == meaning) {
            None => lines.push((meaning, vec![equation])),
            Some((_, equations)) if !equations.contains(&equation) => equations.push(equation),
            Some(_) => {}
        }
    }
    html! {
        <ul class="legend">{ for lines.into_iter().map(|(meaning, equations)| html! {
            <li key={meaning}>
                { for equations.iter().map(|equation| html! { <math><mrow>{ math(equation) }</mrow></math> }) }
                { " " }{ meaning }
            </li>
        }) }</ul>
    }
}
