//! The still part of the picture, and what changes from step to step, as shapes.

use std::rc::Rc;

use super::board::Board;
use super::captions::bars;
use super::figure::Figure;
use super::sheet::{Holds, Sheet};
use super::{Cell, Doing, End, Step, Steps, Tone, Work};
use crate::cost::Quantity;
use crate::scene::hatch::hatch;
use crate::scene::{Drawing, Number, Point, Rect, Shape, Style};

/// Shapes that are printed, and change, together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheaf {
    /// Shapes, below.
    pub shapes: Vec<Shape>,
    /// Drawings, above.
    pub drawings: Vec<Drawing>,
}

/// The still part of a picture, the hindmost first: what lies under the numbers, numbers that are given, and the lines
/// and texts over them.
#[derive(Clone, Debug, PartialEq)]
pub struct Still {
    /// Width and height.
    pub size: [f64; 2],
    /// Fills, margins and hatching.
    pub ground: Rc<Sheaf>,
    /// Numbers that do not change.
    pub numbers: Rc<Sheaf>,
    /// Lines between cells, frames and names.
    pub lines: Rc<Sheaf>,
}

/// What a step adds to the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// The step.
    pub step: Step,
    /// What is lit, under the numbers.
    pub lit: Vec<Shape>,
    /// Numbers that are written step by step, as far as they are.
    pub numbers: Rc<Sheaf>,
    /// The dashed line from what is read to where it goes, if there is one, under the numbers.
    pub link: Option<Shape>,
}

impl Still {
    /// The still part of a pass.
    pub fn new(work: &Work, board: &Board) -> Still {
        let (mut ground, mut lines) = (Vec::new(), Vec::new());
        for figure in &board.figures {
            self::ground(work, board, figure, &mut ground);
            self::lines(work, board, figure, &mut lines);
        }
        // Lines that go past a name are interrupted there; the bar of its edge is not.
        lines.extend(board.captions.iter().map(|caption| Shape::Rect(caption.ground, Style::Paper)));
        lines.extend(board.figures.iter().flat_map(|figure| bars(work, board.cell, figure)));
        lines.extend(board.captions.iter().map(|caption| Shape::Text(caption.text.clone())));
        let given = board.figures.iter().filter(|figure| !figure.written);
        let shown = |cell| work.value(cell);
        let drawings = given.map(|figure| drawing(work, board, figure, &shown)).collect();
        let plain = |shapes| Rc::new(Sheaf { shapes, drawings: Vec::new() });
        Still {
            size: board.size,
            ground: plain(ground),
            numbers: Rc::new(Sheaf { shapes: Vec::new(), drawings }),
            lines: plain(lines),
        }
    }
}

impl Moment {
    /// What a step shows.
    pub fn new(work: &Work, board: &Board, number: u64) -> Moment {
        let steps = Steps::new(work);
        let step = steps.get(number);
        let written = board.figures.iter().filter(|figure| figure.written);
        let shown = |cell| steps.shown(cell, number);
        Moment {
            lit: light(work, board, &work.lit(&step)),
            numbers: Rc::new(Sheaf {
                shapes: Vec::new(),
                drawings: written.map(|figure| drawing(work, board, figure, &shown)).collect(),
            }),
            link: link(work, board, &step),
            step,
        }
    }
}

/// The shapes that light cells: one for each tone and hue, whatever their number.
pub fn light(work: &Work, board: &Board, cells: &[(Cell, Tone)]) -> Vec<Shape> {
    let mut lit = Vec::new();
    for tone in [Tone::Near, Tone::Part, Tone::Focus] {
        for hue in [Quantity::InChannels, Quantity::OutChannels, Quantity::Kernel] {
            let mut rects: Vec<Rect> = Vec::new();
            for (cell, _) in cells.iter().filter(|(cell, of)| *of == tone && work.hue(*cell) == hue) {
                for (_, rect) in board.places(work, *cell) {
                    if !rects.contains(&rect) {
                        rects.push(rect);
                    }
                }
            }
            let style = match tone {
                Tone::Near => Style::Near(hue),
                Tone::Part => Style::Lit(hue),
                Tone::Focus => Style::Focus(hue),
            };
            if !rects.is_empty() {
                lit.push(Shape::Lines(rects.iter().map(outline).collect(), style));
            }
        }
    }
    lit
}

