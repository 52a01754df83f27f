//! The part of the page that its first use does not need: the build sets it apart (`scripts/later`), and it is fetched
//! when it is called for.
//!
//! Whoever is about to need it waits for [`fetch`]. A call into it that nobody waited for is right all the same: what
//! stands in its place calls [`fetch_now`] first, which makes the page wait.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Fetches the part, unless it is there.
///
/// # Errors
///
/// Where it cannot be fetched; the next call tries again.
pub async fn fetch() -> Result<(), JsValue> {
    let promise: Promise = call("fetchLater")?.dyn_into()?;
    JsFuture::from(promise).await.map(drop)
}

/// Whether the part is there.
pub fn is_there() -> bool {
    call("isLaterThere").is_ok_and(|there| there.is_truthy())
}

/// Fetches the part while everything waits, unless it is there: for what must be done before an event is over.
///
/// # Errors
///
/// Where it cannot be fetched.
pub fn fetch_at_once() -> Result<(), JsValue> {
    if is_there() { Ok(()) } else { call("fetchLaterNow").map(drop) }
}

/// Fetches the part while everything waits. The build calls it, by its name, from the code that stands in for the part.
#[inline(never)]
pub fn fetch_now() {
    if let Err(error) = call("fetchLaterNow") {
        wasm_bindgen::throw_val(error);
    }
}

/// Calls a function of `static/boot.js`, with what this module lends the other part.
fn call(name: &str) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(&js_sys::global(), &name.into())?.dyn_into()?;
    function.call1(&JsValue::NULL, &wasm_bindgen::exports())
}
