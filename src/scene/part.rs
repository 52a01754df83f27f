//! A drawn matrix: its blocks, and where each of its elements is.

use super::blocks::Blocks;
use super::{Point, Rect};
use crate::lowering::Matrix;

/// How the blocks of the groups stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// On the diagonal of a square of which all else is empty.
    Diagonal,
    /// Below each other.
    Stacked,
    /// Beside each other.
    Beside,
}

/// Which matrix of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The left factor.
    Left,
    /// The right factor.
    Right,
    /// The result.
    Result,
}

/// A drawn matrix of all groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Its place in the product.
    pub role: Role,
    /// One group's matrix.
    pub matrix: Matrix,
    /// Rows of one group's matrix.
    pub rows: u128,
    /// Columns of one group's matrix.
    pub columns: u128,
    /// How its blocks stand.
    pub arrangement: Arrangement,
    /// Which groups are drawn.
    pub blocks: Blocks,
    /// The top left corner.
    pub(super) origin: Point,
    /// How wide and high a block is drawn.
    pub(super) block: [f64; 2],
}

impl Part {
    /// Where the drawn block `at` is.
    pub fn block(&self, at: usize) -> Rect {
        let [width, height] = self.block;
        let x = if self.arrangement == Arrangement::Stacked { 0.0 } else { self.blocks.place(at, width) };
        let y = if self.arrangement == Arrangement::Beside { 0.0 } else { self.blocks.place(at, height) };
        Rect::new(self.origin.x + x, self.origin.y + y, width, height)
    }

    /// The rectangle around all blocks.
    pub fn frame(&self) -> Rect {
        self.block(0).around(&self.block(self.blocks.count() - 1))
    }

    /// The group, row and column of the element at a point.
    pub fn find(&self, point: Point) -> Option<(u64, u128, u128)> {
        let at = (0..self.blocks.count()).find(|at| self.block(*at).contains(point))?;
        let block = self.block(at);
        let row = index(point.y - block.y, block.height, self.rows);
        let column = index(point.x - block.x, block.width, self.columns);
        Some((self.blocks.group(at), row, column))
    }

    /// Where some rows and columns of a group are drawn, no thinner than can be seen; `None` if the group is not.
    pub fn cells(&self, group: u64, [row, rows]: [u128; 2], [column, columns]: [u128; 2]) -> Option<Rect> {
        let block = self.block(self.blocks.block_of(group)?);
        let (y, height) = stretch(row, rows, self.rows, block.height);
        let (x, width) = stretch(column, columns, self.columns, block.width);
        Some(Rect::new(block.x + x, block.y + y, width, height))
    }
}

/// The least thickness of what is marked.
const VISIBLE: f64 = 3.5;

/// Which of `count` elements along an edge is at a distance from its start.
pub(super) fn index(distance: f64, edge: f64, count: u128) -> u128 {
    ((distance / edge * count as f64).max(0.0) as u128).min(count - 1)
}

/// Where `length` elements from the one at `start` are along an edge of `count`: distance and length.
pub(super) fn stretch(start: u128, length: u128, count: u128, edge: f64) -> (f64, f64) {
    let cell = edge / count as f64;
    let drawn = (cell * length as f64).max(VISIBLE).min(edge);
    let middle = cell * (start as f64 + length as f64 / 2.0);
    ((middle - drawn / 2.0).clamp(0.0, edge - drawn), drawn)
}
