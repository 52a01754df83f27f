//! A document in a comment at the end of the code that was written of it, so that what code cannot say is not lost.
//!
//! The comment holds the document as a link does, and a checksum of the code above it. As long as the code is what was
//! written, spaces and lines aside, the document comes back as it was; code that somebody changed is read as any other.

use crate::codec::view::View;
use crate::codec::{document, link};
use crate::network::Document;

/// What the comment begins with.
const BEGINS: &str = "# im2cost ";

/// The code with the document in it; alone, where a link would not open it.
pub fn with_document(code: &str, kept: &Document) -> String {
    let fragment = link::write(kept, &View::default());
    let opens = matches!(link::read(&fragment), Ok(Some((read, _))) if document::write(&read) == document::write(kept));
    if !opens {
        return code.to_owned();
    }
    format!("{code}\n{BEGINS}{:016x} {fragment}\n", checksum(code))
}

/// The document that such code was written of, if it has not changed since.
pub(super) fn document(text: &str) -> Option<Document> {
    let at = text.rfind(BEGINS)?;
    let (code, comment) = text.split_at(at);
    let mut words = comment[BEGINS.len()..].split_whitespace();
    let (sum, fragment) = (words.next()?, words.next()?);
    let is_as_written = words.next().is_none() && u64::from_str_radix(sum, 16) == Ok(checksum(code));
    match link::read(fragment) {
        Ok(Some((document, _))) if is_as_written && fragment.starts_with('#') => Some(document),
        _ => None,
    }
}

/// FNV-1a of 64 bits over all but spaces and the ends of lines.
fn checksum(code: &str) -> u64 {
    code.bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
