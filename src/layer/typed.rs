//! What a reader types into a field: `3`, `3x5`, `3×5`, `3,5`, full-width digits, a word.

use super::{Form, Scale, Value};

/// The value that `text` means for a hyperparameter of that form; [`Value::Text`] where it has not the form.
///
/// ```
/// use im2cost::layer::{Form, Value, parse_typed};
/// let pair = Form::Pair { least: 1 };
/// assert_eq!(parse_typed("３×５", pair), Value::Pair([3, 5]));
/// assert_eq!(parse_typed("3", pair), Value::Pair([3, 3]));
/// assert_eq!(parse_typed("3.5", pair), Value::Text("3.5".into()));
/// ```
pub fn parse(text: &str, form: Form) -> Value {
    let plain: String = text.chars().map(half_width).collect();
    read(plain.trim(), form).unwrap_or_else(|| Value::Text(text.into()))
}

fn read(text: &str, form: Form) -> Option<Value> {
    match form {
        Form::Integer { .. } => text.parse().ok().map(Value::Integer),
        Form::Pair { .. } => pair(&integers(text)?).map(Value::Pair),
        Form::OptionalPair => optional_pair(text),
        Form::Padding => match integers(text) {
            Some(numbers) => sides(&numbers),
            None => word(text),
        },
        Form::Sides => match sides(&integers(text)?)? {
            Value::Pair([vertical, horizontal]) => {
                Some(Value::Sides([vertical, horizontal, vertical, horizontal]))
            }
            value => Some(value),
        },
        Form::Scale => {
            let factor = |part: &str| part.parse::<f64>().ok().filter(|scale| scale.is_finite());
            let factors = parts(text).map(factor).collect::<Option<Vec<f64>>>()?;
            match factors[..] {
                [both] => Some(Value::Scale([Scale(both), Scale(both)])),
                [height, width] => Some(Value::Scale([Scale(height), Scale(width)])),
                _ => None,
            }
        }
        Form::Flag => match text {
            "true" | "True" | "yes" | "1" => Some(Value::Flag(true)),
            "false" | "False" | "no" | "0" => Some(Value::Flag(false)),
            _ => None,
        },
        Form::Word(_) => word(text),
        Form::Name => Some(Value::Word(text.into())),
        Form::ChannelsHeightWidth => integers(text).filter(|extents| extents.len() == 3).map(Value::Extents),
        Form::Shape => integers(text).filter(|extents| matches!(extents.len(), 2 | 4)).map(Value::Extents),
    }
}

/// Full-width digits, letters and signs, as a Chinese keyboard gives them, to their plain forms.
fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        '、' => ',',
        '−' => '-',
        _ => character,
    }
}

/// The parts of a list; brackets around it are allowed, as in `(3, 5)`.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let inner = text.strip_prefix(['(', '[']).and_then(|rest| rest.strip_suffix([')', ']'])).unwrap_or(text);
    // A space alone separates too, but not where a sign stands as well.
    let signs: &[char] = &['x', 'X', '×', '*', ',', ';'];
    let separators: &[char] = if inner.contains(signs) { signs } else { &[' '] };
    inner.split(separators).map(str::trim)
}

fn integers(text: &str) -> Option<Vec<i64>> {
    parts(text).map(|part| part.parse().ok()).collect()
}

fn pair(numbers: &[i64]) -> Option<[i64; 2]> {
    match *numbers {
        [both] => Some([both, both]),
        [height, width] => Some([height, width]),
        _ => None,
    }
}

fn optional_pair(text: &str) -> Option<Value> {
    let side = |part: &str| match part {
        "-" | "–" | "null" | "None" => Some(None),
        _ => part.parse().ok().map(Some),
    };
    match parts(text).map(side).collect::<Option<Vec<_>>>()?[..] {
        [both] => Some(Value::OptionalPair([both, both])),
        [height, width] => Some(Value::OptionalPair([height, width])),
        _ => None,
    }
}

fn sides(numbers: &[i64]) -> Option<Value> {
    match *numbers {
        [top, left, bottom, right] => Some(Value::Sides([top, left, bottom, right])),
        _ => pair(numbers).map(Value::Pair),
    }
}

fn word(text: &str) -> Option<Value> {
    let is_word = !text.is_empty()
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-".contains(letter));
    let begins = text.starts_with(|letter: char| letter.is_ascii_alphabetic());
    (is_word && begins).then(|| Value::Word(text.into()))
}
