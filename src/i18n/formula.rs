//! What each line of a derivation finds.

use super::Language;
use super::language::say;
use crate::cost::{Coverage, Part};
use crate::layer::Axis;

impl Language {
    /// A label with what stands between it and what it labels.
    pub fn labelled(self, label: &str) -> String {
        say!(self, "{label}: ", "{label}：")
    }

    /// A line of a derivation, in a word or two.
    pub fn formula_part(self, part: Part) -> &'static str {
        match part {
            Part::OutputSize(Axis::Height) => self.either("output height", "输出高度"),
            Part::OutputSize(Axis::Width) => self.either("output width", "输出宽度"),
            Part::Gemm => self.either(
                "the product in the picture: rows · inner · columns",
                "图中的矩阵乘法：行 · 内维 · 列",
            ),
            Part::Covered(Coverage::Pairs, Axis::Height) => self.either(
                "pairs of kernel row and position that meet a pixel; the others meet padding or are cropped",
                "核的行与位置的配对中遇到像素的对数；其余遇到填充",
            ),
            Part::Covered(Coverage::Pairs, Axis::Width) => self.either(
                "pairs of kernel column and position that meet a pixel; the others meet padding or are cropped",
                "核的列与位置的配对中遇到像素的对数；其余遇到填充",
            ),
            Part::Covered(Coverage::LivePositions, _) => {
                self.either("positions that meet a pixel", "遇到像素的位置")
            }
            Part::Covered(Coverage::LiveTaps, Axis::Height) => {
                self.either("kernel rows that meet a pixel", "核中遇到像素的行")
            }
            Part::Covered(Coverage::LiveTaps, Axis::Width) => {
                self.either("kernel columns that meet a pixel", "核中遇到像素的列")
            }
            Part::Covered(Coverage::ReachedPixels, _) => {
                self.either("pixels that the kernel meets", "核遇到的像素")
            }
            Part::Entry(entry) => self.entry(entry),
            Part::Cost => self.either("cost, as it is counted", "按当前约定的计算量"),
        }
    }
}
