//! The entries of the ledger: what each counts, as a formula over the steps of a lowering.

use super::{Count, Factor, Factor::*, Term};
use crate::layer::{Direction, GemmLayer};
use crate::lowering::{Lowering, Pass};

/// What is counted in one pass of one layer, for the whole batch.
///
/// With κ = K_h·K_w, S the pixels of an image and R the pairs of a kernel tap and a position that meet a real pixel:
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Entry {
    /// The products of the GEMM, which are its MACs: N·C_out·(C_in/g)·κ·S_out of a convolution,
    /// N·C_in·(C_out/g)·κ·S_in of a transposed one, in each pass.
    Multiplications,
    /// Those of the products that are neither with padding nor cropped afterwards: R for κ·S.
    InBounds,
    /// The additions inside the GEMM: a sum of n products has n − 1.
    GemmAdditions,
    /// The additions of col2im, one for each cell that lands: it adds into zeros.
    Col2imAdditions,
    /// Forward, one addition for each element of the output; in the weight gradient, those that sum ∂b.
    BiasAdditions,
    /// Every multiplication and addition done: the sum of the above but `InBounds`.
    Flops,
    /// The elements of W.
    Weights,
    /// The elements of the bias.
    Biases,
    /// The learned numbers: weights and biases.
    Parameters,
    /// The elements of the column matrix of all groups of one image. A pointwise layer's is its image; a linear layer
    /// has none.
    ColumnElements,
    /// MACs of a transposed convolution's forward pass done as a convolution over its input with zeros inserted,
    /// N·C_out·(C_in/g)·κ·S_out; of everything else, the multiplications.
    ZeroInsertion,
}

impl Entry {
    /// All entries, in the order in which they are shown.
    pub const ALL: [Entry; 11] = [
        Entry::Multiplications,
        Entry::InBounds,
        Entry::GemmAdditions,
        Entry::Col2imAdditions,
        Entry::BiasAdditions,
        Entry::Flops,
        Entry::Weights,
        Entry::Biases,
        Entry::Parameters,
        Entry::ColumnElements,
        Entry::ZeroInsertion,
    ];

    /// The name in attributes and test hooks.
    pub fn key(self) -> &'static str {
        match self {
            Entry::Multiplications => "multiplications",
            Entry::InBounds => "in_bounds",
            Entry::GemmAdditions => "gemm_adds",
            Entry::Col2imAdditions => "col2im_adds",
            Entry::BiasAdditions => "bias_adds",
            Entry::Flops => "flops",
            Entry::Weights => "weights",
            Entry::Biases => "biases",
            Entry::Parameters => "parameters",
            Entry::ColumnElements => "column_elements",
            Entry::ZeroInsertion => "zero_insertion",
        }
    }

    /// The entry of that name.
    pub fn from_key(key: &str) -> Option<Entry> {
        Entry::ALL.into_iter().find(|entry| entry.key() == key)
    }

    /// The entry as a formula over a lowering of `layer`.
    pub fn count(self, layer: &GemmLayer, lowering: &Lowering) -> Count {
        let parts: &[Entry] = match self {
            Entry::Flops => {
                &[Entry::Multiplications, Entry::GemmAdditions, Entry::Col2imAdditions, Entry::BiasAdditions]
            }
            Entry::Parameters => &[Entry::Weights, Entry::Biases],
            _ => &[self],
        };
        let products = parts.iter().filter_map(|part| part.product(layer, lowering));
        products.fold(Count::ZERO, |count, product| count.plus(Term::product(product)))
    }

    /// The entry's one product. `None` where there is nothing to count, and for the entries that are sums.
    pub(super) fn product(self, layer: &GemmLayer, lowering: &Lowering) -> Option<&'static [Factor]> {
        let batch_inside = lowering.gemm.batch_inside;
        match self {
            Entry::Multiplications => Some(if batch_inside { PRODUCTS_OF_BATCH } else { PRODUCTS }),
            Entry::InBounds => Some(IN_BOUNDS),
            Entry::GemmAdditions => Some(if batch_inside { SUMS_OF_BATCH } else { SUMS }),
            Entry::Col2imAdditions => lowering.col2im.is_some().then_some(LANDING),
            Entry::BiasAdditions => {
                lowering.bias.map(|bias| if bias.gradient { BIAS_GRADIENT } else { BIAS })
            }
            Entry::Weights => Some(WEIGHTS),
            Entry::Biases => layer.bias.then_some(BIASES),
            Entry::ColumnElements => lowering.columns.is_some().then_some(COLUMN_ELEMENTS),
            Entry::ZeroInsertion if inserts_zeros(layer, lowering) => Some(ZERO_INSERTION),
            Entry::ZeroInsertion => Entry::Multiplications.product(layer, lowering),
            Entry::Flops | Entry::Parameters => None,
        }
    }
}

