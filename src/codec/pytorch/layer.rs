//! One `torch.nn` layer with its arguments, as the values of a row.

use super::syntax::{Argument, Call};
use crate::codec::alias::{Named, starting};
use crate::codec::remark::Remarked;
use crate::layer::{Form, Key, Kind, Value, parse_typed};

use crate::layer::Fields;

/// The arguments of a kind in the order in which they may be given without keywords. `_` stands for one that makes no
/// difference here.
fn positional(kind: Kind, name: &str) -> &'static [&'static str] {
    match kind {
        Kind::Conv2d if name.starts_with("Lazy") => {
            &["out_channels", "kernel_size", "stride", "padding", "dilation", "groups", "bias"]
        }
        Kind::Conv2d => {
            &["in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups", "bias"]
        }
        Kind::ConvTranspose2d if name.starts_with("Lazy") => &[
            "out_channels",
            "kernel_size",
            "stride",
            "padding",
            "output_padding",
            "groups",
            "bias",
            "dilation",
        ],
        Kind::ConvTranspose2d => &[
            "in_channels",
            "out_channels",
            "kernel_size",
            "stride",
            "padding",
            "output_padding",
            "groups",
            "bias",
            "dilation",
        ],
        Kind::Linear if name.starts_with("Lazy") => &["out_features", "bias"],
        Kind::Linear => &["in_features", "out_features", "bias"],
        Kind::MaxPool2d => &["kernel_size", "stride", "padding", "dilation", "_", "ceil_mode"],
        Kind::AvgPool2d => &["kernel_size", "stride", "padding", "ceil_mode", "count_include_pad"],
        Kind::AdaptiveAvgPool2d | Kind::AdaptiveMaxPool2d => &["output_size"],
        Kind::Upsample => &["size", "scale_factor", "mode"],
        Kind::PixelShuffle => &["upscale_factor"],
        Kind::BatchNorm2d => &["num_features", "_", "_", "affine"],
        Kind::LayerNorm => &["num_features", "_", "affine"],
        Kind::LocalResponseNorm => &["size"],
        Kind::Activation if name == "PReLU" => &["num_parameters"],
        Kind::Pad => &["amount"],
        Kind::Unflatten => &["_", "shape"],
        _ => &[],
    }
}

/// How many arguments a layer may be given without keywords, where that is known.
fn most_positional(kind: Kind, name: &str) -> Option<usize> {
    Some(match kind {
        // After these come `padding_mode`, `device` and `dtype`; after those of a linear layer the last two.
        Kind::Conv2d | Kind::ConvTranspose2d => positional(kind, name).len() + 3,
        Kind::Linear => positional(kind, name).len() + 2,
        Kind::MaxPool2d | Kind::AvgPool2d | Kind::LayerNorm => 6,
        Kind::AdaptiveAvgPool2d | Kind::PixelShuffle => 1,
        Kind::AdaptiveMaxPool2d | Kind::Pad | Kind::Unflatten | Kind::Flatten => 2,
        Kind::Upsample => 5,
        Kind::BatchNorm2d => 7,
        Kind::LocalResponseNorm => 4,
        _ => return None,
    })
}

/// What PyTorch calls a key of ours.
fn keyword(kind: Kind, keyword: &str) -> &str {
    match (kind, keyword) {
        (Kind::LayerNorm, "normalized_shape") => "num_features",
        (Kind::LayerNorm, "elementwise_affine") => "affine",
        (Kind::Pad, "padding") => "amount",
        (Kind::Unflatten, "unflattened_size") => "shape",
        _ => keyword,
    }
}

/// Arguments that change no shape and no count.
const INDIFFERENT: [&str; 27] = [
    "inplace",
    "eps",
    "momentum",
    "track_running_stats",
    "p",
    "padding_mode",
    "device",
    "dtype",
    "align_corners",
    "return_indices",
    "negative_slope",
    "alpha",
    "beta",
    "k",
    "start_dim",
    "end_dim",
    "dim",
    "approximate",
    "init",
    "min_val",
    "max_val",
    "recompute_scale_factor",
    "divisor_override",
    "mode",
    "value",
    "lower",
    "upper",
];

/// Whether this is the `bias` of a normalization, and the row's own: it has one where it learns anything.
fn is_usual_bias(kind: Kind, call: &Call, word: &str, argument: &Argument) -> bool {
    let learns_nothing = call.arguments.iter().any(|(given, argument)| {
        given.is_some_and(|given| keyword(kind, given) == "affine") && *argument == Argument::Word("False")
    });
    matches!(kind, Kind::BatchNorm2d | Kind::LayerNorm)
        && word == "bias"
        && (learns_nothing || *argument == Argument::Word("True"))
}

