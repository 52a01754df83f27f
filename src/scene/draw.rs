//! The shapes of a layout: matrices with their names, edges and texts.

use super::blocks::Blocks;
use super::hatch::hatch;
use super::layout::{BAR, FALL, LINE, Layout, TEXT, Tensor};
use super::part::{Arrangement, Part};
use super::plan::{EdgeText, Plan};
use super::{Anchor, Drawing, Extents, Label, Length, Point, Rect, Shape, Style, Subject, Text};
use crate::cost::Quantity;
use crate::lowering::MatrixName;

/// The hue of what a matrix holds: the input and its gradient, the output and its gradient, or the weights.
pub(super) fn hue_of(plan: &Plan, name: MatrixName) -> Quantity {
    let base = name.transpose_of().unwrap_or(name);
    match base {
        MatrixName::X | MatrixName::DX | MatrixName::Xt => Quantity::InChannels,
        MatrixName::Y | MatrixName::DY | MatrixName::DYt => Quantity::OutChannels,
        MatrixName::W | MatrixName::Wt | MatrixName::DW => Quantity::Kernel,
        MatrixName::Cols | MatrixName::ColsT | MatrixName::DCols | MatrixName::DColsT => {
            let image = plan.source.or(plan.target).map(|image| image.name);
            if matches!(image, Some(MatrixName::Y | MatrixName::DY)) {
                Quantity::OutChannels
            } else {
                Quantity::InChannels
            }
        }
    }
}

/// A list of shapes under way.
#[derive(Default)]
pub(super) struct Pen {
    pub(super) shapes: Vec<Shape>,
}

impl Pen {
    pub(super) fn rect(&mut self, rect: Rect, style: Style) {
        self.shapes.push(Shape::Rect(rect, style));
    }

    pub(super) fn line(&mut self, from: [f64; 2], to: [f64; 2], style: Style) {
        let points = [from, to].map(|[x, y]| Point { x, y });
        self.shapes.push(Shape::Lines(vec![points.to_vec()], style));
    }

    pub(super) fn text(&mut self, x: f64, y: f64, anchor: Anchor, label: Label) {
        self.shapes.push(Shape::Text(Text { at: Point { x, y }, anchor, turned: false, label }));
    }

    /// An arrow to a lower place on the right: level as far as `fall`, where it turns down.
    fn arrow_around(&mut self, from: Point, to: Point, fall: f64) {
        let corner = Point { x: fall, y: from.y };
        let below = Point { y: from.y + (fall - from.x).min(16.0), ..corner };
        self.shapes.push(Shape::Curve([from, corner, corner, below], Style::Arrow));
        self.arrow(below, to, true);
    }

    /// An arrow: a curve that ends with a head, level at both ends unless it `falls` at the start.
    fn arrow(&mut self, from: Point, to: Point, falls: bool) {
        let tip = Point { x: to.x - 5.0, y: to.y };
        let half = (tip.x - from.x) * 0.5;
        let first = if falls { Point { x: from.x, y: to.y } } else { Point { x: from.x + half, y: from.y } };
        let second = if falls { first } else { Point { x: tip.x - half, y: tip.y } };
        self.shapes.push(Shape::Curve([from, first, second, tip], Style::Arrow));
        let back = to.x - 7.0;
        let head = [to, Point { x: back, y: to.y - 3.5 }, Point { x: back, y: to.y + 3.5 }];
        self.shapes.push(Shape::Triangle(head, Style::Head));
    }

    /// The name of an arrow that goes to the right: above its higher end, where the curve is level.
    /// Its room ends at `until`.
    fn arrow_text(&mut self, from: Point, to: Point, until: f64, label: Label) {
        let y = from.y.min(to.y) - 6.0;
        if (from.y - to.y).abs() < 4.0 {
            self.text((from.x + until) / 2.0 - 2.0, y, Anchor::Middle, label);
        } else {
            self.text(from.x, y, Anchor::Start, label);
        }
    }

