//! What a layer keeps in memory, and what one training step of it does.

use super::{Ledger, Ratio, TooLarge, elementwise_parameters};
use crate::layer::{Function, GemmLayer, Layer, Operation, Shape};
use crate::lowering::Pass;

/// The type of a number in memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DataType {
    /// float32.
    #[default]
    Float32,
    /// float16 or bfloat16.
    Half,
    /// int8.
    Int8,
}

impl DataType {
    /// Every type, in the order in which they are shown.
    pub const ALL: [DataType; 3] = [DataType::Float32, DataType::Half, DataType::Int8];

    /// Bytes of one number.
    pub fn bytes(self) -> u128 {
        match self {
            DataType::Float32 => 4,
            DataType::Half => 2,
            DataType::Int8 => 1,
        }
    }

    /// The name of the type in storage and in test hooks.
    pub fn key(self) -> &'static str {
        match self {
            DataType::Float32 => "float32",
            DataType::Half => "float16",
            DataType::Int8 => "int8",
        }
    }

    /// The type of that name.
    pub fn from_key(key: &str) -> Option<DataType> {
        DataType::ALL.into_iter().find(|data_type| data_type.key() == key)
    }

    /// The names of the type, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            DataType::Float32 => "float32",
            DataType::Half => "float16, bfloat16",
            DataType::Int8 => "int8",
        }
    }
}

/// What a layer has in memory in its forward pass, in elements; times [`DataType::bytes`], in bytes. Its gradients are as
/// large: ∂W as the parameters, ∂X as the inputs, ∂Y as the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// Learned numbers, biases among them.
    pub parameters: u128,
    /// All sources, of the whole batch.
    pub inputs: u128,
    /// The output, of the whole batch.
    pub output: u128,
    /// The column matrix of one image that im2col writes; 0 where there is none, or it is the image itself.
    pub columns: u128,
    /// N.
    pub images: u128,
}

impl Memory {
    /// What a layer has in memory; `None` past 128 bits.
    ///
    /// ```
    /// use im2cost::cost::{DataType, Memory, Ratio};
    /// use im2cost::layer::{Fields, Key, Kind, Shape, Value, resolve};
    /// let fields = Fields::new()
    ///     .with(Key::OutChannels, Value::Integer(128))
    ///     .with(Key::KernelSize, Value::Pair([3, 3]))
    ///     .with(Key::Padding, Value::Pair([1, 1]));
    /// let inputs = [Shape::Image([8, 64, 56, 56])];
    /// let layer = resolve(Kind::Conv2d, &fields, &inputs).unwrap();
    /// let memory = Memory::of(&layer, &inputs).unwrap();
    /// // 64·9·56·56 elements for each image, nine times the image.
    /// assert_eq!(memory.columns, 1_806_336);
    /// assert_eq!(memory.blow_up(), Some(Ratio::whole(9)));
    /// assert_eq!(memory.parameters * DataType::Float32.bytes(), 73_856 * 4);
    /// ```
    pub fn of(layer: &Layer, inputs: &[Shape]) -> Option<Memory> {
        let images = layer.input.batch() as u128;
        let inputs = inputs.iter().try_fold(0u128, |sum, shape| sum.checked_add(shape.elements()))?;
        let (parameters, columns) = match &layer.operation {
            Operation::Gemm(gemm) => {
                let ledger = Ledger::new(gemm, Pass::Forward).ok()?;
                let columns = if gemm.is_pointwise() { 0 } else { ledger.column_elements };
                (ledger.parameters(), columns)
            }
            _ => (elementwise_parameters(layer), 0),
        };
        Some(Memory { parameters, inputs, output: layer.output.elements(), columns, images })
    }

    /// The column matrices of all images at once, as the weight gradient's single product has them; `None` past 128 bits.
    pub fn columns_of_batch(&self) -> Option<u128> {
        self.columns.checked_mul(self.images)
    }

    /// How many times the input of one image its column matrix is; `None` without one.
    pub fn blow_up(&self) -> Option<Ratio> {
        if self.columns == 0 { None } else { Ratio::new(self.columns, self.inputs / self.images) }
    }
}

/// What one training step of a layer with a GEMM does, in MACs, and the additions that sum ∂b.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrainingStep {
    /// Y.
    pub forward: u128,
    /// ∂X; none where nothing before the layer learns, as in the first one.
    pub input_grad: Option<u128>,
    /// ∂W.
    pub weight_grad: u128,
    /// ∂b.
    pub bias_grad_additions: u128,
}

impl TrainingStep {
    /// The step of a layer. `first`: whether nothing before it learns.
    ///
    /// # Errors
    ///
    /// [`TooLarge`] names the first count that does not fit in 128 bits.
    pub fn of(layer: &GemmLayer, first: bool) -> Result<TrainingStep, TooLarge> {
        let input_grad = match first {
            true => None,
            false => Some(Ledger::new(layer, Pass::InputGrad)?.multiplications),
        };
        let weight_grad = Ledger::new(layer, Pass::WeightGrad)?;
        Ok(TrainingStep {
            forward: Ledger::new(layer, Pass::Forward)?.multiplications,
            input_grad,
            weight_grad: weight_grad.multiplications,
            bias_grad_additions: weight_grad.bias_adds,
        })
    }

    /// MACs of all passes: three times the forward pass, twice where there is no ∂X. `None` past 128 bits.
    pub fn macs(&self) -> Option<u128> {
        self.forward.checked_add(self.input_grad.unwrap_or(0))?.checked_add(self.weight_grad)
    }
}

/// What the backward pass of a layer reads of its forward pass, beside the weights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// Its inputs.
    pub inputs: bool,
    /// Its output.
    pub output: bool,
    /// Numbers of the layer's type: the statistics of a normalization.
    pub statistics: u128,
    /// Places of largest elements, eight bytes each.
    pub places: u128,
}

/// What the derivative of a layer needs: X for ∂W; what tells a function's slope; where a maximum was. A batch
/// normalization is taken to train, with statistics of its batch.
pub fn saved(layer: &Layer) -> Saved {
    let inputs = Saved { inputs: true, ..Saved::default() };
    let output = Saved { output: true, ..Saved::default() };
    match layer.operation {
        Operation::Gemm(_) | Operation::Mul { .. } | Operation::Scale => inputs,
        Operation::Norm(norm) => {
            // A mean and a reciprocal deviation for each feature, or for each pixel.
            let pixels = layer.input.elements() / layer.input.channels() as u128;
            let sets = if norm.batch { norm.features as u128 } else { pixels };
            Saved { statistics: 2 * sets, ..inputs }
        }
        Operation::Activation { function, .. } => match function {
            Function::Relu
            | Function::Relu6
            | Function::LeakyRelu
            | Function::Elu
            | Function::Sigmoid
            | Function::Tanh
            | Function::Softmax => output,
            Function::Prelu
            | Function::Gelu
            | Function::Silu
            | Function::Hardswish
            | Function::Hardsigmoid => inputs,
        },
        Operation::Pool(pool) if !pool.average => {
            Saved { places: layer.output.elements(), ..Saved::default() }
        }
        Operation::AdaptivePool(pool) if !pool.average => {
            Saved { places: layer.output.elements(), ..Saved::default() }
        }
        Operation::LocalResponseNorm { .. } => Saved { output: true, ..inputs },
        _ => Saved::default(),
    }
}
