//! What lights up when something is pointed at: the element, what it is made of, and what it goes into.

use super::element::{Element, Holds, Index};
use super::{Rect, Role, Scene, Shape, Spot, Style};
use crate::lowering::{ColumnMap, MatrixName, Pixel, Position, Tap};

/// The most cells of the column matrix that are lit for one pixel.
const MOST_CELLS: usize = 64;
/// The least size of a lit patch.
const LEAST_PATCH: f64 = 5.0;
/// The least size of an element of a dilated kernel in a lit patch, and of the gap beside it; the most along an axis.
const GAP_OR_TAP: f64 = 2.0;
const MOST_TAPS: i64 = 7;
/// From which size on an element is outlined.
const LARGE: f64 = 7.0;

/// An element that is pointed at. A large one is outlined, so that a name in it can be read.
fn mark(rect: Rect) -> Shape {
    let large = rect.width.min(rect.height) >= LARGE;
    Shape::Rect(rect, if large { Style::Patch } else { Style::Cell })
}

impl Scene {
    /// The shapes that are laid over the picture, the pointed element last.
    pub fn lit(&self, spot: Spot) -> Vec<Shape> {
        match spot {
            Spot::Cell { .. } => self.element(spot).map_or(Vec::new(), |element| self.lit_element(element)),
            Spot::Pixel { group, channel, y, x } => self.lit_pixel(group, channel, [y, x]),
            Spot::Bias { group, channel } => self.lit_bias(group, channel),
        }
    }

