//! Validity and shapes of the pooling layers.

use super::padding::Padding;
use super::resolve::{Values, image};
use super::resolve_gemm::{grid, windows};
use super::{AdaptivePool, Axis, Key, Kind, LayerError, Operation, Pool, PoolAxis, Shape, Value};

/// Max or average pooling (PyTorch `MaxPool2d`, `AvgPool2d`; ONNX `MaxPool`, `AveragePool`).
pub(super) fn pool(values: &Values, input: Shape) -> Result<(Operation, Shape), LayerError> {
    let windows = windows(values)?;
    let ceil_mode = values.flag(Key::CeilMode)?;
    let average = values.kind == Kind::AvgPool2d;
    let count_include_pad = average && values.flag(Key::CountIncludePad)?;
    let padding = Padding::read(values.fields.get(Key::Padding))?;
    let [batch, channels, height, width] = image(input)?;
    let grids = Axis::both(|at, axis| {
        let (window, pixels) = (windows[at], [height, width][at]);
        let sides = match (padding, padding.explicit()) {
            (Padding::Same, _) => return Err(LayerError::SameOnlyForConvolution),
            (_, Some(sides)) => sides[at],
            (_, None) => padding.split(window.same_total(pixels)),
        };
        check_padding(padding, axis, sides, window.kernel)?;
        let positions = if ceil_mode {
            window.positions_ceil(axis, pixels, sides)?
        } else {
            window.positions(axis, sides[0] + pixels + sides[1])?
        };
        Ok(grid(window, positions, pixels, sides))
    })?;
    let output = Shape::Image([batch, channels, grids[0].positions, grids[1].positions]);
    Ok((Operation::Pool(Pool { average, grids, count_include_pad }), output))
}

/// PyTorch's rule for `[h, w]`, ONNX Runtime's for four sides. Words have none.
fn check_padding(padding: Padding, axis: Axis, sides: [i64; 2], kernel: i64) -> Result<(), LayerError> {
    let [begin, end] = sides;
    match padding {
        Padding::Pair(_) if begin > kernel / 2 => {
            Err(LayerError::PaddingOverHalfKernel { axis, padding: begin, kernel })
        }
        Padding::Sides(_) if begin.max(end) >= kernel => {
            Err(LayerError::PaddingNotBelowKernel { axis, padding: begin.max(end), kernel })
        }
        _ => Ok(()),
    }
}

/// Pooling to a given output size; `None` keeps the input's.
pub(super) fn adaptive(values: &Values, input: Shape) -> Result<(Operation, Shape), LayerError> {
    let key = Key::OutputSize;
    let size = match values.fields.get(key) {
        Some(Value::OptionalPair(size)) => *size,
        Some(other) => return Err(values.unreadable(key, other)),
        None => return Err(LayerError::Missing { key }),
    };
    let [batch, channels, height, width] = image(input)?;
    let axes = Axis::both(|at, _| {
        let input = [height, width][at];
        let output = match size[at] {
            Some(output) => super::fields::within(key, output, 1)?,
            None => input,
        };
        Ok(PoolAxis { input, output })
    })?;
    let average = values.kind == Kind::AdaptiveAvgPool2d;
    let output = Shape::Image([batch, channels, axes[0].output, axes[1].output]);
    Ok((Operation::AdaptivePool(AdaptivePool { average, axes }), output))
}
