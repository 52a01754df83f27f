//! What is pointed at outside of a twin, an entry of the ledger or a quantity, and the cells of the twin that it is
//! about.

use super::work::Sizes;
use super::{Cell, End, Tone, Way, Work};
use crate::cost::{Entry, Quantity};
use crate::lowering::Pixel;

/// Something that stands elsewhere on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outside {
    /// An entry of the ledger.
    Entry(Entry),
    /// A quantity: a field of the table, or a factor of a formula.
    Quantity(Quantity),
}

impl Work {
    /// The cells that something outside is about: in one image, where the pass works on one at a time. An entry lights
    /// all that it counts; a quantity lights one row of what it measures, through the cell that a step writes.
    pub fn about(&self, outside: Outside, image: usize, written: Cell) -> Vec<(Cell, Tone)> {
        match outside {
            Outside::Entry(entry) => self.counted(entry, image),
            Outside::Quantity(quantity) => {
                let part = |cell| (cell, Tone::Part);
                self.measured(quantity, image, written).into_iter().map(part).collect()
            }
        }
    }

    fn counted(&self, entry: Entry, image: usize) -> Vec<(Cell, Tone)> {
        let all = |cells: Vec<Cell>, tone: Tone| cells.into_iter().map(move |cell| (cell, tone));
        let part = |cells: Vec<Cell>| all(cells, Tone::Part).collect::<Vec<_>>();
        let real = || {
            let mut columns = self.columns_of(image);
            columns.retain(|cell| match cell {
                Cell::Column { group, tap, position, .. } => {
                    self.map().is_real(self.place(*group, *tap, *position))
                }
                _ => false,
            });
            columns
        };
        match entry {
            Entry::Multiplications | Entry::ZeroInsertion | Entry::Flops => {
                let [factors, others] = match self.way {
                    Way::Gather => [self.weights(), self.columns_of(image)],
                    Way::Scatter => [self.weights(), self.coarse_of(image)],
                    Way::Correlate => [self.coarse_of(image), self.columns_of(image)],
                };
                let written = all(self.product_of(image), Tone::Focus);
                all(factors, Tone::Part).chain(all(others, Tone::Part)).chain(written).collect()
            }
            Entry::InBounds => part(real()),
            Entry::GemmAdditions => part(self.product_of(image)),
            Entry::Col2imAdditions if self.lowering.col2im.is_some() => part(real()),
            Entry::BiasAdditions if self.lowering.bias.is_some() => {
                let outputs = (0..self.sizes.out_channels).flat_map(|channel| self.output_of(channel, image));
                all(outputs.collect(), Tone::Part).chain(all(self.biases(), Tone::Focus)).collect()
            }
            Entry::Col2imAdditions | Entry::BiasAdditions => Vec::new(),
            Entry::Weights => part(self.weights()),
            Entry::Biases => part(self.biases()),
            Entry::Parameters => part([self.weights(), self.biases()].concat()),
            Entry::ColumnElements if self.lowering.columns.is_some() => part(self.columns_of(image)),
            Entry::ColumnElements => Vec::new(),
        }
    }

    fn measured(&self, quantity: Quantity, image: usize, written: Cell) -> Vec<Cell> {
        let Sizes { groups, channels, taps, fine_channels, .. } = self.sizes;
        let (group, channel, position) = match written {
            Cell::Weight { group, channel, .. } => (group, channel, 0),
            Cell::Column { group, position, .. } => (group, 0, position),
            Cell::Coarse { group, channel, position, .. } => (group, channel, position),
            Cell::Fine { pixel, .. } => (pixel.channel as usize / fine_channels, 0, 0),
            Cell::Bias { .. } => (0, 0, 0),
        };
        let filter =
            |group: usize, channel: usize| (0..taps).map(move |tap| Cell::Weight { group, channel, tap });
        match quantity {
            Quantity::Kernel => filter(group, channel).collect(),
            Quantity::Groups => (0..channels).flat_map(|channel| filter(group, channel)).collect(),
            Quantity::Space | Quantity::Batch => self.output_of(0, image),
            Quantity::InChannels | Quantity::OutChannels => {
                let is_output = quantity == Quantity::OutChannels;
                if is_output == (self.output_end() == End::Coarse) {
                    let all =
                        (0..groups).flat_map(|group| (0..channels).map(move |channel| (group, channel)));
                    all.map(|(group, channel)| Cell::Coarse { image, group, channel, position }).collect()
                } else {
                    let at = |channel: usize| Pixel { channel: channel as i64, y: 0, x: 0 };
                    (0..groups * fine_channels)
                        .map(|channel| Cell::Fine { image, pixel: at(channel) })
                        .collect()
                }
            }
        }
    }

