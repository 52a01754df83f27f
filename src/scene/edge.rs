//! The labelled edges of a picture: what a keyboard reaches beside its elements.

use super::{Label, Length, Quantities, Rect, Scene, Shape, Style, Subject, Text, quantities};
use crate::layer::GemmLayer;
use crate::lowering::{Extent, MatrixName};

/// What an edge is of a matrix or tensor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// How many rows it has.
    Rows(MatrixName),
    /// How many columns.
    Columns(MatrixName),
    /// How many channels.
    Channels(MatrixName),
    /// Its height in pixels.
    Height(MatrixName),
    /// Its width in pixels.
    Width(MatrixName),
}

/// A labelled edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// What it is, of each of the matrices that share it.
    pub sides: [Option<Side>; 2],
    /// How long it is.
    pub length: Length,
    /// Around its bar.
    pub bar: Rect,
}

impl Edge {
    /// What it measures.
    pub fn quantities(&self, layer: &GemmLayer) -> Quantities {
        quantities(&self.length.extent, layer.groups)
    }

    /// What marks it, when a keyboard has reached it.
    pub fn mark(&self) -> Shape {
        const APART: f64 = 3.0;
        let Rect { x, y, width, height } = self.bar;
        Shape::Rect(Rect::new(x - APART, y - APART, width + 2.0 * APART, height + 2.0 * APART), Style::Patch)
    }

    /// The edge that so many steps lead to from one of `count`, round and round.
    pub fn next(at: usize, by: isize, count: usize) -> usize {
        (at as isize + by).rem_euclid(count.max(1) as isize) as usize
    }
}

impl Scene {
    /// The edges that have a bar, in the order in which they are drawn.
    pub fn edges(&self) -> Vec<Edge> {
        let mut edges = Vec::new();
        for drawing in &self.drawings {
            if let Subject::Tensor(name) = drawing.subject {
                let image =
                    if self.lowering.fine.name == name { &self.lowering.fine } else { &self.lowering.coarse };
                let side = |extent: Extent| match extent {
                    _ if extent == image.channels => [Some(Side::Channels(name)), None],
                    _ if extent == image.height => [Some(Side::Height(name)), None],
                    _ => [Some(Side::Width(name)), None],
                };
                labelled(&drawing.shapes, &side, &mut edges);
            }
        }
        let gemm = &self.lowering.gemm;
        let [left, right, result] = [gemm.left, gemm.right, gemm.result].map(|matrix| matrix.name);
        let side = |extent: Extent| match extent {
            _ if extent == gemm.rows() => [Some(Side::Rows(left)), Some(Side::Rows(result))],
            _ if extent == gemm.inner() => [Some(Side::Columns(left)), Some(Side::Rows(right))],
            _ => [Some(Side::Columns(right)), Some(Side::Columns(result))],
        };
        labelled(&self.around, &side, &mut edges);
        edges
    }
}

/// The bars among shapes, each with the text that follows it.
fn labelled(shapes: &[Shape], side: &dyn Fn(Extent) -> [Option<Side>; 2], edges: &mut Vec<Edge>) {
    let mut bar = None;
    for shape in shapes {
        match shape {
            Shape::Lines(_, Style::Edge(_)) => bar = around(bar, shape),
            Shape::Text(Text { label: Label::Edge(length) | Label::Symbols(length), .. }) => {
                let sides = side(length.extent);
                edges.extend(bar.take().map(|bar| Edge { sides, length: *length, bar }));
            }
            _ => {}
        }
    }
}

/// The rectangle around a piece of a bar, and around those before it.
pub(in crate::scene) fn around(before: Option<Rect>, piece: &Shape) -> Option<Rect> {
    let Shape::Lines(lines, _) = piece else { return before };
    let points = lines.iter().flatten().map(|point| Rect::new(point.x, point.y, 0.0, 0.0));
    before.into_iter().chain(points).reduce(|all, rect| all.around(&rect))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::{Direction, Grid};
    use crate::lowering::Pass;
    use crate::scene::{Room, Span};

    /// The three edges of the product are there in every pass, and what they measure multiplies to its MACs.
    #[test]
    fn the_edges_of_a_product_multiply_to_its_count() {
        let grid = Grid { positions: 8, pixels: 16, kernel: 4, stride: 2, dilation: 1, begin: 1, end: 1 };
        let layer = GemmLayer {
            direction: Direction::Convolution,
            batch: 1,
            in_channels: 6,
            out_channels: 10,
            groups: 2,
            bias: true,
            grids: [grid; 2],
            output_padding: [0, 0],
            vector: false,
        };
        for pass in Pass::ALL {
            let scene = Scene::new(&layer, pass, Room::of_width(660.0), &|_| vec![Span::plain("name")]);
            let edges = scene.edges();
            let product: Vec<&Edge> = edges.iter().filter(|edge| edge.sides[1].is_some()).collect();
            assert_eq!(product.len(), 3, "{pass:?}");
            let macs: u128 = product.iter().map(|edge| edge.length.whole).product();
            assert_eq!(macs, 10 * 3 * 16 * 64 / 2, "{pass:?}");
            let tensor: Vec<Side> = edges
                .iter()
                .filter(|edge| edge.sides[1].is_none())
                .filter_map(|edge| edge.sides[0])
                .collect();
            let name = scene.lowering.fine.name;
            assert_eq!(tensor, [Side::Channels(name), Side::Height(name), Side::Width(name)], "{pass:?}");
            let [width, height] = scene.size;
            let inside =
                |bar: &Rect| bar.x >= 0.0 && bar.y >= 0.0 && bar.right() <= width && bar.bottom() <= height;
            assert!(edges.iter().all(|edge| inside(&edge.bar)), "{pass:?}");
        }
    }
}
