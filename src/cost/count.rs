//! A count as data: a sum of products of factors, which is both evaluated and shown.

use super::{Factor, Numbers};

/// A product of factors, added to a count or taken from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    /// Whether the term is taken from the count.
    pub negative: bool,
    /// Whether the product is taken twice.
    pub doubled: bool,
    /// The factors.
    pub factors: &'static [Factor],
}

impl Term {
    /// A product that is added.
    pub const fn product(factors: &'static [Factor]) -> Term {
        Term { negative: false, doubled: false, factors }
    }

    /// The number, or `None` past 128 bits. A factor of 0 makes it 0, however large the others are.
    pub fn value(&self, numbers: &Numbers) -> Option<u128> {
        let factors = || self.factors.iter().map(|factor| numbers.value(*factor));
        let start: u64 = if self.doubled { 2 } else { 1 };
        // Nearly every product fits in 64 bits, where a checked multiplication is cheapest.
        let narrow = |product: u64, factor: u128| product.checked_mul(u64::try_from(factor).ok()?);
        if let Some(product) = factors().try_fold(start, narrow) {
            return Some(u128::from(product));
        }
        if factors().any(|factor| factor == 0) {
            return Some(0);
        }
        factors().try_fold(u128::from(start), u128::checked_mul)
    }
}

/// The most terms of a count: products, three kinds of additions and one that is taken away.
const MOST: usize = 5;

/// An exact count: a sum of terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Count {
    /// The places past `length` hold a filler, so that equal counts are equal bytes.
    terms: [Term; MOST],
    length: u8,
}

impl Count {
    /// The empty sum, 0.
    pub const ZERO: Count = Count { terms: [Term::product(&[]); MOST], length: 0 };

    /// The terms, in the order in which they are shown.
    pub fn terms(&self) -> &[Term] {
        &self.terms[..self.length as usize]
    }

    /// The number, or `None` past 128 bits.
    pub fn value(&self, numbers: &Numbers) -> Option<u128> {
        let sum = |negative| {
            let terms = self.terms().iter().filter(|term| term.negative == negative);
            terms.map(|term| term.value(numbers)).try_fold(0u128, |sum, value| sum.checked_add(value?))
        };
        sum(false)?.checked_sub(sum(true)?)
    }

    /// The count and a further term. No count of a ledger or a convention has more than five.
    pub(super) fn plus(mut self, term: Term) -> Count {
        debug_assert!((self.length as usize) < MOST, "a count has at most five terms");
        if let Some(place) = self.terms.get_mut(self.length as usize) {
            *place = term;
            self.length += 1;
        }
        self
    }

    /// The sum of two counts.
    pub(super) fn and(self, other: Count) -> Count {
        other.terms().iter().fold(self, |count, term| count.plus(*term))
    }

    /// Twice the count.
    pub(super) fn doubled(mut self) -> Count {
        for term in self.terms.iter_mut().take(self.length as usize) {
            term.doubled = true;
        }
        self
    }
}
