//! Formulas as they are set: rows of symbols, numbers and signs, each with the quantity that gives it its hue.
//!
//! This is MathML in structure, as data: a page prints it as elements, a text printer as characters.

use super::{Coverage, Expr};
use crate::layer::{Axis, GemmLayer, Symbol};

/// What a symbol or a number measures; one hue each, the same in table, formula and diagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Quantity {
    /// Input channels.
    InChannels,
    /// Output channels.
    OutChannels,
    /// Kernel elements.
    Kernel,
    /// Pixels.
    Space,
    /// Groups.
    Groups,
    /// Images.
    Batch,
}

impl Quantity {
    /// All of them.
    pub const ALL: [Quantity; 6] = [
        Quantity::InChannels,
        Quantity::OutChannels,
        Quantity::Kernel,
        Quantity::Space,
        Quantity::Groups,
        Quantity::Batch,
    ];

    /// The stable ASCII name, which styles select its hue by.
    pub fn id(self) -> &'static str {
        match self {
            Quantity::InChannels => "in",
            Quantity::OutChannels => "out",
            Quantity::Kernel => "kernel",
            Quantity::Space => "space",
            Quantity::Groups => "groups",
            Quantity::Batch => "batch",
        }
    }

    /// What a symbol measures, if it has a hue.
    pub fn of(symbol: Symbol) -> Option<Quantity> {
        match symbol {
            Symbol::Batch => Some(Quantity::Batch),
            Symbol::InChannels => Some(Quantity::InChannels),
            Symbol::OutChannels => Some(Quantity::OutChannels),
            Symbol::Groups => Some(Quantity::Groups),
            Symbol::Kernel | Symbol::KernelHeight | Symbol::KernelWidth => Some(Quantity::Kernel),
            Symbol::InHeight | Symbol::InWidth | Symbol::OutHeight | Symbol::OutWidth => {
                Some(Quantity::Space)
            }
            _ => None,
        }
    }
}

/// A sign between two things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// ·
    Times,
    /// +
    Plus,
    /// −
    Minus,
    /// /
    Slash,
    /// =
    Equals,
}

/// A formula, set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Math {
    /// A number: `mn`.
    Number {
        /// Its value.
        value: u128,
        /// What it measures.
        quantity: Option<Quantity>,
    },
    /// A letter, `mi`, or a letter with an upright subscript, `msub`.
    Symbol {
        /// The letter.
        letter: &'static str,
        /// The subscript; empty where there is none.
        subscript: &'static str,
        /// What it measures.
        quantity: Option<Quantity>,
    },
    /// A sign: `mo`.
    Operator(Operator),
    /// One after the other: `mrow`.
    Row(Vec<Math>),
    /// In parentheses.
    Parentheses(Box<Math>),
    /// Squared: `msup` with a 2.
    Squared(Box<Math>),
    /// One above the other: `mfrac`.
    Fraction(Box<Math>, Box<Math>),
    /// Rounded down, between ⌊ and ⌋.
    Floor(Box<Math>),
    /// Rounded up, between ⌈ and ⌉.
    Ceiling(Box<Math>),
}

impl Math {
    /// Whether it is higher than a line: whether a part of it stands above another.
    pub fn is_tall(&self) -> bool {
        match self {
            Math::Fraction(..) => true,
            Math::Row(parts) => parts.iter().any(Math::is_tall),
            Math::Parentheses(inside)
            | Math::Squared(inside)
            | Math::Floor(inside)
            | Math::Ceiling(inside) => inside.is_tall(),
            Math::Number { .. } | Math::Symbol { .. } | Math::Operator(_) => false,
        }
    }
}

impl Expr {
    /// The formula in symbols.
    pub fn symbols(&self) -> Math {
        Setter { numbers: None }.expr(self)
    }

    /// The same formula with a layer's numbers put in.
    pub fn numbers(&self, layer: &GemmLayer) -> Math {
        Setter { numbers: Some(layer) }.expr(self)
    }
}

