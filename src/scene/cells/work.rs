//! All numbers of one pass of a small layer, from a run of its lowering.

use super::{Cell, End, Way};
use crate::cost::Quantity;
use crate::layer::{Direction, GemmLayer};
use crate::lowering::{ColumnMap, Counts, Lowering, Pass, Pixel, Place, RunError, Tensor, Tensors, run};
use crate::scene::Note;

/// A pass that has been run: every number in it can be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// The layer.
    pub layer: GemmLayer,
    /// The pass.
    pub pass: Pass,
    /// What was run.
    pub lowering: Lowering,
    /// Which of the three is computed.
    pub way: Way,
    /// What was counted while it ran.
    pub counts: Counts,
    pub(super) map: ColumnMap,
    pub(super) sizes: Sizes,
    /// `1 × g × coarse channels × taps`.
    weights: Tensor,
    /// `N × g × taps × positions`.
    columns: Tensor,
    /// `N × g × coarse channels × positions`.
    coarse: Tensor,
    /// `N × channels × height × width`.
    fine: Tensor,
    /// b, or ∂b.
    bias: Option<Vec<i64>>,
}

/// How many there are of what the indices of cells count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Images of the batch.
    pub images: usize,
    /// Groups.
    pub groups: usize,
    /// Channels of the coarse image, of one group.
    pub channels: usize,
    /// Rows of the column matrix, of one group.
    pub taps: usize,
    /// Columns of the column matrix, of one image.
    pub positions: usize,
    /// Channels of the fine image, of one group.
    pub fine_channels: usize,
    /// Channels of the output, of all groups.
    pub out_channels: usize,
    /// Height and width of the fine image.
    pub pixels: [usize; 2],
}

impl Work {
    /// Runs a pass.
    ///
    /// # Errors
    ///
    /// What a run cannot do.
    pub fn new(layer: &GemmLayer, pass: Pass, tensors: &Tensors) -> Result<Work, RunError> {
        let done = run(layer, pass, tensors)?;
        let (way, map) = (Way::of(layer, pass), ColumnMap::new(layer));
        let transposed = layer.direction == Direction::Transposed;
        let (coarse_channels, fine_channels) = match transposed {
            true => (layer.in_channels, layer.out_channels),
            false => (layer.out_channels, layer.in_channels),
        };
        let sizes = Sizes {
            images: layer.batch as usize,
            groups: layer.groups as usize,
            channels: (coarse_channels / layer.groups) as usize,
            taps: map.rows() as usize,
            positions: map.columns() as usize,
            fine_channels: (fine_channels / layer.groups) as usize,
            out_channels: layer.out_channels as usize,
            pixels: layer.grids.map(|grid| grid.pixels as usize),
        };
        let Sizes { images, groups, channels, taps, positions, .. } = sizes;
        let (given_fine, given_coarse) = match transposed {
            true => (&tensors.grad_out, &tensors.x),
            false => (&tensors.x, &tensors.grad_out),
        };
        let weights = if way == Way::Correlate { &done.result } else { &tensors.weight };
        let coarse = if way == Way::Gather { &done.result } else { given_coarse };
        let fine = if way == Way::Scatter { &done.result } else { given_fine };
        let columns = match (way, &done.columns) {
            (Way::Scatter, _) => &done.product,
            (_, Some(columns)) => columns,
            // A linear layer has none: its pixels lie as columns already.
            (_, None) => fine,
        };
        let shaped =
            |tensor: &Tensor, extents| Tensor::new(extents, tensor.values().to_vec()).ok_or(RunError::Steps);
        let fine_extents = [images, groups * sizes.fine_channels, sizes.pixels[0], sizes.pixels[1]];
        Ok(Work {
            layer: *layer,
            pass,
            lowering: Lowering::new(layer, pass),
            way,
            counts: done.counts,
            map,
            sizes,
            weights: shaped(weights, [1, groups, channels, taps])?,
            columns: shaped(columns, [images, groups, taps, positions])?,
            coarse: shaped(coarse, [images, groups, channels, positions])?,
            fine: shaped(fine, fine_extents)?,
            bias: if way == Way::Correlate { done.bias_gradient } else { tensors.bias.clone() },
        })
    }

    /// The number in a cell when all is done; nothing in a margin, or where there is no such cell.
    pub fn value(&self, cell: Cell) -> Option<i64> {
        match cell {
            Cell::Weight { group, channel, tap } => self.weights.get([0, group, channel, tap]),
            Cell::Column { image, group, tap, position } => self.columns.get([image, group, tap, position]),
            Cell::Coarse { image, group, channel, position } => {
                self.coarse.get([image, group, channel, position])
            }
            Cell::Fine { image, pixel } => {
                let [channel, y, x] = [pixel.channel, pixel.y, pixel.x].map(|at| usize::try_from(at).ok());
                self.fine.get([image, channel?, y?, x?])
            }
            Cell::Bias { channel } => self.bias.as_ref()?.get(channel).copied(),
        }
    }

