//! The roofline of a machine, and under it a layer: both axes by powers of two.

use super::{Anchor, Label, Point, Rect, Shape, Style, Text};
use crate::cost::{Ratio, Roofline, Traffic};

/// Width and height of the picture, and the room that its texts take above and below.
const SIZE: [f64; 2] = [320.0, 150.0];
const ABOVE: f64 = 20.0;
const BELOW: f64 = 18.0;

/// The least reach of the axis of intensities to either side of the ridge, in powers of two.
const REACH: f64 = 6.0;

/// The roof, where it bends, and where under it the layer stands.
#[derive(Clone, Debug, PartialEq)]
pub struct RooflineScene {
    /// Width and height.
    pub size: [f64; 2],
    /// The lines and texts.
    pub shapes: Vec<Shape>,
}

impl RooflineScene {
    /// The picture; `None` if the layer does nothing, or past 128 bits.
    ///
    /// ```
    /// use im2cost::cost::{Roofline, Traffic};
    /// use im2cost::scene::RooflineScene;
    /// let machine = Roofline { peak: 10_000_000_000_000, bandwidth: 1_000_000_000_000 };
    /// assert!(RooflineScene::new(&machine, &Traffic { bytes: 4_000, operations: 8_000 }).is_some());
    /// assert!(RooflineScene::new(&machine, &Traffic { bytes: 4_000, operations: 0 }).is_none());
    /// ```
    pub fn new(machine: &Roofline, traffic: &Traffic) -> Option<RooflineScene> {
        if traffic.operations == 0 {
            return None;
        }
        let (ridge, intensity) = (machine.ridge()?, traffic.intensity()?);
        let attained = machine.attainable(traffic)?;
        let rounded = |ratio: Ratio| ratio.numerator() as f64 / ratio.denominator() as f64;
        // How far the layer is from the ridge, in powers of two; the roof is flat beyond it.
        let away = (rounded(intensity) / rounded(ridge)).log2();
        let reach = REACH.max(away.abs() + 1.0);
        let [width, height] = SIZE;
        let floor = height - BELOW;
        let x = |powers: f64| width / 2.0 + powers / reach * width / 2.0;
        let y = |powers: f64| ABOVE - powers / reach * (floor - ABOVE);
        let point = |powers: f64, up: f64| Point { x: x(powers), y: y(up) };
        let layer = point(away, away.min(0.0));
        let text = |x: f64, y: f64, anchor: Anchor, label: Label| {
            Shape::Text(Text { at: Point { x, y }, anchor, turned: false, label })
        };
        // The text of a layer near an end of the axis stays in the picture.
        let side = match layer.x / width {
            left if left < 0.25 => Anchor::Start,
            right if right > 0.75 => Anchor::End,
            _ => Anchor::Middle,
        };
        let shapes = vec![
            Shape::Lines(vec![vec![Point { x: 0.0, y: floor }, Point { x: width, y: floor }]], Style::Arrow),
            Shape::Lines(vec![vec![point(0.0, 0.0), Point { x: x(0.0), y: floor }]], Style::Margin),
            Shape::Lines(vec![vec![layer, Point { x: layer.x, y: floor }]], Style::Margin),
            Shape::Lines(vec![vec![point(-reach, -reach), point(0.0, 0.0), point(reach, 0.0)]], Style::Arrow),
            Shape::Rect(Rect::new(layer.x - 4.0, layer.y - 4.0, 8.0, 8.0), Style::Cell),
            text(x(0.0) - 6.0, ABOVE - 7.0, Anchor::End, Label::Intensity(ridge)),
            text(width, ABOVE - 7.0, Anchor::End, Label::Rate(machine.peak)),
            text(layer.x, height - 4.0, side, Label::Intensity(intensity)),
        ];
        // Under the flat roof the layer reaches the peak, which is written there already.
        let attained = attained.numerator() / attained.denominator();
        let below =
            (away < 0.0).then(|| text(layer.x + 8.0, layer.y + 12.0, Anchor::Start, Label::Rate(attained)));
        Some(RooflineScene { size: SIZE, shapes: shapes.into_iter().chain(below).collect() })
    }
}
