//! The shapes that a picture is a list of, in abstract units: what the two printers print.

use super::Label;
use crate::cost::Quantity;

/// A point; x to the right, y down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Rect {
    /// The rectangle with a corner and a size.
    pub fn new(x: f64, y: f64, width: f64, height: f64) -> Rect {
        Rect { x, y, width, height }
    }

    /// The x of the right edge.
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// The y of the bottom edge.
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// The middle.
    pub fn center(&self) -> Point {
        Point { x: self.x + self.width / 2.0, y: self.y + self.height / 2.0 }
    }

    /// Whether a point is inside.
    pub fn contains(&self, point: Point) -> bool {
        (self.x..self.right()).contains(&point.x) && (self.y..self.bottom()).contains(&point.y)
    }

    /// The rectangle moved.
    pub fn moved(&self, x: f64, y: f64) -> Rect {
        Rect { x: self.x + x, y: self.y + y, ..*self }
    }

    /// The part of the rectangle that is inside of another.
    pub fn inside(&self, other: &Rect) -> Rect {
        let (x, y) = (self.x.clamp(other.x, other.right()), self.y.clamp(other.y, other.bottom()));
        let (right, bottom) = (self.right().min(other.right()), self.bottom().min(other.bottom()));
        Rect { x, y, width: (right - x).max(0.0), height: (bottom - y).max(0.0) }
    }

    /// The smallest rectangle around two.
    pub fn around(&self, other: &Rect) -> Rect {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let (right, bottom) = (self.right().max(other.right()), self.bottom().max(other.bottom()));
        Rect { x, y, width: right - x, height: bottom - y }
    }
}

/// What a shape is, which decides how it is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// A matrix, a block of one, or a channel, in the soft fill of a hue; every other group is a shade darker.
    Block(Quantity, bool),
    /// The frame around blocks on a diagonal.
    Frame,
    /// The hatching of blocks that are not there.
    Empty,
    /// Where padding is read, or values are cropped.
    Margin,
    /// Pixels that the kernel never reaches.
    LeftOver,
    /// The bar along an edge, in its quantity's hue.
    Edge(Quantity),
    /// The line between images that stand side by side.
    Divider,
    /// The dots for what is not drawn.
    Dots,
    /// An arrow's line.
    Arrow,
    /// An arrow's head.
    Head,
    /// The row or column that the pointed element comes from or goes to.
    Band,
    /// The pointed element.
    Cell,
    /// The outline of a patch of pixels.
    Patch,
    /// The ground under cells.
    Paper,
    /// Cells of a margin: padding, or what is cropped.
    Ring,
    /// The lines between cells.
    Grid,
    /// The outline of a group's block.
    Group,
    /// Cells that go with those that are lit.
    Near(Quantity),
    /// Cells that are multiplied or added, or that belong to what is pointed at.
    Lit(Quantity),
    /// The cell that is written, or pointed at.
    Focus(Quantity),
    /// The dashed line between cells that are the same number.
    Link,
}

/// Which point of a text its position is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// A piece of text, in the printer's language.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The end or middle of the base line.
    pub at: Point,
    /// Which of them.
    pub anchor: Anchor,
    /// Whether it is read from bottom to top.
    pub turned: bool,
    /// What it says.
    pub label: Label,
}

/// The number in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// The cell.
    pub rect: Rect,
    /// The number when all is done.
    pub value: i64,
    /// The number that is shown, if one is yet.
    pub shown: Option<i64>,
}

/// The largest size of a number in a cell.
const LARGEST_NUMBER: f64 = 12.0;

impl Number {
    /// What is written: a minus sign, and digits.
    pub fn text(&self) -> String {
        self.shown.map_or_else(String::new, |number| number.to_string().replace('-', "−"))
    }

    /// The size of the text: it fits into the cell, unless it would be too small to read.
    pub fn size(&self) -> f64 {
        let fitting = self.room() / self.letters();
        (self.rect.height * 0.72).min(LARGEST_NUMBER).min(fitting.max(self.rect.width / 2.0))
    }

    /// The width into which the text is squeezed, where it would be too wide in its size.
    pub fn squeezed(&self) -> Option<f64> {
        (self.size() * self.letters() > self.room() * 1.001).then(|| self.room())
    }

    /// The width for a text that does not touch the next one.
    fn room(&self) -> f64 {
        self.rect.width * 0.86
    }

    /// How wide the text is, in its size, in a font of wide letters.
    fn letters(&self) -> f64 {
        self.text().chars().map(|letter| if letter == '−' { 0.84 } else { 0.64 }).sum()
    }
}

/// One shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A rectangle.
    Rect(Rect, Style),
    /// Straight lines: each inner list is one polyline.
    Lines(Vec<Vec<Point>>, Style),
    /// A cubic curve.
    Curve([Point; 4], Style),
    /// A filled triangle.
    Triangle([Point; 3], Style),
    /// A text.
    Text(Text),
    /// The number in a cell.
    Number(Number),
}
