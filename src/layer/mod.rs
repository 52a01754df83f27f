//! What a layer is: its kind, hyperparameters, shapes and validity; one axis at a time, both directions.
//!
//! [`resolve`] turns a kind, its [`Fields`] and the shapes that flow in into a valid [`Layer`], or into the
//! [`LayerError`] that names the broken rule and its numbers. This folder imports nothing but `std`, and holds no
//! sentence for people.

mod symbol;
mod grid;
mod coverage;
mod meetings;
mod shape;
mod gemm_layer;
mod dual;
mod kind;
mod key;
mod value;
mod typed;
mod fields;
mod error;
mod padding;
mod window;
mod operation;
mod resolve;
mod resolve_gemm;
mod resolve_pool;

pub use error::{Axis, LayerError};
pub use fields::Fields;
pub use gemm_layer::{Direction, GemmLayer};
pub use grid::Grid;
pub use key::{Default, Form, Key, Parameter};
pub use kind::Kind;
pub use meetings::Meetings;
pub use operation::{
    AdaptivePool, Function, Interpolation, Layer, Norm, Operation, Pool, PoolAxis, Upsample, UpsampleAxis,
};
pub use resolve::resolve;
pub use shape::Shape;
pub use symbol::Symbol;
pub use typed::parse as parse_typed;
pub use value::{Scale, Value};
pub use window::Window;

/// The greatest extent of anything: 2³¹ − 1. Within it, axis arithmetic cannot leave 64 bits.
pub const LIMIT: i64 = i32::MAX as i64;
