//! What one training step of a network does, and what its forward pass must keep for the backward pass.

use super::liveness::Tensors;
use super::{Analysis, Source};
use crate::cost::{DataType, TrainingStep, saved};
use crate::layer::Operation;

/// One training step of a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NetworkTraining {
    /// MACs of the forward pass.
    pub forward: u128,
    /// MACs of all ∂X. A row has none where nothing before it learns.
    pub input_grads: u128,
    /// MACs of all ∂W.
    pub weight_grads: u128,
    /// Additions that sum all ∂b.
    pub bias_grad_additions: u128,
    /// Elements that the backward pass reads of the forward pass, each tensor once.
    pub saved_elements: u128,
    /// Places of largest elements that it reads, eight bytes each.
    pub saved_places: u128,
    /// Learned numbers; their gradients are as many.
    pub parameters: u128,
}

impl NetworkTraining {
    /// The step of a network; `None` if a row is not valid, or past 128 bits.
    ///
    /// ```
    /// use im2cost::codec::document;
    /// use im2cost::network::{NetworkTraining, analyse};
    /// let document = document::read(r#"{"format": "im2cost/1", "input": {"channels": 4, "height": 8, "width": 8},
    ///     "layers": [{"name": "a", "kind": "conv2d", "out_channels": 4, "kernel_size": 1, "bias": false},
    ///                {"name": "b", "kind": "conv2d", "out_channels": 4, "kernel_size": 1, "bias": false}]}"#).unwrap();
    /// let training = NetworkTraining::of(&analyse(&document)).unwrap();
    /// // The first layer needs no ∂X; both keep their inputs.
    /// assert_eq!((training.forward, training.input_grads, training.weight_grads), (2_048, 1_024, 2_048));
    /// assert_eq!(training.saved_elements, 2 * 256);
    /// ```
    pub fn of(analysis: &Analysis) -> Option<NetworkTraining> {
        let tensors = Tensors::of(analysis)?;
        let mut kept = vec![false; tensors.len()];
        let mut training =
            NetworkTraining { parameters: analysis.totals.params, ..NetworkTraining::default() };
        let before = learning_before(analysis)?;
        let add = |sum: &mut u128, count: u128| {
            *sum = sum.checked_add(count)?;
            Some(())
        };
        for (at, row) in analysis.rows.iter().enumerate() {
            let valid = row.valid()?;
            if let Operation::Gemm(gemm) = &valid.layer.operation {
                let step = TrainingStep::of(gemm, !before[at]).ok()?;
                add(&mut training.forward, step.forward)?;
                add(&mut training.input_grads, step.input_grad.unwrap_or(0))?;
                add(&mut training.weight_grads, step.weight_grad)?;
                add(&mut training.bias_grad_additions, step.bias_grad_additions)?;
            }
            // Nothing is kept for a derivative that nothing asks for.
            if !before[at] && !learns(&valid.layer) {
                continue;
            }
            let saved = saved(&valid.layer);
            if saved.inputs {
                for source in &row.sources {
                    kept[tensors.at(*source)] = true;
                }
            }
            if saved.output {
                kept[tensors.at(Source::Row(at))] = true;
            }
            add(&mut training.saved_elements, saved.statistics)?;
            add(&mut training.saved_places, saved.places)?;
        }
        for (tensor, _) in kept.iter().enumerate().filter(|(_, kept)| **kept) {
            add(&mut training.saved_elements, tensors.elements(tensor))?;
        }
        Some(training)
    }

    /// The MACs and additions of all rows together, as of one layer.
    pub fn step(&self) -> TrainingStep {
        TrainingStep {
            forward: self.forward,
            input_grad: Some(self.input_grads),
            weight_grad: self.weight_grads,
            bias_grad_additions: self.bias_grad_additions,
        }
    }

    /// Bytes that the forward pass keeps for the backward pass; `None` past 128 bits.
    pub fn saved_bytes(&self, data_type: DataType) -> Option<u128> {
        let numbers = self.saved_elements.checked_mul(data_type.bytes())?;
        numbers.checked_add(self.saved_places.checked_mul(8)?)
    }
}

/// For each row, whether a row that it depends on learns, so that its ∂X is needed; `None` if a row is not valid.
pub fn learning_before(analysis: &Analysis) -> Option<Vec<bool>> {
    let mut before: Vec<bool> = Vec::with_capacity(analysis.rows.len());
    for row in &analysis.rows {
        row.valid()?;
        let needs = row.sources.iter().any(|source| match source {
            Source::Input => false,
            Source::Row(row) => {
                before[*row] || analysis.rows[*row].valid().is_some_and(|valid| learns(&valid.layer))
            }
        });
        before.push(needs);
    }
    Some(before)
}

/// Whether a row that this one depends on learns, so that its ∂X is needed.
pub(super) fn learns_before(analysis: &Analysis, row: usize) -> bool {
    let mut seen = vec![false; row];
    let mut waiting = analysis.rows[row].sources.clone();
    while let Some(source) = waiting.pop() {
        let Source::Row(row) = source else { continue };
        if seen[row] {
            continue;
        }
        seen[row] = true;
        if analysis.rows[row].valid().is_some_and(|valid| learns(&valid.layer)) {
            return true;
        }
        waiting.extend(&analysis.rows[row].sources);
    }
    false
}

/// Whether a layer has learned numbers, its own or shared.
pub(super) fn learns(layer: &crate::layer::Layer) -> bool {
    matches!(layer.operation, Operation::Gemm(_)) || crate::cost::elementwise_parameters(layer) > 0
}
