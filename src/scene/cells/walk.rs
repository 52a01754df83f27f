//! Walking from cell to cell with keys: over a sheet, on to the next one of its figure, and from figure to figure.

use super::{Board, Cell, Work};

/// A place on a board: which cell of which sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The figure.
    pub figure: usize,
    sheet: usize,
    row: usize,
    column: usize,
}

/// Where a key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walk {
    /// One cell up.
    Up,
    /// One cell down.
    Down,
    /// One cell to the left.
    Left,
    /// One cell to the right.
    Right,
    /// To the figure before.
    Before,
    /// To the figure after.
    After,
}

impl Board {
    /// The place where a cell is drawn; of several, the last, where results are.
    pub fn place(&self, work: &Work, cell: Cell) -> Option<Place> {
        let figures = self.figures.iter().enumerate().rev();
        figures.into_iter().find_map(|(figure, of)| {
            of.sheets.iter().enumerate().find_map(|(sheet, of)| {
                let [row, column] = of.find(work, cell)?;
                Some(Place { figure, sheet, row, column })
            })
        })
    }

    /// The cell at a place.
    pub fn cell_at(&self, work: &Work, place: Place) -> Option<Cell> {
        let sheet = self.figures.get(place.figure)?.sheets.get(place.sheet)?;
        Some(sheet.cell(work, place.row, place.column))
    }

    /// The place that a key leads to. Beyond the edge of a sheet is the next one of the figure, if there is one.
    pub fn walked(&self, from: Place, walk: Walk) -> Place {
        let count = self.figures.len();
        let Place { figure, sheet, row, column } = from;
        let start = |figure: usize| Place { figure, sheet: 0, row: 0, column: 0 };
        let Some(sheets) = self.figures.get(figure).map(|figure| &figure.sheets) else { return from };
        let Some(here) = sheets.get(sheet) else { return from };
        let next = sheets.get(sheet + 1).map(|_| sheet + 1);
        match walk {
            Walk::Before => start((figure + count - 1) % count),
            Walk::After => start((figure + 1) % count),
            Walk::Up if row > 0 => Place { row: row - 1, ..from },
            Walk::Down if row + 1 < here.rows => Place { row: row + 1, ..from },
            Walk::Left if column > 0 => Place { column: column - 1, ..from },
            Walk::Right if column + 1 < here.columns => Place { column: column + 1, ..from },
            Walk::Up => {
                sheet.checked_sub(1).map_or(from, |sheet| Place { sheet, row: here.rows - 1, ..from })
            }
            Walk::Left => {
                sheet.checked_sub(1).map_or(from, |sheet| Place { sheet, column: here.columns - 1, ..from })
            }
            Walk::Down => next.map_or(from, |sheet| Place { sheet, row: 0, ..from }),
            Walk::Right => next.map_or(from, |sheet| Place { sheet, column: 0, ..from }),
        }
    }
}
