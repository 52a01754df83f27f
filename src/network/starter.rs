//! The network that the page opens on: one layer of each of the four kinds that a GEMM counts.

use std::rc::Rc;

use super::{Document, Input, Row, RowId};
use crate::layer::{Fields, Key, Kind, Value};

impl Document {
    /// A network without layers, for images of a common size.
    pub fn blank() -> Document {
        Document { input: Rc::new(Input::image([1, 3, 224, 224])), ..Document::default() }
    }

    /// A convolution, a grouped one, a transposed one and a grouped transposed one, in a row.
    ///
    /// ```
    /// use im2cost::network::{Document, analyse};
    /// let totals = analyse(&Document::starter()).totals;
    /// assert!(totals.complete);
    /// ```
    pub fn starter() -> Document {
        let mut rows = Vec::new();
        let mut add = |name: &str, kind, values: &[(Key, Value)]| {
            let mut fields = Fields::new();
            for (key, value) in values {
                fields.set(*key, value.clone());
            }
            let id = RowId(rows.len() as u32);
            rows.push(Rc::new(Row::new(id, name.into(), kind, fields)));
        };
        let pair = |number| Value::Pair([number, number]);
        add(
            "conv",
            Kind::Conv2d,
            &[
                (Key::OutChannels, Value::Integer(64)),
                (Key::KernelSize, pair(7)),
                (Key::Stride, pair(2)),
                (Key::Padding, pair(3)),
            ],
        );
        add(
            "grouped",
            Kind::Conv2d,
            &[
                (Key::OutChannels, Value::Integer(128)),
                (Key::KernelSize, pair(3)),
                (Key::Stride, pair(2)),
                (Key::Padding, pair(1)),
                (Key::Groups, Value::Integer(4)),
            ],
        );
        add(
            "up",
            Kind::ConvTranspose2d,
            &[
                (Key::OutChannels, Value::Integer(64)),
                (Key::KernelSize, pair(4)),
                (Key::Stride, pair(2)),
                (Key::Padding, pair(1)),
            ],
        );
        add(
            "grouped_up",
            Kind::ConvTranspose2d,
            &[
                (Key::OutChannels, Value::Integer(32)),
                (Key::KernelSize, pair(3)),
                (Key::Stride, pair(2)),
                (Key::Padding, pair(1)),
                (Key::OutputPadding, pair(1)),
                (Key::Groups, Value::Integer(4)),
            ],
        );
        let input = Rc::new(Input::image([1, 3, 224, 224]));
        Document { name: "Four kinds of convolution".into(), input, rows, ..Document::default() }
    }
}
