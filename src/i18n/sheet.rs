//! Words of the table of layers that people take away.

use super::Language;
use crate::cost::Unit;

impl Language {
    /// The titles of its columns: name, kind, hyperparameters, output, parameters, cost.
    pub fn sheet_titles(self, unit: Unit) -> [&'static str; 6] {
        let [name, kind, values, output, parameters] = self.either(
            ["Layer", "Kind", "Hyperparameters", "Output", "Parameters"],
            ["层", "类型", "超参数", "输出", "参数量"],
        );
        [name, kind, values, output, parameters, self.unit(unit)]
    }

    /// What stands before the totals, which leave out rows that are not valid.
    pub fn sheet_total(self, complete: bool) -> &'static str {
        if complete {
            self.either("Total", "合计")
        } else {
            self.either("Total (partial)", "合计（不完整）")
        }
    }
}
