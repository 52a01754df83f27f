//! The shape of what flows from layer to layer.

/// The shape of a tensor: a batch of images, or of vectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// `[N, C, H, W]`.
    Image([i64; 4]),
    /// `[N, F]`.
    Vector([i64; 2]),
}

impl Shape {
    /// The extents, in order.
    pub fn extents(&self) -> &[i64] {
        match self {
            Shape::Image(extents) => extents,
            Shape::Vector(extents) => extents,
        }
    }

    /// N.
    pub fn batch(&self) -> i64 {
        self.extents()[0]
    }

    /// C of images, F of vectors.
    pub fn channels(&self) -> i64 {
        self.extents()[1]
    }

    /// `[H, W]` of images.
    pub fn size(&self) -> Option<[i64; 2]> {
        match self {
            Shape::Image([_, _, height, width]) => Some([*height, *width]),
            Shape::Vector(_) => None,
        }
    }

    /// The same shape with other channels (images) or features (vectors).
    pub fn with_channels(self, channels: i64) -> Shape {
        match self {
            Shape::Image([batch, _, height, width]) => Shape::Image([batch, channels, height, width]),
            Shape::Vector([batch, _]) => Shape::Vector([batch, channels]),
        }
    }

    /// The number of elements, of the whole batch. Four extents below 2³¹ always fit.
    ///
    /// ```
    /// assert_eq!(im2cost::layer::Shape::Image([2, 3, 4, 5]).elements(), 120);
    /// ```
    pub fn elements(&self) -> u128 {
        self.extents().iter().map(|extent| *extent as u128).product()
    }
}
