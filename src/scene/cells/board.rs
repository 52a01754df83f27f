//! Where everything is: the figures of one image of a pass, in the corner layout or, where that is too wide, below
//! each other.

use super::captions::Caption;
use super::figure::{Figure, TITLE};
use super::{Cell, End, Sheet, Way, Work};
use crate::layer::Direction;
use crate::scene::{Point, Rect, Role, Words};

/// The figures of a pass, laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// The side of a cell.
    pub cell: f64,
    /// Width and height.
    pub size: [f64; 2],
    /// The image of the batch that is drawn, where one is.
    pub image: usize,
    /// What is drawn, in the order of the steps.
    pub figures: Vec<Figure>,
    /// Its names.
    pub captions: Vec<Caption>,
}

/// How much room there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// So many pixels across, and as many down as it takes.
    Width(u32),
    /// So many across and down, which the picture is enlarged to fill.
    Screen([u32; 2]),
}

/// Sides of cells: as large as looks good, and as small as can be read.
const LARGEST: f64 = 20.0;
const SMALLEST: f64 = 13.0;

impl Room {
    /// The room on a whole screen. That of a phone is too narrow for all at once: there the picture scrolls, as elsewhere.
    pub fn on_screen([width, height]: [u32; 2]) -> Room {
        if f64::from(width) < PHONE { Room::Width(width) } else { Room::Screen([width, height]) }
    }
}

/// Sides of cells, the largest first.
fn sizes() -> impl Iterator<Item = f64> {
    (SMALLEST as usize..=LARGEST as usize).rev().map(|size| size as f64)
}

/// For which parts of the width of a screen figures are laid out, before they are enlarged.
const SCREEN_ROOMS: [f64; 6] = [0.3, 0.4, 0.5, 0.6, 0.8, 1.0];

/// Rooms narrower than this are phones.
const PHONE: f64 = 560.0;

/// How the three matrices stand.
#[derive(Clone, Copy, PartialEq)]
enum Arrange {
    /// In a corner, with the images that are read in the free corner.
    Corner,
    /// In a corner, below the images that are read.
    Below,
    /// Below each other.
    Stacked,
    /// The same, and what is too wide goes on below itself.
    Folded,
}

/// Lays figures out with cells of a side, in a width, in an arrangement.
type Laid<'a> = dyn Fn(f64, f64, Arrange) -> Board + 'a;

/// Sides of cells for blocks on a diagonal that are a little too wide: better small than apart.
const SMALLER: [f64; 2] = [12.0, 11.0];

/// Every arrangement with every side of cells, what is preferred first.
fn all() -> impl Iterator<Item = (Arrange, f64)> {
    let arranged = [Arrange::Corner, Arrange::Below, Arrange::Stacked].into_iter();
    arranged.flat_map(move |arrange| sizes().map(move |size| (arrange, size)))
}

/// Room for the bars along the edges of what is leftmost.
const EDGE: f64 = 5.0;
/// The least room for a bias with its name.
const BIAS: f64 = 20.0;
/// Room for the lines around what is rightmost.
const FAR: f64 = 1.0;
/// Between the factors and the result.
const GUTTER: f64 = 26.0;

impl Board {
    /// The figures of an image. What does not fit in a width with the smallest cells is wider than the room.
    pub fn new(work: &Work, image: usize, room: Room, words: Words) -> Board {
        Board::beside(work, None, image, room, words)
    }

    /// The figures of an image in a picture that is as large as that of another pass, so that what is the same in both
    /// stands at the same place in the same size.
    pub fn beside(work: &Work, other: Option<&Work>, image: usize, room: Room, words: Words) -> Board {
        let laid = |size, room, arrange| {
            let board = Board::laid(work, image, size, room, arrange);
            let Some(other) = other.map(|other| Board::laid(other, image, size, room, arrange)) else {
                return board;
            };
            let size = [0, 1].map(|axis| board.size[axis].max(other.size[axis]));
            Board { size, ..board }
        };
        let (board, right) = match room {
            Room::Width(width) => {
                let board = Board::of_width(&laid, f64::from(width));
                (board, f64::from(width))
            }
            // As far as the picture can be wider without being drawn smaller.
            Room::Screen(size) => {
                let [width, height] = size.map(f64::from);
                let board = Board::of_screen(&laid, [width, height]);
                let right = board.size[1] * width / height;
                (board, right)
            }
        };
        let right = right.max(board.size[0]);
        board.captioned(work, right, words)
    }

