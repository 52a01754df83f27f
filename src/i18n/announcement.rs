//! Messages of the page that name a row, a file or a number; screen readers announce them.

use super::Language;
use super::language::say;
use super::layer_error::plural;
use super::number::exact;
use super::quote::{quoted, shortened};
use crate::cost::Part;

/// What happened, or how things stand. Rows are given by their place, from 0, and shown from 1.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Announcement<'a> {
    /// Totals leave out rows that are not valid: the first of them, how many there are, and how many wait for them.
    Partial { row: usize, rows: usize, waiting: usize },
    /// Totals leave out the rows that wait for the input, which is not valid.
    PartialInput { waiting: usize },
    /// Totals leave out a row that an import could not read.
    PartialUnknown { row: usize, rows: usize },
    /// A row breaks a rule.
    RowError { row: usize, sentence: &'a str },
    /// A row became valid.
    RowValid { row: usize },
    /// A row was added.
    Added { row: usize },
    /// Rows were deleted.
    Deleted { rows: usize },
    /// Rows were repeated.
    Duplicated { rows: usize },
    /// A row was moved.
    Moved { from: usize, to: usize },
    /// Rows were pasted.
    Pasted { rows: usize },
    /// Cells or rows were copied.
    CopiedRows { rows: usize },
    /// A text was copied.
    CopiedText { text: &'a str },
    /// The line of a derivation that a number comes from.
    Derived { part: Part, equation: &'a str },
    /// The rows that a sum adds up beside those that are listed.
    OtherRows { rows: usize },
    /// Rows are selected.
    Selected { rows: usize },
    /// An edit was undone.
    Undone,
    /// An edit was done again.
    Redone,
    /// A file was opened.
    Opened { name: &'a str },
    /// A file could not be opened.
    NotOpened { name: &'a str, sentence: &'a str },
    /// The label of a field of a row.
    FieldOfRow { field: &'a str, row: usize, name: &'a str },
    /// The label of an act on a row.
    ActOnRow { act: &'a str, row: usize, name: &'a str },
    /// The label of a layer in the bar of shares.
    ShareOfRow { row: usize, name: &'a str, share: &'a str },
    /// The label of neighbouring layers in the bar of shares; the dearest has a name.
    ShareOfRows { first: usize, last: usize, name: &'a str, share: &'a str },
    /// The totals, after an edit.
    Totals { cost: u128, unit: &'a str, parameters: u128 },
    /// The name of the network that is compared with.
    ComparedWith { name: &'a str },
    /// How many layers there are.
    Layers { rows: usize },
    /// What puts rows below a row.
    InsertBelow { row: usize },
    /// What puts in those rows of a text that could be read.
    InsertRead { rows: usize },
    /// How much of a file was read.
    Reading { percent: u32 },
    /// There is no code for a network with a row that is not valid.
    NoCode { row: usize },
    /// How many layers were found.
    Found { rows: usize },
    /// An act on a row changes the network's input as well: its shape before and after.
    InputToo { before: &'a str, after: &'a str },
}

impl Language {
    /// A message.
    ///
    /// ```
    /// use im2cost::i18n::{Announcement, Language};
    /// let partial = Announcement::Partial { row: 5, rows: 1, waiting: 0 };
    /// assert_eq!(Language::English.announcement(partial), "partial: row 6 is not valid");
    /// assert_eq!(Language::Chinese.announcement(partial), "不完整：第 6 行无效");
    /// ```
    pub fn announcement(self, announcement: Announcement) -> String {
        match announcement {
            Announcement::Partial { row, rows, waiting: waiting @ 1.. } => {
                let partial = self.announcement(Announcement::Partial { row, rows, waiting: 0 });
                let wait = plural(waiting as i64, "row waits", "rows wait");
                say!(self, "{partial}; {waiting} {wait}", "{partial}；{waiting} 行在等待")
            }
            Announcement::Partial { row, rows, .. } => {
                let row = row + 1;
                if rows == 1 {
                    say!(self, "partial: row {row} is not valid", "不完整：第 {row} 行无效")
                } else {
                    say!(
                        self,
                        "partial: {rows} rows are not valid, first row {row}",
                        "不完整：{rows} 行无效，首先是第 {row} 行",
                    )
                }
            }
            Announcement::PartialInput { waiting } => {
                let wait = plural(waiting as i64, "row waits", "rows wait");
                say!(
                    self,
                    "partial: the input is not valid; {waiting} {wait}",
                    "不完整：输入无效；{waiting} 行在等待"
                )
            }
            Announcement::PartialUnknown { row, rows } => {
                let row = row + 1;
                if rows == 1 {
                    say!(self, "partial: row {row} was not recognized", "不完整：第 {row} 行未能识别")
                } else {
                    say!(
                        self,
                        "partial: {rows} rows were not recognized, first row {row}",
                        "不完整：{rows} 行未能识别，首先是第 {row} 行",
                    )
                }
            }
            Announcement::RowError { row, sentence } => {
                let row = row + 1;
                say!(self, "Row {row}: {sentence}", "第 {row} 行：{sentence}")
            }
            Announcement::RowValid { row } => {
                let row = row + 1;
                say!(self, "Row {row} is valid.", "第 {row} 行有效。")
            }
            Announcement::Added { row } => {
                let row = row + 1;
                say!(self, "Row {row} added.", "已添加第 {row} 行。")
            }
            Announcement::Deleted { rows } => {
                let what = self.rows(rows);
                say!(self, "{what} deleted.", "已删除{what}。")
            }
            Announcement::Duplicated { rows } => {
                let what = self.rows(rows);
                say!(self, "{what} duplicated.", "已添加{what}副本。")
            }
            Announcement::Moved { from, to } => {
                let (from, to) = (from + 1, to + 1);
                say!(self, "Row {from} is now row {to}.", "第 {from} 行现在是第 {to} 行。")
            }
            Announcement::Pasted { rows } => {
                let what = self.rows(rows);
                say!(self, "{what} pasted.", "已粘贴{what}。")
            }
            Announcement::CopiedRows { rows } => {
                let what = self.rows(rows);
                say!(self, "{what} copied.", "已复制{what}到剪贴板。")
            }
            Announcement::Selected { rows } => {
                let what = self.rows(rows);
                say!(self, "{what} selected.", "已选中{what}。")
            }
            Announcement::Undone => self.either("Undone.", "已撤销。").to_owned(),
            Announcement::Redone => self.either("Redone.", "已重做。").to_owned(),
            Announcement::Opened { name } => {
                let name = quoted(name);
                say!(self, "{name} opened.", "已打开{name}。")
            }
            Announcement::NotOpened { name, sentence } => {
                let name = quoted(name);
                say!(self, "{name} was not opened. {sentence}", "未能打开{name}。{sentence}")
            }
            Announcement::FieldOfRow { field, row, name } => {
                let (row, name) = (row + 1, self.name_after_row(name));
                say!(self, "{field}, row {row}{name}", "{field}，第 {row} 行{name}")
            }
            Announcement::ActOnRow { act, row, name } => {
                let (row, name) = (row + 1, self.name_after_row(name));
                say!(self, "{act}: row {row}{name}", "{act}：第 {row} 行{name}")
            }
            Announcement::ShareOfRow { row, name, share } => {
                let (row, name) = (row + 1, self.name_after_row(name));
                say!(self, "row {row}{name}: {share}", "第 {row} 行{name}：{share}")
            }
            Announcement::CopiedText { text } => {
                let text = shortened(text);
                say!(self, "Copied {text}.", "已复制 {text}。")
            }
            Announcement::Derived { part, equation } => {
                let part = self.formula_part(part);
                say!(self, "{part}: {equation}", "{part}：{equation}")
            }
            Announcement::OtherRows { rows } => {
                let layers = if rows == 1 { "layer" } else { "layers" };
                say!(self, "{rows} further {layers}", "其余 {rows} 层")
            }
            Announcement::ShareOfRows { first, last, name, share } => {
                let (first, last, name) = (first + 1, last + 1, quoted(name));
                say!(
                    self,
                    "rows {first} to {last}: {share}; {name} is the dearest",
                    "第 {first} 至 {last} 行：{share}；其中 {name} 最多",
                )
            }
            Announcement::Totals { cost, unit, parameters } => {
                let (cost, parameters) = (exact(cost), exact(parameters));
                say!(
                    self,
                    "In all {cost} {unit} and {parameters} parameters.",
                    "总计 {cost} {unit}，{parameters} 个参数。",
                )
            }
            Announcement::InsertBelow { row } => {
                let row = row + 1;
                say!(self, "Insert below row {row}", "插入到第 {row} 行之后")
            }
            Announcement::InsertRead { rows } => {
                let what = self.rows(rows);
                say!(self, "Insert the {what} that could be read", "插入能读取的{what}")
            }
            Announcement::Reading { percent } => say!(self, "Reading: {percent} %", "正在读取：{percent} %"),
            Announcement::NoCode { row } => {
                let row = row + 1;
                say!(
                    self,
                    "Only a network whose rows are all valid becomes code: see row {row}.",
                    "只有每一行都有效的网络才能写成代码：请看第 {row} 行。",
                )
            }
            Announcement::ComparedWith { name: "" } => {
                self.either("compared with the baseline", "与基线比较").to_owned()
            }
            Announcement::ComparedWith { name } => {
                let name = quoted(name);
                say!(self, "compared with {name}", "与{name}比较")
            }
            Announcement::Layers { rows: 1 } => self.either("1 layer", "1 层").to_owned(),
            Announcement::Layers { rows } => say!(self, "{rows} layers", "{rows} 层"),
            Announcement::Found { rows: 1 } => self.either("1 layer found", "找到 1 层").to_owned(),
            Announcement::InputToo { before, after } => say!(
                self,
                "The network's input becomes {after} as well (now {before}).",
                "网络输入也会变为 {after}（现为 {before}）。",
            ),
            Announcement::Found { rows } => say!(self, "{rows} layers found", "找到 {rows} 层"),
        }
    }

    fn rows(self, rows: usize) -> String {
        match (self, rows) {
            (Language::English, 1) => "1 row".to_owned(),
            (Language::English, _) => format!("{rows} rows"),
            (Language::Chinese, _) => format!(" {rows} 行"),
        }
    }

    fn name_after_row(self, name: &str) -> String {
        if name.is_empty() {
            return String::new();
        }
        let name = quoted(name);
        say!(self, ", {name}", "{name}")
    }
}
