//! Figures that others published of a network, and why they are not those that are counted here.

/// Who published a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Publisher {
    /// torchvision, with the weights that it offers.
    Torchvision,
    /// The authors, in their paper.
    Paper,
}

/// What was published, as it was written; empty where it was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// By whom.
    pub by: Publisher,
    /// MACs, whatever they were called.
    pub macs: &'static str,
    /// Parameters.
    pub params: &'static str,
    /// Why it is not what is counted here.
    pub difference: Difference,
}

/// Why a published figure is not what is counted here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Difference {
    /// It is the same, but for rounding.
    None,
    /// One layer sees some of the maps before it only, pools have weights, and those of the output are fixed.
    SparseConnections,
    /// The stride is in the first 1×1 convolution of a block, and so the layers after it are smaller.
    EarlyStride,
    /// Shortcuts have no weights.
    BareShortcuts,
    /// Parameters of a head are counted that only training runs.
    AuxiliaryHead,
    /// The filters of the last upsampling are fixed, and not counted.
    FixedUpsampling,
    /// Biases and slopes are left out.
    WeightsOnly,
}
