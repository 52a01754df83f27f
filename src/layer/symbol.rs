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

impl Symbol {
    /// All symbols, each at its own index.
    pub const ALL: [Symbol; 20] = [
        Symbol::Batch,
        Symbol::InChannels,
        Symbol::OutChannels,
        Symbol::Groups,
        Symbol::KernelHeight,
        Symbol::KernelWidth,
        Symbol::StrideHeight,
        Symbol::StrideWidth,
        Symbol::DilationHeight,
        Symbol::DilationWidth,
        Symbol::PaddingTop,
        Symbol::PaddingLeft,
        Symbol::PaddingBottom,
        Symbol::PaddingRight,
        Symbol::OutputPaddingHeight,
        Symbol::OutputPaddingWidth,
        Symbol::InHeight,
        Symbol::InWidth,
        Symbol::OutHeight,
        Symbol::OutWidth,
    ];
}
