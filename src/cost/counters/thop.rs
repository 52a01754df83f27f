//! thop and Ultralytics' fork of it: `thop/vision/basic_hooks.py` and `calc_func.py`.

use super::building_blocks::{elements, plain, quantity};
use super::{CountedLayer, Rule, RuleOrNot, Unpredictable, Why};
use crate::cost::products::{Images, at_output_positions};
use crate::cost::{Name, Named, Product, SumOfProducts};
use crate::layer::{AdaptivePool, Direction, Function, Grid, Interpolation, Norm, Operation, Pool};

/// thop 0.1.1: `calculate_conv2d_flops` for transposed convolutions too, so that it counts output positions.
pub(super) fn thop(layer: &CountedLayer) -> RuleOrNot {
    match layer.layer.operation {
        Operation::Gemm(gemm) if gemm.direction == Direction::Transposed => {
            Ok(Rule::new(at_output_positions(&gemm, Images::Batch)).because(Why::OutputPositions))
        }
        Operation::Norm(norm) => {
            // Its hooks are found by the very class; torchvision's LayerNorm2d has none.
            if norm.batch || layer.layer.input.size().is_none() {
                Ok(normalization(layer, norm))
            } else {
                Err(Unpredictable::DependsOnClass)
            }
        }
        Operation::Pool(Pool { average: true, .. }) => Ok(elements(layer, 1, Name::Outputs)),
        Operation::AdaptivePool(AdaptivePool { average: true, axes }) => {
            if axes.iter().all(|axis| axis.input % axis.output == 0) {
                Ok(sum(layer, [Name::Inputs, Name::Outputs]))
            } else {
                Err(Unpredictable::DependsOnRounding)
            }
        }
        Operation::Upsample(upsample) => {
            let each = match upsample.interpolation {
                Interpolation::Nearest => 1,
                Interpolation::NearestExact => 0,
                Interpolation::Bilinear => 11,
                Interpolation::Bicubic => 259,
            };
            Ok(elements(layer, each, Name::Outputs))
        }
        _ => Ok(shared(layer)),
    }
}

/// ultralytics-thop 2.2: transposed convolutions by input positions, exact windows of average pools, nothing for
/// nearest neighbours.
pub(super) fn ultralytics(layer: &CountedLayer) -> RuleOrNot {
    let windows = |elements: [u128; 2]| {
        let planes = (layer.layer.input.batch() as u128) * (layer.layer.input.channels() as u128);
        let elements = elements[0].checked_mul(elements[1]).and_then(|elements| elements.checked_mul(planes));
        let windows = Named { name: Name::Windows, value: elements.ok_or(Unpredictable::TooLarge)? };
        let terms = [windows, quantity(layer, Name::Outputs)].map(|quantity| Product::of([quantity]));
        Ok(Rule::new(SumOfProducts::of(terms)).because(Why::ElementwiseCounted))
    };
    match layer.layer.operation {
        Operation::Norm(norm) => Ok(normalization(layer, norm)),
        Operation::Pool(Pool { average: true, grids, count_include_pad }) => {
            // With padding in the average, a window is cut only where rounding up lets it stand out of the padding.
            let padded = |grid: Grid| Grid { pixels: grid.pixels + grid.begin + grid.end, begin: 0, ..grid };
            windows(grids.map(|grid| if count_include_pad { padded(grid).pairs() } else { grid.pairs() }))
        }
        Operation::AdaptivePool(AdaptivePool { average: true, axes }) => {
            windows(axes.map(|axis| axis.elements() as u128))
        }
        Operation::Upsample(upsample) => {
            let each = match upsample.interpolation {
                Interpolation::Nearest | Interpolation::NearestExact => 0,
                Interpolation::Bilinear => 11,
                Interpolation::Bicubic => 259,
            };
            Ok(elements(layer, each, Name::Outputs))
        }
        _ => Ok(shared(layer)),
    }
}

/// What both count alike.
fn shared(layer: &CountedLayer) -> Rule {
    match layer.layer.operation {
        Operation::Gemm(gemm) => plain(&gemm),
        Operation::Activation { function: Function::Prelu, .. } => elements(layer, 1, Name::Inputs),
        Operation::Activation { function: Function::Softmax, .. } => {
            // An exponential and a division each, and the additions of the sum.
            let each = quantity(layer, Name::Channels { times: 3, plus: -1 });
            Rule::new(Product::of([quantity(layer, Name::Pixels), each])).because(Why::ElementwiseCounted)
        }
        _ => Rule::nothing(),
    }
}

fn normalization(layer: &CountedLayer, norm: Norm) -> Rule {
    elements(layer, if norm.affine { 4 } else { 2 }, Name::Inputs)
}

fn sum(layer: &CountedLayer, names: [Name; 2]) -> Rule {
    let terms = names.map(|name| Product::of([quantity(layer, name)]));
    Rule::new(SumOfProducts::of(terms)).because(Why::ElementwiseCounted)
}
