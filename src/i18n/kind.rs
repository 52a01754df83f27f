//! Names of kinds of layers, and of what people call a kind with certain values.

use super::Language;
use crate::layer::{Direction, Kind, Layer, Operation};

/// What people call a layer, where that says more than its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Variety {
    /// A convolution with several groups.
    GroupedConvolution,
    /// A convolution with a group for each input channel.
    DepthwiseConvolution,
    /// A convolution with a 1×1 kernel.
    PointwiseConvolution,
    /// A transposed convolution with several groups.
    GroupedTransposed,
    /// The activation that is meant most often.
    Relu,
    /// Any layer of the kind.
    Plain(Kind),
}

impl Variety {
    /// What a reader can choose, in the order of a menu.
    pub const MENU: [Variety; 28] = [
        Variety::Plain(Kind::Conv2d),
        Variety::GroupedConvolution,
        Variety::DepthwiseConvolution,
        Variety::PointwiseConvolution,
        Variety::Plain(Kind::ConvTranspose2d),
        Variety::GroupedTransposed,
        Variety::Plain(Kind::Linear),
        Variety::Plain(Kind::MaxPool2d),
        Variety::Plain(Kind::AvgPool2d),
        Variety::Plain(Kind::AdaptiveAvgPool2d),
        Variety::Plain(Kind::AdaptiveMaxPool2d),
        Variety::Plain(Kind::BatchNorm2d),
        Variety::Plain(Kind::LayerNorm),
        Variety::Plain(Kind::LocalResponseNorm),
        Variety::Relu,
        Variety::Plain(Kind::Activation),
        Variety::Plain(Kind::Add),
        Variety::Plain(Kind::Mul),
        Variety::Plain(Kind::Concat),
        Variety::Plain(Kind::Scale),
        Variety::Plain(Kind::Upsample),
        Variety::Plain(Kind::PixelShuffle),
        Variety::Plain(Kind::SliceChannels),
        Variety::Plain(Kind::Crop),
        Variety::Plain(Kind::Pad),
        Variety::Plain(Kind::Flatten),
        Variety::Plain(Kind::Unflatten),
        Variety::Plain(Kind::Identity),
    ];

    /// What a valid row of that kind is called.
    pub fn of(kind: Kind, layer: &Layer) -> Variety {
        let Operation::Gemm(gemm) = layer.operation else { return Variety::Plain(kind) };
        match gemm.direction {
            Direction::Convolution if gemm.groups > 1 && gemm.groups == gemm.in_channels => {
                Variety::DepthwiseConvolution
            }
            Direction::Convolution if gemm.groups > 1 => Variety::GroupedConvolution,
            Direction::Convolution if gemm.grids.iter().all(|grid| grid.kernel == 1) => {
                Variety::PointwiseConvolution
            }
            Direction::Transposed if gemm.groups > 1 => Variety::GroupedTransposed,
            _ => Variety::Plain(kind),
        }
    }

    /// The kind that it is a variety of.
    pub fn kind(self) -> Kind {
        match self {
            Variety::GroupedConvolution | Variety::DepthwiseConvolution | Variety::PointwiseConvolution => {
                Kind::Conv2d
            }
            Variety::GroupedTransposed => Kind::ConvTranspose2d,
            Variety::Relu => Kind::Activation,
            Variety::Plain(kind) => kind,
        }
    }
}

