//! What a row, and the network around it, hold in memory, move and do in a training step, in the bytes of a type of
//! number: the lists that are shown.

use super::training::{learns, learns_before};
use super::{Analysis, Liveness, NetworkTraining};
use crate::cost::{DataType, Memory, Ratio, Traffic, TrainingStep, saved};
use crate::layer::Operation;

/// What is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Held {
    /// Weights, biases, and the learned numbers of other layers.
    Parameters,
    /// What flows in, of the whole batch.
    Inputs,
    /// What flows out, of the whole batch.
    Output,
    /// The column matrix of one image.
    Columns,
    /// The column matrices of all images at once.
    ColumnsOfBatch,
    /// ∂W and ∂b.
    ParameterGradients,
    /// ∂X.
    InputGradients,
    /// ∂Y.
    OutputGradient,
    /// What the backward pass reads of the forward pass.
    Saved,
}

impl Held {
    /// All of it, in the order in which it is shown.
    pub const ALL: [Held; 9] = [
        Held::Parameters,
        Held::Inputs,
        Held::Output,
        Held::Columns,
        Held::ColumnsOfBatch,
        Held::ParameterGradients,
        Held::InputGradients,
        Held::OutputGradient,
        Held::Saved,
    ];

    /// The name in test hooks.
    pub fn key(self) -> &'static str {
        match self {
            Held::Parameters => "parameters",
            Held::Inputs => "inputs",
            Held::Output => "output",
            Held::Columns => "columns",
            Held::ColumnsOfBatch => "columns_of_batch",
            Held::ParameterGradients => "parameter_gradients",
            Held::InputGradients => "input_gradients",
            Held::OutputGradient => "output_gradient",
            Held::Saved => "saved",
        }
    }
}

/// So much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Numbers, and places of largest elements.
    pub elements: u128,
    /// Their bytes.
    pub bytes: u128,
}

impl Amount {
    fn of(elements: u128, data_type: DataType) -> Option<Amount> {
        Some(Amount { elements, bytes: elements.checked_mul(data_type.bytes())? })
    }

    /// Numbers of the type, and places of eight bytes each.
    fn with_places(numbers: u128, places: u128, data_type: DataType) -> Option<Amount> {
        let bytes = numbers.checked_mul(data_type.bytes())?.checked_add(places.checked_mul(8)?)?;
        Some(Amount { elements: numbers.checked_add(places)?, bytes })
    }
}

/// A row's memory, and what one training step of it does.
#[derive(Clone, Debug, PartialEq)]
pub struct RowMemory {
    /// What is held, without what there is nothing of.
    pub held: Vec<(Held, Amount)>,
    /// N.
    pub images: u128,
    /// How many times the input of one image its column matrix is.
    pub blow_up: Option<Ratio>,
    /// One training step of a layer with a GEMM.
    pub step: Option<TrainingStep>,
    /// What the forward pass moves and does at least.
    pub traffic: Traffic,
}

