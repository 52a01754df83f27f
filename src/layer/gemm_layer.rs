//! A valid layer that is a matrix multiplication: convolution, transposed convolution, linear.

use super::{Grid, Shape, Symbol};

/// Which way a layer's kernel works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Gathers: each output pixel reads a patch of the input.
    Convolution,
    /// Scatters: each input pixel adds to a patch of the output.
    Transposed,
    /// No patch: one product at every pixel.
    Linear,
}

/// A valid layer with a GEMM, every hyperparameter resolved to numbers.
///
/// Weights: convolution `C_out × C_in/g × K_h × K_w`, transposed `C_in × C_out/g × K_h × K_w`, linear `out × in`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GemmLayer {
    /// Convolution, transposed convolution or linear.
    pub direction: Direction,
    /// N.
    pub batch: i64,
    /// C_in, the input features of a linear layer.
    pub in_channels: i64,
    /// C_out, the output features of a linear layer.
    pub out_channels: i64,
    /// g; divides both channel counts.
    pub groups: i64,
    /// Whether one learned number is added to every element of an output channel.
    pub bias: bool,
    /// Height, then width. A linear layer has the grid of a 1×1 kernel.
    pub grids: [Grid; 2],
    /// Rows and columns added to the far end of a transposed convolution's output.
    pub output_padding: [i64; 2],
    /// Whether input and output are vectors, `[N, F]`.
    pub vector: bool,
}

impl GemmLayer {
    /// H_in and W_in.
    pub fn input_size(&self) -> [i64; 2] {
        match self.direction {
            Direction::Transposed => self.grids.map(|grid| grid.positions),
            Direction::Convolution | Direction::Linear => self.grids.map(|grid| grid.pixels),
        }
    }

    /// H_out and W_out.
    pub fn output_size(&self) -> [i64; 2] {
        match self.direction {
            Direction::Transposed => self.grids.map(|grid| grid.pixels),
            Direction::Convolution | Direction::Linear => self.grids.map(|grid| grid.positions),
        }
    }

    /// The shape that flows in.
    pub fn input(&self) -> Shape {
        self.shape(self.in_channels, self.input_size())
    }

    /// The shape that flows out.
    pub fn output(&self) -> Shape {
        self.shape(self.out_channels, self.output_size())
    }

    fn shape(&self, channels: i64, [height, width]: [i64; 2]) -> Shape {
        if self.vector {
            Shape::Vector([self.batch, channels])
        } else {
            Shape::Image([self.batch, channels, height, width])
        }
    }

    /// Whether the column matrix *is* the image: a 1×1 kernel, stride 1, no padding (and nothing added or cropped).
    pub fn is_pointwise(&self) -> bool {
        let unit = |grid: &Grid| {
            grid.kernel == 1 && grid.stride == 1 && grid.begin == 0 && grid.positions == grid.pixels
        };
        self.grids.iter().all(unit)
    }

    /// What a symbol stands for in this layer.
    pub fn value(&self, symbol: Symbol) -> i64 {
        self.values()[symbol as usize]
    }

    /// What every symbol stands for in this layer, in the order of [`Symbol::ALL`].
    pub fn values(&self) -> [i64; Symbol::ALL.len()] {
        let [height, width] = &self.grids;
        let [in_height, in_width] = self.input_size();
        let [out_height, out_width] = self.output_size();
        [
            self.batch,
            self.in_channels,
            self.out_channels,
            self.groups,
            height.kernel,
            height.kernel,
            width.kernel,
            height.stride,
            height.stride,
            width.stride,
            height.dilation,
            height.dilation,
            width.dilation,
            height.begin,
            height.begin,
            width.begin,
            height.begin,
            width.begin,
            height.end,
            width.end,
            self.output_padding[0],
            self.output_padding[0],
            self.output_padding[1],
            in_height,
            in_width,
            out_height,
            out_width,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_has_its_own_value() {
        let grid = |first: i64| Grid {
            positions: first,
            pixels: first + 1,
            kernel: first + 2,
            stride: first + 3,
            dilation: first + 4,
            begin: first + 5,
            end: first + 6,
        };
        let layer = GemmLayer {
            direction: Direction::Convolution,
            batch: 1,
            in_channels: 2,
            out_channels: 3,
            groups: 4,
            bias: true,
            grids: [grid(10), grid(20)],
            output_padding: [5, 6],
            vector: false,
        };
        use Symbol::*;
        let expected = [
            (Batch, 1),
            (InChannels, 2),
            (OutChannels, 3),
            (Groups, 4),
            (Kernel, 12),
            (KernelHeight, 12),
            (KernelWidth, 22),
            (Stride, 13),
            (StrideHeight, 13),
            (StrideWidth, 23),
            (Dilation, 14),
            (DilationHeight, 14),
            (DilationWidth, 24),
            (Padding, 15),
            (PaddingHeight, 15),
            (PaddingWidth, 25),
            (PaddingTop, 15),
            (PaddingLeft, 25),
            (PaddingBottom, 16),
            (PaddingRight, 26),
            (OutputPadding, 5),
            (OutputPaddingHeight, 5),
            (OutputPaddingWidth, 6),
            (InHeight, 11),
            (InWidth, 21),
            (OutHeight, 10),
            (OutWidth, 20),
        ];
        assert_eq!(expected.map(|(symbol, _)| symbol), Symbol::ALL);
        for (symbol, value) in expected {
            assert_eq!(layer.value(symbol), value, "{symbol:?}");
        }
    }
}
