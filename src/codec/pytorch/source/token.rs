//! The logical lines of a Python text: how far each is indented, and its tokens.

use crate::codec::remark::{Remark, Remarked, TextPlace};
use crate::codec::start_of;

/// What a line is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'t> {
    /// A name or a keyword.
    Name(&'t str),
    /// A number as it is written.
    Number(&'t str),
    /// What stands between quotes.
    Text(&'t str),
    /// The same, with expressions in braces.
    Formatted(&'t str),
    /// An operator or bracket.
    Sign(&'t str),
}

/// A token and where it begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed<'t> {
    pub token: Token<'t>,
    pub place: TextPlace,
}

/// One logical line: what stands in brackets goes on over the ends of lines.
#[derive(Debug)]
pub(super) struct Line<'t> {
    pub indent: usize,
    pub tokens: Vec<Placed<'t>>,
}

/// Operators of more than one character, longer ones first.
const LONG_SIGNS: [&str; 22] = [
    "**=", "//=", ">>=", "<<=", "...", "**", "//", "==", "!=", "<=", ">=", "->", "+=", "-=", "*=", "/=",
    "%=", "|=", "&=", "^=", "@=", ":=",
];

/// Names that begin a line and stand in no bracket: before them, one that is open was forgotten.
const BEGINNINGS: [&str; 4] = ["def ", "class ", "return ", "self."];

/// The longest name or quoted text that is taken whole, in bytes.
const LONGEST: usize = 100;

/// Takes a text apart; says which brackets nothing closes.
pub(super) fn lines(text: &str) -> (Vec<Line<'_>>, Vec<Remark>) {
    let mut reader = Reader { rest: text, place: TextPlace { line: 1, column: 1 } };
    let (mut lines, mut remarks): (Vec<Line>, Vec<Remark>) = (Vec::new(), Vec::new());
    let mut open: Vec<(&str, TextPlace)> = Vec::new();
    let mut goes_on = false;
    while !reader.rest.is_empty() {
        let indent = reader.indent();
        if BEGINNINGS.iter().any(|beginning| reader.rest.starts_with(beginning)) && is_forgotten(reader.rest)
        {
            remarks.extend(open.drain(..).map(not_closed));
        }
        if open.is_empty() && !goes_on {
            lines.push(Line { indent, tokens: Vec::new() });
        }
        goes_on = false;
        while let Some(Placed { token, place }) = reader.token() {
            match token {
                Token::Sign("\\") => {
                    goes_on = true;
                    continue;
                }
                Token::Sign(bracket @ ("(" | "[" | "{")) => open.push((bracket, place)),
                Token::Sign(")" | "]" | "}") => {
                    open.pop();
                }
                _ => {}
            }
            if let Some(line) = lines.last_mut() {
                line.tokens.push(Placed { token, place });
            }
        }
    }
    remarks.extend(open.drain(..).map(not_closed));
    lines.retain(|line| !line.tokens.is_empty());
    (lines, remarks)
}

fn not_closed((bracket, place): (&str, TextPlace)) -> Remark {
    Remark { place, what: Remarked::NotClosed { bracket: bracket.chars().next().unwrap_or('(') } }
}

/// Whether a line that begins like a statement is one: what begins with `self.` is one where it is assigned.
fn is_forgotten(line: &str) -> bool {
    let Some(attribute) = line.strip_prefix("self.") else { return true };
    let after = attribute.trim_start_matches(|letter: char| letter.is_alphanumeric() || letter == '_');
    after.trim_start().strip_prefix('=').is_some_and(|after| !after.starts_with('='))
}

struct Reader<'t> {
    rest: &'t str,
    place: TextPlace,
}

impl<'t> Reader<'t> {
    /// Passes over as much.
    fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at(length);
        for letter in taken.chars() {
            self.place = match letter {
                '\n' => TextPlace { line: self.place.line + 1, column: 1 },
                _ => TextPlace { column: self.place.column + 1, ..self.place },
            };
        }
        self.rest = rest;
        taken
    }

    fn length(&self, belongs: impl Fn(char) -> bool) -> usize {
        self.rest.find(|letter| !belongs(letter)).unwrap_or(self.rest.len())
    }

    /// The spaces that a line begins with; a tab goes on to the next multiple of 8.
    fn indent(&mut self) -> usize {
        let spaces = self.take(self.length(|letter| matches!(letter, ' ' | '\t' | '\u{feff}' | '\u{c}')));
        spaces.chars().fold(0, |indent, letter| match letter {
            '\t' => (indent / 8 + 1) * 8,
            ' ' => indent + 1,
            _ => indent,
        })
    }

    /// The next token; `None` at the end of a line, which is passed over.
    fn token(&mut self) -> Option<Placed<'t>> {
        loop {
            let first = self.rest.chars().next()?;
            match first {
                '\n' => {
                    self.take(1);
                    return None;
                }
                '#' => {
                    self.take(self.length(|letter| letter != '\n'));
                }
                _ if first.is_whitespace() || first == '\u{feff}' => {
                    self.take(first.len_utf8());
                }
                _ => break,
            }
        }
        let place = self.place;
        let first = self.rest.chars().next()?;
        let token = if first.is_alphabetic() || first == '_' {
            self.name_or_text()
        } else if first.is_ascii_digit()
            || first == '.' && self.rest[1..].starts_with(|next: char| next.is_ascii_digit())
        {
            Token::Number(start_of(self.take(self.number()), LONGEST))
        } else if let '"' | '\'' = first {
            Token::Text(self.quoted())
        } else {
            let long = LONG_SIGNS.iter().find(|sign| self.rest.starts_with(**sign));
            Token::Sign(self.take(long.map_or(first.len_utf8(), |sign| sign.len())))
        };
        Some(Placed { token, place })
    }

    fn name_or_text(&mut self) -> Token<'t> {
        let name = self.take(self.length(|letter| letter.is_alphanumeric() || letter == '_'));
        let is_prefix = name.len() <= 2 && name.chars().all(|letter| "rRbBfFuU".contains(letter));
        if is_prefix && self.rest.starts_with(['"', '\'']) {
            let text = self.quoted();
            return if name.contains(['f', 'F']) { Token::Formatted(text) } else { Token::Text(text) };
        }
        Token::Name(start_of(name, LONGEST))
    }

    /// Digits, a fraction, an exponent.
    fn number(&self) -> usize {
        let mut before = ' ';
        self.rest
            .find(|letter: char| {
                let exponent_sign = "+-".contains(letter) && "eE".contains(before);
                before = letter;
                !(letter.is_ascii_digit() || "._eE".contains(letter) || exponent_sign)
            })
            .unwrap_or(self.rest.len())
    }

    /// What stands between quotes, or three of them; a quote that nothing closes ends with its line.
    fn quoted(&mut self) -> &'t str {
        for quotes in ["\"\"\"", "'''"] {
            if let Some(inner) = self.rest.strip_prefix(quotes) {
                let end = inner.find(quotes).unwrap_or(inner.len());
                self.take((end + 6).min(self.rest.len()));
                return start_of(&inner[..end], LONGEST);
            }
        }
        let quote = &self.rest[..1];
        let inner = &self.rest[1..];
        let mut escaped = false;
        let end = inner
            .find(|letter: char| {
                let ends = !escaped && (quote.starts_with(letter) || letter == '\n');
                escaped = letter == '\\' && !escaped;
                ends
            })
            .unwrap_or(inner.len());
        let closed = inner[end..].starts_with(quote);
        self.take(1 + end + usize::from(closed));
        start_of(&inner[..end], LONGEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_on_in_brackets_and_after_a_backslash() {
        let (lines, remarks) = lines("a = f(1,\n  'x')  # no\n\n\tb += \\\n 2\nself.c = g(\nself.d = 3");
        let shown: Vec<_> = lines
            .iter()
            .map(|line| {
                (line.indent, line.tokens.len(), line.tokens[0].place.line, line.tokens[0].place.column)
            })
            .collect();
        assert_eq!(shown, [(0, 8, 1, 1), (8, 3, 4, 2), (0, 6, 6, 1), (0, 5, 7, 1)]);
        assert_eq!(remarks.len(), 1);
        assert_eq!((remarks[0].place.line, remarks[0].place.column), (6, 11));
    }
}
