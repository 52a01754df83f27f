//! What is true, and how values compare; `None` where that is not known.

use super::run::Run;
use super::tree::Relation;
use super::value::{Value, last_word};

impl<'p> Run<'p> {
    /// Whether a value counts as true, if that is known.
    pub fn truth(&self, value: &Value<'p>) -> Option<bool> {
        Some(match value {
            Value::None => false,
            Value::Flag(flag) => *flag,
            Value::Integer(number) => *number != 0,
            Value::Float(number) => *number != 0.0,
            Value::Text(text) => !text.is_empty(),
            Value::List(list) => !self.items(*list).is_empty(),
            Value::Opaque(_) | Value::Tensor(_) | Value::Made(_) => return None,
            _ => true,
        })
    }

    pub fn compared(&self, relation: Relation, left: &Value<'p>, right: &Value<'p>) -> Option<bool> {
        let not = |truth: Option<bool>| truth.map(|truth| !truth);
        let order = || {
            let (left, right) = (number(left)?, number(right)?);
            left.partial_cmp(&right)
        };
        match relation {
            Relation::Equal => self.equal(left, right, 0),
            Relation::Unequal => not(self.equal(left, right, 0)),
            Relation::Less => order().map(|order| order.is_lt()),
            Relation::LessOrEqual => order().map(|order| order.is_le()),
            Relation::Greater => order().map(|order| order.is_gt()),
            Relation::GreaterOrEqual => order().map(|order| order.is_ge()),
            Relation::Is => match (left, right) {
                (Value::Opaque(_), _) | (_, Value::Opaque(_)) => None,
                (Value::None, other) | (other, Value::None) => Some(matches!(other, Value::None)),
                _ => self.equal(left, right, 0),
            },
            Relation::IsNot => not(self.compared(Relation::Is, left, right)),
            Relation::In => {
                let items = self.each_of(right)?;
                let found: Vec<Option<bool>> = items.iter().map(|item| self.equal(left, item, 0)).collect();
                if found.contains(&Some(true)) {
                    Some(true)
                } else {
                    found.into_iter().collect::<Option<Vec<_>>>().map(|_| false)
                }
            }
            Relation::NotIn => not(self.compared(Relation::In, left, right)),
        }
    }

    pub fn equal(&self, left: &Value<'p>, right: &Value<'p>, depth: usize) -> Option<bool> {
        Some(match (left, right) {
            (Value::Opaque(_) | Value::Tensor(_), _) | (_, Value::Opaque(_) | Value::Tensor(_)) => {
                return None;
            }
            (Value::Text(left), Value::Text(right)) => left == right,
            (Value::Path(left), Value::Path(right)) => last_word(left) == last_word(right),
            (Value::Class(left), Value::Class(right)) => std::ptr::eq(*left, *right),
            (Value::Module(left), Value::Module(right)) => left == right,
            (Value::None, Value::None) => true,
            (Value::List(left), Value::List(right)) => {
                let (left, right) = (self.items(*left), self.items(*right));
                if depth > 4 || left.len() > 100 {
                    return None;
                }
                let alike = left.len() == right.len();
                let same = left.iter().zip(right).map(|(left, right)| self.equal(left, right, depth + 1));
                alike && same.collect::<Option<Vec<bool>>>()?.into_iter().all(|same| same)
            }
            _ => match (number(left), number(right)) {
                (Some(left), Some(right)) => left == right,
                _ => false,
            },
        })
    }
}

/// A number, whole or not.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Flag(flag) => Some(f64::from(u8::from(*flag))),
        Value::Integer(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}

/// A whole number.
pub(super) fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        Value::Flag(flag) => Some(i64::from(*flag)),
        _ => None,
    }
}

/// A place that may be counted from the end.
pub(super) fn counted(at: i64, length: usize) -> Option<usize> {
    let length = i64::try_from(length).ok()?;
    let at = if at < 0 { at.checked_add(length)? } else { at };
    usize::try_from(at).ok().filter(|at| *at <= length as usize)
}
