//! What is drawn of a lowering, before it is known where.

use super::blocks::Blocks;
use super::part::Arrangement;
use super::span::width;
use super::{Label, Length, Margins, Note, Words};
use crate::layer::{Direction, GemmLayer};
use crate::lowering::{Extent, Image, Lowering, Matrix};

/// The parts of a picture and their texts.
pub(super) struct Plan<'a> {
    pub(super) layer: &'a GemmLayer,
    pub(super) lowering: &'a Lowering,
    pub(super) words: Words<'a>,
    pub(super) blocks: Blocks,
    pub(super) left: (Matrix, Arrangement),
    pub(super) right: (Matrix, Arrangement),
    pub(super) result: (Matrix, Arrangement),
    /// What im2col reads.
    pub(super) source: Option<Image>,
    /// What col2im writes.
    pub(super) target: Option<Image>,
    /// Whether ∂b and not b is drawn, if one is.
    pub(super) bias: Option<bool>,
    pub(super) margins: Margins,
    pub(super) rows: EdgeText,
    pub(super) inner: EdgeText,
    pub(super) columns: EdgeText,
}

/// The text of an edge of the product.
#[derive(Clone, Copy)]
pub(super) struct EdgeText {
    pub(super) length: Length,
    /// How wide it is in two lines.
    pub(super) two_lines: f64,
    /// How wide it is in one.
    pub(super) one_line: f64,
}

impl<'a> Plan<'a> {
    pub(super) fn new(layer: &'a GemmLayer, lowering: &'a Lowering, words: Words<'a>) -> Plan<'a> {
        let gemm = &lowering.gemm;
        let [left, right, result] = if gemm.batch_inside {
            [Arrangement::Stacked, Arrangement::Beside, Arrangement::Diagonal]
        } else {
            [Arrangement::Diagonal, Arrangement::Stacked, Arrangement::Stacked]
        };
        let edge = |extent: Extent| {
            let length = Length::new(layer, extent);
            let measure = |label: Label| width(&words(&label));
            EdgeText {
                length,
                two_lines: measure(Label::Symbols(length)).max(measure(Label::Numbers(length))),
                one_line: measure(Label::Edge(length)),
            }
        };
        let col2im = lowering.col2im.filter(|col2im| !col2im.in_place);
        Plan {
            layer,
            lowering,
            words,
            blocks: Blocks { groups: layer.groups as u64 },
            left: (gemm.left, left),
            right: (gemm.right, right),
            result: (gemm.result, result),
            source: lowering.im2col.map(|im2col| im2col.image),
            target: col2im.map(|col2im| col2im.image),
            bias: lowering.bias.map(|_| gemm.batch_inside),
            margins: margins(layer, col2im.is_some()),
            rows: edge(gemm.rows()),
            inner: edge(gemm.inner()),
            columns: edge(gemm.columns()),
        }
    }

    pub(super) fn measure(&self, label: &Label) -> f64 {
        width(&(self.words)(label))
    }

    /// Whether a rearrangement is left out because nothing would move.
    pub(super) fn in_place(&self) -> bool {
        self.layer.direction != Direction::Linear && self.source.is_none() && self.target.is_none()
    }

    /// The texts around the tensor, below it.
    pub(super) fn tensor_notes(&self) -> Vec<Label> {
        let mut notes = Vec::new();
        if self.margins != [0; 4] {
            let cropped = self.target.is_some();
            notes.push(if cropped { Label::Cropped(self.margins) } else { Label::Padding(self.margins) });
        }
        let rest = self.layer.grids.map(|grid| grid.left_over());
        if rest != [0; 2] {
            let transposed = self.layer.direction == Direction::Transposed;
            notes.push(if transposed { Label::Unreached(rest) } else { Label::LeftOver(rest) });
        }
        notes
    }

    /// The sentences under the picture.
    pub(super) fn notes(&self) -> Vec<Note> {
        let mut notes = vec![Note::Scale];
        if self.blocks.hidden() > 0 {
            notes.push(Note::Summarized { groups: self.blocks.groups, drawn: self.blocks.count() as u64 });
        }
        if self.layer.batch > 1 {
            let batch = self.layer.batch;
            let inside = self.lowering.gemm.batch_inside;
            notes.push(if inside { Note::BatchInside(batch) } else { Note::EachImage(batch) });
        }
        if self.layer.direction == Direction::Linear {
            notes.push(Note::Linear);
        } else if self.in_place() {
            notes.push(Note::Pointwise);
        }
        notes
    }
}

/// What stands around the fine image: the padding that a convolution reads, or what is cropped after col2im.
pub(super) fn margins(layer: &GemmLayer, cropped: bool) -> Margins {
    let end = |axis: usize| {
        let grid = &layer.grids[axis];
        let reach = (grid.positions - 1) * grid.stride + (grid.kernel - 1) * grid.dilation + 1;
        let used = (reach - grid.begin - grid.pixels).max(0);
        if cropped || layer.direction == Direction::Transposed { used } else { grid.end }
    };
    [layer.grids[0].begin, layer.grids[1].begin, end(0), end(1)]
}
