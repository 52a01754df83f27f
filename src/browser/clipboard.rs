//! Puts a text on the clipboard.

use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;

/// Copies `text`, then says whether the browser did.
pub fn write(text: &str, then: impl Fn(bool) + Clone + 'static) {
    // A page that was not served safely has no clipboard at all, which its type does not say.
    let clipboard = web_sys::window()
        .map(|window| window.navigator())
        .and_then(|navigator| js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard")).ok())
        .and_then(|clipboard| clipboard.dyn_into::<web_sys::Clipboard>().ok());
    let Some(clipboard) = clipboard else { return then(false) };
    let failed = then.clone();
    let done = Closure::once_into_js(move |_: JsValue| then(true));
    let failed = Closure::once_into_js(move |_: JsValue| failed(false));
    // Each of the two is called at most once and frees itself.
    let call = |promise: js_sys::Promise| -> Option<JsValue> {
        let method = js_sys::Reflect::get(&promise, &JsValue::from_str("then")).ok()?;
        method.dyn_ref::<js_sys::Function>()?.call2(&promise, &done, &failed).ok()
    };
    call(clipboard.write_text(text));
}
