//! Layers of every kind and size, for pictures.

#![allow(dead_code)] // Each test takes what it needs.

use im2cost::layer::{Direction, GemmLayer, Grid};

/// A hyperparameter along height and width.
type Pair = [i64; 2];

/// A layer in the making.
#[derive(Clone, Copy)]
pub struct Make {
    pub direction: Direction,
    pub channels: Pair,
    pub input: Pair,
    pub kernel: Pair,
    pub stride: Pair,
    pub padding: [i64; 4],
    pub dilation: Pair,
    pub output_padding: Pair,
    pub groups: i64,
    pub bias: bool,
    pub batch: i64,
}

pub fn make(direction: Direction, channels: Pair, input: i64, kernel: i64) -> Make {
    Make {
        direction,
        channels,
        input: [input; 2],
        kernel: [kernel; 2],
        stride: [1; 2],
        padding: [0; 4],
        dilation: [1; 2],
        output_padding: [0; 2],
        groups: 1,
        bias: false,
        batch: 1,
    }
}

impl Make {
    pub fn stride(self, stride: i64) -> Make {
        Make { stride: [stride; 2], ..self }
    }
    pub fn padding(self, padding: i64) -> Make {
        Make { padding: [padding; 4], ..self }
    }
    pub fn groups(self, groups: i64) -> Make {
        Make { groups, ..self }
    }
    pub fn bias(self) -> Make {
        Make { bias: true, ..self }
    }
    pub fn batch(self, batch: i64) -> Make {
        Make { batch, ..self }
    }

    /// Whether there is a layer of these numbers.
    pub fn fits(self) -> bool {
        [0, 1].into_iter().all(|axis| {
            let span = self.dilation[axis] * (self.kernel[axis] - 1) + 1;
            let (input, padding) = (self.input[axis], self.padding[axis] + self.padding[axis + 2]);
            match self.direction {
                Direction::Transposed => (input - 1) * self.stride[axis] + span > padding,
                _ => input + padding >= span,
            }
        })
    }

    /// The layer, its sizes as frameworks find them.
    pub fn layer(self) -> GemmLayer {
        let grid = |axis: usize| {
            let (kernel, stride, dilation) = (self.kernel[axis], self.stride[axis], self.dilation[axis]);
            let (begin, end) = (self.padding[axis], self.padding[axis + 2]);
            let (input, span) = (self.input[axis], dilation * (kernel - 1) + 1);
            let (positions, pixels) = match self.direction {
                Direction::Transposed => {
                    (input, (input - 1) * stride + span - begin - end + self.output_padding[axis])
                }
                _ => ((input + begin + end - span) / stride + 1, input),
            };
            assert!(positions > 0 && pixels > 0);
            Grid { positions, pixels, kernel, stride, dilation, begin, end }
        };
        GemmLayer {
            direction: self.direction,
            batch: self.batch,
            in_channels: self.channels[0],
            out_channels: self.channels[1],
            groups: self.groups,
            bias: self.bias,
            grids: [grid(0), grid(1)],
            output_padding: self.output_padding,
            vector: self.direction == Direction::Linear,
        }
    }
}

pub fn all() -> Vec<(&'static str, GemmLayer)> {
    use Direction::{Convolution as C, Linear as L, Transposed as T};
    let list: Vec<(&'static str, Make)> = vec![
        ("starter conv (A1)", make(C, [3, 64], 224, 7).stride(2).padding(3).bias()),
        ("starter grouped", make(C, [64, 128], 112, 3).stride(2).padding(1).groups(4).bias()),
        ("starter up", make(T, [128, 64], 56, 4).stride(2).padding(1).bias()),
        (
            "starter grouped up",
            Make {
                output_padding: [1; 2],
                ..make(T, [64, 32], 112, 3).stride(2).padding(1).groups(4).bias()
            },
        ),
        ("A2", make(C, [64, 128], 56, 3).padding(1).bias()),
        ("A4 depthwise 32", make(C, [32, 32], 112, 3).padding(1).groups(32)),
        ("A5", make(C, [128, 128], 56, 3).padding(1).groups(32).bias()),
        ("A6 dilated", Make { dilation: [2; 2], ..make(C, [8, 8], 16, 3).padding(2) }),
        ("A7 1x7", Make { kernel: [1, 7], padding: [0, 3, 0, 3], ..make(C, [16, 32], 17, 1) }),
        ("A8 left over", make(C, [3, 8], 8, 3).stride(2).bias()),
        ("A9 batch 4", make(C, [3, 8], 8, 3).padding(1).bias().batch(4)),
        ("A10", make(C, [8, 12], 8, 3).padding(1).groups(4)),
        ("A11 same", Make { padding: [1, 1, 2, 2], ..make(C, [4, 4], 9, 4) }),
        ("B1", make(T, [3, 1], 2, 2).stride(2).bias()),
        ("B2", make(T, [32, 1], 1, 3)),
        ("B3", make(T, [4, 6], 8, 4).stride(2).padding(1).bias().batch(2)),
        (
            "B4",
            Make {
                output_padding: [1; 2],
                ..make(T, [4, 4], 8, 3).stride(2).padding(1).groups(4).bias().batch(2)
            },
        ),
        ("B6 DCGAN", make(T, [256, 128], 16, 4).stride(2).padding(1)),
        ("B9 FCN-32s", make(T, [21, 21], 16, 64).stride(32)),
        (
            "B10",
            Make {
                kernel: [3, 5],
                stride: [2, 1],
                padding: [1, 2, 1, 2],
                output_padding: [1, 0],
                input: [10, 12],
                ..make(T, [8, 16], 10, 3).bias()
            },
        ),
        (
            "B11 holes",
            Make { dilation: [2; 2], output_padding: [1; 2], ..make(T, [8, 4], 8, 3).stride(2).padding(2) },
        ),
        ("huge 512 on 256", make(C, [512, 512], 256, 3).padding(1).bias()),
        ("depthwise 1024", make(C, [1024, 1024], 7, 3).padding(1).groups(1024).bias()),
        ("pointwise", make(C, [256, 64], 56, 1)),
        ("pointwise up", make(T, [256, 64], 56, 1)),
        ("DCGAN first", make(T, [100, 512], 1, 4)),
        ("linear 25088", make(L, [25088, 4096], 1, 1).bias()),
        ("linear 10 batch", make(L, [84, 10], 1, 1).bias().batch(32)),
        ("1x1 all", make(C, [1, 1], 1, 1)),
        ("tiny", make(C, [1, 1], 3, 3).padding(1)),
        ("tiny stride", make(C, [1, 1], 3, 1).stride(2).bias()),
        ("monstrous", make(C, [2147483647, 2147483647], 2147483647, 3).padding(1).bias()),
        ("fc6", make(C, [512, 4096], 7, 7).bias()),
        ("six groups", make(T, [48, 96], 14, 3).stride(2).padding(1).groups(6).bias()),
    ];
    list.into_iter().map(|(name, make)| (name, make.layer())).collect()
}
