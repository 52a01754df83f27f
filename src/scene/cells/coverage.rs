//! How often each pixel of the fine image is read, or added to: useful, wasted and colliding at a glance.

use super::{Way, Work};
use crate::cost::Ledger;
use crate::layer::{GemmLayer, Grid};
use crate::lowering::{Pass, Pixel};
use crate::scene::Rect;

/// One channel of the fine image, with how often each pixel stands in the column matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// Width and height of the picture.
    pub size: [f64; 2],
    /// Each pixel: where it is, how often, and how strongly it is painted; numbers stay legible on the strongest.
    pub pixels: Vec<(Rect, u128, f64)>,
    /// The least.
    pub least: u128,
    /// The most.
    pub most: u128,
    /// Cells of a channel of the column matrix that hold pixels.
    pub real: u128,
    /// Cells of a channel of the column matrix that hold padding, or are cropped.
    pub wasted: u128,
    /// Whether they are added to, and not read.
    pub adds: bool,
    /// The same of the layer itself.
    pub whole: Whole,
}

/// What a layer itself reads, wastes and leaves uneven in one pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whole {
    /// Pixels of a channel that no tap of the kernel ever meets.
    pub unmet: u128,
    /// Whether pixels side by side, far from the border, stand unlike numbers of times in the column matrix.
    pub uneven: bool,
    /// Multiplications of the pass; nothing where there are too many to be counted.
    pub multiplications: Option<u128>,
    /// Those that meet real pixels.
    pub in_bounds: Option<u128>,
}

/// The side of a pixel.
const SIDE: f64 = 18.0;
const STRONGEST: f64 = 0.55;

impl Coverage {
    /// The coverage of a pass of a layer, whose twin is at work.
    pub fn new(work: &Work, layer: &GemmLayer) -> Coverage {
        let [height, width] = work.sizes().pixels;
        let counts = (0..height).flat_map(|y| (0..width).map(move |x| (y, x)));
        let counted: Vec<_> = counts
            .map(|(y, x)| {
                let pixel = Pixel { channel: 0, y: y as i64, x: x as i64 };
                let rect = Rect::new(x as f64 * SIDE, y as f64 * SIDE, SIDE, SIDE);
                (rect, work.map().meetings(pixel))
            })
            .collect();
        let most = counted.iter().map(|(_, count)| *count).max().unwrap_or(0);
        let least = counted.iter().map(|(_, count)| *count).min().unwrap_or(0);
        let real = counted.iter().map(|(_, count)| count).sum();
        let all = (work.sizes().taps / work.sizes().fine_channels * work.sizes().positions) as u128;
        Coverage {
            size: [width as f64 * SIDE, height as f64 * SIDE],
            least,
            most,
            real,
            wasted: all - real,
            adds: work.way == Way::Scatter,
            whole: Whole::new(layer, work.pass),
            pixels: counted
                .into_iter()
                .map(|(rect, count)| (rect, count, STRONGEST * count as f64 / most.max(1) as f64))
                .collect(),
        }
    }
}

impl Whole {
    fn new(layer: &GemmLayer, pass: Pass) -> Whole {
        let product = |of: fn(&Grid) -> u128| layer.grids.iter().map(of).product::<u128>();
        let ledger = Ledger::new(layer, pass).ok();
        Whole {
            unmet: product(|grid| grid.pixels as u128) - product(|grid| grid.reached_pixels()),
            uneven: layer.grids.iter().any(Grid::is_uneven),
            multiplications: ledger.map(|ledger| ledger.multiplications),
            in_bounds: ledger.map(|ledger| ledger.in_bounds),
        }
    }
}
