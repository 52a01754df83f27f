//! Other algorithms for the same layer, the limits of a machine, and how a number was found.

use super::Language;
use super::language::say;
use crate::cost::{Algorithm, Answer, Condition, Convention, Limit, Times};

impl Language {
    /// An algorithm.
    pub fn algorithm(self, algorithm: Algorithm) -> &'static str {
        let (english, chinese) = match algorithm {
            Algorithm::Direct => ("direct", "直接卷积"),
            Algorithm::Im2colGemm => ("im2col + GEMM", "im2col + GEMM"),
            Algorithm::ImplicitGemm => ("implicit GEMM", "隐式 GEMM"),
            Algorithm::WinogradTwo => ("Winograd F(2×2, 3×3)", "Winograd F(2×2, 3×3)"),
            Algorithm::WinogradFour => ("Winograd F(4×4, 3×3)", "Winograd F(4×4, 3×3)"),
            Algorithm::ZeroInsertion => ("zero insertion", "插零"),
            Algorithm::SubPixel => ("sub-pixel (pixel shuffle)", "亚像素（pixel shuffle）"),
        };
        self.either(english, chinese)
    }

    /// What an algorithm does.
    pub fn explain_algorithm(self, algorithm: Algorithm) -> &'static str {
        let (english, chinese) = match algorithm {
            Algorithm::Direct => (
                "Nested loops by the definition, which skip products out of bounds.",
                "按定义写的多重循环，跳过界外的乘法。",
            ),
            Algorithm::Im2colGemm => (
                "Writes the column matrix of an image to memory, then multiplies.",
                "先把一张图像的列矩阵写入内存，再做矩阵乘法。",
            ),
            Algorithm::ImplicitGemm => (
                "The same product, with the columns formed as they are read.",
                "同样的乘法，列在读取时才生成。",
            ),
            Algorithm::WinogradTwo => (
                "Tiles of 2×2 outputs by 16 products instead of 36, between transforms.",
                "每块 2×2 个输出用 16 次乘法代替 36 次，前后各做变换。",
            ),
            Algorithm::WinogradFour => (
                "Tiles of 4×4 outputs by 36 products instead of 144, between transforms.",
                "每块 4×4 个输出用 36 次乘法代替 144 次，前后各做变换。",
            ),
            Algorithm::ZeroInsertion => (
                "A convolution over the input with zeros between its pixels.",
                "在像素之间插零的输入上做卷积。",
            ),
            Algorithm::SubPixel => (
                "One small convolution for each phase of the stride; the results are put side by side as pixels.",
                "步幅的每个相位做一次小卷积，再把结果并排成像素。",
            ),
        };
        self.either(english, chinese)
    }

    /// The condition that a layer does not meet.
    pub fn condition(self, condition: Condition) -> &'static str {
        let (english, chinese) = match condition {
            Condition::Convolution => ("For convolutions only.", "只用于卷积。"),
            Condition::Transposed => ("For transposed convolutions only.", "只用于转置卷积。"),
            Condition::KernelThree => ("Needs a 3×3 kernel.", "需要 3×3 的核。"),
            Condition::StrideOne => ("Needs stride 1.", "需要步幅 1。"),
            Condition::DilationOne => ("Needs dilation 1.", "需要膨胀 1。"),
        };
        self.either(english, chinese)
    }

    /// What keeps a layer from being faster.
    pub fn limit(self, limit: Limit) -> &'static str {
        match limit {
            Limit::Compute => self.either("limited by computing", "受限于计算"),
            Limit::Memory => self.either("limited by memory", "受限于内存带宽"),
        }
    }

    /// How a number that was typed can be come to.
    ///
    /// ```
    /// use im2cost::cost::counters::Tool;
    /// use im2cost::cost::{Answer, Convention, Ratio, Times};
    /// use im2cost::i18n::Language;
    /// let answer = Answer { convention: Convention::Tool(Tool::Thop), times: Times::Two, value: Ratio::whole(384) };
    /// assert_eq!(Language::English.answer(&answer), "twice thop 0.1.1");
    /// ```
    pub fn answer(self, answer: &Answer) -> String {
        let what = match &answer.convention {
            Convention::Tool(tool) => format!("{} {}", tool.name(), tool.version()),
            Convention::Counting(counting) => self.counting(counting),
            Convention::Parameters => {
                self.either("the parameters, which are no cost", "参数量，不是计算量").to_owned()
            }
        };
        match answer.times {
            Times::One => what,
            Times::Two => say!(self, "twice {what}", "{what} 的两倍"),
            Times::Half => say!(self, "half of {what}", "{what} 的一半"),
        }
    }
}
