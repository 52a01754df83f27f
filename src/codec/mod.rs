//! Machine formats in and out. Errors are enums; no reader panics, whatever it is given.

pub mod document;
pub mod json;
pub mod link;
pub mod onnx;
pub mod open;
mod twins;
mod view;

pub use view::{Level, View};
