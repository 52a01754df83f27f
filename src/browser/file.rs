//! Reads files that the reader chose or dropped.

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, FileReader};

/// A file that was read as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// Its name.
    pub name: String,
    /// What is in it, or `None` where the browser could not read it.
    pub text: Option<String>,
}

/// Reads a file as UTF-8 text and calls back, once. Bytes past `most` are not read.
pub fn read_text(file: &File, most: i32, then: impl FnOnce(TextFile) + 'static) {
    let name = file.name();
    let Ok(reader) = FileReader::new() else {
        return then(TextFile { name, text: None });
    };
    let source = reader.clone();
    let done = Closure::once_into_js(move || {
        let text = source.result().ok().and_then(|text: JsValue| text.as_string());
        then(TextFile { name, text });
    });
    // Fires after success and after failure.
    reader.set_onloadend(Some(done.unchecked_ref()));
    let read = file.slice_with_i32_and_i32(0, most).and_then(|start| reader.read_as_text(&start));
    if read.is_err() {
        let _ = done.unchecked_ref::<js_sys::Function>().call0(&JsValue::NULL);
    }
}
