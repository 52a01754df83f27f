//! What is pointed at: an element of a drawn matrix or tensor, found by arithmetic and moved by keys.

use super::element::Index;
use super::part::index;
use super::{Arrangement, Part, Point, Role, Scene, Subject};
use crate::lowering::{ColumnMap, Position, Tap};

/// An element of a picture, by its true index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spot {
    /// An element of a matrix.
    Cell {
        /// Which matrix.
        role: Role,
        /// The group, from 0.
        group: u64,
        /// The row in the group's matrix.
        row: u128,
        /// The column in the group's matrix.
        column: u128,
    },
    /// A pixel of the tensor.
    Pixel {
        /// The group, from 0.
        group: u64,
        /// The channel in the group.
        channel: u128,
        /// The row of the image.
        y: u128,
        /// The column of the image.
        x: u128,
    },
    /// An element of the bias.
    Bias {
        /// The group, from 0.
        group: u64,
        /// The channel in the group.
        channel: u128,
    },
}

/// How far a key moves what is pointed at; of an element without such an axis, nothing happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Move {
    /// Down.
    pub rows: i128,
    /// To the right.
    pub columns: i128,
    /// To the back, channels of a tensor.
    pub channels: i128,
}

impl Scene {
    /// The element at a point of the picture.
    pub fn point(&self, point: Point) -> Option<Spot> {
        for part in &self.parts {
            if let Some((group, row, column)) = part.find(point) {
                return Some(Spot::Cell { role: part.role, group, row, column });
            }
        }
        for at in 0..self.blocks.count() {
            let block = self.bias_block(at).filter(|block| block.contains(point));
            if let Some(block) = block {
                let channel = index(point.y - block.y, block.height, self.bias_channels());
                return Some(Spot::Bias { group: self.blocks.group(at), channel });
            }
        }
        let (group, channel, y, x) = self.tensor.as_ref()?.find(point)?;
        Some(Spot::Pixel { group, channel, y, x })
    }

    /// The element that is shown as long as nothing is pointed at: one of the result, to the right of and below the
    /// middle, where it does not hide the name; well inside of the image, where no padding is met.
    pub fn example(&self) -> Spot {
        let (_, down, across) = self.holds(Role::Result);
        let share = |count: i64| (count / 4 * 3 + count % 4 * 3 / 4).min(count - 2).max(0);
        let [height, width] = &self.layer.grids;
        let map = ColumnMap::new(&self.layer);
        let position = Position { y: share(height.positions), x: share(width.positions) };
        let channels = (map.rows() / (height.kernel as u128 * width.kernel as u128)) as i64;
        let tap = Tap { channel: share(channels), y: height.kernel / 2, x: width.kernel / 2 };
        let coarse = self.lowering.coarse.channels.value(&self.layer) as i64;
        let at = |index: Index| match index {
            Index::Channel => share(coarse) as u128,
            Index::Patch => map.row(tap),
            Index::Position => map.column(position),
        };
        Spot::Cell { role: Role::Result, group: 0, row: at(down), column: at(across) }
    }

    /// The element of a drawing that a keyboard starts at.
    pub fn start(&self, subject: Subject) -> Option<Spot> {
        match subject {
            Subject::Matrix(role, _) => {
                let part = self.part(role);
                Some(Spot::Cell { role, group: 0, row: part.rows / 2, column: part.columns / 2 })
            }
            Subject::Tensor(_) => {
                let [height, width] = self.tensor.as_ref()?.size;
                Some(Spot::Pixel { group: 0, channel: 0, y: height / 2, x: width / 2 })
            }
            Subject::Bias { .. } => Some(Spot::Bias { group: 0, channel: 0 }),
        }
    }

    /// The drawing that an element belongs to.
    pub fn subject_of(&self, spot: Spot) -> Option<Subject> {
        let subjects = self.drawings.iter().map(|drawing| drawing.subject);
        subjects.into_iter().find(|subject| match (spot, subject) {
            (Spot::Cell { role, .. }, Subject::Matrix(of, _)) => role == *of,
            (Spot::Pixel { .. }, Subject::Tensor(_)) | (Spot::Bias { .. }, Subject::Bias { .. }) => true,
            _ => false,
        })
    }

    /// The element that a key leads to. At the end of a group's matrix that is the next drawn group.
    pub fn moved(&self, spot: Spot, by: Move) -> Spot {
        let block = |group: u64| self.blocks.block_of(group).unwrap_or(0) as i128;
        let last = self.blocks.count() as i128 - 1;
        let group_at = |block: i128| self.blocks.group(block.clamp(0, last) as usize);
        match spot {
            Spot::Cell { role, group, row, column } => {
                let Part { rows, columns, arrangement, .. } = *self.part(role);
                let down = if arrangement == Arrangement::Beside { (0, last) } else { (block(group), last) };
                let across =
                    if arrangement == Arrangement::Stacked { (0, last) } else { (block(group), last) };
                let (row, down_by) = step(row, by.rows, rows, arrangement != Arrangement::Beside, down);
                let (column, across_by) =
                    step(column, by.columns, columns, arrangement != Arrangement::Stacked, across);
                Spot::Cell { role, group: group_at(block(group) + down_by + across_by), row, column }
            }
            Spot::Pixel { group, channel, y, x } => {
                let Some(tensor) = &self.tensor else { return spot };
                let [height, width] = tensor.size;
                let here = (block(group), last);
                let (channel, back) = step(channel, by.channels, tensor.channels, true, here);
                let (y, _) = step(y, by.rows, height, false, here);
                let (x, _) = step(x, by.columns, width, false, here);
                Spot::Pixel { group: group_at(block(group) + back), channel, y, x }
            }
            Spot::Bias { group, channel } => {
                let here = (block(group), last);
                let (channel, down) = step(channel, by.rows, self.bias_channels(), true, here);
                Spot::Bias { group: group_at(block(group) + down), channel }
            }
        }
    }

    /// How far a long step goes along the rows and columns of what an element belongs to.
    pub fn stride(&self, spot: Spot) -> [i128; 2] {
        let share = |count: u128| (count / 16).max(1) as i128;
        match spot {
            Spot::Cell { role, .. } => [share(self.part(role).rows), share(self.part(role).columns)],
            Spot::Pixel { .. } => self.tensor.as_ref().map_or([1, 1], |tensor| tensor.size.map(share)),
            Spot::Bias { .. } => [share(self.bias_channels()), 1],
        }
    }

    pub(super) fn bias_channels(&self) -> u128 {
        (self.layer.out_channels / self.layer.groups) as u128
    }
}

/// An index moved along an edge, and by how many blocks it went over an end. It stops at the ends of the first and the
/// last block, and where blocks do not follow each other along the edge.
fn step(index: u128, by: i128, count: u128, over: bool, (block, last): (i128, i128)) -> (u128, i128) {
    let target = index as i128 + by;
    if target < 0 && over && block > 0 {
        (count - 1, -1)
    } else if target >= count as i128 && over && block < last {
        (0, 1)
    } else {
        (target.clamp(0, count as i128 - 1) as u128, 0)
    }
}
