//! The link: `#1`, then the deflated document and view in base64url. The file's grammar is the only one.

use base64ct::{Base64UrlUnpadded, Encoding};

use super::document::{self, DocumentError};
use super::json::Json;
use super::view::View;
use crate::network::Document;

/// The version that this page writes; every version before it keeps opening.
const VERSION: &str = "#1";

/// The longest fragment that is opened, in characters. Browsers and chats cut longer ones.
const LONGEST: usize = 200_000;

/// The longest fragment that is worth sharing; past it the file is.
pub const SHAREABLE: usize = 30_000;

/// The largest document that a link may unfold to, in bytes: a bomb stops here.
const LARGEST: usize = 8 << 20;

/// Why a link does not open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// It is of a version that this page does not know.
    UnknownVersion,
    /// It is too long.
    TooLong,
    /// Characters are missing or changed.
    Damaged,
    /// It unfolds to far more than a network.
    TooLarge,
    /// It unfolds to something that is not a document.
    Document(DocumentError),
}

/// The fragment, with its `#`, that opens this document on this view.
///
/// ```
/// use im2cost::codec::{link, View};
/// use im2cost::network::Document;
/// let fragment = link::write(&Document::starter(), &View::default());
/// assert!(fragment.starts_with("#1"));
/// assert_eq!(link::read(&fragment), Ok(Some((Document::starter(), View::default()))));
/// ```
pub fn write(document: &Document, view: &View) -> String {
    let mut text = document::write_compact(document);
    if let Some(view) = view.write() {
        text.truncate(text.len() - 1);
        text.push_str(&format!(",\"view\":{view}}}"));
    }
    let bytes = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 9);
    format!("{VERSION}{}", Base64UrlUnpadded::encode_string(&bytes))
}

/// The document and view that a fragment opens; nothing for an address without one.
pub fn read(fragment: &str) -> Result<Option<(Document, View)>, LinkError> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    if fragment.is_empty() {
        return Ok(None);
    }
    unfolded(fragment).map(Some)
}

/// What a fragment that is not empty says. By itself, so that a page that follows no link needs not fetch it.
#[inline(never)]
fn unfolded(fragment: &str) -> Result<(Document, View), LinkError> {
    if fragment.len() > LONGEST {
        return Err(LinkError::TooLong);
    }
    let Some(code) = fragment.strip_prefix('1') else { return Err(LinkError::UnknownVersion) };
    let bytes = Base64UrlUnpadded::decode_vec(code).map_err(|_| LinkError::Damaged)?;
    let unfolded = miniz_oxide::inflate::decompress_to_vec_with_limit(&bytes, LARGEST);
    let text = match unfolded {
        Ok(bytes) => String::from_utf8(bytes).map_err(|_| LinkError::Damaged)?,
        Err(error) if error.status == miniz_oxide::inflate::TINFLStatus::HasMoreOutput => {
            return Err(LinkError::TooLarge);
        }
        Err(_) => return Err(LinkError::Damaged),
    };
    let document_error = |error| LinkError::Document(error);
    let mut json = Json::read(&text).map_err(|error| document_error(DocumentError::Json(error)))?;
    let mut view = View::default();
    if let Json::Object(pairs) = &mut json
        && let Some(at) = pairs.iter().position(|(key, _)| key == "view")
    {
        view = View::read(&pairs.remove(at).1);
    }
    let document = document::read_value(&json).map_err(document_error)?;
    Ok((document, view))
}
