//! How often each pixel of the fine image is read, or added to: useful, wasted and colliding at a glance.

use super::Work;
use crate::layer::GemmLayer;
use crate::lowering::Pixel;
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
    /// Pixels that stand nowhere.
    pub unmet: u128,
}

/// The side of a pixel.
const SIDE: f64 = 18.0;
const STRONGEST: f64 = 0.55;

impl Coverage {
    /// The coverage of a pass's layer.
    pub fn new(work: &Work) -> Coverage {
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
            unmet: unmet(&work.layer),
            pixels: counted
                .into_iter()
                .map(|(rect, count)| (rect, count, STRONGEST * count as f64 / most.max(1) as f64))
                .collect(),
        }
    }
}

/// Pixels of a channel that no tap of the kernel ever meets, of any layer.
pub fn unmet(layer: &GemmLayer) -> u128 {
    let product = |of: fn(&crate::layer::Grid) -> u128| layer.grids.iter().map(of).product::<u128>();
    product(|grid| grid.pixels as u128) - product(|grid| grid.reached_pixels())
}
