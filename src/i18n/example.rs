//! What to see in each example network.

use super::Language;
use super::kind::usual_word;
use super::language::say;
use super::number::short;
use crate::network::{Document, Example};

impl Language {
    /// One sentence on what an example shows.
    pub fn example(self, example: Example) -> &'static str {
        let (english, chinese) = match example {
            Example::LeNet5 => (
                "Small enough to follow by hand: C5 is a convolution whose kernel covers its whole input, so a linear layer in disguise.",
                "小到可以手算：C5 的卷积核覆盖整个输入，其实就是一个全连接层。",
            ),
            Example::AlexNet => (
                "More than nine tenths of the parameters sit in three linear layers, more than nine tenths of the multiplications in five convolutions.",
                "九成以上的参数在三个全连接层里，九成以上的乘法在五个卷积里。",
            ),
            Example::Vgg11 => (
                "Eight convolutions; the first linear layer alone has three quarters of the parameters.",
                "八个卷积；仅第一个全连接层就占参数的四分之三。",
            ),
            Example::Vgg16 => (
                "Thirteen 3×3 convolutions: the column matrix of the second one alone is nine times its input.",
                "十三个 3×3 卷积：仅第二个的列矩阵就是其输入的九倍。",
            ),
            Example::Vgg19 => (
                "Three convolutions more than VGG-16: each halving of the image doubles the channels.",
                "比 VGG-16 多三个卷积：图像每减半一次，通道数就加倍。",
            ),
            Example::GoogLeNet => (
                "Nine modules of four branches each; a 1×1 convolution in front of every larger one makes it affordable. torchvision has 3×3 where the paper has 5×5.",
                "九个模块，各有四个分支；每个较大的卷积前都有一个 1×1 卷积来降低成本。论文中的 5×5，torchvision 用的是 3×3。",
            ),
            Example::InceptionV3 => (
                "7×7 convolutions taken apart into 1×7 and 7×1: kernels that are not square, and fourteen weights a pair of channels in place of forty-nine.",
                "7×7 卷积拆成 1×7 和 7×1：卷积核不是正方形，每对通道 14 个权重，而不是 49 个。",
            ),
            Example::ResNet18 => (
                "Skips join by addition: follow the wires into layer2.0.add.",
                "跳跃连接以加法汇合：请看接入 layer2.0.add 的连线。",
            ),
            Example::ResNet34 => (
                "Half as many pixels each way, twice the channels: nearly every 3×3 convolution costs the same 116 M.",
                "图像边长减半，通道数加倍：几乎每个 3×3 卷积的计算量都是 116 M。",
            ),
            Example::ResNet50 => (
                "4.09, 4.10, 4.11, 4.13, 8.18 or 8.21 G: one network, and every counter has its own number.",
                "4.09、4.10、4.11、4.13、8.18 还是 8.21 G：同一个网络，每个计数器给出自己的数。",
            ),
            Example::ResNet101 => (
                "Seventeen blocks more than ResNet-50, all of them in the third stage, which now has most of the cost.",
                "比 ResNet-50 多十七个模块，全在第三阶段：大部分计算量都在那里。",
            ),
            Example::ResNet152 => (
                "515 rows: collapse the blocks or sort by cost to see where the cost lies.",
                "共 515 行：折叠模块或按计算量排序，便于查看。",
            ),
            Example::ResNeXt50 => (
                "Grouped 3×3 convolutions: 32 small products on the diagonal in place of one large one.",
                "分组 3×3 卷积：对角线上 32 个小矩阵乘法，代替一个大的。",
            ),
            Example::WideResNet50 => (
                "ResNet-50 with twice the channels inside each block: not twice but 2.8 times the cost.",
                "每个模块内部的通道数是 ResNet-50 的两倍：计算量不是两倍，而是 2.8 倍。",
            ),
            Example::DenseNet121 => (
                "Every layer reads all the layers before it in its block: look at the wires, and at C_in growing by 32 a layer.",
                "每层都读取模块中前面的所有层：请看连线，以及每层增加 32 的 C_in。",
            ),
            Example::SqueezeNet10 => (
                "Fifty times fewer parameters than AlexNet, and more multiplications: small is not fast.",
                "参数是 AlexNet 的五十分之一，乘法却更多：小不等于快。",
            ),
            Example::SqueezeNet11 => (
                "The same modules as SqueezeNet 1.0, pooled earlier: 2.3 times fewer multiplications.",
                "模块与 SqueezeNet 1.0 相同，只是更早池化：乘法少到原来的 1/2.3。",
            ),
            Example::MobileNetV2 => (
                "Depthwise convolutions do few multiplications: look how much of the cost is in the 1×1 layers around them.",
                "深度卷积的乘法很少：看看成本有多少落在它们周围的 1×1 卷积里。",
            ),
            Example::MobileNetV3Large => (
                "Squeeze and excitation: a branch that pools all pixels, computes a factor for each channel and multiplies; it costs almost nothing but parameters.",
                "压缩与激励：一个分支汇聚所有像素，为每个通道算出一个因子再相乘；除了参数几乎没有成本。",
            ),
            Example::MobileNetV3Small => (
                "Depthwise 5×5 convolutions; two linear layers have most of the parameters.",
                "5×5 的深度卷积；大部分参数在两个全连接层里。",
            ),
            Example::ShuffleNetV2 => (
                "Half of the channels pass by untouched: see the slices, and the channel shuffles that mix the halves.",
                "一半通道原样通过：请看切片，以及混合两半的通道重排。",
            ),
            Example::MnasNet => (
                "Found by a search that measured time on a telephone, not multiplications: kernels of 3×3 and 5×5 side by side.",
                "由在手机上测量时间（而不是乘法次数）的搜索得到：3×3 与 5×5 的核并存。",
            ),
            Example::EfficientNetB0 => (
                "Squeeze and excitation in each of sixteen blocks: a branch that ends in a product with what flows by.",
                "十六个模块都有压缩与激励：一个分支，最后与主路相乘。",
            ),
            Example::RegNetY => (
                "Groups of a fixed width: the wider a stage, the more groups.",
                "每组宽度固定：阶段越宽，组数越多。",
            ),
            Example::ConvNeXtTiny => (
                "Depthwise 7×7 convolutions are 2 % of the cost; linear layers on every pixel are 93 %.",
                "7×7 深度卷积只占计算量的 2 %；作用于每个像素的全连接层占 93 %。",
            ),
            Example::UNet => (
                "Down and up again: transposed 2×2 convolutions with stride 2, whose column cells never overlap, beside cropped skips.",
                "先下后上：步幅 2 的 2×2 转置卷积，列元素互不重叠；旁边是裁剪后的跳跃连接。",
            ),
            Example::DcganGenerator => (
                "Transposed convolutions only: several counters print four times the multiplications that are done.",
                "全是转置卷积：好几个计数器给出的数是实际乘法的四倍。",
            ),
            Example::DcganDiscriminator => (
                "The generator turned around: the same kernels and strides as convolutions, each the input gradient of its counterpart.",
                "生成器的镜像：同样的核与步幅，但都是普通卷积，每个都是对应层的输入梯度。",
            ),
            Example::Fcn32s => (
                "One 64×64 transposed convolution with stride 32: 462 M multiply–accumulates, or 535 G if a tool counts its output positions.",
                "一个步幅 32 的 64×64 转置卷积：462 M 次乘加；若工具按输出位置计数，则是 535 G。",
            ),
            Example::Fcn8s => (
                "Depthwise transposed convolutions that start as bilinear interpolation, and a first layer padded by 100, more than half of whose products are with zeros.",
                "以双线性插值初始化的逐通道转置卷积；首层填充 100，一半以上的乘积是与零相乘。",
            ),
            Example::DeepLabV3 => (
                "Dilated convolutions keep the image at an eighth of its size: four branches see 1, 25, 49 and 73 pixels far.",
                "膨胀卷积让图像保持在八分之一的尺寸：各分支分别看到 1、25、49 和 73 个像素的范围。",
            ),
            Example::Fsrcnn => (
                "The last layer, a 9×9 transposed convolution, is one row of fifteen and more than a third of the multiplications.",
                "最后一层是 9×9 转置卷积：十五行中的一行，却占乘法的三分之一以上。",
            ),
            Example::Espcn => (
                "All convolutions work on the small image; the last makes nine channels, which a pixel shuffle lays out as 3×3 pixels. Compare FSRCNN.",
                "所有卷积都在小图上进行；最后一层输出九个通道，由 pixel shuffle 排成 3×3 像素。可与 FSRCNN 比较。",
            ),
        };
        self.either(english, chinese)
    }

    /// The network that the page starts with, called in words of the language.
    pub fn starter(self) -> Document {
        let name = self.either("Four kinds of convolution", "四种卷积");
        Document { name: name.into(), ..Document::starter() }
    }

    /// What an example comes to.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// use im2cost::network::Example;
    /// assert_eq!(Language::English.example_counted(Example::LeNet5), "417 k MACs · 61.7 k parameters");
    /// assert_eq!(Language::Chinese.example_counted(Example::LeNet5), "417 k MACs · 参数量 61.7 k");
    /// ```
    pub fn example_counted(self, example: Example) -> String {
        let [params, macs] = example.counted().map(short);
        say!(self, "{macs} MACs · {params} parameters", "{macs} MACs · 参数量 {params}")
    }

    /// Whether what a reader types finds an example: all its words, in its name, its source or what there is to see.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// use im2cost::network::Example;
    /// assert!(Language::English.finds(Example::ResNet50, "resnet 50"));
    /// assert!(Language::Chinese.finds(Example::DcganGenerator, "转置"));
    /// assert!(Language::Chinese.finds(Example::DcganGenerator, "反卷积"));
    /// assert!(Language::English.finds(Example::DcganGenerator, "deconvolution"));
    /// assert!(!Language::English.finds(Example::LeNet5, "resnet"));
    /// ```
    pub fn finds(self, example: Example, typed: &str) -> bool {
        let place = [example.name(), example.source(), self.example(example)].join(" ").to_ascii_lowercase();
        let found =
            |word: &str| place.contains(word) || usual_word(word).is_some_and(|word| place.contains(word));
        typed.to_ascii_lowercase().split_whitespace().all(found)
    }
}
