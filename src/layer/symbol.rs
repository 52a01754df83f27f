//! The symbols that extents and formulas are written in.

/// A named extent or hyperparameter of a layer with a GEMM.
///
/// Those that say "where it is the same" have a meaning only there; elsewhere their value is that of the first axis or
/// side.
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
    /// K, the side of a square kernel.
    Kernel,
    /// K_h.
    KernelHeight,
    /// K_w.
    KernelWidth,
    /// s, the stride where it is the same on both axes.
    Stride,
    /// s_h.
    StrideHeight,
    /// s_w.
    StrideWidth,
    /// d, the dilation where it is the same on both axes.
    Dilation,
    /// d_h.
    DilationHeight,
    /// d_w.
    DilationWidth,
    /// p, the padding where it is the same on all sides.
    Padding,
    /// p_h, the padding where it is the same before the first and after the last row.
    PaddingHeight,
    /// p_w, the padding where it is the same before the first and after the last column.
    PaddingWidth,
    /// Padding before the first row.
    PaddingTop,
    /// Padding before the first column.
    PaddingLeft,
    /// Padding after the last row.
    PaddingBottom,
    /// Padding after the last column.
    PaddingRight,
    /// What is added to the output of a transposed convolution, where it is the same on both axes.
    OutputPadding,
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
    pub const ALL: [Symbol; 27] = [
        Symbol::Batch,
        Symbol::InChannels,
        Symbol::OutChannels,
        Symbol::Groups,
        Symbol::Kernel,
        Symbol::KernelHeight,
        Symbol::KernelWidth,
        Symbol::Stride,
        Symbol::StrideHeight,
        Symbol::StrideWidth,
        Symbol::Dilation,
        Symbol::DilationHeight,
        Symbol::DilationWidth,
        Symbol::Padding,
        Symbol::PaddingHeight,
        Symbol::PaddingWidth,
        Symbol::PaddingTop,
        Symbol::PaddingLeft,
        Symbol::PaddingBottom,
        Symbol::PaddingRight,
        Symbol::OutputPadding,
        Symbol::OutputPaddingHeight,
        Symbol::OutputPaddingWidth,
        Symbol::InHeight,
        Symbol::InWidth,
        Symbol::OutHeight,
        Symbol::OutWidth,
    ];
}
