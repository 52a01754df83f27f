//! A line of text in pieces: a symbol has a subscript and a hue. And about how wide it is.

use crate::cost::Quantity;

/// A piece of a line in one type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The characters.
    pub text: String,
    /// How they are set.
    pub face: Face,
    /// The hue, if it is of a quantity.
    pub hue: Option<Quantity>,
}

/// How a span is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    /// As words are.
    Plain,
    /// As variables are: slanted.
    Variable,
    /// Below the line, smaller, upright.
    Subscript,
    /// Above the line, smaller, upright.
    Superscript,
}

impl Span {
    /// Words without a hue.
    pub fn plain(text: impl Into<String>) -> Span {
        Span { text: text.into(), face: Face::Plain, hue: None }
    }

    /// A variable without a hue.
    pub fn variable(text: impl Into<String>) -> Span {
        Span { text: text.into(), face: Face::Variable, hue: None }
    }
}

/// The size of type in the picture, in its units.
pub const SIZE: f64 = 12.0;
/// What a sub- or superscript's size is of it.
pub const SCRIPT: f64 = 0.75;

/// About how wide a line is: a little wider than common faces set it, so that what fits by this fits.
pub fn width(line: &[Span]) -> f64 {
    let em = |span: &Span| match span.face {
        Face::Plain | Face::Variable => SIZE,
        Face::Subscript | Face::Superscript => SIZE * SCRIPT,
    };
    line.iter().map(|span| span.text.chars().map(advance).sum::<f64>() * em(span)).sum()
}

/// About how wide a character is, in ems.
fn advance(character: char) -> f64 {
    match character {
        '\u{202f}' => 0.25,
        ' ' | '·' | '.' | ',' | ':' | ';' | 'i' | 'j' | 'l' | '/' | '(' | ')' | '[' | ']' | '|' | '′' => {
            0.34
        }
        'f' | 't' | 'r' | 'I' => 0.42,
        'm' | 'w' | 'M' | 'W' => 0.92,
        '×' | '=' | '+' | '→' | '≥' => 0.84,
        '²' | 'ᵀ' => 0.46,
        '∂' | 'Σ' | '√' | '−' | '⋮' | '…' => 0.72,
        character if character.is_ascii_digit() => 0.64,
        character if character.is_ascii_uppercase() => 0.7,
        character if character.is_ascii() => 0.6,
        // Chinese, and whatever else is not Latin.
        _ => 1.0,
    }
}
