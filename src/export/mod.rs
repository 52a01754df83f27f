//! What is made for people to take away.

mod format;
pub mod latex;
pub mod markdown;
pub mod pytorch;
pub mod report;
pub mod equations;
mod formula_lines;
pub mod picture;
pub mod sheet;
pub mod svg;
mod written;

pub use format::Format;
