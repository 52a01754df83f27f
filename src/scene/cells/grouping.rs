//! A layer with other groups: every divisor of its channels, what is left of its connections and of its cost.

use crate::cost::Ledger;
use crate::layer::{Direction, GemmLayer};
use crate::lowering::Pass;
use crate::scene::Rect;

/// A layer as it would be with so many groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Grouping {
    /// The groups.
    pub groups: i64,
    /// Its multiplications in every pass.
    pub multiplications: u128,
    /// Those with one group.
    pub dense: u128,
    /// The side of the picture: input channels across, output channels down.
    pub side: f64,
    /// The blocks of channels that are still connected; none where there are too many to be drawn apart.
    pub blocks: Vec<Rect>,
}

const SIDE: f64 = 128.0;

/// The most blocks that are drawn.
const MOST: i64 = 64;

impl Grouping {
    /// A convolution with so many groups, which divide its channels; nothing if its count is too large.
    pub fn new(layer: &GemmLayer, groups: i64) -> Option<Grouping> {
        let count = |groups| Ledger::new(&GemmLayer { groups, ..*layer }, Pass::Forward).ok();
        let step = SIDE / groups as f64;
        let block = |at: i64| Rect::new(at as f64 * step, at as f64 * step, step, step);
        Some(Grouping {
            groups,
            multiplications: count(groups)?.multiplications,
            dense: count(1)?.multiplications,
            side: SIDE,
            blocks: if groups > MOST { Vec::new() } else { (0..groups).map(block).collect() },
        })
    }
}

/// Every number of groups that a layer may have, ascending; only one of a linear layer.
///
/// ```
/// use im2cost::layer::{Direction, GemmLayer, Grid};
/// use im2cost::scene::cells::possible_groups;
///
/// let grid = Grid { positions: 4, pixels: 4, kernel: 3, stride: 1, dilation: 1, begin: 1, end: 1 };
/// let layer = GemmLayer {
///     direction: Direction::Convolution, batch: 1, in_channels: 12, out_channels: 18, groups: 1, bias: false,
///     grids: [grid; 2], output_padding: [0, 0], vector: false,
/// };
/// assert_eq!(possible_groups(&layer), [1, 2, 3, 6]);
/// ```
pub fn possible_groups(layer: &GemmLayer) -> Vec<i64> {
    if layer.direction == Direction::Linear {
        return vec![1];
    }
    let (mut divisor, mut rest) = (layer.in_channels, layer.out_channels);
    while rest != 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    let small = (1..).take_while(|side| side * side <= divisor).filter(|side| divisor % side == 0);
    let mut all: Vec<i64> = small.collect();
    // Their counterparts are the large ones, the largest first; the side of a square is its own.
    let large: Vec<i64> = all.iter().rev().map(|side| divisor / side).collect();
    let square = large.first() == all.last();
    all.extend(large.into_iter().skip(usize::from(square)));
    all
}
