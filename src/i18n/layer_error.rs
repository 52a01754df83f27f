//! Sentences for the rules of a layer: the value that breaks the rule, the rule with its numbers, and whose rule it is.

use super::Language;
use super::language::say;
use super::number::{exact, shape};
use super::quote::quoted;
use crate::layer::{Axis, Form, Key, LIMIT, LayerError};

impl Language {
    /// Why a layer is not valid.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// use im2cost::layer::{Key, LayerError};
    /// let error = LayerError::GroupsDoNotDivide { key: Key::OutChannels, channels: 30, groups: 4 };
    /// assert_eq!(Language::English.layer_error(&error), "4 groups do not divide 30 output channels.");
    /// assert_eq!(Language::Chinese.layer_error(&error), "4 个分组不能整除 30 个输出通道。");
    /// ```
    pub fn layer_error(self, error: &LayerError) -> String {
        match error {
            LayerError::Missing { key } => self.missing(&self.key_in_sentence(*key)),
            LayerError::Unreadable { key, form, text } => {
                self.unreadable(&self.key_in_sentence(*key), *form, text)
            }
            LayerError::TooSmall { key, value, least } => {
                self.too_small(&self.key_in_sentence(*key), *value, *least)
            }
            LayerError::TooLarge { key, value } => self.too_large(&self.key_in_sentence(*key), *value),
            LayerError::ScaleNotPositive { key } => self.too_small_scale(*key),
            LayerError::UnknownWord { key, word, allowed } => self.unknown_word(*key, word, allowed),
            LayerError::SameNeedsStrideOne { stride: [height, width] } => say!(
                self,
                "padding “same” needs stride 1, not {height}×{width} (PyTorch's rule).",
                "填充“same”要求步幅为 1，而步幅是 {height}×{width}（PyTorch 的规则）。",
            ),
            LayerError::SameOnlyForConvolution => self
                .either(
                    "Only a convolution can have padding “same” (PyTorch's rule).",
                    "只有卷积可以使用填充“same”（PyTorch 的规则）。",
                )
                .to_owned(),
            LayerError::SourceCount { joins: true, given } => say!(
                self,
                "This layer joins at least two rows, but {given} is given.",
                "这一层至少要合并两行，现在只有 {given} 行。",
            ),
            LayerError::SourceCount { joins: false, given } => say!(
                self,
                "This layer reads one row, but {given} are given.",
                "这一层只能读取一行，现在给了 {given} 行。",
            ),
            LayerError::NeedsImage { shape: vectors } => {
                let vectors = shape(vectors);
                say!(
                    self,
                    "This layer needs images (N×C×H×W), but vectors flow in ({vectors}).",
                    "这一层需要图像（N×C×H×W），流入的却是向量（{vectors}）。",
                )
            }
            LayerError::NeedsVector { shape: images } => {
                let images = shape(images);
                say!(
                    self,
                    "This layer needs vectors (N×F), but images flow in ({images}).",
                    "这一层需要向量（N×F），流入的却是图像（{images}）。",
                )
            }
            LayerError::ChannelsMismatch { key, given, flows } => {
                let features = *key == Key::InFeatures;
                let thing = match self {
                    Language::English if features => plural(*flows, "feature flows", "features flow"),
                    Language::English => plural(*flows, "channel flows", "channels flow"),
                    Language::Chinese => {
                        if features {
                            "特征"
                        } else {
                            "通道"
                        }
                    }
                };
                let key = self.key_in_sentence(*key);
                say!(
                    self,
                    "{key} is {given}, but {flows} {thing} in.",
                    "{key}为 {given}，但流入的是 {flows} 个{thing}。",
                )
            }
            LayerError::GroupsDoNotDivide { key, channels, groups } => {
                let side = match (self, *key == Key::OutChannels) {
                    (Language::English, true) => plural(*channels, "output channel", "output channels"),
                    (Language::English, false) => plural(*channels, "input channel", "input channels"),
                    (Language::Chinese, true) => "输出通道",
                    (Language::Chinese, false) => "输入通道",
                };
                say!(
                    self,
                    "{groups} groups do not divide {channels} {side}.",
                    "{groups} 个分组不能整除 {channels} 个{side}。",
                )
            }
            LayerError::KernelExceedsInput { axis, dilation, span, padded, .. } => {
                self.kernel_exceeds_input(*axis, *dilation, *span, *padded)
            }
            LayerError::OutputEmpty { axis, output } => {
                let axis = self.axis(*axis);
                say!(
                    self,
                    "The output's {axis} would be {output}, but must be at least 1.",
                    "输出的{axis}将是 {output}，但至少应为 1。",
                )
            }
            LayerError::OutputPaddingTooLarge { output_padding, stride, dilation, .. } => say!(
                self,
                "output_padding {output_padding} must be smaller than the stride ({stride}) or the dilation ({dilation}) (PyTorch's rule).",
                "output_padding {output_padding} 必须小于步幅（{stride}）或膨胀（{dilation}）（PyTorch 的规则）。",
            ),
            LayerError::PaddingOverHalfKernel { padding, kernel, .. } => say!(
                self,
                "padding {padding} is more than half of the kernel's {kernel} (PyTorch's rule for pooling).",
                "填充 {padding} 超过了核大小 {kernel} 的一半（PyTorch 对池化的规则）。",
            ),
            LayerError::PaddingNotBelowKernel { padding, kernel, .. } => say!(
                self,
                "padding {padding} must be smaller than the kernel's {kernel} (ONNX Runtime's rule for pooling).",
                "填充 {padding} 必须小于核大小 {kernel}（ONNX Runtime 对池化的规则）。",
            ),
            LayerError::SizeOrScale { both: true } => self
                .either(
                    "size and scale_factor are both given, but only one of them can be.",
                    "size（尺寸）和 scale_factor（缩放倍数）只能给出一个，现在两个都有。",
                )
                .to_owned(),
            LayerError::SizeOrScale { both: false } => self
                .either(
                    "Either size or scale_factor is needed.",
                    "size（尺寸）和 scale_factor（缩放倍数）需要给出一个。",
                )
                .to_owned(),
            LayerError::ShuffleDoesNotDivide { channels, factor } => {
                let square = i128::from(*factor) * i128::from(*factor);
                say!(
                    self,
                    "upscale_factor {factor} needs channels in multiples of {factor}² = {square}, but {channels} flow in.",
                    "放大倍数 {factor} 要求通道数是 {factor}² = {square} 的倍数，但流入的是 {channels} 个通道。",
                )
            }
            LayerError::UnflattenMismatch { features, product } => say!(
                self,
                "The shape has {product} elements, but {features} features flow in.",
                "该形状有 {product} 个元素，但流入的是 {features} 个特征。",
            ),
            LayerError::DoNotBroadcast { left, right } => {
                let (left, right) = (shape(left), shape(right));
                say!(
                    self,
                    "{left} and {right} do not broadcast: extents must be equal, or one of them 1.",
                    "{left} 与 {right} 不能广播：对应的尺寸必须相等，或其中之一为 1。",
                )
            }
            LayerError::ConcatDiffers { left, right } => {
                let (left, right) = (shape(left), shape(right));
                say!(
                    self,
                    "{left} and {right} cannot be concatenated: they differ in more than channels.",
                    "{left} 与 {right} 不能拼接：除通道数外，其余尺寸必须相同。",
                )
            }
            LayerError::SliceExceedsChannels { start, length, channels } => {
                let end = i128::from(*start) + i128::from(*length);
                say!(
                    self,
                    "start {start} + length {length} = {end} is more than the {channels} channels that flow in.",
                    "起始 {start} + 长度 {length} = {end}，超过了流入的 {channels} 个通道。",
                )
            }
            LayerError::CropTooLarge { axis, amount, size } => {
                let axis = self.axis(*axis);
                say!(
                    self,
                    "Cropping {amount} from a {axis} of {size} leaves nothing.",
                    "从 {size} 的{axis}中裁掉 {amount}，什么也不剩。",
                )
            }
            LayerError::ParametersMismatch { given, channels } => say!(
                self,
                "num_parameters is {given}, but PReLU has 1, or one for each of the {channels} channels.",
                "num_parameters 为 {given}，但 PReLU 的参数只能是 1 个，或每个通道 1 个（共 {channels} 个）。",
            ),
            LayerError::ExtentTooLarge { extent } => {
                let limit = exact(LIMIT as u128);
                say!(
                    self,
                    "An extent of the output would be {extent}, but can be at most {limit}.",
                    "输出的某个尺寸将是 {extent}，但最大只能是 {limit}。",
                )
            }
        }
    }

