//! The duality: what a convolution does backwards, a transposed convolution does forwards, on the same numbers.

use super::Work;
use crate::layer::{Direction, GemmLayer};
use crate::lowering::{Pass, Tensors};

/// The same pass as one of the other kind of convolution: the input gradient as a forward pass, or the reverse. The
/// weights are the same; X and ∂Y change places. Nothing for weight gradients, linear layers, and the few transposed
/// convolutions whose output padding no convolution leaves over.
pub fn dual(layer: &GemmLayer, pass: Pass, tensors: &Tensors) -> Option<Work> {
    let direction = match layer.direction {
        Direction::Convolution => Direction::Transposed,
        Direction::Transposed => Direction::Convolution,
        Direction::Linear => return None,
    };
    let pass = match pass {
        Pass::Forward => Pass::InputGrad,
        Pass::InputGrad => Pass::Forward,
        Pass::WeightGrad => return None,
    };
    let rests = layer.grids.map(|grid| grid.rest());
    let strides = layer.grids.map(|grid| grid.stride);
    if direction == Direction::Convolution && rests.iter().zip(strides).any(|(rest, stride)| *rest >= stride)
    {
        return None;
    }
    let other = GemmLayer {
        direction,
        in_channels: layer.out_channels,
        out_channels: layer.in_channels,
        bias: false,
        output_padding: if direction == Direction::Transposed { rests } else { [0, 0] },
        ..*layer
    };
    let tensors = Tensors {
        x: tensors.grad_out.clone(),
        weight: tensors.weight.clone(),
        bias: None,
        grad_out: tensors.x.clone(),
    };
    Work::new(&other, pass, &tensors).ok()
}
