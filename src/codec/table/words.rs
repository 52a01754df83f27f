//! What this page itself calls kinds and columns, in both languages, and what else people who write Chinese call them.

use super::columns::Column;
use crate::layer::{Key, Kind};

/// The kind that words name; only letters and digits of them are left, in lower case.
pub(super) fn kind(plain: &str) -> Option<Kind> {
    let words = plain.trim_start_matches(|first: char| first.is_ascii_digit());
    let words = words.strip_suffix('层').unwrap_or(words);
    Some(match words {
        "卷积" | "二维卷积" | "普通卷积" | "标准卷积" | "conv" | "convpointwise" | "convolutionpointwise" => {
            Kind::Conv2d
        }
        "分组卷积" | "卷积逐点卷积" | "逐点卷积" => Kind::Conv2d,
        _ if is_depthwise(words) => Kind::Conv2d,
        "转置卷积" | "反卷积" | "转置卷积反卷积" | "transpconv" | "transposedconvolutiondeconvolution" => {
            Kind::ConvTranspose2d
        }
        "分组转置卷积" | "分组反卷积" | "分组转置卷积分组反卷积" => {
            Kind::ConvTranspose2d
        }
        "groupedtransp" | "groupedtransposedconvolution" => Kind::ConvTranspose2d,
        "全连接" | "线性" | "线性全连接" | "linearfullyconnected" => Kind::Linear,
        "最大池化" => Kind::MaxPool2d,
        "平均池化" | "均值池化" => Kind::AvgPool2d,
        "自适应平均池化" | "自适应平均池化全局" | "全局平均池化" => {
            Kind::AdaptiveAvgPool2d
        }
        "averagepoolingtoasizeglobal" | "adaptiveavg" => Kind::AdaptiveAvgPool2d,
        "自适应最大池化" | "自适应最大池化全局" | "全局最大池化" => {
            Kind::AdaptiveMaxPool2d
        }
        "maxpoolingtoasizeglobal" | "adaptivemax" => Kind::AdaptiveMaxPool2d,
        "上采样" => Kind::Upsample,
        "像素重排" | "像素重排pixelshuffle" => Kind::PixelShuffle,
        "批归一化" | "批标准化" | "批量归一化" => Kind::BatchNorm2d,
        "层归一化" => Kind::LayerNorm,
        "局部响应归一化" | "localrespnorm" => Kind::LocalResponseNorm,
        "激活" | "激活函数" => Kind::Activation,
        "逐通道缩放" | "缩放" | "scaleofeachchannel" => Kind::Scale,
        "相加" | "加法" | "addition" => Kind::Add,
        "相乘" | "乘法" | "product" => Kind::Mul,
        "拼接" | "concatenation" => Kind::Concat,
        "通道切片" | "sliceofchannels" => Kind::SliceChannels,
        "裁剪" => Kind::Crop,
        "补边" | "填充" => Kind::Pad,
        "展平" => Kind::Flatten,
        "还原为图像" => Kind::Unflatten,
        "恒等" | "恒等dropout等" | "identitydropout" => Kind::Identity,
        "未识别" | "notrecognized" => Kind::Unknown,
        _ => return None,
    })
}

/// Whether words name a convolution with a group for each channel.
pub(super) fn is_depthwise(plain: &str) -> bool {
    matches!(plain, "逐通道卷积" | "逐通道卷积depthwise" | "深度卷积" | "逐深度卷积")
}

/// Whether words name a convolution with a kernel of one pixel.
pub(super) fn is_pointwise(plain: &str) -> bool {
    plain.starts_with("11conv") || plain.starts_with("11卷积") || plain == "逐点卷积"
}

/// Whether words say that a pool is over all pixels.
pub(super) fn is_global(plain: &str) -> bool {
    plain.starts_with("global") || plain.starts_with("全局")
}

/// The column that words name.
pub(super) fn column(plain: &str) -> Option<Column> {
    let key = match plain {
        "名称" | "层名" | "层" => return Some(Column::Name),
        "类型" | "层类型" | "种类" => return Some(Column::Kind),
        "来源" | "输入" | "输入来源" => return Some(Column::From),
        "共享权重" => return Some(Column::Shares),
        "超参数" | "hyperparameters" => return Some(Column::Values),
        "行" | "row" | "输出" | "参数量" | "参数" | "计算量" | "cost" | "占比" | "share" | "感受野"
        | "receptivefield" | "输入形状" => return Some(Column::Result),
        "输入通道数" | "输入通道" => Key::InChannels,
        "输出通道数" | "输出通道" | "滤波器数" => Key::OutChannels,
        "输入特征数" | "inputfeatures" => Key::InFeatures,
        "输出特征数" | "outputfeatures" => Key::OutFeatures,
        "特征数" | "features" => Key::NumFeatures,
        "核大小" | "卷积核" | "卷积核大小" | "卷积核尺寸" | "核尺寸" | "池化核" => {
            Key::KernelSize
        }
        "步幅" | "步长" | "步距" => Key::Stride,
        "填充" | "补边" => Key::Padding,
        "膨胀" | "膨胀率" | "扩张" | "扩张率" | "空洞" | "空洞率" | "dil" => Key::Dilation,
        "输出填充" => Key::OutputPadding,
        "分组数" | "分组" | "组数" => Key::Groups,
        "偏置" => Key::Bias,
        "向上取整" | "roundup" => Key::CeilMode,
        "均值计入填充" | "paddingintheaverage" => Key::CountIncludePad,
        "输出尺寸" => Key::OutputSize,
        "缩放倍数" => Key::ScaleFactor,
        "尺寸" => Key::Size,
        "插值方式" | "interpolation" => Key::Mode,
        "放大倍数" | "upscalefactor" => Key::UpscaleFactor,
        "可学习的缩放与偏移" | "learnedfactorandoffset" => Key::Affine,
        "函数" | "激活" | "激活函数" => Key::Function,
        "参数个数" => Key::NumParameters,
        "起始通道" | "firstchannel" => Key::Start,
        "通道数" | "channelstaken" => Key::Length,
        "四边的量" | "amountoneachside" => Key::Amount,
        "形状" => Key::Shape,
        "算子" => Key::Op,
        "输出形状" => Key::OutputShape,
        _ => return None,
    };
    Some(Column::Value(key))
}
