//! Where everything stands: the corner layout of a product, fitted into a width and a height.

use super::blocks::Blocks;
use super::draw::is_named_below;
use super::part::{Arrangement, Part, Role};
use super::plan::Plan;
use super::scale::Scale;
use super::volume::Volume;
use super::{Label, Point, Rect};
use crate::layer::Direction;
use crate::lowering::{Image, Matrix};

/// How much room a picture has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// The width that the picture fits in, if it can.
    pub width: f64,
    /// The height that it fits in, if it can.
    pub height: f64,
}

impl Room {
    /// Room of a width, and as high as a picture beside its formula should be.
    pub fn of_width(width: f64) -> Room {
        Room { width, height: if width < NARROW { 520.0 } else { 400.0 } }
    }
}

/// Below this width, or where they do not fit, tensors stand above and below the product, not beside it.
const NARROW: f64 = 480.0;
/// The largest edge of length 1, and so of small layers.
pub(super) const MOST_UNIT: f64 = 20.0;
const LEAST: f64 = 14.0;
/// Where a name needs more, since no edge is longer than the least.
const LEAST_FOR_NAMES: f64 = 30.0;
/// Between the factors and the result.
const GUTTER: f64 = 20.0;
/// From an edge to its bar, and from the bar to its text.
pub(super) const BAR: f64 = 5.0;
pub(super) const TEXT: f64 = 6.0;
/// The height of a line.
pub(super) const LINE: f64 = 15.0;
/// The room for a line above an edge, with its bar.
const HEAD: f64 = LINE + BAR + TEXT + 1.0;
/// The least length of an arrow with its name.
const ARROW: f64 = 66.0;
/// From where an arrow falls to the matrix that it leads to, to the right of it.
pub(super) const FALL: f64 = 30.0;

/// Where a tensor stands, with the texts around it.
#[derive(Clone, Copy)]
pub(super) struct Tensor {
    pub(super) volume: Volume,
    /// Whether the height is said to the right: to the left is the arrow.
    pub(super) height_right: bool,
    /// The room that it takes, texts included.
    pub(super) area: Rect,
}

/// Where everything stands.
pub(super) struct Layout {
    pub(super) size: [f64; 2],
    /// The edge of length 1.
    pub(super) unit: f64,
    pub(super) left: Part,
    pub(super) right: Part,
    pub(super) result: Part,
    pub(super) source: Option<Tensor>,
    pub(super) target: Option<Tensor>,
    /// The first block of the bias column.
    pub(super) bias: Option<Rect>,
    /// The top left corner of the text of the inner edge.
    pub(super) inner_text: Point,
    /// The middle of the text of the rows, and whether it is to the right of the product.
    pub(super) rows_text: (Point, bool),
    /// Whether tensors stand above and below.
    pub(super) narrow: bool,
}

/// The largest layout that fits, with edges of length 1 that are no longer than `most`. Where not even the least one does, since its numbers are long, the room grows.
pub(super) fn fit(plan: &Plan, room: Room, most: f64) -> Layout {
    let least_edge = least_edge(plan);
    let smallest = |narrow| arrange(plan, Scale { unit: 0.0, least: least_edge }, room, narrow);
    let narrow = room.width < NARROW || {
        let width = smallest(false).size[0];
        width > room.width && smallest(true).size[0] < width
    };
    let layout = |unit, room| arrange(plan, Scale { unit, least: least_edge }, room, narrow);
    let smallest = smallest(narrow);
    let grown = |least: f64, room: f64| if least > room { least + 30.0 } else { room };
    let room =
        Room { width: grown(smallest.size[0], room.width), height: grown(smallest.size[1], room.height) };
    let mut best = layout(0.0, room);
    let (mut least, mut most) = (0.0, most);
    for _ in 0..24 {
        let unit = (least + most) / 2.0;
        let layout = layout(unit, room);
        if layout.size[0] <= room.width && layout.size[1] <= room.height {
            (best, least) = (layout, unit);
        } else {
            most = unit;
        }
    }
    best.size[0] = best.size[0].max(room.width);
    best
}

/// The least thickness: more where even at the largest scale a matrix would be too small for its name.
fn least_edge(plan: &Plan) -> f64 {
    let longest = |matrix: &Matrix| {
        let [rows, columns] = [matrix.rows, matrix.columns].map(|extent| extent.value(plan.layer) as f64);
        MOST_UNIT * rows.max(columns).sqrt()
    };
    let matrices = [plan.left.0, plan.right.0, plan.result.0];
    if matrices.iter().any(|matrix| longest(matrix) < LEAST_FOR_NAMES) { LEAST_FOR_NAMES } else { LEAST }
}

fn part(plan: &Plan, role: Role, scale: &Scale) -> Part {
    let (matrix, arrangement) = match role {
        Role::Left => plan.left,
        Role::Right => plan.right,
        Role::Result => plan.result,
    };
    let [rows, columns] = [matrix.rows, matrix.columns].map(|extent| extent.value(plan.layer));
    let block = [scale.edge(columns), scale.edge(rows)];
    Part { role, matrix, rows, columns, arrangement, blocks: plan.blocks, origin: Point::default(), block }
}

