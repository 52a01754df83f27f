//! Why a layer is not valid: the broken rule, with its numbers and no prose.

use std::rc::Rc;

use super::{Form, Key, Shape};

/// One of the two axes of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Axis {
    /// Rows.
    Height,
    /// Columns.
    Width,
}

impl Axis {
    /// Both, in the order of every pair.
    pub const BOTH: [Axis; 2] = [Axis::Height, Axis::Width];

    /// What `one` finds for each axis, given its place in every pair; the first error, if there is one.
    pub(super) fn both<T>(one: impl Fn(usize, Axis) -> Result<T, LayerError>) -> Result<[T; 2], LayerError> {
        Ok([one(0, Axis::Height)?, one(1, Axis::Width)?])
    }
}

/// The first rule that a layer breaks. The fields are the numbers that its sentence names.
#[allow(missing_docs)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LayerError {
    /// A value without a default is not given.
    Missing { key: Key },
    /// What was typed has not the form of the key.
    Unreadable { key: Key, form: Form, text: Rc<str> },
    /// A number below what is valid.
    TooSmall { key: Key, value: i64, least: i64 },
    /// A number above 2³¹ − 1.
    TooLarge { key: Key, value: i64 },
    /// A scale that is not above zero.
    ScaleNotPositive { key: Key },
    /// A word that is none of those allowed.
    UnknownWord { key: Key, word: Rc<str>, allowed: &'static [&'static str] },
    /// `same` padding where PyTorch has none: with a stride, or in another layer than a convolution.
    SameNeedsStrideOne { stride: [i64; 2] },
    /// `same` in a layer that is not a convolution.
    SameOnlyForConvolution,
    /// A layer with one source has several, or one that joins has fewer than two.
    SourceCount { joins: bool, given: usize },
    /// An image is needed and a vector flows in, or the other way round.
    NeedsImage { shape: Shape },
    /// A vector is needed and an image flows in.
    NeedsVector { shape: Shape },
    /// The channels (or features) given are not those that flow in.
    ChannelsMismatch { key: Key, given: i64, flows: i64 },
    /// `groups` does not divide `in_channels` or `out_channels`.
    GroupsDoNotDivide { key: Key, channels: i64, groups: i64 },
    /// The dilated kernel is larger than the padded input.
    KernelExceedsInput { axis: Axis, kernel: i64, dilation: i64, span: i64, padded: i64 },
    /// A transposed convolution whose padding crops everything away, or another output without elements.
    OutputEmpty { axis: Axis, output: i64 },
    /// `output_padding` reaches both stride and dilation (PyTorch's rule).
    OutputPaddingTooLarge { axis: Axis, output_padding: i64, stride: i64, dilation: i64 },
    /// A pool's `[h, w]` padding is more than half its kernel (PyTorch's rule).
    PaddingOverHalfKernel { axis: Axis, padding: i64, kernel: i64 },
    /// A pool's four-sided padding is not less than its kernel (ONNX Runtime's rule).
    PaddingNotBelowKernel { axis: Axis, padding: i64, kernel: i64 },
    /// `upsample` has both `size` and `scale_factor`, or neither.
    SizeOrScale { both: bool },
    /// `pixel_shuffle` needs channels divisible by the square of its factor.
    ShuffleDoesNotDivide { channels: i64, factor: i64 },
    /// `unflatten` to another number of elements than flow in.
    UnflattenMismatch { features: i64, product: i128 },
    /// The sources of an addition or product have shapes that do not broadcast.
    DoNotBroadcast { left: Shape, right: Shape },
    /// The sources of a concatenation differ in more than channels.
    ConcatDiffers { left: Shape, right: Shape },
    /// A slice reaches past the channels.
    SliceExceedsChannels { start: i64, length: i64, channels: i64 },
    /// A crop leaves nothing.
    CropTooLarge { axis: Axis, amount: i64, size: i64 },
    /// PReLU has one parameter, or one for each channel.
    ParametersMismatch { given: i64, channels: i64 },
    /// An output extent past 2³¹ − 1.
    ExtentTooLarge { extent: i128 },
}

