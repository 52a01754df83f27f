//! The names of matrices and tensors that are too small to hold them: beside, wherever there is room.

use super::{Anchor, Drawing, Label, Point, Rect, Shape, Style, Subject, Text, Words, width};

/// How high a line is above and below its base line.
const ABOVE: f64 = 9.5;
const HIGH: f64 = 12.5;
/// From a frame to a name at its side, past the bar of an edge.
const BESIDE: f64 = 8.0;
/// Between a name and another text on its line: closer, they would be read as one.
const APART: f64 = 8.0;

/// A name for each drawing that has none yet. The picture grows down if it must.
pub(super) fn names(drawings: &[Drawing], around: &[Shape], size: &mut [f64; 2], words: Words) -> Vec<Shape> {
    let shapes = drawings.iter().flat_map(|drawing| &drawing.shapes).chain(around);
    let mut taken: Vec<Rect> = shapes.flat_map(|shape| room(shape, words)).collect();
    let mut names = Vec::new();
    for drawing in drawings.iter().filter(|drawing| !is_named(drawing)) {
        let (Subject::Matrix(_, name) | Subject::Tensor(name)) = drawing.subject else { continue };
        let label = Label::Name(name, None);
        let picture = Rect::new(0.0, 0.0, size[0], size[1] + HIGH);
        let clear = |(_, rect): &(Text, Rect)| {
            picture.around(rect) == picture && !taken.iter().any(|other| overlap(rect, other))
        };
        let found = places(&drawing.frame)
            .map(|(at, anchor)| Text { at, anchor, turned: false, label: label.clone() })
            .map(|text| (text.clone(), area(&text, words)))
            .into_iter()
            .find(clear);
        if let Some((text, rect)) = found {
            size[1] = size[1].max(rect.bottom());
            taken.push(rect);
            names.push(Shape::Text(text));
        }
    }
    names
}

/// Where a name may stand, what is preferred first: below, above, left, right.
fn places(frame: &Rect) -> [(Point, Anchor); 6] {
    let Point { x, y } = frame.center();
    let (below, above) = (frame.bottom() + HIGH, frame.y - 4.0);
    [
        (Point { x, y: below }, Anchor::Middle),
        (Point { x, y: above }, Anchor::Middle),
        (Point { x: frame.x - BESIDE, y: y + 4.0 }, Anchor::End),
        (Point { x: frame.right() + BESIDE, y: y + 4.0 }, Anchor::Start),
        (Point { x: frame.x - BESIDE, y: below }, Anchor::End),
        (Point { x: frame.right() + BESIDE, y: below }, Anchor::Start),
    ]
}

fn is_named(drawing: &Drawing) -> bool {
    let names = |shape: &Shape| matches!(shape, Shape::Text(Text { label: Label::Name(..), .. }));
    drawing.shapes.iter().any(names)
}

/// What a shape takes.
fn room(shape: &Shape, words: Words) -> Vec<Rect> {
    let around = |points: &[Point]| {
        let rects = points.iter().map(|point| Rect::new(point.x, point.y, 1.0, 1.0));
        rects.reduce(|all, rect| all.around(&rect))
    };
    match shape {
        Shape::Rect(rect, Style::Block(..) | Style::Frame | Style::Margin) => vec![*rect],
        Shape::Lines(lines, Style::Edge(_) | Style::Arrow) => {
            lines.iter().filter_map(|line| around(line)).collect()
        }
        Shape::Curve(points, _) => {
            curve(points).iter().map(|at| Rect::new(at.x - 2.0, at.y - 2.0, 4.0, 4.0)).collect()
        }
        Shape::Triangle(points, _) => around(points).into_iter().collect(),
        Shape::Text(text) => {
            let Rect { x, y, width, height } = area(text, words);
            vec![Rect::new(x - APART, y, width + 2.0 * APART, height)]
        }
        _ => Vec::new(),
    }
}

/// Points along a curve.
fn curve([a, b, c, d]: &[Point; 4]) -> Vec<Point> {
    let mix = |one: f64, two: f64, three: f64, four: f64, t: f64| {
        let s = 1.0 - t;
        s * s * s * one + 3.0 * s * s * t * two + 3.0 * s * t * t * three + t * t * t * four
    };
    let at = |t: f64| Point { x: mix(a.x, b.x, c.x, d.x, t), y: mix(a.y, b.y, c.y, d.y, t) };
    (0..=32).map(|step| at(f64::from(step) / 32.0)).collect()
}

/// About where a text is.
fn area(text: &Text, words: Words) -> Rect {
    let (x, y, wide) = (text.at.x, text.at.y, width(&words(&text.label)));
    let before = match text.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => wide / 2.0,
        Anchor::End => wide,
    };
    if text.turned {
        Rect::new(x - ABOVE, y - wide + before, HIGH, wide)
    } else {
        Rect::new(x - before, y - ABOVE, wide, HIGH)
    }
}

fn overlap(one: &Rect, other: &Rect) -> bool {
    let Rect { width, height, .. } = one.inside(other);
    width * height > 0.0
}
