//! The symbols that extents and formulas are written in.

/// A named extent or hyperparameter of a layer with a GEMM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Symbol {
    /// N, the images of a batch.
    Batch,
    /// C_in.
    InChannels,
    /// C_out.
    OutChannels,
    /// g.
    Groups,
    /// K_h.
    KernelHeight,
    /// K_w.
    KernelWidth,
    /// s_h.
    StrideHeight,
    /// s_w.
    StrideWidth,
    /// d_h.
    DilationHeight,
    /// d_w.
    DilationWidth,
    /// Padding before the first row.
    PaddingTop,
    /// Padding before the first column.
    PaddingLeft,
    /// Padding after the last row.
    PaddingBottom,
    /// Padding after the last column.
    PaddingRight,
    /// Rows added to the output of a transposed convolution.
    OutputPaddingHeight,
    /// Columns added to the output of a transposed convolution.
    OutputPaddingWidth,
    /// H_in.
    InHeight,
    /// W_in.
    InWidth,
    /// H_out.
    OutHeight,
    /// W_out.
    OutWidth,
}
