//! What layers without a GEMM do: comparisons, additions, multiplications, divisions and exponentials.
//!
//! None of these are MACs. They are counted for inference, for the whole batch, as a plain implementation does them;
//! windows of a pool are counted as far as they lie in the input.

use crate::layer::{Function, Grid, Interpolation, Layer, Norm, Operation, Shape};

/// How many of each operation a layer does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Operations {
    /// Choices of the larger or smaller of two numbers.
    pub comparisons: u128,
    /// Additions and subtractions.
    pub additions: u128,
    /// Multiplications.
    pub multiplications: u128,
    /// Divisions and square roots.
    pub divisions: u128,
    /// Evaluations of exp, tanh, erf or a power.
    pub exponentials: u128,
}

impl Operations {
    /// All of them together.
    pub fn total(&self) -> Option<u128> {
        [self.comparisons, self.additions, self.multiplications, self.divisions, self.exponentials]
            .into_iter()
            .try_fold(0u128, u128::checked_add)
    }

    /// What a layer without a GEMM does; nothing for one with a GEMM, whose ledger says it. `None` past 128 bits.
    ///
    /// ```
    /// use im2cost::cost::Operations;
    /// use im2cost::layer::{Fields, Key, Kind, Shape, Value, resolve};
    /// let fields = Fields::new().with(Key::KernelSize, Value::Pair([2, 2]));
    /// let pool = resolve(Kind::MaxPool2d, &fields, &[Shape::Image([1, 64, 8, 8])]).unwrap();
    /// // Sixteen windows of four, three comparisons each, in 64 channels.
    /// assert_eq!(Operations::of(&pool).unwrap().comparisons, 16 * 3 * 64);
    /// ```
    pub fn of(layer: &Layer) -> Option<Operations> {
        let inputs = layer.input.elements();
        let outputs = layer.output.elements();
        let each = |per_element: Operations, elements: u128| per_element.times(elements);
        match layer.operation {
            Operation::Gemm(_) => Some(Operations::default()),
            Operation::Pool(pool) => pooling(
                pool.average,
                planes(layer.output),
                pool.grids.map(|grid: Grid| grid.pairs()),
                outputs,
            ),
            Operation::AdaptivePool(pool) => {
                let elements = pool.axes.map(|axis| axis.elements() as u128);
                pooling(pool.average, planes(layer.output), elements, outputs)
            }
            Operation::Upsample(upsample) => {
                // A mix of n pixels is n products and n − 1 additions.
                let mixed = match upsample.interpolation {
                    Interpolation::Nearest | Interpolation::NearestExact => {
                        return Some(Operations::default());
                    }
                    Interpolation::Bilinear => 4,
                    Interpolation::Bicubic => 16,
                };
                let per_element =
                    Operations { multiplications: mixed, additions: mixed - 1, ..Operations::default() };
                each(per_element, outputs)
            }
            Operation::Norm(norm) => normalization(norm, inputs),
            Operation::LocalResponseNorm { size } => {
                // For each element: `size` squares and their sum, scaled and shifted, to a power, and a division.
                let size = size as u128;
                let per_element = Operations {
                    multiplications: size + 1,
                    additions: size,
                    divisions: 1,
                    exponentials: 1,
                    comparisons: 0,
                };
                each(per_element, inputs)
            }
            Operation::Activation { function: Function::Softmax, .. } => {
                // Over the channels of each pixel: the largest, differences to it, their exponentials, the sum, a
                // division each.
                let channels = layer.input.channels() as u128;
                let pixels = inputs / channels;
                Some(Operations {
                    comparisons: (channels - 1).checked_mul(pixels)?,
                    additions: (2 * channels - 1).checked_mul(pixels)?,
                    divisions: inputs,
                    exponentials: inputs,
                    multiplications: 0,
                })
            }
            Operation::Activation { function, .. } => each(of_function(function), inputs),
            Operation::Scale => each(Operations { multiplications: 1, ..Operations::default() }, outputs),
            Operation::Add { sources } => {
                each(Operations { additions: sources as u128 - 1, ..Operations::default() }, outputs)
            }
            Operation::Mul { sources } => {
                each(Operations { multiplications: sources as u128 - 1, ..Operations::default() }, outputs)
            }
            Operation::PixelShuffle { .. }
            | Operation::Concat
            | Operation::SliceChannels
            | Operation::Crop { .. }
            | Operation::Pad { .. }
            | Operation::Flatten
            | Operation::Unflatten
            | Operation::Identity
            | Operation::Unknown => Some(Operations::default()),
        }
    }

