//! The factors that counts are products of: edges of a lowering, and what a kernel covers.

use crate::layer::{Axis, GemmLayer, Symbol};
use crate::lowering::{Atom, AtomValues, Extent, Lowering, Matrix};

/// One factor of a product, named by its part in a lowering. The first ones are in nearly every ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Factor {
    /// N.
    Batch,
    /// g.
    Groups,
    /// C_out, of all groups.
    OutChannels,
    /// The rows of the GEMM.
    Rows,
    /// The inner extent of the GEMM.
    Inner,
    /// The additions in a sum over the inner extent.
    InnerLessOne,
    /// The columns of the GEMM.
    Columns,
    /// The rows of the matrix of weights.
    WeightRows,
    /// The columns of the matrix of weights.
    WeightColumns,
    /// Channels of the coarse image, of one group.
    CoarseChannels,
    /// Channels of the fine image, of one group.
    FineChannels,
    /// The rows of the column matrix.
    ColumnRows,
    /// The columns of the column matrix.
    ColumnColumns,
    /// [`Coverage::Pairs`] along the height.
    PairsHeight,
    /// [`Coverage::Pairs`] along the width.
    PairsWidth,
    /// The elements of the output of one channel, all images.
    ChannelElements,
    /// The additions in a sum over them.
    ChannelElementsLessOne,
    /// The products and the bias that make one element of the output.
    InnerPlusOne,
    /// The height of the fine image.
    FineHeight,
    /// The width of the fine image.
    FineWidth,
    /// [`Coverage::LivePositions`] along the height.
    LivePositionsHeight,
    /// [`Coverage::LivePositions`] along the width.
    LivePositionsWidth,
    /// [`Coverage::LiveTaps`] along the height.
    LiveTapsHeight,
    /// [`Coverage::LiveTaps`] along the width.
    LiveTapsWidth,
    /// [`Coverage::ReachedPixels`] along the height.
    ReachedHeight,
    /// [`Coverage::ReachedPixels`] along the width.
    ReachedWidth,
}

/// What a kernel covers along an axis: the part of a count that depends on padding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Coverage {
    /// R: pairs of a tap and a position that meet a real pixel.
    Pairs,
    /// Positions where the kernel meets a real pixel.
    LivePositions,
    /// Taps that meet a real pixel.
    LiveTaps,
    /// Pixels that the kernel meets.
    ReachedPixels,
}

impl Coverage {
    /// The number along an axis of a layer, in closed form.
    pub fn along(self, axis: Axis, layer: &GemmLayer) -> u128 {
        let [height, width] = &layer.grids;
        let grid = match axis {
            Axis::Height => height,
            Axis::Width => width,
        };
        match self {
            Coverage::Pairs => grid.pairs(),
            Coverage::LivePositions => grid.live_positions(),
            Coverage::LiveTaps => grid.live_taps(),
            Coverage::ReachedPixels => grid.reached_pixels(),
        }
    }
}

/// A factor in the terms of its layer: what it is called, and what it is evaluated as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// An extent.
    Extent(Extent),
    /// An extent less one.
    LessOne(Extent),
    /// An extent and one.
    PlusOne(Extent),
    /// A number that is no product of symbols.
    Coverage(Coverage, Axis),
}

impl Form {
    /// The number in a layer. It always fits: extents are below 2¹²⁴, and at least 1.
    #[inline]
    fn value(self, layer: &GemmLayer, values: &AtomValues) -> u128 {
        match self {
            Form::Extent(extent) => extent.value_in(values),
            Form::LessOne(extent) => extent.value_in(values) - 1,
            Form::PlusOne(extent) => extent.value_in(values) + 1,
            Form::Coverage(coverage, axis) => coverage.along(axis, layer),
        }
    }
}

