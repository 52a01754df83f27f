//! Small tensors of integers, which lowerings are run on.

/// A tensor of four extents, row by row: `batch × channels × height × width` of images, `images × groups × rows ×
/// columns` of matrices, the weights as their layer has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tensor {
    extents: [usize; 4],
    values: Vec<i64>,
}

impl Tensor {
    /// A tensor of these values, or `None` where their number is not that of the extents.
    pub fn new(extents: [usize; 4], values: Vec<i64>) -> Option<Tensor> {
        (elements(extents)? == values.len()).then_some(Tensor { extents, values })
    }

    /// A tensor of zeros, or `None` where there is no memory for it.
    pub(super) fn zeros(extents: [usize; 4]) -> Option<Tensor> {
        let length = elements(extents)?;
        let mut values = Vec::new();
        values.try_reserve_exact(length).ok()?;
        values.resize(length, 0);
        Some(Tensor { extents, values })
    }

    /// The extents.
    pub fn extents(&self) -> [usize; 4] {
        self.extents
    }

    /// The elements, the last index fastest.
    pub fn values(&self) -> &[i64] {
        &self.values
    }

    /// One element, or `None` outside.
    pub fn get(&self, index: [usize; 4]) -> Option<i64> {
        self.values.get(self.offset(index)?).copied()
    }

    /// One element, to be changed.
    pub(super) fn get_mut(&mut self, index: [usize; 4]) -> Option<&mut i64> {
        let offset = self.offset(index)?;
        self.values.get_mut(offset)
    }

    /// The same elements under other extents, or `None` where these have another number of elements.
    pub(super) fn reshaped(&self, extents: [usize; 4]) -> Option<Tensor> {
        Tensor::new(extents, self.values.clone())
    }

    fn offset(&self, index: [usize; 4]) -> Option<usize> {
        let mut offset = 0;
        for (at, extent) in index.into_iter().zip(self.extents) {
            if at >= extent {
                return None;
            }
            offset = offset * extent + at;
        }
        Some(offset)
    }
}

fn elements(extents: [usize; 4]) -> Option<usize> {
    extents.into_iter().try_fold(1, usize::checked_mul)
}
