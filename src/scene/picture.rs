//! The picture of one pass of one layer: what is drawn, and where its parts are.

use super::layout::{Layout, MOST_UNIT, fit};
use super::plan::Plan;
use super::{Blocks, Note, Part, Rect, Role, Room, Shape, Volume, Words, draw, names};
use crate::layer::GemmLayer;
use crate::lowering::{Lowering, MatrixName, Pass};

/// What a drawing shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A matrix of the product.
    Matrix(Role, MatrixName),
    /// A tensor at an end.
    Tensor(MatrixName),
    /// The bias, or ∂b.
    Bias {
        /// Whether it is ∂b.
        gradient: bool,
    },
}

impl Subject {
    /// The stable ASCII name.
    pub fn id(self) -> &'static str {
        match self {
            Subject::Matrix(_, name) | Subject::Tensor(name) => name.id(),
            Subject::Bias { gradient: false } => "b",
            Subject::Bias { gradient: true } => "db",
        }
    }
}

/// The true extents of one group's matrix or tensor, for one image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extents {
    /// Of a matrix.
    Matrix {
        /// Its height.
        rows: u128,
        /// Its width.
        columns: u128,
    },
    /// Of a tensor.
    Tensor {
        /// Channels of one group.
        channels: u128,
        /// Rows of pixels.
        height: u128,
        /// Columns of pixels.
        width: u128,
    },
}

/// A drawn matrix or tensor.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// What it shows.
    pub subject: Subject,
    /// The true extents.
    pub extents: Extents,
    /// The groups, each with such extents.
    pub groups: u64,
    /// The rectangle around it, without texts.
    pub frame: Rect,
    /// Its shapes, the hindmost first.
    pub shapes: Vec<Shape>,
}

/// The matrices of one pass of a layer, to scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The layer.
    pub layer: GemmLayer,
    /// What is drawn.
    pub lowering: Lowering,
    /// Width and height.
    pub size: [f64; 2],
    /// Matrices and tensors, in the order of the steps.
    pub drawings: Vec<Drawing>,
    /// Edges, arrows and texts between them.
    pub around: Vec<Shape>,
    /// The sentences under the picture.
    pub notes: Vec<Note>,
    pub(super) parts: [Part; 3],
    pub(super) tensor: Option<Volume>,
    pub(super) blocks: Blocks,
    pub(super) bias: Option<Rect>,
}

impl Scene {
    /// The picture of a pass of a valid layer, as large as fits. `words` says what labels are in the language of the
    /// picture, so that they have room.
    pub fn new(layer: &GemmLayer, pass: Pass, room: Room, words: Words) -> Scene {
        Scene::of_unit(layer, pass, room, words, MOST_UNIT)
    }

    /// The picture at a scale that fits another picture too, so that lengths can be compared between the two.
    pub fn beside(
        other: (&GemmLayer, Pass),
        layer: &GemmLayer,
        pass: Pass,
        room: Room,
        words: Words,
    ) -> Scene {
        let lowering = Lowering::new(other.0, other.1);
        let most = fit(&Plan::new(other.0, &lowering, words), room, MOST_UNIT).unit;
        Scene::of_unit(layer, pass, room, words, most)
    }

    fn of_unit(layer: &GemmLayer, pass: Pass, room: Room, words: Words, most: f64) -> Scene {
        let lowering = Lowering::new(layer, pass);
        let plan = Plan::new(layer, &lowering, words);
        let layout = fit(&plan, room, most);
        let Layout { left, right, result, .. } = &layout;
        let mut drawings = Vec::new();
        drawings.extend(layout.source.iter().map(|tensor| draw::tensor(&plan, tensor)));
        drawings.extend([left, right, result].map(|part| draw::matrix(&plan, part)));
        drawings.extend(layout.target.iter().map(|tensor| draw::tensor(&plan, tensor)));
        drawings.extend(draw::bias(&plan, &layout));
        let mut around = draw::around(&plan, &layout);
        let mut size = layout.size;
        around.extend(names::names(&drawings, &around, &mut size, words));
        Scene {
            layer: *layer,
            lowering,
            size,
            drawings,
            around,
            notes: plan.notes(),
            parts: [*left, *right, *result],
            tensor: layout.source.or(layout.target).map(|tensor| tensor.volume),
            blocks: plan.blocks,
            bias: layout.bias,
        }
    }

    /// The matrix of a role.
    pub fn part(&self, role: Role) -> &Part {
        &self.parts[role as usize]
    }

    /// All shapes, the hindmost first.
    pub fn shapes(&self) -> impl Iterator<Item = &Shape> {
        self.drawings.iter().flat_map(|drawing| &drawing.shapes).chain(&self.around)
    }
}
