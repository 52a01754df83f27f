//! Writes a document's input and rows as a table that reads back without loss.

use super::cells::written;
use crate::codec::json::quoted;
use crate::layer::{Key, Value};
use crate::network::{Analysis, Document, INPUT, InputKey, Row, RowAnalysis, Sources, typed_sources};

/// What stands between cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// CSV.
    Comma,
    /// TSV, as spreadsheets put it on the clipboard.
    Tab,
}

/// A table of the document's input and rows, with a column for each hyperparameter that any row gives; and with what
/// the rows come to, if that is given: output shape, parameters, and MACs.
///
/// ```
/// use im2cost::codec::table::{Separator, read, write};
/// use im2cost::network::{Document, analyse};
/// let starter = Document::starter();
/// let table = write(&starter, Some(&analyse(&starter)), Separator::Comma);
/// assert!(table.starts_with("name,kind,"));
/// assert_eq!(read(&table).unwrap().document.rows, starter.rows);
/// ```
pub fn write(document: &Document, analysis: Option<&Analysis>, separator: Separator) -> String {
    lines(document, analysis, separator, true)
}

/// A table of rows alone, as they are put on the clipboard.
pub fn write_rows(document: &Document, separator: Separator) -> String {
    lines(document, None, separator, false)
}

fn lines(document: &Document, analysis: Option<&Analysis>, separator: Separator, with_input: bool) -> String {
    let separator = match separator {
        Separator::Comma => ',',
        Separator::Tab => '\t',
    };
    let gives = |key: Key| document.rows.iter().any(|row| row.fields.get(key).is_some());
    let keys: Vec<Key> =
        Key::ALL.iter().copied().filter(|key| *key == Key::OutputShape || gives(*key)).collect();
    let from = document.rows.iter().any(|row| row.from != Sources::Above);
    let shares = document.rows.iter().any(|row| row.shares_weights_with.is_some());

    let mut titles = vec!["name".to_owned(), "kind".to_owned()];
    titles.extend(from.then(|| "from".to_owned()));
    titles.extend(keys.iter().map(|key| key.name().to_owned()));
    titles.extend(shares.then(|| "shares_weights_with".to_owned()));
    if analysis.is_some() {
        titles.extend(["output", "params", "macs"].map(str::to_owned));
    }
    let mut lines = vec![titles];

    let typed = |key: InputKey| document.input.get(key).map_or(String::new(), Value::typed);
    let extents = InputKey::ALL.map(typed).join("×");
    let mut input = vec![INPUT.to_owned(), INPUT.to_owned()];
    input.extend(from.then(String::new));
    input.extend(
        keys.iter().map(|key| if *key == Key::OutputShape { extents.clone() } else { String::new() }),
    );
    input.extend(shares.then(String::new));
    input.extend(analysis.into_iter().flat_map(|_| <[String; 3]>::default()));
    lines.extend(with_input.then_some(input));

    for (at, row) in document.rows.iter().enumerate() {
        let mut line = vec![row.name.to_string(), row.kind.name().to_owned()];
        line.extend(from.then(|| sources(row)));
        line.extend(keys.iter().map(|key| row.fields.get(*key).map_or(String::new(), Value::typed)));
        line.extend(shares.then(|| row.shares_weights_with.as_deref().unwrap_or_default().to_owned()));
        line.extend(analysis.into_iter().flat_map(|analysis| results(&analysis.rows[at])));
        lines.push(line);
    }
    let line = |cells: Vec<String>| {
        let cells: Vec<String> = cells.iter().map(|cell| written(cell, separator)).collect();
        cells.join(&separator.to_string()) + "\n"
    };
    lines.into_iter().map(line).collect()
}

/// What a row comes to; nothing where it is not valid.
fn results(row: &RowAnalysis) -> [String; 3] {
    let Some(valid) = row.valid() else { return Default::default() };
    let extents = valid.layer.output.extents().iter().map(|extent| extent.to_string());
    [extents.collect::<Vec<_>>().join("×"), valid.params.to_string(), valid.macs().to_string()]
}

/// The names that flow into a row, as a reader types them, or as JSON where that would be read otherwise.
fn sources(row: &Row) -> String {
    let Sources::Named(names) = &row.from else { return String::new() };
    let typed = names.join(", ");
    if typed_sources(&typed) == row.from && !typed.starts_with('[') {
        typed
    } else {
        let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        format!("[{}]", names.join(", "))
    }
}
