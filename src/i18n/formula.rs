//! What each line of a derivation finds.

use super::Language;
use crate::cost::{Coverage, Part};
use crate::layer::Axis;

impl Language {
    /// A line of a derivation, in a word or two.
    pub fn formula_part(self, part: Part) -> &'static str {
        match part {
            Part::OutputSize(Axis::Height) => self.either("output height", "输出高度"),
            Part::OutputSize(Axis::Width) => self.either("output width", "输出宽度"),
            Part::Gemm => {
                self.either("the product's edges: rows, inner, columns", "矩阵乘法的三条边：行、内维、列")
            }
            Part::Covered(Coverage::Pairs, Axis::Height) => self.either(
                "pairs of tap and position in bounds, along the height",
                "高度方向上界内的（核位置, 输出位置）对",
            ),
            Part::Covered(Coverage::Pairs, Axis::Width) => self.either(
                "pairs of tap and position in bounds, along the width",
                "宽度方向上界内的（核位置, 输出位置）对",
            ),
            Part::Covered(Coverage::LivePositions, _) => {
                self.either("positions that meet a real pixel", "遇到真实像素的位置")
            }
            Part::Covered(Coverage::LiveTaps, _) => {
                self.either("taps that meet a real pixel", "遇到真实像素的核位置")
            }
            Part::Covered(Coverage::ReachedPixels, _) => {
                self.either("pixels that the kernel meets", "核遇到的像素")
            }
            Part::Entry(entry) => self.entry(entry),
            Part::Cost => self.either("cost, as it is counted", "按当前约定的计算量"),
        }
    }
}