/// The values that a call gives a row of this kind, and what could not be read.
pub(super) fn fields(call: &Call, named: Named) -> (Fields, Vec<Remarked>) {
    let kind = named.kind;
    let name = call.name.rsplit('.').next().unwrap_or(call.name);
    let mut fields = starting(named).fields();
    let mut remarks = Vec::new();
    let positions = positional(kind, name);
    for (at, (given, argument)) in call.arguments.iter().enumerate() {
        // A layer in this one, or the next one where a bracket is missing.
        if matches!(argument, Argument::Call(call) if call.label.is_some()) {
            continue;
        }
        let word = match given {
            Some(given) => keyword(kind, given),
            None => positions.get(at).copied().unwrap_or("_"),
        };
        if given.is_none() && most_positional(kind, name).is_some_and(|most| at >= most) {
            remarks.push(Remarked::Surplus { text: written(argument) });
            continue;
        }
        let parameter = Key::from_name(word).and_then(|key| kind.parameter(key));
        let Some(parameter) = parameter else {
            if given.is_some() && !INDIFFERENT.contains(&word) && !is_usual_bias(kind, call, word, argument) {
                remarks.push(Remarked::UnknownArgument { argument: word.to_owned() });
            }
            continue;
        };
        if matches!(argument, Argument::Word("None")) && parameter.form != Form::OptionalPair {
            continue;
        }
        let text = written(argument);
        let signal = named.axes == Some(1);
        let typed = match parameter.key {
            Key::Amount => amount(&text, signal),
            Key::Shape => numbers(&text).map(|extents| match extents[..] {
                [channels, width] if signal => Value::Extents(vec![channels, 1, width]),
                _ => Value::Extents(extents),
            }),
            Key::NumFeatures => numbers(&text).and_then(|extents| match extents[..] {
                [only] => Some(Value::Integer(only)),
                [channels, 1, 1] if kind == Kind::LayerNorm => Some(Value::Integer(channels)),
                _ => None,
            }),
            key => Some(value(&text, parameter.form, signal.then_some(key))),
        };
        let typed = typed.unwrap_or_else(|| Value::Text(text.as_str().into()));
        if let Value::Text(text) = &typed {
            remarks.push(Remarked::Unreadable { argument: word.to_owned(), text: text.to_string() });
        }
        if parameter.default.value().as_ref() != Some(&typed) {
            fields.set(parameter.key, typed);
        }
    }
    // A pool's stride is its kernel's unless it says otherwise, here and there.
    if kind.parameters().iter().any(|parameter| parameter.key == Key::Stride)
        && matches!(kind, Kind::MaxPool2d | Kind::AvgPool2d)
        && fields.get(Key::Stride) == fields.get(Key::KernelSize)
    {
        fields.remove(Key::Stride);
    }
    if kind == Kind::Upsample && name == "UpsamplingBilinear2d" {
        fields.set(Key::Mode, Value::Word("bilinear".into()));
    }
    (fields, remarks)
}

/// A value as it would be typed.
pub(super) fn written(argument: &Argument) -> String {
    match argument {
        Argument::Number(text) | Argument::Unknown(text) => text.clone(),
        Argument::Word("None") => "–".to_owned(),
        Argument::Word(word) | Argument::Quoted(word) => (*word).to_owned(),
        Argument::List(items) => items.iter().map(written).collect::<Vec<_>>().join(","),
        Argument::Call(call) => {
            // `torch.Size([1, 2])` and the like.
            call.arguments.iter().map(|(_, argument)| written(argument)).collect::<Vec<_>>().join(",")
        }
    }
}

/// A value of a form. Of a signal's layer, the number is the width's; its height is 1 and is not padded.
fn value(text: &str, form: Form, signal: Option<Key>) -> Value {
    let Some(key) = signal else { return parse_typed(text, form) };
    let neutral = match key {
        Key::Padding | Key::OutputPadding => 0,
        _ => 1,
    };
    let width: Option<i64> = text.parse().ok();
    match (form, width) {
        (Form::Pair { .. } | Form::Padding, Some(width)) => Value::Pair([neutral, width]),
        (Form::OptionalPair, Some(width)) => Value::OptionalPair([Some(1), Some(width)]),
        (Form::Scale, _) => parse_typed(&format!("1,{text}"), form),
        _ => parse_typed(text, form),
    }
}

fn numbers(text: &str) -> Option<Vec<i64>> {
    text.split(',').map(|part| part.trim().parse().ok()).collect()
}

/// PyTorch pads left, right, top, bottom.
fn amount(text: &str, signal: bool) -> Option<Value> {
    match (numbers(text)?[..].as_ref(), signal) {
        ([all], false) => Some(Value::Sides([*all; 4])),
        ([all], true) => Some(Value::Sides([0, *all, 0, *all])),
        ([left, right], true) => Some(Value::Sides([0, *left, 0, *right])),
        ([left, right, top, bottom], false) => Some(Value::Sides([*top, *left, *bottom, *right])),
        _ => None,
    }
}
