//! What a valid layer is, in a sentence with its numbers.

use super::Language;
use super::language::say;
use super::layer_error::plural;
use super::number::extents;
use crate::layer::{
    AdaptivePool, Direction, Function, GemmLayer, Grid, Interpolation, Layer, Norm, Operation, Pool, Shape,
};

impl Language {
    /// What a layer does.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// use im2cost::layer::{Fields, Key, Kind, Shape, Value, resolve};
    /// let fields = Fields::new()
    ///     .with(Key::OutChannels, Value::Integer(128))
    ///     .with(Key::KernelSize, Value::Pair([3, 3]))
    ///     .with(Key::Groups, Value::Integer(4));
    /// let layer = resolve(Kind::Conv2d, &fields, &[Shape::Image([1, 64, 56, 56])]).unwrap();
    /// let sentence = Language::English.description(&layer);
    /// assert_eq!(sentence, "Every group of 16 channels is multiplied by its own 32 filters of 3×3.");
    /// ```
    pub fn description(self, layer: &Layer) -> String {
        let channels = layer.input.channels();
        let outputs = layer.output.channels();
        match layer.operation {
            Operation::Gemm(gemm) => self.gemm(&gemm),
            Operation::Pool(pool) => self.pool(&pool),
            Operation::AdaptivePool(pool) => self.adaptive_pool(&pool),
            Operation::Upsample(upsample) => {
                let [from, to] = [image_size(layer.input), image_size(layer.output)];
                let how = match upsample.interpolation {
                    Interpolation::Nearest | Interpolation::NearestExact => {
                        self.either("copying the nearest pixel", "每个新像素复制最近的像素")
                    }
                    Interpolation::Bilinear => {
                        self.either("each new pixel a mix of 4", "每个新像素由 4 个像素混合而成")
                    }
                    Interpolation::Bicubic => {
                        self.either("each new pixel a mix of 16", "每个新像素由 16 个像素混合而成")
                    }
                };
                say!(
                    self,
                    "Resizes every channel from {from} to {to}, {how}.",
                    "把每个通道从 {from} 缩放到 {to}，{how}。",
                )
            }
            Operation::PixelShuffle { factor } => {
                let square = factor * factor;
                say!(
                    self,
                    "Lays every {square} channels out as patches of {factor}×{factor} pixels; nothing is computed.",
                    "把每 {square} 个通道排成 {factor}×{factor} 的像素块；不做任何运算。",
                )
            }
            Operation::Norm(norm) => self.norm(&norm, layer.input),
            Operation::LocalResponseNorm { size } => say!(
                self,
                "Divides every element by the strength of {size} neighbouring channels.",
                "把每个元素除以相邻 {size} 个通道的强度。",
            ),
            Operation::Activation { function: Function::Softmax, .. } => match layer.input {
                Shape::Image(_) => say!(
                    self,
                    "Turns the {channels} channels of every pixel into probabilities.",
                    "把每个像素的 {channels} 个通道变为概率。",
                ),
                Shape::Vector(_) => say!(
                    self,
                    "Turns the {channels} features of every vector into probabilities.",
                    "把每个向量的 {channels} 个特征变为概率。",
                ),
            },
            Operation::Activation { function, parameters } if parameters > 0 => {
                let name = function_name(function);
                let slopes = plural(parameters, "slope", "slopes");
                say!(
                    self,
                    "Applies {name} to every element, with {parameters} learned {slopes}.",
                    "对每个元素施加 {name}，含 {parameters} 个可学习的斜率。",
                )
            }
            Operation::Activation { function, .. } => {
                let name = function_name(function);
                say!(self, "Applies {name} to every element.", "对每个元素施加 {name}。")
            }
            Operation::Scale => say!(
                self,
                "Multiplies each of {channels} channels by a learned factor of its own.",
                "{channels} 个通道各乘以一个可学习的系数。",
            ),
            Operation::Add { sources } => {
                say!(self, "Adds {sources} inputs, element by element.", "把 {sources} 个输入逐元素相加。")
            }
            Operation::Mul { sources } => say!(
                self,
                "Multiplies {sources} inputs, element by element.",
                "把 {sources} 个输入逐元素相乘。",
            ),
            Operation::Concat => say!(
                self,
                "Puts the channels of its inputs one after another, {outputs} in all.",
                "把各个输入的通道依次拼接，共 {outputs} 个。",
            ),
            Operation::SliceChannels => say!(
                self,
                "Passes on {outputs} of the {channels} channels.",
                "从 {channels} 个通道中取出 {outputs} 个。",
            ),
            Operation::Crop { .. } => {
                let [from, to] = [image_size(layer.input), image_size(layer.output)];
                say!(self, "Cuts the image from {from} down to {to}.", "把图像从 {from} 裁剪到 {to}。")
            }
            Operation::Pad { .. } => {
                let [from, to] = [image_size(layer.input), image_size(layer.output)];
                say!(
                    self,
                    "Surrounds the image with zeros, from {from} to {to}.",
                    "在图像四周补零，从 {from} 扩大到 {to}。",
                )
            }
            Operation::Flatten => {
                let image = extents(&layer.input.extents()[1..]);
                say!(
                    self,
                    "Reads the {image} numbers of every image as a vector of {outputs}.",
                    "把每张图像的 {image} 个数读作长 {outputs} 的向量。",
                )
            }
            Operation::Unflatten => {
                let image = extents(&layer.output.extents()[1..]);
                say!(
                    self,
                    "Reads every vector of {channels} as an image of {image}.",
                    "把每个长 {channels} 的向量读作 {image} 的图像。",
                )
            }
            Operation::Identity => {
                self.either("Passes on what flows in, unchanged.", "原样传递流入的数据。").to_owned()
            }
            Operation::Unknown => self
                .either(
                    "Was not recognized when the model was imported, so it counts nothing and totals are partial.",
                    "导入模型时未能识别，因此不计数，总计也不完整。",
                )
                .to_owned(),
        }
    }

