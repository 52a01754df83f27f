//! An element of a pass by its indices, whichever picture it is drawn in: links carry it, and one picture asks another
//! for it.

/// What an element is an element of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holder {
    /// The weights or their gradient: group, channel of the coarse image in the group, row of the column matrix.
    Weights,
    /// The column matrix: image, group, row, column.
    Columns,
    /// The image with a pixel for each position of the kernel: image, group, channel in the group, position.
    Coarse,
    /// The image whose pixels the kernel meets: image, channel of all groups, row, column; in a margin where the last
    /// two are outside.
    Fine,
    /// The bias or its gradient: channel of all groups.
    Bias,
    /// The result of the product, of the first group and image: row, column.
    Result,
}

impl Holder {
    /// All of them.
    pub const ALL: [Holder; 6] =
        [Holder::Weights, Holder::Columns, Holder::Coarse, Holder::Fine, Holder::Bias, Holder::Result];

    /// The stable ASCII name.
    pub fn id(self) -> &'static str {
        match self {
            Holder::Weights => "weights",
            Holder::Columns => "columns",
            Holder::Coarse => "coarse",
            Holder::Fine => "fine",
            Holder::Bias => "bias",
            Holder::Result => "result",
        }
    }

    /// How many indices an element has.
    pub fn indices(self) -> usize {
        match self {
            Holder::Weights => 3,
            Holder::Columns | Holder::Coarse | Holder::Fine => 4,
            Holder::Bias => 1,
            Holder::Result => 2,
        }
    }
}

/// An element. Everything counts from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pin {
    /// What it is an element of.
    pub holder: Holder,
    indices: [i64; 4],
}

impl Pin {
    /// An element; nothing if these are not as many indices as it has.
    ///
    /// ```
    /// use im2cost::lowering::{Holder, Pin};
    /// let pin = Pin::new(Holder::Result, &[2, 5]).unwrap();
    /// assert_eq!(pin.indices(), [2, 5]);
    /// assert_eq!(Pin::new(Holder::Bias, &[2, 5]), None);
    /// ```
    pub fn new(holder: Holder, indices: &[i64]) -> Option<Pin> {
        let mut all = [0; 4];
        if indices.len() != holder.indices() {
            return None;
        }
        all.iter_mut().zip(indices).for_each(|(place, index)| *place = *index);
        Some(Pin { holder, indices: all })
    }

    /// Its indices, in the order of its holder.
    pub fn indices(&self) -> &[i64] {
        &self.indices[..self.holder.indices()]
    }
}
