//! Other counters: why their numbers differ, and why some cannot be predicted.

use super::Language;
use super::language::say;
use super::number::{exact, percent, times};
use super::quote::quoted;
use crate::cost::Ratio;
use crate::cost::counters::{Prediction, Unpredictable, Why};

impl Language {
    /// Why a tool's number is what it is, in a sentence for each reason; or why it is not known.
    ///
    /// ```
    /// use im2cost::cost::counters::{CountedLayer, Tool};
    /// use im2cost::i18n::Language;
    /// use im2cost::layer::{Fields, Key, Kind, Shape, Value, resolve};
    /// let fields = Fields::new().with(Key::OutFeatures, Value::Integer(30));
    /// let inputs = [Shape::Vector([1, 20])];
    /// let layer = resolve(Kind::Linear, &fields, &inputs).unwrap();
    /// let said = |tool: Tool| Language::English.prediction(&tool.predict(&[CountedLayer::new(&layer, &inputs)]));
    /// assert_eq!(said(Tool::Thop), "Counts the same MACs.");
    /// assert_eq!(said(Tool::Torchinfo), "Adds one for each element of the output, for the bias.");
    /// ```
    pub fn prediction(self, prediction: &Prediction) -> String {
        match (&prediction.value, &prediction.why[..]) {
            (Err(unpredictable), _) => self.unpredictable(*unpredictable).to_owned(),
            (Ok(_), []) => self.either("Counts the same MACs.", "计数与这里的 MACs 相同。").to_owned(),
            (Ok(_), reasons) => self.sentences(reasons.iter().map(|why| self.why(*why))),
        }
    }

    /// A tool's number beside ours, in the same unit.
    ///
    /// ```
    /// use im2cost::cost::Ratio;
    /// use im2cost::i18n::Language;
    /// let said = |value, ours| Language::English.beside_ours(Ratio::whole(value), ours);
    /// assert_eq!(said(147, 147), "= ours");
    /// assert_eq!(said(148, 147), "0.7 % more than our 147");
    /// assert_eq!(said(49, 98), "50.0 % less than our 98");
    /// assert_eq!(said(588, 147), "4.0× our 147");
    /// assert_eq!(said(64, 0), "ours is 0");
    /// assert_eq!(said(0, 147), "ours is 147");
    /// ```
    pub fn beside_ours(self, value: Ratio, ours: u128) -> String {
        let (exact, whole) = (exact(ours), Ratio::whole(ours));
        let share = |part: Option<Ratio>| {
            let share = part.and_then(|part| part.over(whole)).unwrap_or(Ratio::ZERO);
            (share.numerator(), share.denominator())
        };
        if value == whole {
            return self.either("= ours", "= 本页").to_owned();
        }
        if ours == 0 || value == Ratio::ZERO {
            return say!(self, "ours is {exact}", "本页为 {exact}");
        }
        if value < whole {
            let (part, of) = share(whole.minus(value));
            let less = percent(part, of);
            return say!(self, "{less} less than our {exact}", "比本页的 {exact} 少 {less}");
        }
        match share(value.minus(whole)) {
            (part, of) if part < of => {
                let more = percent(part, of);
                say!(self, "{more} more than our {exact}", "比本页的 {exact} 多 {more}")
            }
            _ => {
                let (part, of) = share(Some(value));
                let times = times(part, of);
                say!(self, "{times} our {exact}", "是本页 {exact} 的 {times}")
            }
        }
    }

    /// A text where a count belongs.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// let said = Language::English.unreadable_count("many");
    /// assert_eq!(said, "“many” is no count: write it like 4.11G, 462M or with all its digits.");
    /// ```
    pub fn unreadable_count(self, text: &str) -> String {
        let text = quoted(text);
        say!(
            self,
            "{text} is no count: write it like 4.11G, 462M or with all its digits.",
            "{text} 不是计数：请写成 4.11G、462M，或写出每一位数字。",
        )
    }

