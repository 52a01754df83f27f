//! Reads a table: finds its columns, and makes a row of each line.

use std::collections::HashSet;
use std::rc::Rc;

use super::cells::{Cell, Record, records, separator};
use super::columns::{Column, header, is_depthwise, is_input, key_for, kind_of};
use crate::codec::alias::{Named, starting};
use crate::codec::json::Json;
use crate::codec::remark::{MOST_ROWS, Remark, Remarked, TextImport, TextPlace};
use crate::layer::{Fields, Form, Key, Kind, Value, parse_typed};
use crate::network::{Document, INPUT, Input, InputKey, Row, RowId, Sources, typed_sources};

/// Reads a table; `None` if the text is none. Whatever can be read becomes rows; what cannot is remarked upon.
pub fn read(text: &str) -> Option<TextImport> {
    let separator = separator(text)?;
    let (mut records, open_quote) = records(text, separator);
    let columns = records.first().and_then(header);
    let mut table = Table {
        document: Document::default(),
        remarks: Vec::new(),
        names: HashSet::new(),
        keras: false,
        own: false,
        decimal_comma: separator == ';',
    };
    if let Some(place) = open_quote {
        table.remark(place, Remarked::NotClosed { bracket: '"' });
    }
    if let Some(columns) = &columns {
        let titles = records.remove(0);
        table.keras =
            titles.iter().any(|cell| matches!(cell.text.as_str(), "filters" | "use_bias" | "units"));
        table.own = matches!(&titles[..], [name, kind, ..] if name.text == "name" && kind.text == "kind");
        for (cell, column) in titles.iter().zip(columns) {
            if *column == Column::Other && !cell.text.is_empty() {
                table.remark(cell.place, Remarked::UnknownArgument { argument: cell.text.clone() });
            }
        }
    }
    let mut has_input = false;
    for record in records {
        if table.document.rows.len() >= MOST_ROWS {
            let place = record.first().map_or(TextPlace::default(), |cell| cell.place);
            table.remark(place, Remarked::TooMany { most: MOST_ROWS });
            break;
        }
        match &columns {
            Some(columns) => has_input |= table.line(&record, columns),
            None => {
                let columns = bare(&record);
                has_input |= table.line(&record, &columns);
            }
        }
    }
    if !has_input {
        table.assume_input();
    }
    Some(TextImport { document: table.document, remarks: table.remarks })
}

struct Table {
    document: Document,
    remarks: Vec<Remark>,
    names: HashSet<Rc<str>>,
    /// Whether the columns have Keras's names, so that `same` is TensorFlow's.
    keras: bool,
    /// Whether it is a table of ours: what stands in it is then taken as it is.
    own: bool,
    /// Whether a comma stands before decimals, as in the programs that put semicolons between cells.
    decimal_comma: bool,
}

/// Columns of a line without a header: a name, the kind, and its values in their usual order.
fn bare(record: &Record) -> Vec<Column> {
    // A name may be that of a kind as well, so that the last of the first cells counts.
    let leading = &record[..record.len().min(3)];
    let kind_at = leading.iter().rposition(|cell| kind_of(&cell.text).is_some() || is_input(&cell.text));
    let named = kind_at.and_then(|at| kind_of(&record[at].text));
    let kind = named.map_or(Kind::Conv2d, |named| named.kind);
    let mut keys = kind.parameters().iter().map(|parameter| parameter.key);
    let is_number = |cell: &Cell| cell.text.starts_with(|first: char| first.is_ascii_digit());
    let values_from = kind_at.map_or_else(|| record.iter().position(is_number).unwrap_or(0), |at| at + 1);
    let mut columns: Vec<Column> = Vec::with_capacity(record.len());
    for at in 0..record.len() {
        columns.push(match kind_at {
            Some(kind_at) if at == kind_at => Column::Kind,
            _ if at < values_from && !columns.contains(&Column::Name) => Column::Name,
            _ if at < values_from => Column::Other,
            _ => keys.next().map_or(Column::Other, Column::Value),
        });
    }
    columns
}

