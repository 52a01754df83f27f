//! What the middle element of an output sees of the network's input, to scale.

use super::{Rect, Shape, Style};
use crate::cost::Quantity;
use crate::network::{Fraction, ReceptiveField, clipped};

/// The longer side of the picture.
const SIDE: f64 = 240.0;

/// The part of the longer side that a border takes, so that no line is cut.
const BORDER: f64 = 4.0;

/// The input, and on it the receptive field of one output element.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldOfView {
    /// Height and width of the input.
    pub input: [i64; 2],
    /// Height and width of the output.
    pub output: [i64; 2],
    /// The element, from 0: the middle one, or the one before the middle.
    pub element: [i64; 2],
    /// Height and width of its field.
    pub field: [Fraction; 2],
    /// Of what lies in the input.
    pub real: [Fraction; 2],
    /// Width and height of the picture.
    pub size: [f64; 2],
    /// The input, the part of the field that lies in it, and around both the whole field, dashed. A field that is more
    /// than three times as large as the input leaves the picture.
    pub shapes: Vec<Shape>,
}

impl FieldOfView {
    /// The picture; `None` where the numbers are past all bounds.
    ///
    /// ```
    /// use im2cost::network::{Fraction, Reach, ReceptiveField};
    /// use im2cost::scene::FieldOfView;
    /// let whole = |numerator| Fraction { numerator, denominator: 1 };
    /// let reach = Reach { size: whole(7), jump: whole(2), center: whole(0) };
    /// let seen = FieldOfView::new([8, 8], &ReceptiveField::Local([reach; 2]), [4, 4]).unwrap();
    /// // From pixel −1 to pixel 6, of which the input has 0 to 5.
    /// assert_eq!((seen.element, seen.field, seen.real), ([1, 1], [whole(7); 2], [whole(6); 2]));
    /// ```
    pub fn new(input: [i64; 2], field: &ReceptiveField, output: [i64; 2]) -> Option<FieldOfView> {
        let element = output.map(|extent| (extent - 1) / 2);
        let mut spans = [[Fraction { numerator: 0, denominator: 1 }; 2]; 2];
        let mut real = spans;
        for axis in 0..2 {
            let whole = Fraction { numerator: i128::from(input[axis]), denominator: 1 };
            spans[axis] = match field {
                ReceptiveField::Local(reach) => reach[axis].of_element(element[axis])?,
                ReceptiveField::Whole(_) => [spans[axis][0], whole],
            };
            real[axis] = clipped(spans[axis], input[axis])?;
        }
        let rect = |[rows, columns]: [[Fraction; 2]; 2]| {
            let [[top, bottom], [left, right]] = [rows, columns].map(|span| span.map(Fraction::rounded));
            Rect::new(left, top, right - left, bottom - top)
        };
        let [height, width] = input.map(|extent| extent as f64);
        let image = Rect::new(0.0, 0.0, width, height);
        let around = Rect::new(-width, -height, 3.0 * width, 3.0 * height);
        let seen = rect(spans);
        let view = image.around(&seen).inside(&around);
        let scale = SIDE / view.width.max(view.height);
        let place = |rect: Rect| {
            let Rect { x, y, width, height } = rect.moved(-view.x, -view.y);
            Rect::new(x * scale + BORDER, y * scale + BORDER, width * scale, height * scale)
        };
        let mut shapes = vec![Shape::Rect(place(image), Style::Block(Quantity::InChannels, false))];
        shapes.push(Shape::Rect(place(seen.inside(&image)), Style::Patch));
        if spans != real {
            shapes.push(Shape::Rect(place(seen), Style::Margin));
        }
        let length = |spans: [[Fraction; 2]; 2]| {
            let [height, width] = spans.map(|[begin, end]| end.minus(begin));
            Some([height?, width?])
        };
        Some(FieldOfView {
            input,
            output,
            element,
            field: length(spans)?,
            real: length(real)?,
            size: [view.width, view.height].map(|side| (side * scale + 2.0 * BORDER).ceil()),
            shapes,
        })
    }
}
