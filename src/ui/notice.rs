//! What the page has to say besides what it shows: something went wrong, and what can be done.

use crate::codec::document::DocumentError;

/// One thing to say.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A file is no document.
    CannotOpen(DocumentError),
    /// The browser could not read a file.
    CannotRead,
}
