//! Which tool, or which convention, yields a number that somebody has read elsewhere.

use super::counters::{CountedLayer, Tool};
use super::{Counting, Ledger, Operations, Ratio, Transposed, Unit, elementwise_parameters};
use crate::layer::Operation;
use crate::lowering::{Lowering, Pass};

/// A count as it is written: exact, or rounded to its last digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypedCount {
    /// The least number that is written so.
    pub least: Ratio,
    /// The greatest.
    pub greatest: Ratio,
}

/// What yields the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Convention {
    /// A tool prints it.
    Tool(Tool),
    /// A way to count.
    Counting(Counting),
    /// It is no cost: the learned numbers come to it.
    Parameters,
}

/// How the number stands to what was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Times {
    /// It is the number.
    One,
    /// It is twice as much: MACs taken for FLOPs.
    Two,
    /// It is half as much: FLOPs taken for MACs.
    Half,
}

/// A way to come to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What yields it.
    pub convention: Convention,
    /// As it is, or doubled or halved.
    pub times: Times,
    /// What it yields, exactly.
    pub value: Ratio,
}

impl TypedCount {
    /// Reads what was typed: `4,089,184,256`, `4.09 G`, `4.1e9`, `8.18 GFLOPs`, `40.9 亿`. Without a prefix or a decimal,
    /// every digit counts.
    ///
    /// ```
    /// use im2cost::cost::{Ratio, TypedCount};
    /// let rounded = TypedCount::read("4.09 GMACs").unwrap();
    /// assert_eq!(rounded.least, Ratio::whole(4_085_000_000));
    /// assert_eq!(rounded.greatest, Ratio::whole(4_095_000_000));
    /// let exact = TypedCount::read("118,013,952").unwrap();
    /// assert_eq!((exact.least, exact.greatest), (Ratio::whole(118_013_952), Ratio::whole(118_013_952)));
    /// assert_eq!(TypedCount::read("many"), None);
    /// ```
    pub fn read(text: &str) -> Option<TypedCount> {
        let is_space = |letter: &char| letter.is_whitespace() || matches!(letter, ',' | '，' | '_' | '\'');
        let plain: String = text.chars().filter(|letter| !is_space(letter)).map(half_width).collect();
        let end = plain.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(plain.len());
        let (number, rest) = plain.split_at(end);
        let power = power_of_ten(rest)?;
        let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
        let digits: u128 = format!("{whole}{decimals}").parse().ok()?;
        let decimals = u32::try_from(decimals.len()).ok()?;
        if decimals == 0 && power == 0 {
            let exact = Ratio::whole(digits);
            return Some(TypedCount { least: exact, greatest: exact });
        }
        // Half a unit of the last digit to either side.
        let scale = Ratio::new(10u128.checked_pow(power)?, 10u128.checked_pow(decimals)?.checked_mul(2)?)?;
        let twice = digits.checked_mul(2)?;
        let bound = |twice| Ratio::whole(twice).times(scale);
        Some(TypedCount { least: bound(twice.saturating_sub(1))?, greatest: bound(twice.checked_add(1)?)? })
    }

    /// The number as it was written, rounded down to a whole one.
    ///
    /// ```
    /// assert_eq!(im2cost::cost::TypedCount::read("19.5 T").and_then(|count| count.number()), Some(19_500_000_000_000));
    /// ```
    pub fn number(&self) -> Option<u128> {
        let middle = self.least.plus(self.greatest)?.over(Ratio::whole(2))?;
        Some(middle.numerator() / middle.denominator())
    }

    fn holds(&self, value: Ratio) -> bool {
        self.least <= value && value <= self.greatest
    }
}

/// Full-width digits and letters to their plain forms.
fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        other => other,
    }
}

