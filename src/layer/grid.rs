//! One axis of a convolution in either direction: which pixel each kernel tap meets at each position.

use std::ops::Range;

/// One axis of a layer with a kernel.
///
/// A convolution slides its kernel over the padded input, one *position* for each output pixel; a transposed
/// convolution lays its kernel over the uncropped output, one position for each input pixel. Both are the same map,
///
/// ```text
/// pixel = position · stride + tap · dilation − begin
/// ```
///
/// with positions on the coarse side (convolution: output, transposed: input) and pixels on the fine side (convolution:
/// input, transposed: output). A tap that lands outside `0..pixels` meets padding (convolution) or is cropped
/// (transposed).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Grid {
    /// Where the kernel is laid: output pixels of a convolution, input pixels of a transposed one.
    pub positions: i64,
    /// What the kernel meets: input pixels of a convolution, output pixels of a transposed one.
    pub pixels: i64,
    /// Kernel elements along the axis.
    pub kernel: i64,
    /// Pixels from one position to the next.
    pub stride: i64,
    /// Pixels from one tap to the next.
    pub dilation: i64,
    /// Padding before the first pixel.
    pub begin: i64,
    /// Padding after the last pixel.
    pub end: i64,
}

impl Grid {
    /// Where `tap` lies at `position`: a pixel, or a place outside of them.
    pub fn place(&self, position: i64, tap: i64) -> i64 {
        position * self.stride + tap * self.dilation - self.begin
    }

    /// The pixel that `tap` meets at `position`, or `None` where it meets padding or is cropped.
    ///
    /// ```
    /// let grid = im2cost::layer::Grid { positions: 3, pixels: 5, kernel: 3, stride: 2, dilation: 1, begin: 1, end: 1 };
    /// assert_eq!(grid.pixel(0, 0), None);
    /// assert_eq!(grid.pixel(1, 2), Some(3));
    /// ```
    pub fn pixel(&self, position: i64, tap: i64) -> Option<i64> {
        let place = self.place(position, tap);
        (0..self.pixels).contains(&place).then_some(place)
    }

    /// The positions from which `tap` meets a real pixel.
    ///
    /// ```
    /// let grid = im2cost::layer::Grid { positions: 5, pixels: 5, kernel: 3, stride: 1, dilation: 1, begin: 1, end: 1 };
    /// assert_eq!(grid.positions_of(0), 1..5);
    /// assert_eq!(grid.positions_of(2), 0..4);
    /// ```
    pub fn positions_of(&self, tap: i64) -> Range<i64> {
        let offset = tap * self.dilation - self.begin;
        // A division by 1 takes as long as any other.
        let strides = |pixels: i64| if self.stride == 1 { pixels } else { pixels / self.stride };
        let first = if offset >= 0 { 0 } else { strides(self.stride - 1 - offset) };
        let furthest = self.pixels - 1 - offset;
        let end = if furthest >= (self.positions - 1) * self.stride {
            self.positions
        } else if furthest < 0 {
            0
        } else {
            strides(furthest) + 1
        };
        first.min(end)..end
    }

    /// R: the number of (tap, position) pairs that meet a real pixel, in closed form.
    ///
    /// The cost grows with the logarithm of the extents, so that a kernel or an image of 10⁹ costs nothing.
    ///
    /// ```
    /// // A 3-tap kernel with padding 1 over 5 pixels misses once at each end: 5 · 3 − 2.
    /// let grid = im2cost::layer::Grid { positions: 5, pixels: 5, kernel: 3, stride: 1, dilation: 1, begin: 1, end: 1 };
    /// assert_eq!(grid.pairs(), 13);
    /// ```
    pub fn pairs(&self) -> u128 {
        // The most common case by far: no padding and nothing cropped, so that every tap meets a pixel.
        let reach = (self.positions - 1) * self.stride + (self.kernel - 1) * self.dilation - self.begin;
        if self.begin == 0 && reach < self.pixels {
            return self.positions as u128 * self.kernel as u128;
        }
        if self.kernel <= SMALL {
            return (0..self.kernel)
                .map(|tap| self.positions_of(tap))
                .map(|met| (met.end - met.start) as u128)
                .sum();
        }
        self.pairs_in_closed_form()
    }