    fn gemm(self, layer: &GemmLayer) -> String {
        let GemmLayer { in_channels, out_channels, groups, .. } = *layer;
        let (in_group, out_group) = (in_channels / groups, out_channels / groups);
        let kernel = extents(&layer.grids.map(|grid| grid.kernel));
        let how = self.placement(&layer.grids, layer.direction == Direction::Transposed);
        match layer.direction {
            Direction::Linear if layer.vector => {
                let features = plural(in_channels, "feature", "features");
                say!(
                    self,
                    "Turns {in_channels} {features} into {out_channels}: each is a weighted sum of all that flow in.",
                    "把 {in_channels} 个特征变为 {out_channels} 个：每个都是全部输入特征的加权和。",
                )
            }
            Direction::Linear => {
                let channels = plural(in_channels, "channel", "channels");
                say!(
                    self,
                    "At every pixel, turns {in_channels} {channels} into {out_channels}: each is a weighted sum of all. To take \
                     all pixels together, put a flatten row above.",
                    "在每个像素上把 {in_channels} 个通道变为 {out_channels} 个：每个都是全部输入通道的加权和。若要把所有像素合在一起，\
                     请在上方加一行展平。",
                )
            }
            Direction::Convolution if layer.is_pointwise() && groups == 1 => {
                let channels = plural(in_channels, "channel", "channels");
                say!(
                    self,
                    "At every pixel, turns {in_channels} {channels} into {out_channels}: the column matrix is the input itself.",
                    "在每个像素上把 {in_channels} 个通道变为 {out_channels} 个：列矩阵就是输入本身。",
                )
            }
            Direction::Convolution if groups == 1 => {
                let of = match in_channels {
                    1 => String::new(),
                    _ => say!(self, " of all {in_channels} channels", "全部 {in_channels} 个通道上的"),
                };
                let filters = plural(out_channels, "filter", "filters");
                say!(
                    self,
                    "Every patch of {kernel} pixels{of} is multiplied by {out_channels} {filters}{how}.",
                    "{of}每个 {kernel} 图块与 {out_channels} 个滤波器相乘{how}。",
                )
            }
            Direction::Convolution => {
                let who = if in_group == 1 {
                    say!(self, "Each of {in_channels} channels", "{in_channels} 个通道各")
                } else {
                    say!(self, "Every group of {in_group} channels", "每组 {in_group} 个通道")
                };
                let filters = if out_group == 1 {
                    say!(self, "a filter of {kernel} of its own", "一个 {kernel} 滤波器")
                } else {
                    say!(self, "its own {out_group} filters of {kernel}", " {out_group} 个 {kernel} 滤波器")
                };
                say!(self, "{who} is multiplied by {filters}{how}.", "{who}与自己的{filters}相乘{how}。")
            }
            Direction::Transposed if groups == 1 => {
                let outputs = match out_channels {
                    1 => self.either("the output", "输出").to_owned(),
                    _ => say!(self, "each of {out_channels} output channels", " {out_channels} 个输出通道各"),
                };
                say!(
                    self,
                    "Every input pixel adds a patch of {kernel} to {outputs}{how}.",
                    "每个输入像素向{outputs}加上一个 {kernel} 的图块{how}。",
                )
            }
            Direction::Transposed => {
                let [inputs, outputs] =
                    [in_group, out_group].map(|channels| plural(channels, "channel", "channels"));
                say!(
                    self,
                    "In each of {groups} groups, every pixel of {in_group} input {inputs} adds a patch of {kernel} to {out_group} output {outputs}{how}.",
                    "共 {groups} 组，每组 {in_group} 个输入通道上的每个像素向 {out_group} 个输出通道各加上一个 {kernel} 的图块{how}。",
                )
            }
        }
    }

