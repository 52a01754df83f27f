//! Numbers of the page, and where each comes from: a line of a derivation, a list of operations, a sum over rows.

use super::ValidRow;
use crate::cost::{Entry, Part};
use crate::layer::{Axis, Direction, Operation};
use crate::lowering::Pass;

/// A number of the page, by what it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Number {
    /// The shape that flows out of a row.
    Output,
    /// What a pass of a row costs under the convention.
    Cost(Pass),
    /// An entry of a row's ledger: of a pass, or of the one that is shown.
    Entry(Entry, Option<Pass>),
    /// What rows come to together.
    Sum(Summed),
}

/// What is summed over rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Summed {
    /// The cost under the convention.
    Cost,
    /// MACs.
    Macs,
    /// Parameters.
    Parameters,
    /// Multiplications and additions.
    Flops,
    /// Elements of the outputs.
    Activations,
}

/// Where a number of a row comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A line of the derivation of a pass.
    Line(Pass, Part),
    /// The list of what a layer without a GEMM does.
    Operations,
    /// The sentence that says what the layer is.
    Sentence,
}

impl Number {
    fn all() -> impl Iterator<Item = Number> {
        let entries = Entry::ALL.into_iter().flat_map(|entry| {
            let of_pass = Pass::ALL.map(|pass| Number::Entry(entry, Some(pass)));
            [Number::Entry(entry, None)].into_iter().chain(of_pass)
        });
        let sums = Summed::ALL.map(Number::Sum);
        [Number::Output].into_iter().chain(Pass::ALL.map(Number::Cost)).chain(entries).chain(sums)
    }

    /// The name in attributes: `multiplications`, `cost.forward`, `sum.macs`.
    pub fn key(self) -> String {
        match self {
            Number::Output => "output".to_owned(),
            Number::Cost(pass) => format!("cost.{}", pass.key()),
            Number::Entry(entry, None) => entry.key().to_owned(),
            Number::Entry(entry, Some(pass)) => format!("{}.{}", entry.key(), pass.key()),
            Number::Sum(summed) => format!("sum.{}", summed.key()),
        }
    }

    /// The number of that name.
    ///
    /// ```
    /// use im2cost::lowering::Pass;
    /// use im2cost::network::Number;
    /// assert_eq!(Number::from_key("cost.forward"), Some(Number::Cost(Pass::Forward)));
    /// assert_eq!(Number::from_key("cost"), None);
    /// ```
    pub fn from_key(key: &str) -> Option<Number> {
        Number::all().find(|number| number.key() == key)
    }

    /// Where the number comes from in a row, while a pass is shown; nothing for what is summed over rows.
    pub fn origin(self, valid: &ValidRow, shown: Pass) -> Option<Origin> {
        let Operation::Gemm(layer) = &valid.layer.operation else {
            let does = valid.operations != Default::default();
            return Some(match self {
                Number::Sum(_) => return None,
                Number::Cost(_) if does => Origin::Operations,
                _ => Origin::Sentence,
            });
        };
        Some(match self {
            Number::Sum(_) => return None,
            Number::Output if layer.direction == Direction::Linear => Origin::Sentence,
            Number::Output => Origin::Line(Pass::Forward, Part::OutputSize(Axis::Height)),
            Number::Cost(pass) => Origin::Line(pass, Part::Cost),
            Number::Entry(entry, pass) => Origin::Line(pass.unwrap_or(shown), Part::Entry(entry)),
        })
    }
}

impl Summed {
    /// All of them.
    pub const ALL: [Summed; 5] =
        [Summed::Cost, Summed::Macs, Summed::Parameters, Summed::Flops, Summed::Activations];

    /// The name in attributes.
    pub fn key(self) -> &'static str {
        match self {
            Summed::Cost => "cost",
            Summed::Macs => "macs",
            Summed::Parameters => "params",
            Summed::Flops => "flops",
            Summed::Activations => "activations",
        }
    }

    /// What one row adds, given what it costs.
    pub fn of(self, valid: &ValidRow, cost: Option<u128>) -> u128 {
        match self {
            Summed::Cost => cost.unwrap_or(0),
            Summed::Macs => valid.macs(),
            Summed::Parameters => valid.params,
            Summed::Flops => valid.forward.map_or(0, |ledger| ledger.flops),
            Summed::Activations => valid.layer.output.elements(),
        }
    }

    /// The number of a row that is added.
    pub fn number(self) -> Number {
        match self {
            Summed::Cost => Number::Cost(Pass::Forward),
            Summed::Macs => Number::Entry(Entry::Multiplications, Some(Pass::Forward)),
            Summed::Parameters => Number::Entry(Entry::Parameters, None),
            Summed::Flops => Number::Entry(Entry::Flops, Some(Pass::Forward)),
            Summed::Activations => Number::Output,
        }
    }
}

