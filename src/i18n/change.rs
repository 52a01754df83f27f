//! Changes of counts against the network that is compared with: signs and words, never colour alone.

use super::Language;
use super::language::say;
use super::number::{exact, percent, short};
use crate::network::Change;

impl Language {
    /// A sign and the change relative to what the count was; absolute where it was 0.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// use im2cost::network::Change;
    /// let change = |before, now| Change::between(before, now).unwrap();
    /// assert_eq!(Language::English.relative_change(change(1000, 1104)), "▲ 10.4 %");
    /// assert_eq!(Language::English.relative_change(change(1000, 0)), "▼ 100 %");
    /// assert_eq!(Language::English.relative_change(change(0, 5000)), "▲ 5.00 k");
    /// ```
    pub fn relative_change(self, change: Change) -> String {
        let sign = if change.is_more() { '▲' } else { '▼' };
        match change.before {
            0 => format!("{sign} {}", short(change.by())),
            before => format!("{sign} {}", percent(change.by(), before)),
        }
    }

    /// The change of a total: a sign, how much more or less, and how much that is of what it was.
    pub fn change(self, change: Change) -> String {
        let by = short(change.by());
        let relative = match change.before {
            0 => String::new(),
            before => {
                let percent = percent(change.by(), before);
                say!(self, " ({percent})", "（{percent}）")
            }
        };
        if change.is_more() {
            say!(self, "▲ {by} more{relative}", "▲ 增加 {by}{relative}")
        } else {
            say!(self, "▼ {by} less{relative}", "▼ 减少 {by}{relative}")
        }
    }

    /// The change with every digit, and what the count was.
    pub fn exact_change(self, change: Change) -> String {
        let (by, before) = (exact(change.by()), exact(change.before));
        if change.is_more() {
            say!(self, "{by} more than the baseline's {before}", "比基线的 {before} 多 {by}")
        } else {
            say!(self, "{by} less than the baseline's {before}", "比基线的 {before} 少 {by}")
        }
    }
}
