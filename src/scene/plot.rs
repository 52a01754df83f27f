//! A sweep as two small plots, one above the other: the cost, on a logarithmic scale, and the height of the output; one
//! step to the right for each value. Plots that stand together have the same scales, and so can be compared.

use super::{Anchor, Label, Point, Rect, Shape, Style, Text};
use crate::cost::Quantity;
use crate::layer::Key;
use crate::network::{Counted, Knob, Sweep};

/// Width and height of a plot.
const SIZE: [f64; 2] = [152.0, 166.0];

/// Where its parts are: the numbers of the axes end at the left, then each value has its step, with room at the right for
/// half of the last number. What is measured stands over the part.
const LEFT: f64 = 38.0;
const RIGHT: f64 = 8.0;
const COST: [f64; 2] = [18.0, 84.0];
const HEIGHT: [f64; 2] = [114.0, 146.0];
const NUMBERS: f64 = 161.0;
const OVER: f64 = 8.0;

/// Half the side of the mark of a value, and of the one that is now.
const MARK: f64 = 2.0;
const NOW: f64 = 3.5;

/// The height of a digit over the line of an axis.
const DIGIT: f64 = 3.5;

/// The scales that plots share.
#[derive(Clone, Debug, PartialEq)]
pub struct Scales {
    /// The numbers at the axis of costs, each 1, 2 or 5 times a power of ten, from the lowest end to the highest; none
    /// where nothing costs anything.
    costs: Vec<u128>,
    /// The greatest height of an output; none of vectors.
    height: Option<i64>,
}

impl Scales {
    /// The scales in which all points of these sweeps have a place.
    pub fn of(sweeps: &[Sweep]) -> Scales {
        let counted = || sweeps.iter().flat_map(Sweep::counted);
        let costs = || counted().filter_map(|counted| counted.cost).filter(|cost| *cost > 0);
        let ends = costs().min().zip(costs().max());
        Scales {
            costs: ends.map_or_else(Vec::new, |(low, high)| round_numbers(low, high)),
            height: counted().filter_map(height).max(),
        }
    }

    /// Whether nothing costs anything, so that only outputs are drawn.
    pub fn are_free(&self) -> bool {
        self.costs.is_empty()
    }

    /// Where a cost is between the ends of the axis, from 0 to 1; what costs nothing is at its lower end.
    fn cost(&self, cost: u128) -> Option<f64> {
        let (low, high) = (*self.costs.first()? as f64, *self.costs.last()? as f64);
        Some(((cost.max(1) as f64 / low).ln() / (high / low).ln()).clamp(0.0, 1.0))
    }

    /// The numbers that are written at the axis: all where they are few, else powers of ten, and of these not too many.
    fn written(&self) -> Vec<u128> {
        if self.costs.len() <= 4 {
            return self.costs.clone();
        }
        let powers: Vec<u128> =
            self.costs.iter().copied().filter(|number| is_power_of_ten(*number)).collect();
        let every = powers.len().div_ceil(4).max(1);
        powers.into_iter().step_by(every).collect()
    }
}

/// The plot of one sweep.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// Width and height.
    pub size: [f64; 2],
    /// Axes, lines, marks and numbers.
    pub shapes: Vec<Shape>,
    /// Where each value is pointed at.
    pub places: Vec<Rect>,
}

impl Plot {
    /// A sweep in given scales.
    pub fn new(sweep: &Sweep, scales: &Scales) -> Plot {
        let step = (SIZE[0] - LEFT - RIGHT) / sweep.points.len().max(1) as f64;
        let places: Vec<Rect> = (0..sweep.points.len())
            .map(|at| Rect::new(LEFT + at as f64 * step, 0.0, step, HEIGHT[1]))
            .collect();
        let mut plot = Plot { size: SIZE, shapes: Vec::new(), places };
        if !scales.are_free() {
            plot.measured(COST, Label::CostAxis);
        }
        for number in scales.written() {
            plot.level(up(COST, scales.cost(number).unwrap_or(0.0)), Label::Count(number));
        }
        let cost = |counted: &Counted| Some(up(COST, scales.cost(counted.cost?)?));
        plot.values(sweep, cost);
        if let Some(most) = scales.height {
            let part = |height: i64| up(HEIGHT, height as f64 / most as f64);
            plot.measured(HEIGHT, Label::HeightAxis);
            plot.level(part(0), Label::Value(0));
            plot.level(part(most), Label::Value(most));
            plot.values(sweep, |counted| height(counted).map(part));
        }
        plot.gaps(sweep);
        plot.numbers(sweep);
        plot
    }

    /// What is measured in a part of the plot.
    fn measured(&mut self, [top, _]: [f64; 2], label: Label) {
        let at = Point { x: LEFT, y: top - OVER };
        self.shapes.push(Shape::Text(Text { at, anchor: Anchor::Start, turned: false, label }));
    }

    /// A line across, and its number.
    fn level(&mut self, y: f64, label: Label) {
        let across = vec![Point { x: LEFT, y }, Point { x: SIZE[0], y }];
        self.shapes.push(Shape::Lines(vec![across], Style::Grid));
        let at = Point { x: LEFT - 5.0, y: y + DIGIT };
        self.shapes.push(Shape::Text(Text { at, anchor: Anchor::End, turned: false, label }));
    }

