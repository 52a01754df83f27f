//! Machine formats in and out. Errors are enums; no reader panics, whatever it is given.

pub mod document;
pub mod json;
pub mod link;
pub mod onnx;
pub mod open;
mod twins;
mod rows;
mod alias;
mod lexer;
pub mod prototxt;
pub mod pytorch;
mod remark;
pub mod table;
mod view;

pub use remark::{Remark, Remarked, TextImport, TextPlace};
pub use view::{Level, View};
