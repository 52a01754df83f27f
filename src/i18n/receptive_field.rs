//! The receptive field of a row, as it is shown.

use super::Language;
use super::language::say;
use super::number::extents;
use crate::network::{Fraction, ReceptiveField};

impl Language {
    /// Height and width of a receptive field.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// use im2cost::network::ReceptiveField;
    /// let whole = ReceptiveField::Whole([224, 224]);
    /// assert_eq!(Language::English.receptive_field(&whole), "whole input, 224×224");
    /// ```
    pub fn receptive_field(self, field: &ReceptiveField) -> String {
        match field {
            ReceptiveField::Local(axes) => {
                let [height, width] = axes.map(|reach| fraction(&reach.size));
                format!("{height}×{width}")
            }
            ReceptiveField::Whole(size) => {
                let size = extents(size);
                say!(self, "whole input, {size}", "整个输入，{size}")
            }
        }
    }
}

/// `7`, or `7/2`.
fn fraction(fraction: &Fraction) -> String {
    match fraction {
        Fraction { numerator, denominator: 1 } => numerator.to_string(),
        Fraction { numerator, denominator } => format!("{numerator}/{denominator}"),
    }
}
