//! torchprofile 0.1: `torchprofile/handlers.py`, on a trace.

use super::building_blocks::{chained, elements, plain};
use super::{CountedLayer, Rule, RuleOrNot, Unpredictable, Why};
use crate::cost::products::{Images, at_output_positions, at_output_positions_with};
use crate::cost::{Name, Named};
use crate::layer::{
    AdaptivePool, Direction, Function, GemmLayer, Interpolation, Norm, Operation, Pool, Symbol,
};

/// It tells a transposed convolution by the weights' first extent, so only where the channel counts differ.
pub(super) fn rule(layer: &CountedLayer) -> RuleOrNot {
    Ok(match layer.layer.operation {
        Operation::Gemm(_) if layer.padding_word.is_some() => Rule::nothing().because(Why::PaddingWordUnread),
        Operation::Gemm(gemm) if gemm.direction == Direction::Transposed => transposed(&gemm),
        Operation::Gemm(gemm) => plain(&gemm),
        Operation::Norm(Norm { affine: true, .. }) => elements(layer, 1, Name::Outputs),
        Operation::Pool(Pool { average: true, .. })
        | Operation::AdaptivePool(AdaptivePool { average: true, .. })
        | Operation::Activation { function: Function::LeakyRelu, .. }
        | Operation::Scale => elements(layer, 1, Name::Outputs),
        Operation::Upsample(upsample) if upsample.interpolation == Interpolation::Bilinear => {
            elements(layer, 4, Name::Outputs)
        }
        Operation::Mul { .. } => chained(layer),
        Operation::LocalResponseNorm { .. } => return Err(Unpredictable::NotMeasured),
        _ => Rule::nothing(),
    })
}

fn transposed(gemm: &GemmLayer) -> Rule {
    if gemm.in_channels == gemm.out_channels {
        return Rule::new(at_output_positions(gemm, Images::Batch)).because(Why::OutputPositions);
    }
    let all_channels = Named::symbol(gemm, Symbol::InChannels);
    let rule = Rule::new(at_output_positions_with(gemm, all_channels)).because(Why::OutputPositions);
    if gemm.groups > 1 { rule.because(Why::GroupsIgnored) } else { rule }
}
