//! A sheet: a rectangle of cells that is drawn, and which cell stands where on it.

use super::{Cell, End, Work};
use crate::lowering::Pixel;
use crate::scene::{Point, Rect};

/// What a sheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// The weights of a group: coarse channels down, taps across, or the reverse.
    Weights {
        /// The group.
        group: usize,
        /// Whether taps go down.
        transposed: bool,
    },
    /// The column matrix of a group: taps down, positions of some images across, or the reverse.
    Columns {
        /// The first image.
        image: usize,
        /// The group.
        group: usize,
        /// Whether positions go down.
        transposed: bool,
    },
    /// The coarse image of a group as a matrix: channels down, positions of some images across.
    Rows {
        /// The first image.
        image: usize,
        /// The group.
        group: usize,
    },
    /// One channel of an image, with its margins.
    Channel {
        /// Which image.
        end: End,
        /// The image of the batch.
        image: usize,
        /// The channel, of all groups.
        channel: usize,
        /// Rows above the image, and columns left of it.
        margin: [usize; 2],
    },
    /// Elements of the bias, below each other.
    Bias {
        /// The first channel.
        channel: usize,
    },
}

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// What it holds.
    pub holds: Holds,
    /// Rows of cells.
    pub rows: usize,
    /// Columns of cells.
    pub columns: usize,
    /// Columns of the matrix that stand on sheets before this one, where a wide matrix goes on below itself.
    pub before: usize,
    /// The top left corner.
    pub origin: Point,
}

impl Sheet {
    /// The rectangle around all cells of a size.
    pub fn rect(&self, size: f64) -> Rect {
        Rect::new(self.origin.x, self.origin.y, self.columns as f64 * size, self.rows as f64 * size)
    }

    /// The cell in a row and a column.
    pub fn cell(&self, work: &Work, row: usize, column: usize) -> Cell {
        let sizes = work.sizes();
        let across = |image: usize, at: usize| (image + at / sizes.positions, at % sizes.positions);
        let column = column + self.before;
        match self.holds {
            Holds::Weights { group, transposed: false } => Cell::Weight { group, channel: row, tap: column },
            Holds::Weights { group, transposed: true } => Cell::Weight { group, channel: column, tap: row },
            Holds::Columns { image, group, transposed } => {
                let (tap, along) = if transposed { (column, row) } else { (row, column) };
                let (image, position) = across(image, along);
                Cell::Column { image, group, tap, position }
            }
            Holds::Rows { image, group } => {
                let (image, position) = across(image, column);
                Cell::Coarse { image, group, channel: row, position }
            }
            Holds::Channel { end: End::Fine, image, channel, margin: [above, before] } => {
                let pixel = Pixel {
                    channel: channel as i64,
                    y: row as i64 - above as i64,
                    x: column as i64 - before as i64,
                };
                Cell::Fine { image, pixel }
            }
            Holds::Channel { end: End::Coarse, image, channel, .. } => Cell::Coarse {
                image,
                group: channel / sizes.channels,
                channel: channel % sizes.channels,
                position: row * self.columns + column,
            },
            Holds::Bias { channel } => Cell::Bias { channel: channel + row },
        }
    }

    /// The row and column of a cell, if it is on the sheet.
    pub fn find(&self, work: &Work, cell: Cell) -> Option<[usize; 2]> {
        let sizes = work.sizes();
        let along = |first: usize, image: usize, position: usize| {
            Some(image.checked_sub(first)? * sizes.positions + position)
        };
        let [row, column] = match (self.holds, cell) {
            (Holds::Weights { group, transposed }, Cell::Weight { group: of, channel, tap })
                if group == of =>
            {
                if transposed {
                    [tap, channel]
                } else {
                    [channel, tap]
                }
            }
            (
                Holds::Columns { image: first, group, transposed },
                Cell::Column { image, group: of, tap, position },
            ) if group == of => {
                let along = along(first, image, position)?;
                if transposed { [along, tap] } else { [tap, along] }
            }
            (Holds::Rows { image: first, group }, Cell::Coarse { image, group: of, channel, position })
                if group == of =>
            {
                [channel, along(first, image, position)?]
            }
            (
                Holds::Channel { end: End::Fine, image, channel, margin: [above, before] },
                Cell::Fine { image: of, pixel },
            ) if image == of && channel as i64 == pixel.channel => {
                let row = usize::try_from(pixel.y + above as i64).ok()?;
                [row, usize::try_from(pixel.x + before as i64).ok()?]
            }
            (
                Holds::Channel { end: End::Coarse, image, channel, .. },
                Cell::Coarse { image: of, group, channel: within, position },
            ) if image == of && channel == group * sizes.channels + within => {
                [position / self.columns, position % self.columns]
            }
            (Holds::Bias { channel: first }, Cell::Bias { channel }) => [channel.checked_sub(first)?, 0],
            _ => return None,
        };
        let column = column.checked_sub(self.before)?;
        (row < self.rows && column < self.columns).then_some([row, column])
    }

    /// The group that it belongs to, if it is a block of a matrix.
    pub(super) fn group(&self) -> Option<usize> {
        match self.holds {
            Holds::Weights { group, .. } | Holds::Columns { group, .. } | Holds::Rows { group, .. } => {
                Some(group)
            }
            Holds::Channel { .. } | Holds::Bias { .. } => None,
        }
    }
}
