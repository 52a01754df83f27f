//! ptflops 0.7.5, both backends: `pytorch_ops.py` (hooks and patched functions) and `aten_ops.py`.

use super::building_blocks::{elements, with_bias};
use super::{CountedLayer, Rule, RuleOrNot, Unpredictable, Why};
use crate::cost::Name;
use crate::cost::products::{Images, macs};
use crate::layer::{Function, GemmLayer, Operation, Shape};

/// The backend `pytorch`: a module's hook counts, and where the module calls a function that is patched too, that
/// counts again.
pub(super) fn pytorch(layer: &CountedLayer) -> RuleOrNot {
    let per_image = |rule: Rule| if batched(layer) { rule.because(Why::OneImage) } else { rule };
    let each = |times: u128, name| {
        let rule = per_image(elements(layer, times, name));
        if times == 0 { Rule::nothing() } else { rule }
    };
    let twice = |name| each(2, name).because(Why::CountedTwice);
    Ok(match layer.layer.operation {
        Operation::Gemm(gemm) => gemm_rule(layer, &gemm),
        Operation::Norm(norm) if norm.batch => each(if norm.affine { 2 } else { 1 }, Name::ImageInputs),
        Operation::Norm(_) => match layer.layer.input {
            Shape::Vector(_) => each(1, Name::ImageInputs),
            // nn.LayerNorm has a hook, torchvision's LayerNorm2d has none.
            Shape::Image(_) => return Err(Unpredictable::DependsOnClass),
        },
        Operation::Activation { function, .. } => match function {
            Function::Relu | Function::Prelu | Function::Elu | Function::Gelu => twice(Name::ImageInputs),
            Function::Relu6 | Function::LeakyRelu | Function::Silu | Function::Softmax => {
                each(1, Name::ImageInputs)
            }
            Function::Hardswish | Function::Hardsigmoid | Function::Sigmoid | Function::Tanh => {
                Rule::nothing()
            }
        },
        Operation::Pool(_) | Operation::AdaptivePool(_) => twice(Name::ImageInputs),
        Operation::Upsample(upsample) => {
            // A fractional factor is counted before the size is rounded, and a pair of factors is refused.
            let [height, width] =
                upsample.axes.map(|axis| (axis.output % axis.input, axis.output / axis.input));
            if height.0 != 0 || height != width {
                return Err(Unpredictable::DependsOnRounding);
            }
            twice(Name::ImageOutputs)
        }
        Operation::LocalResponseNorm { .. } => return Err(Unpredictable::NotMeasured),
        _ => Rule::nothing(),
    })
}

/// The backend `aten`: convolutions and matrix products, as they are executed.
pub(super) fn aten(layer: &CountedLayer) -> RuleOrNot {
    Ok(layer.gemm().map_or_else(Rule::nothing, |gemm| gemm_rule(layer, gemm)))
}

fn gemm_rule(layer: &CountedLayer, gemm: &GemmLayer) -> Rule {
    let rule = Rule::new(macs(gemm, Images::One));
    let rule = if batched(layer) { rule.because(Why::OneImage) } else { rule };
    with_bias(rule, gemm, Images::One)
}

fn batched(layer: &CountedLayer) -> bool {
    layer.layer.input.batch() > 1
}
