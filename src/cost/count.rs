//! A count as data: a sum of products of factors, which is both evaluated and shown.

use super::{Factor, Numbers};

/// A product of factors, added to a count or taken from it, once or several times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    /// How often the product is added; below 0 it is taken away.
    pub times: i8,
    /// The factors.
    pub factors: &'static [Factor],
}

impl Term {
    /// A product that is added once.
    pub const fn product(factors: &'static [Factor]) -> Term {
        Term { times: 1, factors }
    }

    /// The number, without its sign, or `None` past 128 bits. A factor of 0 makes it 0, however large the others are.
    pub fn value(&self, numbers: &Numbers) -> Option<u128> {
        let factors = || self.factors.iter().map(|factor| numbers.value(*factor));
        let times = u64::from(self.times.unsigned_abs());
        // Nearly every product fits in 64 bits, where a checked multiplication is cheapest.
        let narrow = |product: u64, factor: u128| product.checked_mul(u64::try_from(factor).ok()?);
        if let Some(product) = factors().try_fold(times, narrow) {
            return Some(u128::from(product));
        }
        if factors().any(|factor| factor == 0) {
            return Some(0);
        }
        factors().try_fold(u128::from(times), u128::checked_mul)
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
            let terms = self.terms().iter().filter(|term| (term.times < 0) == negative);
            terms.map(|term| term.value(numbers)).try_fold(0u128, |sum, value| sum.checked_add(value?))
        };
        sum(false)?.checked_sub(sum(true)?)
    }

    /// The count and a further term; like terms are put together, and cancel. No count has more than five terms.
    pub(super) fn plus(mut self, term: Term) -> Count {
        let length = usize::from(self.length);
        if let Some(like) = self.terms().iter().position(|like| like.factors == term.factors) {
            self.terms[like].times += term.times;
            if self.terms[like].times == 0 {
                self.terms[like..length].rotate_left(1);
                self.terms[length - 1] = Count::ZERO.terms[0];
                self.length -= 1;
            }
            return self;
        }
        debug_assert!(length < MOST, "a count has at most five terms");
        if let Some(place) = self.terms.get_mut(length) {
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
    pub(super) fn doubled(self) -> Count {
        self.and(self)
    }
}
