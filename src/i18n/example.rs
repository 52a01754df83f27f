//! What to see in each example network.

use super::Language;
use crate::network::Example;

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
            Example::Vgg16 => (
                "Thirteen 3×3 convolutions: the column matrix of the second one alone is nine times its input.",
                "十三个 3×3 卷积：仅第二个的列矩阵就是其输入的九倍。",
            ),
            Example::ResNet18 => (
                "Skips join by addition: follow the wires into layer2.0.add.",
                "跳跃连接以加法汇合：请看接入 layer2.0.add 的连线。",
            ),
            Example::ResNet50 => (
                "4.09, 4.10, 4.11, 4.13, 8.18 or 8.21 G: one network, and every counter has its own number.",
                "4.09、4.10、4.11、4.13、8.18 还是 8.21 G：同一个网络，每个计数器给出自己的数。",
            ),
            Example::ResNeXt50 => (
                "Grouped 3×3 convolutions: 32 small products on the diagonal in place of one large one.",
                "分组 3×3 卷积：对角线上 32 个小矩阵乘法，代替一个大的。",
            ),
            Example::MobileNetV2 => (
                "Depthwise convolutions do few multiplications: look how much of the cost is in the 1×1 layers around them.",
                "深度卷积的乘法很少：看看成本有多少落在它们周围的 1×1 卷积里。",
            ),
            Example::UNet => (
                "Down and up again: transposed 2×2 convolutions with stride 2, whose column cells never overlap, beside cropped skips.",
                "先下后上：步幅 2 的 2×2 转置卷积，列元素互不重叠；旁边是裁剪后的跳跃连接。",
            ),
            Example::DcganGenerator => (
                "Transposed convolutions only: several counters print four times the multiplications that are done.",
                "全是转置卷积：好几个计数器给出的数是实际乘法的四倍。",
            ),
            Example::Fcn32s => (
                "One 64×64 transposed convolution with stride 32: 462 M multiply–accumulates, or 534,560 M if a tool counts its output positions.",
                "一个步幅 32 的 64×64 转置卷积：462 M 次乘加；若工具按输出位置计数，则是 534 560 M。",
            ),
            Example::Fcn8s => (
                "Depthwise transposed convolutions that start as bilinear interpolation, and a first layer padded by 100, more than half of whose products are with zeros.",
                "以双线性插值初始化的逐通道转置卷积；首层填充 100，一半以上的乘积是与零相乘。",
            ),
            Example::Fsrcnn => (
                "The last layer, a 9×9 transposed convolution, is one row of fifteen and more than a third of the multiplications.",
                "最后一层是 9×9 转置卷积：十五行中的一行，却占乘法的三分之一以上。",
            ),
        };
        self.either(english, chinese)
    }
}
