//! The values that a new row starts with, so that it is valid from the first moment.

use crate::layer::{Fields, Key, Kind, Scale, Value};

/// Values for what a kind requires: a common layer of it.
pub fn starting_fields(kind: Kind) -> Fields {
    let fields = Fields::new();
    let square = |side| Value::Pair([side, side]);
    match kind {
        Kind::Conv2d => fields
            .with(Key::OutChannels, Value::Integer(64))
            .with(Key::KernelSize, square(3))
            .with(Key::Padding, square(1)),
        Kind::ConvTranspose2d => fields
            .with(Key::OutChannels, Value::Integer(64))
            .with(Key::KernelSize, square(4))
            .with(Key::Stride, square(2))
            .with(Key::Padding, square(1)),
        Kind::Linear => fields.with(Key::OutFeatures, Value::Integer(10)),
        Kind::MaxPool2d | Kind::AvgPool2d => fields.with(Key::KernelSize, square(2)),
        Kind::AdaptiveAvgPool2d | Kind::AdaptiveMaxPool2d => {
            fields.with(Key::OutputSize, Value::OptionalPair([Some(1), Some(1)]))
        }
        Kind::Upsample => fields.with(Key::ScaleFactor, Value::Scale([Scale(2.0), Scale(2.0)])),
        Kind::PixelShuffle => fields.with(Key::UpscaleFactor, Value::Integer(2)),
        Kind::LocalResponseNorm => fields.with(Key::Size, Value::Integer(5)),
        Kind::SliceChannels => {
            fields.with(Key::Start, Value::Integer(0)).with(Key::Length, Value::Integer(1))
        }
        Kind::Crop | Kind::Pad => fields.with(Key::Amount, Value::Sides([1, 1, 1, 1])),
        Kind::Unflatten => fields.with(Key::Shape, Value::Extents(vec![1, 1, 1])),
        Kind::BatchNorm2d
        | Kind::LayerNorm
        | Kind::Activation
        | Kind::Scale
        | Kind::Add
        | Kind::Mul
        | Kind::Concat
        | Kind::Flatten
        | Kind::Identity
        | Kind::Unknown => fields,
    }
}
