//! A network to compare with: what its rows and totals came to, and how a count differs from that.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::{Document, Totals, analyse};
use crate::cost::Counting;

/// A network that is compared with, under the convention of the one that is compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Baseline {
    /// The network.
    pub document: Rc<Document>,
    /// Sums over its rows.
    pub totals: Totals,
    /// What its forward pass costs under the convention; `None` past 128 bits.
    pub cost: Option<u128>,
    rows: FxHashMap<Rc<str>, RowCounts>,
}

/// What a row came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowCounts {
    /// Its parameters.
    pub params: u128,
    /// Its cost under the convention; `None` past 128 bits.
    pub cost: Option<u128>,
}

impl Baseline {
    /// Counts a network. Of rows with the same name, the first has it; rows that are not valid have no counts.
    pub fn new(document: &Rc<Document>, counting: Counting) -> Baseline {
        let analysis = analyse(document);
        let mut rows = FxHashMap::default();
        let mut cost = Some(0u128);
        for (row, result) in document.rows.iter().zip(&analysis.rows) {
            if let Some(valid) = result.valid() {
                let counts = RowCounts { params: valid.params, cost: valid.cost(counting) };
                cost = cost.zip(counts.cost).and_then(|(sum, cost)| sum.checked_add(cost));
                rows.entry(row.name.clone()).or_insert(counts);
            }
        }
        Baseline { document: document.clone(), totals: analysis.totals, cost, rows }
    }

    /// What the row of that name came to.
    pub fn row(&self, name: &str) -> Option<RowCounts> {
        self.rows.get(name).copied()
    }
}

/// A count that is not what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it was.
    pub before: u128,
    /// What it is.
    pub now: u128,
}

impl Change {
    /// From one count to another; none between equal ones.
    ///
    /// ```
    /// use im2cost::network::Change;
    /// assert_eq!(Change::between(3, 3), None);
    /// assert_eq!(Change::between(3, 5).map(|change| change.by()), Some(2));
    /// ```
    pub fn between(before: u128, now: u128) -> Option<Change> {
        (before != now).then_some(Change { before, now })
    }

    /// Whether it grew.
    pub fn is_more(&self) -> bool {
        self.now > self.before
    }

    /// By how much, in either direction.
    pub fn by(&self) -> u128 {
        self.now.abs_diff(self.before)
    }
}