fn tensor(plan: &Plan, image: Image, scale: &Scale, height_right: bool) -> Tensor {
    let mut volume = Volume::new(plan.layer, image, plan.margins, scale);
    let edge = |extent| plan.measure(&Label::Edge(super::Length::new(plan.layer, extent)));
    let height_text = edge(image.height) + BAR + TEXT;
    // The front sheet is at the origin for now. The text of the channels ends above the last sheet of the first group.
    let (padded, back) = (volume.padded(), volume.back());
    let last = volume.sheet(0, volume.sheets - 1);
    let channels_end = volume.channels_end();
    let before = if height_right { -padded.x } else { height_text - padded.x };
    let left = before.max(edge(image.channels) - channels_end);
    let top = (-back.y).max(-padded.y).max(LINE + BAR - last.y.min(padded.y));
    volume.front = volume.front.moved(left, top);
    let (padded, back) = (volume.padded(), volume.back());
    let notes = plan.tensor_notes();
    let below = notes.iter().map(|note| plan.measure(note)).fold(edge(image.width), f64::max);
    let stack = padded.right().max(back.right());
    let right = if height_right { stack + height_text } else { stack };
    let width = right.max(padded.x + below);
    let height = padded.bottom() + BAR + TEXT + LINE * (1 + notes.len()) as f64;
    Tensor { volume, height_right, area: Rect::new(0.0, 0.0, width, height) }
}

impl Tensor {
    fn move_to(&mut self, x: f64, y: f64) {
        self.area = self.area.moved(x, y);
        self.volume.front = self.volume.front.moved(x, y);
    }

    /// The stack itself, without texts.
    pub(super) fn stack(&self) -> Rect {
        self.volume.padded().around(&self.volume.back())
    }
}

