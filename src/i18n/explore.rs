//! What becomes of a layer at other values of its hyperparameters.

use super::language::say;
use super::number::{extents, short};
use super::{Label, Language};
use crate::network::{Knob, SweepPoint};

impl Language {
    /// What is changed.
    pub fn knob(self, knob: Knob) -> &'static str {
        match knob {
            Knob::Key(key) => self.key(key),
            Knob::InputSize => self.either("input height", "输入高度"),
        }
    }

    /// What a value leads to, in short.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// use im2cost::layer::Shape;
    /// use im2cost::network::{Action, Counted, SweepPoint};
    /// let counted = Counted { cost: Some(57_802_752), output: Shape::Image([1, 128, 28, 28]) };
    /// let point = SweepPoint { value: 3, action: Action::All(Vec::new()), result: Ok(counted) };
    /// assert_eq!(Language::English.swept(&point), "57.8 M, 128×28×28");
    /// ```
    pub fn swept(self, point: &SweepPoint) -> String {
        match &point.result {
            Ok(counted) => {
                let output = extents(&counted.output.extents()[1..]);
                match counted.cost {
                    Some(cost) => {
                        let cost = short(cost);
                        say!(self, "{cost}, {output}", "{cost}，{output}")
                    }
                    None => self.label(Label::TotalOverflow).to_owned(),
                }
            }
            Err(_) => self.either("not valid", "无效").to_owned(),
        }
    }

    /// What a value leads to in full: why it is not valid, where it is not.
    pub fn swept_in_full(self, point: &SweepPoint) -> String {
        let value = point.value;
        let said = match &point.result {
            Ok(_) => self.swept(point),
            Err(outcome) => self.outcome(outcome).unwrap_or_default(),
        };
        say!(self, "{value}: {said}", "{value}：{said}")
    }
}
