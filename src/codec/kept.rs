//! A document in a comment at the end of a text that was written of it, so that what the text cannot say is not lost.
//!
//! The comment holds the document as a link does, and a checksum of the text above it. As long as the text is what was
//! written, spaces and lines aside, the document comes back as it was; a text that somebody changed is read as any other.

use super::view::View;
use super::{document, link};
use crate::network::Document;

/// What a comment of a language is put between.
pub type Comment = [&'static str; 2];

/// Of Python.
pub const PYTHON: Comment = ["# im2cost ", ""];
/// Of Markdown.
pub const MARKDOWN: Comment = ["<!-- im2cost ", " -->"];

/// The text with the document in it; alone, where a link would not open it.
pub fn with_document(text: &str, kept: &Document, [begins, ends]: Comment) -> String {
    let fragment = link::write(kept, &View::default());
    let opens = matches!(link::read(&fragment), Ok(Some((read, _))) if document::write(&read) == document::write(kept));
    if !opens {
        return text.to_owned();
    }
    format!("{text}\n{begins}{:016x} {fragment}{ends}\n", checksum(text))
}

/// The document that such a text was written of, if it has not changed since.
pub fn document(text: &str, [begins, ends]: Comment) -> Option<Document> {
    let at = text.rfind(begins)?;
    let (above, comment) = text.split_at(at);
    let comment = comment[begins.len()..].trim_end().strip_suffix(ends)?;
    let mut words = comment.split_whitespace();
    let (sum, fragment) = (words.next()?, words.next()?);
    let is_as_written = words.next().is_none() && u64::from_str_radix(sum, 16) == Ok(checksum(above));
    match link::read(fragment) {
        Ok(Some((document, _))) if is_as_written && fragment.starts_with('#') => Some(document),
        _ => None,
    }
}

/// FNV-1a of 64 bits over all but spaces and the ends of lines.
fn checksum(text: &str) -> u64 {
    text.bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
