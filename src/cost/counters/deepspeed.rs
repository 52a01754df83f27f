//! DeepSpeed 0.19 and calflops 0.3.2, which copied an older DeepSpeed: the MACs of `_conv_flops_compute`,
//! `_conv_trans_flops_compute` and `_linear_flops_compute`.

use super::building_blocks::plain;
use super::{CountedLayer, PaddingWord, Rule, RuleOrNot, Why};
use crate::cost::products::{at_input_positions_with, at_own_positions};
use crate::cost::{Name, Named};
use crate::layer::{Direction, GemmLayer, Symbol};

/// DeepSpeed: transposed convolutions by input positions since its pull request 8323.
pub(super) fn deepspeed(layer: &CountedLayer) -> RuleOrNot {
    Ok(layer.gemm().map_or_else(Rule::nothing, |gemm| convolution(layer, gemm)))
}

/// calflops: the channels of transposed convolutions are divided by the groups twice, as `weight.shape[1]` already is.
pub(super) fn calflops(layer: &CountedLayer) -> RuleOrNot {
    Ok(match layer.gemm() {
        None => Rule::nothing(),
        Some(gemm) if gemm.direction == Direction::Transposed && gemm.groups > 1 => {
            let value = (gemm.out_channels / gemm.groups / gemm.groups) as u128;
            let channels = Named { name: Name::PerGroupTwice(Symbol::OutChannels), value };
            Rule::new(at_input_positions_with(gemm, channels)).because(Why::GroupsTwice)
        }
        Some(gemm) => convolution(layer, gemm),
    })
}

/// `same` is taken as ⌊d·(k−1)/2⌋ on both sides, and the output's size computed from that.
fn convolution(layer: &CountedLayer, gemm: &GemmLayer) -> Rule {
    if layer.padding_word != Some(PaddingWord::Same) {
        return plain(gemm);
    }
    let own = gemm.grids.map(|grid| {
        let span = grid.dilation * (grid.kernel - 1);
        (grid.pixels + 2 * (span / 2) - span - 1).div_euclid(grid.stride) + 1
    });
    if own == gemm.output_size() {
        return plain(gemm);
    }
    Rule::new(at_own_positions(gemm, own)).because(Why::PaddingWordHalved)
}
