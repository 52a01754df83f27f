//! A formula by somebody else's rule: the sum in symbols, and what its letters stand for.

use yew::prelude::*;

use super::math::{math, pieces};
use crate::cost::{Math, Named, Operator, SumOfProducts};
use crate::i18n::Language;

/// The sum in symbols, which wraps.
pub fn sum(sum: &SumOfProducts) -> Html {
    let symbols = sum.symbols();
    html! { <div class="sum" role="img" aria-label={symbols.text()}>{ for pieces(&symbols) }</div> }
}

/// What the letters of some sums stand for, where they are not those of a layer, and their numbers: those that mean the
/// same beside each other.
pub fn legend<'sums>(sums: impl IntoIterator<Item = &'sums SumOfProducts>, language: Language) -> Html {
    explained(sums, language, |named| {
        let number = Math::Number { value: named.value, quantity: named.name.quantity() };
        Math::Row(vec![named.name.symbols(), Math::Operator(Operator::Equals), number])
    })
}

/// What the letters of sums over several layers stand for, whose numbers differ from layer to layer.
pub fn letters<'sums>(sums: impl IntoIterator<Item = &'sums SumOfProducts>, language: Language) -> Html {
    explained(sums, language, |named| named.name.symbols())
}

/// Each meaning of a letter once, behind all that has it.
fn explained<'sums>(
    sums: impl IntoIterator<Item = &'sums SumOfProducts>,
    language: Language,
    written: impl Fn(&Named) -> Math,
) -> Html {
    let mut lines: Vec<(&'static str, Vec<Math>)> = Vec::new();
    for named in sums.into_iter().flat_map(SumOfProducts::names) {
        let Some(meaning) = language.named(named.name) else { continue };
        let letter = written(&named);
        match lines.iter_mut().find(|(other, _)| *other == meaning) {
            None => lines.push((meaning, vec![letter])),
            Some((_, letters)) if !letters.contains(&letter) => letters.push(letter),
            Some(_) => {}
        }
    }
    html! {
        <ul class="legend">{ for lines.into_iter().map(|(meaning, letters)| html! {
            <li key={meaning}>
                { for letters.iter().map(|letter| html! { <math><mrow>{ math(letter) }</mrow></math> }) }
                { " " }{ meaning }
            </li>
        }) }</ul>
    }
}
