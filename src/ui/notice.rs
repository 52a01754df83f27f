//! What the page has to say besides what it shows: something went wrong, or something was done that is not seen.

use std::cell::Cell;
use std::rc::Rc;

use super::model_import::ModelRead;
use crate::browser::storage::StorageError;
use crate::codec::Remark;
use crate::codec::link::LinkError;
use crate::codec::open::{OpenError, Remarks};
use crate::i18n::{Announcement, Label, Language};
use crate::network::Row;

/// The most remarks on a text that are said at once.
const MOST_REMARKS: usize = 5;

/// Asks for reading to stop.
#[derive(Clone, Debug, Default)]
pub struct Stop(Rc<Cell<bool>>);

impl Stop {
    /// Asks.
    pub fn ask(&self) {
        self.0.set(true);
    }

    /// Whether it was asked.
    pub fn is_asked(&self) -> bool {
        self.0.get()
    }
}

impl PartialEq for Stop {
    fn eq(&self, other: &Stop) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// One thing to say.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A file holds no network that can be read.
    CannotOpen(OpenError),
    /// A text is larger than any network.
    TooLarge,
    /// A file was opened, and there is something to say about it.
    Imported(Remarks),
    /// A model was opened, and may be read in other ways.
    Model(Box<ModelRead>),
    /// A long file is being read.
    Reading {
        /// How much of it was.
        percent: u32,
        /// What makes it stop.
        stop: Stop,
    },
    /// A text was pasted that could not be read in whole.
    PartlyRead {
        /// The rows that could be read.
        rows: Vec<Rc<Row>>,
        /// What could not.
        remarks: Vec<Remark>,
    },
    /// The browser could not read a file.
    CannotRead,
    /// A part of the page could not be fetched.
    CannotFetch,
    /// The address holds a link that does not open.
    BadLink(LinkError),
    /// The document cannot be kept between visits.
    NotKept(StorageError),
    /// Another tab keeps another document, which this is the text of.
    OtherTab(Rc<str>),
    /// A link was copied.
    LinkCopied,
    /// A text was copied.
    TextCopied,
    /// There is no code for a network with a row that is not valid.
    NoCode {
        /// The first such row.
        row: usize,
    },
    /// The network is too large for a link.
    LinkTooLong,
    /// The browser did not allow copying.
    CopyFailed,
    /// What was pasted has no rows.
    PasteUnreadable,
}

impl Notice {
    /// In a sentence or two.
    pub fn sentence(&self, language: Language) -> String {
        let with = |sentence: String, label: Label| format!("{sentence} {}", language.label(label));
        match self {
            Notice::CannotOpen(error) => with(language.open_error(error), Label::FileKept),
            Notice::TooLarge => with(language.label(Label::FileTooLarge).to_owned(), Label::FileKept),
            Notice::Imported(Remarks::None) => String::new(),
            Notice::Imported(Remarks::Operators(summary)) => language.import_summary(summary),
            Notice::Imported(Remarks::Text(remarks)) | Notice::PartlyRead { remarks, .. } => {
                let said: Vec<String> =
                    remarks.iter().take(MOST_REMARKS).map(|remark| language.remark(remark)).collect();
                said.join(" ")
            }
            Notice::Model(read) => language.import_summary(&read.summary),
            Notice::Reading { percent, .. } => {
                language.announcement(Announcement::Reading { percent: *percent })
            }
            Notice::CannotRead => with(language.label(Label::FileUnreadable).to_owned(), Label::FileKept),
            Notice::CannotFetch => with(language.label(Label::NotFetched).to_owned(), Label::FileKept),
            Notice::BadLink(error) => with(language.link_error(error), Label::LinkInstead),
            Notice::NotKept(StorageError::Blocked) => language.label(Label::StorageBlocked).to_owned(),
            Notice::NotKept(StorageError::Full) => language.label(Label::StorageFull).to_owned(),
            Notice::OtherTab(_) => language.label(Label::OtherTab).to_owned(),
            Notice::LinkCopied => language.label(Label::LinkCopied).to_owned(),
            Notice::TextCopied => language.label(Label::Copied).to_owned(),
            Notice::NoCode { row } => language.announcement(Announcement::NoCode { row: *row }),
            Notice::LinkTooLong => language.label(Label::LinkTooLong).to_owned(),
            Notice::CopyFailed => language.label(Label::CopyFailed).to_owned(),
            Notice::PasteUnreadable => language.label(Label::PasteUnreadable).to_owned(),
        }
    }

    /// Whether something went wrong.
    pub fn is_error(&self) -> bool {
        !matches!(
            self,
            Notice::OtherTab(_)
                | Notice::LinkCopied
                | Notice::TextCopied
                | Notice::Imported(_)
                | Notice::Model(_)
                | Notice::Reading { .. }
        )
    }

    /// Whether the next edit makes it pointless.
    pub fn is_passing(&self) -> bool {
        !matches!(self, Notice::NotKept(_) | Notice::OtherTab(_) | Notice::Reading { .. })
    }
}
