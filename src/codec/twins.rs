//! The numbers of twins in a document: lists of numbers, nested or flat as they are read, flat as they are written.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::document::{DocumentError, Place};
use super::json::{Json, quoted};
use crate::lowering;
use crate::network::{LONGEST_TEXT, TwinNumbers, TypedNumber};

/// The numbers of each twin, by the name of its layer.
pub(super) type Twins = FxHashMap<Rc<str>, Rc<TwinNumbers>>;

/// The key of a tensor.
fn key(place: lowering::Place) -> &'static str {
    match place {
        lowering::Place::X => "x",
        lowering::Place::Weight => "weight",
        lowering::Place::Bias => "bias",
        lowering::Place::GradOut => "grad_out",
    }
}

pub(super) fn read(pairs: &[(String, Json)]) -> Result<Twins, DocumentError> {
    let mut twins = Twins::default();
    for (name, value) in pairs {
        let place = || Place::Twin { name: name.chars().take(60).collect() };
        let Json::Object(members) = value else {
            return Err(DocumentError::WrongType { place: Place::Top, key: "twins".to_owned() });
        };
        if name.len() > LONGEST_TEXT {
            return Err(DocumentError::TextTooLong { place: Place::Top, key: "twins".to_owned() });
        }
        let mut numbers = TwinNumbers::default();
        for (member, value) in members {
            let Some(tensor) = lowering::Place::ALL.into_iter().find(|tensor| key(*tensor) == member) else {
                return Err(DocumentError::UnknownKey { place: place(), key: member.clone() });
            };
            let mut typed = Vec::new();
            if !matches!(value, Json::Array(_)) {
                return Err(DocumentError::WrongType { place: place(), key: member.clone() });
            }
            flatten(value, &mut typed).map_err(|wrong| match wrong {
                Wrong::Type => DocumentError::WrongType { place: place(), key: member.clone() },
                Wrong::Length => DocumentError::TextTooLong { place: place(), key: member.clone() },
            })?;
            numbers.set(tensor, Some(typed.into()));
        }
        if !numbers.is_empty() {
            twins.insert(name.as_str().into(), Rc::new(numbers));
        }
    }
    Ok(twins)
}

/// What cannot be a number.
enum Wrong {
    Type,
    Length,
}

/// All numbers of nested arrays, in order. What a reader typed that is none is kept as text.
fn flatten(value: &Json, typed: &mut Vec<TypedNumber>) -> Result<(), Wrong> {
    match value {
        Json::Array(items) => items.iter().try_for_each(|item| flatten(item, typed))?,
        Json::String(text) | Json::Number(text) if text.len() > LONGEST_TEXT => return Err(Wrong::Length),
        Json::String(text) => typed.push(match TypedNumber::read(text) {
            number @ TypedNumber::Integer(_) => number,
            TypedNumber::Text(_) => TypedNumber::Text(text.as_str().into()),
        }),
        Json::Number(text) => typed.push(match value.integer() {
            Some(number) => TypedNumber::Integer(number),
            None => TypedNumber::Text(text.as_str().into()),
        }),
        Json::Null | Json::Bool(_) | Json::Object(_) => return Err(Wrong::Type),
    }
    Ok(())
}

/// The object of all twins, by name.
pub(super) fn write(twins: &Twins) -> String {
    let twin = |(name, numbers): (&Rc<str>, &Rc<TwinNumbers>)| {
        let given =
            lowering::Place::ALL.into_iter().filter_map(|place| Some((key(place), numbers.get(place)?)));
        let members: Vec<String> =
            given.map(|(key, typed)| format!("\"{key}\": {}", write_numbers(typed))).collect();
        format!("{}: {{{}}}", quoted(name), members.join(", "))
    };
    let mut named: Vec<_> = twins.iter().collect();
    named.sort_by_key(|(name, _)| *name);
    format!("{{{}}}", named.into_iter().map(twin).collect::<Vec<_>>().join(", "))
}

fn write_numbers(typed: &[TypedNumber]) -> String {
    let number = |number: &TypedNumber| match number {
        TypedNumber::Integer(value) => value.to_string(),
        TypedNumber::Text(text) => quoted(text),
    };
    format!("[{}]", typed.iter().map(number).collect::<Vec<_>>().join(","))
}
