//! Values that do not depend on the network's input: weights, of which only the extents are known, and small numbers.

use std::rc::Rc;

use super::message::TensorProto;
use crate::codec::extents::product;

/// The most numbers that are computed with; shapes have a few.
pub(super) const MOST_NUMBERS: usize = 4096;

/// A constant value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Constant {
    /// Its extents, as far as they are known.
    pub dims: Option<Vec<i64>>,
    /// Its numbers, if they are few.
    pub numbers: Option<Numbers>,
    /// The weight in the file that it is made of, so that weights used twice are noticed.
    pub origin: Option<Rc<str>>,
}

/// Numbers in row-major order.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Numbers {
    Integers(Vec<i64>),
    Decimals(Vec<f64>),
}

impl Numbers {
    /// How many.
    pub fn len(&self) -> usize {
        match self {
            Numbers::Integers(numbers) => numbers.len(),
            Numbers::Decimals(numbers) => numbers.len(),
        }
    }

    /// All as decimal numbers.
    pub fn decimals(&self) -> Vec<f64> {
        match self {
            Numbers::Integers(numbers) => numbers.iter().map(|number| *number as f64).collect(),
            Numbers::Decimals(numbers) => numbers.clone(),
        }
    }

    /// All as integers, towards zero.
    pub fn integers(&self) -> Vec<i64> {
        match self {
            Numbers::Integers(numbers) => numbers.clone(),
            Numbers::Decimals(numbers) => numbers.iter().map(|number| *number as i64).collect(),
        }
    }

    /// Those at these places; `None` if one is not there.
    pub fn pick(&self, places: impl Iterator<Item = usize> + Clone) -> Option<Numbers> {
        Some(match self {
            Numbers::Integers(numbers) => {
                Numbers::Integers(places.map(|at| numbers.get(at).copied()).collect::<Option<_>>()?)
            }
            Numbers::Decimals(numbers) => {
                Numbers::Decimals(places.map(|at| numbers.get(at).copied()).collect::<Option<_>>()?)
            }
        })
    }
}

impl Constant {
    /// Integers in a row.
    pub fn integers(numbers: Vec<i64>) -> Constant {
        Constant {
            dims: Some(vec![numbers.len() as i64]),
            numbers: Some(Numbers::Integers(numbers)),
            origin: None,
        }
    }

    /// A constant of which only the extents are known.
    pub fn of_dims(dims: Option<Vec<i64>>) -> Constant {
        Constant { dims, numbers: None, origin: None }
    }

    /// The same numbers in another shape.
    pub fn reshaped(&self, dims: Option<Vec<i64>>) -> Constant {
        Constant { dims, ..self.clone() }
    }

    /// Its one number, if it has one.
    pub fn scalar(&self) -> Option<f64> {
        match self.numbers.as_ref()?.decimals()[..] {
            [number] => Some(number),
            _ => None,
        }
    }

    /// Without extents or numbers that no tensor has.
    pub fn checked(self) -> Constant {
        match &self.dims {
            Some(dims) if dims.iter().any(|extent| *extent < 0) => {
                Constant { origin: self.origin, ..Constant::default() }
            }
            _ => self,
        }
    }

    /// How many elements it has.
    pub fn elements(&self) -> Option<i64> {
        self.dims.as_ref().map(|dims| product(dims))
    }

    /// A tensor of the file.
    pub fn read(tensor: &TensorProto) -> Constant {
        let elements = product(&tensor.dims);
        let numbers = numbers(tensor).filter(|numbers| numbers.len() as i64 == elements);
        let origin = (!tensor.name.is_empty()).then(|| tensor.name.as_str().into());
        Constant { dims: Some(tensor.dims.clone()), numbers, origin }.checked()
    }
}

/// The numbers of a tensor, wherever the file has put them.
fn numbers(tensor: &TensorProto) -> Option<Numbers> {
    const FLOAT: i32 = 1;
    const UINT8: i32 = 2;
    const INT8: i32 = 3;
    const INT32: i32 = 6;
    const INT64: i32 = 7;
    const BOOL: i32 = 9;
    const FLOAT16: i32 = 10;
    const DOUBLE: i32 = 11;
    const BFLOAT16: i32 = 16;
    let raw = tensor.raw_data.as_slice();
    let half = |bits: u16| if tensor.data_type == FLOAT16 { float16(bits) } else { bfloat16(bits) };
    Some(match tensor.data_type {
        UINT8 | INT8 | BOOL if raw.is_empty() => {
            Numbers::Integers(tensor.int32_data.iter().map(|number| i64::from(*number)).collect())
        }
        INT8 => Numbers::Integers(raw.iter().map(|byte| i64::from(byte.cast_signed())).collect()),
        UINT8 | BOOL => Numbers::Integers(raw.iter().map(|byte| i64::from(*byte)).collect()),
        // The bits of a short decimal number stand in the low half.
        FLOAT16 | BFLOAT16 if raw.is_empty() => {
            Numbers::Decimals(tensor.int32_data.iter().map(|number| half(*number as u16)).collect())
        }
        FLOAT16 | BFLOAT16 => Numbers::Decimals(
            raw.as_chunks().0.iter().map(|bytes| half(u16::from_le_bytes(*bytes))).collect(),
        ),
        INT64 if raw.is_empty() => Numbers::Integers(tensor.int64_data.clone()),
        INT32 if raw.is_empty() => {
            Numbers::Integers(tensor.int32_data.iter().map(|number| i64::from(*number)).collect())
        }
        FLOAT if raw.is_empty() => {
            Numbers::Decimals(tensor.float_data.iter().map(|number| f64::from(*number)).collect())
        }
        DOUBLE if raw.is_empty() => Numbers::Decimals(tensor.double_data.clone()),
        INT64 => {
            Numbers::Integers(raw.as_chunks().0.iter().map(|bytes| i64::from_le_bytes(*bytes)).collect())
        }
        INT32 => Numbers::Integers(
            raw.as_chunks().0.iter().map(|bytes| i64::from(i32::from_le_bytes(*bytes))).collect(),
        ),
        FLOAT => Numbers::Decimals(
            raw.as_chunks().0.iter().map(|bytes| f64::from(f32::from_le_bytes(*bytes))).collect(),
        ),
        DOUBLE => {
            Numbers::Decimals(raw.as_chunks().0.iter().map(|bytes| f64::from_le_bytes(*bytes)).collect())
        }
        _ => return None,
    })
}

/// A decimal number of half precision: sign, five bits of exponent, ten of fraction.
fn float16(bits: u16) -> f64 {
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f64::from(bits & 1023) / 1024.0);
    let size = match exponent {
        0 => fraction * 2f64.powi(-14),
        31 if fraction > 0.0 => f64::NAN,
        31 => f64::INFINITY,
        _ => (1.0 + fraction) * 2f64.powi(exponent - 15),
    };
    if bits >> 15 == 1 { -size } else { size }
}

/// The upper half of a decimal number of single precision.
fn bfloat16(bits: u16) -> f64 {
    f64::from(f32::from_bits(u32::from(bits) << 16))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_decimal_numbers_are_read() {
        let halves = [(0x3c00, 1.0), (0xc600, -6.0), (0x0001, 2f64.powi(-24)), (0x7c00, f64::INFINITY)];
        for (bits, number) in halves {
            assert_eq!(float16(bits), number);
        }
        assert!(float16(0x7e00).is_nan());
        assert_eq!(bfloat16(0xc0c0), -6.0);
    }
}
