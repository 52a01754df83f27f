//! Repairs: changes of one value that would make an invalid row valid, each tried before it is offered, those that change
//! least first.

use std::rc::Rc;

use super::candidates::{candidates, smaller_output, works};
use super::rewiring::rewired;
use super::{Action, Analysis, Document, Field, Outcome, Row, RowAnalysis, RowError, RowId, Sources};
use crate::cost::Ratio;
use crate::layer::{Default, Fields, Key, Kind, LayerError, Shape, Value};

/// A change that would make a row valid.
#[derive(Clone, Debug, PartialEq)]
pub enum Repair {
    /// Give a hyperparameter this value.
    Set(Key, Value),
    /// Leave it to what flows in, or to its default.
    Clear(Key),
    /// Read the row above.
    ReadAbove,
    /// Read these rows.
    Read(Vec<Rc<str>>),
    /// Take this name.
    Rename(Rc<str>),
    /// Learn weights of its own.
    OwnWeights,
    /// Be depthwise with the channels that flow in: as many groups and output channels.
    StayDepthwise(i64),
}

impl Repair {
    /// Hyperparameters after the change.
    fn applied(&self, fields: &Fields) -> Fields {
        let mut fields = fields.clone();
        match self {
            Repair::Set(key, value) => fields.set(*key, value.clone()),
            Repair::Clear(key) => fields.remove(*key),
            Repair::StayDepthwise(channels) => {
                fields.remove(Key::InChannels);
                fields.set(Key::Groups, Value::Integer(*channels));
                fields.set(Key::OutChannels, Value::Integer(*channels));
            }
            _ => {}
        }
        fields
    }

    /// The action that makes the change in a row.
    pub fn action(&self, row: RowId) -> Action {
        match self {
            Repair::Set(key, value) => Action::SetValue(row, *key, Some(value.clone())),
            Repair::Clear(key) => Action::SetValue(row, *key, None),
            Repair::ReadAbove => Action::SetSources(row, Sources::Above),
            Repair::Read(names) => Action::SetSources(row, Sources::Named(names.clone())),
            Repair::Rename(name) => Action::Type(row, Field::Name, name.clone()),
            Repair::OwnWeights => Action::Type(row, Field::SharesWeightsWith, "".into()),
            Repair::StayDepthwise(channels) => {
                let set = |key| Action::SetValue(row, key, Some(Value::Integer(*channels)));
                let follow = Action::SetValue(row, Key::InChannels, None);
                Action::All(vec![follow, set(Key::Groups), set(Key::OutChannels)])
            }
        }
    }
}

/// The most repairs that are offered for one row.
const MOST: usize = 4;

/// Repairs of the row at a place, those that change least first; none if it is valid, or waits.
pub fn repairs(document: &Document, at: usize, analysis: &Analysis) -> Vec<Repair> {
    let RowAnalysis { inputs, outcome, .. } = &*analysis.rows[at];
    let Outcome::Invalid(error) = outcome else { return Vec::new() };
    let row = &document.rows[at];
    let mut found = match error {
        RowError::SourceUnknown { .. } | RowError::SourceNotEarlier { .. } => rewired(document, at, analysis),
        RowError::Layer(_) if error.field() == Some(Field::From) => rewired(document, at, analysis),
        RowError::Layer(error) => layer_repairs(row, error, inputs),
        RowError::NameMissing | RowError::NameReserved => {
            vec![Repair::Rename(document.free_name(row.kind.name()))]
        }
        RowError::NameTaken { name, .. } => vec![Repair::Rename(document.free_name(name))],
        RowError::SharesUnknown { .. } | RowError::SharesDiffer { .. } => vec![Repair::OwnWeights],
        RowError::CountTooLarge => smaller_output(row, inputs),
    };
    found.truncate(MOST);
    found
}

/// Whether a row would be rid of what is wrong with it. A further error of another value is the next thing to repair,
/// not a reason to hide this one.
pub(super) fn is_cured(kind: Kind, fields: &Fields, inputs: &[Shape], error: Option<&LayerError>) -> bool {
    match works(kind, fields, inputs) {
        Ok(counts) => counts,
        Err(LayerError::Missing { key } | LayerError::Unreadable { key, .. }) => {
            Some(key) != error.and_then(LayerError::key)
        }
        Err(_) => false,
    }
}

fn layer_repairs(row: &Row, error: &LayerError, inputs: &[Shape]) -> Vec<Repair> {
    let mut works: Vec<Repair> = Vec::new();
    for repair in candidates(row, error, inputs) {
        let fields = repair.applied(&row.fields);
        if is_cured(row.kind, &fields, inputs, Some(error)) && !works.contains(&repair) {
            works.push(repair);
        }
    }
    // Among those that change as much, what is most likely meant stays first.
    works.sort_by_cached_key(|repair| change(row, repair, inputs));
    works
}

/// How much a repair changes: for each number the difference, over the larger of the two. What is no number, or was
/// none, counts as a number that is replaced.
fn change(row: &Row, repair: &Repair, inputs: &[Shape]) -> Ratio {
    let (key, new) = match repair {
        Repair::Set(key, value) => (*key, numbers(value)),
        Repair::Clear(key) => (*key, default_numbers(row, *key, inputs)),
        // It keeps what the layer is, where any other change makes it another.
        Repair::StayDepthwise(_) => return Ratio::ZERO,
        _ => return Ratio::whole(1),
    };
    let old = match row.fields.get(key) {
        Some(value) => numbers(value),
        None => default_numbers(row, key, inputs),
    };
    if old.len() != new.len() || old.is_empty() {
        return Ratio::whole(1);
    }
    let parts = old.iter().zip(&new).filter_map(|(old, new)| {
        let larger = u128::from(old.unsigned_abs().max(new.unsigned_abs()));
        Ratio::new(u128::from(old.abs_diff(*new)), larger)
    });
    parts.fold(Ratio::ZERO, |sum, part| sum.plus(part).unwrap_or(sum))
}

/// The numbers of a value; none where it is a word or a text.
fn numbers(value: &Value) -> Vec<i64> {
    match value {
        Value::Integer(number) => vec![*number],
        Value::Pair(sides) => sides.to_vec(),
        Value::Sides(sides) => sides.to_vec(),
        Value::Extents(extents) => extents.clone(),
        _ => Vec::new(),
    }
}

/// The numbers that a hyperparameter has when it is left out.
fn default_numbers(row: &Row, key: Key, inputs: &[Shape]) -> Vec<i64> {
    match row.kind.parameter(key).map(|parameter| parameter.default) {
        Some(Default::FlowsIn) => inputs.first().map(|shape| vec![shape.channels()]).unwrap_or_default(),
        Some(default) => default.value().map(|value| numbers(&value)).unwrap_or_default(),
        None => Vec::new(),
    }
}
