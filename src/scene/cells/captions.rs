//! What stands at the figures of a board: the name of each with its edges, in symbols as far as there is room, and the
//! bars along the edges.

use super::figure::Figure;
use super::sheet::{Holds, Sheet};
use super::{Board, Work};
use crate::scene::draw::bar;
use crate::scene::edge::around;
use crate::scene::{
    Anchor, Edge, Extents, Label, Length, Point, Rect, Role, SIZE, Shape, Side, Subject, Text, Words, width,
};

/// A name, and the ground that it stands on: lines that go past it are interrupted there.
#[derive(Clone, Debug, PartialEq)]
pub struct Caption {
    /// The name.
    pub text: Text,
    /// About where it is.
    pub ground: Rect,
}

/// Between a matrix and the bar along its edge.
const BAR: f64 = 3.0;
/// From a matrix to the base line of its name above, and below.
const ABOVE: f64 = 8.0;
const BELOW: f64 = 16.0;

impl Board {
    /// The board with its names, none over a cell or another name, and none right of where there is room.
    pub(super) fn captioned(mut self, work: &Work, right: f64, words: Words) -> Board {
        let sheets = self.figures.iter().flat_map(|figure| &figure.sheets);
        let mut taken: Vec<Rect> = sheets.map(|sheet| sheet.rect(self.cell)).collect();
        let take = |text: Text| {
            let ground = text_rect(&text, words);
            Caption { text, ground }
        };
        let fixed = self.figures.iter().flat_map(|figure| fixed(work, figure));
        self.captions = fixed.map(take).collect();
        taken.extend(self.captions.iter().map(|caption| caption.ground));
        let names = self.figures.iter().filter_map(|figure| {
            let caption = take(name(work, self.cell, figure, right, &taken, words)?);
            taken.push(caption.ground);
            Some(caption)
        });
        self.captions.extend(names.collect::<Vec<_>>());
        let empty =
            self.figures.iter().filter_map(|figure| empty_blocks(figure, self.cell)).flatten().map(take);
        let clear = |caption: &Caption| taken.iter().all(|other| is_clear(&caption.ground, other));
        self.captions.extend(empty.into_iter().find(clear));
        // The ground of a name is a little wider than the name.
        let far = self.captions.iter().map(|caption| caption.ground.right() - 1.0);
        self.size[0] = far.fold(self.size[0], f64::max);
        self
    }
}

/// Names whose place is given: those of channels, of a bias, and of where a wide matrix goes on.
fn fixed(work: &Work, figure: &Figure) -> Vec<Text> {
    let text = |sheet: &Sheet, label: Label| {
        let Point { x, y } = sheet.origin;
        Text { at: Point { x, y: y - ABOVE }, anchor: Anchor::Start, turned: false, label }
    };
    let images = work.sizes().images;
    let name = |sheet: &Sheet| match (figure.subject, sheet.holds) {
        (Subject::Bias { gradient }, _) => Some(text(sheet, Label::Bias { gradient })),
        (Subject::Tensor(name), Holds::Channel { image, channel, .. }) => {
            let image = (images > 1).then_some([image as u64 + 1, images as u64]);
            Some(text(sheet, Label::Channel { name, image, channel: channel as u64 }))
        }
        (Subject::Matrix(_, name), _) if sheet.before > 0 => {
            let group = sheet.group().filter(|_| figure.groups > 1).map(|group| group as u64);
            let columns = [sheet.before, sheet.before + sheet.columns - 1].map(|column| column as u64);
            Some(text(sheet, Label::Continued { name, group, columns }))
        }
        _ => None,
    };
    figure.sheets.iter().filter_map(name).collect()
}

/// How many blocks of a dense matrix are empty: above its right end or, where no room is left there, below it.
fn empty_blocks(figure: &Figure, cell: f64) -> Option<[Text; 2]> {
    let ([high, wide], Subject::Matrix(Role::Left, _)) = (figure.dense?, figure.subject) else { return None };
    let Point { x, y } = figure.sheets.first()?.origin;
    let (right, bottom) = (x + wide as f64 * cell, y + high as f64 * cell);
    let ends = [Point { x: right, y: y - ABOVE }, Point { x: right, y: bottom + BELOW }];
    let label = Label::EmptyBlocks { groups: figure.groups };
    Some(ends.map(|at| Text { at, anchor: Anchor::End, turned: false, label: label.clone() }))
}

/// Whether two rectangles share nothing.
fn is_clear(one: &Rect, other: &Rect) -> bool {
    let Rect { width, height, .. } = one.inside(other);
    width * height == 0.0
}

