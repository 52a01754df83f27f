//! Changes that might make an invalid row valid; whether they do is tried before they are offered.

use super::{Repair, Row, starting_fields};
use crate::cost::{Ledger, Operations};
use crate::layer::{
    Axis, Fields, Form, Key, Kind, LIMIT, LayerError, Operation, Scale, Shape, Value, resolve,
};
use crate::lowering::Pass;

/// Changes that might help, the most likely first.
pub(super) fn candidates(row: &Row, error: &LayerError, inputs: &[Shape]) -> Vec<Repair> {
    let set = |key, value| Repair::Set(key, value);
    let integer = |key, number| Repair::Set(key, Value::Integer(number));
    let pair = |key, at: usize, number| {
        let mut sides = pairs(row, key);
        sides[at] = number;
        Repair::Set(key, Value::Pair(sides))
    };
    match *error {
        LayerError::Missing { key } | LayerError::Unreadable { key, .. } => usual_values(row, key, error),
        LayerError::TooSmall { key, least, .. } => match row.fields.get(key) {
            Some(Value::Pair(sides)) => {
                let sides = [sides.map(|side| side.max(least)), [least; 2]];
                sides.into_iter().map(|sides| set(key, Value::Pair(sides))).collect()
            }
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
        LayerError::ChannelsMismatch { key, .. } => {
            depthwise(row, inputs).into_iter().chain([Repair::Clear(key)]).collect()
        }
        LayerError::GroupsDoNotDivide { key, channels, groups } => {
            let multiples = [channels / groups * groups, (channels / groups + 1) * groups];
            let given = row.fields.get(key).is_some();
            let channels_changed = multiples.into_iter().filter(|_| given).map(|number| integer(key, number));
            let common = common_channels(row, inputs).unwrap_or(channels);
            let divisors =
                near_divisors(common, groups).into_iter().map(|number| integer(Key::Groups, number));
            depthwise(row, inputs).into_iter().chain(channels_changed).chain(divisors).collect()
        }
        LayerError::KernelExceedsInput { axis, .. } => kernel_fits(row, axis, inputs),
        LayerError::OutputEmpty { axis, output } => {
            let at = axis as usize;
            let mut found = Vec::new();
            if let Some(Value::Pair(sides)) = row.fields.get(Key::Padding) {
                let less = (1 - output + 1) / 2;
                found.push(pair(Key::Padding, at, (sides[at] - less).max(0)));
                found.push(set(Key::Padding, Value::Pair(sides.map(|side| (side - less).max(0)))));
            }
            found.push(set(Key::Padding, Value::Pair([0, 0])));
            found.push(set(Key::ScaleFactor, Value::Scale([Scale(1.0); 2])));
            found
                .retain(|repair| matches!(repair, Repair::Set(key, _) if row.kind.parameter(*key).is_some()));
            found
        }
        LayerError::OutputPaddingTooLarge { axis, stride, dilation, output_padding } => {
            let at = axis as usize;
            let both = pairs(row, Key::OutputPadding).map(|side| side.min(stride.max(dilation) - 1));
            vec![
                pair(Key::OutputPadding, at, stride.max(dilation) - 1),
                set(Key::OutputPadding, Value::Pair(both)),
                Repair::Clear(Key::OutputPadding),
                pair(Key::Stride, at, output_padding.saturating_add(1)),
                set(Key::Stride, Value::Pair([output_padding.saturating_add(1); 2])),
            ]
        }
        LayerError::PaddingOverHalfKernel { axis, kernel, .. } => {
            let kernels = pairs(row, Key::KernelSize);
            let padding = pairs(row, Key::Padding);
            let both = [0, 1].map(|at| padding[at].min(kernels[at] / 2));
            vec![
                pair(Key::Padding, axis as usize, kernel / 2),
                set(Key::Padding, Value::Pair(both)),
                Repair::Clear(Key::Padding),
            ]
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
        // Of these the sources are to blame.
        LayerError::SourceCount { .. }
        | LayerError::NeedsImage { .. }
        | LayerError::NeedsVector { .. }
        | LayerError::DoNotBroadcast { .. }
        | LayerError::ConcatDiffers { .. } => Vec::new(),
        LayerError::ExtentTooLarge { .. } => smaller_output(row, inputs),
    }
}

/// The pair that a row gives; zeros, or ones where zero is not valid, if it gives none.
fn pairs(row: &Row, key: Key) -> [i64; 2] {
    match row.fields.get(key) {
        Some(Value::Pair(sides)) => *sides,
        _ => [if key == Key::Padding || key == Key::OutputPadding { 0 } else { 1 }; 2],
    }
}

/// Smaller kernels, more padding and less dilation, for a kernel that does not fit on one axis, or on both.
fn kernel_fits(row: &Row, axis: Axis, inputs: &[Shape]) -> Vec<Repair> {
    let Some(size) = inputs.first().and_then(Shape::size) else { return Vec::new() };
    let [kernel, dilation] = [Key::KernelSize, Key::Dilation].map(|key| pairs(row, key));
    let (padding, sides) = match row.fields.get(Key::Padding) {
        Some(Value::Sides([top, left, bottom, right])) => {
            ([top + bottom, left + right], Some([*top, *left, *bottom, *right]))
        }
        Some(Value::Word(_)) => ([0, 0], Some([0; 4])),
        _ => (pairs(row, Key::Padding).map(|side| 2 * side), None),
    };
    let padded = [0, 1].map(|at| size[at] + padding[at]);
    let short = [0, 1].map(|at| (dilation[at] * (kernel[at] - 1) + 1 - padded[at]).max(0));
    let fitting = [0, 1].map(|at| kernel[at].min((padded[at] - 1) / dilation[at] + 1));
    let sparse = [0, 1].map(|at| match kernel[at] {
        1 => dilation[at],
        taps => dilation[at].min(((padded[at] - 1) / (taps - 1)).max(1)),
    });
    let grown = match sides {
        Some([top, left, bottom, right]) => Value::Sides([top, left, bottom + short[0], right + short[1]]),
        None => Value::Pair([0, 1].map(|at| padding[at] / 2 + (short[at] + 1) / 2)),
    };
    let here = axis as usize;
    let only_here =
        |old: [i64; 2], new: [i64; 2]| [0, 1].map(|at| if at == here { new[at] } else { old[at] });
    // An axis that has no trouble may follow the other, so that the kernel stays a square.
    let square = [fitting[0].min(fitting[1]); 2];
    let mut found = vec![
        Repair::Set(Key::KernelSize, Value::Pair(only_here(kernel, fitting))),
        Repair::Set(Key::KernelSize, Value::Pair(fitting)),
        Repair::Set(Key::KernelSize, Value::Pair(square)),
        Repair::Set(Key::Padding, grown),
        Repair::Set(Key::Dilation, Value::Pair(sparse)),
    ];
    if sides.is_none() {
        let most = (short[0].max(short[1]) + 1) / 2;
        let alike = [0, 1].map(|at| padding[at] / 2).map(|side| side + most);
        found.insert(4, Repair::Set(Key::Padding, Value::Pair(alike)));
    }
    found
}

/// Whether what a layer comes to can be counted; what is wrong with it, if it is not valid.
pub(super) fn works(kind: Kind, fields: &Fields, inputs: &[Shape]) -> Result<bool, LayerError> {
    let layer = resolve(kind, fields, inputs)?;
    Ok(match &layer.operation {
        Operation::Gemm(gemm) => Ledger::new(gemm, Pass::Forward).is_ok(),
        _ => Operations::of(&layer).is_some(),
    })
}

/// The largest numbers that keep an output, or a count, within its limit, of each hyperparameter that makes it large.
pub(super) fn smaller_output(row: &Row, inputs: &[Shape]) -> Vec<Repair> {
    let keys = [
        Key::Stride,
        Key::KernelSize,
        Key::Dilation,
        Key::Padding,
        Key::Amount,
        Key::UpscaleFactor,
        Key::OutChannels,
        Key::OutFeatures,
    ];
    let mut found: Vec<Repair> = keys.into_iter().filter_map(|key| bounded(row, key, inputs)).collect();
    if let (Some(Value::Scale(_)), Some(size)) =
        (row.fields.get(Key::ScaleFactor), inputs.first().and_then(Shape::size))
    {
        let most = size.map(|side| LIMIT / side);
        found.push(Repair::Set(Key::ScaleFactor, Value::Scale([Scale(most[0].min(most[1]) as f64); 2])));
    }
    found
}

/// A hyperparameter whose numbers are cut to the largest bound with which the row is valid.
fn bounded(row: &Row, key: Key, inputs: &[Shape]) -> Option<Repair> {
    let value = row.fields.get(key)?;
    let cut = |most: i64| match value {
        Value::Integer(number) => Some(Value::Integer((*number).min(most))),
        Value::Pair(sides) => Some(Value::Pair(sides.map(|side| side.min(most)))),
        Value::Sides(sides) => Some(Value::Sides(sides.map(|side| side.min(most)))),
        _ => None,
    };
    let valid = |most: i64| {
        let mut fields = row.fields.clone();
        fields.set(key, cut(most)?);
        works(row.kind, &fields, inputs).is_ok_and(|counts| counts).then_some(())
    };
    // The output grows with the bound: halve what is left between one that works and one that does not.
    let mut works = i64::from(key != Key::Padding && key != Key::Amount);
    valid(works)?;
    let mut fails = LIMIT;
    while fails - works > 1 {
        let middle = works + (fails - works) / 2;
        if valid(middle).is_some() { works = middle } else { fails = middle }
    }
    Some(Repair::Set(key, cut(works)?))
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

/// What keeps a layer depthwise that had a group for each channel, before other channels flowed in.
fn depthwise(row: &Row, inputs: &[Shape]) -> Option<Repair> {
    let was = row.kind == Kind::Conv2d
        && row.fields.get(Key::Groups).is_some()
        && row.fields.get(Key::Groups) == row.fields.get(Key::OutChannels);
    inputs.first().filter(|_| was).map(|shape| Repair::StayDepthwise(shape.channels()))
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
