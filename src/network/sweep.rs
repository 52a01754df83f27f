//! Sweeps: what a row costs and how large its output is at other values of each of its hyperparameters.

use super::analysis::valid_row;
use super::wiring::{Source, Wiring};
use super::{Action, Analysis, Document, InputKey, Outcome};
use crate::layer::{Grid, Key, Kind, Operation, Shape, Value};

/// What is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Knob {
    /// A hyperparameter of the row.
    Key(Key),
    /// The height of the network's input; its width keeps the proportion.
    InputSize,
}

/// A row at several values of one thing, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Sweep {
    /// What is changed.
    pub knob: Knob,
    /// The values, each with what it leads to.
    pub points: Vec<SweepPoint>,
    /// Which of them is the row's now; none where height and width differ.
    pub now: Option<usize>,
}

/// A row at one value.
#[derive(Clone, Debug, PartialEq)]
pub struct SweepPoint {
    /// The value.
    pub value: i64,
    /// The edit that gives it.
    pub action: Action,
    /// What the row then comes to, or why it is not valid.
    pub result: Result<Counted, Box<Outcome>>,
}

/// What a row comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counted {
    /// Its cost under the document's convention; `None` past 128 bits.
    pub cost: Option<u128>,
    /// What flows out.
    pub output: Shape,
}

impl Sweep {
    /// What the row comes to at its values that are valid.
    pub fn counted(&self) -> impl Iterator<Item = &Counted> {
        self.points.iter().filter_map(|point| point.result.as_ref().ok())
    }
}

/// The most values of one thing, and the most of small numbers such as strides.
const MOST: i64 = 16;
const MOST_SMALL: i64 = 8;

/// The largest kernel, unless the row's own is larger.
const LARGEST_KERNEL: i64 = 11;

/// A sweep of each hyperparameter that the valid row at a place has, and of the size of the network's input. Input
/// channels are changed where they come from: in the network's input, or in the layer that makes them; where several
/// layers do, there is no sweep of them.
///
/// ```
/// use im2cost::layer::Key;
/// use im2cost::network::{Document, Knob, analyse, sweeps};
/// let document = Document::starter();
/// let found = sweeps(&document, &analyse(&document), 0);
/// assert!(found.iter().any(|sweep| sweep.knob == Knob::Key(Key::KernelSize)));
/// ```
pub fn sweeps(document: &Document, analysis: &Analysis, at: usize) -> Vec<Sweep> {
    let Some(row) = document.rows.get(at) else { return Vec::new() };
    let knobs = KEYS.into_iter().filter(|key| row.kind.parameter(*key).is_some()).map(Knob::Key);
    let sweeper = Sweeper { document, analysis, at, wiring: Wiring::new(&document.rows) };
    knobs.chain([Knob::InputSize]).filter_map(|knob| sweeper.sweep(knob)).collect()
}

/// The hyperparameters that are swept, in the order in which they are shown.
const KEYS: [Key; 10] = [
    Key::KernelSize,
    Key::Stride,
    Key::Padding,
    Key::Dilation,
    Key::OutputPadding,
    Key::Groups,
    Key::InChannels,
    Key::OutChannels,
    Key::InFeatures,
    Key::OutFeatures,
];

struct Sweeper<'a> {
    document: &'a Document,
    analysis: &'a Analysis,
    at: usize,
    wiring: Wiring<'a>,
}

