//! Opens whatever a person has: tells the formats apart by their content, and reads.

use std::borrow::Cow;
use std::rc::Rc;

use super::document::{self, DocumentError};
use super::foreign::{self, Foreign};
use super::onnx::{self, Import, OnnxError, Summary};
use super::remark::{Remark, Remarked, TextImport, TextPlace};
use super::{prototxt, pytorch, table, text};
use crate::network::Document;

/// A format that can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A document of ours.
    Document,
    /// An ONNX model.
    Onnx,
    /// A Caffe network.
    Prototxt,
    /// A printed PyTorch model, or PyTorch code.
    PyTorch,
    /// A table, as CSV or TSV.
    Table,
}

/// A file that was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// What it was.
    pub format: Format,
    /// The network.
    pub document: Document,
    /// What else there is to say.
    pub remarks: Remarks,
}

/// What there is to say about a file that was opened.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Remarks {
    /// Nothing.
    #[default]
    None,
    /// What became of the operators of a model.
    Operators(Summary),
    /// What was found in a text.
    Text(Vec<Remark>),
}

/// Why a file cannot be opened.
#[derive(Clone, Debug, PartialEq)]
pub enum OpenError {
    /// It is a model that cannot be read.
    Onnx(OnnxError),
    /// It is a text that is no document.
    Document(DocumentError),
    /// It is a text in which no layer was found.
    NoLayers(Vec<Remark>),
    /// It is a report of ours, which does not hold the network.
    Report,
    /// It is of a kind that holds no network, or not in a form that is read.
    Foreign(Foreign),
    /// It is a text in an encoding that its bytes do not tell, such as those of a country.
    OtherEncoding,
    /// It is neither a model nor a text.
    NotAText,
}

/// Which format a file has, by its beginning (a few thousand bytes are enough) and its name; `None` if it has none of
/// these. The beginning may end within a character.
pub fn recognize(name: &str, start: &[u8]) -> Option<Format> {
    // A model begins with its version: a small number in field 1.
    if matches!(start, [0x08, 0..=0x7f, ..]) || has_extension(name, "onnx") {
        return Some(Format::Onnx);
    }
    let text = text::decode_start(start);
    let says = |recognizes: fn(&str) -> bool| text.as_deref().is_some_and(recognizes);
    if says(|text| text.trim_start().starts_with('{')) {
        Some(Format::Document)
    } else if has_extension(name, "prototxt") || says(prototxt::recognizes) {
        Some(Format::Prototxt)
    } else if says(pytorch::recognizes) {
        Some(Format::PyTorch)
    } else if has_extension(name, "csv") || has_extension(name, "tsv") || says(table::recognizes) {
        Some(Format::Table)
    } else {
        None
    }
}

/// Which kind a file is of that cannot be read, by its beginning and its name; `None` where it may be read.
pub fn foreign(name: &str, start: &[u8]) -> Option<Foreign> {
    foreign::recognize(name, start)
}

/// Whether a file's name ends like this.
pub(super) fn has_extension(name: &str, extension: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case(extension))
}

/// Reads a file of which all bytes are at hand. Extents that a model leaves open are as [`onnx::Question`] proposes.
pub fn read(name: &str, bytes: &[u8]) -> Result<Opened, OpenError> {
    if let Some(foreign) = foreign(name, bytes) {
        return Err(OpenError::Foreign(foreign));
    }
    let Some(format) = recognize(name, bytes) else {
        text(bytes)?;
        return Err(OpenError::NotAText);
    };
    match format {
        Format::Document => {
            let document = document::read(&text(bytes)?).map_err(|error| match error {
                DocumentError::UnknownFormat { format } if format.starts_with("im2cost-report/") => {
                    OpenError::Report
                }
                error => OpenError::Document(error),
            })?;
            Ok(Opened { format, document, remarks: Remarks::None })
        }
        Format::Onnx => {
            let model = onnx::read_all(bytes).map_err(OpenError::Onnx)?;
            let Import { document, summary } = model.import(None);
            Ok(Opened { format, document: named(document, name), remarks: Remarks::Operators(summary) })
        }
        Format::Prototxt => imported(format, name, prototxt::read(&text(bytes)?)),
        Format::PyTorch => imported(format, name, pytorch::read(&text(bytes)?)),
        Format::Table => imported(format, name, table::read(&text(bytes)?).unwrap_or_default()),
    }
}

/// Reads a text whose encoding had to be assumed, and says so.
pub fn read_assumed(name: &str, text: &str) -> Result<Opened, OpenError> {
    let mut opened = read(name, text.as_bytes()).map_err(|error| match error {
        OpenError::NotAText => OpenError::OtherEncoding,
        error => error,
    })?;
    let assumed = Remark { place: TextPlace { line: 1, column: 1 }, what: Remarked::EncodingAssumed };
    match &mut opened.remarks {
        Remarks::Text(remarks) => remarks.insert(0, assumed),
        remarks => *remarks = Remarks::Text(vec![assumed]),
    }
    Ok(opened)
}

fn imported(format: Format, name: &str, import: TextImport) -> Result<Opened, OpenError> {
    if import.any() {
        let remarks = Remarks::Text(import.remarks);
        Ok(Opened { format, document: named(import.document, name), remarks })
    } else {
        Err(OpenError::NoLayers(import.remarks))
    }
}

fn text(bytes: &[u8]) -> Result<Cow<'_, str>, OpenError> {
    text::decode(bytes).ok_or_else(|| match bytes.contains(&0) {
        true => OpenError::NotAText,
        false => OpenError::OtherEncoding,
    })
}

/// A document without a name, named after its file.
pub fn named(document: Document, file: &str) -> Document {
    if !document.name.is_empty() {
        return document;
    }
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let name: Rc<str> = name.rsplit_once('.').map_or(name, |(stem, _)| stem).into();
    Document { name, ..document }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_apart_by_their_content() {
        let check = |name: &str, text: &str, format: Option<Format>| {
            assert_eq!(recognize(name, text.as_bytes()), format, "{text}");
        };
        check("net.json", "\u{feff} {\"format\": \"im2cost/1\"}", Some(Format::Document));
        check("", "\u{8}\u{7}\u{12}\u{3}", Some(Format::Onnx));
        check("", "layer {\n  name: \"conv1\"", Some(Format::Prototxt));
        check(
            "",
            "Sequential(\n  (0): Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1))\n)",
            Some(Format::PyTorch),
        );
        check("", "self.conv = nn.Conv2d(3, 8, 3)", Some(Format::PyTorch));
        check("", "conv1\tConv2d\t3\t64\t7", Some(Format::Table));
        check("", "name,kind,out_channels\na,conv2d,8", Some(Format::Table));
        check("notes.txt", "Dear all, please find the plan.", None);
        check("broken.csv", "x", Some(Format::Table));
        assert_eq!(read("", b"{\"format\": \"im2cost-report/1\"}"), Err(OpenError::Report));
        assert_eq!(recognize("image.png", b"\x89PNG\r\n\x1a\n"), None);
        // A character that the beginning of a file cuts in two.
        assert_eq!(recognize("", &"nn.Conv2d(3, 8, 3) # 卷".as_bytes()[..21]), Some(Format::PyTorch));
    }
}
