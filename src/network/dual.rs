//! The dual of a row: the layer of the other kind of convolution that reads the row's output and makes its input.

use std::rc::Rc;

use super::{Action, Document, INPUT, InputKey, Row, Sources};
use crate::layer::{Direction, Fields, GemmLayer, Grid, Key, Kind, Value};

/// What becomes of the dual of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DualPlace {
    /// It takes the row's place, and the network's input becomes what it reads: the row reads that input.
    Instead,
    /// It stands below the row and reads its output.
    Below,
}

/// The edit that makes the dual of the valid row at a place, and where that goes. Nothing for layers without a dual.
pub fn dual_action(document: &Document, at: usize, layer: &GemmLayer) -> Option<(DualPlace, Action)> {
    let dual = layer.dual()?;
    let row = document.rows.get(at)?;
    let kind = match dual.direction {
        Direction::Transposed => Kind::ConvTranspose2d,
        Direction::Convolution | Direction::Linear => Kind::Conv2d,
    };
    let mut fields = hyperparameters(&dual);
    if !reads_input(row, at) {
        let name = format!("{}_dual", row.name).into();
        let from = Sources::Named(vec![row.name.clone()]);
        let fields = fields.with(Key::Bias, bias(row));
        let below = Row { from, ..Row::new(row.id, name, kind, fields) };
        return Some((DualPlace::Below, Action::Paste(at + 1, vec![Rc::new(below)])));
    }
    if row.fields.get(Key::InChannels).is_some() {
        fields.set(Key::InChannels, Value::Integer(dual.in_channels));
    }
    let [height, width] = dual.input_size();
    let extents =
        [(InputKey::Channels, dual.in_channels), (InputKey::Height, height), (InputKey::Width, width)];
    let input = extents.into_iter().map(|(key, extent)| Action::SetInput(key, extent.to_string().into()));
    let turned = Action::SetKind(row.id, kind, fields);
    Some((DualPlace::Instead, Action::All(input.chain([turned]).collect())))
}

/// Whether the row reads the network's input, and that alone.
fn reads_input(row: &Row, at: usize) -> bool {
    match &row.from {
        Sources::Above => at == 0,
        Sources::Named(names) => matches!(&names[..], [name] if &**name == INPUT),
    }
}

/// Whether the row has a bias, as it says.
fn bias(row: &Row) -> Value {
    row.fields.get(Key::Bias).cloned().unwrap_or(Value::Flag(true))
}

/// What a row gives to be this layer, but for its bias and what flows in.
fn hyperparameters(layer: &GemmLayer) -> Fields {
    let [height, width] = &layer.grids;
    let pair = |of: fn(&Grid) -> i64| Value::Pair([of(height), of(width)]);
    let padding = if height.begin == height.end && width.begin == width.end {
        pair(|grid| grid.begin)
    } else {
        Value::Sides([height.begin, width.begin, height.end, width.end])
    };
    let fields = Fields::new()
        .with(Key::OutChannels, Value::Integer(layer.out_channels))
        .with(Key::KernelSize, pair(|grid| grid.kernel))
        .with(Key::Stride, pair(|grid| grid.stride))
        .with(Key::Padding, padding)
        .with(Key::Dilation, pair(|grid| grid.dilation))
        .with(Key::Groups, Value::Integer(layer.groups));
    match layer.direction {
        Direction::Transposed => fields.with(Key::OutputPadding, Value::Pair(layer.output_padding)),
        Direction::Convolution | Direction::Linear => fields,
    }
}