    /// The tensor that a cell's number was given in, and its place there; nothing for what is computed.
    pub fn given(&self, cell: Cell) -> Option<(Place, usize)> {
        let Sizes { groups, channels, taps, positions, fine_channels, pixels: [height, width], .. } =
            self.sizes;
        let transposed = self.layer.direction == Direction::Transposed;
        let [fine, coarse] = if transposed { [Place::GradOut, Place::X] } else { [Place::X, Place::GradOut] };
        match cell {
            Cell::Weight { group, channel, tap } if self.way != Way::Correlate => {
                Some((Place::Weight, (group * channels + channel) * taps + tap))
            }
            Cell::Coarse { image, group, channel, position } if self.way != Way::Gather => {
                Some((coarse, ((image * groups + group) * channels + channel) * positions + position))
            }
            Cell::Fine { image, pixel } if self.way != Way::Scatter && self.map.is_real(pixel) => {
                let channel = image * groups * fine_channels + pixel.channel as usize;
                Some((fine, (channel * height + pixel.y as usize) * width + pixel.x as usize))
            }
            Cell::Column { image, group, tap, position } if self.way != Way::Scatter => {
                self.given(Cell::Fine { image, pixel: self.place(group, tap, position) })
            }
            Cell::Bias { channel } if self.way != Way::Correlate => Some((Place::Bias, channel)),
            _ => None,
        }
    }

    /// Whether the pass reads a tensor.
    pub fn reads(&self, place: Place) -> bool {
        match place {
            Place::X => self.pass != Pass::InputGrad,
            Place::Weight => self.pass != Pass::WeightGrad,
            Place::Bias => self.adds_bias(),
            Place::GradOut => self.pass != Pass::Forward,
        }
    }

    /// The hue of what a cell belongs to: the weights, or an end of the layer.
    pub fn hue(&self, cell: Cell) -> Quantity {
        let end = match cell {
            Cell::Weight { .. } => return Quantity::Kernel,
            Cell::Bias { .. } => return Quantity::OutChannels,
            Cell::Column { .. } | Cell::Fine { .. } => End::Fine,
            Cell::Coarse { .. } => End::Coarse,
        };
        if end == self.output_end() { Quantity::OutChannels } else { Quantity::InChannels }
    }

    /// How many there are of everything.
    pub fn sizes(&self) -> Sizes {
        self.sizes
    }

    /// Which pixel stands in which column.
    pub fn map(&self) -> &ColumnMap {
        &self.map
    }

    /// Whether nothing has to be rearranged: the column matrix lies as the fine image does.
    pub fn in_place(&self) -> bool {
        self.lowering.im2col.is_none()
            && self.lowering.col2im.is_none_or(|col2im| col2im.in_place)
            && (self.layer.is_pointwise() || self.layer.direction == Direction::Linear)
    }

    /// What is to be said of a layer whose pixels lie as columns already.
    pub fn note(&self) -> Option<Note> {
        match self.layer.direction {
            Direction::Linear => Some(Note::Linear),
            _ => self.in_place().then_some(Note::Pointwise),
        }
    }

    /// The end that is the output of the layer, where a bias is added.
    pub fn output_end(&self) -> End {
        if self.layer.direction == Direction::Transposed { End::Fine } else { End::Coarse }
    }

    /// Whether a bias is added in this pass.
    pub fn adds_bias(&self) -> bool {
        self.pass == Pass::Forward && self.layer.bias
    }

    /// The place that stands in a cell of the column matrix, in the fine image or its margin.
    pub fn place(&self, group: usize, tap: usize, position: usize) -> Pixel {
        let found = self.map.tap(tap as u128).zip(self.map.position(position as u128));
        // Cells are made by this pass: they are within the matrix.
        found.map_or(Pixel { channel: 0, y: -1, x: -1 }, |(tap, at)| self.map.pixel(group as i64, tap, at))
    }

    /// The cells of the column matrix that hold a place of the fine image, each as a tap and a position of its group.
    /// A margin has some too.
    pub fn holders(&self, pixel: Pixel) -> (usize, Vec<[usize; 2]>) {
        let group = pixel.channel as usize / self.sizes.fine_channels;
        let cells = self.map.cells(pixel);
        let indices = |(tap, at)| [self.map.row(tap) as usize, self.map.column(at) as usize];
        (group, cells.map(indices).collect())
    }

    /// The channel of the output that a pixel of its end belongs to.
    pub fn output_channel(&self, cell: Cell) -> usize {
        match cell {
            Cell::Coarse { group, channel, .. } => group * self.sizes.channels + channel,
            Cell::Fine { pixel, .. } => pixel.channel as usize,
            _ => 0,
        }
    }
}
