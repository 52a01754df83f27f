//! Random layers with a GEMM, made from their grids: small ones to be run, and ones of any size up to the limit.

#![allow(dead_code)] // Each test that includes this file uses a part of it.

use im2cost::layer::{Direction, GemmLayer, Grid, LIMIT};
use proptest::prelude::*;

/// One axis of a convolution, with the output padding that it has none of.
fn convolution_axis(most: i64) -> impl Strategy<Value = (Grid, i64)> {
    (1..=most, 1..=most.min(4), 1..=most.min(4), 1..=most.min(4), 0..=most.min(4), 0..=most.min(4))
        .prop_filter_map("the kernel does not fit", |(pixels, kernel, stride, dilation, begin, end)| {
            let room = pixels + begin + end - dilation * (kernel - 1) - 1;
            let positions = room / stride + 1;
            (room >= 0).then_some((Grid { positions, pixels, kernel, stride, dilation, begin, end }, 0))
        })
}

/// One axis of a transposed convolution, with its output padding: below the stride or below the dilation.
fn transposed_axis(most: i64) -> impl Strategy<Value = (Grid, i64)> {
    let padding = || 0..=most.min(4);
    (1..=most, 1..=most.min(4), 1..=most.min(4), 1..=most.min(4), padding(), padding(), 0..4i64)
        .prop_filter_map("nothing comes out", |(positions, kernel, stride, dilation, begin, end, added)| {
            let added = added.min(stride.max(dilation) - 1);
            let pixels = (positions - 1) * stride + dilation * (kernel - 1) + 1 + added - begin - end;
            (pixels >= 1).then_some((Grid { positions, pixels, kernel, stride, dilation, begin, end }, added))
        })
}

/// Groups, batch and channels: each group has one to three of either.
fn channels() -> impl Strategy<Value = (i64, i64, i64, i64, bool)> {
    (1..4i64, 1..4i64, 1..4i64, 1..4i64, any::<bool>())
        .prop_map(|(batch, groups, into, out, bias)| (batch, groups, into * groups, out * groups, bias))
}

fn layer(
    direction: Direction,
    (batch, groups, in_channels, out_channels, bias): (i64, i64, i64, i64, bool),
    [(height, below), (width, right)]: [(Grid, i64); 2],
) -> GemmLayer {
    let (grids, output_padding) = ([height, width], [below, right]);
    GemmLayer {
        direction,
        batch,
        in_channels,
        out_channels,
        groups,
        bias,
        grids,
        output_padding,
        vector: false,
    }
}

/// A small convolution: non-square, unevenly padded, strided, dilated, grouped.
pub fn convolution() -> impl Strategy<Value = GemmLayer> {
    (channels(), [convolution_axis(7), convolution_axis(7)])
        .prop_map(|(channels, axes)| layer(Direction::Convolution, channels, axes))
}

/// A small transposed convolution.
pub fn transposed() -> impl Strategy<Value = GemmLayer> {
    (channels(), [transposed_axis(5), transposed_axis(5)])
        .prop_map(|(channels, axes)| layer(Direction::Transposed, channels, axes))
}

/// A small pointwise layer of either kind, whose column matrix is its image.
pub fn pointwise() -> impl Strategy<Value = GemmLayer> {
    let axis = || {
        (1..6i64).prop_map(|size| {
            (Grid { positions: size, pixels: size, kernel: 1, stride: 1, dilation: 1, begin: 0, end: 0 }, 0)
        })
    };
    let direction = prop_oneof![Just(Direction::Convolution), Just(Direction::Transposed)];
    (direction, channels(), [axis(), axis()])
        .prop_map(|(direction, channels, axes)| layer(direction, channels, axes))
}

/// A small linear layer, on vectors or on images.
pub fn linear() -> impl Strategy<Value = GemmLayer> {
    (pointwise(), any::<bool>()).prop_map(|(layer, vector)| {
        let one = |grid: Grid| Grid { positions: 1, pixels: 1, ..grid };
        GemmLayer {
            direction: Direction::Linear,
            groups: 1,
            grids: if vector { layer.grids.map(one) } else { layer.grids },
            vector,
            ..layer
        }
    })
}

/// A small layer of any kind.
pub fn small() -> impl Strategy<Value = GemmLayer> {
    prop_oneof![4 => convolution(), 4 => transposed(), 1 => pointwise(), 1 => linear()]
}

/// A layer whose extents go up to the limit. It need not be valid in its shapes: counts must not depend on that.
pub fn any_size() -> impl Strategy<Value = GemmLayer> {
    let extent = || prop_oneof![1..5i64, 1..=LIMIT, Just(LIMIT), Just(LIMIT - 1)];
    let padding = move || prop_oneof![0..5i64, extent()];
    let grid = move || {
        (extent(), extent(), extent(), extent(), extent(), padding(), padding()).prop_map(
            |(positions, pixels, kernel, stride, dilation, begin, end)| Grid {
                positions,
                pixels,
                kernel,
                stride,
                dilation,
                begin,
                end,
            },
        )
    };
    let direction =
        prop_oneof![Just(Direction::Convolution), Just(Direction::Transposed), Just(Direction::Linear)];
    (direction, (extent(), extent(), extent(), extent(), any::<bool>()), [grid(), grid()], any::<bool>())
        .prop_map(|(direction, (batch, groups, into, out, bias), grids, vector)| {
            // Channels of every group, kept below the limit.
            let channels = |each: i64| (LIMIT / groups).min(each).max(1) * groups;
            let linear = direction == Direction::Linear;
            let groups = if linear { 1 } else { groups };
            let pixel = |grid: Grid| Grid {
                positions: if vector { 1 } else { grid.pixels },
                pixels: if vector { 1 } else { grid.pixels },
                kernel: 1,
                stride: 1,
                dilation: 1,
                begin: 0,
                end: 0,
            };
            GemmLayer {
                direction,
                batch,
                in_channels: channels(into),
                out_channels: channels(out),
                groups,
                bias,
                grids: if linear { grids.map(pixel) } else { grids },
                output_padding: [0, 0],
                vector: linear && vector,
            }
        })
}
