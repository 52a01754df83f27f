//! torchscan 0.2: the MACs of `torchscan/modules/macs.py`.

use super::building_blocks::{elements, plain, quantity, window};
use super::{CountedLayer, Rule, RuleOrNot, Why};
use crate::cost::products::{Images, at_output_positions};
use crate::cost::{Name, Named, Product};
use crate::layer::{AdaptivePool, Direction, Norm, Operation, Pool, PoolAxis};

/// Output positions for transposed convolutions, and four operations an axis "for padding"; a pool's window by the
/// number it is written as.
pub(super) fn rule(layer: &CountedLayer) -> RuleOrNot {
    Ok(match layer.layer.operation {
        Operation::Gemm(gemm) if gemm.direction == Direction::Transposed => {
            let mut rule = Rule::new(at_output_positions(&gemm, Images::Batch));
            rule.formula.terms.push(Product::of([Named::number(8)]));
            rule.because(Why::OutputPositions).because(Why::FourPerAxis)
        }
        Operation::Gemm(gemm) => plain(&gemm),
        Operation::Norm(Norm { batch: true, affine, .. }) => {
            elements(layer, if affine { 2 } else { 1 }, Name::Inputs)
        }
        Operation::Pool(Pool { average, .. }) => {
            let [height, width] = window(layer).unwrap_or([1, 1]);
            let as_side = height == width && height > 1;
            let rule = pool(layer, average, if as_side { height } else { height * width });
            if as_side { rule.because(Why::WindowAsSide) } else { rule }
        }
        Operation::AdaptivePool(AdaptivePool { average, axes }) => {
            // The window where the sizes divide; else the remainder and one.
            let side = |axis: PoolAxis| match axis.input % axis.output {
                0 => axis.input / axis.output,
                rest => rest + 1,
            };
            let [height, width] = axes.map(|axis| side(axis) as u128);
            pool(layer, average, height * width)
        }
        _ => Rule::nothing(),
    })
}

/// One less than the window's elements to find the largest; one more to add them and divide by height and width.
fn pool(layer: &CountedLayer, average: bool, elements: u128) -> Rule {
    let plus: i8 = if average { 1 } else { -1 };
    let each = Named { name: Name::Window { plus }, value: elements.saturating_add_signed(i128::from(plus)) };
    Rule::new(Product::of([quantity(layer, Name::Outputs), each])).because(Why::ElementwiseCounted)
}
