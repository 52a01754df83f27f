//! A valid layer: what it does, with every hyperparameter resolved to numbers.

use super::{GemmLayer, Grid, Shape};

/// A valid layer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layer {
    /// What it does.
    pub operation: Operation,
    /// What flows in; of several sources, the first.
    pub input: Shape,
    /// What flows out.
    pub output: Shape,
}

/// What a layer does.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(clippy::large_enum_variant)]
pub enum Operation {
    /// Convolution, transposed convolution or linear.
    Gemm(GemmLayer),
    /// Max or average pooling.
    Pool(Pool),
    /// Pooling to a given output size.
    AdaptivePool(AdaptivePool),
    /// Interpolation to a larger or smaller image.
    Upsample(Upsample),
    /// r² channels become an r×r patch of pixels.
    PixelShuffle {
        /// r.
        factor: i64,
    },
    /// Batch or layer normalization.
    Norm(Norm),
    /// Krizhevsky's normalization across neighbouring channels.
    LocalResponseNorm {
        /// Channels summed.
        size: i64,
    },
    /// A function of each element (softmax: of the channels of each pixel).
    Activation {
        /// Which.
        function: Function,
        /// Learned numbers: PReLU's slopes.
        parameters: i64,
    },
    /// One learned factor for each channel.
    Scale,
    /// Sum of its sources, broadcast.
    Add {
        /// How many sources.
        sources: usize,
    },
    /// Product of its sources, broadcast.
    Mul {
        /// How many sources.
        sources: usize,
    },
    /// Channels of all sources, one after another.
    Concat,
    /// Some of the channels.
    SliceChannels,
    /// Less of the image.
    Crop {
        /// Rows and columns taken off at top and left.
        begin: [i64; 2],
    },
    /// More of the image.
    Pad {
        /// Rows and columns added at top and left.
        begin: [i64; 2],
    },
    /// Image to vector.
    Flatten,
    /// Vector to image.
    Unflatten,
    /// Passes on what flows in.
    Identity,
    /// What an import could not read.
    Unknown,
}

/// Max or average pooling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Average; else maximum.
    pub average: bool,
    /// Height, then width: positions are outputs, pixels inputs.
    pub grids: [Grid; 2],
    /// Whether the average divides by the kernel's size even at the border.
    pub count_include_pad: bool,
}

/// Pooling to a given output size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdaptivePool {
    /// Average; else maximum.
    pub average: bool,
    /// Height, then width.
    pub axes: [PoolAxis; 2],
}

/// One axis of adaptive pooling: output i pools the inputs `⌊i·in/out⌋ .. ⌈(i+1)·in/out⌉`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolAxis {
    /// in.
    pub input: i64,
    /// out.
    pub output: i64,
}

impl PoolAxis {
    /// The elements of all windows: `in + out − gcd(in, out)`, since two windows share an input exactly where
    /// `i·in/out` is not whole.
    ///
    /// ```
    /// use im2cost::layer::PoolAxis;
    /// assert_eq!(PoolAxis { input: 7, output: 3 }.elements(), 9);
    /// ```
    pub fn elements(&self) -> i64 {
        self.input + self.output - gcd(self.input, self.output)
    }

    /// The elements of the longest window.
    pub fn longest(&self) -> i64 {
        // A window covers in/out elements, and where that is a fraction, some window begins just before a boundary.
        let (input, output) = (self.input, self.output);
        if input % output == 0 {
            input / output
        } else {
            // Window i begins r = (i·in mod out) past a whole input, and r runs over the multiples of the gcd.
            let step = gcd(input, output);
            let most = output - step;
            (most + input - 1) / output + 1
        }
    }
}

/// The greatest common divisor of two positive numbers.
pub(super) fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Interpolation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upsample {
    /// How pixels are mixed.
    pub interpolation: Interpolation,
    /// Height, then width.
    pub axes: [UpsampleAxis; 2],
}

/// One axis of an interpolation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UpsampleAxis {
    /// in.
    pub input: i64,
    /// out.
    pub output: i64,
}

/// How `upsample` mixes pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interpolation {
    /// One pixel, PyTorch's rounding.
    Nearest,
    /// One pixel, as image libraries round.
    NearestExact,
    /// Two by two pixels.
    Bilinear,
    /// Four by four pixels.
    Bicubic,
}

/// Normalization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Norm {
    /// Batch normalization with its running statistics (inference); else layer normalization over the channels.
    pub batch: bool,
    /// Whether each feature has a learned factor and offset.
    pub affine: bool,
    /// Features.
    pub features: i64,
}

macro_rules! functions {
    ($($variant:ident $name:literal,)*) => {
        /// A function of `activation`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Function {
            $($variant,)*
        }

        impl Function {
            pub(super) fn from_name(name: &str) -> Option<Function> {
                match name {
                    $($name => Some(Function::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

functions! {
    Relu "relu",
    Relu6 "relu6",
    LeakyRelu "leaky_relu",
    Prelu "prelu",
    Elu "elu",
    Gelu "gelu",
    Silu "silu",
    Hardswish "hardswish",
    Hardsigmoid "hardsigmoid",
    Sigmoid "sigmoid",
    Tanh "tanh",
    Softmax "softmax",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adaptive_windows_equal_brute_force() {
        for input in 1..40i64 {
            for output in 1..40i64 {
                let windows: Vec<i64> = (0..output)
                    .map(|i| ((i + 1) * input + output - 1) / output - i * input / output)
                    .collect();
                let axis = PoolAxis { input, output };
                assert_eq!(axis.elements(), windows.iter().sum::<i64>(), "{axis:?}");
                assert_eq!(Some(axis.longest()), windows.iter().copied().max(), "{axis:?}");
            }
        }
    }
}
