//! A valid layer as im2col, GEMM and col2im steps with symbolic extents, for each pass.

mod extent;
mod matrix;
mod step;
mod lower;
mod index;
mod tensor;
mod run;
mod machine;
mod twin_axis;
mod twin;
mod pin;
mod counterpart;
mod numbers;

pub use extent::{Atom, AtomValues, Extent};
pub use index::{ColumnMap, Pixel, Position, Tap};
pub use lower::{Lowering, Pass};
pub use matrix::{Image, Matrix, MatrixName};
pub use numbers::{Filling, Place, numbers};
pub use pin::{Holder, Pin};
pub use run::{Counts, Run, RunError, Running, Tensors, run};
pub use step::{Bias, Col2im, Gemm, Im2col, Step};
pub use tensor::Tensor;
pub use twin::{Change, MOST_CELLS, Twin, twin_cells};
