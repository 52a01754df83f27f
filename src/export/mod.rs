//! What is made for people to take away.

pub mod latex;
pub mod markdown;
pub mod pytorch;
pub mod report;
mod formula_lines;
pub mod picture;
mod sheet;
pub mod svg;
