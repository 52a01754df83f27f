//! What is made for people to take away.

pub mod report;
pub mod svg;