    /// An arrow straight down.
    fn arrow_down(&mut self, from: Point, to: Point) {
        self.line([from.x, from.y], [to.x, to.y - 5.0], Style::Arrow);
        let back = to.y - 7.0;
        let head = [to, Point { x: to.x - 3.5, y: back }, Point { x: to.x + 3.5, y: back }];
        self.shapes.push(Shape::Triangle(head, Style::Head));
    }

    /// The bar along an edge: a piece in each hue of the extent.
    fn bar(&mut self, length: &Length, from: [f64; 2], to: [f64; 2]) {
        let [from, to] = [from, to].map(|[x, y]| Point { x, y });
        self.shapes.extend(bar(length, from, to));
    }

    /// A name in the middle of a rectangle.
    fn name(&mut self, rect: Rect, label: Label, turned: bool) {
        let Point { x, y } = rect.center();
        let at = if turned { Point { x: x + 4.0, y } } else { Point { x, y: y + 4.0 } };
        self.shapes.push(Shape::Text(Text { at, anchor: Anchor::Middle, turned, label }));
    }

    fn dots(&mut self, middle: Point, step: [f64; 2]) {
        for at in [-1.0, 0.0, 1.0] {
            let (x, y) = (middle.x + at * step[0], middle.y + at * step[1]);
            self.rect(Rect::new(x - 1.0, y - 1.0, 2.0, 2.0), Style::Dots);
        }
    }
}