/// The letter and subscript of a symbol.
pub fn letter(symbol: Symbol) -> (&'static str, &'static str) {
    match symbol {
        Symbol::Batch => ("N", ""),
        Symbol::InChannels => ("C", "in"),
        Symbol::OutChannels => ("C", "out"),
        Symbol::Groups => ("g", ""),
        Symbol::Kernel => ("K", ""),
        Symbol::KernelHeight => ("K", "h"),
        Symbol::KernelWidth => ("K", "w"),
        Symbol::Stride => ("s", ""),
        Symbol::StrideHeight => ("s", "h"),
        Symbol::StrideWidth => ("s", "w"),
        Symbol::Dilation => ("d", ""),
        Symbol::DilationHeight => ("d", "h"),
        Symbol::DilationWidth => ("d", "w"),
        Symbol::Padding => ("p", ""),
        Symbol::PaddingHeight => ("p", "h"),
        Symbol::PaddingWidth => ("p", "w"),
        Symbol::PaddingTop => ("p", "top"),
        Symbol::PaddingLeft => ("p", "left"),
        Symbol::PaddingBottom => ("p", "bottom"),
        Symbol::PaddingRight => ("p", "right"),
        Symbol::OutputPadding => ("p", "out"),
        Symbol::OutputPaddingHeight => ("p", "out,h"),
        Symbol::OutputPaddingWidth => ("p", "out,w"),
        Symbol::InHeight => ("H", "in"),
        Symbol::InWidth => ("W", "in"),
        Symbol::OutHeight => ("H", "out"),
        Symbol::OutWidth => ("W", "out"),
    }
}

/// The letter of what a kernel covers.
fn coverage_letter(coverage: Coverage) -> &'static str {
    match coverage {
        Coverage::Pairs => "R",
        Coverage::LivePositions => "L",
        Coverage::LiveTaps => "T",
        Coverage::ReachedPixels => "P",
    }
}

struct Setter<'layer> {
    /// The layer whose numbers stand for the symbols.
    numbers: Option<&'layer GemmLayer>,
}

impl Setter<'_> {
    fn expr(&self, expr: &Expr) -> Math {
        match expr {
            Expr::Int(value) => Math::Number { value: *value, quantity: None },
            Expr::Symbol(symbol) => self.symbol(*symbol),
            // Of one tap, the square is not written: it is 1.
            Expr::Square(symbol) if self.numbers.is_some_and(|layer| layer.value(*symbol) == 1) => {
                self.symbol(*symbol)
            }
            Expr::Square(symbol) => Math::Squared(Box::new(self.symbol(*symbol))),
            Expr::PerGroup(symbol) => Math::Row(vec![
                self.symbol(*symbol),
                Math::Operator(Operator::Slash),
                self.symbol(Symbol::Groups),
            ]),
            Expr::Coverage(coverage, axis) => match self.numbers {
                Some(layer) => Math::Number { value: coverage.along(*axis, layer), quantity: None },
                None => Math::Symbol {
                    letter: coverage_letter(*coverage),
                    subscript: match axis {
                        Axis::Height => "h",
                        Axis::Width => "w",
                    },
                    quantity: None,
                },
            },
            Expr::Product(factors) => self.product(factors),
            Expr::Sum(summands) => {
                let mut row = Vec::new();
                for (at, summand) in summands.iter().enumerate() {
                    if summand.negative {
                        row.push(Math::Operator(Operator::Minus));
                    } else if at > 0 {
                        row.push(Math::Operator(Operator::Plus));
                    }
                    row.push(match summand.expr {
                        Expr::Sum(_) => self.parenthesised(&summand.expr),
                        _ => self.expr(&summand.expr),
                    });
                }
                Math::Row(row)
            }
            Expr::FloorQuotient(above, below) => Math::Floor(self.fraction(above, below)),
            Expr::CeilQuotient(above, below) => Math::Ceiling(self.fraction(above, below)),
        }
    }

    fn product(&self, factors: &[Expr]) -> Math {
        let mut row = Vec::new();
        for (at, factor) in factors.iter().enumerate() {
            if at > 0 {
                row.push(Math::Operator(Operator::Times));
            }
            row.push(match factor {
                Expr::Sum(_) | Expr::Product(_) => self.parenthesised(factor),
                // C_in/g·K² can be read in one way only; C_out·C_in/g cannot.
                Expr::PerGroup(_) if at > 0 => self.parenthesised(factor),
                _ => self.expr(factor),
            });
        }
        Math::Row(row)
    }

    fn parenthesised(&self, expr: &Expr) -> Math {
        Math::Parentheses(Box::new(self.expr(expr)))
    }

    fn fraction(&self, above: &Expr, below: &Expr) -> Box<Math> {
        Box::new(Math::Fraction(Box::new(self.expr(above)), Box::new(self.expr(below))))
    }

    fn symbol(&self, symbol: Symbol) -> Math {
        let quantity = Quantity::of(symbol);
        match self.numbers {
            Some(layer) => Math::Number { value: layer.value(symbol) as u128, quantity },
            None => {
                let (letter, subscript) = letter(symbol);
                Math::Symbol { letter, subscript, quantity }
            }
        }
    }
}
