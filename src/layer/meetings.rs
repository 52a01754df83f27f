//! The map of an axis read backwards: which taps meet a pixel, and from which positions.

use super::Grid;

/// The pairs of a tap and a position that meet one pixel, taps ascending; an arithmetic progression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meetings {
    tap: i64,
    position: i64,
    /// From one pair to the next: more taps, fewer positions.
    taps: i64,
    positions: i64,
    left: usize,
}

impl Grid {
    /// The (tap, position) pairs that meet a pixel: the cells of a column that hold it (convolution), or the
    /// contributions to it (transposed). Their number is known beforehand, and costs the same for every extent.
    ///
    /// ```
    /// // A 3-tap kernel at stride 2 meets pixel 1 twice: with its last tap from the first position, and its first tap
    /// // from the second.
    /// let grid = im2cost::layer::Grid { positions: 3, pixels: 5, kernel: 3, stride: 2, dilation: 1, begin: 1, end: 1 };
    /// assert_eq!(grid.meetings(1).collect::<Vec<_>>(), [(0, 1), (2, 0)]);
    /// assert_eq!(grid.meetings(2).len(), 1);
    /// ```
    pub fn meetings(&self, pixel: i64) -> Meetings {
        // position · stride + tap · dilation = offset.
        let offset = i128::from(pixel) + i128::from(self.begin);
        let (stride, dilation) = (i128::from(self.stride), i128::from(self.dilation));
        let (divisor, inverse) = divisor_and_inverse(dilation, stride);
        let (taps, positions) = (stride / divisor, dilation / divisor);
        let none = Meetings { tap: 0, position: 0, taps: 0, positions: 0, left: 0 };
        if offset < 0 || offset % divisor != 0 {
            return none;
        }
        // The least tap of the right remainder, then the least of them with a position that exists.
        let remainder = (offset / divisor % taps) * inverse.rem_euclid(taps) % taps;
        let beyond = offset - (i128::from(self.positions) - 1) * stride;
        let least = if beyond <= 0 { 0 } else { (beyond + dilation - 1) / dilation };
        let tap = least + (remainder - least).rem_euclid(taps);
        let most = (offset / dilation).min(i128::from(self.kernel) - 1);
        if tap > most {
            return none;
        }
        Meetings {
            tap: tap as i64,
            position: ((offset - tap * dilation) / stride) as i64,
            taps: taps as i64,
            positions: positions as i64,
            left: ((most - tap) / taps + 1) as usize,
        }
    }
}

impl Iterator for Meetings {
    type Item = (i64, i64);

    fn next(&mut self) -> Option<(i64, i64)> {
        self.left = self.left.checked_sub(1)?;
        let pair = (self.tap, self.position);
        self.tap += self.taps;
        self.position -= self.positions;
        Some(pair)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Meetings {}

/// The greatest common divisor of two numbers, and the number whose product with `a` is the divisor, modulo `b`.
fn divisor_and_inverse(a: i128, b: i128) -> (i128, i128) {
    let (mut high, mut low) = ((a, 1), (b, 0));
    while low.0 != 0 {
        let quotient = high.0 / low.0;
        (high, low) = (low, (high.0 - quotient * low.0, high.1 - quotient * low.1));
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meetings_equal_a_search_on_every_small_grid() {
        for (stride, dilation, kernel) in [1, 2, 3, 4, 6].into_iter().flat_map(|stride| {
            [1, 2, 3, 4, 6].into_iter().flat_map(move |d| (1..6).map(move |k| (stride, d, k)))
        }) {
            for (positions, begin) in (1..5).flat_map(|n| (0..4).map(move |p| (n, p))) {
                let grid = Grid { positions, pixels: 9, kernel, stride, dilation, begin, end: 0 };
                for pixel in 0..9 {
                    let pairs = (0..kernel).flat_map(|tap| (0..positions).map(move |at| (tap, at)));
                    let meeting: Vec<_> =
                        pairs.filter(|(tap, at)| grid.pixel(*at, *tap) == Some(pixel)).collect();
                    assert_eq!(grid.meetings(pixel).len(), meeting.len(), "{grid:?} {pixel}");
                    assert_eq!(grid.meetings(pixel).collect::<Vec<_>>(), meeting, "{grid:?} {pixel}");
                }
            }
        }
    }

    #[test]
    fn the_largest_extents_cost_nothing() {
        let most = crate::layer::LIMIT;
        let dense = Grid {
            positions: most,
            pixels: most,
            kernel: most,
            stride: 1,
            dilation: 1,
            begin: most,
            end: most,
        };
        assert_eq!(dense.meetings(0).len(), most as usize - 1);
        let sparse = Grid { stride: most, dilation: most - 1, ..dense };
        for (tap, position) in sparse.meetings(most - 1) {
            assert_eq!(sparse.pixel(position, tap), Some(most - 1));
        }
    }
}
