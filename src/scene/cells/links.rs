//! What belongs to what: for any cell, its counterparts everywhere else.

use super::work::Sizes;
use super::{Cell, Doing, End, Step, Work};
use crate::lowering::Pixel;

/// Why a cell is lit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tone {
    /// It goes with what is lit: the patch or the column of a cell that moves.
    Near,
    /// It is multiplied or added, or belongs to what is pointed at.
    Part,
    /// It is written, or pointed at.
    Focus,
}

impl Work {
    /// The counterparts of a cell, itself first: in one image, where the pass works on one at a time.
    pub fn links(&self, cell: Cell, image: usize) -> Vec<(Cell, Tone)> {
        let mut lit = vec![(cell, Tone::Focus)];
        let part = |cell| (cell, Tone::Part);
        match cell {
            Cell::Fine { image, pixel } => {
                let (group, holders) = self.holders(pixel);
                let held = holders.into_iter();
                lit.extend(held.map(|[tap, position]| part(Cell::Column { image, group, tap, position })));
            }
            Cell::Bias { channel } => lit.extend(self.output_of(channel, image).into_iter().map(part)),
            _ => {
                let joined = self.joined(cell, image);
                // The patch: where the cells of the column matrix are in the image.
                let places = joined.iter().chain([&cell]).filter_map(|cell| self.place_of(*cell));
                lit.extend(places.map(part));
                lit.extend(joined.iter().copied().map(part));
            }
        }
        lit
    }

    /// The cells that a step lights.
    pub fn lit(&self, step: &Step) -> Vec<(Cell, Tone)> {
        match step.doing {
            Doing::Product => {
                let mut lit = self.links(step.written, step.image);
                let bias = step.terms.iter().filter(|term| term.second.is_none());
                lit.extend(bias.map(|term| (term.first.0, Tone::Part)));
                lit
            }
            _ => {
                let terms = step.terms.iter().map(|term| term.first.0);
                let others: Vec<Cell> = terms.filter(|cell| *cell != step.written).collect();
                let near = others.iter().flat_map(|cell| self.near(*cell)).map(|cell| (cell, Tone::Near));
                let parts = others.iter().map(|cell| (*cell, Tone::Part));
                near.chain(parts).chain([(step.written, Tone::Focus)]).collect()
            }
        }
    }

    /// The column that a cell of the column matrix stands in, and the patch that it is.
    fn near(&self, cell: Cell) -> Vec<Cell> {
        let Cell::Column { image, group, position, .. } = cell else { return Vec::new() };
        let column = (0..self.sizes.taps).map(|tap| Cell::Column { image, group, tap, position });
        column.flat_map(|cell| [Some(cell), self.place_of(cell)]).flatten().collect()
    }

    /// Where a cell of the column matrix is in the fine image.
    fn place_of(&self, cell: Cell) -> Option<Cell> {
        let Cell::Column { image, group, tap, position } = cell else { return None };
        Some(Cell::Fine { image, pixel: self.place(group, tap, position) })
    }

    /// The cells of the other two kinds that share a channel, a tap or a position with a cell.
    fn joined(&self, cell: Cell, image: usize) -> Vec<Cell> {
        let Sizes { images, channels, taps, positions, .. } = self.sizes;
        match cell {
            Cell::Weight { group, channel, tap } => {
                let images = if self.lowering.gemm.batch_inside { 0..images } else { image..image + 1 };
                let all = images.flat_map(|image| (0..positions).map(move |position| (image, position)));
                all.flat_map(|(image, position)| {
                    let coarse = Cell::Coarse { image, group, channel, position };
                    [Cell::Column { image, group, tap, position }, coarse]
                })
                .collect()
            }
            Cell::Column { image, group, tap, position } => (0..channels)
                .flat_map(|channel| {
                    let coarse = Cell::Coarse { image, group, channel, position };
                    [Cell::Weight { group, channel, tap }, coarse]
                })
                .collect(),
            Cell::Coarse { image, group, channel, position } => (0..taps)
                .flat_map(|tap| {
                    let column = Cell::Column { image, group, tap, position };
                    [Cell::Weight { group, channel, tap }, column]
                })
                .collect(),
            Cell::Fine { .. } | Cell::Bias { .. } => Vec::new(),
        }
    }

    /// All pixels of a channel of the output: of one image, or of all where the pass works on all at once.
    pub(super) fn output_of(&self, channel: usize, image: usize) -> Vec<Cell> {
        let Sizes { images, channels, positions, pixels: [height, width], .. } = self.sizes;
        let images = if self.lowering.gemm.batch_inside { 0..images } else { image..image + 1 };
        images
            .flat_map(|image| -> Vec<Cell> {
                match self.output_end() {
                    End::Coarse => {
                        let (group, channel) = (channel / channels, channel % channels);
                        let pixel = |position| Cell::Coarse { image, group, channel, position };
                        (0..positions).map(pixel).collect()
                    }
                    End::Fine => {
                        let pixel = |at: usize| Pixel {
                            channel: channel as i64,
                            y: (at / width) as i64,
                            x: (at % width) as i64,
                        };
                        (0..height * width).map(|at| Cell::Fine { image, pixel: pixel(at) }).collect()
                    }
                }
            })
            .collect()
    }
}
