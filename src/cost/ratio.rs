//! An exact fraction of counts, for what need not be whole: a tool's fractional count, bytes a second, a blow-up.

use std::cmp::Ordering;
use std::fmt;

/// A fraction in lowest terms, at least 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: u128,
    denominator: u128,
}

impl Ratio {
    /// 0.
    pub const ZERO: Ratio = Ratio::whole(0);

    /// A whole number.
    pub const fn whole(number: u128) -> Ratio {
        Ratio { numerator: number, denominator: 1 }
    }

    /// `numerator / denominator`; `None` over 0.
    ///
    /// ```
    /// use im2cost::cost::Ratio;
    /// assert_eq!(Ratio::new(6, 4), Ratio::new(3, 2));
    /// assert_eq!(Ratio::new(1, 0), None);
    /// ```
    pub fn new(numerator: u128, denominator: u128) -> Option<Ratio> {
        if denominator == 0 {
            return None;
        }
        let divisor = gcd(numerator, denominator);
        Some(Ratio { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    /// Above the line.
    pub fn numerator(&self) -> u128 {
        self.numerator
    }

    /// Below the line, at least 1.
    pub fn denominator(&self) -> u128 {
        self.denominator
    }

    /// The number, if it is whole.
    pub fn as_whole(&self) -> Option<u128> {
        (self.denominator == 1).then_some(self.numerator)
    }

    /// The sum; `None` past 128 bits.
    pub fn plus(self, other: Ratio) -> Option<Ratio> {
        let divisor = gcd(self.denominator, other.denominator);
        let (one, two) = (other.denominator / divisor, self.denominator / divisor);
        let numerator = self.numerator.checked_mul(one)?.checked_add(other.numerator.checked_mul(two)?)?;
        Ratio::new(numerator, self.denominator.checked_mul(one)?)
    }

    /// The difference; `None` past 128 bits, or below 0.
    pub fn minus(self, other: Ratio) -> Option<Ratio> {
        let divisor = gcd(self.denominator, other.denominator);
        let (one, two) = (other.denominator / divisor, self.denominator / divisor);
        let numerator = self.numerator.checked_mul(one)?.checked_sub(other.numerator.checked_mul(two)?)?;
        Ratio::new(numerator, self.denominator.checked_mul(one)?)
    }

    /// The product; `None` past 128 bits.
    pub fn times(self, other: Ratio) -> Option<Ratio> {
        // Cancelling first keeps the products as small as they can be.
        let one = Ratio::new(self.numerator, other.denominator)?;
        let two = Ratio::new(other.numerator, self.denominator)?;
        Some(Ratio {
            numerator: one.numerator.checked_mul(two.numerator)?,
            denominator: one.denominator.checked_mul(two.denominator)?,
        })
    }

    /// The quotient; `None` over 0 or past 128 bits.
    pub fn over(self, other: Ratio) -> Option<Ratio> {
        self.times(Ratio::new(other.denominator, other.numerator)?)
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> Ordering {
        // By continued fractions: compare the whole parts, then what is left, upside down.
        let (mut one, mut two) = (*self, *other);
        let mut turned = false;
        loop {
            let (whole, rest) = (one.numerator / one.denominator, one.numerator % one.denominator);
            let (other_whole, other_rest) =
                (two.numerator / two.denominator, two.numerator % two.denominator);
            let order = match (whole.cmp(&other_whole), rest, other_rest) {
                (Ordering::Equal, 0, 0) => return Ordering::Equal,
                (Ordering::Equal, 0, _) => Ordering::Less,
                (Ordering::Equal, _, 0) => Ordering::Greater,
                (Ordering::Equal, _, _) => {
                    one = Ratio { numerator: one.denominator, denominator: rest };
                    two = Ratio { numerator: two.denominator, denominator: other_rest };
                    turned = !turned;
                    continue;
                }
                (order, _, _) => order,
            };
            return if turned { order.reverse() } else { order };
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The most decimals that are written of a fraction; further ones are cut off.
const MOST_DECIMALS: usize = 12;

impl fmt::Display for Ratio {
    /// As a decimal number, without zeros at the end.
    ///
    /// ```
    /// use im2cost::cost::Ratio;
    /// assert_eq!(Ratio::whole(12).to_string(), "12");
    /// assert_eq!(Ratio::new(49, 4).unwrap().to_string(), "12.25");
    /// assert_eq!(Ratio::new(1, 3).unwrap().to_string(), "0.333333333333");
    /// ```
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{}", self.numerator / self.denominator)?;
        let mut rest = self.numerator % self.denominator;
        let mut decimals = String::new();
        while rest != 0 && decimals.len() < MOST_DECIMALS {
            // ten · rest may not fit: take ten steps of `rest`.
            let (mut digit, mut sum) = (0u8, 0u128);
            for _ in 0..10 {
                if sum >= self.denominator - rest {
                    sum -= self.denominator - rest;
                    digit += 1;
                } else {
                    sum += rest;
                }
            }
            decimals.push(char::from(b'0' + digit));
            rest = sum;
        }
        let decimals = decimals.trim_end_matches('0');
        if decimals.is_empty() { Ok(()) } else { write!(formatter, ".{decimals}") }
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_that_of_the_products() {
        for (a, b, c, d) in (0..7).flat_map(|a| {
            (1..7).flat_map(move |b| (0..7).flat_map(move |c| (1..7).map(move |d| (a, b, c, d))))
        }) {
            let (one, two) = (Ratio::new(a, b).unwrap(), Ratio::new(c, d).unwrap());
            assert_eq!(one.cmp(&two), (a * d).cmp(&(c * b)), "{one} and {two}");
        }
        let (less, more) =
            (Ratio::new(u128::MAX - 2, u128::MAX).unwrap(), Ratio::new(u128::MAX - 1, u128::MAX));
        assert!(less < more.unwrap());
    }

    #[test]
    fn sums_products_and_quotients_are_exact() {
        let half = Ratio::new(1, 2).unwrap();
        assert_eq!(half.plus(Ratio::new(1, 6).unwrap()), Ratio::new(2, 3));
        assert_eq!(half.times(Ratio::new(2, 3).unwrap()), Ratio::new(1, 3));
        assert_eq!(half.over(Ratio::new(1, 4).unwrap()), Some(Ratio::whole(2)));
        assert_eq!(half.over(Ratio::ZERO), None);
        assert_eq!(Ratio::whole(u128::MAX).plus(Ratio::whole(1)), None);
    }
}
