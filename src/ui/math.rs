//! Prints a formula as MathML, its factors in the colours of their quantities.

use yew::prelude::*;

use crate::cost::{Math, Operator, Quantity};
use crate::i18n::number;

/// A formula as the children of a `<math>`.
pub fn math(formula: &Math) -> Html {
    match formula {
        Math::Number { value, quantity } => {
            html! { <mn class={hue(*quantity)}>{ number::exact(*value) }</mn> }
        }
        Math::Symbol { letter, subscript: "", quantity } => {
            html! { <mi class={hue(*quantity)}>{ *letter }</mi> }
        }
        Math::Symbol { letter, subscript, quantity } => html! {
            <msub class={hue(*quantity)}><mi>{ *letter }</mi><mi mathvariant="normal">{ *subscript }</mi></msub>
        },
        Math::Operator(operator) => html! { <mo>{ sign(*operator) }</mo> },
        Math::Row(parts) => html! { <mrow>{ for parts.iter().map(math) }</mrow> },
        Math::Parentheses(inside) => between("(", inside, ")"),
        Math::Squared(base) => html! { <msup>{ math(base) }<mn>{ "2" }</mn></msup> },
        Math::Fraction(above, below) => html! { <mfrac>{ math(above) }{ math(below) }</mfrac> },
        Math::Floor(inside) => between("⌊", inside, "⌋"),
        Math::Ceiling(inside) => between("⌈", inside, "⌉"),
    }
}

/// The formula in pieces between which a line may break, since MathML breaks none: each factor of its sums and products,
/// with the sign before it.
pub fn pieces(formula: &Math) -> Vec<Html> {
    let mut pieces = Vec::new();
    collect(formula, &mut None, &mut pieces);
    pieces
}

fn collect(formula: &Math, before: &mut Option<Operator>, pieces: &mut Vec<Html>) {
    match formula {
        Math::Row(parts) => parts.iter().for_each(|part| collect(part, before, pieces)),
        Math::Operator(operator) => *before = Some(*operator),
        factor => {
            let sign = before.take().map(|operator| html! { <mo form="infix">{ sign(operator) }</mo> });
            pieces.push(html! { <math><mrow>{ sign }{ math(factor) }</mrow></math> });
        }
    }
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Times => "·",
        Operator::Plus => "+",
        Operator::Minus => "−",
        Operator::Slash => "/",
        Operator::Equals => "=",
    }
}

fn between(open: &'static str, inside: &Math, close: &'static str) -> Html {
    // Around what is one line high, brackets of its height; else a font may make them far higher.
    let stretchy = inside.is_tall().to_string();
    html! {
        <mrow>
            <mo stretchy={stretchy.clone()}>{ open }</mo>{ math(inside) }<mo {stretchy}>{ close }</mo>
        </mrow>
    }
}

/// The class of a quantity's colour; the same as in the table and in the picture.
fn hue(quantity: Option<Quantity>) -> Option<&'static str> {
    Some(match quantity? {
        Quantity::InChannels => "hue-in",
        Quantity::OutChannels => "hue-out",
        Quantity::Kernel => "hue-kernel",
        Quantity::Space => "hue-space",
        Quantity::Groups => "hue-groups",
        Quantity::Batch => "hue-batch",
    })
}
