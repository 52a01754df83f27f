//! A count by somebody else's rule: a sum of products of named numbers, evaluated and shown from one tree.

use super::{Coverage, Math, Operator, Quantity, Ratio, letter};
use crate::layer::{Axis, GemmLayer, Symbol};

/// What a number of a [`SumOfProducts`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Name {
    /// A plain number.
    Number,
    /// A symbol of a layer.
    Symbol(Symbol),
    /// Channels divided by the groups.
    PerGroup(Symbol),
    /// Channels divided by the groups twice, rounded down.
    PerGroupTwice(Symbol),
    /// An extent that somebody takes to be other than it is: H′_out.
    Own(Symbol),
    /// What the kernel covers along an axis.
    Coverage(Coverage, Axis),
    /// n_in, the elements that flow in, of the whole batch.
    Inputs,
    /// n_out, the elements that flow out, of the whole batch.
    Outputs,
    /// The elements that flow in, of one image.
    ImageInputs,
    /// The elements that flow out, of one image.
    ImageOutputs,
    /// The pixels that flow in, of the whole batch: elements divided by channels.
    Pixels,
    /// n_win, the elements of all windows of a pool, of the whole batch.
    Windows,
    /// k, the elements of one window of a pool, and a number.
    Window {
        /// What is added.
        plus: i8,
    },
    /// P, the learned numbers.
    Parameters,
    /// So many operations for each channel, and a number.
    Channels {
        /// How many for each channel.
        times: u8,
        /// What is added.
        plus: i8,
    },
    /// T, the tiles of an output.
    Tiles,
    /// ⌈K/s⌉ along an axis: the taps of one phase of a transposed convolution's kernel.
    Phase(Axis),
    /// Q, the positions along an axis that each phase is computed at.
    PhasePositions(Axis),
    /// The extent of an input with zeros inserted and padding around it.
    Inserted(Axis),
}

/// A named number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Named {
    /// What it is.
    pub name: Name,
    /// How much.
    pub value: u128,
}

impl Named {
    /// A plain number.
    pub const fn number(value: u128) -> Named {
        Named { name: Name::Number, value }
    }

    /// A symbol of a layer.
    pub fn symbol(layer: &GemmLayer, symbol: Symbol) -> Named {
        Named { name: Name::Symbol(symbol), value: layer.value(symbol) as u128 }
    }

    /// Channels divided by the groups.
    pub fn per_group(layer: &GemmLayer, symbol: Symbol) -> Named {
        Named { name: Name::PerGroup(symbol), value: (layer.value(symbol) / layer.groups) as u128 }
    }

    /// What the kernel covers along an axis.
    pub fn coverage(layer: &GemmLayer, coverage: Coverage, axis: Axis) -> Named {
        Named { name: Name::Coverage(coverage, axis), value: coverage.along(axis, layer) }
    }
}

/// A product, divided by another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Product {
    /// Whether it is taken away from the sum.
    pub negative: bool,
    /// Above the line.
    pub factors: Vec<Named>,
    /// Below it.
    pub divisors: Vec<Named>,
}

impl Product {
    /// A product of numbers.
    pub fn of(factors: impl IntoIterator<Item = Named>) -> Product {
        Product { factors: factors.into_iter().collect(), ..Product::default() }
    }

    /// The product times a number, which is shown first.
    #[must_use]
    pub fn times(mut self, number: u128) -> Product {
        self.factors.insert(0, Named::number(number));
        self
    }

    /// The product times a named number, which is shown last.
    #[must_use]
    pub fn by(mut self, factor: Named) -> Product {
        self.factors.push(factor);
        self
    }

    /// The product divided by numbers.
    #[must_use]
    pub fn over(mut self, divisors: impl IntoIterator<Item = Named>) -> Product {
        self.divisors.extend(divisors);
        self
    }