/// What a sum adds up: its greatest parts, and the others together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addends {
    /// Places of rows and what each adds, the greatest first.
    pub greatest: Vec<(usize, u128)>,
    /// How many others add something.
    pub others: usize,
    /// What these add.
    pub rest: u128,
    /// The sum; past 128 bits it stays at the greatest number.
    pub sum: u128,
}

impl Addends {
    /// Sums what rows add, given with their places, of which at most `most` are listed.
    ///
    /// ```
    /// use im2cost::network::Addends;
    /// let addends = Addends::of([(0, 5), (1, 0), (2, 9), (3, 1)], 2);
    /// assert_eq!(addends.greatest, [(2, 9), (0, 5)]);
    /// assert_eq!((addends.others, addends.rest, addends.sum), (1, 1, 15));
    /// ```
    pub fn of(rows: impl IntoIterator<Item = (usize, u128)>, most: usize) -> Addends {
        let mut greatest: Vec<(usize, u128)> = rows.into_iter().filter(|(_, adds)| *adds > 0).collect();
        greatest.sort_by_key(|(_, adds)| std::cmp::Reverse(*adds));
        let total =
            |rows: &[(usize, u128)]| rows.iter().fold(0u128, |sum, (_, adds)| sum.saturating_add(*adds));
        let sum = total(&greatest);
        let others = greatest.split_off(most.min(greatest.len()));
        Addends { others: others.len(), rest: total(&others), sum, greatest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Document, analyse};

    #[test]
    fn every_number_is_found_by_its_name() {
        let mut names = std::collections::HashSet::new();
        for number in Number::all() {
            assert_eq!(Number::from_key(&number.key()), Some(number));
            assert!(names.insert(number.key()));
        }
    }

    #[test]
    fn sums_over_rows_are_the_totals() {
        let analysis = analyse(&Document::starter());
        let sum = |summed: Summed| {
            let rows = analysis.rows.iter().enumerate();
            let adds = rows.filter_map(|(at, row)| Some((at, summed.of(row.valid()?, None))));
            Addends::of(adds, 3).sum
        };
        let totals = analysis.totals;
        assert_eq!(sum(Summed::Macs), totals.macs);
        assert_eq!(sum(Summed::Parameters), totals.params);
        assert_eq!(sum(Summed::Flops), totals.flops);
        assert_eq!(sum(Summed::Activations), totals.activation_elements);
    }

    #[test]
    fn numbers_of_a_convolution_come_from_lines_and_those_of_a_pool_from_what_it_does() {
        use crate::layer::{Fields, Key, Kind, Shape, Value, resolve};
        let origin = |kind: Kind, number: Number| {
            let fields = Fields::new()
                .with(Key::OutChannels, Value::Integer(8))
                .with(Key::KernelSize, Value::Pair([2, 2]));
            let layer = resolve(kind, &fields, &[Shape::Image([1, 3, 8, 8])]).unwrap();
            let valid = ValidRow {
                layer,
                params: 0,
                forward: None,
                operations: crate::cost::Operations::of(&layer).unwrap(),
            };
            number.origin(&valid, Pass::WeightGrad)
        };
        let multiplications = Number::Entry(Entry::Multiplications, None);
        assert_eq!(
            origin(Kind::Conv2d, multiplications),
            Some(Origin::Line(Pass::WeightGrad, Part::Entry(Entry::Multiplications)))
        );
        let cost = Number::Cost(Pass::Forward);
        assert_eq!(origin(Kind::Conv2d, cost), Some(Origin::Line(Pass::Forward, Part::Cost)));
        assert_eq!(origin(Kind::MaxPool2d, cost), Some(Origin::Operations));
        assert_eq!(origin(Kind::MaxPool2d, Number::Output), Some(Origin::Sentence));
        assert_eq!(origin(Kind::Conv2d, Number::Sum(Summed::Macs)), None);
    }
}
