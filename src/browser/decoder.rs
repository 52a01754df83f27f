//! Texts in encodings of other days, decoded with the browser's own tables.

use web_sys::{TextDecoder, TextDecoderOptions};

/// The text that these bytes are in GB18030, which has all of GBK; `None` where they are none.
pub fn gb18030(bytes: &[u8]) -> Option<String> {
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    TextDecoder::new_with_label_and_options("gb18030", &options).ok()?.decode_with_u8_array(bytes).ok()
}