fn arrange(plan: &Plan, scale: Scale, room: Room, narrow: bool) -> Layout {
    let [mut left, mut right, mut result] =
        [Role::Left, Role::Right, Role::Result].map(|role| part(plan, role, &scale));
    let [left_size, right_size, result_size] = [&left, &right, &result].map(Part::frame);
    let mut source = plan.source.map(|image| tensor(plan, image, &scale, false));
    let mut target = plan.target.map(|image| tensor(plan, image, &scale, true));
    let groups_text = if plan.blocks.groups > 1 {
        let groups = plan.blocks.groups;
        let labels = [Label::Groups(groups), Label::EmptyBlocks { groups }];
        labels.iter().map(|label| plan.measure(label)).fold(0.0, f64::max)
    } else {
        0.0
    };
    let diagonal_left = left.arrangement == Arrangement::Diagonal;
    let sign = match plan.bias {
        None => 0.0,
        Some(gradient) => plan.measure(if gradient { &Label::Sum } else { &Label::Plus }) + 16.0,
    };
    // The rows of the bias are those of the result, but in a transposed convolution's weight gradient.
    let aligned = plan.layer.direction != Direction::Transposed;
    let bias_width = if plan.bias.is_some() { sign + scale.edge(1) } else { 0.0 };

    // Across: texts, left factor, gutter, result, texts. The rows are said on the side where no tensor is.
    let rows_right = target.is_none();
    let before = if rows_right { 0.0 } else { plan.rows.two_lines + BAR + TEXT };
    let mut left_width = left_size.width;
    if let (Some(source), false) = (&source, narrow) {
        left_width = left_width.max(source.area.width + ARROW - GUTTER);
    }
    if narrow && source.is_some() {
        left_width = left_width.max(ARROW);
    }
    if plan.in_place() {
        let text = plan.measure(&Label::NoIm2col).max(plan.measure(&Label::NoCol2im));
        left_width = left_width.max(text - before);
    }
    if diagonal_left {
        left_width = left_width.max(groups_text - before);
    }
    left.origin.x = before + left_width - left_size.width;
    result.origin.x = before + left_width + GUTTER;
    right.origin.x = result.origin.x;
    let product_right = result.origin.x + result_size.width;
    let rows_x = product_right + if rows_right && aligned { bias_width } else { 0.0 } + BAR + TEXT;
    let inner_x = product_right + BAR + TEXT;
    let mut width = product_right.max(result.origin.x + plan.columns.one_line);
    width = width.max(inner_x + plan.inner.two_lines);
    if rows_right {
        width = width.max(rows_x + plan.rows.two_lines + if aligned { 0.0 } else { bias_width });
    }
    if !diagonal_left {
        width = width.max(result.origin.x + groups_text);
    }

    // Down: the tensor above if there is no room beside, the right factor with its text, gutter, result.
    let mut top = 0.0;
    if let (Some(source), true) = (&mut source, narrow) {
        // The arrow falls to the right of it, if there is room.
        source.move_to((right.origin.x - FALL - TEXT - source.area.width).max(0.0), 0.0);
        width = width.max(source.area.right());
        top = source.area.height + 4.0;
    }
    let beside = source.as_ref().filter(|_| !narrow).map_or(0.0, |source| source.area.height);
    let first_row =
        (HEAD + right_size.height).max(beside).max(HEAD + if plan.in_place() { 2.0 * LINE } else { 0.0 });
    right.origin.y = top + first_row - right_size.height;
    let inner_top = (right.block(0).center().y - LINE).max(right.origin.y);
    let inner_bottom = inner_top + 2.0 * LINE;
    result.origin.y = top + first_row + GUTTER;
    if target.is_some() && !narrow {
        // The arrow to the tensor starts at the result, below the text of the inner edge.
        result.origin.y = result.origin.y.max(inner_bottom + LINE + 8.0 - result_size.height);
    }
    left.origin.y = result.origin.y;
    if let (Some(source), false) = (&mut source, narrow) {
        let middle = right.origin.y + right_size.height / 2.0;
        let stack = source.stack().center().y;
        let y = (middle - stack).clamp(0.0, (first_row - source.area.height).max(0.0));
        source.move_to((left_width + GUTTER - ARROW - source.area.width).max(0.0) / 2.0, top + y);
    }
    let rows_middle =
        result.block(0).center().y.max(if rows_right { inner_bottom + LINE + 3.0 } else { 0.0 });
    let mut bottom = (result.origin.y + result_size.height).max(rows_middle + LINE);
    if plan.blocks.groups > 1 {
        bottom = bottom.max(result.origin.y + result_size.height + 2.0 * LINE + 4.0);
    }

    let mut bias = plan.bias.map(|_| {
        let height = scale.edge(super::Length::new(plan.layer, bias_rows()).whole);
        let x = if aligned { product_right } else { rows_x + plan.rows.two_lines };
        Rect::new(x + sign, result.origin.y, scale.edge(1), height)
    });
    if let Some(target) = &mut target {
        if narrow {
            // Below the product, or as far left as it must.
            target.move_to(before.min((room.width - target.area.width).max(0.0)), bottom + 34.0);
        } else {
            let y = (result.frame().center().y - target.stack().center().y).max(inner_bottom + 6.0);
            target.move_to(product_right + ARROW, y);
        }
        width = width.max(target.area.right());
        bottom = bottom.max(target.area.bottom());
        if let Some(bias) = &mut bias {
            let span = plan.blocks.span(bias.height);
            let y = (target.stack().center().y - span / 2.0).max(if narrow {
                target.area.y
            } else {
                inner_bottom + 6.0
            });
            *bias = Rect { x: target.area.right() + sign, y, ..*bias };
            width = width.max(bias.right() + 2.0);
            bottom = bottom.max(y + span);
        }
    } else if let Some(bias) = &bias {
        bottom = bottom.max(bias.y + plan.blocks.span(bias.height));
        width = width.max(bias.right());
    }
    if let Some(bias) = bias.filter(is_named_below) {
        bottom = bottom.max(bias.y + plan.blocks.span(bias.height) + LINE);
    }

    let rows_text = if rows_right {
        Point { x: rows_x, y: rows_middle }
    } else {
        Point { x: left.origin.x - BAR - TEXT, y: rows_middle }
    };
    let mut layout = Layout {
        unit: scale.unit,
        size: [width + 2.0, bottom + 2.0],
        left,
        right,
        result,
        source,
        target,
        bias,
        inner_text: Point { x: inner_x, y: inner_top },
        rows_text: (rows_text, rows_right),
        narrow,
    };
    layout.center(room.width);
    layout
}

/// The rows of the bias column: the channels of one group of the output.
fn bias_rows() -> crate::lowering::Extent {
    use crate::layer::Symbol::OutChannels;
    use crate::lowering::{Atom, Extent};
    Extent::product([Atom::PerGroup(OutChannels)])
}

impl Layout {
    /// Moves all into the middle of a width.
    fn center(&mut self, width: f64) {
        let by = ((width - self.size[0]) / 2.0).max(1.0);
        for part in [&mut self.left, &mut self.right, &mut self.result] {
            part.origin = Point { x: part.origin.x + by, y: part.origin.y + 1.0 };
        }
        for tensor in [&mut self.source, &mut self.target].into_iter().flatten() {
            tensor.move_to(by, 1.0);
        }
        self.bias = self.bias.map(|bias| bias.moved(by, 1.0));
        for point in [&mut self.inner_text, &mut self.rows_text.0] {
            *point = Point { x: point.x + by, y: point.y + 1.0 };
        }
    }

    /// The drawn blocks of the bias column.
    pub(super) fn bias_block(&self, blocks: Blocks, at: usize) -> Option<Rect> {
        self.bias.map(|bias| bias.moved(0.0, blocks.place(at, bias.height)))
    }
}