    /// An element, and in the two other matrices what shares an index with it.
    fn lit_element(&self, element: Element) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for holds in [Holds::Weights, Holds::Columns, Holds::Coarse] {
            if holds != element.holds {
                shapes.extend(self.band(Element { holds, ..element }));
            }
        }
        shapes.extend(self.patch(element));
        let coarse = element.holds == Holds::Coarse && self.role_of(Holds::Coarse) == Role::Result;
        if let (true, Some(channel)) = (coarse, element.channel) {
            shapes.extend(self.bias_cell(element.group, channel).map(mark));
        }
        shapes.extend(self.rect(element).map(mark));
        shapes
    }

    fn band(&self, element: Element) -> Option<Shape> {
        self.rect(element).map(|rect| Shape::Rect(rect, Style::Band))
    }

    /// Where the elements of a matrix are that have the indices that are given; all along the others.
    fn rect(&self, element: Element) -> Option<Rect> {
        let role = self.role_of(element.holds);
        let part = self.part(role);
        let (_, down, across) = self.holds(role);
        let range = |index: Index, count: u128| {
            let at = match index {
                Index::Channel => element.channel,
                Index::Patch => element.patch,
                Index::Position => element.position,
            };
            at.map_or([0, count], |at| [at, 1])
        };
        part.cells(element.group, range(down, part.rows), range(across, part.columns))
    }

    /// The pixels in the tensor that an element meets: those of a position, of a tap, or the one of both.
    fn patch(&self, element: Element) -> Vec<Shape> {
        let Some(tensor) = &self.tensor else { return Vec::new() };
        let map = ColumnMap::new(&self.layer);
        let tap = element.patch.and_then(|patch| map.tap(patch));
        let position = element.position.and_then(|position| map.position(self.split(position).1));
        let channel = tap.map_or(0, |tap| tap.channel as u128);
        let Some(sheet) = tensor.sheet_of(element.group, channel) else { return Vec::new() };
        let grids = &self.layer.grids;
        let window = |axis: usize| {
            let grid = &grids[axis];
            let along = |pair: [i64; 2]| pair[axis];
            let from = |position: i64, tap: i64| position * grid.stride + tap * grid.dilation - grid.begin;
            match (
                tap.map(|tap| along([tap.y, tap.x])),
                position.map(|position| along([position.y, position.x])),
            ) {
                (_, Some(position)) => [from(position, 0), (grid.kernel - 1) * grid.dilation + 1],
                (Some(tap), None) => [from(0, tap), (grid.positions - 1) * grid.stride + 1],
                (None, None) => [0, grid.pixels],
            }
        };
        let is_dilated = position.is_some() && self.shows_gaps();
        let least = |axis: usize| match is_dilated {
            true => GAP_OR_TAP * (2 * grids[axis].kernel - 1) as f64,
            false => LEAST_PATCH,
        };
        let visible = |rect: Rect| {
            let (width, height) = (rect.width.max(least(1)), rect.height.max(least(0)));
            let middle = rect.center();
            Rect::new(middle.x - width / 2.0, middle.y - height / 2.0, width, height)
        };
        // Around a sheet at the back, padding may reach over the edge of the picture.
        let inside = |rect: Rect| rect.inside(&Rect::new(0.0, 0.0, self.size[0], self.size[1]));
        let patch = visible(tensor.pixels(sheet, window(0), window(1)));
        let mut shapes = vec![Shape::Rect(inside(patch), Style::Patch)];
        if is_dilated {
            let chosen = tap.map(|tap| [tap.y, tap.x]);
            for at in (0..grids[0].kernel).flat_map(|y| (0..grids[1].kernel).map(move |x| [y, x])) {
                let style = if Some(at) == chosen { Style::Cell } else { Style::Dots };
                shapes.push(Shape::Rect(inside(self.tap_in(patch, at)), style));
            }
        } else if let (Some(tap), Some(position)) = (tap, position) {
            let Pixel { y, x, .. } = map.pixel(0, tap, position);
            shapes.push(Shape::Rect(inside(tensor.pixels(sheet, [y, 1], [x, 1])), Style::Cell));
        }
        shapes
    }

    /// Whether a lit patch shows which of its pixels the kernel reads: it is dilated, and they are not too many.
    fn shows_gaps(&self) -> bool {
        let grids = &self.layer.grids;
        let has_gaps = grids.iter().any(|grid| grid.dilation > 1 && grid.kernel > 1);
        has_gaps && grids.iter().all(|grid| grid.kernel <= MOST_TAPS)
    }

    /// Where an element of a dilated kernel is in a patch, no larger than the gaps beside it.
    fn tap_in(&self, patch: Rect, tap: [i64; 2]) -> Rect {
        let along = |axis: usize, length: f64| {
            let grid = &self.layer.grids[axis];
            let (taps, reach) = (grid.kernel as f64, ((grid.kernel - 1) * grid.dilation + 1) as f64);
            let most = if grid.dilation > 1 { length / (2.0 * taps - 1.0) } else { length / taps };
            let size = (length / reach).max(GAP_OR_TAP).min(most);
            (tap[axis] as f64 * (length - size) / (taps - 1.0).max(1.0), size)
        };
        let ((y, height), (x, width)) = (along(0, patch.height), along(1, patch.width));
        Rect::new(patch.x + x, patch.y + y, width, height)
    }

    /// A pixel of the tensor, the rows of its channel in the column matrix, and in them its cells.
    fn lit_pixel(&self, group: u64, channel: u128, [y, x]: [u128; 2]) -> Vec<Shape> {
        let Some(tensor) = &self.tensor else { return Vec::new() };
        let map = ColumnMap::new(&self.layer);
        let role = self.role_of(Holds::Columns);
        let part = self.part(role);
        let (_, down, _) = self.holds(role);
        let in_columns = |rows: [u128; 2], columns: [u128; 2]| match down {
            Index::Patch => part.cells(group, rows, columns),
            _ => part.cells(group, columns, rows),
        };
        let taps: u128 = self.layer.grids.iter().map(|grid| grid.kernel as u128).product();
        let mut shapes = Vec::new();
        let band = in_columns([channel * taps, taps], [0, map.columns()]);
        shapes.extend(band.map(|rect| Shape::Rect(rect, Style::Band)));
        let pixel = Pixel { channel: channel as i64, y: y as i64, x: x as i64 };
        let every = (map.meetings(pixel) / MOST_CELLS as u128 + 1) as usize;
        for (tap, position) in map.cells(pixel).step_by(every).take(MOST_CELLS) {
            let (tap, position): (Tap, Position) = (tap, position);
            let rect = in_columns([map.row(tap), 1], [map.column(position), 1]);
            shapes.extend(rect.map(mark));
        }
        if self.lowering.col2im.is_some() {
            shapes.extend(self.bias_cell(group, channel).map(mark));
        }
        if let Some(sheet) = tensor.sheet_of(group, channel) {
            let rect = tensor.pixels(sheet, [y as i64, 1], [x as i64, 1]);
            shapes.push(mark(rect));
        }
        shapes
    }

    /// An element of the bias, and the channel that it is added to or sums.
    fn lit_bias(&self, group: u64, channel: u128) -> Vec<Shape> {
        let mut shapes = Vec::new();
        let output = self.lowering.bias.map(|bias| bias.image.name);
        if output == Some(self.lowering.coarse.name) {
            let element =
                Element { holds: Holds::Coarse, group, channel: Some(channel), patch: None, position: None };
            shapes.extend(self.band(element));
        } else if let (Some(tensor), Some(MatrixName::Y | MatrixName::DY)) = (&self.tensor, output) {
            shapes.extend(tensor.sheet_of(group, channel).map(|sheet| Shape::Rect(sheet, Style::Patch)));
        }
        shapes.extend(self.bias_cell(group, channel).map(mark));
        shapes
    }

    fn bias_cell(&self, group: u64, channel: u128) -> Option<Rect> {
        let block = self.bias_block(self.blocks.block_of(group)?)?;
        let (y, height) = super::part::stretch(channel, 1, self.bias_channels(), block.height);
        Some(Rect { y: block.y + y, height, ..block })
    }

    /// A drawn block of the bias column.
    pub(super) fn bias_block(&self, at: usize) -> Option<Rect> {
        self.bias.map(|bias| bias.moved(0.0, self.blocks.place(at, bias.height)))
    }
}
