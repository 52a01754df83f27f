//! The way back: which hyperparameters give a size that is wanted, and which layer undoes another.

use std::ops::RangeInclusive;

use crate::layer::{Direction, Fields, GemmLayer, Key, Kind, Value};

/// The hyperparameters that are tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchRange {
    /// Kernel sizes, the same along both axes.
    pub kernel: RangeInclusive<i64>,
    /// Strides, the same along both axes.
    pub stride: RangeInclusive<i64>,
    /// Dilations, the same along both axes; of a kernel of 1, only 1.
    pub dilation: RangeInclusive<i64>,
}

impl Default for SearchRange {
    /// Kernels to 11, strides to 8, dilations to 4.
    fn default() -> SearchRange {
        SearchRange { kernel: 1..=11, stride: 1..=8, dilation: 1..=4 }
    }
}

/// Hyperparameters that give the size that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Geometry {
    /// The kernel's side.
    pub kernel: i64,
    /// Along both axes.
    pub stride: i64,
    /// Along both axes.
    pub dilation: i64,
    /// On both sides of height, of width; at most half the dilated kernel.
    pub padding: [i64; 2],
    /// Of height, of width; 0 for a convolution.
    pub output_padding: [i64; 2],
}

impl Geometry {
    /// The values that a row of that kind has; those that it would have without giving them are `None`.
    pub fn values(&self, kind: Kind) -> impl Iterator<Item = (Key, Option<Value>)> {
        let both = |value| Value::Pair([value, value]);
        let values = [
            (Key::KernelSize, both(self.kernel)),
            (Key::Stride, both(self.stride)),
            (Key::Padding, Value::Pair(self.padding)),
            (Key::Dilation, both(self.dilation)),
            (Key::OutputPadding, Value::Pair(self.output_padding)),
        ];
        values.into_iter().filter_map(move |(key, value)| {
            let default = kind.parameter(key)?.default.value();
            Some((key, (default.as_ref() != Some(&value)).then_some(value)))
        })
    }
}

/// Every geometry in the range that takes an image of one size to another, the cheapest first: positions are given, so
/// that the kernel's size is what costs. Among equals, less dilation, less output padding, less padding comes first.
///
/// Padding and output padding differ between the axes only where the sizes do. A linear layer has no geometry.
///
/// ```
/// use im2cost::layer::Direction;
/// use im2cost::network::{SearchRange, geometries};
/// // 28×28 to 56×56, transposed: the cheapest is a 1×1 kernel with a zero between pixels, then 2×2 with stride 2.
/// let found = geometries(Direction::Transposed, [28, 28], [56, 56], &SearchRange::default());
/// assert_eq!((found[0].kernel, found[0].stride, found[0].output_padding), (1, 2, [1, 1]));
/// assert!(found.iter().any(|geometry| (geometry.kernel, geometry.stride, geometry.padding) == (4, 2, [1, 1])));
/// ```
pub fn geometries(
    direction: Direction,
    input: [i64; 2],
    output: [i64; 2],
    range: &SearchRange,
) -> Vec<Geometry> {
    let mut found = Vec::new();
    if direction == Direction::Linear {
        return found;
    }
    let alike = input[0] == input[1] && output[0] == output[1];
    for kernel in range.kernel.clone() {
        for dilation in range.dilation.clone() {
            if kernel == 1 && dilation != 1 {
                continue;
            }
            for stride in range.stride.clone() {
                let window = Window { kernel, stride, dilation };
                let height = window.paddings(direction, input[0], output[0]);
                let width = if alike { Vec::new() } else { window.paddings(direction, input[1], output[1]) };
                let mut push = |[top, added_rows]: [i64; 2], [left, added_columns]: [i64; 2]| {
                    found.push(Geometry {
                        kernel,
                        stride,
                        dilation,
                        padding: [top, left],
                        output_padding: [added_rows, added_columns],
                    });
                };
                for vertical in height {
                    if alike {
                        push(vertical, vertical);
                    }
                    for horizontal in &width {
                        push(vertical, *horizontal);
                    }
                }
            }
        }
    }
    let sum = |pair: [i64; 2]| pair[0] + pair[1];
    found.sort_by_key(|geometry| {
        let Geometry { kernel, stride, dilation, padding, output_padding } = *geometry;
        (kernel, dilation, sum(output_padding), sum(padding), stride)
    });
    found
}

/// A kernel along one axis.
#[derive(Clone, Copy)]
struct Window {
    kernel: i64,
    stride: i64,
    dilation: i64,
}

