//! A network to compare with: what its rows and totals came to, and how a count differs from that.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::{Analysis, Document, Row, RowAnalysis, Totals, ValidRow, analyse};
use crate::cost::Counting;

/// A network that is compared with, under the convention of the one that is compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Baseline {
    /// The network.
    pub document: Rc<Document>,
    /// What its forward pass costs under the convention; `None` past 128 bits.
    pub cost: Option<u128>,
    analysis: Analysis,
    counts: Vec<Option<RowCounts>>,
    places: FxHashMap<Rc<str>, usize>,
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
        let mut places = FxHashMap::default();
        for (at, row) in document.rows.iter().enumerate() {
            places.entry(row.name.clone()).or_insert(at);
        }
        let counts: Vec<Option<RowCounts>> = analysis
            .rows
            .iter()
            .map(|row| {
                row.valid().map(|valid| RowCounts { params: valid.params, cost: valid.cost(counting) })
            })
            .collect();
        let cost = counts.iter().flatten().try_fold(0u128, |sum, row| sum.checked_add(row.cost?));
        Baseline { document: document.clone(), cost, analysis, counts, places }
    }

    /// Sums over its rows.
    pub fn totals(&self) -> &Totals {
        &self.analysis.totals
    }

    /// Its rows, in order, with what each came to.
    pub fn rows(&self) -> impl Iterator<Item = (&Row, &RowAnalysis, Option<RowCounts>)> {
        let rows = self.document.rows.iter().zip(&self.analysis.rows).zip(&self.counts);
        rows.map(|((row, result), counts)| (&**row, &**result, *counts))
    }

    /// What the row of that name came to.
    pub fn row(&self, name: &str) -> Option<RowCounts> {
        self.counts[*self.places.get(name)?]
    }

    /// The row of that name, if it was valid.
    pub fn valid(&self, name: &str) -> Option<&ValidRow> {
        self.analysis.rows[*self.places.get(name)?].valid()
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
