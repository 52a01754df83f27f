//! Listening to events of the whole page, for as long as something is there to listen.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, EventTarget};

/// A listener that is taken off when it is dropped.
pub struct Listener {
    target: EventTarget,
    kind: &'static str,
    closure: Closure<dyn Fn(Event)>,
}

impl Listener {
    /// Listens to events of a kind.
    pub fn new(target: &EventTarget, kind: &'static str, then: impl Fn(Event) + 'static) -> Listener {
        let closure = Closure::<dyn Fn(Event)>::new(then);
        let _ = target.add_event_listener_with_callback(kind, closure.as_ref().unchecked_ref());
        Listener { target: target.clone(), kind, closure }
    }

    /// Listens to events of the window.
    pub fn of_window(kind: &'static str, then: impl Fn(Event) + 'static) -> Option<Listener> {
        let window = web_sys::window()?;
        Some(Listener::new(&window, kind, then))
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.closure.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback(self.kind, function);
    }
}
