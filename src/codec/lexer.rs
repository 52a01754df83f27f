//! Words, numbers, quoted texts and signs, with their places: what Python and Protobuf text share.

use super::remark::TextPlace;
use super::start_of;

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Piece<'t> {
    /// A name; dots belong to it.
    Word(&'t str),
    /// A number as it is written, without its sign.
    Number(&'t str),
    /// What stands between quotes.
    Quoted(&'t str),
    /// Any other character.
    Sign(char),
}

/// The longest name or quoted text that is taken whole, in bytes: lists that are printed once stand for thousands of
/// layers, each with such a name.
const LONGEST: usize = 200;

/// A piece and where it begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Token<'t> {
    pub piece: Piece<'t>,
    pub place: TextPlace,
}

/// Takes a text apart. Spaces and comments are left out.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut place, mut rest) = (TextPlace { line: 1, column: 1 }, text);
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            _ if first.is_whitespace() || first == '\u{feff}' => first.len_utf8(),
            _ => {
                let (piece, length) = piece(rest, first);
                tokens.push(Token { piece, place });
                length
            }
        };
        let (passed, left) = rest.split_at(length);
        for character in passed.chars() {
            if character == '\n' {
                place = TextPlace { line: place.line + 1, column: 1 };
            } else {
                place.column += 1;
            }
        }
        rest = left;
    }
    tokens
}

fn piece(rest: &str, first: char) -> (Piece<'_>, usize) {
    let until = |end: &dyn Fn(char) -> bool| rest.find(|letter: char| end(letter)).unwrap_or(rest.len());
    if first.is_alphabetic() || first == '_' {
        let length = until(&|letter| !(letter.is_alphanumeric() || "_.".contains(letter)));
        return (Piece::Word(start_of(&rest[..length], LONGEST)), length);
    }
    let digit_follows = || rest[1..].starts_with(|letter: char| letter.is_ascii_digit());
    if first.is_ascii_digit() || (first == '.' && digit_follows()) {
        return number(rest);
    }
    if first == '"' || first == '\'' {
        let inner = &rest[1..];
        // A quote that nothing closes ends with its line.
        let end = inner.find([first, '\n']).unwrap_or(inner.len());
        let closed = inner[end..].starts_with(first);
        return (Piece::Quoted(start_of(&inner[..end], LONGEST)), 1 + end + usize::from(closed));
    }
    (Piece::Sign(first), first.len_utf8())
}

/// Digits, a fraction, an exponent.
fn number(rest: &str) -> (Piece<'_>, usize) {
    let mut length = 0;
    let mut before = ' ';
    for letter in rest.chars() {
        let exponent_sign = "+-".contains(letter) && "eE".contains(before);
        if !(letter.is_ascii_digit() || ".eE".contains(letter) || exponent_sign) {
            break;
        }
        length += 1;
        before = letter;
    }
    (Piece::Number(start_of(&rest[..length], LONGEST)), length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_know_their_places() {
        let pieces: Vec<_> = tokens("a.b(3, 'x') # no\n-1e-05 \"y")
            .into_iter()
            .map(|token| (token.piece, token.place.line, token.place.column))
            .collect();
        assert_eq!(
            pieces,
            [
                (Piece::Word("a.b"), 1, 1),
                (Piece::Sign('('), 1, 4),
                (Piece::Number("3"), 1, 5),
                (Piece::Sign(','), 1, 6),
                (Piece::Quoted("x"), 1, 8),
                (Piece::Sign(')'), 1, 11),
                (Piece::Sign('-'), 2, 1),
                (Piece::Number("1e-05"), 2, 2),
                (Piece::Quoted("y"), 2, 8),
            ]
        );
    }
}
