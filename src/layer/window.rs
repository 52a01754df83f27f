//! How far a kernel reaches along one axis, and how many positions that gives.

use super::{Axis, LIMIT, LayerError};

/// Kernel, stride and dilation along one axis, each from 1 to [`LIMIT`]; so is the input below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Elements of the kernel.
    pub kernel: i64,
    /// Pixels from one position to the next.
    pub stride: i64,
    /// Pixels from one element of the kernel to the next.
    pub dilation: i64,
}

impl Window {
    /// The extent of the dilated kernel, `d·(k−1) + 1`.
    pub fn span(&self) -> i64 {
        self.dilation * (self.kernel - 1) + 1
    }

    /// `⌊(padded − span)/s⌋ + 1` positions on a padded input (Dumoulin and Visin, relationship 15).
    ///
    /// ```
    /// use im2cost::layer::{Axis, Window};
    /// let window = Window { kernel: 7, stride: 2, dilation: 1 };
    /// assert_eq!(window.positions(Axis::Height, 3 + 224 + 3), Ok(112));
    /// ```
    ///
    /// # Errors
    ///
    /// [`LayerError::KernelExceedsInput`] where it does not fit; [`LayerError::ExtentTooLarge`] past [`LIMIT`].
    pub fn positions(&self, axis: Axis, padded: i64) -> Result<i64, LayerError> {
        let span = self.span();
        if span > padded {
            return Err(LayerError::KernelExceedsInput {
                axis,
                kernel: self.kernel,
                dilation: self.dilation,
                span,
                padded,
            });
        }
        extent(i128::from((padded - span) / self.stride + 1))
    }

    /// Positions of a pool with `ceil_mode`: `⌈(padded − span)/s⌉ + 1`, and a last window that would start in the end
    /// padding is dropped (PyTorch `pooling_output_shape`, ONNX Runtime). The kernel need not fit.
    ///
    /// # Errors
    ///
    /// [`LayerError::OutputEmpty`] where no window is left; [`LayerError::ExtentTooLarge`] past [`LIMIT`].
    pub fn positions_ceil(&self, axis: Axis, input: i64, [begin, end]: [i64; 2]) -> Result<i64, LayerError> {
        let room = begin + input + end - self.span();
        let up = room.div_euclid(self.stride) + i64::from(room.rem_euclid(self.stride) != 0) + 1;
        let positions = if (up - 1) * self.stride >= input + begin { up - 1 } else { up };
        if positions < 1 {
            return Err(LayerError::OutputEmpty { axis, output: positions });
        }
        extent(i128::from(positions))
    }

    /// The total padding that makes the output `⌈input/s⌉`.
    pub fn same_total(&self, input: i64) -> i64 {
        let output = (input - 1) / self.stride + 1;
        ((output - 1) * self.stride + self.span() - input).max(0)
    }
}

/// An extent that was computed, if it is within the limit.
pub(super) fn extent(extent: i128) -> Result<i64, LayerError> {
    if extent > i128::from(LIMIT) { Err(LayerError::ExtentTooLarge { extent }) } else { Ok(extent as i64) }
}