    fn times(self, elements: u128) -> Option<Operations> {
        Some(Operations {
            comparisons: self.comparisons.checked_mul(elements)?,
            additions: self.additions.checked_mul(elements)?,
            multiplications: self.multiplications.checked_mul(elements)?,
            divisions: self.divisions.checked_mul(elements)?,
            exponentials: self.exponentials.checked_mul(elements)?,
        })
    }
}

/// The learned numbers of a layer without a GEMM.
///
/// ```
/// use im2cost::cost::elementwise_parameters;
/// use im2cost::layer::{Fields, Kind, Shape, resolve};
/// let norm = resolve(Kind::BatchNorm2d, &Fields::new(), &[Shape::Image([1, 64, 8, 8])]).unwrap();
/// assert_eq!(elementwise_parameters(&norm), 128);
/// ```
pub fn elementwise_parameters(layer: &Layer) -> u128 {
    match layer.operation {
        Operation::Norm(Norm { affine: true, features, .. }) => 2 * features as u128,
        Operation::Activation { parameters, .. } => parameters as u128,
        Operation::Scale => layer.input.channels() as u128,
        _ => 0,
    }
}

/// N·C.
fn planes(shape: Shape) -> u128 {
    shape.batch() as u128 * shape.channels() as u128
}

fn pooling(average: bool, planes: u128, elements: [u128; 2], outputs: u128) -> Option<Operations> {
    let elements = elements[0].checked_mul(elements[1])?.checked_mul(planes)?;
    // A window of n elements takes n − 1 steps; one with none, wholly in the padding, takes none.
    let steps = elements.saturating_sub(outputs);
    Some(if average {
        Operations { additions: steps, divisions: outputs, ..Operations::default() }
    } else {
        Operations { comparisons: steps, ..Operations::default() }
    })
}

fn normalization(norm: Norm, inputs: u128) -> Option<Operations> {
    if norm.batch {
        // With the running statistics known, factor and offset are one of each.
        let per_element = Operations { multiplications: 1, additions: 1, ..Operations::default() };
        return per_element.times(inputs);
    }
    // Over the features of each pixel: a mean, differences to it, their squares' mean, a root, a product each; with
    // `affine` a product and an addition more.
    let features = norm.features as u128;
    let affine = u128::from(norm.affine) * features;
    let per_pixel = Operations {
        additions: 3 * features - 1 + affine,
        multiplications: 2 * features + affine,
        divisions: 4,
        ..Operations::default()
    };
    per_pixel.times(inputs / features)
}

/// What a function does to one element.
fn of_function(function: Function) -> Operations {
    let [comparisons, additions, multiplications, divisions, exponentials] = match function {
        Function::Relu => [1, 0, 0, 0, 0],
        // min(max(x, 0), 6).
        Function::Relu6 => [2, 0, 0, 0, 0],
        Function::LeakyRelu | Function::Prelu => [1, 0, 1, 0, 0],
        // x, or e^x − 1.
        Function::Elu => [1, 1, 1, 0, 1],
        // x · (1 + erf(x/√2)) / 2.
        Function::Gelu => [0, 1, 3, 0, 1],
        // x / (1 + e^−x).
        Function::Silu => [0, 1, 0, 1, 1],
        // clip(x/6 + 1/2, 0, 1), times x for hardswish.
        Function::Hardswish => [2, 1, 2, 0, 0],
        Function::Hardsigmoid => [2, 1, 1, 0, 0],
        // 1 / (1 + e^−x).
        Function::Sigmoid => [0, 1, 0, 1, 1],
        Function::Tanh | Function::Softmax => [0, 0, 0, 0, 1],
    };
    Operations { comparisons, additions, multiplications, divisions, exponentials }
}