    fn images_of(&self, image: usize) -> std::ops::Range<usize> {
        if self.lowering.gemm.batch_inside { 0..self.sizes.images } else { image..image + 1 }
    }

    fn weights(&self) -> Vec<Cell> {
        let Sizes { groups, channels, taps, .. } = self.sizes;
        let weights =
            |group| pairs(channels, taps).map(move |(channel, tap)| Cell::Weight { group, channel, tap });
        (0..groups).flat_map(weights).collect()
    }

    fn columns_of(&self, image: usize) -> Vec<Cell> {
        let Sizes { taps, positions, .. } = self.sizes;
        let columns = |(image, group)| {
            pairs(taps, positions).map(move |(tap, position)| Cell::Column { image, group, tap, position })
        };
        self.groups_of(image).flat_map(columns).collect()
    }

    fn coarse_of(&self, image: usize) -> Vec<Cell> {
        let Sizes { channels, positions, .. } = self.sizes;
        let coarse = |(image, group)| {
            pairs(channels, positions).map(move |(channel, position)| Cell::Coarse {
                image,
                group,
                channel,
                position,
            })
        };
        self.groups_of(image).flat_map(coarse).collect()
    }

    /// The groups of the images that a step is about, each with its image.
    fn groups_of(&self, image: usize) -> impl Iterator<Item = (usize, usize)> {
        let groups = self.sizes.groups;
        self.images_of(image).flat_map(move |image| (0..groups).map(move |group| (image, group)))
    }

    /// What the product writes.
    fn product_of(&self, image: usize) -> Vec<Cell> {
        match self.way {
            Way::Gather => self.coarse_of(image),
            Way::Scatter => self.columns_of(image),
            Way::Correlate => self.weights(),
        }
    }

    fn biases(&self) -> Vec<Cell> {
        let all = (0..self.sizes.out_channels).map(|channel| Cell::Bias { channel });
        all.filter(|cell| self.value(*cell).is_some()).collect()
    }
}

/// Every place in a table of so many rows and columns.
fn pairs(rows: usize, columns: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..rows).flat_map(move |row| (0..columns).map(move |column| (row, column)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cost::Ledger;
    use crate::layer::{Direction, GemmLayer, Grid};
    use crate::lowering::{Pass, Tensors};

    /// As many cells are lit as the ledger counts, where an entry counts cells, in all passes of both kinds.
    #[test]
    fn an_entry_lights_as_many_cells_as_it_counts() {
        for (direction, positions, pixels) in [(Direction::Convolution, 2, 4), (Direction::Transposed, 4, 8)]
        {
            let grid = Grid { positions, pixels, kernel: 4, stride: 2, dilation: 1, begin: 1, end: 1 };
            let layer = GemmLayer {
                direction,
                batch: 1,
                in_channels: 4,
                out_channels: 6,
                groups: 2,
                bias: true,
                grids: [grid; 2],
                output_padding: [0, 0],
                vector: false,
            };
            for pass in Pass::ALL {
                let work = Work::new(&layer, pass, &Tensors::of(&layer).unwrap()).unwrap();
                let ledger = Ledger::new(&layer, pass).unwrap();
                let lit = |entry| work.counted(entry, 0).len() as u128;
                for entry in [Entry::Weights, Entry::Col2imAdditions, Entry::ColumnElements] {
                    assert_eq!(lit(entry), ledger.value(entry), "{direction:?} {pass:?} {entry:?}");
                }
                // Each real cell of the column matrix is in a product for every coarse channel of its group.
                let channels = work.sizes.channels as u128;
                assert_eq!(lit(Entry::InBounds) * channels, ledger.in_bounds, "{direction:?} {pass:?}");
            }
        }
    }
}
