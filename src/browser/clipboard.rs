//! Puts a text or a picture on the clipboard.

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

/// Copies a picture in PNG. Whether the browser did.
pub async fn write_png(png: &web_sys::Blob) -> bool {
    put(png).await.is_ok()
}

/// Copies a text. Whether the browser did.
pub async fn write_text(text: &str) -> bool {
    let clipboard = web_sys::window()
        .and_then(|window| js_sys::Reflect::get(&window.navigator(), &JsValue::from_str("clipboard")).ok())
        .and_then(|clipboard| clipboard.dyn_into::<web_sys::Clipboard>().ok());
    match clipboard {
        Some(clipboard) => wasm_bindgen_futures::JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => false,
    }
}

async fn put(png: &web_sys::Blob) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let get = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &JsValue::from_str(name));
    // Not every browser has items of the clipboard.
    let kind: js_sys::Function = get(&window, "ClipboardItem")?.dyn_into()?;
    let contents = js_sys::Object::new();
    js_sys::Reflect::set(&contents, &JsValue::from_str("image/png"), png)?;
    let item = js_sys::Reflect::construct(&kind, &js_sys::Array::of1(&contents))?;
    let clipboard = get(&window.navigator(), "clipboard")?;
    let write: js_sys::Function = get(&clipboard, "write")?.dyn_into()?;
    let items = js_sys::Array::of1(&item);
    let done: js_sys::Promise = write.call1(&clipboard, &items)?.dyn_into()?;
    wasm_bindgen_futures::JsFuture::from(done).await.map(|_| ())
}