/// The power of ten that a prefix or exponent means; what follows it must be a unit, or nothing.
fn power_of_ten(text: &str) -> Option<u32> {
    let exponent = text
        .strip_prefix(['e', 'E'])
        .filter(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit() || letter == '+'));
    if let Some(exponent) = exponent {
        return exponent.trim_start_matches('+').parse().ok().filter(|power| *power <= 38);
    }
    let mut letters = text.chars();
    let power = match letters.next() {
        None => return Some(0),
        Some('k' | 'K') => 3,
        Some('万' | '萬') => 4,
        Some('m' | 'M') if !is_unit(text) => 6,
        Some('亿' | '億') => 8,
        Some('g' | 'G' | 'b' | 'B') => 9,
        Some('t' | 'T') => 12,
        Some('p' | 'P') => 15,
        Some('e' | 'E') => 18,
        Some(_) => return is_unit(text).then_some(0),
    };
    let rest = letters.as_str();
    (rest.is_empty() || is_unit(rest)).then_some(power)
}

fn is_unit(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    matches!(&*text, "mac" | "macs" | "madd" | "madds" | "macc" | "flop" | "flops" | "mult-adds" | "ops")
}

/// Every way to come to the number, those that need no doubling first: tools, then conventions by how little they differ
/// from the default. Of several conventions that count the same, the plainest is named.
pub fn which(typed: TypedCount, layers: &[CountedLayer]) -> Vec<Answer> {
    let tools = Tool::ALL
        .into_iter()
        .filter_map(|tool| Some((Convention::Tool(tool), tool.predict(layers).value.ok()?)));
    let mut seen: Vec<Ratio> = Vec::new();
    let countings = every_counting().into_iter().filter_map(|counting| {
        let value = Ratio::whole(total(&counting, layers)?);
        let new = !seen.contains(&value);
        seen.push(value);
        new.then_some((Convention::Counting(counting), value))
    });
    let mut answers = Vec::new();
    for (convention, value) in tools.chain(countings) {
        let half = Ratio::new(1, 2).and_then(|half| value.times(half));
        let scaled = [(Times::One, Some(value)), (Times::Two, value.plus(value)), (Times::Half, half)];
        // A number that holds as it is, is not also looked for doubled.
        let found = scaled.into_iter().find(|(_, value)| value.is_some_and(|value| typed.holds(value)));
        if let Some((times, Some(value))) = found {
            answers.push(Answer { convention, times, value });
        }
    }
    let learned = parameters(layers).map(Ratio::whole).filter(|value| typed.holds(*value));
    answers.extend(learned.map(|value| Answer {
        convention: Convention::Parameters,
        times: Times::One,
        value,
    }));
    answers.sort_by_key(|answer| answer.times);
    // Half of 2·MACs is MACs, and need not be said again.
    let plain: Vec<Ratio> =
        answers.iter().filter(|answer| is_plain(answer)).map(|answer| answer.value).collect();
    answers.retain(|answer| {
        let is_counting = matches!(answer.convention, Convention::Counting(_));
        !is_counting || is_plain(answer) || !plain.contains(&answer.value)
    });
    answers
}

/// Whether a convention yields the number as it is.
fn is_plain(answer: &Answer) -> bool {
    matches!((answer.convention, answer.times), (Convention::Counting(_), Times::One))
}

/// What the layers have learned, shared numbers once; `None` past 128 bits.
fn parameters(layers: &[CountedLayer]) -> Option<u128> {
    layers.iter().filter(|layer| !layer.shares_weights).try_fold(0u128, |sum, layer| {
        sum.checked_add(match &layer.layer.operation {
            Operation::Gemm(gemm) => Ledger::new(gemm, Pass::Forward).ok()?.parameters(),
            _ => elementwise_parameters(layer.layer),
        })
    })
}

/// What the layers cost by a convention; `None` past 128 bits.
fn total(counting: &Counting, layers: &[CountedLayer]) -> Option<u128> {
    layers.iter().try_fold(0u128, |sum, layer| {
        let cost = match &layer.layer.operation {
            Operation::Gemm(gemm) => {
                let lowering = Lowering::new(gemm, Pass::Forward);
                let numbers = super::Numbers::new(gemm, &lowering);
                counting.cost(gemm, &lowering).value(&numbers)?
            }
            _ if counting.elementwise => Operations::of(layer.layer)?.total()?,
            _ => 0,
        };
        sum.checked_add(cost)
    })
}

