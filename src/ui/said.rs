//! What was done, for those who do not see it.

use std::rc::Rc;

use crate::cost::Part;
use crate::i18n::{Announcement, Language};

/// An act whose result is elsewhere than where the focus is.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// A row was added at this place.
    Added(usize),
    /// So many rows were deleted.
    Deleted(usize),
    /// So many rows were repeated.
    Duplicated(usize),
    /// So many rows were pasted.
    Pasted(usize),
    /// So many rows were copied.
    Copied(usize),
    /// A text was copied.
    CopiedText(Rc<str>),
    /// A number comes from a line of a derivation, which says this.
    Derived(Part, Rc<str>),
    /// A row was moved.
    Moved {
        /// From this place.
        from: usize,
        /// To this one.
        to: usize,
    },
    /// A step was undone.
    Undone,
    /// A step was done again.
    Redone,
    /// A network of this name was opened.
    Opened(Rc<str>),
}

impl Said {
    /// In a sentence.
    pub fn sentence(&self, language: Language) -> String {
        language.announcement(match self {
            Said::Added(row) => Announcement::Added { row: *row },
            Said::Deleted(rows) => Announcement::Deleted { rows: *rows },
            Said::Duplicated(rows) => Announcement::Duplicated { rows: *rows },
            Said::Pasted(rows) => Announcement::Pasted { rows: *rows },
            Said::Copied(rows) => Announcement::CopiedRows { rows: *rows },
            Said::CopiedText(text) => Announcement::CopiedText { text },
            Said::Derived(part, equation) => Announcement::Derived { part: *part, equation },
            Said::Moved { from, to } => Announcement::Moved { from: *from, to: *to },
            Said::Undone => Announcement::Undone,
            Said::Redone => Announcement::Redone,
            Said::Opened(name) => Announcement::Opened { name },
        })
    }
}
