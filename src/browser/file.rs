//! Reads files that the reader chose or dropped, in ranges: no more of a file is held than is asked for.

use std::ops::Range;

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// A text that was read, under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// Its name.
    pub name: String,
    /// What is in it, or `None` where the browser could not read it.
    pub text: Option<String>,
}

/// The bytes of a file in this range, as far as the file has them; `None` where the browser could not read it.
pub async fn bytes(file: &File, range: Range<u64>) -> Option<Vec<u8>> {
    // Lengths of files are doubles in a browser, exact far beyond any disk.
    let part = file.slice_with_f64_and_f64(range.start as f64, range.end as f64).ok()?;
    let buffer = JsFuture::from(part.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
