//! The rows that a reader points at: one that the inspector shows, and perhaps more that are edited together.

use std::collections::BTreeSet;

use crate::network::{Document, RowId};

/// Some rows, one of which the inspector shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    rows: BTreeSet<RowId>,
    /// The row that the inspector shows.
    head: Option<RowId>,
    /// Where a range begins.
    anchor: Option<RowId>,
}

/// How a reader points at a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointing {
    /// At this row alone.
    Alone,
    /// At this row; those that are selected together with it stay so.
    Within,
    /// At all rows from the last one pointed at alone to this one (Shift).
    To,
    /// At this row as well, or no longer (Ctrl).
    Also,
}

impl Selection {
    /// One row, or none.
    pub fn of(row: Option<RowId>) -> Selection {
        Selection { rows: row.into_iter().collect(), head: row, anchor: row }
    }

    /// Some rows; the inspector shows the first.
    pub fn all_of(rows: Vec<RowId>) -> Selection {
        let first = rows.first().copied();
        Selection { rows: rows.into_iter().collect(), head: first, anchor: first }
    }

    /// The row that the inspector shows.
    pub fn head(&self) -> Option<RowId> {
        self.head
    }

    /// Whether a row is selected.
    pub fn has(&self, row: RowId) -> bool {
        self.rows.contains(&row)
    }

    /// The selected rows, in the order of the document.
    pub fn in_order(&self, document: &Document) -> Vec<RowId> {
        document.rows.iter().map(|row| row.id).filter(|id| self.has(*id)).collect()
    }

    /// Points at a row.
    pub fn point(&mut self, document: &Document, row: RowId, how: Pointing) {
        match how {
            Pointing::Within if self.has(row) => self.head = Some(row),
            Pointing::Alone | Pointing::Within => *self = Selection::of(Some(row)),
            Pointing::Also => {
                if !self.rows.remove(&row) {
                    self.rows.insert(row);
                    self.head = Some(row);
                } else if self.head == Some(row) {
                    self.head = self.rows.first().copied();
                }
                self.anchor = Some(row);
            }
            Pointing::To => {
                let place = |id: Option<RowId>| id.and_then(|id| document.position(id));
                let Some(here) = place(Some(row)) else { return };
                let from = place(self.anchor).unwrap_or(here);
                let range = from.min(here)..=from.max(here);
                self.rows = document.rows[range].iter().map(|row| row.id).collect();
                self.head = Some(row);
            }
        }
    }

    /// After a change of the document: rows that are gone are no longer selected, and if none is left, the row that
    /// now stands where the head stood is.
    pub fn keep_to(&mut self, before: &Document, after: &Document) {
        let same = before.rows.iter().map(|row| row.id).eq(after.rows.iter().map(|row| row.id));
        if same && self.head.is_some() {
            return;
        }
        let there: BTreeSet<RowId> = after.rows.iter().map(|row| row.id).collect();
        self.rows.retain(|id| there.contains(id));
        let gone = |id: &RowId| !there.contains(id);
        if self.head.as_ref().is_some_and(gone) || (self.head.is_none() && self.rows.is_empty()) {
            let place = self.head.and_then(|id| before.position(id)).unwrap_or(0);
            let nearest = after.rows.get(place).or(after.rows.last()).map(|row| row.id);
            match self.rows.first().copied() {
                Some(row) => self.head = Some(row),
                None => *self = Selection::of(nearest),
            }
        }
        if self.anchor.as_ref().is_some_and(gone) {
            self.anchor = self.head;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointing_selects_one_row_a_range_or_one_more() {
        let document = Document::starter();
        let ids: Vec<RowId> = document.rows.iter().map(|row| row.id).collect();
        let mut selection = Selection::of(Some(ids[1]));
        selection.point(&document, ids[3], Pointing::To);
        assert_eq!(selection.in_order(&document), ids[1..=3]);
        selection.point(&document, ids[0], Pointing::To);
        assert_eq!(selection.in_order(&document), ids[0..=1]);
        selection.point(&document, ids[3], Pointing::Also);
        assert_eq!(selection.in_order(&document), [ids[0], ids[1], ids[3]]);
        selection.point(&document, ids[3], Pointing::Also);
        assert_eq!(selection.in_order(&document), ids[..2]);
        assert_eq!(selection.head(), Some(ids[0]));
        selection.point(&document, ids[1], Pointing::Within);
        assert_eq!(selection.in_order(&document), ids[..2]);
        assert_eq!(selection.head(), Some(ids[1]));
        selection.point(&document, ids[2], Pointing::Within);
        assert_eq!(selection.in_order(&document), ids[2..3]);
    }

    #[test]
    fn when_the_row_is_deleted_the_one_that_takes_its_place_is_selected() {
        let before = Document::starter();
        let mut after = before.clone();
        let gone = after.rows.remove(2).id;
        let mut selection = Selection::of(Some(gone));
        selection.keep_to(&before, &after);
        assert_eq!(selection.head(), Some(after.rows[2].id));
        after.rows.clear();
        selection.keep_to(&before, &after);
        assert_eq!(selection.head(), None);
    }
}