impl Sweeper<'_> {
    fn sweep(&self, knob: Knob) -> Option<Sweep> {
        let (now, values) = self.values(knob)?;
        let points = values.iter().map(|value| self.point(knob, *value)).collect::<Option<Vec<_>>>()?;
        let now = values.iter().position(|value| Some(*value) == now);
        Some(Sweep { knob, points, now })
    }

    /// The value now, if it is one number, and all that are tried, in order.
    fn values(&self, knob: Knob) -> Option<(Option<i64>, Vec<i64>)> {
        let layer = &self.analysis.rows[self.at].valid()?.layer;
        let (gemm, grids) = match &layer.operation {
            Operation::Gemm(gemm) => (Some(gemm), Some(gemm.grids)),
            Operation::Pool(pool) => (None, Some(pool.grids)),
            _ => (None, None),
        };
        let both = |of: fn(&Grid) -> i64| {
            let [height, width] = grids?.map(|grid| of(&grid));
            (height == width).then_some(height)
        };
        let groups = gemm.map_or(1, |gemm| gemm.groups);
        let (now, mut values): (Option<i64>, Vec<i64>) = match knob {
            Knob::Key(Key::KernelSize) => (both(|grid| grid.kernel), (1..=LARGEST_KERNEL).collect()),
            Knob::Key(Key::Stride) => (both(|grid| grid.stride), (1..=MOST_SMALL).collect()),
            Knob::Key(Key::Dilation) => (both(|grid| grid.dilation), (1..=MOST_SMALL).collect()),
            Knob::Key(Key::Padding) => {
                let begin = both(|grid| grid.begin);
                (begin.filter(|begin| both(|grid| grid.end) == Some(*begin)), (0..=MOST_SMALL).collect())
            }
            Knob::Key(Key::OutputPadding) => {
                let [height, width] = gemm?.output_padding;
                let most = both(|grid| grid.stride.max(grid.dilation)).unwrap_or(1).min(MOST_SMALL + 1);
                ((height == width).then_some(height), (0..most).collect())
            }
            Knob::Key(Key::Groups) => {
                let common = gcd(gemm?.in_channels, gemm?.out_channels);
                (Some(groups), thinned(divisors(common), groups))
            }
            Knob::Key(Key::InChannels | Key::InFeatures) => {
                (Some(gemm?.in_channels), steps(gemm?.in_channels, groups))
            }
            Knob::Key(Key::OutChannels | Key::OutFeatures) => {
                (Some(gemm?.out_channels), steps(gemm?.out_channels, groups))
            }
            Knob::Key(_) => return None,
            Knob::InputSize => {
                let height = self.analysis.input.as_ref().ok()?.size()?[0];
                (Some(height), steps(height, 1))
            }
        };
        values.extend(now);
        values.sort_unstable();
        values.dedup();
        Some((now, values))
    }

    /// The row at one value; `None` if no edit gives it that.
    fn point(&self, knob: Knob, value: i64) -> Option<SweepPoint> {
        let own = &self.document.rows[self.at];
        let (action, result) = match knob {
            Knob::Key(key @ (Key::InChannels | Key::InFeatures)) => {
                let action = self.flows_in(key, value)?;
                let result = self.after(&action);
                (action, result)
            }
            Knob::Key(key) => {
                let parameter = own.kind.parameter(key)?;
                let given = match key {
                    Key::Groups | Key::OutChannels | Key::OutFeatures => Value::Integer(value),
                    _ => Value::Pair([value, value]),
                };
                let given = (parameter.default.value().as_ref() != Some(&given)).then_some(given);
                let mut row = (**own).clone();
                match &given {
                    Some(given) => row.fields.set(key, given.clone()),
                    None => row.fields.remove(key),
                }
                let inputs = &self.analysis.rows[self.at].inputs;
                let result =
                    valid_row(&self.wiring, self.document, self.at, &row, inputs, &self.analysis.rows);
                let outcome = result.map_or_else(Outcome::Invalid, Outcome::Valid);
                (Action::SetValue(own.id, key, given), outcome)
            }
            Knob::InputSize => {
                let [height, width] = self.analysis.input.as_ref().ok()?.size()?;
                let across = (i128::from(value) * i128::from(width) / i128::from(height)).max(1);
                let set = |key, extent: String| Action::SetInput(key, extent.into());
                let action = Action::All(vec![
                    set(InputKey::Height, value.to_string()),
                    set(InputKey::Width, across.to_string()),
                ]);
                let result = self.after(&action);
                (action, result)
            }
        };
        let result = match result {
            Outcome::Valid(valid) => {
                Ok(Counted { cost: valid.cost(self.document.counting), output: valid.layer.output })
            }
            outcome => Err(Box::new(outcome)),
        };
        Some(SweepPoint { value, action, result })
    }

    /// What becomes of the row after an edit of what is above it. The rows below are left out.
    fn after(&self, action: &Action) -> Outcome {
        let mut above = self.document.clone();
        above.rows.truncate(self.at + 1);
        let mut after = Analysis::after(&action.apply(&above), Some((&above, self.analysis)));
        let row = after.rows.swap_remove(self.at);
        row.outcome.clone()
    }

    /// The edit that makes so many channels flow into the row: in the network's input, or in the nearest layer above
    /// that makes channels of its own. Layers between that pass channels on, and the row itself, follow.
    fn flows_in(&self, key: Key, channels: i64) -> Option<Action> {
        let mut edits = Vec::new();
        let mut follow = |at: usize, key: Key| {
            let row = &self.document.rows[at];
            if row.fields.get(key).is_some() {
                edits.push(Action::SetValue(row.id, key, None));
            }
        };
        follow(self.at, key);
        let mut at = self.at;
        let source = loop {
            let [source] = self.analysis.rows[at].sources[..] else { return None };
            let Source::Row(above) = source else {
                break Action::SetInput(InputKey::Channels, channels.to_string().into());
            };
            let row = &self.document.rows[above];
            match makes(row.kind)? {
                Channels::Given(key) => break Action::SetValue(row.id, key, Some(Value::Integer(channels))),
                Channels::Passed => {
                    follow(above, Key::NumFeatures);
                    at = above;
                }
            }
        };
        edits.push(source);
        Some(Action::All(edits))
    }
}