impl LayerError {
    /// The broken rule's name, as reports give it.
    pub fn rule(&self) -> &'static str {
        match self {
            LayerError::Missing { .. } => "value_required",
            LayerError::Unreadable { form, .. } => match form {
                Form::Integer { .. } => "whole_number",
                Form::Pair { .. } | Form::OptionalPair => "whole_number_or_pair",
                Form::Padding => "padding_form",
                Form::Sides => "four_sides",
                Form::Scale => "decimal_number",
                Form::Flag => "yes_or_no",
                Form::Word(_) | Form::Name => "known_word",
                Form::ChannelsHeightWidth | Form::Shape => "shape_form",
            },
            LayerError::TooSmall { least, .. } => {
                if *least > 0 {
                    "at_least_one"
                } else {
                    "not_negative"
                }
            }
            LayerError::TooLarge { .. } | LayerError::ExtentTooLarge { .. } => "extent_limit",
            LayerError::ScaleNotPositive { .. } => "scale_above_zero",
            LayerError::UnknownWord { .. } => "known_word",
            LayerError::SameNeedsStrideOne { .. } => "same_needs_stride_one",
            LayerError::SameOnlyForConvolution => "same_only_for_convolution",
            LayerError::SourceCount { .. } => "source_count",
            LayerError::NeedsImage { .. } => "needs_image",
            LayerError::NeedsVector { .. } => "needs_vector",
            LayerError::ChannelsMismatch { .. } => "channels_match",
            LayerError::GroupsDoNotDivide { .. } => "groups_divide_channels",
            LayerError::KernelExceedsInput { .. } => "kernel_fits_input",
            LayerError::OutputEmpty { .. } => "output_not_empty",
            LayerError::OutputPaddingTooLarge { .. } => "output_padding_below_stride_or_dilation",
            LayerError::PaddingOverHalfKernel { .. } => "padding_at_most_half_kernel",
            LayerError::PaddingNotBelowKernel { .. } => "padding_below_kernel",
            LayerError::SizeOrScale { .. } => "one_of_size_and_scale",
            LayerError::ShuffleDoesNotDivide { .. } => "factor_squared_divides_channels",
            LayerError::UnflattenMismatch { .. } => "same_number_of_elements",
            LayerError::DoNotBroadcast { .. } => "shapes_broadcast",
            LayerError::ConcatDiffers { .. } => "concat_shapes_match",
            LayerError::SliceExceedsChannels { .. } => "slice_within_channels",
            LayerError::CropTooLarge { .. } => "crop_within_input",
            LayerError::ParametersMismatch { .. } => "parameters_match_channels",
        }
    }

    /// The hyperparameter to mark, where one is to blame.
    pub fn key(&self) -> Option<Key> {
        match self {
            LayerError::Missing { key }
            | LayerError::Unreadable { key, .. }
            | LayerError::TooSmall { key, .. }
            | LayerError::TooLarge { key, .. }
            | LayerError::ScaleNotPositive { key }
            | LayerError::UnknownWord { key, .. }
            | LayerError::ChannelsMismatch { key, .. } => Some(*key),
            LayerError::GroupsDoNotDivide { .. } => Some(Key::Groups),
            LayerError::KernelExceedsInput { .. } => Some(Key::KernelSize),
            LayerError::OutputPaddingTooLarge { .. } => Some(Key::OutputPadding),
            LayerError::OutputEmpty { .. }
            | LayerError::SameNeedsStrideOne { .. }
            | LayerError::SameOnlyForConvolution
            | LayerError::PaddingOverHalfKernel { .. }
            | LayerError::PaddingNotBelowKernel { .. } => Some(Key::Padding),
            LayerError::SizeOrScale { .. } => Some(Key::ScaleFactor),
            LayerError::ShuffleDoesNotDivide { .. } => Some(Key::UpscaleFactor),
            LayerError::UnflattenMismatch { .. } => Some(Key::Shape),
            LayerError::SliceExceedsChannels { .. } => Some(Key::Length),
            LayerError::CropTooLarge { .. } => Some(Key::Amount),
            LayerError::ParametersMismatch { .. } => Some(Key::NumParameters),
            LayerError::SourceCount { .. }
            | LayerError::NeedsImage { .. }
            | LayerError::NeedsVector { .. }
            | LayerError::DoNotBroadcast { .. }
            | LayerError::ConcatDiffers { .. }
            | LayerError::ExtentTooLarge { .. } => None,
        }
    }
}