impl Language {
    /// A kind, by the name that its readers know; with a second name in parentheses where it has two.
    pub fn kind(self, kind: Kind) -> &'static str {
        let (english, chinese) = match kind {
            Kind::Conv2d => ("convolution", "卷积"),
            Kind::ConvTranspose2d => ("transposed convolution (deconvolution)", "转置卷积（反卷积）"),
            Kind::Linear => ("linear (fully connected)", "线性（全连接）"),
            Kind::MaxPool2d => ("max pooling", "最大池化"),
            Kind::AvgPool2d => ("average pooling", "平均池化"),
            Kind::AdaptiveAvgPool2d => ("average pooling to a size (global)", "自适应平均池化（全局）"),
            Kind::AdaptiveMaxPool2d => ("max pooling to a size (global)", "自适应最大池化（全局）"),
            Kind::Upsample => ("upsampling", "上采样"),
            Kind::PixelShuffle => ("pixel shuffle", "像素重排（pixel shuffle）"),
            Kind::BatchNorm2d => ("batch normalization", "批归一化"),
            Kind::LayerNorm => ("layer normalization", "层归一化"),
            Kind::LocalResponseNorm => ("local response normalization", "局部响应归一化"),
            Kind::Activation => ("activation", "激活函数"),
            Kind::Scale => ("scale of each channel", "逐通道缩放"),
            Kind::Add => ("addition", "相加"),
            Kind::Mul => ("product", "相乘"),
            Kind::Concat => ("concatenation", "拼接"),
            Kind::SliceChannels => ("slice of channels", "通道切片"),
            Kind::Crop => ("crop", "裁剪"),
            Kind::Pad => ("pad", "补边"),
            Kind::Flatten => ("flatten", "展平"),
            Kind::Unflatten => ("unflatten", "还原为图像"),
            Kind::Identity => ("identity (dropout, …)", "恒等（dropout 等）"),
            Kind::Unknown => ("not recognized", "未识别"),
        };
        self.either(english, chinese)
    }

    /// A variety in full, as in a menu.
    pub fn variety(self, variety: Variety) -> &'static str {
        let (english, chinese) = match variety {
            Variety::GroupedConvolution => ("grouped convolution", "分组卷积"),
            Variety::DepthwiseConvolution => ("depthwise convolution", "逐通道卷积（depthwise）"),
            Variety::PointwiseConvolution => ("1×1 convolution (pointwise)", "1×1 卷积（逐点卷积）"),
            Variety::GroupedTransposed => ("grouped transposed convolution", "分组转置卷积（分组反卷积）"),
            Variety::Relu => ("ReLU", "ReLU"),
            Variety::Plain(kind) => return self.kind(kind),
        };
        self.either(english, chinese)
    }

    /// A variety in few letters, as in a column of a table.
    pub fn short_variety(self, variety: Variety) -> &'static str {
        let (english, chinese) = match variety {
            Variety::GroupedConvolution => ("grouped conv.", "分组卷积"),
            Variety::DepthwiseConvolution => ("depthwise conv.", "逐通道卷积"),
            Variety::PointwiseConvolution => ("1×1 conv.", "1×1 卷积"),
            Variety::GroupedTransposed => ("grouped transp.", "分组转置卷积"),
            Variety::Relu => return self.variety(variety),
            Variety::Plain(Kind::ConvTranspose2d) => ("transp. conv.", "转置卷积"),
            Variety::Plain(Kind::Linear) => ("linear", "线性"),
            Variety::Plain(Kind::AdaptiveAvgPool2d) => ("adaptive avg.", "自适应平均池化"),
            Variety::Plain(Kind::AdaptiveMaxPool2d) => ("adaptive max", "自适应最大池化"),
            Variety::Plain(Kind::PixelShuffle) => ("pixel shuffle", "像素重排"),
            Variety::Plain(Kind::BatchNorm2d) => ("batch norm", "批归一化"),
            Variety::Plain(Kind::LayerNorm) => ("layer norm", "层归一化"),
            Variety::Plain(Kind::LocalResponseNorm) => ("local resp. norm", "局部响应归一化"),
            Variety::Plain(Kind::Scale) => ("scale", "逐通道缩放"),
            Variety::Plain(Kind::SliceChannels) => ("slice", "通道切片"),
            Variety::Plain(Kind::Identity) => ("identity", "恒等"),
            Variety::Plain(kind) => return self.kind(kind),
        };
        self.either(english, chinese)
    }
}

/// The word that the page has for what others call by another name.
///
/// ```
/// use im2cost::i18n::usual_word;
/// assert_eq!(usual_word("去卷积"), Some("转置卷积"));
/// assert_eq!(usual_word("卷积"), None);
/// ```
pub fn usual_word(word: &str) -> Option<&'static str> {
    match word {
        "反卷积" | "去卷积" | "逆卷积" => Some("转置卷积"),
        "deconv" | "deconvolution" | "deconvolutions" => Some("transposed convolution"),
        _ => None,
    }
}
