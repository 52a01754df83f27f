//! The arithmetic in arguments: `64 * 7 * 7` is a number.

use super::layer::written;
use super::syntax::Argument;

/// What stands between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Plus,
    Minus,
    Times,
    /// `//`; also `/`, where nothing is left over.
    Quotient,
}

impl Operator {
    pub fn of(sign: char) -> Option<Operator> {
        Some(match sign {
            '+' => Operator::Plus,
            '-' => Operator::Minus,
            '*' => Operator::Times,
            '/' => Operator::Quotient,
            _ => return None,
        })
    }

    fn sign(self) -> &'static str {
        match self {
            Operator::Plus => "+",
            Operator::Minus => "-",
            Operator::Times => "*",
            Operator::Quotient => "//",
        }
    }

    fn of_integers(self, left: i64, right: i64) -> Option<i64> {
        match self {
            Operator::Plus => left.checked_add(right),
            Operator::Minus => left.checked_sub(right),
            Operator::Times => left.checked_mul(right),
            Operator::Quotient => left.checked_div_euclid(right),
        }
    }
}

/// Whether a value can be part of a sum or product: a number or a name, or one in brackets.
pub(super) fn is_scalar(argument: &Argument) -> bool {
    match argument {
        Argument::Number(_) | Argument::Word(_) | Argument::Unknown(_) => true,
        Argument::List(items) => items.len() == 1 && is_scalar(&items[0]),
        Argument::Quoted(_) | Argument::Call(_) => false,
    }
}

/// Two values taken together: a number where both are whole numbers, else what the text says.
pub(super) fn combine<'t>(left: Argument<'t>, operator: Operator, right: Argument<'t>) -> Argument<'t> {
    let both = integer(&left).zip(integer(&right));
    match both.and_then(|(left, right)| operator.of_integers(left, right)) {
        Some(number) => Argument::Number(number.to_string()),
        None => Argument::Unknown(format!("{}{}{}", written(&left), operator.sign(), written(&right))),
    }
}

fn integer(argument: &Argument) -> Option<i64> {
    match argument {
        Argument::Number(number) => number.parse().ok(),
        Argument::List(items) if items.len() == 1 => integer(&items[0]),
        _ => None,
    }
}