    /// The number; `None` past 128 bits or over 0.
    fn value(&self) -> Option<Ratio> {
        if self.factors.iter().any(|factor| factor.value == 0) {
            return Some(Ratio::ZERO);
        }
        let step = |product: Ratio, factor: &Named| product.times(Ratio::whole(factor.value));
        let above = self.factors.iter().try_fold(Ratio::whole(1), step)?;
        self.divisors.iter().try_fold(above, |product, divisor| product.over(Ratio::whole(divisor.value)))
    }
}

/// A sum of products. The empty sum is 0.
///
/// ```
/// use im2cost::cost::{Name, Named, Product, SumOfProducts};
/// let elements = Named { name: Name::Outputs, value: 960 };
/// let sum = SumOfProducts::of([Product::of([elements]).times(2), Product::of([elements])]);
/// assert_eq!(sum.symbols().text(), "2·n_out + n_out");
/// assert_eq!(sum.numbers().text(), "2·960 + 960");
/// assert_eq!(sum.value().and_then(|value| value.as_whole()), Some(2_880));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SumOfProducts {
    /// What is added up.
    pub terms: Vec<Product>,
}

impl SumOfProducts {
    /// The sum of some products.
    pub fn of(terms: impl IntoIterator<Item = Product>) -> SumOfProducts {
        SumOfProducts { terms: terms.into_iter().collect() }
    }

    /// The sum and a further product.
    #[must_use]
    pub fn plus(mut self, term: Product) -> SumOfProducts {
        self.terms.push(term);
        self
    }

    /// The sum less a product.
    #[must_use]
    pub fn minus(self, term: Product) -> SumOfProducts {
        self.plus(Product { negative: true, ..term })
    }

    /// The number; `None` past 128 bits, or below 0.
    pub fn value(&self) -> Option<Ratio> {
        let sum = |negative| {
            let terms = self.terms.iter().filter(|term| term.negative == negative);
            terms.map(Product::value).try_fold(Ratio::ZERO, |sum, term| sum.plus(term?))
        };
        sum(false)?.minus(sum(true)?)
    }

    /// The numbers that it is made of, each once, in the order of the formula.
    pub fn names(&self) -> Vec<Named> {
        let mut names = Vec::new();
        for named in self.terms.iter().flat_map(|term| term.factors.iter().chain(&term.divisors)) {
            if !names.contains(named) {
                names.push(*named);
            }
        }
        names
    }

    /// The formula in symbols.
    pub fn symbols(&self) -> Math {
        self.set(&|named| match named.name {
            Name::Number => number(named.value),
            name => name.symbols(),
        })
    }

    /// The formula with the numbers put in.
    pub fn numbers(&self) -> Math {
        self.set(&|named| Math::Number { value: named.value, quantity: named.name.quantity() })
    }

    fn set(&self, write: &impl Fn(&Named) -> Math) -> Math {
        if self.terms.is_empty() {
            return number(0);
        }
        let product = |factors: &[Named]| {
            let mut row = Vec::new();
            for factor in factors {
                if !row.is_empty() {
                    row.push(Math::Operator(Operator::Times));
                }
                row.push(write(factor));
            }
            Math::Row(if row.is_empty() { vec![number(1)] } else { row })
        };
        let mut row = Vec::new();
        for (at, term) in self.terms.iter().enumerate() {
            if term.negative {
                row.push(Math::Operator(Operator::Minus));
            } else if at > 0 {
                row.push(Math::Operator(Operator::Plus));
            }
            let above = product(&term.factors);
            row.push(match term.divisors[..] {
                [] => above,
                _ => Math::Fraction(Box::new(above), Box::new(product(&term.divisors))),
            });
        }
        Math::Row(row)
    }
}

impl From<Product> for SumOfProducts {
    fn from(term: Product) -> SumOfProducts {
        SumOfProducts { terms: vec![term] }
    }
}

impl Name {
    /// What it measures, if it has a hue.
    pub fn quantity(self) -> Option<Quantity> {
        match self {
            Name::Symbol(symbol)
            | Name::PerGroup(symbol)
            | Name::PerGroupTwice(symbol)
            | Name::Own(symbol) => Quantity::of(symbol),
            Name::Phase(_) | Name::Window { .. } => Some(Quantity::Kernel),
            Name::Tiles | Name::PhasePositions(_) | Name::Inserted(_) => Some(Quantity::Space),
            _ => None,
        }
    }

