//! Names of fields, and what each means, in a line.

use super::Language;
use crate::layer::{Key, Kind};
use crate::network::{Field, InputKey};

impl Language {
    /// A hyperparameter in words.
    pub fn key(self, key: Key) -> &'static str {
        let (english, chinese) = match key {
            Key::InChannels => ("input channels", "输入通道数"),
            Key::OutChannels => ("output channels", "输出通道数"),
            Key::InFeatures => ("input features", "输入特征数"),
            Key::OutFeatures => ("output features", "输出特征数"),
            Key::NumFeatures => ("features", "特征数"),
            Key::KernelSize => ("kernel size", "核大小"),
            Key::Stride => ("stride", "步幅"),
            Key::Padding => ("padding", "填充"),
            Key::Dilation => ("dilation", "膨胀"),
            Key::OutputPadding => ("output padding", "输出填充"),
            Key::Groups => ("groups", "分组数"),
            Key::Bias => ("bias", "偏置"),
            Key::CeilMode => ("round up", "向上取整"),
            Key::CountIncludePad => ("padding in the average", "均值计入填充"),
            Key::OutputSize => ("output size", "输出尺寸"),
            Key::ScaleFactor => ("scale factor", "缩放倍数"),
            Key::Size => ("size", "尺寸"),
            Key::Mode => ("interpolation", "插值方式"),
            Key::UpscaleFactor => ("upscale factor", "放大倍数"),
            Key::Affine => ("learned factor and offset", "可学习的缩放与偏移"),
            Key::Function => ("function", "函数"),
            Key::NumParameters => ("parameters", "参数个数"),
            Key::Start => ("first channel", "起始通道"),
            Key::Length => ("channels taken", "通道数"),
            Key::Amount => ("amount on each side", "四边的量"),
            Key::Shape => ("shape", "形状"),
            Key::Op => ("operator", "算子"),
            Key::OutputShape => ("output shape", "输出形状"),
        };
        self.either(english, chinese)
    }

    /// A hyperparameter as a sentence names it: as the code that readers know does, and in Chinese in words too.
    pub(super) fn key_in_sentence(self, key: Key) -> String {
        match self {
            Language::English => key.name().to_owned(),
            Language::Chinese => format!("{}（{}）", key.name(), self.key(key)),
        }
    }

    /// A field of a row in words.
    pub fn field(self, field: Field) -> &'static str {
        match field {
            Field::Name => self.either("name", "名称"),
            Field::Kind => self.either("kind", "类型"),
            Field::From => self.either("from", "来源"),
            Field::SharesWeightsWith => self.either("shares weights with", "共享权重"),
            Field::Key(key) => self.key(key),
        }
    }

    /// An extent of the network's input in words.
    pub fn input_key(self, key: InputKey) -> &'static str {
        match key {
            InputKey::Batch => self.either("batch size", "批大小"),
            InputKey::Channels => self.either("channels", "通道数"),
            InputKey::Height => self.either("height", "高度"),
            InputKey::Width => self.either("width", "宽度"),
        }
    }

    /// What an extent of the network's input means.
    pub fn explain_input(self, key: InputKey) -> &'static str {
        let (english, chinese) = match key {
            InputKey::Batch => (
                "N: how many images are computed at once; every count is for all of them.",
                "N：一次计算多少张图像；所有计数都针对整个批次。",
            ),
            InputKey::Channels => (
                "The numbers at each pixel: 3 for RGB. Without a height and a width, the length of each vector.",
                "每个像素上有几个数，RGB 图像为 3。不填高度和宽度时，表示每个向量的长度。",
            ),
            InputKey::Height => (
                "Rows of pixels. Leave height and width empty if the input is vectors.",
                "像素行数。输入是向量时，高度和宽度都留空。",
            ),
            InputKey::Width => (
                "Columns of pixels. Leave height and width empty if the input is vectors.",
                "像素列数。输入是向量时，高度和宽度都留空。",
            ),
        };
        self.either(english, chinese)
    }

    /// What a field of a row of that kind means.
    pub fn explain_field(self, kind: Kind, field: Field) -> &'static str {
        let (english, chinese) = match field {
            Field::Name => (
                "How other rows name this one; unique within the network.",
                "其他行用它来引用这一行；在整个网络中不可重复。",
            ),
            Field::Kind => ("What the layer does.", "这一层做什么运算。"),
            Field::From if kind.joins() => {
                ("The rows that this one joins, separated by commas.", "这一行要合并的各行，用逗号分隔。")
            }
            Field::From => (
                "The row whose output flows in; empty means the row above, and “input” the network's input.",
                "哪一行的输出流入这一行；留空表示上一行，“input”表示网络的输入。",
            ),
            Field::SharesWeightsWith => (
                "An earlier row whose weights this one uses; they are counted once.",
                "沿用前面某一行的权重；共享的参数只计一次。",
            ),
            Field::Key(key) => return self.explain_key(kind, key),
        };
        self.either(english, chinese)
    }

    fn explain_key(self, kind: Kind, key: Key) -> &'static str {
        let transposed = kind == Kind::ConvTranspose2d;
        let pool = matches!(kind, Kind::MaxPool2d | Kind::AvgPool2d);
        let (english, chinese) = match key {
            Key::InChannels => (
                "Channels of the input. It follows what flows in until you type a number.",
                "输入的通道数。在你填写之前，它跟随流入的数据。",
            ),
            Key::OutChannels => (
                "Channels of the output: how many filters the layer has.",
                "输出的通道数，也就是滤波器的个数。",
            ),
            Key::InFeatures => (
                "Length of each input vector. It follows what flows in until you type a number.",
                "每个输入向量的长度。在你填写之前，它跟随流入的数据。",
            ),
            Key::OutFeatures => ("Length of each output vector.", "每个输出向量的长度。"),
            Key::NumFeatures => (
                "Channels that are normalized. It follows what flows in until you type a number.",
                "参与归一化的通道数。在你填写之前，它跟随流入的数据。",
            ),
            Key::KernelSize if pool => {
                ("Height and width of the window: 3 means 3×3.", "窗口的高和宽：3 表示 3×3。")
            }
            Key::KernelSize => {
                ("Height and width of the kernel: 3 means 3×3.", "卷积核的高和宽：3 表示 3×3。")
            }
            Key::Stride if transposed => (
                "How far apart in the output the patches of neighbouring input pixels lie; 2 doubles the size.",
                "相邻输入像素对应的输出块相隔多远；步幅 2 使尺寸加倍。",
            ),
            Key::Stride if pool => (
                "How far the window moves from one output to the next; by default its own size.",
                "窗口每次移动的距离；默认等于窗口大小。",
            ),
            Key::Stride => (
                "How far the kernel moves from one output pixel to the next; 2 halves the size.",
                "卷积核每次移动的距离；步幅 2 使尺寸减半。",
            ),
            Key::Padding if transposed => (
                "Rows and columns cropped off each side of the output: a number, h×w, four sides, or a word.",
                "从输出四边裁掉的行数和列数：一个数、高×宽、四边，或一个词。",
            ),
            Key::Padding => (
                "Rows and columns added on each side of the input: a number, h×w, four sides, or a word.",
                "在输入四边补上的行数和列数：一个数、高×宽、四边，或一个词。",
            ),
            Key::Dilation => (
                "Distance between neighbouring elements of the kernel; 1 leaves no gaps.",
                "核内相邻元素的间距；1 表示没有空隙。",
            ),
            Key::OutputPadding => (
                "Rows and columns added at the bottom and right of the output, to choose among the sizes that a stride allows.",
                "在输出的下方和右侧多出的行和列，用来在步幅允许的几种尺寸中选定一种。",
            ),
            Key::Groups => (
                "Splits the channels into groups that do not see each other; as many groups as channels is depthwise.",
                "把通道分成互不相连的若干组；分组数等于通道数就是逐通道卷积（depthwise）。",
            ),
            Key::Bias => {
                ("Adds one learned number to each output channel.", "给每个输出通道加上一个可学习的数。")
            }
            Key::CeilMode => (
                "Rounds the output size up, so that a last window may hang over the edge.",
                "输出尺寸向上取整，最后一个窗口可以伸出边界。",
            ),
            Key::CountIncludePad => (
                "Divides by the whole window even where it covers padding.",
                "窗口盖到填充时，求平均仍除以整个窗口的大小。",
            ),
            Key::OutputSize => {
                ("Height and width that come out; – keeps the input's.", "输出的高和宽；“–”表示与输入相同。")
            }
            Key::ScaleFactor => (
                "How many times larger the output is; the size is rounded down.",
                "输出是输入的多少倍；尺寸向下取整。",
            ),
            Key::Size if kind == Kind::LocalResponseNorm => {
                ("How many neighbouring channels are summed.", "对多少个相邻通道求和。")
            }
            Key::Size => ("Height and width that come out.", "输出的高和宽。"),
            Key::Mode => (
                "How a new pixel is made: nearest copies one pixel, bilinear mixes 4, bicubic 16.",
                "新像素的算法：nearest 复制一个像素，bilinear 混合 4 个，bicubic 混合 16 个。",
            ),
            Key::UpscaleFactor => (
                "r: the image grows r times in height and width, and has r² times fewer channels.",
                "r：高和宽各放大 r 倍，通道数减为原来的 1/r²。",
            ),
            Key::Affine => (
                "Gives each feature a learned factor and a learned offset.",
                "给每个特征一个可学习的缩放系数和一个可学习的偏移。",
            ),
            Key::Function => ("Which function is applied to each element.", "对每个元素施加哪个函数。"),
            Key::NumParameters => (
                "Learned slopes of PReLU: 1, or one for each channel.",
                "PReLU 的可学习斜率：1 个，或每个通道 1 个。",
            ),
            Key::Start => ("The first channel taken, counted from 0.", "从第几个通道开始取，从 0 数起。"),
            Key::Length => ("How many channels are taken.", "取多少个通道。"),
            Key::Amount => {
                ("Rows and columns at the top, left, bottom and right.", "上、左、下、右四边各多少行或列。")
            }
            Key::Shape => ("Channels, height and width that come out.", "输出的通道数、高和宽。"),
            Key::Op => ("What the imported model calls this layer.", "导入的模型对这一层的称呼。"),
            Key::OutputShape => (
                "The shape that the layer passes on; empty means the one that flows in.",
                "这一层传给下一层的形状；留空表示与流入的相同。",
            ),
        };
        self.either(english, chinese)
    }
}