    /// The figures as their cells become largest on a screen: laid out for less than its width, and enlarged.
    fn of_screen(laid: &Laid, [width, height]: [f64; 2]) -> Board {
        let boards =
            all().flat_map(|(arrange, size)| SCREEN_ROOMS.map(|part| laid(size, width * part, arrange)));
        let cell = |board: &Board| board.cell * (width / board.size[0]).min(height / board.size[1]);
        let best = boards.reduce(|best, board| if cell(&board) > cell(&best) { board } else { best });
        best.unwrap_or_else(|| Board::of_width(laid, width))
    }

    /// The figures in a width.
    fn of_width(laid: &Laid, room: f64) -> Board {
        let boards = all().map(|(arrange, size)| laid(size, room, arrange));
        // A picture that is higher than wide is better drawn smaller, but not on a phone, where fingers point.
        let most = if room < PHONE { f64::INFINITY } else { room };
        let (mut lowest, mut narrowest): (Option<Board>, Option<Board>) = (None, None);
        for board in boards {
            let [width, height] = board.size;
            if width <= room && height <= most {
                return board;
            }
            let best = if width <= room { &mut lowest } else { &mut narrowest };
            let by = if width <= room { 1 } else { 0 };
            if best.as_ref().is_none_or(|best| board.size[by] < best.size[by]) {
                *best = Some(board);
            }
        }
        let narrower = || {
            let smaller = SMALLER.into_iter().map(|size| laid(size, room, Arrange::Stacked));
            let mut smaller = smaller.filter(Board::is_diagonal);
            // In as few bands as can be, and in them as large as can be.
            let folded = sizes().map(|size| laid(size, room, Arrange::Folded));
            let fits = |board: &Board| board.size[0] <= room;
            smaller.find(fits).or_else(|| folded.filter(fits).min_by_key(Board::sheets))
        };
        let best = lowest.or_else(narrower).or(narrowest);
        best.unwrap_or_else(|| laid(SMALLEST, room, Arrange::Stacked))
    }

    fn laid(work: &Work, image: usize, size: f64, room: f64, arrange: Arrange) -> Board {
        let room = room - EDGE - FAR;
        let stacked = arrange != Arrange::Corner;
        let beside = matches!(arrange, Arrange::Corner | Arrange::Below);
        let matrix = |role: Role| {
            let figure = Figure::matrix(work, role, image, size);
            if arrange == Arrange::Folded { figure.folded(work, size, room) } else { figure }
        };
        let [left, right, result] = [Role::Left, Role::Right, Role::Result].map(matrix);
        let [left_size, right_size, result_size] = [&left, &right, &result].map(|figure| figure.extent(size));
        let mut board =
            Board { cell: size, size: [0.0; 2], image, figures: Vec::new(), captions: Vec::new() };
        // Two channels beside each other, with long names where there are several images.
        let long = work.way == Way::Correlate || work.sizes().images > 1;
        let least = if long { size.max(20.0) * 14.0 } else { size * 14.0 };
        let before = if stacked { room } else { left_size[0].max(least) };

        // The images that are read, at the top left.
        let mut top = 0.0;
        for (end, image) in read(work, image) {
            let figure = Figure::image(work, end, image, size, before);
            let [_, height] = figure.extent(size);
            board.put(figure, 0.0, top);
            top += height + 8.0;
        }
        let given = board.size[0];
        let column = if beside { left_size[0].max(if stacked { 0.0 } else { given }) + GUTTER } else { 0.0 };
        let high = right_size[1] + TITLE;
        let (left_y, right_y, result_y) = if stacked && beside {
            (top + high + GUTTER, top + TITLE, top + high + GUTTER)
        } else if stacked {
            let right_y = top + TITLE + left_size[1] + GUTTER;
            (top + TITLE, right_y, right_y + right_size[1] + GUTTER)
        } else {
            let first = top.max(high);
            (first + GUTTER, first - right_size[1], first + GUTTER)
        };
        let left_x = if beside { column - GUTTER - left_size[0] } else { 0.0 };
        board.put(left, left_x, left_y);
        board.put(right, column, right_y);
        board.put(result, column, result_y);
        board.finish(work, [column, result_y], result_size, room)
    }

