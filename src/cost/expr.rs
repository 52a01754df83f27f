//! Formulas as trees: the one tree that is evaluated, shown and copied.

use super::Coverage;
use crate::layer::{Axis, GemmLayer, Symbol};

/// A formula over the symbols of a layer. Its value is a whole number, at least 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// A number.
    Int(u128),
    /// A symbol.
    Symbol(Symbol),
    /// A symbol squared.
    Square(Symbol),
    /// A channel count divided by the groups, which divides exactly.
    PerGroup(Symbol),
    /// What a kernel covers along an axis: R_h and the like.
    Coverage(Coverage, Axis),
    /// A product.
    Product(Vec<Expr>),
    /// A sum of what is added and what is taken away.
    Sum(Vec<Summand>),
    /// The quotient of two, rounded down.
    FloorQuotient(Box<Expr>, Box<Expr>),
    /// The quotient of two, rounded up.
    CeilQuotient(Box<Expr>, Box<Expr>),
}

/// A part of a sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summand {
    /// Whether it is taken away.
    pub negative: bool,
    /// What is added or taken away.
    pub expr: Expr,
}

impl Expr {
    /// The product of some factors; of one, the factor itself.
    pub fn product(mut factors: Vec<Expr>) -> Expr {
        match factors.len() {
            0 => Expr::Int(1),
            1 => factors.remove(0),
            _ => Expr::Product(factors),
        }
    }

    /// The formula and something added.
    #[must_use]
    pub fn plus(self, addend: Expr) -> Expr {
        self.with(Summand { negative: false, expr: addend })
    }

    /// The formula and something taken away.
    #[must_use]
    pub fn minus(self, subtrahend: Expr) -> Expr {
        self.with(Summand { negative: true, expr: subtrahend })
    }

    fn with(self, summand: Summand) -> Expr {
        let mut summands = match self {
            Expr::Sum(summands) => summands,
            expr => vec![Summand { negative: false, expr }],
        };
        summands.push(summand);
        Expr::Sum(summands)
    }

    /// The value in a layer, or `None` where it or a part of it is past 128 bits, below 0, or divided by 0.
    ///
    /// ```
    /// use im2cost::cost::Expr;
    /// use im2cost::layer::{Direction, GemmLayer, Grid, Symbol};
    ///
    /// let grid = Grid { positions: 112, pixels: 224, kernel: 7, stride: 2, dilation: 1, begin: 3, end: 3 };
    /// let layer = GemmLayer {
    ///     direction: Direction::Convolution, batch: 1, in_channels: 3, out_channels: 64, groups: 1, bias: false,
    ///     grids: [grid; 2], output_padding: [0, 0], vector: false,
    /// };
    /// let patch = Expr::product(vec![Expr::Symbol(Symbol::InChannels), Expr::Square(Symbol::Kernel)]);
    /// assert_eq!(patch.clone().minus(Expr::Int(1)).eval(&layer), Some(146));
    /// assert_eq!(Expr::Int(1).minus(patch).eval(&layer), None);
    /// ```
    pub fn eval(&self, layer: &GemmLayer) -> Option<u128> {
        let value = |symbol| layer.value(symbol) as u128;
        match self {
            Expr::Int(number) => Some(*number),
            Expr::Symbol(symbol) => Some(value(*symbol)),
            Expr::Square(symbol) => Some(value(*symbol).pow(2)),
            Expr::PerGroup(symbol) => Some(value(*symbol) / layer.groups as u128),
            Expr::Coverage(coverage, axis) => Some(coverage.along(*axis, layer)),
            Expr::Product(factors) => {
                let values: Option<Vec<u128>> = factors.iter().map(|factor| factor.eval(layer)).collect();
                let values = values?;
                // A factor of 0 makes it 0, however large the others are.
                if values.contains(&0) {
                    return Some(0);
                }
                values.into_iter().try_fold(1, u128::checked_mul)
            }
            Expr::Sum(summands) => {
                let sum = |negative| {
                    let parts = summands.iter().filter(|summand| summand.negative == negative);
                    parts
                        .map(|part| part.expr.eval(layer))
                        .try_fold(0u128, |sum, value| sum.checked_add(value?))
                };
                sum(false)?.checked_sub(sum(true)?)
            }
            Expr::FloorQuotient(above, below) => above.eval(layer)?.checked_div(below.eval(layer)?),
            Expr::CeilQuotient(above, below) => {
                let (above, below) = (above.eval(layer)?, below.eval(layer)?);
                (below > 0).then(|| above.div_ceil(below))
            }
        }
    }

    /// Whether a part of the formula is true of `wanted`.
    pub fn any(&self, wanted: &impl Fn(&Expr) -> bool) -> bool {
        wanted(self)
            || match self {
                Expr::Product(factors) => factors.iter().any(|factor| factor.any(wanted)),
                Expr::Sum(summands) => summands.iter().any(|summand| summand.expr.any(wanted)),
                Expr::FloorQuotient(above, below) | Expr::CeilQuotient(above, below) => {
                    above.any(wanted) || below.any(wanted)
                }
                _ => false,
            }
    }
}
