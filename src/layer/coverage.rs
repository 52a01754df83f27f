//! What a kernel covers along one axis, in closed form: the positions, taps and pixels that meet anything at all.

use super::Grid;

impl Grid {
    /// Positions where at least one tap meets a real pixel.
    ///
    /// ```
    /// // One pixel between three of padding on either side: a 3-tap kernel meets it from 3 of 5 positions.
    /// let grid = im2cost::layer::Grid { positions: 5, pixels: 1, kernel: 3, stride: 1, dilation: 1, begin: 3, end: 3 };
    /// assert_eq!(grid.live_positions(), 3);
    /// ```
    pub fn live_positions(&self) -> u128 {
        if self.pixels <= self.dilation {
            // Taps stand too far apart for two of them to meet pixels from one position.
            return self.pairs();
        }
        // Taps stand too close together to step over all the pixels, so that reaching both ends suffices.
        let longest = (self.kernel - 1) * self.dilation;
        let least = (self.begin - longest).max(0);
        let first = (least + self.stride - 1) / self.stride;
        let last = ((self.begin + self.pixels - 1) / self.stride).min(self.positions - 1);
        (last - first + 1).max(0) as u128
    }

    /// Taps that meet a real pixel from at least one position.
    pub fn live_taps(&self) -> u128 {
        // Positions and taps have like parts in the map.
        let swapped = Grid {
            positions: self.kernel,
            kernel: self.positions,
            stride: self.dilation,
            dilation: self.stride,
            ..*self
        };
        swapped.live_positions()
    }

    /// Whether pixels side by side, far from the border, are met unlike numbers of times.
    ///
    /// ```
    /// // Three taps with stride 2 meet one pixel twice, and the next one once.
    /// let grid = im2cost::layer::Grid { positions: 8, pixels: 16, kernel: 3, stride: 2, dilation: 1, begin: 1, end: 0 };
    /// assert!(grid.is_uneven());
    /// assert!(!im2cost::layer::Grid { kernel: 4, end: 1, ..grid }.is_uneven());
    /// ```
    pub fn is_uneven(&self) -> bool {
        let shared = greatest_common_divisor(self.stride, self.dilation);
        self.positions > 1 && (shared > 1 || self.kernel % self.stride != 0)
    }

    /// Pixels that at least one tap meets from at least one position. The others of a convolution are never read; those
    /// of a transposed convolution get no contribution.
    ///
    /// ```
    /// // A 3-tap kernel with stride 2 and dilation 2 only ever meets every second pixel.
    /// let grid = im2cost::layer::Grid { positions: 8, pixels: 16, kernel: 3, stride: 2, dilation: 2, begin: 2, end: 2 };
    /// assert_eq!(grid.reached_pixels(), 8);
    /// ```
    pub fn reached_pixels(&self) -> u128 {
        // The pairs that meet one pixel differ by so many positions and taps; all but one of them have a next one.
        let divisor = greatest_common_divisor(self.stride, self.dilation);
        let (positions, taps) = (self.dilation / divisor, self.stride / divisor);
        if positions >= self.positions || taps >= self.kernel {
            return self.pairs();
        }
        let with_a_next = Grid {
            positions: self.positions - positions,
            kernel: self.kernel - taps,
            begin: self.begin - taps * self.dilation,
            ..*self
        };
        self.pairs() - with_a_next.pairs()
    }
}

fn greatest_common_divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_equals_brute_force_on_every_small_grid() {
        for (stride, dilation, kernel) in [1, 2, 3, 4, 6].into_iter().flat_map(|stride| {
            [1, 2, 3, 4, 6].into_iter().flat_map(move |d| (1..6).map(move |k| (stride, d, k)))
        }) {
            for (positions, pixels, begin) in
                (1..6).flat_map(|n| (1..10).flat_map(move |e| (0..8).map(move |p| (n, e, p))))
            {
                let grid = Grid { positions, pixels, kernel, stride, dilation, begin, end: 0 };
                let meets = |position| (0..kernel).filter_map(move |tap| grid.pixel(position, tap));
                let live = (0..positions).filter(|position| meets(*position).next().is_some());
                assert_eq!(grid.live_positions(), live.count() as u128, "{grid:?}");
                let live = (0..kernel).filter(|tap| (0..positions).any(|at| grid.pixel(at, *tap).is_some()));
                assert_eq!(grid.live_taps(), live.count() as u128, "{grid:?}");
                let mut reached: Vec<i64> = (0..positions).flat_map(meets).collect();
                reached.sort();
                reached.dedup();
                assert_eq!(grid.reached_pixels(), reached.len() as u128, "{grid:?}");
            }
        }
    }

    #[test]
    fn the_largest_extents_do_not_overflow() {
        let most = crate::layer::LIMIT;
        for (stride, dilation, begin) in [(1, 1, 0), (most, most, most), (most, most - 1, 0), (2, 3, most)] {
            let grid =
                Grid { positions: most, pixels: most, kernel: most, stride, dilation, begin, end: most };
            assert!(grid.live_positions() <= most as u128);
            assert!(grid.live_taps() <= most as u128);
            assert!(grid.reached_pixels() <= most as u128);
        }
    }
}
