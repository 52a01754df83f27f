//! Hands a text to the reader as a file.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Saves `text` under a name, as the browser saves any download. Whether it could.
pub fn text(name: &str, mime_type: &str, text: &str) -> bool {
    blob(mime_type, text).is_ok_and(|blob| save(name, &blob))
}

/// Saves a blob under a name.
pub fn save(name: &str, blob: &Blob) -> bool {
    click(name, blob).is_ok()
}

/// A text as a blob.
pub fn blob(mime_type: &str, text: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime_type);
    Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &options)
}

fn click(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let anchor: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    // The click has started the download, which keeps the blob.
    Url::revoke_object_url(&address)
}
