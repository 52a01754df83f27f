//! The products that most rules are made of.

use super::{CountedLayer, Rule, Why};
use crate::cost::{Name, Named, Product};
use crate::layer::{Direction, GemmLayer, Operation, Symbol};

/// For how many images a tool counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Images {
    /// The whole batch.
    Batch,
    /// One.
    One,
}

impl Images {
    fn factor(self, gemm: &GemmLayer) -> Option<Named> {
        (self == Images::Batch).then(|| Named::symbol(gemm, Symbol::Batch))
    }
}

/// Which pixels a count is for.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Input,
    Output,
}

fn pixels(gemm: &GemmLayer, side: Side) -> Vec<Named> {
    let symbols = match (gemm.vector, side) {
        (true, _) => return Vec::new(),
        (false, Side::Input) => [Symbol::InHeight, Symbol::InWidth],
        (false, Side::Output) => [Symbol::OutHeight, Symbol::OutWidth],
    };
    symbols.map(|symbol| Named::symbol(gemm, symbol)).into()
}

fn kernel(gemm: &GemmLayer) -> Vec<Named> {
    match gemm.direction {
        Direction::Linear => Vec::new(),
        _ => [Symbol::KernelHeight, Symbol::KernelWidth].map(|symbol| Named::symbol(gemm, symbol)).into(),
    }
}

fn per_group(gemm: &GemmLayer, symbol: Symbol) -> Named {
    match gemm.direction {
        Direction::Linear => Named::symbol(gemm, symbol),
        _ => Named::per_group(gemm, symbol),
    }
}

/// The MACs that are done: N·C_out·(C_in/g)·κ·S_out of a convolution, N·C_in·(C_out/g)·κ·S_in of a transposed one.
pub(super) fn macs(gemm: &GemmLayer, images: Images) -> Product {
    match gemm.direction {
        Direction::Transposed => {
            let channels = [Named::symbol(gemm, Symbol::InChannels), per_group(gemm, Symbol::OutChannels)];
            with_channels(gemm, images, channels, Side::Input)
        }
        Direction::Convolution | Direction::Linear => at_output_positions(gemm, images),
    }
}

/// N·C_out·(C_in/g)·κ·S_out, which for a transposed convolution is what zero insertion would do.
pub(super) fn at_output_positions(gemm: &GemmLayer, images: Images) -> Product {
    let channels = [Named::symbol(gemm, Symbol::OutChannels), per_group(gemm, Symbol::InChannels)];
    with_channels(gemm, images, channels, Side::Output)
}

/// A count at output positions with other channels: N·C_out·`channels`·κ·S_out.
pub(super) fn at_output_positions_with(gemm: &GemmLayer, channels: Named) -> Product {
    let channels = [Named::symbol(gemm, Symbol::OutChannels), channels];
    with_channels(gemm, Images::Batch, channels, Side::Output)
}

/// A count at input positions with other output channels: N·C_in·`channels`·κ·S_in.
pub(super) fn at_input_positions_with(gemm: &GemmLayer, channels: Named) -> Product {
    let channels = [Named::symbol(gemm, Symbol::InChannels), channels];
    with_channels(gemm, Images::Batch, channels, Side::Input)
}

fn with_channels(gemm: &GemmLayer, images: Images, channels: [Named; 2], side: Side) -> Product {
    let factors = images.factor(gemm).into_iter().chain(channels).chain(kernel(gemm));
    Product::of(factors.chain(pixels(gemm, side)))
}

/// The MACs of a convolution whose output a tool takes to have another size.
pub(super) fn at_own_positions(gemm: &GemmLayer, own: [i64; 2]) -> Product {
    let true_size = gemm.output_size();
    let symbols = [Symbol::OutHeight, Symbol::OutWidth];
    let positions = [0, 1].map(|axis| {
        let name =
            if own[axis] == true_size[axis] { Name::Symbol(symbols[axis]) } else { Name::Own(symbols[axis]) };
        Named { name, value: own[axis].max(0) as u128 }
    });
    let channels = [Named::symbol(gemm, Symbol::OutChannels), per_group(gemm, Symbol::InChannels)];
    let factors = Images::Batch.factor(gemm).into_iter().chain(channels).chain(kernel(gemm));
    Product::of(factors.chain(positions))
}

/// One for each element of the output.
pub(super) fn outputs(gemm: &GemmLayer, images: Images) -> Product {
    let channels = Named::symbol(gemm, Symbol::OutChannels);
    Product::of(images.factor(gemm).into_iter().chain([channels]).chain(pixels(gemm, Side::Output)))
}

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
        Name::Parameters => crate::cost::elementwise_parameters(layer.layer),
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
    Rule { formula: crate::cost::SumOfProducts::of(terms), why: vec![Why::ElementwiseCounted] }
}
