//! Printing, and being told when it begins and ends, whoever began it.

use super::event::Listener;

/// Opens the browser's print dialog.
pub fn open_dialog() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Calls back with whether the page is being printed, until dropped.
pub fn on_change(then: impl Fn(bool) + Clone + 'static) -> [Option<Listener>; 2] {
    let ends = then.clone();
    [
        Listener::of_window("beforeprint", move |_| then(true)),
        Listener::of_window("afterprint", move |_| ends(false)),
    ]
}
