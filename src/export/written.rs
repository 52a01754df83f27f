//! A network as a text, in each form that there is.

use super::{Format, latex, markdown, pytorch, report};
use crate::codec::table::{self, Separator};
use crate::codec::{document, kept};
use crate::i18n::Language;
use crate::network::{Analysis, Document};

impl Format {
    /// A network in this form; the place of the first row that is not valid, where a form has no room for such rows.
    ///
    /// ```
    /// use im2cost::export::Format;
    /// use im2cost::i18n::Language;
    /// use im2cost::network::{Document, analyse};
    /// let starter = Document::starter();
    /// let analysis = analyse(&starter);
    /// for format in Format::ALL {
    ///     assert!(format.text(&starter, &analysis, Language::English).is_ok());
    /// }
    /// ```
    pub fn text(self, document: &Document, analysis: &Analysis, language: Language) -> Result<String, usize> {
        Ok(match self {
            Format::Document => document::write(document),
            Format::Report => report::of(&Format::Document.file_name(&document.name), document) + "\n",
            Format::Csv => table::write(document, Some(analysis), Separator::Comma),
            Format::Tsv => table::write(document, Some(analysis), Separator::Tab),
            Format::Markdown => {
                let table = markdown::table(document, analysis, language);
                kept::with_document(&table, document, kept::MARKDOWN)
            }
            Format::Latex => latex::table(document, analysis, language),
            Format::PyTorch => return pytorch::code(document, analysis),
        })
    }
}
