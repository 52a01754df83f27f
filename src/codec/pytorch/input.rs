//! The input of a network: what code calls it with, or where the text does not tell it, the channels that its first layer
//! takes and a size that fits.

use std::rc::Rc;

use super::syntax::{Argument, Call};
use crate::layer::{Key, Kind, Value};
use crate::network::{Document, Input, InputKey, Outcome, analyse};

/// The tensor that code makes for its model: `model(torch.zeros(1, 3, 224, 224))`, `x = torch.randn((1, 3, 32, 32))`.
pub(super) fn told(calls: &[Call]) -> Option<Rc<Input>> {
    // What comes last is called with it; what comes before may be a parameter.
    calls.iter().rev().find_map(told_by)
}

fn told_by(call: &Call) -> Option<Rc<Input>> {
    let made = ["zeros", "ones", "rand", "randn", "empty"].map(|name| format!("torch.{name}"));
    if call.name.ends_with("Parameter") || call.name.ends_with("register_buffer") {
        return None;
    }
    if !made.iter().any(|name| name == call.name) {
        return call.arguments.iter().find_map(|(_, argument)| told_in(argument));
    }
    let given =
        call.arguments.iter().take_while(|(keyword, _)| keyword.is_none()).map(|(_, argument)| argument);
    let extents = match given.collect::<Vec<_>>()[..] {
        [Argument::List(extents)] => extents.iter().map(extent).collect::<Option<Vec<i64>>>()?,
        ref extents => extents.iter().map(|argument| extent(argument)).collect::<Option<Vec<i64>>>()?,
    };
    let extents = match extents[..] {
        [batch, channels, width] => vec![batch, channels, 1, width],
        _ => extents,
    };
    let mut input = Input::default();
    for (key, extent) in InputKey::ALL.into_iter().zip(&extents) {
        input.set(key, Some(Value::Integer(*extent)));
    }
    matches!(extents.len(), 2 | 4).then(|| Rc::new(input))
}

fn told_in(argument: &Argument) -> Option<Rc<Input>> {
    match argument {
        Argument::Call(call) => told_by(call),
        Argument::List(items) => items.iter().find_map(told_in),
        _ => None,
    }
}

fn extent(argument: &Argument) -> Option<i64> {
    match argument {
        Argument::Number(number) => number.parse().ok().filter(|extent| *extent > 0),
        _ => None,
    }
}

/// Sizes that are tried first, the most common ones.
const COMMON: [i64; 16] = [224, 32, 28, 64, 96, 128, 227, 256, 299, 331, 384, 416, 448, 512, 572, 640];

/// The largest side that is tried.
const LARGEST: i64 = 640;

/// An input that the most rows are valid with.
pub(super) fn assumed(document: &Document) -> (Rc<Input>, Vec<i64>) {
    let first = document.rows.iter().find(|row| row.kind.has_gemm() || row.kind == Kind::BatchNorm2d);
    let channels = first.and_then(|row| {
        let keys = [Key::InChannels, Key::InFeatures, Key::NumFeatures];
        keys.into_iter().find_map(|key| match row.fields.get(key) {
            Some(Value::Integer(channels)) => Some(*channels),
            _ => None,
        })
    });
    let channels = channels.unwrap_or(3);
    if first.is_some_and(|row| row.kind == Kind::Linear) {
        let mut input = Input::default();
        input.set(InputKey::Channels, Some(Value::Integer(channels)));
        return (Rc::new(input), vec![1, channels]);
    }
    let signal = first.and_then(|row| row.fields.get(Key::KernelSize)).is_some_and(is_flat);
    let extents = |side: i64| [1, channels, if signal { 1 } else { side }, side];
    // Only vectors ask for a certain size, and a long search for a large network takes too long.
    let asks = document.rows.iter().any(|row| row.fields.get(Key::InFeatures).is_some());
    let sides = COMMON.into_iter().chain(1..=LARGEST).take(if asks {
        80_000 / document.rows.len().max(1)
    } else {
        1
    });
    let valid = |side: &i64| {
        let at_this_size = Document { input: Rc::new(Input::image(extents(*side))), ..document.clone() };
        analyse(&at_this_size).rows.iter().all(|row| matches!(row.outcome, Outcome::Valid(_)))
    };
    let side = sides.into_iter().find(valid).unwrap_or(COMMON[0]);
    (Rc::new(Input::image(extents(side))), extents(side).to_vec())
}

/// Whether a kernel is that of a signal.
fn is_flat(kernel: &Value) -> bool {
    matches!(kernel, Value::Pair([1, width]) if *width > 1)
}
