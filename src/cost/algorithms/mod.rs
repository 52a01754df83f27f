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

    /// The name of the algorithm in test hooks.
    pub fn key(self) -> &'static str {
        match self {
            Algorithm::Direct => "direct",
            Algorithm::Im2colGemm => "im2col_gemm",
            Algorithm::ImplicitGemm => "implicit_gemm",
            Algorithm::WinogradTwo => "winograd_2",
            Algorithm::WinogradFour => "winograd_4",
            Algorithm::ZeroInsertion => "zero_insertion",
            Algorithm::SubPixel => "sub_pixel",
        }
    }

    /// Who described it and where, as it is cited in every language; none for the definition itself.
    pub fn source(self) -> Option<&'static str> {
        Some(match self {
            Algorithm::Direct => return None,
            Algorithm::Im2colGemm => "Chellapilla, Puri, Simard 2006; Caffe",
            Algorithm::ImplicitGemm => "Chetlur et al. (cuDNN) 2014, §3",
            Algorithm::WinogradTwo => "Lavin, Gray 2016, §4.1",
            Algorithm::WinogradFour => "Lavin, Gray 2016, §4.2",
            Algorithm::ZeroInsertion => "Dumoulin, Visin 2016, §4",
            Algorithm::SubPixel => "Shi et al. 2016",
        })
    }

    /// What a layer must meet for the algorithm to be one for it.
    pub fn conditions(self) -> &'static [Condition] {
        match self {
            Algorithm::Direct | Algorithm::Im2colGemm => &[],
            Algorithm::ImplicitGemm => &[Condition::Convolution],
            Algorithm::WinogradTwo | Algorithm::WinogradFour => &[
                Condition::Convolution,
                Condition::KernelThree,
                Condition::StrideOne,
                Condition::DilationOne,
            ],
            Algorithm::ZeroInsertion => &[Condition::Transposed],
            Algorithm::SubPixel => &[Condition::Transposed, Condition::DilationOne],
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::{Direction, Grid};

    /// Where an algorithm does not apply, the reason is among the conditions that are shown of it, and the first of them
    /// that the layer does not meet; where it meets all of them, it applies.
    #[test]
    fn an_algorithm_applies_where_its_conditions_are_met() {
        for direction in [Direction::Convolution, Direction::Transposed, Direction::Linear] {
            for (kernel, stride, dilation) in
                [(1, 1, 1), (3, 1, 1), (3, 2, 1), (3, 1, 2), (2, 2, 2), (5, 3, 1)]
            {
                if direction == Direction::Linear && (kernel, stride, dilation) != (1, 1, 1) {
                    continue;
                }
                let pixels = 4 * stride + dilation * (kernel - 1) + 1;
                let grid = Grid { positions: 5, pixels, kernel, stride, dilation, begin: 0, end: 0 };
                let layer = GemmLayer {
                    direction,
                    batch: 1,
                    in_channels: 2,
                    out_channels: 2,
                    groups: 1,
                    bias: false,
                    grids: [grid; 2],
                    output_padding: [0, 0],
                    vector: false,
                };
                let met = |condition: &&Condition| match condition {
                    Condition::Convolution => direction == Direction::Convolution,
                    Condition::Transposed => direction == Direction::Transposed,
                    Condition::KernelThree => kernel == 3,
                    Condition::StrideOne => stride == 1,
                    Condition::DilationOne => dilation == 1,
                };
                for algorithm in Algorithm::ALL {
                    let unmet = algorithm.conditions().iter().find(|condition| !met(condition)).copied();
                    assert_eq!(algorithm.cost(&layer).err(), unmet, "{algorithm:?} {layer:?}");
                }
            }
        }
    }
}
