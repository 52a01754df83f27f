//! Index maps: which pixel stands in which cell of the column matrix, as arithmetic in both directions.
//!
//! A row of the column matrix is a tap of the kernel in one channel, a column is a position of the kernel. For im2col
//! the map says which pixel is copied into a cell, for col2im to which pixel a cell is added.

use crate::layer::{Direction, GemmLayer, Grid};

/// What a row of the column matrix means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tap {
    /// The channel of the fine image, counted from the group's first.
    pub channel: i64,
    /// The row of the kernel.
    pub y: i64,
    /// The column of the kernel.
    pub x: i64,
}

/// What a column of the column matrix means: a pixel of the coarse image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The row.
    pub y: i64,
    /// The column.
    pub x: i64,
}

/// A place in the fine image, or outside of it: padding that is read as zero, or a contribution that is cropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pixel {
    /// The channel, counted from the image's first.
    pub channel: i64,
    /// The row; below 0 above the image.
    pub y: i64,
    /// The column; below 0 left of the image.
    pub x: i64,
}

/// The index map of a layer's column matrix, the same in every pass.
///
/// ```
/// use im2cost::layer::{Direction, GemmLayer, Grid};
/// use im2cost::lowering::{ColumnMap, Pixel, Position, Tap};
///
/// // 4 channels in two groups, a 3×3 kernel with padding 1 on 5×5.
/// let grid = Grid { positions: 5, pixels: 5, kernel: 3, stride: 1, dilation: 1, begin: 1, end: 1 };
/// let layer = GemmLayer {
///     direction: Direction::Convolution, batch: 1, in_channels: 4, out_channels: 6, groups: 2, bias: false,
///     grids: [grid; 2], output_padding: [0, 0], vector: false,
/// };
/// let map = ColumnMap::new(&layer);
/// assert_eq!((map.rows(), map.columns()), (18, 25));
/// // Row 9 is the second channel's first tap, column 6 the second position of the second row.
/// let (tap, position) = (map.tap(9).unwrap(), map.position(6).unwrap());
/// assert_eq!((tap, position), (Tap { channel: 1, y: 0, x: 0 }, Position { y: 1, x: 1 }));
/// // In the second group that is the fourth channel of the image, its very first pixel.
/// let pixel = map.pixel(1, tap, position);
/// assert_eq!(pixel, Pixel { channel: 3, y: 0, x: 0 });
/// assert!(map.is_real(pixel));
/// // A corner is read by four of the nine taps.
/// assert_eq!(map.meetings(pixel), 4);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ColumnMap {
    grids: [Grid; 2],
    /// Channels of the fine image, of one group.
    channels: i64,
}

impl ColumnMap {
    /// The map of a layer. A linear layer's has one tap a channel.
    pub fn new(layer: &GemmLayer) -> ColumnMap {
        let channels = match layer.direction {
            Direction::Convolution | Direction::Linear => layer.in_channels,
            Direction::Transposed => layer.out_channels,
        };
        ColumnMap { grids: layer.grids, channels: channels / layer.groups }
    }

    /// Rows of the column matrix of one group.
    pub fn rows(&self) -> u128 {
        self.grids.iter().fold(self.channels as u128, |rows, grid| rows * grid.kernel as u128)
    }

    /// Columns of the column matrix of one image.
    pub fn columns(&self) -> u128 {
        self.grids.iter().map(|grid| grid.positions as u128).product()
    }

    /// What a row means, or `None` past the last.
    pub fn tap(&self, row: u128) -> Option<Tap> {
        let [height, width] = self.grids.map(|grid| grid.kernel as u128);
        let (line, x) = (row / width, row % width);
        let (channel, y) = (line / height, line % height);
        (row < self.rows()).then_some(Tap { channel: channel as i64, y: y as i64, x: x as i64 })
    }

    /// What a column means, or `None` past the last.
    pub fn position(&self, column: u128) -> Option<Position> {
        let width = self.grids[1].positions as u128;
        (column < self.columns())
            .then_some(Position { y: (column / width) as i64, x: (column % width) as i64 })
    }

    /// The row of a tap of the kernel.
    pub fn row(&self, tap: Tap) -> u128 {
        let [height, width] = self.grids.map(|grid| grid.kernel as u128);
        (tap.channel as u128 * height + tap.y as u128) * width + tap.x as u128
    }

    /// The column of a position.
    pub fn column(&self, position: Position) -> u128 {
        position.y as u128 * self.grids[1].positions as u128 + position.x as u128
    }

    /// The place that stands in a cell of a group's column matrix.
    pub fn pixel(&self, group: i64, tap: Tap, position: Position) -> Pixel {
        Pixel {
            channel: group * self.channels + tap.channel,
            y: self.grids[0].place(position.y, tap.y),
            x: self.grids[1].place(position.x, tap.x),
        }
    }

    /// Whether a place is in the image, and not padding or cropped.
    pub fn is_real(&self, pixel: Pixel) -> bool {
        let [height, width] = self.grids.map(|grid| grid.pixels);
        (0..height).contains(&pixel.y) && (0..width).contains(&pixel.x)
    }

    /// How many cells of the column matrix hold a pixel: how often it is read, or how many contributions it gets.
    pub fn meetings(&self, pixel: Pixel) -> u128 {
        let [height, width] = &self.grids;
        height.meetings(pixel.y).len() as u128 * width.meetings(pixel.x).len() as u128
    }

    /// The cells that hold a pixel, by tap and position, rows ascending.
    pub fn cells(&self, pixel: Pixel) -> impl Iterator<Item = (Tap, Position)> + use<> {
        let channel = pixel.channel % self.channels;
        let [height, width] = self.grids;
        height.meetings(pixel.y).flat_map(move |(tap_y, y)| {
            let across = width.meetings(pixel.x);
            across.map(move |(tap_x, x)| (Tap { channel, y: tap_y, x: tap_x }, Position { y, x }))
        })
    }
}