/// The name of a matrix: in symbols and numbers where that fits, else in numbers alone.
fn name(work: &Work, cell: f64, figure: &Figure, right: f64, taken: &[Rect], words: Words) -> Option<Text> {
    let (Subject::Matrix(role, name), [rows, columns]) = (figure.subject, figure.lengths(work)?) else {
        return None;
    };
    let sheets = figure.sheets.iter().map(|sheet| sheet.rect(cell));
    let around = sheets.reduce(|all, rect| all.around(&rect))?;
    let y = if role == Role::Result { around.bottom() + BELOW } else { around.y - ABOVE };
    let text = |symbols: bool, anchor: Anchor| {
        let x = if anchor == Anchor::End { around.right() } else { around.x };
        let label = Label::Sized { name, groups: figure.groups, rows, columns, symbols };
        Text { at: Point { x, y }, anchor, turned: false, label }
    };
    // The name of a left factor ends before what is beside it.
    let until =
        |text: &Text| if role == Role::Left { beside(taken, &around, text.at.y) } else { right }.min(right);
    let fits = |text: &Text| {
        let rect = text_rect(text, words);
        let clear = |other: &Rect| is_clear(&rect, other);
        rect.x >= -1.0 && rect.right() <= until(text) && taken.iter().all(clear)
    };
    // To the left of its matrix only a left factor's name may reach: under another one it would be taken for its name.
    let all = match role {
        Role::Left => {
            [(true, Anchor::Start), (true, Anchor::End), (false, Anchor::Start), (false, Anchor::End)]
        }
        Role::Right | Role::Result => {
            [(true, Anchor::Start), (false, Anchor::Start), (false, Anchor::End), (true, Anchor::End)]
        }
    };
    let fitting = all.into_iter().map(|(symbols, anchor)| text(symbols, anchor)).find(fits);
    Some(fitting.unwrap_or_else(|| text(false, Anchor::Start)))
}

/// Where what stands right of a figure begins, as high as a line or just above it.
fn beside(taken: &[Rect], figure: &Rect, y: f64) -> f64 {
    let near = taken
        .iter()
        .filter(|rect| rect.x >= figure.right() && rect.y < y + SIZE && rect.bottom() > y - 3.0 * SIZE);
    near.map(|rect| rect.x - 2.0 * BAR).fold(f64::INFINITY, f64::min)
}

/// About where a text is.
fn text_rect(text: &Text, words: Words) -> Rect {
    // With room for wide faces: what the ground does not cover, a line would cross.
    let wide = width(&words(&text.label)) * 1.06;
    let x = if text.anchor == Anchor::End { text.at.x - wide } else { text.at.x };
    Rect::new(x - 1.0, text.at.y - SIZE, wide + 2.0, SIZE + 4.0)
}

/// The bars along the edges of a figure, at its first block or channel, wherever that goes on.
pub(super) fn bars(work: &Work, cell: f64, figure: &Figure) -> Vec<Shape> {
    let (Some(first), Some(lengths)) = (figure.sheets.first(), figure.lengths(work)) else {
        return Vec::new();
    };
    let bands = figure.sheets.iter().filter(|sheet| sheet.holds == first.holds);
    bands.flat_map(|band| bars_of(band, figure, &lengths, cell).concat()).collect()
}

/// The bars down and across a sheet.
fn bars_of(sheet: &Sheet, figure: &Figure, [rows, columns]: &[Length; 2], cell: f64) -> [Vec<Shape>; 2] {
    let rect = sheet.rect(cell);
    // What is around an image is none of its pixels.
    let inner = match (sheet.holds, figure.extents) {
        (Holds::Channel { margin: [above, before], .. }, Extents::Tensor { height, width, .. }) => {
            let [above, before, high, wide] =
                [above as f64, before as f64, height as f64, width as f64].map(|cells| cells * cell);
            Rect::new(rect.x + before, rect.y + above, wide, high)
        }
        _ => rect,
    };
    let (x, y) = (rect.x - BAR, rect.y - BAR);
    let down = bar(rows, Point { x, y: inner.y }, Point { x, y: inner.bottom() });
    let across = bar(columns, Point { x: inner.x, y }, Point { x: inner.right(), y });
    [down, across]
}

impl Board {
    /// The edges that have a bar, with the figure of each.
    pub fn edges(&self, work: &Work) -> Vec<(usize, Edge)> {
        let mut edges = Vec::new();
        for (at, figure) in self.figures.iter().enumerate() {
            let (Some(first), Some(lengths)) = (figure.sheets.first(), figure.lengths(work)) else {
                continue;
            };
            let sides = match figure.subject {
                Subject::Matrix(_, name) => [Side::Rows(name), Side::Columns(name)],
                Subject::Tensor(name) => [Side::Height(name), Side::Width(name)],
                Subject::Bias { .. } => continue,
            };
            let bars = bars_of(first, figure, &lengths, self.cell);
            for ((side, length), pieces) in sides.into_iter().zip(lengths).zip(bars) {
                let bar = pieces.iter().fold(None, around);
                edges.extend(bar.map(|bar| (at, Edge { sides: [Some(side), None], length, bar })));
            }
        }
        edges
    }
}

impl Figure {
    /// How long its edges are, down and across; nothing for a bias.
    pub(super) fn lengths(&self, work: &Work) -> Option<[Length; 2]> {
        let lowering = &work.lowering;
        let edges = match self.subject {
            Subject::Matrix(role, _) => {
                let matrix = match role {
                    Role::Left => &lowering.gemm.left,
                    Role::Right => &lowering.gemm.right,
                    Role::Result => &lowering.gemm.result,
                };
                [matrix.rows, matrix.columns]
            }
            Subject::Tensor(name) => {
                let image = if lowering.fine.name == name { &lowering.fine } else { &lowering.coarse };
                [image.height, image.width]
            }
            Subject::Bias { .. } => return None,
        };
        Some(edges.map(|edge| Length::new(&work.layer, edge)))
    }
}