impl Factor {
    /// What the factor is in one lowering.
    #[inline]
    pub fn form(self, lowering: &Lowering) -> Form {
        let symbol = |symbol| Form::Extent(Extent::product([Atom::Symbol(symbol)]));
        let columns =
            |edge: fn(&Matrix) -> Extent| Form::Extent(lowering.columns.as_ref().map_or(Extent::ONE, edge));
        // A linear layer has one tap, which meets a pixel at every position.
        let pairs = |axis, positions| match lowering.columns {
            Some(_) => Form::Coverage(Coverage::Pairs, axis),
            None => Form::Extent(positions),
        };
        let channel = lowering.bias.as_ref().map_or(Extent::ONE, |bias| bias.elements);
        match self {
            Factor::Batch => symbol(Symbol::Batch),
            Factor::Groups => symbol(Symbol::Groups),
            Factor::OutChannels => symbol(Symbol::OutChannels),
            Factor::Rows => Form::Extent(lowering.gemm.rows()),
            Factor::Inner => Form::Extent(lowering.gemm.inner()),
            Factor::InnerLessOne => Form::LessOne(lowering.gemm.inner()),
            Factor::Columns => Form::Extent(lowering.gemm.columns()),
            Factor::WeightRows => Form::Extent(lowering.weights().rows),
            Factor::WeightColumns => Form::Extent(lowering.weights().columns),
            Factor::CoarseChannels => Form::Extent(lowering.coarse.channels),
            Factor::FineChannels => Form::Extent(lowering.fine.channels),
            Factor::ColumnRows => columns(|columns| columns.rows),
            Factor::ColumnColumns => columns(|columns| columns.columns),
            Factor::PairsHeight => pairs(Axis::Height, lowering.coarse.height),
            Factor::PairsWidth => pairs(Axis::Width, lowering.coarse.width),
            Factor::ChannelElements => Form::Extent(channel),
            Factor::ChannelElementsLessOne => Form::LessOne(channel),
            Factor::InnerPlusOne => Form::PlusOne(lowering.gemm.inner()),
            Factor::FineHeight => Form::Extent(lowering.fine.height),
            Factor::FineWidth => Form::Extent(lowering.fine.width),
            Factor::LivePositionsHeight => Form::Coverage(Coverage::LivePositions, Axis::Height),
            Factor::LivePositionsWidth => Form::Coverage(Coverage::LivePositions, Axis::Width),
            Factor::LiveTapsHeight => Form::Coverage(Coverage::LiveTaps, Axis::Height),
            Factor::LiveTapsWidth => Form::Coverage(Coverage::LiveTaps, Axis::Width),
            Factor::ReachedHeight => Form::Coverage(Coverage::ReachedPixels, Axis::Height),
            Factor::ReachedWidth => Form::Coverage(Coverage::ReachedPixels, Axis::Width),
        }
    }

    /// The factors that [`Numbers`] finds beforehand.
    const COMMON: [Factor; Factor::ChannelElementsLessOne as usize + 1] = [
        Factor::Batch,
        Factor::Groups,
        Factor::OutChannels,
        Factor::Rows,
        Factor::Inner,
        Factor::InnerLessOne,
        Factor::Columns,
        Factor::WeightRows,
        Factor::WeightColumns,
        Factor::CoarseChannels,
        Factor::FineChannels,
        Factor::ColumnRows,
        Factor::ColumnColumns,
        Factor::PairsHeight,
        Factor::PairsWidth,
        Factor::ChannelElements,
        Factor::ChannelElementsLessOne,
    ];
}

/// What factors stand for in one lowering of one layer, the common ones found once.
pub struct Numbers<'layer> {
    layer: &'layer GemmLayer,
    lowering: &'layer Lowering,
    values: AtomValues,
    common: [u128; Factor::COMMON.len()],
}

impl<'layer> Numbers<'layer> {
    /// The numbers of a lowering of `layer`.
    pub fn new(layer: &'layer GemmLayer, lowering: &'layer Lowering) -> Numbers<'layer> {
        let values = AtomValues::new(layer);
        let [height, width] = &layer.grids;
        let mut common = [0; Factor::COMMON.len()];
        for factor in Factor::COMMON {
            common[factor as usize] = match factor {
                // Found for the height just before; most layers are square.
                Factor::PairsWidth if height == width => common[Factor::PairsHeight as usize],
                _ => factor.form(lowering).value(layer, &values),
            };
        }
        Numbers { layer, lowering, values, common }
    }

    /// What a factor stands for.
    pub fn value(&self, factor: Factor) -> u128 {
        match self.common.get(factor as usize) {
            Some(number) => *number,
            None => factor.form(self.lowering).value(self.layer, &self.values),
        }
    }
}
