//! The matrices of a lowering, and the tensors that they are rearranged from or into.

use super::Extent;

/// Which matrix or tensor, by its name in the literature; ∂ is written `D`, a transpose has a `t` at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MatrixName {
    /// X, the layer's input.
    X,
    /// Xᵀ.
    Xt,
    /// W, the weights.
    W,
    /// Wᵀ.
    Wt,
    /// The column matrix: one patch a column.
    Cols,
    /// The column matrix, transposed.
    ColsT,
    /// ∂cols, the column matrix of a gradient.
    DCols,
    /// ∂colsᵀ.
    DColsT,
    /// Y, the layer's output.
    Y,
    /// ∂X, the gradient of the input.
    DX,
    /// ∂Y, the gradient of the output, given to the backward passes.
    DY,
    /// ∂Yᵀ.
    DYt,
    /// ∂W, the gradient of the weights.
    DW,
}

impl MatrixName {
    /// The stable ASCII name, which tests and styles select drawn matrices by.
    ///
    /// ```
    /// assert_eq!(im2cost::lowering::MatrixName::ColsT.id(), "colsT");
    /// ```
    pub fn id(self) -> &'static str {
        match self {
            MatrixName::X => "X",
            MatrixName::Xt => "Xt",
            MatrixName::W => "W",
            MatrixName::Wt => "Wt",
            MatrixName::Cols | MatrixName::DCols => "cols",
            MatrixName::ColsT | MatrixName::DColsT => "colsT",
            MatrixName::Y => "Y",
            MatrixName::DX => "dX",
            MatrixName::DY => "dY",
            MatrixName::DYt => "dYt",
            MatrixName::DW => "dW",
        }
    }

    /// The matrix that this one is the transpose of, if it is one.
    pub fn transpose_of(self) -> Option<MatrixName> {
        match self {
            MatrixName::Xt => Some(MatrixName::X),
            MatrixName::Wt => Some(MatrixName::W),
            MatrixName::ColsT => Some(MatrixName::Cols),
            MatrixName::DColsT => Some(MatrixName::DCols),
            MatrixName::DYt => Some(MatrixName::DY),
            _ => None,
        }
    }

    /// The column matrix of an image, and its transpose: that of a gradient is a gradient.
    pub(super) fn columns_of(image: MatrixName) -> [MatrixName; 2] {
        match image {
            MatrixName::DX | MatrixName::DY => [MatrixName::DCols, MatrixName::DColsT],
            _ => [MatrixName::Cols, MatrixName::ColsT],
        }
    }

    /// Whether it is a column matrix or the transpose of one.
    pub fn is_columns(self) -> bool {
        matches!(self.transpose_of().unwrap_or(self), MatrixName::Cols | MatrixName::DCols)
    }
}

/// A matrix of one group and one image. Where a GEMM sums over the batch, the images stand side by side in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Matrix {
    /// Which matrix.
    pub name: MatrixName,
    /// Its height.
    pub rows: Extent,
    /// Its width.
    pub columns: Extent,
}

/// A tensor at an end of a lowering, of one group and one image: `channels × height × width`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Image {
    /// X, Y, ∂X or ∂Y.
    pub name: MatrixName,
    /// Channels of one group.
    pub channels: Extent,
    /// Pixels along the height.
    pub height: Extent,
    /// Pixels along the width.
    pub width: Extent,
}
