//! Products over a whole layer that rules and algorithms are made of.

use super::{Name, Named, Product};
use crate::layer::{Direction, GemmLayer, Symbol};

/// For how many images a tool counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::cost) enum Images {
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

pub(in crate::cost) fn per_group(gemm: &GemmLayer, symbol: Symbol) -> Named {
    match gemm.direction {
        Direction::Linear => Named::symbol(gemm, symbol),
        _ => Named::per_group(gemm, symbol),
    }
}

/// The MACs that are done: N·C_out·(C_in/g)·κ·S_out of a convolution, N·C_in·(C_out/g)·κ·S_in of a transposed one.
pub(in crate::cost) fn macs(gemm: &GemmLayer, images: Images) -> Product {
    match gemm.direction {
        Direction::Transposed => {
            let channels = [Named::symbol(gemm, Symbol::InChannels), per_group(gemm, Symbol::OutChannels)];
            with_channels(gemm, images, channels, Side::Input)
        }
        Direction::Convolution | Direction::Linear => at_output_positions(gemm, images),
    }
}

/// N·C_out·(C_in/g)·κ·S_out, which for a transposed convolution is what zero insertion would do.
pub(in crate::cost) fn at_output_positions(gemm: &GemmLayer, images: Images) -> Product {
    let channels = [Named::symbol(gemm, Symbol::OutChannels), per_group(gemm, Symbol::InChannels)];
    with_channels(gemm, images, channels, Side::Output)
}

/// A count at output positions with other channels: N·C_out·`channels`·κ·S_out.
pub(in crate::cost) fn at_output_positions_with(gemm: &GemmLayer, channels: Named) -> Product {
    let channels = [Named::symbol(gemm, Symbol::OutChannels), channels];
    with_channels(gemm, Images::Batch, channels, Side::Output)
}

/// A count at input positions with other output channels: N·C_in·`channels`·κ·S_in.
pub(in crate::cost) fn at_input_positions_with(gemm: &GemmLayer, channels: Named) -> Product {
    let channels = [Named::symbol(gemm, Symbol::InChannels), channels];
    with_channels(gemm, Images::Batch, channels, Side::Input)
}

fn with_channels(gemm: &GemmLayer, images: Images, channels: [Named; 2], side: Side) -> Product {
    let factors = images.factor(gemm).into_iter().chain(channels).chain(kernel(gemm));
    Product::of(factors.chain(pixels(gemm, side)))
}

/// The MACs of a convolution whose output a tool takes to have another size.
pub(in crate::cost) fn at_own_positions(gemm: &GemmLayer, own: [i64; 2]) -> Product {
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
pub(in crate::cost) fn outputs(gemm: &GemmLayer, images: Images) -> Product {
    let channels = Named::symbol(gemm, Symbol::OutChannels);
    Product::of(images.factor(gemm).into_iter().chain([channels]).chain(pixels(gemm, Side::Output)))
}