/// Whether a pass can be seen as a convolution over an image with zeros inserted.
pub(super) fn inserts_zeros(layer: &GemmLayer, lowering: &Lowering) -> bool {
    layer.direction == Direction::Transposed && lowering.pass == Pass::Forward
}

/// The products and bias additions of a forward pass as one product, where each sum of products takes the bias in: a
/// convolution's or a linear layer's.
pub(super) fn fused_bias(layer: &GemmLayer, lowering: &Lowering) -> Option<Count> {
    let fused = layer.bias && lowering.pass == Pass::Forward && lowering.col2im.is_none();
    fused.then(|| Count::ZERO.plus(Term::product(PRODUCTS_AND_BIAS)))
}

/// The additions inside the GEMM if products out of bounds are not done: one less than products for each sum that has
/// any.
pub(super) fn gemm_additions_in_bounds(layer: &GemmLayer, lowering: &Lowering) -> Count {
    let sums = match (layer.direction, lowering.gemm.batch_inside, lowering.col2im) {
        (Direction::Linear, _, _) => return Entry::GemmAdditions.count(layer, lowering),
        (_, true, _) => LIVE_WEIGHTS,
        (_, false, Some(_)) => LANDING,
        (_, false, None) => LIVE_POSITIONS,
    };
    difference(IN_BOUNDS, sums)
}

/// The additions of a transposed convolution's forward pass as a convolution over its input with zeros inserted.
/// `padding` says whether products with zeros are done.
pub(super) fn zero_insertion_additions(padding: bool) -> Count {
    if padding { difference(ZERO_INSERTION, FINE_IMAGE) } else { difference(IN_BOUNDS, REACHED) }
}

fn difference(from: &'static [Factor], taken: &'static [Factor]) -> Count {
    let taken = Term { times: -1, factors: taken };
    Count::ZERO.plus(Term::product(from)).plus(taken)
}

// The ledger: every count is a sum of these products. Each has the groups but where it counts all channels.

const PRODUCTS: &[Factor] = &[Batch, Groups, Rows, Inner, Columns];
const PRODUCTS_OF_BATCH: &[Factor] = &[Groups, Rows, Inner, Columns];
const PRODUCTS_AND_BIAS: &[Factor] = &[Batch, Groups, Rows, InnerPlusOne, Columns];
const SUMS: &[Factor] = &[Batch, Groups, Rows, InnerLessOne, Columns];
const SUMS_OF_BATCH: &[Factor] = &[Groups, Rows, InnerLessOne, Columns];
const IN_BOUNDS: &[Factor] = &[Batch, Groups, CoarseChannels, FineChannels, PairsHeight, PairsWidth];
const LANDING: &[Factor] = &[Batch, Groups, FineChannels, PairsHeight, PairsWidth];
const BIAS: &[Factor] = &[OutChannels, ChannelElements];
const BIAS_GRADIENT: &[Factor] = &[OutChannels, ChannelElementsLessOne];
const WEIGHTS: &[Factor] = &[Groups, WeightRows, WeightColumns];
const BIASES: &[Factor] = &[OutChannels];
const COLUMN_ELEMENTS: &[Factor] = &[Groups, ColumnRows, ColumnColumns];
const ZERO_INSERTION: &[Factor] = &[Batch, Groups, WeightRows, WeightColumns, FineHeight, FineWidth];
const FINE_IMAGE: &[Factor] = &[Batch, Groups, FineChannels, FineHeight, FineWidth];
const REACHED: &[Factor] = &[Batch, Groups, FineChannels, ReachedHeight, ReachedWidth];
const LIVE_POSITIONS: &[Factor] = &[Batch, Groups, CoarseChannels, LivePositionsHeight, LivePositionsWidth];
const LIVE_WEIGHTS: &[Factor] = &[Groups, CoarseChannels, FineChannels, LiveTapsHeight, LiveTapsWidth];
