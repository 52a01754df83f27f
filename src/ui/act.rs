//! What a reader does on the page: edits of the document, and ways to look at it.

use std::rc::Rc;

use super::cells::Pasted;
use super::drag::Drag;
use super::look::Look;
use super::model_import::ModelImport;
use super::notice::Notice;
use super::selection::Pointing;
use super::settings::Settings;
use super::shown::Shown;
use super::traced::Asked;
use crate::browser::file::TextFile;
use crate::codec::open::{OpenError, Opened};
use crate::i18n::Variety;
use crate::lowering::Pass;
use crate::network::{Action, Document, Field, Row, RowId};

/// An act of the reader.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Edited the document.
    Edit(Action),
    /// Moved rows to stand before the row at a place; the focus is in this field.
    Move(Vec<RowId>, usize, Option<Field>),
    /// Deleted rows; the focus goes to this field of the row that takes their place.
    Delete(Vec<RowId>, Option<Field>),
    /// Gave rows what the first of them has in a field.
    FillDown(Field),
    /// Pasted rows or cells.
    Paste(Pasted),
    /// Put rows that were read from a text below the selected one.
    InsertRows(Vec<Rc<Row>>),
    /// Copied so many rows.
    Copied(usize),
    /// Chose what a row is from the menu of kinds.
    ChooseKind(RowId, Variety),
    /// Left a field: what is typed next is another step of undo.
    Leave,
    /// Took the last step back.
    Undo,
    /// Did again what was undone.
    Redo,
    /// Pointed at a row.
    Point(RowId, Pointing),
    /// Selected all rows.
    SelectAll,
    /// Drags rows, or no longer.
    Drag(Option<Drag>),
    /// Chose how the rows are shown.
    Show(Shown),
    /// Began a new network.
    New,
    /// Opened a document.
    Open(TextFile),
    /// Opened a file of any format.
    Opened(Box<Result<Opened, OpenError>>),
    /// Opened a model, or read it again in another way.
    ReadModel(ModelImport),
    /// Chose an example.
    OpenExample(Rc<Document>),
    /// Chose the pass that the inspector shows.
    ShowPass(Pass),
    /// Looked at the picture of the layer in another way.
    Look(Look),
    /// Asked where a number comes from, or no longer wants to know.
    Trace(Option<Asked>),
    /// Copied a text.
    CopiedText(Rc<str>),
    /// Followed a link, whose fragment this is.
    Follow(String),
    /// Chose language or theme.
    Set(Settings),
    /// The page has something to say, or the reader has read it.
    Notify(Option<Notice>),
}
