//! The browser, as far as the page needs it: thin wrappers that know nothing of networks.

pub mod download;
pub mod event;
pub mod measure;
pub mod timer;
