//! Tables as Markdown has them: cells between upright lines, and a line of dashes below the header.

use super::cells::{Cell, Record};
use crate::codec::remark::TextPlace;
use crate::codec::rows::LONGEST_NAME;
use crate::codec::start_of;

/// All records that hold anything but dashes and totals.
pub(super) fn records(text: &str) -> Vec<Record> {
    let lines = text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with('|'));
    let records = lines.map(|(at, line)| record(line, at + 1));
    let holds = |record: &Record| {
        let dashes = |cell: &Cell| cell.text.chars().all(|letter| matches!(letter, '-' | ':'));
        let total = record.first().is_some_and(|cell| cell.text.starts_with("**"));
        !total && !record.iter().all(dashes)
    };
    records.filter(holds).collect()
}

/// The cells of a line. A backslash stands before a letter that is meant as it is.
fn record(line: &str, number: usize) -> Record {
    let place = |column: usize| TextPlace { line: number, column };
    let mut record = Record::new();
    let mut cell = Cell::default();
    let mut letters = line.trim_end().chars().enumerate().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '|' => {
                record.push(finished(std::mem::take(&mut cell)));
                cell.place = place(at + 2);
            }
            '\\' => {
                let escaped = letters.next_if(|(_, next)| next.is_ascii_punctuation());
                cell.text.push(escaped.map_or(letter, |(_, next)| next));
            }
            letter => cell.text.push(letter),
        }
    }
    if !cell.text.trim().is_empty() {
        record.push(finished(cell));
    }
    // Before the first line there is no cell.
    record.remove(0);
    record
}

fn finished(cell: Cell) -> Cell {
    Cell { text: start_of(cell.text.trim(), LONGEST_NAME).to_owned(), ..cell }
}
