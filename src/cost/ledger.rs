//! The ledger: every count of one pass of one layer, exact.

use super::{Entry, Numbers, Term};
use crate::layer::GemmLayer;
use crate::lowering::{Lowering, Pass};

/// A count does not fit in 128 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TooLarge {
    /// Which count.
    pub entry: Entry,
}

/// What one pass of a layer does, for the whole batch; [`Entry`] says what each count is.
///
/// ```
/// use im2cost::cost::Ledger;
/// use im2cost::layer::{Direction, GemmLayer, Grid};
/// use im2cost::lowering::Pass;
///
/// // A transposed convolution with output: 4 → 6 channels, a 4×4 kernel with stride 2 and padding 1, on two 8×8 images.
/// let grid = Grid { positions: 8, pixels: 16, kernel: 4, stride: 2, dilation: 1, begin: 1, end: 1 };
/// let layer = GemmLayer {
///     direction: Direction::Transposed, batch: 2, in_channels: 4, out_channels: 6, groups: 1, bias: true,
///     grids: [grid; 2], output_padding: [0, 0], vector: false,
/// };
/// let ledger = Ledger::new(&layer, Pass::Forward)?;
/// assert_eq!((ledger.multiplications, ledger.in_bounds), (49_152, 43_200));
/// assert_eq!((ledger.gemm_adds, ledger.col2im_adds, ledger.bias_adds), (36_864, 10_800, 3_072));
/// assert_eq!(ledger.flops, 99_888);
/// # Ok::<(), im2cost::cost::TooLarge>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ledger {
    /// MACs.
    pub multiplications: u128,
    /// Multiplications that are neither with padding nor cropped.
    pub in_bounds: u128,
    /// Additions inside the GEMM.
    pub gemm_adds: u128,
    /// Additions of col2im.
    pub col2im_adds: u128,
    /// Additions of the bias, or of its gradient.
    pub bias_adds: u128,
    /// Every multiplication and addition done.
    pub flops: u128,
    /// Elements of the weights.
    pub weights: u128,
    /// Elements of the bias.
    pub biases: u128,
    /// Elements of the column matrix of one image.
    pub column_elements: u128,
    /// MACs with the transposed convolution as zero insertion.
    pub zero_insertion_macs: u128,
}

impl Ledger {
    /// The ledger of one pass of a valid layer. The cost does not grow with the extents.
    ///
    /// # Errors
    ///
    /// [`TooLarge`] names the first count that does not fit in 128 bits.
    pub fn new(layer: &GemmLayer, pass: Pass) -> Result<Ledger, TooLarge> {
        let lowering = Lowering::new(layer, pass);
        let numbers = Numbers::new(layer, &lowering);
        let value = |entry: Entry| match entry.product(layer, &lowering) {
            Some(product) => Term::product(product).value(&numbers).ok_or(TooLarge { entry }),
            None => Ok(0),
        };
        let multiplications = value(Entry::Multiplications)?;
        let gemm_adds = value(Entry::GemmAdditions)?;
        let col2im_adds = value(Entry::Col2imAdditions)?;
        let bias_adds = value(Entry::BiasAdditions)?;
        let flops =
            [gemm_adds, col2im_adds, bias_adds].into_iter().try_fold(multiplications, u128::checked_add);
        Ok(Ledger {
            multiplications,
            in_bounds: value(Entry::InBounds)?,
            gemm_adds,
            col2im_adds,
            bias_adds,
            flops: flops.ok_or(TooLarge { entry: Entry::Flops })?,
            weights: value(Entry::Weights)?,
            biases: value(Entry::Biases)?,
            column_elements: value(Entry::ColumnElements)?,
            zero_insertion_macs: value(Entry::ZeroInsertion)?,
        })
    }

    /// Learned numbers: weights and biases.
    pub fn parameters(&self) -> u128 {
        // Four extents below 2³¹ and one: no overflow.
        self.weights + self.biases
    }

    /// One entry's value.
    pub fn value(&self, entry: Entry) -> u128 {
        match entry {
            Entry::Multiplications => self.multiplications,
            Entry::InBounds => self.in_bounds,
            Entry::GemmAdditions => self.gemm_adds,
            Entry::Col2imAdditions => self.col2im_adds,
            Entry::BiasAdditions => self.bias_adds,
            Entry::Flops => self.flops,
            Entry::Weights => self.weights,
            Entry::Biases => self.biases,
            Entry::Parameters => self.parameters(),
            Entry::ColumnElements => self.column_elements,
            Entry::ZeroInsertion => self.zero_insertion_macs,
        }
    }
}
