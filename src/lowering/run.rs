//! Runs a lowering: executes its steps on small integers, and counts every multiplication and addition as it is done.
//!
//! This is the proof of the counts. Nothing here knows a formula: the counters tick where the arithmetic is.

use super::machine::Machine;
use super::{Lowering, MatrixName, Pass, Tensor};
use crate::layer::{Direction, GemmLayer};

/// What a layer is run on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tensors {
    /// X, `N × C_in × H_in × W_in`; of a linear layer on vectors `N × C_in × 1 × 1`.
    pub x: Tensor,
    /// W: convolution `C_out × C_in/g × K_h × K_w`, transposed `C_in × C_out/g × K_h × K_w`, linear `out × in × 1 × 1`.
    pub weight: Tensor,
    /// b, one number an output channel; needed where the layer has a bias.
    pub bias: Option<Vec<i64>>,
    /// ∂Y, `N × C_out × H_out × W_out`.
    pub grad_out: Tensor,
}

impl Tensors {
    /// The extents that a layer's X, W, Y or a gradient of one of them has.
    pub fn extents(layer: &GemmLayer, name: MatrixName) -> [i64; 4] {
        let GemmLayer { batch, in_channels, out_channels, groups, grids, .. } = *layer;
        let [[in_height, in_width], [out_height, out_width]] = [layer.input_size(), layer.output_size()];
        let [height, width] = grids.map(|grid| grid.kernel);
        match (name, layer.direction) {
            (MatrixName::X | MatrixName::DX, _) => [batch, in_channels, in_height, in_width],
            (MatrixName::Y | MatrixName::DY, _) => [batch, out_channels, out_height, out_width],
            (_, Direction::Transposed) => [in_channels, out_channels / groups, height, width],
            (_, Direction::Convolution | Direction::Linear) => {
                [out_channels, in_channels / groups, height, width]
            }
        }
    }
}

/// What was done, counted as it was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Counts {
    /// Multiplications of the GEMM.
    pub multiplications: u128,
    /// Additions of the GEMM. The first product of a sum is not added to anything.
    pub gemm_adds: u128,
    /// Additions of col2im: each contribution that lands is added into what started as zero.
    pub col2im_adds: u128,
    /// Additions of the bias, or those that sum its gradient (the first element of a sum is not added to anything).
    pub bias_adds: u128,
    /// Multiplications whose operand is a real pixel and whose result lands: not with padding, not cropped.
    pub in_bounds: u128,
}

impl Counts {
    /// Every multiplication and addition that was done.
    pub fn operations(&self) -> u128 {
        self.multiplications + self.gemm_adds + self.col2im_adds + self.bias_adds
    }
}

/// What a run made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The column matrices, `N × g × rows × columns`, made by im2col or by the GEMM. A pointwise layer's are its image;
    /// a linear layer has none.
    pub columns: Option<Tensor>,
    /// What the GEMM made, `N × g × rows × columns` (one for all images where the batch is inside), before col2im and
    /// bias.
    pub product: Tensor,
    /// What the pass computes: Y, ∂X or ∂W, with the extents of X, Y and W in [`Tensors`].
    pub result: Tensor,
    /// ∂b, in the weight gradient of a layer with a bias.
    pub bias_gradient: Option<Vec<i64>>,
    /// The counters.
    pub counts: Counts,
}

/// Why a lowering cannot be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunError {
    /// A tensor has not the extents that the layer gives it.
    WrongExtents {
        /// X, W or ∂Y.
        name: MatrixName,
        /// What the layer has.
        expected: [usize; 4],
        /// What was given.
        given: [usize; 4],
    },
    /// The bias has not one number for each output channel, or is given or left out against the layer.
    WrongBias {
        /// How many numbers the layer has; 0 without a bias.
        expected: usize,
        /// How many were given.
        given: usize,
    },
    /// More elements or multiplications than a run is for.
    TooLarge,
    /// A number outgrew 64 bits.
    Overflow,
    /// A step reads a matrix that no step before it made, or one of other extents: a fault of the lowering.
    Steps,
}

/// Runs one pass of a layer: lowers it, and executes the steps in order.
///
/// ```
/// use im2cost::layer::{Direction, GemmLayer, Grid};
/// use im2cost::lowering::{Pass, Tensor, Tensors, run};
///
/// // A 2×2 kernel on one 3×3 image.
/// let grid = Grid { positions: 2, pixels: 3, kernel: 2, stride: 1, dilation: 1, begin: 0, end: 0 };
/// let layer = GemmLayer {
///     direction: Direction::Convolution, batch: 1, in_channels: 1, out_channels: 1, groups: 1, bias: false,
///     grids: [grid; 2], output_padding: [0, 0], vector: false,
/// };
/// let tensors = Tensors {
///     x: Tensor::new([1, 1, 3, 3], vec![-1, 3, 2, 3, 2, 2, 3, -3, -4]).unwrap(),
///     weight: Tensor::new([1, 1, 2, 2], vec![0, 2, 1, -2]).unwrap(),
///     bias: None,
///     grad_out: Tensor::new([1, 1, 2, 2], vec![-2, 0, -1, -2]).unwrap(),
/// };
/// let forward = run(&layer, Pass::Forward, &tensors).unwrap();
/// assert_eq!(forward.result.values(), [5, 2, 13, 9]);
/// assert_eq!((forward.counts.multiplications, forward.counts.gemm_adds), (16, 12));
/// ```
///
/// # Errors
///
/// [`RunError`] says which tensor does not fit the layer, or that a number or the run itself would be too large.
pub fn run(layer: &GemmLayer, pass: Pass, tensors: &Tensors) -> Result<Run, RunError> {
    let mut running = Running::new(layer, pass, tensors)?;
    while !running.go_on(u128::MAX)? {}
    running.finish()
}

/// A run that can be left and gone on with, so that its counters can be watched while they climb.
#[derive(Clone, Debug)]
pub struct Running {
    machine: Machine,
    lowering: Lowering,
    /// How many steps are done.
    done: usize,
}

impl Running {
    /// One pass of a layer, lowered and not begun.
    ///
    /// # Errors
    ///
    /// As [`run`].
    pub fn new(layer: &GemmLayer, pass: Pass, tensors: &Tensors) -> Result<Running, RunError> {
        Ok(Running { machine: Machine::new(layer, tensors)?, lowering: Lowering::new(layer, pass), done: 0 })
    }

    /// Does about so many multiplications and additions more, at least one; says whether all is done.
    ///
    /// # Errors
    ///
    /// As [`run`].
    pub fn go_on(&mut self, operations: u128) -> Result<bool, RunError> {
        let until = self.counts().operations().saturating_add(operations.max(1));
        while let Some(step) = self.lowering.steps().nth(self.done) {
            if !self.machine.go_on(&step, until)? {
                return Ok(false);
            }
            self.done += 1;
        }
        Ok(true)
    }

    /// What has been counted so far.
    pub fn counts(&self) -> Counts {
        self.machine.counts()
    }

    /// What the run made.
    ///
    /// # Errors
    ///
    /// [`RunError::Steps`] before all is done.
    pub fn finish(self) -> Result<Run, RunError> {
        match self.lowering.steps().nth(self.done) {
            Some(_) => Err(RunError::Steps),
            None => self.machine.finish(&self.lowering),
        }
    }
}
