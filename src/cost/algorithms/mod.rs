//! The same layer by other algorithms: multiplications, additions and extra memory. Counts, not timings.

mod multiplied;
mod transposed;
mod winograd;

use super::SumOfProducts;
use crate::layer::GemmLayer;

/// A way to compute the forward pass of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Algorithm {
    /// Nested loops that skip what lies out of bounds.
    Direct,
    /// The column matrix in memory, then a GEMM (Chellapilla, Puri, Simard: *High performance convolutional neural
    /// networks for document processing*, 2006; Caffe).
    Im2colGemm,
    /// A GEMM that forms the columns as it reads them (Chetlur et al.: *cuDNN: efficient primitives for deep learning*,
    /// 2014, section 3).
    ImplicitGemm,
    /// Winograd's minimal filtering in tiles of 2×2 outputs (Lavin and Gray: *Fast algorithms for convolutional neural
    /// networks*, 2016, section 4.1).
    WinogradTwo,
    /// The same in tiles of 4×4 outputs (section 4.2).
    WinogradFour,
    /// A transposed convolution as a convolution over its input with zeros inserted (Dumoulin and Visin: *A guide to
    /// convolution arithmetic for deep learning*, 2016, section 4).
    ZeroInsertion,
    /// A transposed convolution as a convolution of the input for each phase of the stride, the results shuffled
    /// (Shi et al.: *Is the deconvolution layer the same as a convolutional layer?*, 2016).
    SubPixel,
}

/// Why an algorithm is not one for a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Condition {
    /// It is for convolutions.
    Convolution,
    /// It is for transposed convolutions.
    Transposed,
    /// It needs a 3×3 kernel.
    KernelThree,
    /// It needs stride 1.
    StrideOne,
    /// It needs dilation 1.
    DilationOne,
}

/// What a layer's forward pass costs by an algorithm, for the whole batch and without the bias, which is added alike in
/// all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AlgorithmCost {
    /// Products of inputs and weights.
    pub multiplications: SumOfProducts,
    /// Additions that sum them.
    pub additions: SumOfProducts,
    /// Additions and multiplications by constants that transform inputs, products and weights. Those of the weights
    /// (the last term) are needed once and not for each batch, if the weights stay as they are.
    pub transforms: SumOfProducts,
    /// Elements held beside input, weights and output, of one image at a time.
    pub memory: SumOfProducts,
}

impl Algorithm {
    /// Every algorithm, in the order in which they are shown.
    pub const ALL: [Algorithm; 7] = [
        Algorithm::Direct,
        Algorithm::Im2colGemm,
        Algorithm::ImplicitGemm,
        Algorithm::WinogradTwo,
        Algorithm::WinogradFour,
        Algorithm::ZeroInsertion,
        Algorithm::SubPixel,
    ];

    /// What the layer costs by this algorithm.
    ///
    /// # Errors
    ///
    /// The condition that the layer does not meet.
    ///
    /// ```
    /// use im2cost::cost::{Algorithm, Ratio};
    /// use im2cost::layer::{Direction, GemmLayer, Grid};
    ///
    /// // One channel and one tile. Lavin and Gray: F(2×2, 3×3) uses 16 multiplications where the standard algorithm uses
    /// // 36, a reduction of 2.25, with 32 operations on data, 28 on filters and 24 in the inverse transform; F(4×4, 3×3)
    /// // uses 36 for 144, a reduction of 4, with 156, 72 and 100.
    /// let tile = |positions: i64| {
    ///     let grid = Grid { positions, pixels: positions, kernel: 3, stride: 1, dilation: 1, begin: 1, end: 1 };
    ///     GemmLayer {
    ///         direction: Direction::Convolution, batch: 1, in_channels: 1, out_channels: 1, groups: 1, bias: false,
    ///         grids: [grid; 2], output_padding: [0, 0], vector: false,
    ///     }
    /// };
    /// let whole = |number| Some(Ratio::whole(number));
    /// for (algorithm, size, standard, minimal, transforms) in [
    ///     (Algorithm::WinogradTwo, 2, 36, 16, 32 + 28 + 24),
    ///     (Algorithm::WinogradFour, 4, 144, 36, 156 + 72 + 100),
    /// ] {
    ///     let gemm = Algorithm::Im2colGemm.cost(&tile(size))?;
    ///     let winograd = algorithm.cost(&tile(size))?;
    ///     assert_eq!(gemm.multiplications.value(), whole(standard));
    ///     assert_eq!(winograd.multiplications.value(), whole(minimal));
    ///     assert_eq!(winograd.transforms.value(), whole(transforms));
    /// }
    /// # Ok::<(), im2cost::cost::Condition>(())
    /// ```
    pub fn cost(self, layer: &GemmLayer) -> Result<AlgorithmCost, Condition> {
        match self {
            Algorithm::Direct => Ok(multiplied::direct(layer)),
            Algorithm::Im2colGemm => Ok(multiplied::im2col(layer)),
            Algorithm::ImplicitGemm => multiplied::implicit(layer),
            Algorithm::WinogradTwo => winograd::TWO.cost(layer),
            Algorithm::WinogradFour => winograd::FOUR.cost(layer),
            Algorithm::ZeroInsertion => transposed::zero_insertion(layer),
            Algorithm::SubPixel => transposed::sub_pixel(layer),
        }
    }
}

impl Condition {
    /// Every condition.
    pub const ALL: [Condition; 5] = [
        Condition::Convolution,
        Condition::Transposed,
        Condition::KernelThree,
        Condition::StrideOne,
        Condition::DilationOne,
    ];
}
