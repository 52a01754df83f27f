//! The browser, as far as the page needs it: thin wrappers that know nothing of networks.

pub mod address;
pub mod clipboard;
pub mod decoder;
pub mod dialog;
pub mod download;
pub mod event;
pub mod fetch;
pub mod field;
pub mod file;
pub mod full_screen;
pub mod later;
pub mod measure;
pub mod pointer;
pub mod printer;
pub mod raster;
pub mod popover;
pub mod print;
pub mod root;
pub mod selected_text;
pub mod storage;
pub mod timer;
