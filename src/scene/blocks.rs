//! Which groups are drawn, and where: all of a few; of many the first, an ellipsis, and the last.

/// The most groups of which each is drawn.
const ALL: u64 = 5;
/// The first groups that are drawn of more.
const FIRST: u64 = 3;
/// The space between two blocks.
pub(super) const GAP: f64 = 3.0;
/// The space for the ellipsis.
const ELLIPSIS: f64 = 22.0;

/// The groups that are drawn as blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocks {
    /// All groups.
    pub groups: u64,
}

impl Blocks {
    /// How many are drawn.
    pub fn count(&self) -> usize {
        if self.groups <= ALL { self.groups as usize } else { FIRST as usize + 1 }
    }

    /// How many are left out.
    pub fn hidden(&self) -> u64 {
        self.groups - self.count() as u64
    }

    /// The group of the drawn block `at`.
    pub fn group(&self, at: usize) -> u64 {
        if at + 1 == self.count() { self.groups - 1 } else { at as u64 }
    }

    /// Which drawn block a group is.
    pub fn block_of(&self, group: u64) -> Option<usize> {
        (0..self.count()).find(|at| self.group(*at) == group)
    }

    /// Where the drawn block `at` starts, in a row of blocks that are `edge` long.
    pub(super) fn place(&self, at: usize, edge: f64) -> f64 {
        let ellipsis = if self.hidden() > 0 && at + 1 == self.count() { ELLIPSIS } else { 0.0 };
        at as f64 * (edge + GAP) + ellipsis
    }

    /// How long the whole row is.
    pub(super) fn span(&self, edge: f64) -> f64 {
        self.place(self.count() - 1, edge) + edge
    }

    /// Where the ellipsis is, if there is one: its start and its length.
    pub(super) fn ellipsis(&self, edge: f64) -> Option<(f64, f64)> {
        (self.hidden() > 0).then_some((FIRST as f64 * (edge + GAP) - GAP, ELLIPSIS + GAP))
    }
}