    /// Stride and dilation, where they are not 1, as the end of a sentence.
    fn placement(self, grids: &[Grid; 2], patches: bool) -> String {
        let both = |value: fn(&Grid) -> i64| match [value(&grids[0]), value(&grids[1])] {
            [1, 1] => None,
            [height, width] if height == width => Some(height.to_string()),
            pair => Some(extents(&pair)),
        };
        let stride = both(|grid| grid.stride).map(|stride| {
            if patches {
                say!(self, ", {stride} pixels apart", "，相邻图块相隔 {stride} 个像素")
            } else {
                say!(self, ", moving {stride} pixels at a time", "，每次移动 {stride} 个像素")
            }
        });
        let dilation = both(|grid| grid.dilation).map(|dilation| {
            say!(self, ", with elements {dilation} pixels apart", "，核内元素相隔 {dilation} 个像素")
        });
        [stride, dilation].into_iter().flatten().collect()
    }

    fn pool(self, pool: &Pool) -> String {
        let window = extents(&pool.grids.map(|grid| grid.kernel));
        let how = self.placement(&pool.grids, false);
        if pool.average {
            say!(
                self,
                "Takes the mean of every window of {window}{how}.",
                "取每个 {window} 窗口的均值{how}。"
            )
        } else {
            say!(
                self,
                "Takes the largest value in every window of {window}{how}.",
                "取每个 {window} 窗口中的最大值{how}。",
            )
        }
    }

    fn adaptive_pool(self, pool: &AdaptivePool) -> String {
        let windows = pool.axes.map(|axis| axis.output);
        let size = extents(&windows);
        match (pool.average, windows == [1, 1]) {
            (true, true) => {
                self.either("Takes the mean of each whole channel.", "取每个通道整体的均值。").to_owned()
            }
            (false, true) => self
                .either("Takes the largest value of each whole channel.", "取每个通道整体的最大值。")
                .to_owned(),
            (true, false) => say!(
                self,
                "Divides every channel into {size} windows and takes the mean of each.",
                "把每个通道分成 {size} 个窗口，取各窗口的均值。",
            ),
            (false, false) => say!(
                self,
                "Divides every channel into {size} windows and takes the largest value of each.",
                "把每个通道分成 {size} 个窗口，取各窗口的最大值。",
            ),
        }
    }

    fn norm(self, norm: &Norm, input: Shape) -> String {
        let features = norm.features;
        let then = match norm.affine {
            true => self.either(", then applies a learned factor and offset", "，再施加可学习的缩放与偏移"),
            false => "",
        };
        match (norm.batch, input) {
            (true, _) => say!(
                self,
                "Normalizes each of {features} channels by its running mean and variance{then}.",
                "用滑动均值和方差归一化 {features} 个通道{then}。",
            ),
            (false, Shape::Image(_)) => say!(
                self,
                "Normalizes the {features} channels of every pixel{then}.",
                "对每个像素的 {features} 个通道做归一化{then}。",
            ),
            (false, Shape::Vector(_)) => say!(
                self,
                "Normalizes the {features} features of every vector{then}.",
                "对每个向量的 {features} 个特征做归一化{then}。",
            ),
        }
    }
}

/// `H×W`; nothing for vectors.
fn image_size(shape: Shape) -> String {
    shape.size().map_or_else(String::new, |size| extents(&size))
}

/// The name of a function, which has no translation.
fn function_name(function: Function) -> &'static str {
    match function {
        Function::Relu => "ReLU",
        Function::Relu6 => "ReLU6",
        Function::LeakyRelu => "leaky ReLU",
        Function::Prelu => "PReLU",
        Function::Elu => "ELU",
        Function::Gelu => "GELU",
        Function::Silu => "SiLU",
        Function::Hardswish => "hard swish",
        Function::Hardsigmoid => "hard sigmoid",
        Function::Sigmoid => "sigmoid",
        Function::Tanh => "tanh",
        Function::Softmax => "softmax",
    }
}
