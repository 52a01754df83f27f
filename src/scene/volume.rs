//! A drawn tensor: a stack of channels, and where each of its pixels is.

use super::blocks::Blocks;
use super::part::{index, stretch};
use super::scale::Scale;
use super::{Margins, Point, Rect};
use crate::layer::GemmLayer;
use crate::lowering::Image;

/// The most sheets that are drawn of one group.
const MOST_SHEETS: u128 = 10;
/// The least distance from a sheet to the one behind it.
const SHEET_STEP: f64 = 3.5;
/// How far the text of the channels reaches over the front sheet, where it can.
const INDENT: f64 = 28.0;
/// How far the sheets of two groups are apart, besides their depth.
const GROUP_STEP: f64 = 5.0;

/// A drawn tensor of all groups. Its first channel is in front; the others stand behind it, to the upper right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Volume {
    /// One group's tensor.
    pub image: Image,
    /// Channels of one group.
    pub channels: u128,
    /// Pixels: height, then width.
    pub size: [u128; 2],
    /// Which groups are drawn.
    pub blocks: Blocks,
    /// The foremost sheet.
    pub(super) front: Rect,
    /// How far the last sheet of a group is behind the first, along each axis of the paper.
    pub(super) depth: f64,
    /// Sheets that are drawn of a group.
    pub(super) sheets: u128,
    /// Padding, or what is cropped, in pixels.
    pub margins: Margins,
    /// Pixels that the kernel never reaches: rows, columns.
    pub unreached: [i64; 2],
}

impl Volume {
    /// The tensor whose pixels the kernel meets, drawn at the origin.
    pub(super) fn new(layer: &GemmLayer, image: Image, margins: Margins, scale: &Scale) -> Volume {
        let extent = |extent: crate::lowering::Extent| extent.value(layer);
        let (channels, size) = (extent(image.channels), [extent(image.height), extent(image.width)]);
        let blocks = Blocks { groups: layer.groups as u64 };
        let depth = if channels == 1 { 0.0 } else { scale.edge(channels) / std::f64::consts::SQRT_2 };
        let most = if blocks.count() == 1 { MOST_SHEETS } else { MOST_SHEETS / 2 };
        let sheets = channels.min(most).min((depth / SHEET_STEP) as u128 + 1);
        Volume {
            image,
            channels,
            size,
            blocks,
            front: Rect::new(0.0, 0.0, scale.edge(size[1]), scale.edge(size[0])),
            depth,
            sheets,
            margins,
            unreached: layer.grids.map(|grid| grid.left_over()),
        }
    }

    /// Where a drawn sheet is.
    pub(super) fn sheet(&self, block: usize, sheet: u128) -> Rect {
        let step = if self.sheets > 1 { self.depth / (self.sheets - 1) as f64 } else { 0.0 };
        let back =
            self.blocks.place(block, self.depth + GROUP_STEP - super::blocks::GAP) + sheet as f64 * step;
        self.front.moved(back, -back)
    }

    /// Where the text of the channels ends, above the last sheet of the first group; further to the right, if nothing
    /// stands behind.
    pub(super) fn channels_end(&self) -> f64 {
        let last = self.sheet(0, self.sheets - 1);
        if self.blocks.count() > 1 { last.x + 1.0 } else { (last.x - 6.0).max(self.padded().x + INDENT) }
    }

    /// The hindmost sheet.
    pub(super) fn back(&self) -> Rect {
        self.sheet(self.blocks.count() - 1, self.sheets - 1)
    }

    /// The foremost sheet with its padding.
    pub(super) fn padded(&self) -> Rect {
        let [top, left, bottom, right] = self.margin_lengths();
        let front = self.front;
        Rect::new(front.x - left, front.y - top, front.width + left + right, front.height + top + bottom)
    }

    /// How wide the margins are drawn: as the pixels are, but to be seen, and not larger than the image.
    fn margin_lengths(&self) -> [f64; 4] {
        let length = |margin: i64, edge: f64, count: u128| {
            if margin == 0 { 0.0 } else { (margin as f64 * edge / count as f64).clamp(3.0, edge.max(3.0)) }
        };
        let [top, left, bottom, right] = self.margins;
        let (vertical, horizontal) = ((self.front.height, self.size[0]), (self.front.width, self.size[1]));
        [
            length(top, vertical.0, vertical.1),
            length(left, horizontal.0, horizontal.1),
            length(bottom, vertical.0, vertical.1),
            length(right, horizontal.0, horizontal.1),
        ]
    }

    /// The channel of a drawn sheet, in its group.
    fn channel(&self, sheet: u128) -> u128 {
        if self.sheets > 1 { sheet * (self.channels - 1) / (self.sheets - 1) } else { 0 }
    }

    /// The group, channel in the group, row and column of the pixel at a point, of the foremost sheet there.
    pub fn find(&self, point: Point) -> Option<(u64, u128, u128, u128)> {
        for block in 0..self.blocks.count() {
            for sheet in 0..self.sheets {
                let rect = self.sheet(block, sheet);
                if rect.contains(point) {
                    let row = index(point.y - rect.y, rect.height, self.size[0]);
                    let column = index(point.x - rect.x, rect.width, self.size[1]);
                    return Some((self.blocks.group(block), self.channel(sheet), row, column));
                }
            }
        }
        None
    }

    /// The sheet that stands for a channel of a group; `None` if the group is not drawn.
    pub fn sheet_of(&self, group: u64, channel: u128) -> Option<Rect> {
        let block = self.blocks.block_of(group)?;
        let last = self.sheets - 1;
        let sheet = if self.channels > 1 { channel.saturating_mul(last) / (self.channels - 1) } else { 0 };
        Some(self.sheet(block, sheet.min(last)))
    }

    /// Where a rectangle of pixels is on a sheet; it may reach into the margins.
    pub fn pixels(&self, sheet: Rect, [top, height]: [i64; 2], [left, width]: [i64; 2]) -> Rect {
        let [above, before, below, after] = self.margin_lengths();
        let [margin_top, margin_left, margin_bottom, margin_right] = self.margins;
        let rows = Ruler {
            edge: sheet.height,
            count: self.size[0],
            before: (margin_top, above),
            after: (margin_bottom, below),
        };
        let columns = Ruler {
            edge: sheet.width,
            count: self.size[1],
            before: (margin_left, before),
            after: (margin_right, after),
        };
        let (y, height) = rows.stretch(top, height);
        let (x, width) = columns.stretch(left, width);
        Rect::new(sheet.x + x, sheet.y + y, width, height)
    }
}

/// An edge with its margins: how many pixels, and how long they are drawn.
struct Ruler {
    edge: f64,
    count: u128,
    before: (i64, f64),
    after: (i64, f64),
}

impl Ruler {
    fn stretch(&self, start: i64, length: i64) -> (f64, f64) {
        let inside = start >= 0 && (start + length) as u128 <= self.count;
        if inside {
            return stretch(start as u128, length as u128, self.count, self.edge);
        }
        let (from, to) = (self.at(start), self.at(start + length));
        let drawn = (to - from).max(3.0);
        ((from + to - drawn) / 2.0, drawn)
    }

    fn at(&self, pixel: i64) -> f64 {
        let (margin, length) = if pixel < 0 { self.before } else { self.after };
        let over = if pixel < 0 { -pixel } else { (pixel - self.count as i64).max(0) };
        let beyond =
            if over == 0 || margin == 0 { 0.0 } else { (over as f64 / margin as f64).min(1.0) * length };
        if pixel < 0 {
            -beyond
        } else {
            (pixel as f64).min(self.count as f64) / self.count as f64 * self.edge + beyond
        }
    }
}