impl Table {
    /// One line; whether it is the network's input.
    fn line(&mut self, record: &Record, columns: &[Column]) -> bool {
        let cell = |wanted: Column| {
            columns
                .iter()
                .position(|column| *column == wanted)
                .and_then(|at| record.get(at))
                .filter(|cell| !cell.text.is_empty())
        };
        let place = record.first().map_or(TextPlace::default(), |cell| cell.place);
        if record.len() > columns.len() && record[columns.len()..].iter().any(|cell| !cell.text.is_empty()) {
            self.remark(place, Remarked::TooManyCells { cells: record.len(), columns: columns.len() });
        }
        let given = cell(Column::Kind);
        if given.is_some_and(|cell| is_input(&cell.text)) {
            self.input(record, columns);
            return true;
        }
        let named = match (given, columns.contains(&Column::Kind)) {
            (Some(cell), _) => kind_of(&cell.text).unwrap_or_else(|| {
                self.remarks.push(Remark {
                    place: cell.place,
                    what: Remarked::UnknownLayer { name: cell.text.clone() },
                });
                Named { kind: Kind::Unknown, function: None, axes: None }
            }),
            (None, true) => {
                self.remark(place, Remarked::KindMissing);
                Named { kind: Kind::Unknown, function: None, axes: None }
            }
            // A table of convolutions needs no column for that.
            (None, false) => Named { kind: Kind::Conv2d, function: None, axes: None },
        };
        let mut fields = starting(named).fields();
        if let (Kind::Unknown, Some(cell), None) = (named.kind, given, cell(Column::Value(Key::Op)))
            && Kind::from_name(&cell.text).is_none()
        {
            fields.set(Key::Op, parse_typed(&cell.text, Form::Name));
        }
        self.values(record, columns, named.kind, &mut fields);
        if let (true, None, Some(channels)) = (
            given.is_some_and(|cell| is_depthwise(&cell.text)),
            fields.get(Key::Groups),
            fields.get(Key::InChannels).or(fields.get(Key::OutChannels)).cloned(),
        ) {
            fields.set(Key::Groups, channels);
        }
        let global = given.is_some_and(|cell| cell.text.to_ascii_lowercase().starts_with("global"));
        if global && fields.get(Key::OutputSize).is_none() {
            fields.set(Key::OutputSize, Value::OptionalPair([Some(1), Some(1)]));
        }
        let name = match cell(Column::Name) {
            name if self.own => name.map_or("", |cell| cell.text.as_str()).into(),
            Some(cell) => self.free_name(&cell.text),
            None => self.free_name(named.kind.name()),
        };
        let from = cell(Column::From).map_or(Sources::Above, |cell| sources(&cell.text));
        let shares_weights_with = cell(Column::Shares).map(|cell| cell.text.as_str().into());
        let id = RowId(self.document.rows.len() as u32);
        let row = Row { from, shares_weights_with, ..Row::new(id, name, named.kind, fields) };
        self.document.rows.push(Rc::new(row));
        false
    }

    /// The hyperparameters of a line.
    fn values(&mut self, record: &Record, columns: &[Column], kind: Kind, fields: &mut Fields) {
        let mut axes: Vec<(Key, [Option<&Cell>; 2])> = Vec::new();
        for (cell, column) in record.iter().zip(columns).filter(|(cell, _)| !cell.text.is_empty()) {
            match *column {
                Column::Value(key) => self.value(cell, &cell.text, kind, key, fields),
                Column::Axis(key, axis) => match axes.iter_mut().find(|(other, _)| *other == key) {
                    Some((_, pair)) => pair[axis] = Some(cell),
                    None => {
                        let mut pair = [None; 2];
                        pair[axis] = Some(cell);
                        axes.push((key, pair));
                    }
                },
                _ => {}
            }
        }
        for (key, pair) in axes {
            if let Some(first) = pair[0].or(pair[1]) {
                let side = |cell: Option<&Cell>| cell.unwrap_or(first).text.clone();
                let text = format!("{},{}", side(pair[0]), side(pair[1]));
                self.value(first, &text, kind, key, fields);
            }
        }
    }

