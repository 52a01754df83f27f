//! The small twin of a layer: the same pattern of kernel, stride, padding and groups, on few channels and pixels, so
//! that every product of it can be shown.

use super::twin_axis::AxisPattern;
use crate::layer::{Direction, GemmLayer, Symbol};

/// The most cells that are drawn of a layer, in its images with their margins, its weights and its column matrix.
pub const MOST_CELLS: u128 = 7_000;

/// A layer's twin. A layer that is small already is its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Twin {
    /// The small layer, as valid as the other.
    pub layer: GemmLayer,
    /// The layer that it is the twin of.
    pub of: GemmLayer,
}

/// Something of a layer that its twin has less of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    /// What.
    pub symbol: Symbol,
    /// In the layer.
    pub from: i64,
    /// In its twin.
    pub to: i64,
}

/// What may change, in the order in which it is said.
const SYMBOLS: [Symbol; 19] = [
    Symbol::InChannels,
    Symbol::OutChannels,
    Symbol::Groups,
    Symbol::InHeight,
    Symbol::InWidth,
    Symbol::OutHeight,
    Symbol::OutWidth,
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
];

impl Twin {
    /// The twin of a valid layer.
    ///
    /// ```
    /// use im2cost::layer::{Direction, GemmLayer, Grid};
    /// use im2cost::lowering::{MOST_CELLS, Twin, twin_cells};
    ///
    /// // FCN-32s's last layer: a 64×64 kernel with stride 32 becomes 4×4 with stride 2, which overlaps as much.
    /// let grid = Grid { positions: 16, pixels: 544, kernel: 64, stride: 32, dilation: 1, begin: 0, end: 0 };
    /// let layer = GemmLayer {
    ///     direction: Direction::Transposed, batch: 1, in_channels: 21, out_channels: 21, groups: 1, bias: false,
    ///     grids: [grid; 2], output_padding: [0, 0], vector: false,
    /// };
    /// let twin = Twin::of(&layer).layer;
    /// assert_eq!((twin.grids[0].kernel, twin.grids[0].stride), (4, 2));
    /// assert!(twin_cells(&twin) <= MOST_CELLS);
    /// assert_eq!(Twin::of(&twin).layer, twin);
    /// ```
    pub fn of(layer: &GemmLayer) -> Twin {
        let of = *layer;
        if SMALL.hold(layer) {
            return Twin { layer: of, of };
        }
        let patterns = layer.grids.map(|grid| AxisPattern::of(&grid));
        for (wide, may_grow) in [(true, false), (false, false), (true, true), (false, true)] {
            let small = patterns.map(|pattern| pattern.shrunk(wide));
            for size in sizes(layer) {
                let twin = build(layer, small, size);
                if COMFORTABLE.hold(&twin) && (may_grow || !grows(&twin, layer)) {
                    return Twin { layer: twin, of };
                }
            }
        }
        let least = Size { less: 3, fine: 1, coarse: 1, groups: 2, batch: 1 };
        Twin { layer: build(layer, patterns.map(|pattern| pattern.shrunk(false)), least), of }
    }

    /// The layer as its own twin, if all of it can be drawn.
    pub fn whole(layer: &GemmLayer) -> Option<Twin> {
        LARGEST.hold(layer).then_some(Twin { layer: *layer, of: *layer })
    }

    /// Whether the layer is its own twin.
    pub fn is_itself(&self) -> bool {
        self.layer == self.of
    }

    /// What the twin has less of.
    pub fn changes(&self) -> impl Iterator<Item = Change> {
        let (from, to) = (self.of, self.layer);
        let batch = (!from.vector || from.batch != to.batch).then_some(Symbol::Batch);
        SYMBOLS
            .into_iter()
            .chain(batch)
            .map(move |symbol| Change { symbol, from: from.value(symbol), to: to.value(symbol) })
            .filter(|change| change.from != change.to)
    }
}

/// How many cells a layer has: its images with what is padded or cropped, its weights and its column matrix, of the
/// whole batch.
pub fn twin_cells(layer: &GemmLayer) -> u128 {
    let Counted { fine, coarse, weights, columns, .. } = Counted::new(layer);
    fine.saturating_add(coarse).saturating_add(weights).saturating_add(columns)
}

/// The cells of a layer, and the edges of its matrices. Numbers too large to be drawn may be anything as large.
struct Counted {
    fine: u128,
    coarse: u128,
    weights: u128,
    columns: u128,
    /// Rows of the column matrices of all groups.
    inner: u128,
    /// Channels of the coarse image.
    coarse_channels: u128,
    /// Positions of the whole batch.
    positions: u128,
    /// The longer side of the fine image with its margins.
    side: u128,
}

impl Counted {
    fn new(layer: &GemmLayer) -> Counted {
        let times = |factors: &[i64]| {
            factors.iter().fold(1u128, |product, factor| product.saturating_mul(*factor as u128))
        };
        let [fine_channels, coarse_channels] = channels(layer);
        let [height, width] = layer.grids;
        let margins = layer.grids.map(|grid| grid.begin + grid.pixels + grid.end);
        let kernel = [height.kernel, width.kernel];
        let positions = times(&[layer.batch, height.positions, width.positions]);
        let inner = times(&[fine_channels, kernel[0], kernel[1]]);
        Counted {
            fine: times(&[layer.batch, fine_channels, margins[0], margins[1]]),
            coarse: times(&[coarse_channels]).saturating_mul(positions),
            weights: times(&[coarse_channels, fine_channels / layer.groups, kernel[0], kernel[1]]),
            columns: inner.saturating_mul(positions),
            inner,
            coarse_channels: times(&[coarse_channels]),
            positions,
            side: margins[0].max(margins[1]) as u128,
        }
    }
}