impl Window {
    /// Padding and output padding that take `input` to `output`.
    fn paddings(self, direction: Direction, input: i64, output: i64) -> Vec<[i64; 2]> {
        let Window { kernel, stride, dilation } = self;
        let span = dilation * (kernel - 1) + 1;
        let added = match direction {
            Direction::Transposed => 0..stride.max(dilation),
            Direction::Convolution | Direction::Linear => 0..1,
        };
        let gives = |padding: i64, added: i64| match direction {
            Direction::Transposed => (input - 1) * stride - 2 * padding + span + added == output,
            Direction::Convolution | Direction::Linear => {
                let room = input + 2 * padding - span;
                room >= 0 && room / stride + 1 == output
            }
        };
        let pairs = (0..=span / 2).flat_map(|padding| added.clone().map(move |added| [padding, added]));
        pairs.filter(|[padding, added]| gives(*padding, *added)).collect()
    }
}

/// A layer that brings back the size and the channels that another one took: for a convolution the transposed convolution
/// whose forward pass is the convolution's ∂X, and the reverse; for a linear layer one with its features exchanged.
/// `None` where no such layer has that size, which dilation without a matching stride can cause.
///
/// ```
/// use im2cost::layer::{Direction, GemmLayer, Grid, Key, Kind, Value};
/// use im2cost::network::undo;
/// // A 3×3 kernel with stride 2 and padding 1 takes 56 to 28, and leaves a column over: output padding brings it back.
/// let grid = Grid { positions: 28, pixels: 56, kernel: 3, stride: 2, dilation: 1, begin: 1, end: 1 };
/// let layer = GemmLayer {
///     direction: Direction::Convolution, batch: 1, in_channels: 64, out_channels: 128, groups: 1, bias: false,
///     grids: [grid; 2], output_padding: [0, 0], vector: false,
/// };
/// let (kind, fields) = undo(&layer).unwrap();
/// assert_eq!(kind, Kind::ConvTranspose2d);
/// assert_eq!(fields.get(Key::OutChannels), Some(&Value::Integer(64)));
/// assert_eq!(fields.get(Key::OutputPadding), Some(&Value::Pair([1, 1])));
/// ```
pub fn undo(layer: &GemmLayer) -> Option<(Kind, Fields)> {
    if layer.direction == Direction::Linear {
        let fields = Fields::new()
            .with(Key::OutFeatures, Value::Integer(layer.in_channels))
            .with(Key::Bias, Value::Flag(layer.bias));
        return Some((Kind::Linear, fields));
    }
    let [height, width] = &layer.grids;
    let common = Fields::new()
        .with(Key::OutChannels, Value::Integer(layer.in_channels))
        .with(Key::KernelSize, Value::Pair([height.kernel, width.kernel]))
        .with(Key::Stride, Value::Pair([height.stride, width.stride]))
        .with(Key::Dilation, Value::Pair([height.dilation, width.dilation]))
        .with(Key::Groups, Value::Integer(layer.groups))
        .with(Key::Bias, Value::Flag(layer.bias));
    let begins = [height.begin, width.begin];
    if layer.direction == Direction::Convolution {
        // What the transposed convolution's size lacks, the columns that the stride left over among it.
        let lacks = layer.grids.map(|grid| {
            let span = grid.dilation * (grid.kernel - 1) + 1;
            grid.pixels - ((grid.positions - 1) * grid.stride - grid.begin - grid.end + span)
        });
        let fits = |at: usize| {
            let grid = &layer.grids[at];
            (0..grid.stride.max(grid.dilation)).contains(&lacks[at])
        };
        return (fits(0) && fits(1)).then(|| {
            let fields = common
                .with(Key::Padding, padding(begins, [height.end, width.end]))
                .with(Key::OutputPadding, Value::Pair(lacks));
            (Kind::ConvTranspose2d, fields)
        });
    }
    // Output padding of a stride and more would make room for further positions: less padding at the end takes it.
    let mut ends = [height.end, width.end];
    for (at, grid) in layer.grids.iter().enumerate() {
        if layer.output_padding[at] >= grid.stride {
            ends[at] -= layer.output_padding[at];
        }
    }
    ends.iter().all(|end| *end >= 0).then(|| (Kind::Conv2d, common.with(Key::Padding, padding(begins, ends))))
}

/// Padding as a pair where its sides are alike.
fn padding(begins: [i64; 2], ends: [i64; 2]) -> Value {
    if begins == ends { Value::Pair(begins) } else { Value::Sides([begins[0], begins[1], ends[0], ends[1]]) }
}
