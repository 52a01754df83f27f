//! A layer by its definition and as a GEMM: the same products in another order.

use super::{AlgorithmCost, Condition};
use crate::cost::products::{Images, macs, outputs, per_group};
use crate::cost::{Coverage, Named, Product, SumOfProducts};
use crate::layer::{Axis, Direction, GemmLayer, Symbol};

/// A gather: each element of the output sums what its kernel meets, n products with n − 1 additions. A transposed
/// convolution scatters: each product is added into the output.
pub(super) fn direct(layer: &GemmLayer) -> AlgorithmCost {
    let covered = |coverage| Axis::BOTH.map(|axis| Named::coverage(layer, coverage, axis));
    let [first, second] = channels(layer);
    let products = match layer.direction {
        Direction::Linear => macs(layer, Images::Batch),
        _ => {
            let batch = Named::symbol(layer, Symbol::Batch);
            Product::of([batch, first, second].into_iter().chain(covered(Coverage::Pairs)))
        }
    };
    let additions = match layer.direction {
        Direction::Transposed => products.clone().into(),
        Direction::Linear => SumOfProducts::from(products.clone()).minus(outputs(layer, Images::Batch)),
        Direction::Convolution => {
            let sums = [Named::symbol(layer, Symbol::Batch), first].into_iter();
            let sums = Product::of(sums.chain(covered(Coverage::LivePositions)));
            SumOfProducts::from(products.clone()).minus(sums)
        }
    };
    AlgorithmCost { multiplications: products.into(), additions, ..AlgorithmCost::default() }
}

/// The products of the GEMM, padding included; the column matrix of one image, where it is not the image itself.
pub(super) fn im2col(layer: &GemmLayer) -> AlgorithmCost {
    let memory = match layer.direction {
        Direction::Linear => SumOfProducts::default(),
        _ if layer.is_pointwise() => SumOfProducts::default(),
        Direction::Convolution => columns(layer, [Symbol::InChannels, Symbol::OutHeight, Symbol::OutWidth]),
        Direction::Transposed => columns(layer, [Symbol::OutChannels, Symbol::InHeight, Symbol::InWidth]),
    };
    AlgorithmCost { memory, ..as_gemm(layer) }
}

/// The same products; columns are formed in the registers and caches that read them.
pub(super) fn implicit(layer: &GemmLayer) -> Result<AlgorithmCost, Condition> {
    if layer.direction == Direction::Convolution { Ok(as_gemm(layer)) } else { Err(Condition::Convolution) }
}

fn as_gemm(layer: &GemmLayer) -> AlgorithmCost {
    let products = macs(layer, Images::Batch);
    let symbol = |symbol| Named::symbol(layer, symbol);
    let additions = match layer.direction {
        Direction::Convolution | Direction::Linear => {
            SumOfProducts::from(products.clone()).minus(outputs(layer, Images::Batch))
        }
        Direction::Transposed => {
            // Sums over the input channels make columns, which col2im adds up.
            let kernel = [Symbol::KernelHeight, Symbol::KernelWidth].map(symbol);
            let pixels = [Symbol::InHeight, Symbol::InWidth].map(symbol);
            let images = [Symbol::Batch, Symbol::OutChannels].map(symbol);
            let sums = Product::of(images.into_iter().chain(kernel).chain(pixels));
            let pairs = Axis::BOTH.map(|axis| Named::coverage(layer, Coverage::Pairs, axis));
            let landed = Product::of(images.into_iter().chain(pairs));
            SumOfProducts::from(products.clone()).minus(sums).plus(landed)
        }
    };
    AlgorithmCost { multiplications: products.into(), additions, ..AlgorithmCost::default() }
}

fn columns(layer: &GemmLayer, [channels, height, width]: [Symbol; 3]) -> SumOfProducts {
    let factors = [channels, Symbol::KernelHeight, Symbol::KernelWidth, height, width];
    Product::of(factors.map(|symbol| Named::symbol(layer, symbol))).into()
}

/// All channels of the side that the weights are listed by, and a group's of the other.
fn channels(layer: &GemmLayer) -> [Named; 2] {
    let [whole, shared] = match layer.direction {
        Direction::Transposed => [Symbol::InChannels, Symbol::OutChannels],
        Direction::Convolution | Direction::Linear => [Symbol::OutChannels, Symbol::InChannels],
    };
    [Named::symbol(layer, whole), per_group(layer, shared)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cost::Ledger;
    use crate::layer::Grid;
    use crate::lowering::Pass;

    /// As a GEMM it is what the ledger counts; directly, what is in bounds.
    #[test]
    fn products_and_additions_are_those_of_the_ledger() {
        for direction in [Direction::Convolution, Direction::Transposed, Direction::Linear] {
            for (kernel, stride, begin) in [(1, 1, 0), (3, 1, 1), (3, 2, 1), (4, 2, 1), (2, 3, 0)] {
                let positions = 5;
                let pixels = (positions - 1) * stride + kernel - 2 * begin;
                let grid = if direction == Direction::Linear {
                    Grid { positions, pixels: positions, kernel: 1, stride: 1, dilation: 1, begin: 0, end: 0 }
                } else {
                    Grid { positions, pixels, kernel, stride, dilation: 1, begin, end: begin }
                };
                let layer = GemmLayer {
                    direction,
                    batch: 2,
                    in_channels: 6,
                    out_channels: 4,
                    groups: if direction == Direction::Linear { 1 } else { 2 },
                    bias: false,
                    grids: [grid; 2],
                    output_padding: [0, 0],
                    vector: false,
                };
                let ledger = Ledger::new(&layer, Pass::Forward).unwrap();
                let value = |sum: &SumOfProducts| sum.value().unwrap().as_whole().unwrap();
                let gemm = im2col(&layer);
                assert_eq!(value(&gemm.multiplications), ledger.multiplications, "{layer:?}");
                assert_eq!(value(&gemm.additions), ledger.gemm_adds + ledger.col2im_adds, "{layer:?}");
                let columns = if layer.is_pointwise() { 0 } else { ledger.column_elements };
                assert_eq!(value(&gemm.memory), columns, "{layer:?}");
                assert_eq!(value(&direct(&layer).multiplications), ledger.in_bounds, "{layer:?}");
                assert!(value(&direct(&layer).additions) <= ledger.in_bounds, "{layer:?}");
            }
        }
    }
}
