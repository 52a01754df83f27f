//! Repairs: changes of one value that would make an invalid row valid, each tried before it is offered.

use std::rc::Rc;

use super::document::INPUT;
use super::{
    Action, Document, Field, InputKey, Outcome, Row, RowAnalysis, RowError, RowId, Sources, starting_fields,
};
use crate::layer::{Form, Key, LayerError, Scale, Shape, Value, resolve};

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
    /// Give the network's input this extent.
    SetInput(InputKey, i64),
    /// Learn weights of its own.
    OwnWeights,
}

impl Repair {
    /// The action that makes the change in a row.
    pub fn action(&self, row: RowId) -> Action {
        match self {
            Repair::Set(key, value) => Action::SetValue(row, *key, Some(value.clone())),
            Repair::Clear(key) => Action::SetValue(row, *key, None),
            Repair::ReadAbove => Action::SetSources(row, Sources::Above),
            Repair::Read(names) => Action::SetSources(row, Sources::Named(names.clone())),
            Repair::Rename(name) => Action::Type(row, Field::Name, name.clone()),
            Repair::SetInput(key, extent) => Action::SetInput(*key, extent.to_string().into()),
            Repair::OwnWeights => Action::Type(row, Field::SharesWeightsWith, "".into()),
        }
    }
}

/// The most repairs that are offered for one row.
const MOST: usize = 4;

/// Repairs of the row at a place, those that change least first; none if it is valid, or waits.
pub fn repairs(document: &Document, at: usize, analysis: &RowAnalysis) -> Vec<Repair> {
    let Outcome::Invalid(error) = &analysis.outcome else { return Vec::new() };
    let row = &document.rows[at];
    let mut found = match error {
        RowError::Layer(error) => layer_repairs(document, at, row, error, &analysis.inputs),
        RowError::Input(error) => vec![Repair::SetInput(error.key(), 1)],
        RowError::NameMissing | RowError::NameReserved => {
            vec![Repair::Rename(document.free_name(row.kind.name()))]
        }
        RowError::NameTaken { name, .. } => vec![Repair::Rename(document.free_name(name))],
        RowError::SourceUnknown { .. } | RowError::SourceNotEarlier { .. } if !row.kind.joins() => {
            vec![Repair::ReadAbove]
        }
        RowError::SourceUnknown { .. } | RowError::SourceNotEarlier { .. } => {
            last_two(document, at).into_iter().collect()
        }
        RowError::SharesUnknown { .. } | RowError::SharesDiffer { .. } => vec![Repair::OwnWeights],
        RowError::CountTooLarge => Vec::new(),
    };
    found.truncate(MOST);
    found
}

fn layer_repairs(
    document: &Document,
    at: usize,
    row: &Row,
    error: &LayerError,
    inputs: &[Shape],
) -> Vec<Repair> {
    if let LayerError::SourceCount { joins, .. } = error {
        return if *joins { last_two(document, at).into_iter().collect() } else { vec![Repair::ReadAbove] };
    }
    let mut works: Vec<Repair> = Vec::new();
    for repair in candidates(row, error, inputs) {
        let mut fields = row.fields.clone();
        match &repair {
            Repair::Set(key, value) => fields.set(*key, value.clone()),
            Repair::Clear(key) => fields.remove(*key),
            _ => {}
        }
        // A further error of another value is the next thing to repair, not a reason to hide this one.
        let cured = match resolve(row.kind, &fields, inputs) {
            Ok(_) => true,
            Err(LayerError::Missing { key } | LayerError::Unreadable { key, .. }) => Some(key) != error.key(),
            Err(_) => false,
        };
        if cured && !works.contains(&repair) {
            works.push(repair);
        }
    }
    works
}

/// The row above and the one above it, for a row that joins.
fn last_two(document: &Document, at: usize) -> Option<Repair> {
    let name = |at: Option<usize>| at.map_or(INPUT.into(), |at| document.rows[at].name.clone());
    let (one, two) = (name(at.checked_sub(1)), name(at.checked_sub(2)));
    (one != two).then(|| Repair::Read(vec![two, one]))
}

