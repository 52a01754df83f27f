//! The entries of the ledger: what each counts, as a formula over the steps of a lowering.

use super::{Count, Factor, Term};
use crate::layer::{Direction, GemmLayer, Symbol};
use crate::lowering::{Atom, Axis, Bias, Extent, Gemm, Lowering, Pass};

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

    /// The entry as a formula over the steps of `lowering`, which is a lowering of `layer`.
    pub fn count(self, layer: &GemmLayer, lowering: &Lowering) -> Count {
        let gemm = &lowering.gemm;
        match self {
            Entry::Multiplications => multiplications(layer, gemm).into(),
            Entry::InBounds => in_bounds(layer, multiplications(layer, gemm)).into(),
            Entry::GemmAdditions => {
                let sums = images(gemm).extent(gemm.rows()).times(Factor::LessOne(gemm.inner()));
                sums.extent(gemm.columns()).all_groups(lead(layer)).into()
            }
            Entry::Col2imAdditions => match lowering.col2im {
                None => Count::ZERO,
                Some(col2im) => {
                    let cells = Term::ONE.symbol(Symbol::Batch).extent(col2im.columns.rows);
                    in_bounds(layer, cells.extent(col2im.columns.columns).all_groups(lead(layer))).into()
                }
            },
            Entry::BiasAdditions => bias_additions(lowering),
            Entry::Flops => [Entry::GemmAdditions, Entry::Col2imAdditions, Entry::BiasAdditions]
                .iter()
                .fold(Entry::Multiplications.count(layer, lowering), |sum, entry| {
                    sum.and(entry.count(layer, lowering))
                }),
            Entry::Weights => weights(layer, lowering).into(),
            Entry::Biases => biases(layer),
            Entry::Parameters => Count::from(weights(layer, lowering)).and(biases(layer)),
            Entry::ColumnElements => match lowering.columns {
                None => Count::ZERO,
                Some(columns) => {
                    Term::ONE.extent(columns.rows).extent(columns.columns).all_groups(lead(layer)).into()
                }
            },
            Entry::ZeroInsertion => zero_insertion(layer, lowering).into(),
        }
    }
}

/// The channels that the weights are listed by first, of all groups: C_out of `C_out × C_in/g × …`, C_in of the
/// transposed `C_in × C_out/g × …`.
fn lead(layer: &GemmLayer) -> Symbol {
    match layer.direction {
        Direction::Convolution | Direction::Linear => Symbol::OutChannels,
        Direction::Transposed => Symbol::InChannels,
    }
}

/// How often a GEMM is done for each group.
fn images(gemm: &Gemm) -> Term {
    if gemm.batch_inside { Term::ONE } else { Term::ONE.symbol(Symbol::Batch) }
}

fn multiplications(layer: &GemmLayer, gemm: &Gemm) -> Term {
    let extents = [gemm.rows(), gemm.inner(), gemm.columns()];
    extents.into_iter().fold(images(gemm), Term::extent).all_groups(lead(layer))
}

/// A product over all taps and positions, kept to the pairs that meet a pixel: R for K_h·K_w and the positions' extent.
fn in_bounds(layer: &GemmLayer, term: Term) -> Term {
    match layer.direction {
        Direction::Linear => term,
        _ => with_kernel_as(Axis::BOTH.map(Factor::Pairs), layer, term),
    }
}

/// A product with two other factors in the place of its taps and positions.
fn with_kernel_as(factors: [Factor; 2], layer: &GemmLayer, term: Term) -> Term {
    use Symbol::{InHeight, InWidth, KernelHeight, KernelWidth, OutHeight, OutWidth};
    let positions = match layer.direction {
        Direction::Convolution | Direction::Linear => [OutHeight, OutWidth],
        Direction::Transposed => [InHeight, InWidth],
    };
    let kept = term.factors().iter().filter(|factor| match factor {
        Factor::Atom(Atom::Symbol(symbol)) => {
            !matches!(symbol, KernelHeight | KernelWidth) && !positions.contains(symbol)
        }
        _ => true,
    });
    let rest = kept.fold(Term::ONE, |rest, factor| rest.times(*factor));
    factors.into_iter().fold(rest, Term::times)
}

/// The additions inside the GEMM if products out of bounds are not done: one less than products for each sum that has
/// any.
pub(super) fn gemm_additions_in_bounds(layer: &GemmLayer, lowering: &Lowering) -> Count {
    let gemm = &lowering.gemm;
    if layer.direction == Direction::Linear {
        return Entry::GemmAdditions.count(layer, lowering);
    }
    let sums = images(gemm).extent(gemm.rows()).extent(gemm.columns()).all_groups(lead(layer));
    let live = match (gemm.batch_inside, lowering.col2im) {
        (true, _) => Factor::LiveTaps,
        (false, Some(_)) => Factor::Pairs,
        (false, None) => Factor::LivePositions,
    };
    Entry::InBounds.count(layer, lowering).minus(with_kernel_as(Axis::BOTH.map(live), layer, sums))
}

/// The additions of a transposed convolution's forward pass as a convolution over its input with zeros inserted.
pub(super) fn zero_insertion_additions(layer: &GemmLayer, padding: bool) -> Count {
    use Symbol::{Batch, InChannels, KernelHeight, KernelWidth, OutChannels, OutHeight, OutWidth};
    let channels = Term::ONE.symbol(Batch).symbol(OutChannels);
    if padding {
        let [height, width] = [KernelHeight, KernelWidth].map(Atom::Symbol);
        let patch = Extent::product([Atom::PerGroup(InChannels), height, width]);
        return channels.times(Factor::LessOne(patch)).symbol(OutHeight).symbol(OutWidth).into();
    }
    let sums = Axis::BOTH.map(Factor::ReachedPixels).into_iter().fold(channels, Term::times);
    let lowering = Lowering::new(layer, Pass::Forward);
    Entry::InBounds.count(layer, &lowering).minus(sums)
}

fn bias_additions(lowering: &Lowering) -> Count {
    match lowering.bias {
        None => Count::ZERO,
        Some(Bias::Add(image)) => {
            let extents = [image.channels, image.height, image.width];
            let elements = extents.into_iter().fold(Term::ONE.symbol(Symbol::Batch), Term::extent);
            elements.all_groups(Symbol::OutChannels).into()
        }
        Some(Bias::Sum { image, summed }) => {
            let sums = Term::ONE.extent(image.channels).times(Factor::LessOne(summed));
            sums.all_groups(Symbol::OutChannels).into()
        }
    }
}

fn weights(layer: &GemmLayer, lowering: &Lowering) -> Term {
    let matrix = lowering.weights();
    Term::ONE.extent(matrix.rows).extent(matrix.columns).all_groups(lead(layer))
}

fn biases(layer: &GemmLayer) -> Count {
    if layer.bias { Term::ONE.symbol(Symbol::OutChannels).into() } else { Count::ZERO }
}

/// Each output pixel of a transposed convolution as a sum over the whole kernel.
fn zero_insertion(layer: &GemmLayer, lowering: &Lowering) -> Term {
    match (layer.direction, lowering.col2im) {
        (Direction::Transposed, Some(col2im)) => {
            let gemm = &lowering.gemm;
            let extents = [gemm.rows(), gemm.inner(), col2im.image.height, col2im.image.width];
            extents.into_iter().fold(images(gemm), Term::extent).all_groups(Symbol::OutChannels)
        }
        _ => multiplications(layer, &lowering.gemm),
    }
}
