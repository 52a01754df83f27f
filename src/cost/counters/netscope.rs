//! netscope: the MACCs of `src/analyzer.coffee`, for a network written as a Caffe prototxt.

use super::building_blocks::{elements, plain};
use super::{CountedLayer, Rule, RuleOrNot, Unpredictable, Why};
use crate::cost::{Name, Named, Product};
use crate::layer::{AdaptivePool, Direction, Function, GemmLayer, Grid, Norm, Operation, Pool, Symbol};

/// Transposed convolutions by output positions and K/s, which need not be whole; its output has no output padding, and
/// no dilation.
pub(super) fn rule(layer: &CountedLayer) -> RuleOrNot {
    Ok(match layer.layer.operation {
        Operation::Gemm(gemm) => return gemm_rule(&gemm),
        Operation::Pool(Pool { grids, .. })
            if grids.iter().all(|grid| !uneven(grid) && grid.dilation == 1) =>
        {
            Rule::nothing()
        }
        Operation::AdaptivePool(AdaptivePool { axes, .. }) if axes.iter().all(|axis| axis.output == 1) => {
            Rule::nothing()
        }
        Operation::LocalResponseNorm { size } => elements(layer, size as u128, Name::Inputs),
        Operation::Scale => elements(layer, 1, Name::Outputs),
        Operation::Norm(Norm { batch: true, .. })
        | Operation::Add { .. }
        | Operation::Mul { .. }
        | Operation::Concat
        | Operation::Flatten
        | Operation::Unflatten
        | Operation::Identity => Rule::nothing(),
        Operation::Activation {
            function:
                Function::Relu
                | Function::Relu6
                | Function::LeakyRelu
                | Function::Prelu
                | Function::Elu
                | Function::Softmax,
            ..
        } => Rule::nothing(),
        _ => return Err(Unpredictable::NotKnown),
    })
}

fn gemm_rule(gemm: &GemmLayer) -> RuleOrNot {
    if gemm.grids.iter().any(uneven) {
        return Err(Unpredictable::NotKnown);
    }
    match gemm.direction {
        // Caffe's inner product reads the whole image.
        Direction::Linear if !gemm.vector => Err(Unpredictable::NotKnown),
        Direction::Linear => Ok(plain(gemm)),
        // One number is the dilation of both axes.
        Direction::Convolution if gemm.grids[0].dilation != gemm.grids[1].dilation => {
            Err(Unpredictable::NotKnown)
        }
        Direction::Convolution => Ok(plain(gemm)),
        Direction::Transposed => Ok(deconvolution(gemm)),
    }
}

fn deconvolution(gemm: &GemmLayer) -> Rule {
    let symbol = |symbol| Named::symbol(gemm, symbol);
    let own = own_size(gemm);
    let size = [Symbol::OutHeight, Symbol::OutWidth];
    let [height, width] = [0, 1].map(|axis| {
        let same = own[axis] == gemm.output_size()[axis];
        let name = if same { Name::Symbol(size[axis]) } else { Name::Own(size[axis]) };
        Named { name, value: own[axis].max(0) as u128 }
    });
    let product = Product::of([
        symbol(Symbol::Batch),
        symbol(Symbol::InChannels),
        symbol(Symbol::OutChannels),
        height,
        width,
        symbol(Symbol::KernelHeight),
        symbol(Symbol::KernelWidth),
    ]);
    let strides = [Symbol::StrideHeight, Symbol::StrideWidth].map(symbol);
    let unit_stride = strides.iter().all(|stride| stride.value == 1);
    let product = if unit_stride { product } else { product.over(strides) };
    let mut rule = Rule::new(product).because(Why::KernelOverStride);
    if gemm.groups > 1 {
        rule = rule.because(Why::GroupsIgnored);
    }
    if gemm.output_padding != [0, 0] {
        rule = rule.because(Why::OutputPaddingIgnored);
    }
    if gemm.grids.iter().any(|grid| grid.dilation > 1 && grid.kernel > 1) {
        rule = rule.because(Why::DilationIgnored);
    }
    rule
}

/// s·(in − 1) + k − 2·p.
fn own_size(gemm: &GemmLayer) -> [i64; 2] {
    gemm.grids.map(|grid| grid.stride * (grid.positions - 1) + grid.kernel - grid.begin - grid.end)
}

fn uneven(grid: &Grid) -> bool {
    grid.begin != grid.end
}

/// Pools are rounded up, and no window is dropped.
pub(super) fn finds_shape(layer: &CountedLayer) -> bool {
    match layer.layer.operation {
        Operation::Gemm(gemm) if gemm.direction == Direction::Transposed => {
            own_size(&gemm) == gemm.output_size()
        }
        Operation::Pool(pool) => pool.grids.iter().all(|grid| {
            let room = grid.begin + grid.pixels + grid.end - grid.kernel;
            let up = room.div_euclid(grid.stride) + i64::from(room.rem_euclid(grid.stride) != 0) + 1;
            up == grid.positions
        }),
        _ => true,
    }
}