    /// How it is written.
    pub fn symbols(self) -> Math {
        let quotient =
            |above: Math, below: Math| parentheses(vec![above, Math::Operator(Operator::Slash), below]);
        let groups = || symbol(Symbol::Groups);
        match self {
            Name::Number => number(1),
            Name::Symbol(of) => symbol(of),
            Name::PerGroup(of) => quotient(symbol(of), groups()),
            Name::PerGroupTwice(of) => {
                let squared = Math::Squared(Box::new(groups()));
                Math::Floor(Box::new(Math::Fraction(Box::new(symbol(of)), Box::new(squared))))
            }
            Name::Own(of) => {
                let (letter, subscript) = letter(of);
                let letter = match letter {
                    "H" => "H′",
                    "W" => "W′",
                    other => other,
                };
                Math::Symbol { letter, subscript, quantity: Quantity::of(of) }
            }
            Name::Coverage(coverage, axis) => super::Expr::Coverage(coverage, axis).symbols(),
            Name::Inputs => plain("n", "in"),
            Name::Outputs => plain("n", "out"),
            Name::ImageInputs => quotient(plain("n", "in"), symbol(Symbol::Batch)),
            Name::ImageOutputs => quotient(plain("n", "out"), symbol(Symbol::Batch)),
            Name::Pixels => quotient(plain("n", "in"), plain("C", "")),
            Name::Windows => plain("n", "win"),
            Name::Window { plus } => shifted(plain("k", ""), plus),
            Name::Parameters => plain("P", ""),
            Name::Channels { times: 1, plus } => shifted(plain("C", ""), plus),
            Name::Channels { times, plus } => {
                let row = vec![number(u128::from(times)), Math::Operator(Operator::Times), plain("C", "")];
                shifted(Math::Row(row), plus)
            }
            Name::Tiles => plain("T", ""),
            Name::Phase(axis) => {
                let kernel = symbol(of_axis(axis, Symbol::KernelHeight, Symbol::KernelWidth));
                let stride = symbol(of_axis(axis, Symbol::StrideHeight, Symbol::StrideWidth));
                Math::Ceiling(Box::new(Math::Fraction(Box::new(kernel), Box::new(stride))))
            }
            Name::PhasePositions(axis) => plain("Q", of_axis(axis, "h", "w")),
            Name::Inserted(axis) => {
                let size = symbol(of_axis(axis, Symbol::OutHeight, Symbol::OutWidth));
                let dilation = symbol(of_axis(axis, Symbol::DilationHeight, Symbol::DilationWidth));
                let kernel = symbol(of_axis(axis, Symbol::KernelHeight, Symbol::KernelWidth));
                let (plus, times) = (Math::Operator(Operator::Plus), Math::Operator(Operator::Times));
                parentheses(vec![size, plus, dilation, times, shifted(kernel, -1)])
            }
        }
    }
}

fn number(value: u128) -> Math {
    Math::Number { value, quantity: None }
}

fn symbol(symbol: Symbol) -> Math {
    super::Expr::Symbol(symbol).symbols()
}

fn plain(letter: &'static str, subscript: &'static str) -> Math {
    Math::Symbol { letter, subscript, quantity: None }
}

fn parentheses(row: Vec<Math>) -> Math {
    Math::Parentheses(Box::new(Math::Row(row)))
}

/// A number added to something, in parentheses; the thing itself for 0.
fn shifted(math: Math, plus: i8) -> Math {
    let operator = match plus {
        0 => return math,
        1.. => Operator::Plus,
        _ => Operator::Minus,
    };
    parentheses(vec![math, Math::Operator(operator), number(u128::from(plus.unsigned_abs()))])
}

fn of_axis<T>(axis: Axis, height: T, width: T) -> T {
    match axis {
        Axis::Height => height,
        Axis::Width => width,
    }
}
