//! Rows that belong together, and what they come to together.

use super::RowCounts;

/// Some rows together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Together<K> {
    /// What they have in common.
    pub key: K,
    /// How many they are.
    pub rows: usize,
    /// Their parameters.
    pub params: u128,
    /// What they cost.
    pub cost: u128,
}

impl<K> Together<K> {
    fn none(key: K) -> Together<K> {
        Together { key, rows: 0, params: 0, cost: 0 }
    }

    /// Sums rows. A sum past 128 bits stays at the greatest number; a row that is not valid counts nothing.
    pub fn of(key: K, rows: impl IntoIterator<Item = Option<RowCounts>>) -> Together<K> {
        let mut sum = Together::none(key);
        rows.into_iter().for_each(|row| sum.add(row));
        sum
    }

    fn add(&mut self, row: Option<RowCounts>) {
        self.rows += 1;
        if let Some(RowCounts { params, cost }) = row {
            self.params = self.params.saturating_add(params);
            self.cost = self.cost.saturating_add(cost.unwrap_or(0));
        }
    }
}

/// What the rows that share a key come to together, the dearest first.
///
/// ```
/// use im2cost::network::{RowCounts, Together, together};
/// let row = |params, cost| Some(RowCounts { params, cost: Some(cost) });
/// let rows = [("pool", row(0, 1)), ("conv", row(10, 200)), ("pool", None), ("conv", row(5, 100))];
/// let sums = together(rows);
/// assert_eq!(sums[0], Together { key: "conv", rows: 2, params: 15, cost: 300 });
/// assert_eq!(sums[1], Together { key: "pool", rows: 2, params: 0, cost: 1 });
/// ```
pub fn together<K: PartialEq>(rows: impl IntoIterator<Item = (K, Option<RowCounts>)>) -> Vec<Together<K>> {
    let mut sums: Vec<Together<K>> = Vec::new();
    for (key, row) in rows {
        let at = sums.iter().position(|sum| sum.key == key).unwrap_or_else(|| {
            sums.push(Together::none(key));
            sums.len() - 1
        });
        sums[at].add(row);
    }
    sums.sort_by_key(|sum| std::cmp::Reverse((sum.cost, sum.params)));
    sums
}

/// Sums, each beside what the same key came to before; what there was only before comes last, with nothing now.
///
/// ```
/// use im2cost::network::{Together, compared};
/// let sum = |key, cost| Together { key, rows: 1, params: 0, cost };
/// let nothing = |key| Together { key, rows: 0, params: 0, cost: 0 };
/// let sums = compared(vec![sum("conv", 5), sum("add", 1)], vec![sum("pool", 2), sum("conv", 7)]);
/// assert_eq!(sums[0], (sum("conv", 5), sum("conv", 7)));
/// assert_eq!(sums[1], (sum("add", 1), nothing("add")));
/// assert_eq!(sums[2], (nothing("pool"), sum("pool", 2)));
/// ```
pub fn compared<K: Copy + PartialEq>(
    now: Vec<Together<K>>,
    mut before: Vec<Together<K>>,
) -> Vec<(Together<K>, Together<K>)> {
    let mut last = |key: K| match before.iter().position(|sum| sum.key == key) {
        Some(at) => before.remove(at),
        None => Together::none(key),
    };
    let mut sums: Vec<_> = now.into_iter().map(|sum| (sum, last(sum.key))).collect();
    sums.extend(before.into_iter().map(|sum| (Together::none(sum.key), sum)));
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_past_all_numbers_stays_at_the_greatest() {
        let row = RowCounts { params: u128::MAX, cost: Some(u128::MAX) };
        let sum = Together::of((), [Some(row), Some(row), Some(RowCounts { params: 1, cost: None })]);
        assert_eq!(sum, Together { key: (), rows: 3, params: u128::MAX, cost: u128::MAX });
    }
}