    /// The line through all values, broken where one is not valid, a mark for each, and a large one for the one now.
    fn values(&mut self, sweep: &Sweep, y: impl Fn(&Counted) -> Option<f64>) {
        let hue = quantity(sweep.knob);
        let points: Vec<Option<Point>> = sweep
            .points
            .iter()
            .zip(&self.places)
            .map(|(point, place)| {
                let y = point.result.as_ref().ok().and_then(&y)?;
                Some(Point { x: place.center().x, y })
            })
            .collect();
        if points.iter().all(Option::is_none) {
            return;
        }
        let now = sweep.now.and_then(|now| points[now]);
        if let Some(now) = now {
            let across = vec![Point { x: LEFT, y: now.y }, Point { x: SIZE[0], y: now.y }];
            self.shapes.push(Shape::Lines(vec![across], Style::Margin));
        }
        let lines: Vec<Vec<Point>> =
            points.split(Option::is_none).map(|run| run.iter().flatten().copied().collect()).collect();
        let lines = lines.into_iter().filter(|line: &Vec<Point>| line.len() > 1).collect();
        self.shapes.push(Shape::Lines(lines, Style::Edge(hue)));
        let mark = |at: Point, half: f64| Rect::new(at.x - half, at.y - half, 2.0 * half, 2.0 * half);
        for point in points.iter().flatten() {
            self.shapes.push(Shape::Rect(mark(*point, MARK), Style::Edge(hue)));
        }
        if let Some(now) = now {
            self.shapes.push(Shape::Rect(mark(now, NOW), Style::Cell));
        }
    }

    /// A cross at the foot of each value that is not valid.
    fn gaps(&mut self, sweep: &Sweep) {
        let crosses = sweep.points.iter().zip(&self.places).filter(|(point, _)| point.result.is_err());
        let lines: Vec<Vec<Point>> = crosses
            .flat_map(|(_, place)| {
                let (x, y, half) = (place.center().x, COST[1] - 4.0, 2.0);
                let line =
                    |rise: f64| vec![Point { x: x - half, y: y - rise }, Point { x: x + half, y: y + rise }];
                [line(half), line(-half)]
            })
            .collect();
        if !lines.is_empty() {
            self.shapes.push(Shape::Lines(lines, Style::Arrow));
        }
    }

    /// The first value and the last, and the one now where these leave room.
    fn numbers(&mut self, sweep: &Sweep) {
        let last = sweep.points.len().saturating_sub(1);
        let room = (self.places.len() / 4).max(1);
        let now = sweep.now.filter(|now| (room..=last.saturating_sub(room)).contains(now));
        let mut shown = vec![0, last];
        shown.dedup();
        for at in shown.into_iter().chain(now) {
            let at_number = Point { x: self.places[at].center().x, y: NUMBERS };
            let label = Label::Value(sweep.points[at].value);
            self.shapes.push(Shape::Text(Text {
                at: at_number,
                anchor: Anchor::Middle,
                turned: false,
                label,
            }));
        }
    }
}

/// The quantity that is changed, whose hue the line has.
fn quantity(knob: Knob) -> Quantity {
    match knob {
        Knob::Key(Key::KernelSize) => Quantity::Kernel,
        Knob::Key(Key::Groups) => Quantity::Groups,
        Knob::Key(Key::InChannels | Key::InFeatures) => Quantity::InChannels,
        Knob::Key(Key::OutChannels | Key::OutFeatures) => Quantity::OutChannels,
        Knob::Key(_) | Knob::InputSize => Quantity::Space,
    }
}

fn height(counted: &Counted) -> Option<i64> {
    counted.output.size().map(|[height, _]| height)
}

/// The y of a part of the way up from the lower end of a band.
fn up([top, bottom]: [f64; 2], part: f64) -> f64 {
    bottom - part * (bottom - top)
}

/// The numbers 1, 2 and 5 times a power of ten from the last that is at most `low` to the first that is at least `high`;
/// at least two.
fn round_numbers(low: u128, high: u128) -> Vec<u128> {
    let all = (0..=38).flat_map(|power| [1, 2, 5].map(|digit| 10u128.pow(power).checked_mul(digit)));
    let all: Vec<u128> = all.flatten().collect();
    let last = all.len() - 1;
    let start = all.partition_point(|number| *number <= low).saturating_sub(1).min(last - 1);
    let end = all.partition_point(|number| *number < high).clamp(start + 1, last);
    all[start..=end].to_vec()
}

fn is_power_of_ten(number: u128) -> bool {
    10u128.pow(number.ilog10()) == number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_at_round_numbers_around_all_costs() {
        assert_eq!(round_numbers(3, 11), [2, 5, 10, 20]);
        assert_eq!(round_numbers(10, 10), [10, 20]);
        assert_eq!(round_numbers(1, 1), [1, 2]);
        let most = round_numbers(u128::MAX - 1, u128::MAX);
        assert_eq!(most.len(), 2);
    }

    #[test]
    fn few_numbers_are_written() {
        let written = |low, high| Scales { costs: round_numbers(low, high), height: None }.written();
        assert_eq!(written(3, 11), [2, 5, 10, 20]);
        assert_eq!(written(300, 90_000), [1_000, 10_000, 100_000]);
        assert!((2..=4).contains(&written(1, u128::MAX).len()));
    }
}
