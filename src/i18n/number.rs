//! How numbers are written, the same in every language: whole numbers in groups of three, and short forms with SI
//! prefixes, which are powers of 1000. All of it is integer arithmetic, exact for every number of 128 bits.

use crate::cost::Ratio;
use crate::layer::Shape;

/// Separates groups of digits: narrow, and lines do not break at it.
const GROUP: char = '\u{202f}';

/// The prefixes of 10³, 10⁶, …, 10³⁰.
const PREFIXES: [&str; 10] = ["k", "M", "G", "T", "P", "E", "Z", "Y", "R", "Q"];

/// Every digit, in groups of three.
///
/// ```
/// use im2cost::i18n::number::exact;
/// assert_eq!(exact(118_013_952), "118\u{202f}013\u{202f}952");
/// assert_eq!(exact(999), "999");
/// ```
pub fn exact(number: u128) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + 3 * digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(GROUP);
        }
        grouped.push(digit);
    }
    grouped
}

/// Three significant digits and an SI prefix, rounded half up. Below 1000 every digit; past the last prefix a power of
/// ten.
///
/// ```
/// use im2cost::i18n::number::short;
/// assert_eq!(short(999), "999");
/// assert_eq!(short(1_234), "1.23 k");
/// assert_eq!(short(999_950), "1.00 M");
/// assert_eq!(short(118_013_952), "118 M");
/// assert_eq!(short(4_089_184_256), "4.09 G");
/// assert_eq!(short(u128::MAX), "3.40×10³⁸");
/// ```
pub fn short(number: u128) -> String {
    with_unit(number, "")
}

/// A round number in short form, without zeros behind the point.
///
/// ```
/// use im2cost::i18n::number::round;
/// assert_eq!(round(20_000_000), "20 M");
/// assert_eq!(round(112), "112");
/// ```
pub fn round(number: u128) -> String {
    let short = short(number);
    match short.split_once(' ') {
        Some((digits, prefix)) if digits.contains('.') => {
            format!("{} {prefix}", digits.trim_end_matches('0').trim_end_matches('.'))
        }
        _ => short,
    }
}

/// Bytes in short form.
///
/// ```
/// use im2cost::i18n::number::bytes;
/// assert_eq!(bytes(512), "512 B");
/// assert_eq!(bytes(6_451_200), "6.45 MB");
/// ```
pub fn bytes(number: u128) -> String {
    with_unit(number, "B")
}

fn with_unit(number: u128, unit: &str) -> String {
    if number < 1000 {
        return if unit.is_empty() { number.to_string() } else { format!("{number} {unit}") };
    }
    let (digits, power) = three_digits(number);
    let power = power as usize;
    match PREFIXES.get(power / 3 - 1) {
        Some(prefix) => {
            let digits = digits.to_string();
            let (whole, fraction) = digits.split_at(1 + power % 3);
            let point = if fraction.is_empty() { "" } else { "." };
            format!("{whole}{point}{fraction} {prefix}{unit}")
        }
        None => {
            let (whole, fraction) = (digits / 100, digits % 100);
            let space = if unit.is_empty() { "" } else { " " };
            format!("{whole}.{fraction:02}×10{}{space}{unit}", superscript(power))
        }
    }
}

/// A number of at least 100 as `d.dd · 10ᵖ`: the digits as a number from 100 to 999, and p.
fn three_digits(number: u128) -> (u128, u32) {
    let power = number.ilog10();
    let divisor = 10u128.pow(power - 2);
    let (digits, rest) = (number / divisor, number % divisor);
    // Rounds half up; 999.5 becomes 100 of the next power.
    let rounded = digits + u128::from(rest >= divisor - rest);
    if rounded == 1000 { (100, power + 1) } else { (rounded, power) }
}

fn superscript(number: usize) -> String {
    let raised = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number.to_string().bytes().map(|digit| raised[usize::from(digit - b'0')]).collect()
}

/// What share of `whole` a `part` is, with one decimal. Only nothing is 0 %, and only everything is 100 %.
///
/// ```
/// use im2cost::i18n::number::percent;
/// assert_eq!(percent(34, 1000), "3.4 %");
/// assert_eq!(percent(1, 3), "33.3 %");
/// assert_eq!(percent(1, 1_000_000), "< 0.1 %");
/// assert_eq!(percent(999_999, 1_000_000), "> 99.9 %");
/// assert_eq!(percent(0, 0), "0 %");
/// ```
pub fn percent(part: u128, whole: u128) -> String {
    if part == 0 || whole == 0 {
        return "0 %".to_owned();
    }
    if part == whole {
        return "100 %".to_owned();
    }
    match tenths(part, whole, 100) {
        Some(0) => "< 0.1 %".to_owned(),
        Some(1000) if part < whole => "> 99.9 %".to_owned(),
        Some(tenths) => format!("{}.{} %", tenths / 10, tenths % 10),
        None => times(part, whole),
    }
}

