//! One axis of a layer apart from its length: how its kernel moves, and the same movement drawn small.

use crate::layer::Grid;

/// How a kernel moves along an axis: everything but how far.
///
/// Both kinds of convolution join their sides by one equation, `pixels = (positions − 1)·stride + span − begin − end +
/// rest`: the rest is what a convolution's stride leaves over, or a transposed convolution's output padding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AxisPattern {
    kernel: i64,
    stride: i64,
    dilation: i64,
    begin: i64,
    end: i64,
    /// Left over, or output padding.
    pub(super) rest: i64,
}

/// Kernels up to this side are drawn as they are.
const LARGEST_KERNEL: i64 = 7;

/// The side that a larger kernel gets at most, and the stride.
const SHRUNK_KERNEL: i64 = 5;
const SHRUNK_STRIDE: i64 = 4;

/// Dilated kernels that span up to so many pixels are drawn as they are.
const LARGEST_SPAN: i64 = 7;

impl AxisPattern {
    pub(super) fn of(grid: &Grid) -> AxisPattern {
        let &Grid { kernel, stride, dilation, begin, end, .. } = grid;
        AxisPattern { kernel, stride, dilation, begin, end, rest: grid.rest() }
    }

    fn span(&self) -> i64 {
        (self.kernel - 1) * self.dilation + 1
    }

    fn pixels(&self, positions: i64) -> i64 {
        (positions - 1) * self.stride + self.span() - self.begin - self.end + self.rest
    }

    /// The axis with so many positions, or with as many more as it needs to have so many pixels.
    pub(super) fn grid(&self, positions: i64, pixels: i64) -> Grid {
        let missing = (pixels - self.pixels(positions)).max(0);
        let positions = positions + (missing + self.stride - 1) / self.stride;
        let AxisPattern { kernel, stride, dilation, begin, end, .. } = *self;
        Grid { positions, pixels: self.pixels(positions), kernel, stride, dilation, begin, end }
    }

    /// How many positions show the pattern best.
    pub(super) fn best_positions(&self) -> i64 {
        if self.stride > 1 { 3 } else { 4 + i64::from(self.dilation > 1 && self.kernel > 1) }
    }

    /// The same pattern, small enough to be drawn. Padding is at most the kernel's span, which still shows columns of
    /// nothing but padding, or, if the picture must not be `wide`, half of it, but never none.
    pub(super) fn shrunk(&self, wide: bool) -> AxisPattern {
        let [kernel, stride] = self.overlap();
        let dilation = self.spread(kernel, stride);
        let mut small = AxisPattern { kernel, stride, dilation, ..*self };
        let span = small.span();
        let most = if wide { span } else { ((span - 1) / 2).max(1) };
        [small.begin, small.end] = self.padding(&small).map(|side| side.min(most));
        if self.begin != self.end && small.begin == small.end && small.begin > 0 {
            // Sides that differ still do.
            if self.begin < self.end {
                small.begin -= 1;
            } else {
                small.end -= 1;
            }
        }
        // Both kinds of rest are below the larger of stride and dilation; a convolution's is below its stride.
        let limit = if self.rest < self.stride { stride } else { stride.max(dilation) };
        small.rest = self.rest.min(limit - 1);
        small
    }

    /// Kernel and stride. A kernel too large to be drawn overlaps itself from one position to the next as much as
    /// before: the quotient of kernel and stride stays as near as it can.
    fn overlap(&self) -> [i64; 2] {
        let (kernel, stride) = (self.kernel, self.stride);
        if kernel <= LARGEST_KERNEL {
            return [kernel, stride.min(SHRUNK_STRIDE.max(kernel + 1))];
        }
        if stride == 1 {
            // As odd or even as before, since that decides whether padding can be the same on both sides.
            return [SHRUNK_KERNEL - (1 - kernel % 2), 1];
        }
        let strides = stride.min(2)..=stride.min(SHRUNK_STRIDE);
        let pairs = strides.flat_map(|stride| (2..=SHRUNK_KERNEL).map(move |kernel| [kernel, stride]));
        // |small kernel / small stride − kernel / stride| · stride · 12, which every small stride divides.
        let error = |[small_kernel, small_stride]: [i64; 2]| {
            (small_kernel * stride - kernel * small_stride).abs() * (12 / small_stride)
        };
        pairs.min_by_key(|pair| (error(*pair), pair[0])).unwrap_or([SHRUNK_KERNEL, stride])
    }

    /// The dilation: kept if the kernel then spans few enough pixels, else the least that leaves holes as before.
    fn spread(&self, kernel: i64, stride: i64) -> i64 {
        let least = self.dilation.min(2);
        if (kernel - 1) * self.dilation < LARGEST_SPAN && self.dilation <= LARGEST_SPAN {
            return self.dilation;
        }
        // Whether stride and dilation have a common divisor decides which pixels are never met.
        let coprime = |a, b| greatest_common_divisor(a, b) == 1;
        let alike = |dilation: &i64| coprime(stride, *dilation) == coprime(self.stride, self.dilation);
        (least..=self.dilation.min(3)).find(alike).unwrap_or(least)
    }

    /// Begin and end for another kernel: none stays none, and what keeps the size, or multiplies it by the stride,
    /// still does.
    fn padding(&self, small: &AxisPattern) -> [i64; 2] {
        let same_kernel =
            (self.kernel, self.stride, self.dilation) == (small.kernel, small.stride, small.dilation);
        if same_kernel {
            return [self.begin, self.end];
        }
        let (span, small_span) = (self.span(), small.span());
        let total = self.begin + self.end;
        let small_total = if total == span - 1 {
            small_span - 1
        } else if total == span - self.stride {
            (small_span - small.stride).max(0)
        } else {
            // Rounded; extents are below 2³¹, and so is the small span.
            (total * small_span + span / 2) / span
        };
        let less = small_total / 2;
        match (self.begin, self.end) {
            (0, 0) => [0, 0],
            (0, _) => [0, small_total.max(1)],
            (_, 0) => [small_total.max(1), 0],
            (begin, end) if begin == end => [less.max(1); 2],
            (begin, end) if begin < end => [less.max(1), (small_total - less).max(less.max(1) + 1)],
            _ => [(small_total - less).max(less.max(1) + 1), less.max(1)],
        }
    }
}

fn greatest_common_divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}
