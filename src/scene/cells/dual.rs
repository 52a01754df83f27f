//! The duality: the same pass as one of the other kind of convolution, on the same numbers.

use super::Work;
use crate::layer::GemmLayer;
use crate::lowering::{Pass, Tensors};

/// The same pass as one of the dual layer. The weights are the same; X and ∂Y change places. Nothing for weight
/// gradients, and for layers that have no dual.
pub fn dual(layer: &GemmLayer, pass: Pass, tensors: &Tensors) -> Option<Work> {
    let (layer, pass) = (layer.dual()?, pass.dual()?);
    let tensors = Tensors {
        x: tensors.grad_out.clone(),
        weight: tensors.weight.clone(),
        bias: None,
        grad_out: tensors.x.clone(),
    };
    Work::new(&layer, pass, &tensors).ok()
}
