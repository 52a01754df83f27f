//! A row with the network around it, for panels that speak of both: the same while neither changes.

use std::rc::Rc;

use crate::network::{Analysis, Document, ValidRow};

/// A row of a document, and what the document comes to.
#[derive(Clone)]
pub struct RowInNetwork {
    /// The document.
    pub document: Rc<Document>,
    /// What it comes to.
    pub analysis: Rc<Analysis>,
    /// The place of the row.
    pub row: usize,
}

impl PartialEq for RowInNetwork {
    fn eq(&self, other: &RowInNetwork) -> bool {
        Rc::ptr_eq(&self.document, &other.document)
            && Rc::ptr_eq(&self.analysis, &other.analysis)
            && self.row == other.row
    }
}

impl RowInNetwork {
    /// The row's layer and counts, if it is valid.
    pub fn valid(&self) -> Option<&ValidRow> {
        self.analysis.rows.get(self.row)?.valid()
    }
}
