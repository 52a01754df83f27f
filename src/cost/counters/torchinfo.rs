//! torchinfo 1.8: `LayerInfo.calculate_macs`, which multiplies learned numbers by positions.

use super::building_blocks::{quantity, with_bias};
use super::{CountedLayer, Rule, RuleOrNot, Why};
use crate::cost::products::{Images, at_output_positions};
use crate::cost::{Name, Named, Product, SumOfProducts};
use crate::layer::{Direction, GemmLayer, Operation, Symbol};

/// A class with "Conv" in its name has its weights and biases used at each output position, transposed or not; any
/// other once an image.
pub(super) fn rule(layer: &CountedLayer) -> RuleOrNot {
    Ok(match layer.layer.operation {
        Operation::Gemm(gemm) => match gemm.direction {
            Direction::Linear if !gemm.vector => on_pixels(&gemm),
            Direction::Linear | Direction::Convolution => {
                with_bias(Rule::new(at_output_positions(&gemm, Images::Batch)), &gemm, Images::Batch)
            }
            Direction::Transposed => {
                let rule = Rule::new(at_output_positions(&gemm, Images::Batch)).because(Why::OutputPositions);
                with_bias(rule, &gemm, Images::Batch)
            }
        },
        Operation::Norm(_) | Operation::Activation { .. } => {
            let parameters = quantity(layer, Name::Parameters);
            if parameters.value == 0 {
                return Ok(Rule::nothing());
            }
            let batch = quantity(layer, Name::Symbol(Symbol::Batch));
            Rule::new(Product::of([batch, parameters])).because(Why::ParametersPerImage)
        }
        _ => Rule::nothing(),
    })
}

/// A linear layer on images: PyTorch's acts on the last axis, and the pixels are not looked at.
fn on_pixels(gemm: &GemmLayer) -> Rule {
    let [batch, outputs, inputs] =
        [Symbol::Batch, Symbol::OutChannels, Symbol::InChannels].map(|symbol| Named::symbol(gemm, symbol));
    let weights = Product::of([batch, outputs, inputs]);
    let rule = if gemm.bias {
        Rule::new(SumOfProducts::of([weights, Product::of([batch, outputs])])).because(Why::BiasAdded)
    } else {
        Rule::new(weights)
    };
    rule.because(Why::PixelsIgnored)
}
