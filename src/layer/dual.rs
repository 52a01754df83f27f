//! The duality: what a convolution does backwards, a transposed convolution does forwards.

use super::{Direction, GemmLayer};

impl GemmLayer {
    /// The layer of the other kind of convolution whose forward pass is the input gradient of this one, and the reverse,
    /// with the same weights: channels change places, and what the one leaves over the other adds as output padding.
    /// It has no bias. Nothing for linear layers, and for the few transposed convolutions whose output padding no
    /// convolution leaves over.
    pub fn dual(&self) -> Option<GemmLayer> {
        let rests = self.grids.map(|grid| grid.rest());
        let (direction, output_padding) = match self.direction {
            Direction::Convolution => (Direction::Transposed, rests),
            Direction::Transposed => {
                let left = self.grids.iter().zip(rests).all(|(grid, rest)| rest < grid.stride);
                (left.then_some(Direction::Convolution)?, [0, 0])
            }
            Direction::Linear => return None,
        };
        Some(GemmLayer {
            direction,
            in_channels: self.out_channels,
            out_channels: self.in_channels,
            bias: false,
            output_padding,
            ..*self
        })
    }
}