/// The corners of a rectangle, back to the first.
fn outline(rect: &Rect) -> Vec<Point> {
    let (left, right, top, bottom) = (rect.x, rect.right(), rect.y, rect.bottom());
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
    corners.into_iter().map(|(x, y)| Point { x, y }).collect()
}

/// The dashed line between a column and the patch that it is, or between a cell and the pixel that it lands on.
fn link(work: &Work, board: &Board, step: &Step) -> Option<Shape> {
    let terms = || step.terms.iter().flat_map(|term| [Some(term.first.0), term.second.map(|other| other.0)]);
    let column = terms().flatten().find(|cell| matches!(cell, Cell::Column { .. }))?;
    let Cell::Column { image, group, tap, position } = column else { return None };
    if !matches!(step.doing, Doing::Product | Doing::Landing | Doing::Cropping) || work.in_place() {
        return None;
    }
    let pixel = Cell::Fine { image, pixel: work.place(group, tap, position) };
    let (_, from) = board.places(work, pixel).next()?;
    let (_, to) = board.places(work, column).next()?;
    let [from, to] = if step.doing == Doing::Product { [from, to] } else { [to, from] };
    let [start, end] = [from.center(), to.center()];
    // From the side that faces the other cell.
    let half = board.cell / 2.0;
    let [across, down] = [end.x - start.x, end.y - start.y];
    let (start, end, controls) = if across.abs() >= down.abs() {
        let half = half.copysign(across);
        let (start, end) = (Point { x: start.x + half, ..start }, Point { x: end.x - half, ..end });
        let bend = (end.x - start.x) * 0.4;
        (start, end, [Point { x: start.x + bend, ..start }, Point { x: end.x - bend, ..end }])
    } else {
        let half = half.copysign(down);
        let (start, end) = (Point { y: start.y + half, ..start }, Point { y: end.y - half, ..end });
        let bend = (end.y - start.y) * 0.4;
        (start, end, [Point { y: start.y + bend, ..start }, Point { y: end.y - bend, ..end }])
    };
    Some(Shape::Curve([start, controls[0], controls[1], end], Style::Link))
}

/// The numbers of a figure.
fn drawing(work: &Work, board: &Board, figure: &Figure, shown: &dyn Fn(Cell) -> Option<i64>) -> Drawing {
    let mut shapes = Vec::new();
    for sheet in &figure.sheets {
        for (row, column) in (0..sheet.rows).flat_map(|row| (0..sheet.columns).map(move |at| (row, at))) {
            let cell = sheet.cell(work, row, column);
            let Some(value) = work.value(cell) else { continue };
            let rect = board.rect(sheet, row, column);
            shapes.push(Shape::Number(Number { rect, value, shown: shown(cell) }));
        }
    }
    let rects = figure.sheets.iter().map(|sheet| sheet.rect(board.cell));
    let frame = rects.reduce(|all, rect| all.around(&rect)).unwrap_or_default();
    Drawing { subject: figure.subject, extents: figure.extents, groups: figure.groups, frame, shapes }
}