    /// Why a tool's number differs from the MACs that are done.
    pub fn why(self, why: Why) -> &'static str {
        let (english, chinese) = match why {
            Why::Doubled => ("Counts a MAC as two FLOPs.", "把一次乘加计为两次浮点运算。"),
            Why::OneImage => ("Counts one image, whatever the batch.", "无论批大小，只计一张图像。"),
            Why::BiasAdded => (
                "Adds one for each element of the output, for the bias.",
                "因偏置，给输出的每个元素各加一次。",
            ),
            Why::OutputPositions => (
                "Counts a transposed convolution as a whole kernel at every output position.",
                "把转置卷积按“每个输出位置一次完整的核”来计。",
            ),
            Why::GroupsTwice => ("Divides by the groups twice.", "除以分组数两次。"),
            Why::GroupsIgnored => ("Ignores the groups.", "忽略分组。"),
            Why::OutChannelsForIn => (
                "Takes the number of output channels where the number of input channels belongs.",
                "本该用输入通道数的地方，用了输出通道数。",
            ),
            Why::FourPerAxis => {
                ("Adds four operations for each axis, “for padding”.", "每个轴另加四次运算，称是“用于填充”。")
            }
            Why::PaddingWordUnread => (
                "Does not understand padding given as a word, and counts nothing.",
                "不认识用词给出的填充，计为零。",
            ),
            Why::PaddingWordHalved => (
                "Takes “same” to pad both sides alike, which makes the output of an even kernel too small.",
                "以为“same”在两侧填充相同，于是偶数核的输出算小了。",
            ),
            Why::PixelsIgnored => (
                "Counts a linear layer once an image, however many pixels it acts on.",
                "全连接层不论作用于多少像素，每张图像只计一次。",
            ),
            Why::TransposedUnread => {
                ("Reports nothing for transposed convolutions.", "对转置卷积不报告任何数字。")
            }
            Why::BackwardPasses => (
                "Counts the gradients of input and weights, each like the forward pass; also the gradient of the network's input, which no training step needs.",
                "计的是输入梯度和权重梯度，各与前向相当；网络输入的梯度也计在内，而训练时并不需要它。",
            ),
            Why::WeightGradientGroups => (
                "Counts the weight gradient as if there were one group, groups times too much.",
                "权重梯度按没有分组来计，多算了“分组数”倍。",
            ),
            Why::KernelOverStride => (
                "Multiplies output positions by K/s along each axis, which is exact only where the output is s times the input.",
                "每个轴上用输出位置数乘 K/s，只有输出恰为输入的 s 倍时才准确。",
            ),
            Why::OutputPaddingIgnored => ("Ignores the output padding.", "忽略输出填充。"),
            Why::DilationIgnored => {
                ("Ignores the dilation of transposed convolutions.", "忽略转置卷积的膨胀。")
            }
            Why::ElementwiseCounted => {
                ("Counts layers that multiply no matrices too.", "也计入不做矩阵乘法的层。")
            }
            Why::CountedTwice => (
                "Counts some layers twice: the module, and the function that it calls.",
                "有些层计了两次：模块一次，模块调用的函数又一次。",
            ),
            Why::WindowAsSide => (
                "Takes a square window, written as one number, to have as many elements as one side.",
                "方形窗口写成一个数时，把边长当成了窗口的元素个数。",
            ),
            Why::NormFolded => (
                "Counts what PyTorch's exporter writes, which merges a batch normalization into the convolution before it as a bias.",
                "计的是 PyTorch 导出的文件，其中批归一化已并入前面的卷积，成为偏置。",
            ),
            Why::ParametersPerImage => (
                "Counts the learned numbers of other layers once an image.",
                "其他层的可学习参数，每张图像各计一次。",
            ),
        };
        self.either(english, chinese)
    }

    /// Why a tool's number cannot be predicted.
    pub fn unpredictable(self, unpredictable: Unpredictable) -> &'static str {
        let (english, chinese) = match unpredictable {
            Unpredictable::Incomplete => (
                "Not known: the network has a row that is not valid or could not be read.",
                "未知：网络中有无效的或读不出的行。",
            ),
            Unpredictable::TooLarge => {
                ("Not known: the number does not fit in 128 bits.", "未知：这个数超出了 128 位。")
            }
            Unpredictable::DependsOnClass => (
                "Not known: it depends on which of several classes does the normalization.",
                "未知：取决于用哪一个类做归一化。",
            ),
            Unpredictable::DependsOnCall => (
                "Not known: it counts x + y, but not x += y, and a row does not say which it is.",
                "未知：它计 x + y，却不计 x += y，而行里看不出是哪一种。",
            ),
            Unpredictable::DependsOnSharing => (
                "Not known: it depends on how the modules that share weights are registered.",
                "未知：取决于共享权重的模块如何注册。",
            ),
            Unpredictable::DependsOnReturned => (
                "Not known: the network has several results, and it counts what leads to those that are returned.",
                "未知：网络有多个结果，它只计通往所返回结果的部分。",
            ),
            Unpredictable::DependsOnRounding => {
                ("Not known: it depends on how a fraction is rounded.", "未知：取决于小数如何取整。")
            }
            Unpredictable::NotInPytorch => {
                ("Not known: PyTorch has no such layer.", "未知：PyTorch 没有这样的层。")
            }
            Unpredictable::NotExported => (
                "Not known: PyTorch's exporter does not write such a layer.",
                "未知：PyTorch 的导出器不支持这样的层。",
            ),
            Unpredictable::NotMeasured => {
                ("Not known: the tool was not tried on such a layer.", "未知：没有在这样的层上试过这个工具。")
            }
            Unpredictable::NotKnown => {
                ("Not known: the tool does not know such a layer.", "未知：这个工具不认识这样的层。")
            }
            Unpredictable::OtherSize => (
                "Not known: the tool computes another size for a row that others depend on.",
                "未知：某一行的尺寸它算得不同，而后面的行依赖这个尺寸。",
            ),
        };
        self.either(english, chinese)
    }
}
