//! What others published of a network, next to what is counted here.

use super::Language;
use super::language::say;
use crate::network::{Difference, Published, Publisher};

impl Language {
    /// A published figure in a sentence, with the reason why it is another one than here.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// use im2cost::network::Example;
    /// let [torchvision, paper] = Example::ResNet152.published() else { panic!() };
    /// assert_eq!(
    ///     Language::English.published(torchvision),
    ///     "torchvision: 11.514 G MACs, 60 192 808 parameters; the same as here.",
    /// );
    /// assert!(Language::English.published(paper).starts_with("Paper: 11.3 G MACs; there the stride is"));
    /// ```
    pub fn published(self, published: &Published) -> String {
        let by = match published.by {
            Publisher::Torchvision => "torchvision",
            Publisher::Paper => self.either("Paper", "论文"),
        };
        let mut figures = Vec::new();
        if !published.macs.is_empty() {
            figures.push(format!("{} MACs", published.macs));
        }
        if !published.params.is_empty() {
            let params = published.params;
            figures.push(say!(self, "{params} parameters", "{params} 个参数"));
        }
        let figures = figures.join(self.either(", ", "，"));
        let why = self.difference(published.difference);
        say!(self, "{by}: {figures}; {why}.", "{by}：{figures}；{why}。")
    }

    /// Why a published figure is not what is counted here.
    pub fn difference(self, difference: Difference) -> &'static str {
        match difference {
            Difference::None => self.either("the same as here", "与这里相同"),
            Difference::SparseConnections => self.either(
                "there C3 sees only some of the maps before it, pools have weights, and those of the output are fixed",
                "论文中 C3 只连接前一层的部分特征图，池化层有权重，输出层的权重固定",
            ),
            Difference::EarlyStride => self.either(
                "there the stride is in the first 1×1 convolution of a block, here in the 3×3",
                "论文把步幅放在模块的第一个 1×1 卷积，这里放在 3×3 卷积",
            ),
            Difference::BareShortcuts => self.either(
                "there the shortcuts have no weights, here three of them are convolutions",
                "论文的捷径没有权重，这里有三个是卷积",
            ),
            Difference::AuxiliaryHead => self.either(
                "it counts the parameters of a second head, which only training runs",
                "它计入了只在训练时运行的辅助分类头的参数",
            ),
            Difference::FixedUpsampling => self.either(
                "there the filters of the last upsampling are fixed, and not counted",
                "论文中最后一次上采样的滤波器固定不变，没有计入",
            ),
            Difference::WeightsOnly => self.either(
                "there weights are counted without biases and the slopes of PReLU",
                "论文只计权重，不计偏置和 PReLU 的斜率",
            ),
        }
    }
}