/// Changes that might help, best first.
fn candidates(row: &Row, error: &LayerError, inputs: &[Shape]) -> Vec<Repair> {
    let set = |key, value| Repair::Set(key, value);
    let integer = |key, number| Repair::Set(key, Value::Integer(number));
    let pair = |key, at: usize, number| {
        let mut sides = match row.fields.get(key) {
            Some(Value::Pair(sides)) => *sides,
            _ => [if key == Key::Padding || key == Key::OutputPadding { 0 } else { 1 }; 2],
        };
        sides[at] = number;
        Repair::Set(key, Value::Pair(sides))
    };
    match *error {
        LayerError::Missing { key } | LayerError::Unreadable { key, .. } => usual_values(row, key, error),
        LayerError::TooSmall { key, least, .. } => match row.fields.get(key) {
            Some(Value::Pair(sides)) => vec![set(key, Value::Pair(sides.map(|side| side.max(least))))],
            Some(Value::Sides(sides)) => vec![set(key, Value::Sides(sides.map(|side| side.max(least))))],
            Some(Value::Extents(extents)) => {
                vec![set(key, Value::Extents(extents.iter().map(|extent| (*extent).max(least)).collect()))]
            }
            Some(Value::OptionalPair(sides)) => {
                vec![set(key, Value::OptionalPair(sides.map(|side| side.map(|side| side.max(least)))))]
            }
            _ => vec![integer(key, least)],
        },
        LayerError::TooLarge { key, .. } => usual_values(row, key, error),
        LayerError::ScaleNotPositive { key } => vec![set(key, Value::Scale([Scale(2.0); 2]))],
        LayerError::UnknownWord { key, allowed, .. } if key != Key::Padding => {
            allowed.iter().map(|word| set(key, Value::Word((*word).into()))).collect()
        }
        LayerError::UnknownWord { key, .. } => {
            vec![set(key, Value::Word("same".into())), set(key, Value::Pair([0, 0]))]
        }
        LayerError::SameNeedsStrideOne { .. } => {
            vec![set(Key::Padding, Value::Word("same_upper".into())), Repair::Clear(Key::Stride)]
        }
        LayerError::SameOnlyForConvolution => {
            vec![set(Key::Padding, Value::Word("same_upper".into())), set(Key::Padding, Value::Pair([0, 0]))]
        }
        LayerError::ChannelsMismatch { key, .. } => vec![Repair::Clear(key)],
        LayerError::GroupsDoNotDivide { key, channels, groups } => {
            let multiples = [channels / groups * groups, (channels / groups + 1) * groups];
            let given = row.fields.get(key).is_some();
            let channels_changed = multiples.into_iter().filter(|_| given).map(|number| integer(key, number));
            let common = common_channels(row, inputs).unwrap_or(channels);
            let divisors =
                near_divisors(common, groups).into_iter().map(|number| integer(Key::Groups, number));
            channels_changed.chain(divisors).collect()
        }
        LayerError::KernelExceedsInput { axis, kernel, dilation, span, padded } => {
            let at = axis as usize;
            let fits = (padded - 1) / dilation + 1;
            let short = span - padded;
            let mut found = vec![pair(Key::KernelSize, at, fits.min(kernel))];
            let both = match row.fields.get(Key::KernelSize) {
                Some(Value::Pair(sides)) => Value::Pair(sides.map(|side| side.min(fits))),
                _ => Value::Pair([fits, fits]),
            };
            found.push(set(Key::KernelSize, both));
            if let Some(Value::Pair(sides)) = row.fields.get(Key::Padding) {
                found.push(pair(Key::Padding, at, sides[at] + (short + 1) / 2));
            } else {
                found.push(set(Key::Padding, Value::Pair([(short + 1) / 2; 2])));
            }
            if kernel > 1 {
                found.push(Repair::Clear(Key::Dilation));
            }
            found
        }
        LayerError::OutputEmpty { axis, output } => {
            let at = axis as usize;
            let mut found = Vec::new();
            if let Some(Value::Pair(sides)) = row.fields.get(Key::Padding) {
                let less = sides[at] - (1 - output + 1) / 2;
                found.push(pair(Key::Padding, at, less.max(0)));
            }
            found.push(set(Key::Padding, Value::Pair([0, 0])));
            found.push(set(Key::ScaleFactor, Value::Scale([Scale(1.0); 2])));
            found
                .retain(|repair| matches!(repair, Repair::Set(key, _) if row.kind.parameter(*key).is_some()));
            found
        }
        LayerError::OutputPaddingTooLarge { axis, stride, dilation, output_padding } => {
            let at = axis as usize;
            vec![
                pair(Key::OutputPadding, at, stride.max(dilation) - 1),
                Repair::Clear(Key::OutputPadding),
                pair(Key::Stride, at, output_padding.saturating_add(1)),
            ]
        }
        LayerError::PaddingOverHalfKernel { axis, kernel, .. } => {
            vec![pair(Key::Padding, axis as usize, kernel / 2), Repair::Clear(Key::Padding)]
        }
        LayerError::PaddingNotBelowKernel { kernel, .. } => match row.fields.get(Key::Padding) {
            Some(Value::Sides(sides)) => vec![
                set(Key::Padding, Value::Sides(sides.map(|side| side.min(kernel - 1)))),
                Repair::Clear(Key::Padding),
            ],
            _ => vec![Repair::Clear(Key::Padding)],
        },
        LayerError::SizeOrScale { both: true } => {
            vec![Repair::Clear(Key::Size), Repair::Clear(Key::ScaleFactor)]
        }
        LayerError::SizeOrScale { both: false } => {
            vec![set(Key::ScaleFactor, Value::Scale([Scale(2.0); 2]))]
        }
        LayerError::ShuffleDoesNotDivide { channels, factor } => {
            let fits = |number: &i64| channels % (number * number) == 0;
            let smaller = (1..factor.min(1 << 16)).rev().find(fits);
            smaller.into_iter().map(|number| integer(Key::UpscaleFactor, number)).collect()
        }
        LayerError::UnflattenMismatch { features, .. } => {
            vec![set(Key::Shape, Value::Extents(vec![features, 1, 1]))]
        }
        LayerError::SliceExceedsChannels { start, length, channels } => {
            vec![integer(Key::Length, channels - start), integer(Key::Start, channels - length)]
        }
        LayerError::CropTooLarge { .. } => vec![set(Key::Amount, Value::Sides([0; 4]))],
        LayerError::ParametersMismatch { channels, .. } => {
            vec![integer(Key::NumParameters, 1), integer(Key::NumParameters, channels)]
        }
        LayerError::SourceCount { .. }
        | LayerError::NeedsImage { .. }
        | LayerError::NeedsVector { .. }
        | LayerError::DoNotBroadcast { .. }
        | LayerError::ConcatDiffers { .. }
        | LayerError::ExtentTooLarge { .. } => Vec::new(),
    }
}

