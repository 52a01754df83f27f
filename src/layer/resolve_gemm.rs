//! Validity and shapes of the layers with a GEMM: convolution, transposed convolution, linear.

use super::padding::Padding;
use super::resolve::{Values, image};
use super::window::{Window, extent};
use super::{Axis, Direction, GemmLayer, Grid, Key, LayerError, Shape};

/// A convolution: `out = ⌊(in + begin + end − d·(k−1) − 1)/s⌋ + 1` (PyTorch `Conv2d`, ONNX `Conv`).
pub(super) fn convolution(values: &Values, input: Shape) -> Result<GemmLayer, LayerError> {
    let common = Common::read(values, input)?;
    let padding = Padding::read(values.fields.get(Key::Padding))?;
    let strides = common.windows.map(|window| window.stride);
    if padding == Padding::Same && strides != [1, 1] {
        return Err(LayerError::SameNeedsStrideOne { stride: strides });
    }
    let grids = Axis::both(|at, axis| {
        let (window, pixels) = (common.windows[at], common.size[at]);
        let [begin, end] = match padding.explicit() {
            Some(sides) => sides[at],
            None if padding == Padding::Same => padding.split(window.span() - 1),
            None => padding.split(window.same_total(pixels)),
        };
        let positions = window.positions(axis, begin + pixels + end)?;
        Ok(grid(window, positions, pixels, [begin, end]))
    })?;
    Ok(common.layer(Direction::Convolution, grids, [0, 0]))
}

/// A transposed convolution: `out = (in−1)·s − begin − end + d·(k−1) + output_padding + 1` (PyTorch
/// `ConvTranspose2d`, ONNX `ConvTranspose`).
pub(super) fn transposed(values: &Values, input: Shape) -> Result<GemmLayer, LayerError> {
    let common = Common::read(values, input)?;
    let padding = Padding::read(values.fields.get(Key::Padding))?;
    if padding == Padding::Same {
        return Err(LayerError::SameOnlyForConvolution);
    }
    let output_padding = values.pair(Key::OutputPadding)?;
    let grids = Axis::both(|at, axis| {
        let (window, positions, added) = (common.windows[at], common.size[at], output_padding[at]);
        let Window { stride, dilation, .. } = window;
        if added >= stride.max(dilation) {
            return Err(LayerError::OutputPaddingTooLarge { axis, output_padding: added, stride, dilation });
        }
        let [begin, end] = match padding.explicit() {
            Some(sides) => sides[at],
            None => padding.split((window.span() + added - stride).max(0)),
        };
        let full = i128::from(positions - 1) * i128::from(stride) + i128::from(window.span());
        let output = full + i128::from(added) - i128::from(begin) - i128::from(end);
        if output < 1 {
            return Err(LayerError::OutputEmpty { axis, output: output as i64 });
        }
        Ok(grid(window, positions, extent(output)?, [begin, end]))
    })?;
    Ok(common.layer(Direction::Transposed, grids, output_padding))
}

/// A linear layer: on vectors one product, on images one at every pixel.
pub(super) fn linear(values: &Values, input: Shape) -> Result<GemmLayer, LayerError> {
    let out_features = values.integer(Key::OutFeatures)?;
    let bias = values.flag(Key::Bias)?;
    let in_features = values.channels(Key::InFeatures, input.channels())?;
    let window = Window { kernel: 1, stride: 1, dilation: 1 };
    let grids = input.size().unwrap_or([1, 1]).map(|size| grid(window, size, size, [0, 0]));
    Ok(GemmLayer {
        direction: Direction::Linear,
        batch: input.batch(),
        in_channels: in_features,
        out_channels: out_features,
        groups: 1,
        bias,
        grids,
        output_padding: [0, 0],
        vector: matches!(input, Shape::Vector(_)),
    })
}

/// What convolution and transposed convolution read alike.
struct Common {
    batch: i64,
    in_channels: i64,
    out_channels: i64,
    groups: i64,
    bias: bool,
    size: [i64; 2],
    windows: [Window; 2],
}

impl Common {
    fn read(values: &Values, input: Shape) -> Result<Common, LayerError> {
        let out_channels = values.integer(Key::OutChannels)?;
        let windows = windows(values)?;
        let groups = values.integer(Key::Groups)?;
        let bias = values.flag(Key::Bias)?;
        let given = values.given_integer(Key::InChannels)?;
        let [batch, flows, height, width] = image(input)?;
        let in_channels = given.unwrap_or(flows);
        for (key, channels) in [(Key::InChannels, in_channels), (Key::OutChannels, out_channels)] {
            if channels % groups != 0 {
                return Err(LayerError::GroupsDoNotDivide { key, channels, groups });
            }
        }
        values.channels(Key::InChannels, flows)?;
        Ok(Common { batch, in_channels, out_channels, groups, bias, size: [height, width], windows })
    }

    fn layer(self, direction: Direction, grids: [Grid; 2], output_padding: [i64; 2]) -> GemmLayer {
        GemmLayer {
            direction,
            batch: self.batch,
            in_channels: self.in_channels,
            out_channels: self.out_channels,
            groups: self.groups,
            bias: self.bias,
            grids,
            output_padding,
            vector: false,
        }
    }
}

/// Kernel, stride and dilation of both axes.
pub(super) fn windows(values: &Values) -> Result<[Window; 2], LayerError> {
    let kernel = values.pair(Key::KernelSize)?;
    let stride = values.pair(Key::Stride)?;
    let dilation = values.pair(Key::Dilation)?;
    Ok([0, 1].map(|at| Window { kernel: kernel[at], stride: stride[at], dilation: dilation[at] }))
}

pub(super) fn grid(window: Window, positions: i64, pixels: i64, [begin, end]: [i64; 2]) -> Grid {
    let Window { kernel, stride, dilation } = window;
    Grid { positions, pixels, kernel, stride, dilation, begin, end }
}
