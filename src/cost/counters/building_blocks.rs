//! What the rules of several tools are built of.

use super::{CountedLayer, Rule, Why};
use crate::cost::products::{Images, macs, outputs};
use crate::cost::{Name, Named, Product, SumOfProducts, elementwise_parameters};
use crate::layer::{GemmLayer, Operation, Symbol};

/// A rule that counts MACs as they are done, and nothing of the bias.
pub(super) fn plain(gemm: &GemmLayer) -> Rule {
    Rule::new(macs(gemm, Images::Batch))
}

/// The same rule, with one more for each element of the output if the layer has a bias.
pub(super) fn with_bias(mut rule: Rule, gemm: &GemmLayer, images: Images) -> Rule {
    if gemm.bias {
        rule.formula.terms.push(outputs(gemm, images));
        rule = rule.because(Why::BiasAdded);
    }
    rule
}

/// `times` operations for each element of something, in a layer without a GEMM.
pub(super) fn elements(layer: &CountedLayer, times: u128, name: Name) -> Rule {
    if times == 0 {
        return Rule::nothing();
    }
    let product = Product::of([quantity(layer, name)]);
    let product = if times == 1 { product } else { product.times(times) };
    Rule::new(product).because(Why::ElementwiseCounted)
}

/// A quantity of a layer without a GEMM.
pub(super) fn quantity(layer: &CountedLayer, name: Name) -> Named {
    let (input, output) = (layer.layer.input, layer.layer.output);
    let batch = input.batch() as u128;
    let value = match name {
        Name::Inputs => input.elements(),
        Name::Outputs => output.elements(),
        Name::ImageInputs => input.elements() / batch,
        Name::ImageOutputs => output.elements() / batch,
        Name::Pixels => input.elements() / input.channels() as u128,
        Name::Parameters => elementwise_parameters(layer.layer),
        Name::Symbol(Symbol::Batch) => batch,
        Name::Channels { times, plus } => {
            (i128::from(times) * i128::from(input.channels()) + i128::from(plus)).max(0) as u128
        }
        Name::Window { plus } => {
            let elements = window(layer).map_or(0, |[height, width]| height * width);
            elements.saturating_add_signed(i128::from(plus))
        }
        _ => 0,
    };
    Named { name, value }
}

/// The kernel of a pool.
pub(super) fn window(layer: &CountedLayer) -> Option<[u128; 2]> {
    match layer.layer.operation {
        Operation::Pool(pool) => Some(pool.grids.map(|grid| grid.kernel as u128)),
        _ => None,
    }
}

/// The elements of what a chain of sums or products of two comes to: each step makes one for each element of its
/// broadcast result.
pub(super) fn chained(layer: &CountedLayer) -> Rule {
    let Some((first, rest)) = layer.inputs.split_first() else { return Rule::nothing() };
    let mut so_far: Vec<i64> = first.extents().to_vec();
    let mut terms = Vec::new();
    for shape in rest {
        for (extent, other) in so_far.iter_mut().zip(shape.extents()) {
            *extent = (*extent).max(*other);
        }
        let value = so_far.iter().map(|extent| *extent as u128).product();
        terms.push(Product::of([Named { name: Name::Outputs, value }]));
    }
    Rule { formula: SumOfProducts::of(terms), why: vec![Why::ElementwiseCounted] }
}
