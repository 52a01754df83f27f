//! onnx-tool 1.0.1: `onnx_tool/node.py`, on the file that PyTorch's TorchScript exporter writes (opset 17).

use super::building_blocks::{chained, elements, plain, quantity, with_bias};
use super::{CountedLayer, NormFolding, PaddingWord, Rule, RuleOrNot, Unpredictable, Why};
use crate::cost::products::{Images, at_output_positions_with};
use crate::cost::{Name, Named, Product, SumOfProducts};
use crate::layer::{AdaptivePool, Direction, Function, GemmLayer, Interpolation, Norm, Operation, Symbol};

/// Costs by operation: multiplication, addition and comparison 1, division 4, square root 24, exponential 32.
pub(super) fn rule(layer: &CountedLayer) -> RuleOrNot {
    Ok(match layer.layer.operation {
        Operation::Gemm(gemm) => return gemm_rule(layer, &gemm),
        Operation::Norm(_) if layer.folding == Some(NormFolding::Norm) => {
            Rule::nothing().because(Why::NormFolded)
        }
        // Two additions, a root, a division, a multiplication.
        Operation::Norm(Norm { batch: true, .. }) => elements(layer, 31, Name::Outputs),
        Operation::Norm(_) => {
            let each = Product::of([quantity(layer, Name::Inputs)]).times(7);
            let together = Product::of([quantity(layer, Name::Pixels)]).times(29);
            Rule::new(SumOfProducts::of([each, together])).because(Why::ElementwiseCounted)
        }
        Operation::Activation { function, .. } => elements(layer, activation(function), Name::Outputs),
        Operation::Pool(_) => {
            let window = quantity(layer, Name::Window { plus: 0 });
            Rule::new(Product::of([quantity(layer, Name::Outputs), window])).because(Why::ElementwiseCounted)
        }
        Operation::AdaptivePool(AdaptivePool { average: true, axes }) => {
            if axes.iter().all(|axis| axis.output == 1) {
                let terms = [
                    Product::of([quantity(layer, Name::Inputs)]),
                    Product::of([quantity(layer, Name::Outputs)]).times(4),
                ];
                Rule::new(SumOfProducts::of(terms)).because(Why::ElementwiseCounted)
            } else if axes.iter().all(|axis| axis.input % axis.output == 0) {
                // Written as an average pool whose windows cover the input once.
                elements(layer, 1, Name::Inputs)
            } else {
                return Err(Unpredictable::NotExported);
            }
        }
        Operation::AdaptivePool(_) | Operation::LocalResponseNorm { .. } => {
            return Err(Unpredictable::NotMeasured);
        }
        Operation::Upsample(upsample) => match upsample.interpolation {
            Interpolation::Nearest => Rule::nothing(),
            Interpolation::Bilinear => elements(layer, 4, Name::Outputs),
            Interpolation::Bicubic => elements(layer, 8, Name::Outputs),
            Interpolation::NearestExact => return Err(Unpredictable::NotExported),
        },
        Operation::Add { .. } | Operation::Mul { .. } => chained(layer),
        Operation::Scale => elements(layer, 1, Name::Outputs),
        _ => Rule::nothing(),
    })
}

/// The weights are `C_out × C_in/g × …` to it, also where they are a transposed convolution's `C_in × C_out/g × …`.
fn gemm_rule(layer: &CountedLayer, gemm: &GemmLayer) -> RuleOrNot {
    let odd = |grid: &crate::layer::Grid| grid.begin != grid.end;
    if layer.padding_word == Some(PaddingWord::Same) && gemm.grids.iter().any(odd) {
        return Err(Unpredictable::NotExported);
    }
    let rule = if gemm.direction == Direction::Transposed {
        let channels = Named::per_group(gemm, Symbol::OutChannels);
        let rule = Rule::new(at_output_positions_with(gemm, channels)).because(Why::OutputPositions);
        if gemm.in_channels == gemm.out_channels { rule } else { rule.because(Why::OutChannelsForIn) }
    } else {
        plain(gemm)
    };
    if layer.folding == Some(NormFolding::Convolution) && !gemm.bias {
        let with = GemmLayer { bias: true, ..*gemm };
        return Ok(with_bias(rule, &with, Images::Batch).because(Why::NormFolded));
    }
    Ok(with_bias(rule, gemm, Images::Batch))
}

/// Operations an element, by the nodes that the exporter writes.
fn activation(function: Function) -> u128 {
    match function {
        Function::Relu => 1,
        Function::Relu6 | Function::LeakyRelu | Function::Prelu => 2,
        Function::Elu => 35,
        // Div 4, Erf nothing, Add, Mul, Mul.
        Function::Gelu => 7,
        // Sigmoid and Mul.
        Function::Silu => 33,
        Function::Hardswish => 5,
        Function::Hardsigmoid => 4,
        Function::Sigmoid => 32,
        // An exponential, two additions and a division, all twice.
        Function::Tanh => 76,
        Function::Softmax => 36,
    }
}