impl RowMemory {
    /// The memory of a row; `None` if it is not valid, or past 128 bits.
    ///
    /// ```
    /// use im2cost::codec::document;
    /// use im2cost::cost::DataType;
    /// use im2cost::network::{Held, RowMemory, analyse};
    /// let document = document::read(r#"{"format": "im2cost/1", "input": {"batch": 2, "channels": 4, "height": 8, "width": 8},
    ///     "layers": [{"name": "a", "kind": "conv2d", "out_channels": 8, "kernel_size": 3, "padding": 1, "bias": false},
    ///                {"name": "b", "kind": "activation"}]}"#).unwrap();
    /// let analysis = analyse(&document);
    /// let memory = RowMemory::of(&analysis, 0, DataType::Half).unwrap();
    /// let bytes = |held| memory.held.iter().find(|(other, _)| *other == held).map(|(_, amount)| amount.bytes);
    /// assert_eq!(bytes(Held::Columns), Some(2 * 4 * 9 * 64));
    /// assert_eq!(bytes(Held::ColumnsOfBatch), Some(2 * 2 * 4 * 9 * 64));
    /// assert_eq!(bytes(Held::Saved), Some(2 * 2 * 4 * 64));
    /// // Nothing before the first layer learns, so that nobody asks for its ∂X.
    /// assert_eq!((bytes(Held::InputGradients), memory.step.unwrap().input_grad), (None, None));
    /// ```
    pub fn of(analysis: &Analysis, row: usize, data_type: DataType) -> Option<RowMemory> {
        let result = analysis.rows.get(row)?;
        let layer = &result.valid()?.layer;
        let memory = Memory::of(layer, &result.inputs)?;
        let before = learns_before(analysis, row);
        let (passes_on, trains) = (before, before || learns(layer));
        let kept = saved(layer);
        let mut numbers = kept.statistics;
        for (is_kept, elements) in [(kept.inputs, memory.inputs), (kept.output, memory.output)] {
            numbers = numbers.checked_add(if is_kept { elements } else { 0 })?;
        }
        let when = |needed: bool, elements: u128| Amount::of(if needed { elements } else { 0 }, data_type);
        let amount = |held: Held| match held {
            Held::Parameters => when(true, memory.parameters),
            Held::Inputs => when(true, memory.inputs),
            Held::Output => when(true, memory.output),
            Held::Columns => when(true, memory.columns),
            // Of one image it would be the line above again.
            Held::ColumnsOfBatch => when(memory.images > 1, memory.columns_of_batch()?),
            Held::ParameterGradients => when(true, memory.parameters),
            Held::InputGradients => when(passes_on, memory.inputs),
            Held::OutputGradient => when(trains, memory.output),
            Held::Saved if trains => Amount::with_places(numbers, kept.places, data_type),
            Held::Saved => when(false, 0),
        };
        let held =
            Held::ALL.into_iter().map(|held| Some((held, amount(held)?))).collect::<Option<Vec<_>>>()?;
        let step = match &layer.operation {
            Operation::Gemm(gemm) => Some(TrainingStep::of(gemm, !before).ok()?),
            _ => None,
        };
        Some(RowMemory {
            held: held.into_iter().filter(|(_, amount)| amount.elements > 0).collect(),
            images: memory.images,
            blow_up: memory.blow_up(),
            step,
            traffic: Traffic::of(layer, &result.inputs, data_type)?,
        })
    }
}

/// What is greatest at one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Peak {
    /// The tensors that are alive while a row runs.
    Activations,
    /// The same and the column matrix of one image, as im2col adds it.
    ActivationsAndColumns,
    /// The column matrix of one image.
    Columns,
}

impl Peak {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Peak; 3] = [Peak::Activations, Peak::ActivationsAndColumns, Peak::Columns];

    /// The name in test hooks.
    pub fn key(self) -> &'static str {
        match self {
            Peak::Activations => "peak",
            Peak::ActivationsAndColumns => "peak_with_columns",
            Peak::Columns => "peak_columns",
        }
    }
}

/// A network's memory, and what one training step of it does.
#[derive(Clone, Debug, PartialEq)]
pub struct NetworkMemory {
    /// What is held, without what there is nothing of.
    pub held: Vec<(Held, Amount)>,
    /// What is greatest, and at which row; without what is nowhere.
    pub peaks: Vec<(Peak, usize, Amount)>,
    /// One training step.
    pub training: NetworkTraining,
}

impl NetworkMemory {
    /// The memory of a network; `None` if a row is not valid, or past 128 bits.
    pub fn of(analysis: &Analysis, data_type: DataType) -> Option<NetworkMemory> {
        let liveness = Liveness::of(analysis)?;
        let training = NetworkTraining::of(analysis)?;
        let mut held = Vec::new();
        for (what, amount) in [
            (Held::Parameters, Amount::of(training.parameters, data_type)?),
            (Held::ParameterGradients, Amount::of(training.parameters, data_type)?),
            (Held::Saved, Amount::with_places(training.saved_elements, training.saved_places, data_type)?),
        ] {
            if amount.elements > 0 {
                held.push((what, amount));
            }
        }
        let mut peaks = Vec::new();
        for peak in Peak::ALL {
            let found = match peak {
                Peak::Activations => liveness.peak(),
                Peak::ActivationsAndColumns => liveness.peak_with_columns(),
                Peak::Columns => liveness.peak_of_columns(),
            };
            if let Some((row, elements)) = found.filter(|(_, elements)| *elements > 0) {
                peaks.push((peak, row, Amount::of(elements, data_type)?));
            }
        }
        Some(NetworkMemory { held, peaks, training })
    }
}
