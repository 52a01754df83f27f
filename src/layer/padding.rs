//! Padding as it is given, and what it comes to on one axis.

use super::{Key, LayerError, Value};

/// The words that padding may be.
const WORDS: &[&str] = &["same", "same_upper", "same_lower", "valid"];

/// Padding as a row gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Padding {
    /// `[h, w]`, each on both sides.
    Pair([i64; 2]),
    /// `[top, left, bottom, right]`.
    Sides([i64; 4]),
    /// PyTorch's `same`: total `d·(k−1)`, the smaller half first.
    Same,
    /// ONNX's and TensorFlow's: `out = ⌈in/s⌉`, the larger half last.
    SameUpper,
    /// ONNX's: the larger half first.
    SameLower,
}

impl Padding {
    pub(super) fn read(value: Option<&Value>) -> Result<Padding, LayerError> {
        let key = Key::Padding;
        match value {
            None => Ok(Padding::Pair([0, 0])),
            Some(Value::Pair(pair)) => Ok(Padding::Pair(within(*pair)?)),
            Some(Value::Sides(sides)) => Ok(Padding::Sides(within(*sides)?)),
            Some(Value::Word(word)) => match &**word {
                "same" => Ok(Padding::Same),
                "same_upper" => Ok(Padding::SameUpper),
                "same_lower" => Ok(Padding::SameLower),
                "valid" => Ok(Padding::Pair([0, 0])),
                _ => Err(LayerError::UnknownWord { key, word: word.clone(), allowed: WORDS }),
            },
            Some(other) => {
                Err(LayerError::Unreadable { key, form: super::Form::Padding, text: other.typed().into() })
            }
        }
    }

    /// Begin and end on each axis, where the padding is given in numbers.
    pub(super) fn explicit(&self) -> Option<[[i64; 2]; 2]> {
        match *self {
            Padding::Pair([height, width]) => Some([[height, height], [width, width]]),
            Padding::Sides([top, left, bottom, right]) => Some([[top, bottom], [left, right]]),
            Padding::Same | Padding::SameUpper | Padding::SameLower => None,
        }
    }

    /// `total` as begin and end: the smaller half first, but for `same_lower`.
    pub(super) fn split(&self, total: i64) -> [i64; 2] {
        let smaller = total / 2;
        match self {
            Padding::SameLower => [total - smaller, smaller],
            _ => [smaller, total - smaller],
        }
    }
}

fn within<const N: usize>(numbers: [i64; N]) -> Result<[i64; N], LayerError> {
    for number in numbers {
        super::fields::within(Key::Padding, number, 0)?;
    }
    Ok(numbers)
}
