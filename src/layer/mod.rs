//! What a layer is: its kind, hyperparameters, shapes and validity; one axis at a time, both directions.

mod symbol;
mod grid;
mod shape;
mod gemm_layer;

pub use gemm_layer::{Direction, GemmLayer};
pub use grid::Grid;
pub use shape::Shape;
pub use symbol::Symbol;

/// The greatest extent of anything: 2³¹ − 1. Within it, axis arithmetic cannot leave 64 bits.
pub const LIMIT: i64 = i32::MAX as i64;
