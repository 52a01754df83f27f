//! A valid layer as im2col, GEMM and col2im steps with symbolic extents, for each pass.

mod extent;
mod matrix;
mod step;
mod lower;

pub use extent::{Atom, AtomValues, Extent};
pub use lower::{Lowering, Pass};
pub use matrix::{Image, Matrix, MatrixName};
pub use step::{Bias, Col2im, Gemm, Im2col, Step};