/// `part / whole` with three significant digits, small ones with three decimals.
///
/// ```
/// use im2cost::i18n::number::decimal;
/// assert_eq!(decimal(1, 8), "0.125");
/// assert_eq!(decimal(10, 3), "3.33");
/// assert_eq!(decimal(100, 3), "33.3");
/// assert_eq!(decimal(1_234_567, 10), "123 k");
/// ```
pub fn decimal(part: u128, whole: u128) -> String {
    let count = part.checked_div(whole).unwrap_or(0);
    let Some((decimals, scale)) = [(1, 3, 100), (10, 2, 10), (1000, 1, 1)]
        .into_iter()
        .find_map(|(below, decimals, scale)| (count < below).then_some((decimals, scale)))
    else {
        return short(count);
    };
    let digits = tenths(part, whole, scale).unwrap_or(0).to_string();
    let digits = format!("{digits:0>width$}", width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    format!("{whole}.{fraction}")
}

/// A time in the unit that suits it; `None` past 128 bits.
///
/// ```
/// use im2cost::cost::Ratio;
/// use im2cost::i18n::number::seconds;
/// assert_eq!(Ratio::new(4, 1_000_000).and_then(seconds).unwrap(), "4.00 µs");
/// assert_eq!(Ratio::new(3, 2).and_then(seconds).unwrap(), "1.50 s");
/// assert_eq!(Ratio::new(1, 10u128.pow(15)).and_then(seconds).unwrap(), "< 1 ps");
/// ```
pub fn seconds(time: Ratio) -> Option<String> {
    const UNITS: [&str; 4] = ["ps", "ns", "µs", "ms"];
    let picoseconds = time.times(Ratio::whole(1_000_000_000_000))?;
    let picoseconds = picoseconds.numerator() / picoseconds.denominator();
    Some(match picoseconds {
        0 => "< 1 ps".to_owned(),
        1..1_000_000_000_000 => {
            let power = picoseconds.ilog10() / 3;
            let number = decimal(picoseconds, 1000u128.pow(power));
            format!("{number} {}", UNITS[power as usize])
        }
        _ => joined(decimal(time.numerator(), time.denominator()), "s"),
    })
}

/// Operations a second.
///
/// ```
/// use im2cost::i18n::number::rate;
/// assert_eq!(rate(19_500_000_000_000), "19.5 TFLOP/s");
/// ```
pub fn rate(number: u128) -> String {
    with_unit(number, "FLOP/s")
}

/// Operations for each byte.
///
/// ```
/// use im2cost::cost::Ratio;
/// use im2cost::i18n::number::intensity;
/// assert_eq!(Ratio::new(1, 8).map(intensity).unwrap(), "0.125 FLOP/B");
/// ```
pub fn intensity(ratio: Ratio) -> String {
    joined(decimal(ratio.numerator(), ratio.denominator()), "FLOP/B")
}

/// A number and its unit: a prefix, if the number has one, stands at the unit.
fn joined(number: String, unit: &str) -> String {
    let space = if number.contains(' ') { "" } else { " " };
    number + space + unit
}

/// How many times `whole` a `part` is, with one decimal.
///
/// ```
/// use im2cost::i18n::number::times;
/// assert_eq!(times(1_806_336, 200_704), "9.0×");
/// assert_eq!(times(1, 3), "0.3×");
/// ```
pub fn times(part: u128, whole: u128) -> String {
    match tenths(part, whole, 1) {
        Some(tenths) if tenths < 10_000 => format!("{}.{}×", tenths / 10, tenths % 10),
        _ => format!("{}×", short(part.checked_div(whole).unwrap_or(0))),
    }
}

/// ⌊part / whole · scale · 10 + ½⌋, where that is no more than 64 bits.
fn tenths(part: u128, whole: u128, scale: u128) -> Option<u128> {
    let count = part.checked_div(whole).filter(|count| *count <= u128::from(u64::MAX))?;
    let mut rest = part % whole;
    let mut result = count;
    let mut factor = 1;
    // Long division, a decimal at a time.
    while factor < scale * 10 {
        let (digit, next) = times_ten(rest, whole);
        result = result * 10 + digit;
        rest = next;
        factor *= 10;
    }
    Some(result + u128::from(rest >= whole - rest))
}

/// `10 · rest / whole` and what remains, for a rest below `whole`, though the product may not fit in 128 bits.
fn times_ten(rest: u128, whole: u128) -> (u128, u128) {
    let (mut digit, mut sum) = (0, 0);
    for _ in 0..10 {
        if sum >= whole - rest {
            sum -= whole - rest;
            digit += 1;
        } else {
            sum += rest;
        }
    }
    (digit, sum)
}

/// A shape as it is read aloud.
///
/// ```
/// use im2cost::i18n::number::shape;
/// use im2cost::layer::Shape;
/// assert_eq!(shape(&Shape::Image([1, 64, 112, 112])), "1×64×112×112");
/// ```
pub fn shape(shape: &Shape) -> String {
    extents(shape.extents())
}

/// Extents joined by ×.
pub fn extents(extents: &[i64]) -> String {
    extents.iter().map(i64::to_string).collect::<Vec<_>>().join("×")
}