/// What a value that cannot be read might have meant, what is usual, and the default.
fn usual_values(row: &Row, key: Key, error: &LayerError) -> Vec<Repair> {
    let Some(parameter) = row.kind.parameter(key) else { return Vec::new() };
    let mut found = Vec::new();
    if let LayerError::Unreadable { text, form, .. } = error {
        // The first whole number in what was typed: the 3 of `3.5` or `3 px`.
        let digits: String = text
            .chars()
            .skip_while(|letter| !letter.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .collect();
        let numeric = !matches!(form, Form::Flag | Form::Word(_) | Form::Name);
        if numeric && !digits.is_empty() {
            found.push(crate::layer::parse_typed(&digits, *form));
        }
        if let Form::Word(words) = form {
            found.extend(words.iter().map(|word| Value::Word((*word).into())));
        }
    }
    found.extend(starting_fields(row.kind).get(key).cloned());
    let optional = parameter.default != crate::layer::Default::Required;
    // Leaving a value to its default is one repair, not two.
    found.retain(|value| parameter.default.value().as_ref() != Some(value));
    let mut repairs: Vec<Repair> = found
        .into_iter()
        .filter(|value| !matches!(value, Value::Text(_)))
        .map(|value| Repair::Set(key, value))
        .collect();
    if optional {
        repairs.push(Repair::Clear(key));
    }
    repairs
}

/// What divides both channel counts of a row: the groups that it can have divide this.
fn common_channels(row: &Row, inputs: &[Shape]) -> Option<i64> {
    let given = |key| match row.fields.get(key) {
        Some(Value::Integer(number)) if *number > 0 => Some(*number),
        _ => None,
    };
    let flows = inputs.first().map(Shape::channels);
    let (mut a, mut b) = (given(Key::InChannels).or(flows)?, given(Key::OutChannels)?);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    Some(a)
}

/// The divisors of `channels` next below and next above `groups`.
fn near_divisors(channels: i64, groups: i64) -> Vec<i64> {
    let divides = |number: &i64| channels % number == 0;
    let below = (1..groups.min(channels + 1)).rev().take(1 << 16).find(divides);
    let above = (groups + 1..=channels).take(1 << 16).find(divides);
    below.into_iter().chain(above).collect()
}