    /// Places what stands after the result: the bias, and the image that is written.
    fn finish(mut self, work: &Work, [x, y]: [f64; 2], result: [f64; 2], room: f64) -> Board {
        let [mut right, mut bottom] = [x + result[0], y + result[1] + TITLE];
        let size = self.cell;
        let bias = Figure::bias(work);
        // In line with the channels of the result, where those are the output's; under what stands alone, if it must.
        let in_line = work.way != Way::Scatter && work.output_end() == End::Coarse;
        let in_line = in_line && (x > 0.0 || right + GUTTER + BIAS <= room);
        if let Some(bias) = bias.clone().filter(|_| in_line) {
            self.put(bias, right + GUTTER, y);
            right += GUTTER + size;
        }
        let mut end_of_image = [x, bottom];
        if let Some((end, image)) = written(work, self.image) {
            let figure = Figure::image(work, end, image, size, (room - x).max(0.0));
            let beside = Figure::image(work, end, image, size, (room - right - GUTTER).max(0.0));
            let [width, height] = beside.extent(size);
            if right + GUTTER + width <= room && work.way == Way::Scatter {
                let middle = (y + result[1] / 2.0 - height / 2.0).max(y - GUTTER);
                self.put(beside, right + GUTTER, middle);
                end_of_image = [right + GUTTER, middle + height];
            } else {
                let [_, height] = figure.extent(size);
                let wide = figure.extent(size)[0];
                let x = if x + wide <= room { x } else { 0.0 };
                self.put(figure, x, bottom + 4.0);
                end_of_image = [x, bottom + 4.0 + height];
            }
        }
        bottom = end_of_image[1];
        if let Some(bias) = bias.filter(|_| !in_line) {
            self.put(bias, end_of_image[0], bottom + TITLE + 6.0);
        }
        self.size = [self.size[0] + FAR, self.size[1] + TITLE + 2.0];
        self
    }

    fn sheets(&self) -> usize {
        self.figures.iter().map(|figure| figure.sheets.len()).sum()
    }

    fn is_diagonal(&self) -> bool {
        self.figures.iter().any(|figure| figure.dense.is_some())
    }

    fn put(&mut self, figure: Figure, x: f64, y: f64) {
        let figure = figure.moved(x + EDGE, y + 1.0);
        let [width, height] = figure.extent(self.cell);
        self.size = [self.size[0].max(width), self.size[1].max(height)];
        self.figures.push(figure);
    }

    /// The cell at a point, its figure, and whether it is drawn in a margin.
    pub fn find(&self, work: &Work, point: Point) -> Option<(usize, Cell)> {
        self.figures.iter().enumerate().find_map(|(at, figure)| {
            let sheet = figure.sheets.iter().find(|sheet| sheet.rect(self.cell).contains(point))?;
            let row = ((point.y - sheet.origin.y) / self.cell) as usize;
            let column = ((point.x - sheet.origin.x) / self.cell) as usize;
            (row < sheet.rows && column < sheet.columns).then(|| (at, sheet.cell(work, row, column)))
        })
    }

    /// Every place where a cell is drawn, by figure: an element of the coarse image is drawn in it, and in its matrix.
    pub fn places<'a>(&'a self, work: &'a Work, cell: Cell) -> impl Iterator<Item = (&'a Figure, Rect)> + 'a {
        self.figures.iter().flat_map(move |figure| {
            figure.sheets.iter().filter_map(move |sheet| {
                let [row, column] = sheet.find(work, cell)?;
                Some((figure, self.rect(sheet, row, column)))
            })
        })
    }

    /// The rectangle of a cell of a sheet.
    pub(super) fn rect(&self, sheet: &Sheet, row: usize, column: usize) -> Rect {
        let (x, y) = (column as f64 * self.cell, row as f64 * self.cell);
        Rect::new(sheet.origin.x + x, sheet.origin.y + y, self.cell, self.cell)
    }
}

/// The images that are read. Vectors are drawn as matrices alone.
fn read(work: &Work, image: usize) -> Vec<(End, usize)> {
    if work.layer.vector {
        return Vec::new();
    }
    let images = work.sizes().images;
    match work.way {
        Way::Gather => vec![(End::Fine, image)],
        Way::Scatter => vec![(End::Coarse, image)],
        Way::Correlate => {
            let ends = [End::Fine, End::Coarse].into_iter();
            ends.flat_map(|end| (0..images).map(move |image| (end, image))).collect()
        }
    }
}

/// The image that is written.
fn written(work: &Work, image: usize) -> Option<(End, usize)> {
    let vector = work.layer.vector && work.layer.direction == Direction::Linear;
    match work.way {
        _ if vector => None,
        Way::Gather => Some((End::Coarse, image)),
        Way::Scatter => Some((End::Fine, image)),
        Way::Correlate => None,
    }
}