/// The channels of the fine and of the coarse image, of all groups.
fn channels(layer: &GemmLayer) -> [i64; 2] {
    match layer.direction {
        Direction::Transposed => [layer.out_channels, layer.in_channels],
        Direction::Convolution | Direction::Linear => [layer.in_channels, layer.out_channels],
    }
}

/// How large a layer may be.
struct Limits {
    cells: u128,
    inner: u128,
    coarse_channels: u128,
    positions: u128,
    side: u128,
    batch: i64,
}

/// A layer within these is its own twin.
const SMALL: Limits =
    Limits { cells: 1_800, inner: 64, coarse_channels: 8, positions: 40, side: 24, batch: 2 };

/// A layer within these can be drawn, if it must be.
const LARGEST: Limits =
    Limits { cells: MOST_CELLS, inner: 100, coarse_channels: 16, positions: 64, side: 40, batch: 2 };

/// A twin that is made fits on a screen.
const COMFORTABLE: Limits =
    Limits { cells: 1_200, inner: 50, coarse_channels: 8, positions: 40, side: 24, batch: 2 };

impl Limits {
    fn hold(&self, layer: &GemmLayer) -> bool {
        let counted = Counted::new(layer);
        twin_cells(layer) <= self.cells
            && counted.inner <= self.inner
            && counted.coarse_channels <= self.coarse_channels
            && counted.positions <= self.positions
            && counted.side <= self.side
            && layer.batch <= self.batch
    }
}

/// How large a twin is tried to be.
#[derive(Clone, Copy)]
struct Size {
    /// How many positions less than are shown best.
    less: i64,
    /// Fine channels of a group.
    fine: i64,
    /// Coarse channels of a group.
    coarse: i64,
    groups: i64,
    batch: i64,
}

/// Sizes to try, the best first.
fn sizes(layer: &GemmLayer) -> impl Iterator<Item = Size> {
    let pointwise = layer.grids.iter().all(|grid| grid.kernel == 1);
    let [fine, coarse] = channels(layer).map(|channels| channels / layer.groups);
    let depthwise = fine == 1 && coarse == 1;
    let groups = if depthwise { 3 } else { 2 };
    // A layer that makes more channels of fewer still does.
    let more = if coarse > fine { 3 } else { 2 };
    let less = i64::from(layer.grids.iter().all(|grid| grid.stride == 1));
    let first = match (layer.vector, pointwise) {
        (true, _) => vec![(0, 6, 4)],
        (false, true) if fine == coarse => vec![(less, 3, 3)],
        (false, true) => vec![(less, 4, 3)],
        (false, false) => vec![],
    };
    let then = [(0, 2, more), (1, 2, more), (0, 2, 2), (1, 2, 2), (0, 1, more), (1, 1, 2), (2, 1, 2)];
    let last = [(2, 1, 1), (3, 1, 1)];
    let plans: Vec<_> = first.into_iter().chain(then).chain(last).collect();
    [(2, groups), (2, 2), (1, 2)].into_iter().flat_map(move |(batch, groups)| {
        let sized = move |(less, fine, coarse)| Size { less, fine, coarse, groups, batch };
        plans.clone().into_iter().map(sized)
    })
}

/// The layer of these patterns and about this size.
fn build(layer: &GemmLayer, patterns: [AxisPattern; 2], size: Size) -> GemmLayer {
    let groups = layer.groups.min(size.groups);
    let [fine, coarse] = channels(layer).map(|channels| channels / layer.groups);
    let [fine, coarse] = [fine.min(size.fine) * groups, coarse.min(size.coarse) * groups];
    let [in_channels, out_channels] = match layer.direction {
        Direction::Transposed => [coarse, fine],
        Direction::Convolution | Direction::Linear => [fine, coarse],
    };
    let counts = layer.grids.map(|grid| grid.positions);
    let mut best = patterns.map(|pattern| (pattern.best_positions() - size.less).max(1));
    // What is higher than wide, or wider than high, or a line, stays so.
    let [height, width] = counts;
    match height.cmp(&width) {
        std::cmp::Ordering::Less if height == 1 => best[1] *= 2,
        std::cmp::Ordering::Greater if width == 1 => best[0] *= 2,
        std::cmp::Ordering::Less => best[0] = (best[0] - 1).max(1).min(height),
        std::cmp::Ordering::Greater => best[1] = (best[1] - 1).max(1).min(width),
        std::cmp::Ordering::Equal => {}
    }
    // Wide margins leave little of the image within.
    let pixels = layer.grids.map(|grid| grid.pixels.min((3 - size.less).max(1)));
    let grids = [0, 1].map(|at| patterns[at].grid(best[at].min(counts[at]), pixels[at]));
    let output_padding = match layer.direction {
        Direction::Transposed => patterns.map(|pattern| pattern.rest),
        Direction::Convolution | Direction::Linear => [0, 0],
    };
    GemmLayer {
        batch: layer.batch.min(size.batch),
        in_channels,
        out_channels,
        groups,
        grids,
        output_padding,
        ..*layer
    }
}

/// Whether a twin would be larger than its layer along an axis.
fn grows(twin: &GemmLayer, layer: &GemmLayer) -> bool {
    let pairs = twin.grids.iter().zip(&layer.grids);
    pairs.into_iter().any(|(small, large)| small.positions > large.positions || small.pixels > large.pixels)
}
