//! What an element of a product is, whichever of its factors or its result it stands in.
//!
//! Three kinds of things meet in every pass: a weight joins a channel of the coarse image to a row of the column matrix;
//! a cell of the column matrix joins such a row to a position; an element of the coarse image joins a channel to a
//! position. Each is made of, or goes into, what shares an index with it: that is all that pointing needs to know.

use super::{Role, Scene, Spot};
use crate::lowering::{Matrix, MatrixName};

/// What kind of thing a matrix of a product holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Holds {
    /// W, Wᵀ, ∂W.
    Weights,
    /// The column matrix, or its transpose, or the image that it is.
    Columns,
    /// The image with a pixel for each position.
    Coarse,
}

/// The indices of an element; which of them it has, its kind says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Element {
    pub(super) holds: Holds,
    pub(super) group: u64,
    /// The channel of the coarse image, in the group.
    pub(super) channel: Option<u128>,
    /// The row of the column matrix.
    pub(super) patch: Option<u128>,
    /// The position, of all images where the batch is inside of the product.
    pub(super) position: Option<u128>,
}

/// An index of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Index {
    Channel,
    Patch,
    Position,
}

impl Scene {
    /// What a matrix holds, and which indices run along its rows and columns.
    pub(super) fn holds(&self, role: Role) -> (Holds, Index, Index) {
        let gemm = &self.lowering.gemm;
        let scatters = gemm.left.name == MatrixName::Wt;
        match (role, gemm.batch_inside, scatters) {
            (Role::Left, false, false) => (Holds::Weights, Index::Channel, Index::Patch),
            (Role::Right, false, false) => (Holds::Columns, Index::Patch, Index::Position),
            (Role::Result, false, false) => (Holds::Coarse, Index::Channel, Index::Position),
            (Role::Left, false, true) => (Holds::Weights, Index::Patch, Index::Channel),
            (Role::Right, false, true) => (Holds::Coarse, Index::Channel, Index::Position),
            (Role::Result, false, true) => (Holds::Columns, Index::Patch, Index::Position),
            (Role::Left, true, _) => (Holds::Coarse, Index::Channel, Index::Position),
            (Role::Right, true, _) => (Holds::Columns, Index::Position, Index::Patch),
            (Role::Result, true, _) => (Holds::Weights, Index::Channel, Index::Patch),
        }
    }

    /// The matrix of the product that holds a kind.
    pub(super) fn role_of(&self, holds: Holds) -> Role {
        let roles = [Role::Left, Role::Right, Role::Result];
        roles.into_iter().find(|role| self.holds(*role).0 == holds).unwrap_or(Role::Result)
    }

    /// The matrix of the lowering in a role.
    pub(super) fn matrix(&self, role: Role) -> Matrix {
        self.part(role).matrix
    }

    /// What a cell is.
    pub(super) fn element(&self, spot: Spot) -> Option<Element> {
        let Spot::Cell { role, group, row, column } = spot else { return None };
        let (holds, down, across) = self.holds(role);
        let find =
            |wanted: Index| (down == wanted).then_some(row).or_else(|| (across == wanted).then_some(column));
        Some(Element {
            holds,
            group,
            channel: find(Index::Channel),
            patch: find(Index::Patch),
            position: find(Index::Position),
        })
    }

    /// A position among all images as the image and the position in it.
    pub(super) fn split(&self, position: u128) -> (u128, u128) {
        let [height, width] = self.layer.grids.map(|grid| grid.positions as u128);
        (position / (height * width), position % (height * width))
    }
}
