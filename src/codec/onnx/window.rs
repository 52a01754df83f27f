//! Kernels, strides and pads as ONNX gives them, for images and signals alike.

use super::message::NodeProto;
use crate::layer::{Key, Value};

use crate::codec::rows::Values;

/// How many axes a kernel slides along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// One: an image of height 1.
    Signal,
    /// Two.
    Image,
}

impl Extent {
    /// A number for each axis of an image. A signal's height has the one that changes nothing.
    pub fn pair(self, numbers: Option<&[i64]>, neutral: i64) -> Option<[i64; 2]> {
        match (self, numbers.unwrap_or_default()) {
            (_, []) => Some([neutral, neutral]),
            (Extent::Signal, [width]) => Some([neutral, *width]),
            (Extent::Image, [height, width]) => Some([*height, *width]),
            _ => None,
        }
    }

    /// `pads`, all begins before all ends, as top, left, bottom, right.
    pub fn sides(self, numbers: Option<&[i64]>) -> Option<[i64; 4]> {
        match (self, numbers.unwrap_or_default()) {
            (_, []) => Some([0; 4]),
            (Extent::Signal, [begin, end]) => Some([0, *begin, 0, *end]),
            (Extent::Image, [top, left, bottom, right]) => Some([*top, *left, *bottom, *right]),
            _ => None,
        }
    }
}

/// The word for `auto_pad`, where it is one that determines the padding.
pub(super) fn auto_pad(node: &NodeProto) -> Option<&'static str> {
    match node.text("auto_pad") {
        "SAME_UPPER" => Some("same_upper"),
        "SAME_LOWER" => Some("same_lower"),
        "VALID" => Some("valid"),
        _ => None,
    }
}

/// Padding in numbers: one pair where both sides are alike and a pair may be so much, else four sides.
pub(super) fn padded(values: Values, sides: [i64; 4], most: Option<[i64; 2]>) -> Values {
    let [top, left, bottom, right] = sides;
    let within = most.is_none_or(|[height, width]| top <= height && left <= width);
    if top == bottom && left == right && within {
        values.pair(Key::Padding, [top, left])
    } else {
        values.with(Key::Padding, Value::Sides(sides))
    }
}
