//! fvcore 0.1.5: `fvcore/nn/flop_count.py` and `jit_handles.py`, on a trace.

use super::building_blocks::{elements, plain};
use super::{CountedLayer, Rule, RuleOrNot, Why};
use crate::cost::Name;
use crate::layer::{AdaptivePool, Interpolation, Operation};

/// It has no handle for a convolution whose padding is a word, which PyTorch runs as another operator.
pub(super) fn rule(layer: &CountedLayer) -> RuleOrNot {
    Ok(match layer.layer.operation {
        Operation::Gemm(_) if layer.padding_word.is_some() => Rule::nothing().because(Why::PaddingWordUnread),
        Operation::Gemm(gemm) => plain(&gemm),
        Operation::Norm(norm) => {
            let each = match (norm.batch, norm.affine) {
                (true, true) => 2,
                (true, false) => 1,
                (false, true) => 5,
                (false, false) => 4,
            };
            elements(layer, each, Name::Inputs)
        }
        Operation::AdaptivePool(AdaptivePool { average: true, .. }) => elements(layer, 1, Name::Inputs),
        Operation::Upsample(upsample) => {
            let each = match upsample.interpolation {
                Interpolation::Nearest => 1,
                Interpolation::Bilinear => 4,
                Interpolation::NearestExact | Interpolation::Bicubic => 0,
            };
            elements(layer, each, Name::Outputs)
        }
        _ => Rule::nothing(),
    })
}
