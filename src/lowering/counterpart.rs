//! Which element of a twin stands for an element of its layer: the same tap, and the same place as seen from the ends.

use super::{ColumnMap, Holder, Pin, Position, Tap, Twin};
use crate::layer::{Direction, GemmLayer};

impl Twin {
    /// The element of the twin that stands for one of the layer. First elements stand for first ones and last for last
    /// ones, so that what meets the padding still does.
    ///
    /// ```
    /// use im2cost::layer::{Direction, GemmLayer, Grid};
    /// use im2cost::lowering::{Holder, Pin, Twin};
    ///
    /// let grid = Grid { positions: 56, pixels: 56, kernel: 3, stride: 1, dilation: 1, begin: 1, end: 1 };
    /// let layer = GemmLayer {
    ///     direction: Direction::Convolution, batch: 1, in_channels: 64, out_channels: 128, groups: 1, bias: true,
    ///     grids: [grid; 2], output_padding: [0, 0], vector: false,
    /// };
    /// let twin = Twin::of(&layer); // 2 channels of 4×4 pixels to 3 channels
    /// let last = Pin::new(Holder::Coarse, &[0, 0, 127, 56 * 56 - 1]).unwrap();
    /// assert_eq!(twin.counterpart(last), Pin::new(Holder::Coarse, &[0, 0, 2, 15]));
    /// ```
    pub fn counterpart(&self, pin: Pin) -> Option<Pin> {
        let (of, to) = (Sizes::new(&self.of), Sizes::new(&self.layer));
        let image = |at: i64| scaled(at, self.of.batch, self.layer.batch);
        let group = |at: i64| scaled(at, self.of.groups, self.layer.groups);
        let coarse = |at: i64| scaled(at, of.coarse, to.coarse);
        let tap = |at: i64| {
            let tap = of.map.tap(u128::try_from(at).ok()?)?;
            let along =
                |axis: usize, at| scaled(at, self.of.grids[axis].kernel, self.layer.grids[axis].kernel);
            let tap = Tap {
                channel: scaled(tap.channel, of.fine, to.fine)?,
                y: along(0, tap.y)?,
                x: along(1, tap.x)?,
            };
            i64::try_from(to.map.row(tap)).ok()
        };
        let position = |at: i64| {
            let place = of.map.position(u128::try_from(at).ok()?)?;
            let along =
                |axis: usize, at| scaled(at, self.of.grids[axis].positions, self.layer.grids[axis].positions);
            let position = Position { y: along(0, place.y)?, x: along(1, place.x)? };
            i64::try_from(to.map.column(position)).ok()
        };
        let indices = match (pin.holder, pin.indices()) {
            (Holder::Weights, &[g, c, t]) => vec![group(g)?, coarse(c)?, tap(t)?],
            (Holder::Columns, &[n, g, t, p]) => vec![image(n)?, group(g)?, tap(t)?, position(p)?],
            (Holder::Coarse, &[n, g, c, p]) => vec![image(n)?, group(g)?, coarse(c)?, position(p)?],
            (Holder::Fine, &[n, c, y, x]) => {
                let (g, within) = (group(c / of.fine)?, scaled(c % of.fine, of.fine, to.fine)?);
                let along = |axis: usize, at| self.along(axis, at);
                vec![image(n)?, g * to.fine + within, along(0, y)?, along(1, x)?]
            }
            (Holder::Bias, &[c]) => {
                let (g, within) = (group(c / of.output)?, scaled(c % of.output, of.output, to.output)?);
                vec![g * to.output + within]
            }
            // The first group's and image's.
            _ => return None,
        };
        Pin::new(pin.holder, &indices)
    }

    /// A row or column of the fine image. In a margin it stays as far outside, if the twin's is as wide.
    fn along(&self, axis: usize, at: i64) -> Option<i64> {
        let (of, to) = (self.of.grids[axis], self.layer.grids[axis]);
        if at < 0 {
            return (-at <= of.begin).then_some(at.max(-to.begin));
        }
        let beyond = at - of.pixels;
        if beyond >= 0 {
            return (beyond < of.end).then_some(to.pixels + beyond.min(to.end - 1));
        }
        scaled(at, of.pixels, to.pixels)
    }
}

/// The sizes that indices count in.
struct Sizes {
    map: ColumnMap,
    /// Channels of one group: of the coarse image, of the fine one, of the output.
    coarse: i64,
    fine: i64,
    output: i64,
}

impl Sizes {
    fn new(layer: &GemmLayer) -> Sizes {
        let [input, output] = [layer.in_channels, layer.out_channels].map(|channels| channels / layer.groups);
        let (coarse, fine) =
            if layer.direction == Direction::Transposed { (input, output) } else { (output, input) };
        Sizes { map: ColumnMap::new(layer), coarse, fine, output }
    }
}

/// An index among `from` as one among `to`: both ends stay ends, what is between them stays between.
fn scaled(at: i64, from: i64, to: i64) -> Option<i64> {
    if !(0..from).contains(&at) {
        return None;
    }
    Some(match at {
        _ if to >= from => at,
        0 => 0,
        _ if at == from - 1 => to - 1,
        _ if to <= 2 => at * to / from,
        // Products of two such numbers fit in 64 bits.
        _ => 1 + (at - 1) * (to - 2) / (from - 2),
    })
}
