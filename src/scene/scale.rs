//! The scale of a picture: how long an edge is drawn.

/// Edges are drawn as the square root of their length, so that 65 536 and 9 fit in one picture; none is thinner than
/// `least`. A longer edge is never drawn shorter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// What an edge of length 1 would be drawn as.
    pub unit: f64,
    /// The least thickness.
    pub least: f64,
}

impl Scale {
    /// How long an edge is drawn.
    pub fn edge(&self, length: u128) -> f64 {
        (self.unit * (length as f64).sqrt()).max(self.least)
    }
}
