//! Doing something later, unless it is not wanted any more by then.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// The time, in milliseconds.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Something that will be done once; dropped, it is not.
pub struct Timer {
    id: i32,
    _closure: Closure<dyn FnMut()>,
}

impl Timer {
    /// Does something after some milliseconds.
    pub fn new(milliseconds: i32, then: impl FnOnce() + 'static) -> Option<Timer> {
        let closure = Closure::once(then);
        let function = closure.as_ref().unchecked_ref();
        let window = web_sys::window()?;
        let id = window.set_timeout_with_callback_and_timeout_and_arguments_0(function, milliseconds).ok()?;
        Some(Timer { id, _closure: closure })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}