    /// `what` has no value.
    pub(super) fn missing(self, what: &str) -> String {
        say!(self, "{what} needs a value.", "{what}还没有填写。")
    }

    /// `what` has a text that has not its form.
    pub(super) fn unreadable(self, what: &str, form: Form, text: &str) -> String {
        let numeric = !matches!(form, Form::Flag | Form::Word(_) | Form::Name);
        let typed = quoted(text);
        if numeric && holds_a_number_past_64_bits(text) {
            let limit = exact(LIMIT as u128);
            return say!(
                self,
                "{what} is {typed}, but can be at most {limit}.",
                "{what}为{typed}，但最大只能是 {limit}。",
            );
        }
        let form = self.form(form);
        say!(self, "{what} must be {form}, not {typed}.", "{what}应为{form}，而不是{typed}。")
    }

    /// `what` is below its bound.
    pub(super) fn too_small(self, what: &str, value: i64, least: i64) -> String {
        say!(
            self,
            "{what} is {value}, but must be at least {least}.",
            "{what}为 {value}，但至少应为 {least}。",
        )
    }

    /// `what` is past the limit of all extents.
    pub(super) fn too_large(self, what: &str, value: i64) -> String {
        let limit = exact(LIMIT as u128);
        say!(
            self,
            "{what} is {value}, but can be at most {limit}.",
            "{what}为 {value}，但最大只能是 {limit}。",
        )
    }