    fn value(&mut self, cell: &Cell, text: &str, kind: Kind, key: Key, fields: &mut Fields) {
        let parameter = key_for(kind, key).and_then(|key| kind.parameter(key));
        let Some(parameter) = parameter else {
            // Spreadsheets put zeros, ones and dashes where nothing belongs.
            if self.own || !matches!(text, "0" | "1" | "-" | "–" | "—" | "no" | "false" | "FALSE" | "n/a")
            {
                self.remark(cell.place, Remarked::UnknownArgument { argument: key.name().to_owned() });
            }
            return;
        };
        if !self.own && matches!(text, "-" | "—" | "n/a") && parameter.form != Form::OptionalPair {
            return;
        }
        let value = match parameter.form {
            Form::Flag if !self.own => match text.to_ascii_lowercase().as_str() {
                "true" | "yes" | "y" | "✓" | "1" => Value::Flag(true),
                "false" | "no" | "n" | "✗" | "0" => Value::Flag(false),
                _ => Value::Text(text.into()),
            },
            Form::Padding if self.keras && text.eq_ignore_ascii_case("same") => {
                Value::Word("same_upper".into())
            }
            Form::Scale if self.decimal_comma => parse_typed(&text.replace(',', "."), Form::Scale),
            form => parse_typed(text, form),
        };
        if let Value::Text(text) = &value {
            let argument = parameter.key.name().to_owned();
            self.remark(cell.place, Remarked::Unreadable { argument, text: text.to_string() });
        }
        fields.set(parameter.key, value);
    }

    /// The network's input, whose extents stand in the column for shapes.
    fn input(&mut self, record: &Record, columns: &[Column]) {
        let shape = columns.iter().position(|column| *column == Column::Value(Key::OutputShape));
        let text = shape
            .and_then(|at| record.get(at))
            .or_else(|| record.iter().rev().find(|cell| !cell.text.is_empty()));
        let Some(cell) = text else { return };
        let mut input = Input::default();
        let separators: &[char] = if self.own { &['×'] } else { &['×', 'x', ',', ';'] };
        let parts = cell.text.trim_matches(['[', ']', '(', ')']).split(separators);
        for (key, part) in InputKey::ALL.into_iter().zip(parts) {
            let part = part.trim();
            if !part.is_empty() {
                input.set(key, Some(parse_typed(part, Form::Integer { least: 1 })));
            }
        }
        self.document.input = Rc::new(input);
    }

    fn assume_input(&mut self) {
        let first = self.document.rows.iter().find_map(|row| {
            let keys = [Key::InChannels, Key::InFeatures, Key::NumFeatures];
            keys.into_iter().find_map(|key| match row.fields.get(key) {
                Some(Value::Integer(channels)) => Some(*channels),
                _ => None,
            })
        });
        let channels = first.unwrap_or(3);
        let vector = self.document.rows.first().is_some_and(|row| row.kind == Kind::Linear);
        let mut extents = vec![1, channels];
        if !vector {
            extents.extend([224, 224]);
        }
        let mut input = Input::default();
        for (key, extent) in InputKey::ALL.into_iter().zip(&extents) {
            input.set(key, Some(Value::Integer(*extent)));
        }
        self.document.input = Rc::new(input);
        self.remark(TextPlace { line: 1, column: 1 }, Remarked::InputAssumed { extents });
    }

    fn free_name(&mut self, name: &str) -> Rc<str> {
        let mut free: Rc<str> = name.into();
        let mut number = 1;
        while &*free == INPUT || self.names.contains(&free) {
            number += 1;
            free = format!("{name}_{number}").into();
        }
        self.names.insert(free.clone());
        free
    }

    fn remark(&mut self, place: TextPlace, what: Remarked) {
        self.remarks.push(Remark { place, what });
    }
}

/// Names with commas between them, or a list as JSON has it, where names have commas of their own.
fn sources(text: &str) -> Sources {
    if text.starts_with('[')
        && let Ok(Json::Array(items)) = Json::read(text)
    {
        let names = items.into_iter().map(|item| match item {
            Json::String(name) => Some(name.into()),
            _ => None,
        });
        if let Some(names) = names.collect::<Option<Vec<Rc<str>>>>() {
            return Sources::Named(names);
        }
    }
    typed_sources(text)
}
