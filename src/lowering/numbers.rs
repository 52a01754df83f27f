//! Small numbers to run a layer on, when nobody has given any: sums of them can be followed.

use super::{MatrixName, Tensor, Tensors};
use crate::layer::GemmLayer;

/// One of the tensors that a layer is run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// X.
    X,
    /// W.
    Weight,
    /// b.
    Bias,
    /// ∂Y.
    GradOut,
}

impl Place {
    /// All of them.
    pub const ALL: [Place; 4] = [Place::X, Place::Weight, Place::Bias, Place::GradOut];

    /// The extents of the tensor in a layer; b is one row, and empty where there is none.
    pub fn extents(self, layer: &GemmLayer) -> [i64; 4] {
        match self {
            Place::X => Tensors::extents(layer, MatrixName::X),
            Place::Weight => Tensors::extents(layer, MatrixName::W),
            Place::Bias => [1, 1, 1, if layer.bias { layer.out_channels } else { 0 }],
            Place::GradOut => Tensors::extents(layer, MatrixName::DY),
        }
    }

    /// The least and the greatest number that it is filled with.
    fn range(self) -> [i64; 2] {
        match self {
            Place::X => [0, 3],
            Place::Weight => [-1, 2],
            Place::Bias => [1, 3],
            Place::GradOut => [-1, 2],
        }
    }
}

/// What a tensor is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Filling {
    /// Numbers without a pattern, the same whenever the seed is the same.
    Random(u32),
    /// Dark on the left, light on the right; every other channel is turned.
    Edge,
    /// Lighter from corner to corner.
    Gradient,
    /// Fields of one pixel, dark and light in turn.
    Checkerboard,
}

/// The numbers of one tensor of a layer, the last index fastest.
///
/// ```
/// use im2cost::layer::{Direction, GemmLayer, Grid};
/// use im2cost::lowering::{Filling, Place, numbers};
///
/// let grid = Grid { positions: 2, pixels: 4, kernel: 3, stride: 1, dilation: 1, begin: 0, end: 0 };
/// let layer = GemmLayer {
///     direction: Direction::Convolution, batch: 1, in_channels: 1, out_channels: 1, groups: 1, bias: false,
///     grids: [grid; 2], output_padding: [0, 0], vector: false,
/// };
/// assert_eq!(numbers(&layer, Place::X, Filling::Edge)[..8], [0, 0, 3, 3, 0, 0, 3, 3]);
/// assert_eq!(numbers(&layer, Place::X, Filling::Random(1)), numbers(&layer, Place::X, Filling::Random(1)));
/// ```
pub fn numbers(layer: &GemmLayer, place: Place, filling: Filling) -> Vec<i64> {
    let extents = place.extents(layer);
    let [least, greatest] = place.range();
    let [images, channels, height, width] = extents;
    let mut chance = Chance::new(filling, place);
    let mut made = Vec::new();
    for image in 0..images {
        for channel in 0..channels {
            for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
                let turned = channel % 2 == 1;
                let (along, across, length) = if turned { (y, x, height) } else { (x, y, width) };
                let span = greatest - least;
                made.push(match filling {
                    Filling::Random(_) => least + chance.below(span + 1),
                    Filling::Edge if 2 * along >= length => greatest,
                    Filling::Edge => least,
                    Filling::Gradient => {
                        let steps = (height + width - 2).max(1);
                        least + (along + across + image) * span / steps
                    }
                    Filling::Checkerboard if (x + y + channel + image) % 2 == 1 => greatest,
                    Filling::Checkerboard => least,
                });
            }
        }
    }
    made.iter().map(|number| (*number).clamp(least, greatest)).collect()
}

impl Tensors {
    /// The numbers that a layer is run on as long as nobody has given others, or `None` if there are too many.
    pub fn of(layer: &GemmLayer) -> Option<Tensors> {
        let filled = |place: Place| {
            let extents = place.extents(layer);
            let elements = extents.iter().try_fold(1i64, |product, extent| product.checked_mul(*extent))?;
            let extents = extents.map(|extent| extent as usize);
            if elements > 1 << 22 {
                None
            } else {
                Tensor::new(extents, numbers(layer, place, Filling::Random(0)))
            }
        };
        Some(Tensors {
            x: filled(Place::X)?,
            weight: filled(Place::Weight)?,
            bias: layer.bias.then(|| numbers(layer, Place::Bias, Filling::Random(0))),
            grad_out: filled(Place::GradOut)?,
        })
    }
}

/// Numbers without a pattern: a linear congruential generator, of which the upper bits are used.
struct Chance(u64);

impl Chance {
    fn new(filling: Filling, place: Place) -> Chance {
        let seed = if let Filling::Random(seed) = filling { seed } else { 0 };
        let mut chance = Chance(u64::from(seed) * 4 + place as u64 + 1);
        // The first numbers of seeds that are near each other are alike.
        (0..4).for_each(|_| _ = chance.below(2));
        chance
    }

    fn below(&mut self, limit: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % limit as u64) as i64
    }
}