    fn pairs_in_closed_form(&self) -> u128 {
        let up_to = |limit| pairs_up_to(self, limit);
        (up_to(self.begin as i128 + self.pixels as i128 - 1) - up_to(self.begin as i128 - 1)) as u128
    }

    /// Pixels beyond what the positions need: what a convolution's stride leaves over, padding included, or a transposed
    /// convolution's output padding.
    pub fn rest(&self) -> i64 {
        let needed = (self.positions - 1) * self.stride + (self.kernel - 1) * self.dilation + 1;
        self.begin + self.pixels + self.end - needed
    }

    /// Pixels at the far end that no position's kernel reaches: what the stride of a convolution leaves over.
    pub fn left_over(&self) -> i64 {
        let reach = (self.positions - 1) * self.stride + (self.kernel - 1) * self.dilation - self.begin;
        (self.pixels - 1 - reach).clamp(0, self.pixels)
    }
}

/// Kernels up to this many taps are summed tap by tap, which is faster than the closed form.
const SMALL: i64 = 16;

/// F(T): pairs (position, tap) with `position · stride + tap · dilation ≤ limit`.
///
/// Taps below `whole` have all their positions within the limit, taps from `some` on have none; the sum over the taps
/// between is a sum of floors.
fn pairs_up_to(grid: &Grid, limit: i128) -> i128 {
    if limit < 0 {
        return 0;
    }
    let (n, k) = (grid.positions as i128, grid.kernel as i128);
    let (s, d) = (grid.stride as i128, grid.dilation as i128);
    let rest = limit - (n - 1) * s;
    let whole = if rest < 0 { 0 } else { k.min(rest / d + 1) };
    let some = k.min(limit / d + 1);
    n * whole + floor_sum(some - whole, s, -d, limit - whole * d) + (some - whole)
}

/// Σ ⌊(a·i + b)/m⌋ for i in 0..n, where every term is at least 0; Euclid's steps, so logarithmic in m.
fn floor_sum(n: i128, m: i128, a: i128, b: i128) -> i128 {
    if n <= 0 {
        return 0;
    }
    // A falling slope is a rising one read from the far end.
    let (mut n, mut m, mut a, mut b) = if a < 0 { (n, m, -a, b + a * (n - 1)) } else { (n, m, a, b) };
    let mut sum = 0;
    loop {
        sum += n * (n - 1) / 2 * (a / m) + n * (b / m);
        (a, b) = (a % m, b % m);
        let top = a * n + b;
        if top < m {
            return sum;
        }
        (n, b) = (top / m, top % m);
        (m, a) = (a, m);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brute(grid: &Grid) -> u128 {
        let mut pairs = 0;
        for position in 0..grid.positions {
            pairs += (0..grid.kernel).filter(|tap| grid.pixel(position, *tap).is_some()).count() as u128;
        }
        pairs
    }

    #[test]
    fn pairs_equal_brute_force_on_every_small_grid() {
        for stride in 1..4 {
            for dilation in 1..4 {
                for kernel in 1..5 {
                    for positions in 1..5 {
                        for pixels in 1..9 {
                            for begin in 0..7 {
                                let grid =
                                    Grid { positions, pixels, kernel, stride, dilation, begin, end: 0 };
                                assert_eq!(grid.pairs(), brute(&grid), "{grid:?}");
                                assert_eq!(grid.pairs_in_closed_form(), brute(&grid), "{grid:?}");
                            }
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn pairs_of_the_largest_extents_do_not_overflow() {
        let most = crate::layer::LIMIT;
        let grid = Grid {
            positions: most,
            pixels: most,
            kernel: most,
            stride: most,
            dilation: most,
            begin: most,
            end: most,
        };
        assert!(grid.pairs() <= most as u128 * most as u128);
        let dense = Grid { stride: 1, dilation: 1, begin: 0, end: 0, ..grid };
        // Position i meets the taps 0..most − i.
        assert_eq!(dense.pairs(), most as u128 * (most as u128 + 1) / 2);
    }
}
