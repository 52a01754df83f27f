//! The two axes of an image.

/// One of the two axes of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Axis {
    /// Rows.
    Height,
    /// Columns.
    Width,
}

impl Axis {
    /// Both, in the order of every pair.
    pub const BOTH: [Axis; 2] = [Axis::Height, Axis::Width];
}
