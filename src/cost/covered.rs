//! What a kernel covers along an axis, derived: all that there is, less what meets nothing but padding.

use super::{Coverage, Expr};
use crate::layer::{Axis, Direction, GemmLayer, Symbol};

/// R_h and the like as a formula: the pairs, positions, taps or pixels of an axis, less those that padding takes.
///
/// ```
/// use im2cost::cost::{Coverage, covered};
/// use im2cost::layer::{Axis, Direction, GemmLayer, Grid};
///
/// let grid = Grid { positions: 56, pixels: 56, kernel: 3, stride: 1, dilation: 1, begin: 1, end: 1 };
/// let layer = GemmLayer {
///     direction: Direction::Convolution, batch: 1, in_channels: 64, out_channels: 64, groups: 1, bias: true,
///     grids: [grid; 2], output_padding: [0, 0], vector: false,
/// };
/// let pairs = covered(&layer, Coverage::Pairs, Axis::Height);
/// assert_eq!(pairs.symbols().text(), "K·H_out − 2");
/// assert_eq!(pairs.numbers(&layer).text(), "3·56 − 2");
/// assert_eq!(pairs.eval(&layer), Some(166));
/// ```
pub fn covered(layer: &GemmLayer, coverage: Coverage, axis: Axis) -> Expr {
    let [height, width] = &layer.grids;
    let of_axis = |of_height, of_width| match axis {
        Axis::Height => of_height,
        Axis::Width => of_width,
    };
    let input = of_axis(Symbol::InHeight, Symbol::InWidth);
    let output = of_axis(Symbol::OutHeight, Symbol::OutWidth);
    let (positions, pixels) = match layer.direction {
        Direction::Convolution | Direction::Linear => (output, input),
        Direction::Transposed => (input, output),
    };
    let kernel = match height.kernel == width.kernel {
        true => Symbol::Kernel,
        false => of_axis(Symbol::KernelHeight, Symbol::KernelWidth),
    };
    let all = match coverage {
        Coverage::Pairs => Expr::product(vec![Expr::Symbol(kernel), Expr::Symbol(positions)]),
        Coverage::LivePositions => Expr::Symbol(positions),
        Coverage::LiveTaps => Expr::Symbol(kernel),
        Coverage::ReachedPixels => Expr::Symbol(pixels),
    };
    let rest = all.eval(layer).map(|all| all - coverage.along(axis, layer));
    match rest {
        None | Some(0) => all,
        Some(rest) => all.minus(Expr::Int(rest)),
    }
}
