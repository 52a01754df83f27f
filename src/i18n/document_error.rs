//! Sentences for files that cannot be read: which layer, which key, and why.

use super::Language;
use super::language::say;
use super::number::exact;
use super::quote::quoted;
use crate::codec::document::{DocumentError, Place};
use crate::codec::json::{DEEPEST, JsonError};

impl Language {
    /// Why a file is not a document.
    ///
    /// ```
    /// use im2cost::codec::document;
    /// use im2cost::i18n::Language;
    /// let text = r#"{"format": "im2cost/1", "layers": [{"name": "conv2", "kind": "conv2d", "strid": 2}]}"#;
    /// let error = document::read(text).unwrap_err();
    /// let sentence = Language::English.document_error(&error);
    /// assert_eq!(sentence, "Layer 1, “conv2”: this format has no key “strid” here.");
    /// ```
    pub fn document_error(self, error: &DocumentError) -> String {
        match error {
            DocumentError::Json(error) => self.json_error(error),
            DocumentError::NotADocument => self
                .either(
                    "This is not an im2cost document: it has no \"format\": \"im2cost/1\".",
                    "这不是 im2cost 文档：缺少 \"format\": \"im2cost/1\"。",
                )
                .to_owned(),
            DocumentError::UnknownFormat { format } => {
                let format = quoted(format);
                say!(
                    self,
                    "This document has the format {format}, which a newer version of this page may read.",
                    "此文档的格式是{format}，也许新版本的页面可以读取。",
                )
            }
            DocumentError::UnknownKey { place, key } => {
                let (place, key) = (self.place(place), quoted(key));
                say!(self, "{place}this format has no key {key} here.", "{place}此格式在这里没有键{key}。")
            }
            DocumentError::UnknownKind { place, kind } => {
                let (place, kind) = (self.place(place), quoted(kind));
                say!(self, "{place}this format has no kind {kind}.", "{place}此格式没有类型{kind}。")
            }
            DocumentError::KindMissing { place } => {
                let place = self.place(place);
                say!(self, "{place}the key “kind” is missing.", "{place}缺少键“kind”。")
            }
            DocumentError::WrongType { place, key } => {
                let (place, key) = (self.place(place), quoted(key));
                say!(
                    self,
                    "{place}the value of {key} is of a type that it cannot have.",
                    "{place}键{key}的值不能是这种类型。",
                )
            }
            DocumentError::TextTooLong { place, key } => {
                let (place, key) = (self.place(place), quoted(key));
                say!(
                    self,
                    "{place}the text of {key} is longer than any name or number.",
                    "{place}键{key}的文本过长，不可能是名称或数字。",
                )
            }
            DocumentError::TooManyRows { rows } => {
                let rows = exact(*rows as u128);
                say!(
                    self,
                    "The document has {rows} layers, more than this page reads.",
                    "此文档有 {rows} 层，超出本页可读取的数量。",
                )
            }
        }
    }

    /// Why a text is not JSON that can be read.
    pub fn json_error(self, error: &JsonError) -> String {
        match error {
            JsonError::Syntax { line, column } => say!(
                self,
                "This is not valid JSON: see line {line}, column {column}.",
                "这不是有效的 JSON：请看第 {line} 行第 {column} 列。",
            ),
            JsonError::TooDeep => say!(
                self,
                "Arrays and objects are nested more than {DEEPEST} deep, as in no document.",
                "数组和对象的嵌套超过 {DEEPEST} 层，不可能是文档。",
            ),
            JsonError::DuplicateKey { key } => {
                let key = quoted(key);
                say!(self, "The key {key} stands twice in one object.", "键{key}在同一个对象中出现了两次。")
            }
        }
    }

    /// Where in a document, as the beginning of a sentence.
    fn place(self, place: &Place) -> String {
        let (english, chinese) = match place {
            Place::Top => ("Document: ", "文档："),
            Place::Input => ("“input”: ", "“input”："),
            Place::Counting => ("“counting”: ", "“counting”："),
            Place::Twin { name } => {
                let name = quoted(name);
                return say!(self, "Twin of {name}: ", "{name}的缩小版：");
            }
            Place::Layer { row, name } => {
                let row = row + 1;
                if name.is_empty() {
                    return say!(self, "Layer {row}: ", "第 {row} 层：");
                }
                let name = quoted(name);
                return say!(self, "Layer {row}, {name}: ", "第 {row} 层{name}：");
            }
        };
        self.either(english, chinese).to_owned()
    }
}
