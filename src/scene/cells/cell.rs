//! The cells of a pass: elements of the weights, of the column matrix, and of the images at both ends.
//!
//! Every multiplication of every pass joins three of them, a weight, a cell of the column matrix and a pixel of the
//! coarse image: a channel of the coarse image, a tap of the kernel and a position each belong to two of the three.
//! Which one of the three is the sum is what tells the passes apart.

use crate::layer::{Direction, GemmLayer};
use crate::lowering::{Pass, Pixel};

/// One cell. Groups, images and matrix indices count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cell {
    /// An element of the weights, or of their gradient.
    Weight {
        /// The group.
        group: usize,
        /// The channel of the coarse image, in the group.
        channel: usize,
        /// The tap: the row of the column matrix.
        tap: usize,
    },
    /// An element of the column matrix.
    Column {
        /// The image of the batch.
        image: usize,
        /// The group.
        group: usize,
        /// The tap: the row.
        tap: usize,
        /// The position: the column.
        position: usize,
    },
    /// A pixel of the coarse image.
    Coarse {
        /// The image of the batch.
        image: usize,
        /// The group.
        group: usize,
        /// The channel, in the group.
        channel: usize,
        /// The position of the kernel that it stands for.
        position: usize,
    },
    /// A pixel of the fine image, or a place in its margin.
    Fine {
        /// The image of the batch.
        image: usize,
        /// Where; the channel is one of all groups.
        pixel: Pixel,
    },
    /// An element of the bias, or of its gradient.
    Bias {
        /// The channel of the output, of all groups.
        channel: usize,
    },
}

/// An end of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum End {
    /// The image whose pixels the kernel meets.
    Fine,
    /// The image with a pixel for each position of the kernel.
    Coarse,
}

/// What a pass makes of the other two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// The coarse image: a sum over taps.
    Gather,
    /// The fine image, by way of the column matrix: a sum over coarse channels.
    Scatter,
    /// The weights: a sum over positions and images.
    Correlate,
}

impl Way {
    /// How a pass of a layer goes.
    pub fn of(layer: &GemmLayer, pass: Pass) -> Way {
        match (pass, layer.direction) {
            (Pass::WeightGrad, _) => Way::Correlate,
            (Pass::Forward, Direction::Transposed)
            | (Pass::InputGrad, Direction::Convolution | Direction::Linear) => Way::Scatter,
            (Pass::InputGrad, Direction::Transposed)
            | (Pass::Forward, Direction::Convolution | Direction::Linear) => Way::Gather,
        }
    }
}
