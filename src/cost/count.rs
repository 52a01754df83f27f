//! A count as data: a sum of products over the extents of a lowering, which is both evaluated and shown.

use std::cell::OnceCell;

use crate::layer::{GemmLayer, Symbol};
use crate::lowering::{Atom, Axis, Extent};

/// One factor of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Factor {
    /// A number: the 2 of 2·MACs.
    Number(u8),
    /// An atom of an extent.
    Atom(Atom),
    /// An extent less one: what a sum of so many products has of additions.
    LessOne(Extent),
    /// An extent and one: a sum of so many products and a bias.
    PlusOne(Extent),
    /// R along an axis: the pairs of a kernel tap and a position that meet a real pixel. See [`Grid::pairs`].
    ///
    /// [`Grid::pairs`]: crate::layer::Grid::pairs
    Pairs(Axis),
    /// The positions along an axis where the kernel meets a real pixel. See [`Grid::live_positions`].
    ///
    /// [`Grid::live_positions`]: crate::layer::Grid::live_positions
    LivePositions(Axis),
    /// The kernel taps along an axis that meet a real pixel. See [`Grid::live_taps`].
    ///
    /// [`Grid::live_taps`]: crate::layer::Grid::live_taps
    LiveTaps(Axis),
    /// The pixels along an axis that the kernel meets. See [`Grid::reached_pixels`].
    ///
    /// [`Grid::reached_pixels`]: crate::layer::Grid::reached_pixels
    ReachedPixels(Axis),
}

/// The numbers that factors stand for in one layer. What is dear to find is found once, and only when asked for.
pub struct Numbers<'layer> {
    layer: &'layer GemmLayer,
    pairs: OnceCell<[u128; 2]>,
}

impl<'layer> Numbers<'layer> {
    /// The numbers of a layer.
    pub fn new(layer: &'layer GemmLayer) -> Numbers<'layer> {
        Numbers { layer, pairs: OnceCell::new() }
    }

    /// What a factor stands for. It always fits: every factor is below 2¹²⁴.
    pub fn value(&self, factor: Factor) -> u128 {
        match factor {
            Factor::Number(number) => u128::from(number),
            Factor::Atom(atom) => u128::from(atom.value(self.layer)),
            Factor::LessOne(extent) => extent.value(self.layer) - 1,
            Factor::PlusOne(extent) => extent.value(self.layer) + 1,
            Factor::Pairs(axis) => {
                self.pairs.get_or_init(|| self.layer.grids.map(|grid| grid.pairs()))[axis as usize]
            }
            Factor::LivePositions(axis) => self.layer.grids[axis as usize].live_positions(),
            Factor::LiveTaps(axis) => self.layer.grids[axis as usize].live_taps(),
            Factor::ReachedPixels(axis) => self.layer.grids[axis as usize].reached_pixels(),
        }
    }
}

/// The most factors of a term: 2·N·C_out·C_in/g·K_h·K_w·H_out·W_out.
const MOST_FACTORS: usize = 8;

/// A product of factors, taken from or added to a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    /// Whether the term is subtracted.
    pub negative: bool,
    factors: [Factor; MOST_FACTORS],
    length: u8,
}

impl Term {
    /// The empty product, 1.
    pub const ONE: Term = Term { negative: false, factors: [Factor::Number(1); MOST_FACTORS], length: 0 };

    /// The factors, in the order in which they are shown.
    pub fn factors(&self) -> &[Factor] {
        &self.factors[..self.length as usize]
    }

    /// The term times a factor. No term of a ledger has more than eight.
    pub(super) fn times(mut self, factor: Factor) -> Term {
        debug_assert!((self.length as usize) < MOST_FACTORS, "a term has at most eight factors");
        if let Some(place) = self.factors.get_mut(self.length as usize) {
            *place = factor;
            self.length += 1;
        }
        self
    }

    /// The term times a symbol.
    pub(super) fn symbol(self, symbol: Symbol) -> Term {
        self.times(Factor::Atom(Atom::Symbol(symbol)))
    }

    /// The term times each atom of an extent.
    pub(super) fn extent(self, extent: Extent) -> Term {
        extent.atoms().iter().fold(self, |term, atom| term.times(Factor::Atom(*atom)))
    }

    /// The term times the groups: g · C/g is C. The channels of `first` take it, if the term has them; else the other
    /// channels do.
    pub(super) fn all_groups(mut self, first: Symbol) -> Term {
        let is_share = |factor: &Factor, wanted: Option<Symbol>| matches!(factor, Factor::Atom(Atom::PerGroup(symbol)) if wanted.is_none_or(|wanted| wanted == *symbol));
        let factors = self.factors();
        let at = factors.iter().position(|factor| is_share(factor, Some(first)));
        let at = at.or_else(|| factors.iter().position(|factor| is_share(factor, None)));
        match at.and_then(|at| self.factors.get_mut(at)) {
            Some(place) => {
                if let Factor::Atom(Atom::PerGroup(symbol)) = *place {
                    *place = Factor::Atom(Atom::Symbol(symbol));
                }
                self
            }
            None => self.symbol(Symbol::Groups),
        }
    }

    /// The product, if it fits in 128 bits. A factor of 0 makes it 0, however large the others are.
    fn value(&self, numbers: &Numbers) -> Option<u128> {
        let mut product: u128 = 1;
        let mut overflow = false;
        for factor in self.factors() {
            match numbers.value(*factor) {
                0 => return Some(0),
                value => match product.checked_mul(value) {
                    Some(value) => product = value,
                    None => overflow = true,
                },
            }
        }
        (!overflow).then_some(product)
    }
}

/// The most terms of a count.
const MOST_TERMS: usize = 5;

/// An exact count: a sum of terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Count {
    terms: [Term; MOST_TERMS],
    length: u8,
}

impl Count {
    /// The empty sum, 0.
    pub const ZERO: Count = Count { terms: [Term::ONE; MOST_TERMS], length: 0 };

    /// The terms, in the order in which they are shown.
    pub fn terms(&self) -> &[Term] {
        &self.terms[..self.length as usize]
    }

    /// The count and a further term. No count of a ledger has more than five.
    pub(super) fn plus(mut self, term: Term) -> Count {
        debug_assert!((self.length as usize) < MOST_TERMS, "a count has at most five terms");
        if let Some(place) = self.terms.get_mut(self.length as usize) {
            *place = term;
            self.length += 1;
        }
        self
    }

    /// The count less a term.
    pub(super) fn minus(self, term: Term) -> Count {
        self.plus(Term { negative: true, ..term })
    }

    /// The sum of two counts.
    pub(super) fn and(self, other: Count) -> Count {
        other.terms().iter().fold(self, |count, term| count.plus(*term))
    }

    /// Twice the count.
    pub(super) fn doubled(mut self) -> Count {
        for term in self.terms.iter_mut().take(self.length as usize) {
            let two = Term { negative: term.negative, ..Term::ONE }.times(Factor::Number(2));
            *term = term.factors().iter().fold(two, |doubled, factor| doubled.times(*factor));
        }
        self
    }

    /// The number, or `None` past 128 bits.
    pub fn value(&self, numbers: &Numbers) -> Option<u128> {
        let sum = |negative| {
            let terms = self.terms().iter().filter(|term| term.negative == negative);
            terms.map(|term| term.value(numbers)).try_fold(0u128, |sum, value| sum.checked_add(value?))
        };
        sum(false)?.checked_sub(sum(true)?)
    }
}

impl From<Term> for Count {
    fn from(term: Term) -> Count {
        Count::ZERO.plus(term)
    }
}
