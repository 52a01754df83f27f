//! The receptive field of a row, as it is shown.

use super::Language;
use super::language::say;
use super::number::extents;
use crate::network::{Fraction, ReceptiveField};
use crate::scene::FieldOfView;

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

    /// What the middle element of an output sees, with padding and without.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// use im2cost::network::{Fraction, Reach, ReceptiveField};
    /// use im2cost::scene::FieldOfView;
    /// let whole = |numerator| Fraction { numerator, denominator: 1 };
    /// let reach = Reach { size: whole(7), jump: whole(2), center: whole(0) };
    /// let seen = FieldOfView::new([8, 8], &ReceptiveField::Local([reach; 2]), [4, 4]).unwrap();
    /// assert_eq!(
    ///     Language::English.field_of_view(&seen),
    ///     "Element (1, 1) of 4×4 sees 7×7 pixels of the 8×8 input, 6×6 of them real."
    /// );
    /// ```
    pub fn field_of_view(self, seen: &FieldOfView) -> String {
        let FieldOfView { input, output, element: [row, column], field, real, .. } = seen;
        let [input, output] = [input, output].map(|size| extents(size));
        let [field, real] = [field, real].map(|size| size.each_ref().map(fraction).join("×"));
        if field == real {
            return say!(
                self,
                "Element ({row}, {column}) of {output} sees {field} pixels of the {input} input.",
                "{output} 个输出元素中的 ({row}, {column}) 看到 {input} 输入中的 {field} 个像素。",
            );
        }
        say!(
            self,
            "Element ({row}, {column}) of {output} sees {field} pixels of the {input} input, {real} of them real.",
            "{output} 个输出元素中的 ({row}, {column}) 看到 {input} 输入中的 {field} 个像素，其中真实的有 {real} 个。",
        )
    }
}

/// `7`, `7/2`, or `−3`.
pub fn fraction(fraction: &Fraction) -> String {
    let numerator = fraction.numerator.to_string().replace('-', "−");
    match fraction.denominator {
        1 => numerator,
        denominator => format!("{numerator}/{denominator}"),
    }
}