/// The bar along an edge: a piece in each hue of the extent.
pub(super) fn bar(length: &Length, from: Point, to: Point) -> Vec<Shape> {
    let hues = length.quantities();
    let at = |part: usize| {
        let share = part as f64 / hues.len() as f64;
        Point { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
    };
    let piece =
        |(part, hue): (usize, &Quantity)| Shape::Lines(vec![vec![at(part), at(part + 1)]], Style::Edge(*hue));
    hues.iter().enumerate().map(piece).collect()
}

/// A matrix: its blocks, what is empty or left out between them, and names.
pub(super) fn matrix(plan: &Plan, part: &Part) -> Drawing {
    let mut pen = Pen::default();
    let hue = hue_of(plan, part.matrix.name);
    let blocks = part.blocks;
    if part.arrangement == Arrangement::Diagonal && blocks.groups > 1 {
        let frame = part.frame();
        pen.rect(frame, Style::Frame);
        pen.shapes.push(Shape::Lines(hatch(frame), Style::Empty));
    }
    for at in 0..blocks.count() {
        let rect = part.block(at);
        pen.rect(rect, Style::Block(hue, false));
        images(plan, part, rect, &mut pen);
    }
    let name = part.matrix.name;
    let numbered = |at: usize| Label::Name(name, (blocks.groups > 1).then(|| blocks.group(at)));
    let fits = |label: Label| fits(plan, part.block(0), &label);
    // The last group has the longest number: all blocks are named in the way in which it can be.
    let last = blocks.count() - 1;
    if let Some(turned) = fits(numbered(last)) {
        (0..=last).for_each(|at| pen.name(part.block(at), numbered(at), turned));
    } else if let Some(turned) = fits(Label::Name(name, None)) {
        (0..=last).for_each(|at| pen.name(part.block(at), Label::Name(name, None), turned));
    }
    ellipsis(plan, part, &mut pen);
    Drawing {
        subject: Subject::Matrix(part.role, part.matrix.name),
        extents: Extents::Matrix { rows: part.rows, columns: part.columns },
        groups: blocks.groups,
        frame: part.frame(),
        shapes: pen.shapes,
    }
}

/// Whether a name fits inside a rectangle, and whether turned.
fn fits(plan: &Plan, rect: Rect, label: &Label) -> Option<bool> {
    let width = plan.measure(label) + 4.0;
    let level = rect.width >= width && rect.height >= 13.0;
    let turned = rect.height >= width && rect.width >= 13.0;
    (level || turned).then_some(!level)
}

/// Lines between the images that stand side by side, where the inner extent holds the batch and there is room.
fn images(plan: &Plan, part: &Part, rect: Rect, pen: &mut Pen) {
    use super::Role;
    let batch = plan.layer.batch as f64;
    let along = match part.role {
        Role::Left => rect.width,
        Role::Right => rect.height,
        Role::Result => 0.0,
    };
    if !plan.lowering.gemm.batch_inside || batch < 2.0 || along / batch < 5.0 {
        return;
    }
    let lines = (1..plan.layer.batch).map(|image| {
        let at = along * image as f64 / batch;
        let ends = match part.role {
            Role::Left => [[rect.x + at, rect.y], [rect.x + at, rect.bottom()]],
            _ => [[rect.x, rect.y + at], [rect.right(), rect.y + at]],
        };
        ends.map(|[x, y]| Point { x, y }).to_vec()
    });
    pen.shapes.push(Shape::Lines(lines.collect(), Style::Divider));
}

fn ellipsis(plan: &Plan, part: &Part, pen: &mut Pen) {
    let [width, height] = part.block;
    let frame = part.frame();
    let middle = |edge: f64| part.blocks.ellipsis(edge).map(|(start, length)| start + length / 2.0);
    let (Some(x), Some(y)) = (middle(width), middle(height)) else { return };
    match part.arrangement {
        Arrangement::Diagonal => pen.dots(Point { x: frame.x + x, y: frame.y + y }, [5.0, 5.0]),
        Arrangement::Beside => pen.dots(Point { x: frame.x + x, y: frame.center().y }, [5.0, 0.0]),
        Arrangement::Stacked => {
            let label = Label::More(part.blocks.hidden());
            if plan.measure(&label) + 4.0 <= frame.width {
                pen.text(frame.center().x, frame.y + y + 4.0, Anchor::Middle, label);
            } else {
                pen.dots(Point { x: frame.center().x, y: frame.y + y }, [0.0, 5.0]);
            }
        }
    }
}

/// A tensor: sheets from the hindmost to the foremost, what stands around them, its edges and its name.
pub(super) fn tensor(plan: &Plan, tensor: &Tensor) -> Drawing {
    let mut pen = Pen::default();
    let volume = &tensor.volume;
    let hue = hue_of(plan, volume.image.name);
    for block in (0..volume.blocks.count()).rev() {
        for sheet in (0..volume.sheets).rev() {
            pen.rect(volume.sheet(block, sheet), Style::Block(hue, false));
        }
    }
    let front = volume.front;
    let [rows, columns] = volume.unreached;
    let (height, width) = (volume.size[0] as i64, volume.size[1] as i64);
    if rows > 0 {
        pen.rect(volume.pixels(front, [height - rows, rows], [0, width]), Style::LeftOver);
    }
    if columns > 0 {
        pen.rect(volume.pixels(front, [0, height], [width - columns, columns]), Style::LeftOver);
    }
    if volume.margins != [0; 4] {
        pen.rect(volume.padded(), Style::Margin);
    }
    let name = Label::Name(volume.image.name, None);
    if let Some(turned) = fits(plan, front, &name) {
        pen.name(front, name, turned);
    }
    edges(plan, tensor, &mut pen);
    Drawing {
        subject: Subject::Tensor(volume.image.name),
        extents: Extents::Tensor { channels: volume.channels, height: volume.size[0], width: volume.size[1] },
        groups: volume.blocks.groups,
        frame: tensor.stack(),
        shapes: pen.shapes,
    }
}

/// Channels along the depth, height beside, width and what stands around the image below.
fn edges(plan: &Plan, tensor: &Tensor, pen: &mut Pen) {
    let volume = &tensor.volume;
    let (front, padded, back) = (volume.front, volume.padded(), volume.back());
    let length = |extent| Length::new(plan.layer, extent);
    let image = volume.image;

    let channels = length(image.channels);
    let last = volume.sheet(0, volume.sheets - 1);
    if volume.sheets > 1 {
        pen.bar(&channels, [front.x - 3.0, front.y - 3.0], [last.x - 3.0, last.y - 3.0]);
    }
    let y = last.y.min(padded.y) - BAR - 2.0;
    pen.text(volume.channels_end(), y, Anchor::End, Label::Edge(channels));

    let height = length(image.height);
    let (sheet, x, side) = if tensor.height_right {
        (back, back.right().max(padded.right()) + BAR, 1.0)
    } else {
        (front, padded.x - BAR, -1.0)
    };
    pen.bar(&height, [x, sheet.y], [x, sheet.bottom()]);
    let anchor = if tensor.height_right { Anchor::Start } else { Anchor::End };
    pen.text(x + side * TEXT, sheet.center().y + 4.0, anchor, Label::Edge(height));

    let width = length(image.width);
    let y = padded.bottom() + BAR;
    pen.bar(&width, [front.x, y], [front.right(), y]);
    pen.text(padded.x, y + LINE, Anchor::Start, Label::Edge(width));
    for (at, note) in plan.tensor_notes().into_iter().enumerate() {
        pen.text(padded.x, y + LINE * (at + 2) as f64, Anchor::Start, note);
    }
}

/// The bias column, or that of its gradient.
pub(super) fn bias(plan: &Plan, layout: &Layout) -> Option<Drawing> {
    let (gradient, first) = (plan.bias?, layout.bias?);
    let mut pen = Pen::default();
    let blocks = plan.blocks;
    let mut frame = first;
    for at in 0..blocks.count() {
        let rect = layout.bias_block(blocks, at)?;
        frame = frame.around(&rect);
        pen.rect(rect, Style::Block(Quantity::OutChannels, false));
    }
    let name = Label::Bias { gradient };
    if is_named_below(&first) {
        pen.text(first.center().x, frame.bottom() + 12.0, Anchor::Middle, name);
    } else if let Some(turned) = fits(plan, first, &name) {
        let blocks = (0..blocks.count()).filter_map(|at| layout.bias_block(blocks, at));
        blocks.for_each(|rect| pen.name(rect, name.clone(), turned));
    }
    if let Some((start, length)) = blocks.ellipsis(first.height) {
        pen.dots(Point { x: first.center().x, y: first.y + start + length / 2.0 }, [0.0, 5.0]);
    }
    let sign = if gradient { Label::Sum } else { Label::Plus };
    pen.text(first.x - 8.0, frame.center().y + 4.0, Anchor::End, sign);
    let rows = (plan.layer.out_channels / plan.layer.groups) as u128;
    Some(Drawing {
        subject: Subject::Bias { gradient },
        extents: Extents::Matrix { rows, columns: 1 },
        groups: blocks.groups,
        frame,
        shapes: pen.shapes,
    })
}

/// Whether a bias column is so low that whatever marks an element of it would hide a name in it.
pub(super) fn is_named_below(block: &Rect) -> bool {
    block.height < 36.0
}

/// The edges of the product, each said once, and the arrows.
pub(super) fn around(plan: &Plan, layout: &Layout) -> Vec<Shape> {
    let mut pen = Pen::default();
    product_edges(plan, layout, &mut pen);
    arrows(plan, layout, &mut pen);
    if plan.blocks.groups > 1 {
        groups(plan.blocks, layout, &mut pen);
    }
    pen.shapes
}

fn product_edges(plan: &Plan, layout: &Layout, pen: &mut Pen) {
    let top = layout.right.block(0);
    let y = top.y - BAR;
    pen.bar(&plan.columns.length, [top.x, y], [top.right(), y]);
    let wide = plan.columns.one_line > top.width;
    let (x, anchor) = if wide { (top.x, Anchor::Start) } else { (top.center().x, Anchor::Middle) };
    pen.text(x, y - TEXT, anchor, Label::Edge(plan.columns.length));

    let x = layout.right.frame().right() + BAR;
    pen.bar(&plan.inner.length, [x, top.y], [x, top.bottom()]);
    let corner = layout.inner_text;
    two_lines(pen, &plan.inner, corner.x, corner.y, Anchor::Start);

    let (middle, right) = layout.rows_text;
    let edge = if right { layout.result.block(0) } else { layout.left.block(0) };
    let x = if right { middle.x - TEXT } else { middle.x + TEXT };
    pen.bar(&plan.rows.length, [x, edge.y], [x, edge.bottom()]);
    let anchor = if right { Anchor::Start } else { Anchor::End };
    two_lines(pen, &plan.rows, middle.x, middle.y - LINE, anchor);
}

fn two_lines(pen: &mut Pen, edge: &EdgeText, x: f64, top: f64, anchor: Anchor) {
    pen.text(x, top + 11.0, anchor, Label::Symbols(edge.length));
    pen.text(x, top + 11.0 + LINE, anchor, Label::Numbers(edge.length));
}

fn arrows(plan: &Plan, layout: &Layout, pen: &mut Pen) {
    let right = layout.right.frame();
    let result = layout.result.frame();
    if let Some(source) = &layout.source {
        let stack = source.stack();
        let to = Point { x: right.x - 5.0, y: right.center().y };
        if layout.narrow {
            let fall = right.x - FALL;
            let below = source.area.bottom() + 4.0;
            if stack.right() < fall {
                let back = source.volume.back();
                pen.arrow_around(Point { x: stack.right() + 5.0, y: back.center().y }, to, fall);
                pen.text(fall - 5.0, (below + to.y) / 2.0, Anchor::End, Label::Im2col);
            } else {
                let front = source.volume.padded();
                let x = fall.clamp(front.x, front.right());
                pen.arrow(Point { x, y: below }, to, true);
                pen.text(x.min(fall) - 5.0, (below + to.y) / 2.0, Anchor::End, Label::Im2col);
            }
        } else {
            let from = Point { x: stack.right() + 6.0, y: stack.center().y.min(to.y) };
            pen.arrow(from, to, false);
            pen.arrow_text(from, to, to.x, Label::Im2col);
        }
    }
    if let Some(target) = &layout.target {
        let front = target.volume.padded();
        if layout.narrow {
            let from = Point { x: result.x + 10.0, y: result.bottom() + 4.0 };
            pen.arrow_down(from, Point { y: target.area.y - 3.0, ..from });
            pen.text(from.x + 8.0, (from.y + target.area.y) / 2.0 + 3.0, Anchor::Start, Label::Col2im);
        } else {
            let to = Point { x: front.x - 5.0, y: front.center().y };
            // Level if it can be, and below the text of the inner edge.
            let lowest = result.bottom() - 6.0;
            let y = to.y.min(lowest).max((layout.inner_text.y + 2.0 * LINE + LINE + 2.0).min(lowest));
            let from = Point { x: result.right() + 5.0, y };
            pen.arrow(from, to, false);
            pen.arrow_text(from, to, target.area.x.min(to.x), Label::Col2im);
        }
    }
    if plan.in_place() {
        let (x, y) = (right.x - TEXT - BAR, right.center().y);
        let label = if plan.lowering.col2im.is_some() { Label::NoCol2im } else { Label::NoIm2col };
        pen.text(x, y + 4.0, Anchor::End, label);
    }
}

fn groups(blocks: Blocks, layout: &Layout, pen: &mut Pen) {
    let groups = blocks.groups;
    let in_left = layout.left.arrangement == Arrangement::Diagonal;
    let frame = if in_left { layout.left.frame() } else { layout.result.frame() };
    let (x, anchor) = if in_left { (frame.right(), Anchor::End) } else { (frame.x, Anchor::Start) };
    pen.text(x, frame.bottom() + LINE, anchor, Label::Groups(groups));
    pen.text(x, frame.bottom() + 2.0 * LINE, anchor, Label::EmptyBlocks { groups });
}
