//! The hyperparameters of a layer: their names, what form their values have, and their defaults.

use super::Value;

macro_rules! keys {
    ($($variant:ident $name:literal,)*) => {
        /// A hyperparameter, by PyTorch's name where PyTorch has one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum Key {
            $($variant,)*
        }

        impl Key {
            /// Every hyperparameter, in the order in which they are written.
            pub const ALL: &[Key] = &[$(Key::$variant,)*];

            /// The name in files, links and test hooks.
            pub fn name(self) -> &'static str {
                match self {
                    $(Key::$variant => $name,)*
                }
            }

            /// The hyperparameter of that name.
            pub fn from_name(name: &str) -> Option<Key> {
                match name {
                    $($name => Some(Key::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

keys! {
    InChannels "in_channels",
    OutChannels "out_channels",
    InFeatures "in_features",
    OutFeatures "out_features",
    NumFeatures "num_features",
    KernelSize "kernel_size",
    Stride "stride",
    Padding "padding",
    Dilation "dilation",
    OutputPadding "output_padding",
    Groups "groups",
    Bias "bias",
    CeilMode "ceil_mode",
    CountIncludePad "count_include_pad",
    OutputSize "output_size",
    ScaleFactor "scale_factor",
    Size "size",
    Mode "mode",
    UpscaleFactor "upscale_factor",
    Affine "affine",
    Function "function",
    NumParameters "num_parameters",
    Start "start",
    Length "length",
    Amount "amount",
    Shape "shape",
    Op "op",
    OutputShape "output_shape",
}

/// What form the value of a hyperparameter has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A whole number of at least this.
    Integer {
        /// The least value that is valid.
        least: i64,
    },
    /// Height and width, whole numbers of at least this; one number stands for both.
    Pair {
        /// The least value that is valid.
        least: i64,
    },
    /// Height and width, either of which may be left to the input (null).
    OptionalPair,
    /// A number, height and width, four sides, or a word.
    Padding,
    /// Top, left, bottom, right; one number stands for all.
    Sides,
    /// One or two positive decimal numbers.
    Scale,
    /// Yes or no.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Any text.
    Name,
    /// Three extents, C, H, W.
    ChannelsHeightWidth,
    /// A whole shape: four extents, or two.
    Shape,
}

/// What a hyperparameter is when a row leaves it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Default {
    /// It must be given.
    Required,
    /// The channels (or features) that flow in.
    FlowsIn,
    /// The kernel's size.
    KernelSize,
    /// It may be absent.
    Absent,
    /// This number.
    Integer(i64),
    /// This number for height and for width.
    Pair(i64),
    /// This.
    Flag(bool),
    /// This word.
    Word(&'static str),
}

impl Default {
    /// The value that a row without the key has, where it does not depend on other values.
    pub fn value(self) -> Option<Value> {
        match self {
            Default::Required | Default::FlowsIn | Default::KernelSize | Default::Absent => None,
            Default::Integer(number) => Some(Value::Integer(number)),
            Default::Pair(number) => Some(Value::Pair([number, number])),
            Default::Flag(flag) => Some(Value::Flag(flag)),
            Default::Word(word) => Some(Value::Word(word.into())),
        }
    }
}

/// One hyperparameter of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub key: Key,
    /// The form of its values.
    pub form: Form,
    /// What it is when left out.
    pub default: Default,
}
