//! What a pointed element is made of, as data: true indices, and the arithmetic behind it.

use super::element::Holds;
use super::quantities::quantities;
use super::{Quantities, Role, Scene, Spot};
use crate::cost::Quantity;
use crate::layer::{Direction, Symbol};
use crate::lowering::{Atom, ColumnMap, Extent, MatrixName, Pixel, Position};

/// An element of an image: all indices from 0, channels counted from the image's first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The image of the batch, where several stand in one matrix.
    pub image: Option<u128>,
    /// The channel, of all groups.
    pub channel: u128,
    /// Row and column; vectors have none.
    pub pixel: Option<[i64; 2]>,
}

/// What becomes of a cell of the column matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// It was read from a pixel, or from the padding.
    Read {
        /// Whether the pixel is in the image.
        real: bool,
    },
    /// So many products are summed in it, and it is added to a pixel or cropped.
    Added {
        /// The products.
        products: u128,
        /// Whether the pixel is in the image.
        real: bool,
    },
}

/// What a pointed element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// An element of an image that a product computes.
    Computed {
        /// The image.
        name: MatrixName,
        /// The element.
        place: Place,
        /// The products that are summed.
        products: u128,
        /// Whether a bias is added.
        bias: bool,
    },
    /// An element of an image that a product reads, so many times.
    Factor {
        /// The image.
        name: MatrixName,
        /// The element.
        place: Place,
        /// The products that it is in.
        products: u128,
    },
    /// A cell of the column matrix.
    Column {
        /// The column matrix or its transpose.
        name: MatrixName,
        /// The group, where there are several.
        group: Option<u64>,
        /// The row of the drawn matrix.
        row: u128,
        /// The column of the drawn matrix.
        column: u128,
        /// The row and column of the kernel.
        tap: [i64; 2],
        /// The pixel, in the image or around it.
        place: Place,
        /// Where it comes from or goes to.
        way: Way,
    },
    /// A weight, or its gradient.
    Weight {
        /// W, Wᵀ or ∂W.
        name: MatrixName,
        /// The output channel, of all groups.
        output: u128,
        /// The input channel, of all groups.
        input: u128,
        /// The row and column of the kernel; linear layers have none.
        tap: Option<[i64; 2]>,
        /// The products that it is in, or that are summed in its gradient.
        products: u128,
    },
    /// A pixel of the tensor that im2col reads or col2im writes.
    Pixel {
        /// The tensor.
        name: MatrixName,
        /// The pixel.
        place: Place,
        /// The cells of the column matrix that hold it, or are added to it.
        cells: u128,
        /// Whether they are added.
        added: bool,
        /// Whether a bias is added too.
        bias: bool,
    },
    /// An element of b or ∂b.
    Bias {
        /// Whether it is ∂b.
        gradient: bool,
        /// The channel, of all groups.
        channel: u128,
        /// The elements of the channel, of the whole batch.
        elements: u128,
    },
}

impl Scene {
    /// What an element is.
    pub fn meaning(&self, spot: Spot) -> Option<Meaning> {
        match spot {
            Spot::Cell { role, group, row, column } => self.cell(role, group, row, column),
            Spot::Pixel { group, channel, y, x } => {
                let tensor = self.tensor.as_ref()?;
                let channel = u128::from(group) * tensor.channels + channel;
                let pixel = Pixel { channel: channel as i64, y: y as i64, x: x as i64 };
                let added = self.lowering.col2im.is_some();
                Some(Meaning::Pixel {
                    name: tensor.image.name,
                    place: Place { image: None, channel, pixel: Some([pixel.y, pixel.x]) },
                    cells: ColumnMap::new(&self.layer).meetings(pixel),
                    added,
                    bias: added && self.lowering.bias.is_some(),
                })
            }
            Spot::Bias { group, channel } => {
                let bias = self.lowering.bias?;
                Some(Meaning::Bias {
                    gradient: bias.gradient,
                    channel: u128::from(group) * self.bias_channels() + channel,
                    elements: bias.elements.value(&self.layer),
                })
            }
        }
    }

