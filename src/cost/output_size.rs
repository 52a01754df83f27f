//! The formula of an output's size along an axis.

use super::Expr;
use crate::layer::{Axis, Direction, GemmLayer, Grid, Symbol};

/// The output's size along an axis: `⌊(in + 2·p − d·(K − 1) − 1)/s⌋ + 1` of a convolution,
/// `(in − 1)·s − 2·p + d·(K − 1) + p_out + 1` of a transposed one (PyTorch). A linear layer keeps the size.
///
/// What is the same on both axes has a symbol without an axis: K, s, d, p.
///
/// ```
/// use im2cost::cost::output_size;
/// use im2cost::layer::{Axis, Direction, GemmLayer, Grid};
///
/// let grid = Grid { positions: 112, pixels: 224, kernel: 7, stride: 2, dilation: 1, begin: 3, end: 3 };
/// let layer = GemmLayer {
///     direction: Direction::Convolution, batch: 1, in_channels: 3, out_channels: 64, groups: 1, bias: false,
///     grids: [grid; 2], output_padding: [0, 0], vector: false,
/// };
/// let size = output_size(&layer, Axis::Height);
/// assert_eq!(size.symbols().text(), "⌊(H_in + 2·p − d·(K − 1) − 1)/s⌋ + 1");
/// assert_eq!(size.numbers(&layer).text(), "⌊(224 + 2·3 − 1·(7 − 1) − 1)/2⌋ + 1");
/// assert_eq!(size.eval(&layer), Some(112));
/// ```
pub fn output_size(layer: &GemmLayer, axis: Axis) -> Expr {
    let names = Names::new(layer, axis);
    let reach = Expr::product(vec![names.dilation, names.kernel.minus(Expr::Int(1))]);
    match layer.direction {
        Direction::Linear => names.input,
        Direction::Convolution => {
            let padded = names.padding.into_iter().fold(names.input, Expr::plus);
            let last = padded.minus(reach).minus(Expr::Int(1));
            Expr::FloorQuotient(Box::new(last), Box::new(names.stride)).plus(Expr::Int(1))
        }
        Direction::Transposed => {
            let steps = Expr::product(vec![names.input.minus(Expr::Int(1)), names.stride]);
            let cropped = names.padding.into_iter().fold(steps, Expr::minus);
            cropped.plus(reach).plus(names.output_padding).plus(Expr::Int(1))
        }
    }
}

/// What the hyperparameters of one axis are called.
struct Names {
    input: Expr,
    kernel: Expr,
    stride: Expr,
    dilation: Expr,
    /// What is added on either side: one summand if the sides are the same.
    padding: Vec<Expr>,
    output_padding: Expr,
}

impl Names {
    fn new(layer: &GemmLayer, axis: Axis) -> Names {
        let [height, width] = &layer.grids;
        // The symbol of both axes where they agree, else that of the axis.
        let pick = |agree: bool, both: Symbol, [of_height, of_width]: [Symbol; 2]| {
            Expr::Symbol(match (agree, axis) {
                (true, _) => both,
                (false, Axis::Height) => of_height,
                (false, Axis::Width) => of_width,
            })
        };
        let same = |one: fn(&Grid) -> i64| one(height) == one(width);
        let grid = match axis {
            Axis::Height => height,
            Axis::Width => width,
        };
        let padding = if grid.begin == grid.end {
            let all = same(|grid| grid.begin) && same(|grid| grid.end);
            let side = pick(all, Symbol::Padding, [Symbol::PaddingHeight, Symbol::PaddingWidth]);
            vec![Expr::product(vec![Expr::Int(2), side])]
        } else {
            let sides = match axis {
                Axis::Height => [Symbol::PaddingTop, Symbol::PaddingBottom],
                Axis::Width => [Symbol::PaddingLeft, Symbol::PaddingRight],
            };
            sides.map(Expr::Symbol).to_vec()
        };
        let [first, second] = layer.output_padding;
        Names {
            input: pick(false, Symbol::InHeight, [Symbol::InHeight, Symbol::InWidth]),
            kernel: pick(
                same(|grid| grid.kernel),
                Symbol::Kernel,
                [Symbol::KernelHeight, Symbol::KernelWidth],
            ),
            stride: pick(
                same(|grid| grid.stride),
                Symbol::Stride,
                [Symbol::StrideHeight, Symbol::StrideWidth],
            ),
            dilation: pick(
                same(|grid| grid.dilation),
                Symbol::Dilation,
                [Symbol::DilationHeight, Symbol::DilationWidth],
            ),
            padding,
            output_padding: pick(
                first == second,
                Symbol::OutputPadding,
                [Symbol::OutputPaddingHeight, Symbol::OutputPaddingWidth],
            ),
        }
    }
}
