//! The way back from a size to a layer: what was looked for, what was found, and what undoes a layer.

use super::Language;
use super::language::say;
use super::number::extents;
use crate::layer::Form;
use crate::network::{SearchRange, SizeError};

impl Language {
    /// Why a text is no size.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// use im2cost::network::SizeError;
    /// let said = Language::English.size_error(SizeError::Unreadable, "big");
    /// assert_eq!(said, "The size must be a whole number, or two as in 3×5, not “big”.");
    /// ```
    pub fn size_error(self, error: SizeError, text: &str) -> String {
        let size = self.either("The size", "尺寸");
        match error {
            SizeError::Unreadable => self.unreadable(size, Form::Pair { least: 1 }, text),
            SizeError::TooSmall(value) => self.too_small(size, value, 1),
            SizeError::TooLarge(value) => self.too_large(size, value),
        }
    }

    /// How many ways lead to a size.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// assert_eq!(Language::English.ways(2, [56, 56]), "2 ways to 56×56, the cheapest first.");
    /// ```
    pub fn ways(self, ways: usize, size: [i64; 2]) -> String {
        let size = extents(&size);
        match ways {
            0 => say!(self, "Nothing in this range gives {size}.", "此范围内没有能得到 {size} 的组合。"),
            1 => say!(self, "One way to {size}.", "有 1 种组合能得到 {size}。"),
            _ => {
                say!(
                    self,
                    "{ways} ways to {size}, the cheapest first.",
                    "有 {ways} 种组合能得到 {size}，由少到多。"
                )
            }
        }
    }

    /// Which hyperparameters are tried.
    pub fn search_range(self, range: &SearchRange) -> String {
        let SearchRange { kernel, stride, dilation } = range;
        let [kernel, stride, dilation] = [kernel, stride, dilation].map(|range| range.end());
        say!(
            self,
            "Tried: square kernels to {kernel}, strides to {stride}, dilations to {dilation}, padding to half the dilated kernel, every output padding that is valid.",
            "尝试范围：方形核不超过 {kernel}，步幅不超过 {stride}，膨胀不超过 {dilation}，填充不超过膨胀后的核的一半，以及所有有效的输出填充。",
        )
    }
}
