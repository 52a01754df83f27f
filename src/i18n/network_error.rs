//! Sentences for the rules of rows and of the network's input, and for rows that wait.

use super::Language;
use super::language::say;
use super::quote::quoted;
use crate::layer::Form;
use crate::network::{InputError, InputKey, Outcome, RowError, Source};

impl Language {
    /// Why a row has no result, if it has none. Rows are counted from 1.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// use im2cost::network::{Outcome, Source};
    /// let outcome = Outcome::Waiting { on: Source::Row(2) };
    /// assert_eq!(Language::English.outcome(&outcome).as_deref(), Some("waiting for row 3"));
    /// assert_eq!(Language::Chinese.outcome(&outcome).as_deref(), Some("等待第 3 行"));
    /// ```
    pub fn outcome(self, outcome: &Outcome) -> Option<String> {
        match outcome {
            Outcome::Valid(_) => None,
            Outcome::Invalid(error) => Some(self.row_error(error)),
            Outcome::Waiting { on: Source::Input } => {
                Some(self.either("waiting for the input", "等待网络输入").to_owned())
            }
            Outcome::Waiting { on: Source::Row(row) } => {
                let row = row + 1;
                Some(say!(self, "waiting for row {row}", "等待第 {row} 行"))
            }
        }
    }

    /// Why a row is not valid.
    pub fn row_error(self, error: &RowError) -> String {
        match error {
            RowError::Layer(error) => self.layer_error(error),
            RowError::NameMissing => self.either("The row needs a name.", "这一行需要一个名称。").to_owned(),
            RowError::NameReserved => self
                .either(
                    "“input” is the name of the network's input; the row needs another.",
                    "“input”是网络输入的名称，这一行需要换一个。",
                )
                .to_owned(),
            RowError::NameTaken { name, row } => {
                let (name, row) = (quoted(name), row + 1);
                say!(self, "Row {row} already has the name {name}.", "名称{name}已被第 {row} 行使用。")
            }
            RowError::SourceUnknown { name } => {
                let name = quoted(name);
                say!(self, "No row has the name {name}.", "没有名为{name}的行。")
            }
            RowError::SourceNotEarlier { name, row } => {
                let (name, row) = (quoted(name), row + 1);
                say!(
                    self,
                    "{name} is row {row}, but a row can read only rows above it.",
                    "{name}是第 {row} 行，但一行只能读取它上方的行。",
                )
            }
            RowError::SharesUnknown { name } => {
                let name = quoted(name);
                say!(
                    self,
                    "No row above has the name {name}, so its weights cannot be shared.",
                    "上方没有名为{name}的行，无法共享它的权重。",
                )
            }
            RowError::SharesDiffer { name } => {
                let name = quoted(name);
                say!(
                    self,
                    "The weights of {name} have another shape and cannot be shared.",
                    "{name}的权重形状不同，无法共享。",
                )
            }
            RowError::CountTooLarge => self
                .either(
                    "A count of this row is more than 2¹²⁸ − 1, the most that is counted exactly.",
                    "这一行有一项计数超过了上限 2¹²⁸ − 1。",
                )
                .to_owned(),
        }
    }

    /// Why the network's input is not valid.
    pub fn input_error(self, error: &InputError) -> String {
        let what = self.extent_of_input(error.key());
        match error {
            InputError::Missing { .. } => self.missing(what),
            InputError::Unreadable { text, .. } => self.unreadable(what, Form::Integer { least: 1 }, text),
            InputError::TooSmall { value, .. } => self.too_small(what, *value, 1),
            InputError::TooLarge { value, .. } => self.too_large(what, *value),
        }
    }

    fn extent_of_input(self, key: InputKey) -> &'static str {
        match key {
            InputKey::Batch => self.either("The input's batch size", "输入的批大小"),
            InputKey::Channels => self.either("The input's number of channels", "输入的通道数"),
            InputKey::Height => self.either("The input's height", "输入的高度"),
            InputKey::Width => self.either("The input's width", "输入的宽度"),
        }
    }
}
