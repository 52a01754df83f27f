//! im2cost: what every layer of a convolutional network costs, and why.
//!
//! The modules are layers, in reading order; each imports only those above it in this list.

pub mod layer;
pub mod lowering;
pub mod cost;
pub mod network;
pub mod codec;
pub mod scene;
pub mod i18n;
pub mod export;
pub mod browser;
pub mod ui;
