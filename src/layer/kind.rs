//! The kinds of layers, and the hyperparameters that each has.

use super::{Default, Form, Key, Parameter};

const fn parameter(key: Key, form: Form, default: Default) -> Parameter {
    Parameter { key, form, default }
}

const COUNT: Form = Form::Integer { least: 1 };
const IN_CHANNELS: Parameter = parameter(Key::InChannels, COUNT, Default::FlowsIn);
const OUT_CHANNELS: Parameter = parameter(Key::OutChannels, COUNT, Default::Required);
const KERNEL_SIZE: Parameter = parameter(Key::KernelSize, Form::Pair { least: 1 }, Default::Required);
const STRIDE: Parameter = parameter(Key::Stride, Form::Pair { least: 1 }, Default::Pair(1));
const POOL_STRIDE: Parameter = parameter(Key::Stride, Form::Pair { least: 1 }, Default::KernelSize);
const PADDING: Parameter = parameter(Key::Padding, Form::Padding, Default::Pair(0));
const DILATION: Parameter = parameter(Key::Dilation, Form::Pair { least: 1 }, Default::Pair(1));
const OUTPUT_PADDING: Parameter = parameter(Key::OutputPadding, Form::Pair { least: 0 }, Default::Pair(0));
const GROUPS: Parameter = parameter(Key::Groups, COUNT, Default::Integer(1));
const BIAS: Parameter = parameter(Key::Bias, Form::Flag, Default::Flag(true));
const CEIL_MODE: Parameter = parameter(Key::CeilMode, Form::Flag, Default::Flag(false));
const COUNT_INCLUDE_PAD: Parameter = parameter(Key::CountIncludePad, Form::Flag, Default::Flag(true));
const NUM_FEATURES: Parameter = parameter(Key::NumFeatures, COUNT, Default::FlowsIn);
const AFFINE: Parameter = parameter(Key::Affine, Form::Flag, Default::Flag(true));
const AMOUNT: Parameter = parameter(Key::Amount, Form::Sides, Default::Required);
const OUTPUT_SIZE: Parameter = parameter(Key::OutputSize, Form::OptionalPair, Default::Required);

/// The interpolations of `upsample`.
const MODES: &[&str] = &["nearest", "nearest-exact", "bilinear", "bicubic"];

/// The functions of `activation`.
const FUNCTIONS: &[&str] = &[
    "relu",
    "relu6",
    "leaky_relu",
    "prelu",
    "elu",
    "gelu",
    "silu",
    "hardswish",
    "hardsigmoid",
    "sigmoid",
    "tanh",
    "softmax",
];

macro_rules! kinds {
    ($($variant:ident $name:literal [$($parameter:expr),*],)*) => {
        /// What a row is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum Kind {
            $($variant,)*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &[Kind] = &[$(Kind::$variant,)*];

            /// The name in files and links.
            pub fn name(self) -> &'static str {
                match self {
                    $(Kind::$variant => $name,)*
                }
            }

            /// The kind of that name.
            pub fn from_name(name: &str) -> Option<Kind> {
                match name {
                    $($name => Some(Kind::$variant),)*
                    _ => None,
                }
            }

            /// The hyperparameters of this kind, in the order in which they are written.
            pub fn parameters(self) -> &'static [Parameter] {
                match self {
                    $(Kind::$variant => const { &[$($parameter),*] },)*
                }
            }
        }
    };
}

kinds! {
    Conv2d "conv2d" [IN_CHANNELS, OUT_CHANNELS, KERNEL_SIZE, STRIDE, PADDING, DILATION, GROUPS, BIAS],
    ConvTranspose2d "conv_transpose2d"
        [IN_CHANNELS, OUT_CHANNELS, KERNEL_SIZE, STRIDE, PADDING, DILATION, OUTPUT_PADDING, GROUPS, BIAS],
    Linear "linear" [
        parameter(Key::InFeatures, COUNT, Default::FlowsIn),
        parameter(Key::OutFeatures, COUNT, Default::Required),
        BIAS
    ],
    MaxPool2d "max_pool2d" [KERNEL_SIZE, POOL_STRIDE, PADDING, DILATION, CEIL_MODE],
    AvgPool2d "avg_pool2d" [KERNEL_SIZE, POOL_STRIDE, PADDING, DILATION, CEIL_MODE, COUNT_INCLUDE_PAD],
    AdaptiveAvgPool2d "adaptive_avg_pool2d" [OUTPUT_SIZE],
    AdaptiveMaxPool2d "adaptive_max_pool2d" [OUTPUT_SIZE],
    Upsample "upsample" [
        parameter(Key::ScaleFactor, Form::Scale, Default::Absent),
        parameter(Key::Size, Form::Pair { least: 1 }, Default::Absent),
        parameter(Key::Mode, Form::Word(MODES), Default::Word("nearest"))
    ],
    PixelShuffle "pixel_shuffle" [parameter(Key::UpscaleFactor, COUNT, Default::Required)],
    BatchNorm2d "batch_norm2d" [NUM_FEATURES, AFFINE],
    LayerNorm "layer_norm" [NUM_FEATURES, AFFINE],
    LocalResponseNorm "local_response_norm" [parameter(Key::Size, COUNT, Default::Required)],
    Activation "activation" [
        parameter(Key::Function, Form::Word(FUNCTIONS), Default::Word("relu")),
        parameter(Key::NumParameters, COUNT, Default::Absent)
    ],
    Scale "scale" [],
    Add "add" [],
    Mul "mul" [],
    Concat "concat" [],
    SliceChannels "slice_channels" [
        parameter(Key::Start, Form::Integer { least: 0 }, Default::Required),
        parameter(Key::Length, COUNT, Default::Required)
    ],
    Crop "crop" [AMOUNT],
    Pad "pad" [AMOUNT],
    Flatten "flatten" [],
    Identity "identity" [],
    Unflatten "unflatten" [parameter(Key::Shape, Form::ChannelsHeightWidth, Default::Required)],
    Unknown "unknown" [
        parameter(Key::Op, Form::Name, Default::Absent),
        parameter(Key::OutputShape, Form::Shape, Default::Absent)
    ],
}

impl Kind {
    /// The kind's hyperparameter of that name.
    pub fn parameter(self, key: Key) -> Option<Parameter> {
        self.parameters().iter().copied().find(|parameter| parameter.key == key)
    }

    /// Whether the layer is a matrix multiplication.
    pub fn has_gemm(self) -> bool {
        matches!(self, Kind::Conv2d | Kind::ConvTranspose2d | Kind::Linear)
    }

    /// Whether the layer joins several sources; the others have one.
    pub fn joins(self) -> bool {
        matches!(self, Kind::Add | Kind::Mul | Kind::Concat)
    }
}