/// Where the channels of a layer's output come from.
enum Channels {
    /// From this hyperparameter.
    Given(Key),
    /// From its input, as they are.
    Passed,
}

/// Where a kind's channels come from; `None` if from several layers, or reckoned.
fn makes(kind: Kind) -> Option<Channels> {
    Some(match kind {
        Kind::Conv2d | Kind::ConvTranspose2d => Channels::Given(Key::OutChannels),
        Kind::Linear => Channels::Given(Key::OutFeatures),
        Kind::MaxPool2d
        | Kind::AvgPool2d
        | Kind::AdaptiveAvgPool2d
        | Kind::AdaptiveMaxPool2d
        | Kind::Upsample
        | Kind::BatchNorm2d
        | Kind::LayerNorm
        | Kind::LocalResponseNorm
        | Kind::Activation
        | Kind::Scale
        | Kind::Crop
        | Kind::Pad
        | Kind::Identity => Channels::Passed,
        Kind::PixelShuffle
        | Kind::Add
        | Kind::Mul
        | Kind::Concat
        | Kind::SliceChannels
        | Kind::Flatten
        | Kind::Unflatten
        | Kind::Unknown => return None,
    })
}

/// Multiples of `unit` from about an eighth of a number to about twice the number.
fn steps(now: i64, unit: i64) -> Vec<i64> {
    let step = (now / 8 / unit).max(1) * unit;
    (1..=MOST).map(|times| step.saturating_mul(times)).collect()
}

/// All divisors of a number from 1, in order.
fn divisors(number: i64) -> Vec<i64> {
    let small: Vec<i64> = (1..)
        .take_while(|divisor| divisor * divisor <= number)
        .filter(|divisor| number % divisor == 0)
        .collect();
    let large = small.iter().rev().map(|divisor| number / divisor).filter(|large| large * large != number);
    small.iter().copied().chain(large).collect()
}

/// No more than [`MOST`] of some numbers, spread evenly, among them the first, the last and one more.
fn thinned(numbers: Vec<i64>, also: i64) -> Vec<i64> {
    let last = numbers.len() - 1;
    let most = MOST as usize - 1;
    if last <= most {
        return numbers;
    }
    let kept: Vec<usize> = (0..most).map(|at| at * last / (most - 1)).collect();
    let keeps = |(at, number): (usize, i64)| (kept.contains(&at) || number == also).then_some(number);
    numbers.into_iter().enumerate().filter_map(keeps).collect()
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divisors_are_all_that_divide_and_few_are_kept() {
        for number in 1..400 {
            let all: Vec<i64> = (1..=number).filter(|divisor| number % divisor == 0).collect();
            assert_eq!(divisors(number), all);
        }
        // 96 divisors.
        let many = divisors(831_600);
        let few = thinned(many.clone(), many[1]);
        assert!(few.len() <= MOST as usize && few.is_sorted());
        assert!([many[0], many[1], many[many.len() - 1]].iter().all(|kept| few.contains(kept)));
    }
}
