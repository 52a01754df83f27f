//! PyTorch's own counters, 2.15: `torch/utils/flop_counter.py` forward and backward, and `computeFlops` of
//! `torch/csrc/profiler/util.cpp`.

use super::{CountedLayer, Rule, RuleOrNot, Unpredictable, Why};
use crate::cost::products::{Images, macs};
use crate::cost::{Named, SumOfProducts};
use crate::layer::{Direction, GemmLayer, Operation, Symbol};

/// FlopCounterMode around the forward pass: 2·MACs.
pub(super) fn forward(layer: &CountedLayer) -> RuleOrNot {
    Ok(layer.gemm().map_or_else(Rule::nothing, doubled))
}

/// FlopCounterMode around the backward pass: both gradients, that of the weights as if there were one group.
pub(super) fn backward(layer: &CountedLayer) -> RuleOrNot {
    let Some(gemm) = layer.gemm() else { return Ok(Rule::nothing()) };
    let input = macs(gemm, Images::Batch).times(2);
    let mut weights = input.clone();
    if gemm.groups > 1 {
        weights.factors.insert(1, Named::symbol(gemm, Symbol::Groups));
    }
    let rule =
        Rule::new(SumOfProducts::of([input, weights])).because(Why::Doubled).because(Why::BackwardPasses);
    Ok(if gemm.groups > 1 { rule.because(Why::WeightGradientGroups) } else { rule })
}

/// torch.profiler with `with_flops`: `aten::conv2d`, `aten::mm`, `aten::addmm`, and the elements of `aten::mul` and
/// `aten::add`, but not of `aten::add_`.
pub(super) fn profiler(layer: &CountedLayer) -> RuleOrNot {
    Ok(match layer.layer.operation {
        Operation::Gemm(gemm) => match gemm.direction {
            Direction::Transposed => Rule::nothing().because(Why::TransposedUnread),
            Direction::Convolution if layer.padding_word.is_some() => {
                Rule::nothing().because(Why::PaddingWordUnread)
            }
            _ => doubled(&gemm),
        },
        Operation::Add { .. } | Operation::Mul { .. } | Operation::Scale => {
            return Err(Unpredictable::DependsOnCall);
        }
        Operation::LocalResponseNorm { .. } => return Err(Unpredictable::NotMeasured),
        _ => Rule::nothing(),
    })
}

fn doubled(gemm: &GemmLayer) -> Rule {
    Rule::new(macs(gemm, Images::Batch).times(2)).because(Why::Doubled)
}