fn ground(work: &Work, board: &Board, figure: &Figure, shapes: &mut Vec<Shape>) {
    let size = board.cell;
    if let (Some([rows, columns]), Some(first)) = (figure.dense, figure.sheets.first()) {
        let frame = Sheet { rows, columns, ..*first }.rect(size);
        shapes.push(Shape::Rect(frame, Style::Frame));
        shapes.push(Shape::Lines(hatch(frame), Style::Empty));
    }
    for sheet in &figure.sheets {
        let rect = sheet.rect(size);
        let odd = match sheet.holds {
            Holds::Channel { channel, .. } => {
                (channel / (figure.sheets.len() / figure.groups as usize)) % 2 == 1
            }
            _ => sheet.group().is_some_and(|group| group % 2 == 1),
        };
        match sheet.holds {
            Holds::Channel { end: End::Fine, margin: [above, before], .. } => {
                shapes.push(Shape::Rect(rect, Style::Ring));
                if let crate::scene::Extents::Tensor { height, width, .. } = figure.extents {
                    let inner = Rect::new(
                        rect.x + before as f64 * size,
                        rect.y + above as f64 * size,
                        width as f64 * size,
                        height as f64 * size,
                    );
                    shapes.push(Shape::Rect(inner, Style::Paper));
                    shapes.push(Shape::Rect(inner, Style::Block(figure.hue, odd)));
                }
            }
            _ => {
                shapes.push(Shape::Rect(rect, Style::Paper));
                shapes.push(Shape::Rect(rect, Style::Block(figure.hue, odd)));
            }
        }
    }
    let outside = margin_cells(work, board, figure);
    if !outside.is_empty() {
        shapes.push(Shape::Lines(outside.iter().map(outline).collect(), Style::Ring));
    }
}

/// The cells of a column matrix that are padding, or will be cropped.
fn margin_cells(work: &Work, board: &Board, figure: &Figure) -> Vec<Rect> {
    let columns = figure.sheets.iter().filter(|sheet| matches!(sheet.holds, Holds::Columns { .. }));
    let mut rects = Vec::new();
    for sheet in columns {
        for (row, column) in (0..sheet.rows).flat_map(|row| (0..sheet.columns).map(move |at| (row, at))) {
            if let Cell::Column { group, tap, position, .. } = sheet.cell(work, row, column)
                && !work.map().is_real(work.place(group, tap, position))
            {
                rects.push(board.rect(sheet, row, column));
            }
        }
    }
    rects
}

fn lines(work: &Work, board: &Board, figure: &Figure, shapes: &mut Vec<Shape>) {
    let size = board.cell;
    let mut grid = Vec::new();
    for sheet in &figure.sheets {
        let rect = sheet.rect(size);
        let point = |x: f64, y: f64| Point { x, y };
        for row in 0..=sheet.rows {
            let y = rect.y + row as f64 * size;
            grid.push(vec![point(rect.x, y), point(rect.right(), y)]);
        }
        for column in 0..=sheet.columns {
            let x = rect.x + column as f64 * size;
            grid.push(vec![point(x, rect.y), point(x, rect.bottom())]);
        }
    }
    shapes.push(Shape::Lines(grid, Style::Grid));
    let images = work.sizes().images;
    if work.lowering.gemm.batch_inside && images > 1 {
        dividers(work, board, figure, shapes);
    }
    if figure.groups > 1 {
        let blocks = figure.sheets.iter().filter(|sheet| !matches!(sheet.holds, Holds::Channel { .. }));
        let outlines: Vec<Vec<Point>> = blocks.map(|sheet| outline(&sheet.rect(size))).collect();
        shapes.push(Shape::Lines(outlines, Style::Group));
    }
}

/// The lines between images that stand side by side.
fn dividers(work: &Work, board: &Board, figure: &Figure, shapes: &mut Vec<Shape>) {
    let sizes = work.sizes();
    let mut lines = Vec::new();
    for sheet in &figure.sheets {
        let rect = sheet.rect(board.cell);
        for image in 1..sizes.images {
            let first = image * sizes.positions;
            let at = (first - sheet.before.min(first)) as f64 * board.cell;
            let ends = match sheet.holds {
                Holds::Rows { .. } if !(sheet.before..sheet.before + sheet.columns).contains(&first) => {
                    continue;
                }
                Holds::Rows { .. } => [(rect.x + at, rect.y), (rect.x + at, rect.bottom())],
                Holds::Columns { .. } => [(rect.x, rect.y + at), (rect.right(), rect.y + at)],
                _ => continue,
            };
            lines.push(ends.map(|(x, y)| Point { x, y }).to_vec());
        }
    }
    if !lines.is_empty() {
        shapes.push(Shape::Lines(lines, Style::Divider));
    }
}