/// Every convention, those that differ least from the default first.
fn every_counting() -> Vec<Counting> {
    let mut all = Vec::with_capacity(48);
    for unit in Unit::ALL {
        for bits in 0..16u32 {
            let bit = |at: u32| bits >> at & 1 == 1;
            all.push(Counting {
                unit,
                bias: bit(0),
                transposed: if bit(1) { Transposed::ZeroInsertion } else { Transposed::Gemm },
                padding: !bit(2),
                elementwise: bit(3),
            });
        }
    }
    let default = Counting::default();
    let differences = |counting: &Counting| {
        usize::from(counting.unit != default.unit)
            + usize::from(counting.bias != default.bias)
            + usize::from(counting.transposed != default.transposed)
            + usize::from(counting.padding != default.padding)
            + usize::from(counting.elementwise != default.elementwise)
    };
    all.sort_by_key(differences);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::{Fields, Key, Kind, Layer, Shape, Value, resolve};

    fn upscore() -> (Layer, [Shape; 1]) {
        // FCN-32s: 21 → 21 channels, a 64×64 kernel with stride 32, on 16×16.
        let fields = Fields::new()
            .with(Key::OutChannels, Value::Integer(21))
            .with(Key::KernelSize, Value::Pair([64, 64]))
            .with(Key::Stride, Value::Pair([32, 32]))
            .with(Key::Bias, Value::Flag(false));
        let inputs = [Shape::Image([1, 21, 16, 16])];
        (resolve(Kind::ConvTranspose2d, &fields, &inputs).unwrap(), inputs)
    }

    #[test]
    fn a_number_leads_to_the_tools_and_conventions_that_yield_it() {
        let (layer, inputs) = upscore();
        let layers = [CountedLayer::new(&layer, &inputs)];
        let named = |text: &str| {
            let answers = which(TypedCount::read(text).unwrap(), &layers);
            answers.into_iter().map(|answer| (answer.convention, answer.times)).collect::<Vec<_>>()
        };
        let inserted = Counting { transposed: Transposed::ZeroInsertion, ..Counting::default() };
        let found = named("534,559,850,496");
        assert_eq!(found[0], (Convention::Tool(Tool::Thop), Times::One));
        assert!(found.contains(&(Convention::Counting(inserted), Times::One)), "{found:?}");
        let found = named("462 M");
        assert!(found.contains(&(Convention::Tool(Tool::UltralyticsThop), Times::One)), "{found:?}");
        assert!(found.contains(&(Convention::Tool(Tool::FlopCounterMode), Times::Half)), "{found:?}");
        assert!(found.contains(&(Convention::Counting(Counting::default()), Times::One)), "{found:?}");
        let doubled = Counting { unit: Unit::TwoMacs, ..Counting::default() };
        assert!(!found.contains(&(Convention::Counting(doubled), Times::Half)), "{found:?}");
        assert_eq!(named("7"), []);
        // 21 · 21 · 64 · 64 weights.
        assert_eq!(named("1.806M"), [(Convention::Parameters, Times::One)]);
    }

    #[test]
    fn counts_are_read_as_they_are_written() {
        let check = |text: &str, twice: Option<(u128, u128)>| {
            let read = TypedCount::read(text);
            let expected = twice.map(|(least, greatest)| TypedCount {
                least: Ratio::new(least, 2).unwrap(),
                greatest: Ratio::new(greatest, 2).unwrap(),
            });
            assert_eq!(read, expected, "{text}");
        };
        check("12", Some((24, 24)));
        check("1 234", Some((2_468, 2_468)));
        check("１２", Some((24, 24)));
        check("12 MACs", Some((24, 24)));
        check("4 k", Some((7_000, 9_000)));
        check("4.0 k", Some((7_900, 8_100)));
        check("3M", Some((5_000_000, 7_000_000)));
        check("2 GFLOPs", Some((3_000_000_000, 5_000_000_000)));
        check("1e3", Some((1_000, 3_000)));
        check("40.9 亿", Some((8_170_000_000, 8_190_000_000)));
        for text in
            ["", ".", "G", "1..2", "1.2.3", "4 apples", "1e99", "9999999999999999999999999999999999999999"]
        {
            check(text, None);
        }
    }
}
