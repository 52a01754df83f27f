//! Cells as links and other pictures know them, and back.

use super::work::Sizes;
use super::{Cell, Way, Work};
use crate::lowering::{Holder, Pin, Pixel};

impl Cell {
    /// A cell as others know it.
    pub fn pin(self) -> Option<Pin> {
        let number = |index: usize| index as i64;
        match self {
            Cell::Weight { group, channel, tap } => {
                Pin::new(Holder::Weights, &[group, channel, tap].map(number))
            }
            Cell::Column { image, group, tap, position } => {
                Pin::new(Holder::Columns, &[image, group, tap, position].map(number))
            }
            Cell::Coarse { image, group, channel, position } => {
                Pin::new(Holder::Coarse, &[image, group, channel, position].map(number))
            }
            Cell::Fine { image, pixel: Pixel { channel, y, x } } => {
                Pin::new(Holder::Fine, &[number(image), channel, y, x])
            }
            Cell::Bias { channel } => Pin::new(Holder::Bias, &[number(channel)]),
        }
    }
}

impl Work {
    /// The cell that others know as this; nothing if the pass has none such.
    pub fn cell(&self, pin: Pin) -> Option<Cell> {
        let number = |index: &i64| usize::try_from(*index).ok();
        let cell = match (pin.holder, pin.indices()) {
            (Holder::Weights, [group, channel, tap]) => {
                Cell::Weight { group: number(group)?, channel: number(channel)?, tap: number(tap)? }
            }
            (Holder::Columns, [image, group, tap, position]) => Cell::Column {
                image: number(image)?,
                group: number(group)?,
                tap: number(tap)?,
                position: number(position)?,
            },
            (Holder::Coarse, [image, group, channel, position]) => Cell::Coarse {
                image: number(image)?,
                group: number(group)?,
                channel: number(channel)?,
                position: number(position)?,
            },
            (Holder::Fine, [image, channel, y, x]) => {
                Cell::Fine { image: number(image)?, pixel: Pixel { channel: *channel, y: *y, x: *x } }
            }
            (Holder::Bias, [channel]) => Cell::Bias { channel: number(channel)? },
            (Holder::Result, [row, column]) => self.result_cell(number(row)?, number(column)?),
            _ => return None,
        };
        self.has(cell).then_some(cell)
    }

    fn result_cell(&self, row: usize, column: usize) -> Cell {
        match self.way {
            Way::Gather => Cell::Coarse { image: 0, group: 0, channel: row, position: column },
            Way::Scatter => Cell::Column { image: 0, group: 0, tap: row, position: column },
            Way::Correlate => Cell::Weight { group: 0, channel: row, tap: column },
        }
    }

    /// Whether there is such a cell: one with a number, or one in a margin.
    fn has(&self, cell: Cell) -> bool {
        let Cell::Fine { image, pixel: Pixel { channel, y, x } } = cell else {
            return self.value(cell).is_some();
        };
        let Sizes { images, groups, fine_channels, .. } = self.sizes();
        let within = |axis: usize, at: i64| {
            let grid = self.layer.grids[axis];
            (-grid.begin..grid.pixels + grid.end).contains(&at)
        };
        let channels = 0..(groups * fine_channels) as i64;
        image < images && channels.contains(&channel) && within(0, y) && within(1, x)
    }
}
