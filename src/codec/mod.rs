//! Machine formats in and out. Errors are enums; no reader panics, whatever it is given.

pub mod document;
pub mod json;
pub mod kept;
pub mod link;
pub mod onnx;
pub mod open;
mod twins;
mod rows;
mod extents;
pub mod foreign;
mod alias;
mod lexer;
pub mod prototxt;
pub mod pytorch;
mod remark;
pub mod table;
mod text;
mod view;

/// As much of a text as takes so many bytes.
fn start_of(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or(0)]
}

pub use remark::{Remark, Remarked, TextImport, TextPlace};
pub use view::{Level, View};
