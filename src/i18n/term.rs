//! The words of the field that the page uses, each with a line that says what it means.

use super::Language;

macro_rules! terms {
    ($($variant:ident $english:literal $chinese:literal : $english_line:literal $chinese_line:literal;)*) => {
        /// A word of the field.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub enum Term {
            $($variant,)*
        }

        impl Term {
            /// All of them.
            pub const ALL: &[Term] = &[$(Term::$variant,)*];
        }

        impl Language {
            /// A word of the field.
            pub fn term(self, term: Term) -> &'static str {
                let (english, chinese) = match term {
                    $(Term::$variant => ($english, $chinese),)*
                };
                self.either(english, chinese)
            }

            /// What a word of the field means.
            pub fn explain(self, term: Term) -> &'static str {
                let (english, chinese) = match term {
                    $(Term::$variant => ($english_line, $chinese_line),)*
                };
                self.either(english, chinese)
            }
        }
    };
}

terms! {
    Mac "MAC" "MAC（乘加）":
        "Multiply–accumulate: one multiplication and the addition that goes with it."
        "乘加：一次乘法和与之相伴的一次加法。";
    Flop "FLOP" "FLOP（浮点运算）":
        "One multiplication or one addition. Tools that print 2·MACs under this name count one addition too many in each sum."
        "一次乘法或一次加法。有些工具用它称呼 2·MACs，那样每个求和都多计一次加法。";
    Parameters "parameters" "参数量":
        "The learned numbers: weights and biases. Shared ones are counted once."
        "可学习的数：权重和偏置。共享的只计一次。";
    OutputShape "output shape" "输出形状":
        "What flows out, without the batch: channels, height and width of an image, or the length of a vector."
        "流出的数据，不含批次：图像的通道数、高和宽，或向量的长度。";
    Space "positions" "位置":
        "Pixels of an image, or the places at which the kernel is applied: a height times a width."
        "图像的像素，或使用核的各个位置：高乘以宽。";
    Activations "activations" "激活值":
        "The elements of all layers' outputs, most of which training keeps in memory."
        "所有层输出的元素总数；训练时其中大部分要保存在内存中。";
    Gemm "GEMM" "GEMM（矩阵乘法）":
        "General matrix multiplication: rows × inner × columns is its number of MACs."
        "通用矩阵乘法：行 × 内维 × 列就是乘加次数。";
    Im2col "im2col" "im2col":
        "Copies every patch that the kernel covers into a column of a matrix, so that a convolution becomes one product."
        "把核覆盖的每个图块复制为矩阵的一列，卷积就变成一次矩阵乘法。";
    Col2im "col2im" "col2im":
        "The way back: adds every column as a patch into the image, where patches overlap their values are summed."
        "im2col 的逆向搬移：把每一列作为图块加回图像，图块重叠处的值相加。";
    ColumnBuffer "column buffer" "列缓冲区":
        "The memory for the column matrix of one image: at stride 1 about K_h·K_w times the image."
        "一张图像的列矩阵所需的内存：步幅为 1 时约为图像的 K_h·K_w 倍。";
    Kernel "kernel" "核":
        "The small window of weights that is applied at every position."
        "在每个位置上使用的一小块权重。";
    Filter "filter" "滤波器":
        "The weights of one output channel: a kernel for each input channel of its group."
        "一个输出通道的权重：组内每个输入通道各有一个核。";
    Groups "groups" "分组":
        "Channels split into g parts that do not see each other: 1/g of the weights and MACs."
        "通道分成互不相连的 g 份：权重和乘加次数都减为 1/g。";
    Depthwise "depthwise" "逐通道（depthwise）":
        "As many groups as channels: every channel has its own filters."
        "分组数等于通道数：每个通道都有自己的滤波器。";
    Pointwise "pointwise" "逐点（pointwise）":
        "A 1×1 kernel with stride 1 and no padding: the column matrix is the input itself, and im2col has nothing to do."
        "1×1 核、步幅 1、无填充：列矩阵就是输入本身，不需要 im2col。";
    TransposedConvolution "transposed convolution" "转置卷积（反卷积）":
        "The input gradient of a convolution as a layer of its own: every input pixel adds a patch to the output. Not an inverse."
        "把卷积的输入梯度单独作为一层：每个输入像素向输出加上一个图块。它并不是卷积的逆运算。";
    ReceptiveField "receptive field" "感受野":
        "How high and wide the region of the network's input is that one element can depend on."
        "一个元素所能依赖的网络输入区域有多高、多宽。";
    InBounds "in bounds" "界内":
        "Products with real pixels: neither with padding nor cropped afterwards."
        "与真实像素相乘的乘法：既不与填充相乘，结果也不会被裁掉。";
    PaddingProducts "products with padding" "与填充的乘法":
        "Products in which one factor is a zero of the padding. A GEMM does them all the same."
        "其中一个因子是填充的零。GEMM 照样会做这些乘法。";
    ZeroInsertion "zero insertion" "插零":
        "A transposed convolution as a convolution over its input with zeros between pixels: at stride 2, three products in four are with them."
        "把转置卷积看作对像素之间插零的输入做卷积；步幅为 2 时，四次乘法中有三次是与零相乘。";
    Duality "duality" "对偶":
        "The forward pass of a transposed convolution is the input gradient of a convolution, and the other way round."
        "转置卷积的前向就是卷积的输入梯度，反之亦然。";
    Batch "batch" "批次":
        "The images that are computed at once. Every count on this page is for the whole batch, unless it says otherwise."
        "一次计算的多张图像。除非另有说明，本页所有计数都针对整个批次。";
    Bias "bias" "偏置":
        "One learned number for each output channel, added to all its elements."
        "每个输出通道一个可学习的数，加到该通道的所有元素上。";
    ArithmeticIntensity "arithmetic intensity" "算术强度":
        "Operations for each byte that is moved: low means that memory, not arithmetic, is the limit."
        "每搬移一个字节所做的运算次数：数值低说明瓶颈在内存而不在计算。";
    Convention "counting convention" "计数约定":
        "What counts as one, and what is added up; the layer does the same work under each."
        "什么算作一次、加总哪些内容；无论哪种约定，层所做的运算都一样。";
    InnerExtent "inner extent" "内维":
        "What a matrix product sums over: the columns of the left factor, which are the rows of the right one."
        "矩阵乘法求和的那一维：左矩阵的列，也就是右矩阵的行。";
    SmallTwin "small twin" "缩小版":
        "The same layer with few channels and pixels, so that every cell can be drawn and computed."
        "同一层的缩小版，通道和像素都很少，每个单元都能画出来、算出来。";
}
