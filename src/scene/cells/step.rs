//! One step of a pass: what is done, what is summed, and which number comes out.

use super::Cell;

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Sums the products of a row and a column: one cell of the result of the GEMM.
    Product,
    /// Adds one cell of the column matrix into the pixel where it belongs.
    Landing,
    /// Drops one cell of the column matrix, whose place is outside of the image.
    Cropping,
    /// Adds the bias to one pixel.
    Bias,
    /// Sums one channel of ∂Y: one element of ∂b.
    BiasSum,
}

/// One addend: a number, or a product of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The number, and the cell that it stands in.
    pub first: (Cell, i64),
    /// What it is multiplied with.
    pub second: Option<(Cell, i64)>,
}

impl Term {
    /// What is added.
    pub fn value(&self) -> i64 {
        self.first.1 * self.second.map_or(1, |(_, factor)| factor)
    }
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it does.
    pub doing: Doing,
    /// The image of the batch that it works on; the first where all are worked on at once.
    pub image: usize,
    /// The cell that is written; where a cell is cropped, the place that it would land on.
    pub written: Cell,
    /// What is summed.
    pub terms: Vec<Term>,
    /// The sum; where a cell is cropped, what is lost.
    pub total: i64,
}
