//! Every sentence of the page, in English and 中文, and how numbers are written.
//!
//! Texts are methods of [`Language`], one for each thing that can be said. Both languages stand side by side, so that a
//! text without its translation does not compile: [`Label`] holds what is fixed, [`Term`] what a word means,
//! [`Announcement`] what has numbers or names in it, and the rest speaks of the values of the layers below.

mod language;
mod quote;
pub mod number;
mod origin;
mod reached;
mod field;
mod kind;
mod description;
mod pass;
mod picture;
mod meaning;
mod steps;
mod counting;
mod preset;
mod memory;
mod counters;
mod named;
mod change;
mod algorithm;
mod way_back;
mod explore;
pub mod receptive_field;
mod term;
mod label;
mod announcement;
mod layer_error;
mod network_error;
mod document_error;
mod link_error;
mod import;
mod remark;
mod sheet;
mod repair;
mod example;
mod published;
mod formula;
mod twin;
mod cells;

pub use announcement::Announcement;
pub use kind::{Variety, usual_word};
pub use label::Label;
pub use language::Language;
pub use pass::matrix_symbol;
pub use term::Term;
pub use twin::place_symbol;
