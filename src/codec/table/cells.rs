//! The cells of a table: quotes as RFC 4180 has them, any of three separators, and the place of each cell.

use crate::codec::remark::TextPlace;
use crate::codec::rows::LONGEST_NAME;
use crate::codec::start_of;

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cell {
    /// Its text; spaces around it are left out unless it was quoted.
    pub text: String,
    pub place: TextPlace,
}

/// One line's cells.
pub(super) type Record = Vec<Cell>;

/// The separator that a text uses: a tab, a semicolon or a comma, by its first line; `None` if it has none.
pub(super) fn separator(text: &str) -> Option<char> {
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    if first.trim_start().starts_with('|') {
        return Some('|');
    }
    let mut outside = true;
    let plain: String = first
        .chars()
        .filter(|letter| {
            outside ^= *letter == '"';
            outside
        })
        .collect();
    ['\t', ';', ','].into_iter().find(|separator| plain.contains(*separator))
}

/// All records that hold anything, and where a quote stands that nothing closes: it is a letter like others.
pub(super) fn records(text: &str, separator: char) -> (Vec<Record>, Option<TextPlace>) {
    if separator == '|' {
        return (super::pipes::records(text), None);
    }
    match quoted_records(text, separator, None) {
        Ok(records) => (records, None),
        Err(place) => (quoted_records(text, separator, Some(place)).unwrap_or_default(), Some(place)),
    }
}

/// The records, if every quote is closed; from a place on, quotes are letters.
fn quoted_records(
    text: &str,
    separator: char,
    letters_from: Option<TextPlace>,
) -> Result<Vec<Record>, TextPlace> {
    let mut records = Vec::new();
    let mut record = Record::new();
    let mut place = TextPlace { line: 1, column: 1 };
    let mut cell = Cell { place, ..Cell::default() };
    // Before, in and after quotes.
    let (mut quoted, mut in_quotes) = (false, false);
    let mut opened = place;
    let mut letters = text.strip_prefix('\u{feff}').unwrap_or(text).chars().peekable();
    loop {
        let letter = letters.next();
        let mut next = place;
        match letter {
            Some('\n') => next = TextPlace { line: place.line + 1, column: 1 },
            Some(_) => next.column += 1,
            None => {}
        }
        match letter {
            Some('"') if in_quotes => {
                if letters.next_if_eq(&'"').is_some() {
                    cell.text.push('"');
                    next.column += 1;
                } else {
                    in_quotes = false;
                }
            }
            Some(letter) if in_quotes => cell.text.push(letter),
            Some('"')
                if cell.text.trim().is_empty() && !quoted && letters_from.is_none_or(|from| place < from) =>
            {
                (quoted, in_quotes, opened) = (true, true, place);
                cell.text.clear();
            }
            None if in_quotes => return Err(opened),
            None | Some('\n') => {
                record.push(finished(std::mem::take(&mut cell), quoted));
                if record.iter().any(|cell| !cell.text.trim().is_empty()) {
                    records.push(std::mem::take(&mut record));
                }
                record.clear();
            }
            Some('\r') if letters.peek().is_none_or(|next| *next == '\n') => {}
            Some(letter) if letter == separator => {
                record.push(finished(std::mem::take(&mut cell), quoted));
            }
            // Spaces after a closing quote.
            Some(letter) if quoted && letter.is_whitespace() => {}
            Some(letter) => cell.text.push(letter),
        }
        let ended = !in_quotes && (letter == Some(separator) || letter == Some('\n'));
        if ended {
            cell.place = next;
            quoted = false;
        }
        if letter.is_none() {
            return Ok(records);
        }
        place = next;
    }
}

fn finished(cell: Cell, quoted: bool) -> Cell {
    let text = if quoted { cell.text.as_str() } else { cell.text.trim() };
    Cell { text: start_of(text, LONGEST_NAME).to_owned(), ..cell }
}

/// A text as a cell, in quotes where it needs them.
pub(super) fn written(text: &str, separator: char) -> String {
    let special = |letter: char| letter == separator || matches!(letter, '"' | '\n' | '\r');
    if text.contains(special) || text.trim() != text {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_lines_and_places_are_kept() {
        let text = "\u{feff}a, \"b \"\"x\"\"\" ,c\r\n\r\n1,\"two\nlines\",\n";
        let (records, _) = records(text, ',');
        let cells: Vec<Vec<(&str, usize, usize)>> = records
            .iter()
            .map(|record| {
                record.iter().map(|cell| (&*cell.text, cell.place.line, cell.place.column)).collect()
            })
            .collect();
        assert_eq!(
            cells,
            [
                vec![("a", 1, 1), ("b \"x\"", 1, 3), ("c", 1, 15)],
                vec![("1", 3, 1), ("two\nlines", 3, 3), ("", 4, 8)],
            ]
        );
    }

    #[test]
    fn a_quote_that_nothing_closes_is_a_letter() {
        let (records, place) = records("\"a\",b\n\"c,d\ne,f", ',');
        assert_eq!(place, Some(TextPlace { line: 2, column: 1 }));
        let texts: Vec<Vec<&str>> =
            records.iter().map(|record| record.iter().map(|cell| &*cell.text).collect()).collect();
        assert_eq!(texts, [["a", "b"], ["\"c", "d"], ["e", "f"]]);
    }

    #[test]
    fn the_first_line_shows_the_separator() {
        assert_eq!(separator("a;b,c\n"), Some(';'));
        assert_eq!(separator("\"a;b\",c"), Some(','));
        assert_eq!(separator("\na\tb"), Some('\t'));
        assert_eq!(separator("a"), None);
    }
}