    fn cell(&self, role: Role, group: u64, row: u128, column: u128) -> Option<Meaning> {
        let gemm = &self.lowering.gemm;
        let value = |extent: Extent| extent.value(&self.layer);
        // The products that an element of the role is in: the result's are summed in it, a factor's are apart.
        let products = value(match role {
            Role::Left => gemm.columns(),
            Role::Right => gemm.rows(),
            Role::Result => gemm.inner(),
        });
        let element = self.element(Spot::Cell { role, group, row, column })?;
        let name = self.matrix(role).name;
        let map = ColumnMap::new(&self.layer);
        let image =
            |images: u128| (self.lowering.gemm.batch_inside && self.layer.batch > 1).then_some(images);
        match element.holds {
            Holds::Coarse => {
                let (images, position) = self.split(element.position?);
                let channels = value(self.lowering.coarse.channels);
                let channel = u128::from(group) * channels + element.channel?;
                let place =
                    Place { image: image(images), channel, pixel: self.pixel_of(map.position(position)?) };
                Some(match role {
                    Role::Result => {
                        Meaning::Computed { name, place, products, bias: self.lowering.bias.is_some() }
                    }
                    _ => Meaning::Factor { name, place, products },
                })
            }
            Holds::Weights => {
                let tap = map.tap(element.patch?)?;
                let fine = u128::from(group) * value(self.lowering.fine.channels) + tap.channel as u128;
                let coarse = u128::from(group) * value(self.lowering.coarse.channels) + element.channel?;
                let transposed = self.layer.direction == Direction::Transposed;
                let (output, input) = if transposed { (fine, coarse) } else { (coarse, fine) };
                let tap = (self.layer.direction != Direction::Linear).then_some([tap.y, tap.x]);
                Some(Meaning::Weight { name, output, input, tap, products })
            }
            Holds::Columns => {
                let (images, position) = self.split(element.position?);
                let (tap, position) = (map.tap(element.patch?)?, map.position(position)?);
                let pixel = map.pixel(group as i64, tap, position);
                let real = map.is_real(pixel);
                let channel = pixel.channel as u128;
                if !name.is_columns() {
                    let pixel = self.pixel_of(Position { y: pixel.y, x: pixel.x });
                    let place = Place { image: image(images), channel, pixel };
                    return Some(match role {
                        Role::Result => {
                            Meaning::Computed { name, place, products, bias: self.lowering.bias.is_some() }
                        }
                        _ => Meaning::Factor { name, place, products },
                    });
                }
                Some(Meaning::Column {
                    name,
                    group: (self.layer.groups > 1).then_some(group),
                    row,
                    column,
                    tap: [tap.y, tap.x],
                    place: Place { image: image(images), channel, pixel: Some([pixel.y, pixel.x]) },
                    way: match role {
                        Role::Result => Way::Added { products, real },
                        _ => Way::Read { real },
                    },
                })
            }
        }
    }

    /// Row and column, where images have such.
    fn pixel_of(&self, position: Position) -> Option<[i64; 2]> {
        (!self.layer.vector).then_some([position.y, position.x])
    }

    /// What the edges of the matrix or tensor measure that an element is in.
    pub fn quantities_of(&self, spot: Spot) -> Quantities {
        let groups = self.layer.groups;
        let of = |edges: &[Extent]| {
            edges.iter().flat_map(|edge| quantities(edge, groups).iter()).collect::<Quantities>()
        };
        match spot {
            Spot::Cell { role, .. } => {
                let matrix = self.matrix(role);
                of(&[matrix.rows, matrix.columns])
            }
            Spot::Pixel { .. } => self.tensor.as_ref().map_or(Quantities::NONE, |tensor| {
                of(&[tensor.image.channels, tensor.image.height, tensor.image.width])
            }),
            Spot::Bias { .. } if groups > 1 => of(&[Extent::product([Atom::PerGroup(Symbol::OutChannels)])]),
            Spot::Bias { .. } => Quantity::OutChannels.into(),
        }
    }
}
