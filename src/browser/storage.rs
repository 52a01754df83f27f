//! What the page keeps in the browser between visits. Storage may be blocked or full; nothing here panics.

use wasm_bindgen::JsCast;
use web_sys::{Storage, StorageEvent};

use super::event::Listener;

/// Why something could not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// The browser allows this page no storage.
    Blocked,
    /// There is no room left.
    Full,
}

fn storage() -> Result<Storage, StorageError> {
    let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
    storage.ok_or(StorageError::Blocked)
}

/// What is kept under a key, if anything is.
pub fn read(key: &str) -> Result<Option<String>, StorageError> {
    storage()?.get_item(key).map_err(|_| StorageError::Blocked)
}

/// Keeps a text under a key.
pub fn write(key: &str, text: &str) -> Result<(), StorageError> {
    storage()?.set_item(key, text).map_err(|_| StorageError::Full)
}

/// Keeps a text under a key for this tab alone, which a reload does not end; if it cannot be, that is no loss.
pub fn leave_in_tab(key: &str, text: &str) {
    if let Some(storage) = tab_storage() {
        let _ = storage.set_item(key, text);
    }
}

/// Takes what this tab left under a key.
pub fn take_from_tab(key: &str) -> Option<String> {
    let storage = tab_storage()?;
    let text = storage.get_item(key).ok().flatten();
    let _ = storage.remove_item(key);
    text
}

fn tab_storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// Calls back when another tab keeps something under this key, until dropped.
pub fn on_change_elsewhere(key: &'static str, then: impl Fn(Option<String>) + 'static) -> Option<Listener> {
    let window = web_sys::window()?;
    Some(Listener::new(&window, "storage", move |event| {
        let event = event.unchecked_ref::<StorageEvent>();
        if event.key().as_deref() == Some(key) {
            then(event.new_value());
        }
    }))
}