    fn too_small_scale(self, key: Key) -> String {
        let key = self.key_in_sentence(key);
        say!(self, "{key} must be more than 0.", "{key}必须大于 0。")
    }

    fn unknown_word(self, key: Key, word: &str, allowed: &[&str]) -> String {
        let numbers = key == Key::Padding;
        let (word, words) = (quoted(word), self.alternatives(allowed));
        let key = self.key_in_sentence(key);
        if numbers {
            say!(
                self,
                "{key} can be numbers, {words}, but not {word}.",
                "{key}可以是数值，也可以是 {words}，但不能是{word}。",
            )
        } else {
            say!(self, "{key} can be {words}, but not {word}.", "{key}可以是 {words}，但不能是{word}。")
        }
    }

    fn kernel_exceeds_input(self, axis: Axis, dilation: i64, span: i64, padded: i64) -> String {
        let dilated = dilation > 1;
        let (kernel, unit) = match self {
            Language::English => (
                if dilated { "dilated kernel" } else { "kernel" },
                match axis {
                    Axis::Height => plural(span, "row", "rows"),
                    Axis::Width => plural(span, "column", "columns"),
                },
            ),
            Language::Chinese => {
                (if dilated { "膨胀后的核" } else { "核" }, if axis == Axis::Height { "行" } else { "列" })
            }
        };
        say!(
            self,
            "The {kernel} spans {span} {unit}, but the padded input has only {padded}.",
            "{kernel}跨 {span} {unit}，但填充后的输入只有 {padded} {unit}。",
        )
    }

    /// A form as what a value must be.
    fn form(self, form: Form) -> String {
        let (english, chinese) = match form {
            Form::Integer { .. } => ("a whole number", "整数"),
            Form::Pair { .. } => ("a whole number, or two as in 3×5", "一个整数，或形如 3×5 的两个整数"),
            Form::OptionalPair => (
                "one or two whole numbers, where – keeps the input's",
                "一个或两个整数，其中“–”表示与输入相同",
            ),
            Form::Padding => (
                "one, two or four whole numbers, or a word such as same",
                "一个、两个或四个整数，或 same 这样的词",
            ),
            Form::Sides => (
                "one, two or four whole numbers (top, left, bottom, right)",
                "一个、两个或四个整数（上、左、下、右）",
            ),
            Form::Scale => ("one or two decimal numbers", "一个或两个小数"),
            Form::Flag => ("true or false", " true 或 false"),
            Form::Word(words) => {
                let words = self.alternatives(words);
                return say!(self, "{words}", " {words}");
            }
            Form::Name => ("a text", "文本"),
            Form::ChannelsHeightWidth => ("three whole numbers, as in 64×7×7", "形如 64×7×7 的三个整数"),
            Form::Shape => ("two or four whole numbers, as in 1×64×7×7", "两个或四个整数，例如 1×64×7×7"),
        };
        self.either(english, chinese).to_owned()
    }

    /// `a, b or c`.
    fn alternatives(self, words: &[&str]) -> String {
        match words {
            [] => String::new(),
            [word] => (*word).to_owned(),
            [words @ .., last] => {
                let words = words.join(self.either(", ", "、"));
                say!(self, "{words} or {last}", "{words} 或 {last}")
            }
        }
    }

    fn axis(self, axis: Axis) -> &'static str {
        match axis {
            Axis::Height => self.either("height", "高度"),
            Axis::Width => self.either("width", "宽度"),
        }
    }
}

/// The English form for a number of things.
pub(super) fn plural(number: i64, one: &'static str, several: &'static str) -> &'static str {
    if number == 1 { one } else { several }
}

/// Whether some number in the text is whole, but too long for 64 bits.
fn holds_a_number_past_64_bits(text: &str) -> bool {
    let in_number = |letter: char| letter.is_numeric() || letter == '.';
    text.split(|letter: char| !in_number(letter))
        .any(|number| number.chars().count() > 18 && number.chars().all(char::is_numeric))
}
