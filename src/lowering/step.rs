//! The steps of a lowering. Each is done for every group and, where it does not say otherwise, for every image.

use super::{Extent, Image, Matrix};

/// Copies each patch of an image into a column; padding becomes zeros. No arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Im2col {
    /// What is read.
    pub image: Image,
    /// The column matrix, `(channels · K_h · K_w) × positions`.
    pub columns: Matrix,
}

/// A general matrix multiplication: `left × right → result`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Gemm {
    /// `rows × inner`.
    pub left: Matrix,
    /// `inner × columns`.
    pub right: Matrix,
    /// `rows × columns`.
    pub result: Matrix,
    /// Whether the batch is part of the inner extent: then there is one product a group, not one an image.
    pub batch_inside: bool,
}

impl Gemm {
    /// The rows of the left factor and of the result.
    pub fn rows(&self) -> Extent {
        self.left.rows
    }

    /// What is summed over: the columns of the left factor, the rows of the right one.
    pub fn inner(&self) -> Extent {
        self.left.columns
    }

    /// The columns of the right factor and of the result.
    pub fn columns(&self) -> Extent {
        self.right.columns
    }
}

/// Adds each cell of a column matrix into the pixel that it belongs to, starting from zeros; cells that fall outside
/// the image are cropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Col2im {
    /// What is read, `(channels · K_h · K_w) × positions`.
    pub columns: Matrix,
    /// What is written.
    pub image: Image,
    /// Whether the matrix lies as the image does (a pointwise layer): every cell is its own pixel, nothing moves.
    pub in_place: bool,
}

/// The step that a bias needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bias {
    /// What the bias is added to, `Y`, or what its gradient is summed from, `∂Y`.
    pub image: Image,
    /// The elements of one channel, of all images: `N · H_out · W_out`.
    pub elements: Extent,
    /// Whether this is `∂b`, the sum of each channel, and not the addition of one number to all of its elements.
    pub gradient: bool,
}

/// One step of a lowering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Image to column matrix.
    Im2col(Im2col),
    /// Matrix multiplication.
    Gemm(Gemm),
    /// Column matrix to image.
    Col2im(Col2im),
    /// The bias, added or its gradient summed.
    Bias(Bias),
}
