//! Transposed convolutions without col2im: zeros inserted between the input's pixels, and one convolution a phase.

use super::{AlgorithmCost, Condition};
use crate::cost::products::{Images, at_output_positions, outputs, per_group};
use crate::cost::{Name, Named, Product, SumOfProducts};
use crate::layer::{Axis, Direction, GemmLayer, Grid, Symbol};

/// A whole kernel at each output position, over the input with s − 1 zeros between its pixels and padding around them.
pub(super) fn zero_insertion(layer: &GemmLayer) -> Result<AlgorithmCost, Condition> {
    if layer.direction != Direction::Transposed {
        return Err(Condition::Transposed);
    }
    let products = at_output_positions(layer, Images::Batch);
    // A kernel of stride 1 over this many pixels gives as many positions as the output has.
    let extents = Axis::BOTH.map(|axis| {
        let Grid { pixels, kernel, dilation, .. } = layer.grids[axis as usize];
        Named { name: Name::Inserted(axis), value: (pixels + dilation * (kernel - 1)) as u128 }
    });
    Ok(AlgorithmCost {
        additions: SumOfProducts::from(products.clone()).minus(outputs(layer, Images::Batch)),
        multiplications: products.into(),
        memory: Product::of([Named::symbol(layer, Symbol::InChannels)]).by(extents[0]).by(extents[1]).into(),
        ..AlgorithmCost::default()
    })
}

/// The outputs of one phase, those at the same remainder by the stride, read every s-th tap of the kernel: s_h·s_w
/// convolutions of ⌈K_h/s_h⌉ × ⌈K_w/s_w⌉ taps at Q_h × Q_w positions, where missing taps are zeros. Pixel shuffle puts
/// the phases side by side, and what padding crops is cut off.
pub(super) fn sub_pixel(layer: &GemmLayer) -> Result<AlgorithmCost, Condition> {
    if layer.direction != Direction::Transposed {
        return Err(Condition::Transposed);
    }
    if layer.grids.iter().any(|grid| grid.dilation != 1 && grid.kernel != 1) {
        return Err(Condition::DilationOne);
    }
    let symbol = |symbol| Named::symbol(layer, symbol);
    let strides = [Symbol::StrideHeight, Symbol::StrideWidth].map(symbol);
    let taps = Axis::BOTH.map(|axis| Named {
        name: Name::Phase(axis),
        value: phase_taps(&layer.grids[axis as usize]) as u128,
    });
    let positions = Axis::BOTH.map(|axis| Named {
        name: Name::PhasePositions(axis),
        value: phase_positions(&layer.grids[axis as usize]) as u128,
    });
    let image = || [symbol(Symbol::OutChannels)].into_iter().chain(strides).chain(positions);
    let batch = symbol(Symbol::Batch);
    let sums = Product::of([batch].into_iter().chain(image()));
    let products = taps.into_iter().fold(sums.clone().by(per_group(layer, Symbol::InChannels)), Product::by);
    Ok(AlgorithmCost {
        additions: SumOfProducts::from(products.clone()).minus(sums),
        multiplications: products.into(),
        memory: Product::of(image()).into(),
        ..AlgorithmCost::default()
    })
}

/// ⌈K/s⌉.
fn phase_taps(grid: &Grid) -> i64 {
    (grid.kernel - 1) / grid.stride + 1
}

/// From the first output's position to the last one's: ⌊(p + out − 1)/s⌋ − ⌊p/s⌋ + 1.
fn phase_positions(grid: &Grid) -> i64 {
    (grid.begin + grid.pixels - 1) / grid.stride - grid.begin / grid.stride + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Along one axis, the phases' convolutions give the transposed convolution's output, with so many products.
    #[test]
    fn phases_give_the_same_output_with_as_many_products() {
        let cases = (1..7).flat_map(|kernel| {
            (1..5).flat_map(move |stride| {
                (1..5).flat_map(move |positions| (0..3).map(move |begin| (kernel, stride, positions, begin)))
            })
        });
        for (kernel, stride, positions, begin) in cases {
            let added = stride - 1;
            let pixels = (positions - 1) * stride + kernel + added - 2 * begin;
            if pixels < 1 {
                continue;
            }
            let grid = Grid { positions, pixels, kernel, stride, dilation: 1, begin, end: begin };
            let input = |at: i64| if (0..positions).contains(&at) { at * at + 1 } else { 0 };
            let weight = |tap: i64| if tap < kernel { 3 * tap + 2 } else { 0 };

            let mut expected = vec![0; pixels as usize];
            for position in 0..positions {
                for tap in 0..kernel {
                    if let Some(pixel) = grid.pixel(position, tap) {
                        expected[pixel as usize] += input(position) * weight(tap);
                    }
                }
            }
            let mut products = 0;
            let mut shuffled = Vec::new();
            let first = begin / stride;
            for position in first..first + phase_positions(&grid) {
                for phase in 0..stride {
                    let mut sum = 0;
                    for tap in 0..phase_taps(&grid) {
                        sum += input(position - tap) * weight(phase + tap * stride);
                        products += 1;
                    }
                    shuffled.push(sum);
                }
            }
            let cut = (begin - first * stride) as usize;
            assert_eq!(&shuffled[cut..cut + pixels as usize], &expected, "{grid:?}");
            assert_eq!(products, stride * phase_taps(&grid) * phase_positions(&grid), "{grid:?}");
        }
    }
}
