//! The letters of formulas that are not a layer's own: what each stands for.

use super::Language;
use crate::cost::{Coverage, Name};

impl Language {
    /// What a name in a formula stands for, if it does not speak for itself.
    ///
    /// ```
    /// use im2cost::cost::Name;
    /// use im2cost::i18n::Language;
    /// assert_eq!(Language::English.named(Name::Tiles), Some("tiles of the output"));
    /// ```
    pub fn named(self, name: Name) -> Option<&'static str> {
        let (english, chinese) = match name {
            Name::Number | Name::Symbol(_) | Name::PerGroup(_) | Name::PerGroupTwice(_) => return None,
            Name::Own(_) => ("the size as the tool computes it", "该工具算出的尺寸"),
            Name::Coverage(coverage, _) => match coverage {
                Coverage::Pairs => {
                    ("pairs of kernel element and position that stay in bounds", "不越界的核元素与位置的对数")
                }
                Coverage::LivePositions => {
                    ("positions where the kernel meets a real pixel", "核能遇到真实像素的位置数")
                }
                Coverage::LiveTaps => ("kernel elements that meet a real pixel", "能遇到真实像素的核元素数"),
                Coverage::ReachedPixels => ("pixels that the kernel meets", "核能遇到的像素数"),
            },
            Name::Inputs => ("elements that flow in", "流入的元素数"),
            Name::Outputs => ("elements that flow out", "流出的元素数"),
            Name::ImageInputs => ("elements that flow in, of one image", "每张图像流入的元素数"),
            Name::ImageOutputs => ("elements that flow out, of one image", "每张图像流出的元素数"),
            Name::Pixels => ("pixels that flow in", "流入的像素数"),
            Name::Windows => ("elements of all windows", "所有窗口的元素数"),
            Name::Window { .. } => ("k: elements of one window", "k：一个窗口的元素数"),
            Name::Parameters => ("learned numbers", "可学习的参数个数"),
            Name::Channels { .. } => ("C: channels", "C：通道数"),
            Name::Tiles => ("tiles of the output", "输出的分块数"),
            Name::Phase(_) => ("kernel elements of one phase", "一个相位的核元素数"),
            Name::PhasePositions(_) => ("positions of one phase", "一个相位的位置数"),
            Name::Inserted(_) => (
                "extent of the input with zeros between its pixels and around it",
                "插零并填充之后的输入尺寸",
            ),
        };
        Some(self.either(english, chinese))
    }
}
