//! The columns of lines without a header: those that a line is known to have by what stands in it.

use super::cells::{Cell, Record};
use super::columns::{Column, is_input, kind_of};
use crate::layer::{Form, Key, Kind};

/// The columns of this page's table after a row's kind, from left to right.
const HERE: [Column; 10] = [
    Column::From,
    Column::Value(Key::InChannels),
    Column::Value(Key::OutChannels),
    Column::Value(Key::KernelSize),
    Column::Value(Key::Stride),
    Column::Value(Key::Padding),
    Column::Value(Key::Dilation),
    Column::Value(Key::OutputPadding),
    Column::Value(Key::Groups),
    Column::Value(Key::Bias),
];

/// In which order the values of a line stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// As PyTorch's arguments do.
    Arguments,
    /// As the columns of this page's table do.
    Here,
    /// As there, most likely: what would be the source is empty.
    LikelyHere,
}

fn is_number(cell: &Cell) -> bool {
    cell.text.starts_with(|first: char| first.is_ascii_digit())
}

/// Where a line names its kind, and which. A name may be that of a kind as well, so that the last of the first cells
/// counts.
fn kind_at(record: &Record) -> Option<(usize, Kind)> {
    let leading = &record[..record.len().min(3)];
    let named = |cell: &Cell| kind_of(&cell.text).map(|named| named.kind);
    let at = leading.iter().rposition(|cell| named(cell).is_some() || is_input(&cell.text))?;
    // Of a row here, it may be the source that is called as a kind.
    let at = match at.checked_sub(1) {
        Some(before @ 1) if named(&leading[before]).is_some() && !is_number(&leading[0]) => before,
        _ => at,
    };
    Some((at, named(&leading[at]).unwrap_or(Kind::Conv2d)))
}

/// The order of a line's values, among lines of these names.
pub(super) fn order(record: &Record, names: &[&str]) -> Order {
    let Some((at, kind)) = kind_at(record) else { return Order::Arguments };
    let values = &record[at + 1..];
    let Some(next) = values.first() else { return Order::Arguments };
    if at > 0 && values.len() >= HERE.len() {
        return Order::Here;
    }
    let first = kind.parameters().first().map(|parameter| parameter.form);
    let is_word = next.text.starts_with(char::is_alphabetic);
    if at > 0 && is_word {
        let takes_words = matches!(first, Some(Form::Word(_) | Form::Name | Form::Padding | Form::Flag));
        return match !takes_words || is_input(&next.text) || names.contains(&&*next.text) {
            true => Order::Here,
            false => Order::Arguments,
        };
    }
    let given = values.iter().filter(|cell| !cell.text.is_empty()).count();
    // The channels that flow in may be left out, but hardly what comes first in any other layer.
    let enough = match kind {
        Kind::Conv2d | Kind::ConvTranspose2d => 3,
        Kind::Linear => 2,
        _ => 1,
    };
    match at > 0 && next.text.is_empty() && given >= enough {
        true => Order::LikelyHere,
        false => Order::Arguments,
    }
}

/// Columns of a line without a header: a name, the kind, and its values in this order.
pub(super) fn columns(record: &Record, order: Order) -> Vec<Column> {
    let found = kind_at(record);
    let kind = found.map_or(Kind::Conv2d, |(_, kind)| kind);
    let mut keys = kind.parameters().iter().map(|parameter| parameter.key);
    let values_from = found.map_or_else(|| record.iter().position(is_number).unwrap_or(0), |(at, _)| at + 1);
    let mut columns: Vec<Column> = Vec::with_capacity(record.len());
    for (at, cell) in record.iter().enumerate() {
        columns.push(match found {
            Some((kind_at, _)) if at == kind_at => Column::Kind,
            // A line's number stands before its name.
            Some((2, _)) if at == 0 && is_number(cell) => Column::Result,
            _ if at < values_from && !columns.contains(&Column::Name) => Column::Name,
            _ if at < values_from => Column::Other,
            Some(_) if order != Order::Arguments => {
                HERE.get(at - values_from).copied().unwrap_or(Column::Result)
            }
            _ => keys.next().map_or(Column::Other, Column::Value),
        });
    }
    columns
}
