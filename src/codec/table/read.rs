//! Reads a table: finds its columns, and makes a row of each line.

use std::collections::HashSet;
use std::rc::Rc;

use super::bare::{self, Order};
use super::cells::{Cell, Record, records, separator};
use super::columns::{Column, column, header, is_depthwise, is_input, key_for, kind_of, plain};
use super::words::{is_global, is_pointwise};
use crate::codec::alias::{Named, starting};
use crate::codec::json::Json;
use crate::codec::kept;
use crate::codec::remark::{MOST_ROWS, Remark, Remarked, TextImport, TextPlace};
use crate::layer::{Fields, Form, Key, Kind, Value, parse_typed};
use crate::network::{Document, INPUT, Input, InputKey, Row, RowId, Sources, analyse, typed_sources};

/// Reads a table; `None` if the text is none. Whatever can be read becomes rows; what cannot is remarked upon.
pub fn read(text: &str) -> Option<TextImport> {
    if let Some(document) = kept::document(text, kept::MARKDOWN) {
        return Some(TextImport { document, remarks: Vec::new() });
    }
    let separator = separator(text)?;
    let (mut records, open_quote) = records(text, separator);
    let columns = records.first().and_then(header);
    let mut table = Table {
        document: Document::default(),
        remarks: Vec::new(),
        places: Vec::new(),
        titles: Vec::new(),
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
        table.titles = titles.iter().map(|cell| cell.text.clone()).collect();
        for (cell, column) in titles.iter().zip(columns) {
            if *column == Column::Other && !cell.text.is_empty() {
                table.remark(cell.place, Remarked::UnknownArgument { argument: cell.text.clone() });
            }
        }
    }
    let mut has_input = false;
    let order = if columns.is_none() { table.order(&records) } else { Order::Arguments };
    for record in records {
        if table.document.rows.len() >= MOST_ROWS {
            let place = record.first().map_or(TextPlace::default(), |cell| cell.place);
            table.remark(place, Remarked::TooMany { most: MOST_ROWS });
            break;
        }
        match &columns {
            Some(columns) => has_input |= table.line(&record, columns),
            None => {
                let columns = bare::columns(&record, order);
                has_input |= table.line(&record, &columns);
            }
        }
    }
    // A table that was written here tells its input, and what is in it is meant.
    if !has_input {
        table.assume_input();
        table.tell_linear_on_pixels();
    }
    Some(TextImport { document: table.document, remarks: table.remarks })
}

struct Table {
    document: Document,
    remarks: Vec<Remark>,
    /// Where each row's line begins.
    places: Vec<TextPlace>,
    /// What the columns are called, if there is a header.
    titles: Vec<String>,
    names: HashSet<Rc<str>>,
    /// Whether the columns have Keras's names, so that `same` is TensorFlow's.
    keras: bool,
    /// Whether it is a table of ours: what stands in it is then taken as it is.
    own: bool,
    /// Whether a comma stands before decimals, as in the programs that put semicolons between cells.
    decimal_comma: bool,
}

impl Table {
    /// The order of values in lines without a header: that of this page's table, if one line shows it.
    fn order(&mut self, records: &[Record]) -> Order {
        let names: Vec<&str> = records.iter().filter_map(|record| Some(&*record.first()?.text)).collect();
        let orders: Vec<Order> = records.iter().map(|record| bare::order(record, &names)).collect();
        if orders.contains(&Order::Here) {
            return Order::Here;
        }
        let likely = orders.iter().position(|order| *order == Order::LikelyHere);
        let Some(cell) = likely.and_then(|at| records[at].first()) else { return Order::Arguments };
        self.remark(cell.place, Remarked::ColumnsAsHere);
        Order::LikelyHere
    }

    /// Says which linear layer acts on every pixel of an image, which is rarely meant.
    fn tell_linear_on_pixels(&mut self) {
        let analysis = analyse(&self.document);
        let on_pixels = self.document.rows.iter().zip(&analysis.rows).position(|(row, result)| {
            let image =
                result.inputs.first().is_some_and(|input| input.extents()[2..].iter().product::<i64>() > 1);
            row.kind == Kind::Linear && image && result.valid().is_some()
        });
        if let Some(at) = on_pixels {
            let name = self.document.rows[at].name.to_string();
            self.remark(self.places[at], Remarked::LinearOnPixels { name });
        }
    }

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
        if given.is_some_and(|cell| is_pointwise(&plain(&cell.text))) && fields.get(Key::KernelSize).is_none()
        {
            fields.set(Key::KernelSize, Value::Pair([1, 1]));
        }
        let global = given.is_some_and(|cell| is_global(&plain(&cell.text)));
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
        self.places.push(place);
        false
    }

    /// The hyperparameters of a line.
    fn values(&mut self, record: &Record, columns: &[Column], kind: Kind, fields: &mut Fields) {
        let mut axes: Vec<(Key, [Option<&Cell>; 2])> = Vec::new();
        let cells = record.iter().zip(columns).enumerate().filter(|(_, (cell, _))| !cell.text.is_empty());
        for (at, (cell, column)) in cells {
            match *column {
                Column::Value(key) => {
                    let title = self.titles.get(at).cloned().unwrap_or_else(|| key.name().to_owned());
                    self.value(cell, (&title, &cell.text), kind, key, fields);
                }
                Column::Values => self.listed(cell, kind, fields),
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
                self.value(first, (key.name(), &text), kind, key, fields);
            }
        }
    }

    /// Hyperparameters with commas between them, each after its name; the kernel needs none.
    fn listed(&mut self, cell: &Cell, kind: Kind, fields: &mut Fields) {
        let mut depth = 0;
        let items = cell.text.split(|letter: char| {
            depth += i32::from(letter == '(') - i32::from(letter == ')');
            depth == 0 && matches!(letter, ',' | '，')
        });
        for item in items.map(str::trim).filter(|item| !item.is_empty()) {
            let (name, value) = item.rsplit_once(' ').unwrap_or((item, ""));
            let split = item.find(" (").map(|at| (&item[..at], item[at..].trim()));
            let (name, value) = split.unwrap_or((name, value));
            match column(name) {
                Column::Value(key) => {
                    let value = if value.is_empty() { "true" } else { value.trim_matches(['(', ')']) };
                    self.value(cell, (name, value), kind, key, fields);
                }
                _ if item.starts_with(|first: char| first.is_ascii_digit()) => {
                    self.value(cell, (item, item), kind, Key::KernelSize, fields);
                }
                _ => self.remark(cell.place, Remarked::UnknownArgument { argument: item.to_owned() }),
            }
        }
    }

    /// A hyperparameter, by what the text calls it.
    fn value(&mut self, cell: &Cell, (title, text): (&str, &str), kind: Kind, key: Key, fields: &mut Fields) {
        let parameter = key_for(kind, key).and_then(|key| kind.parameter(key));
        let Some(parameter) = parameter else {
            // Spreadsheets put zeros, ones and dashes where nothing belongs.
            if self.own || !matches!(text, "0" | "1" | "-" | "–" | "—" | "no" | "false" | "FALSE" | "n/a")
            {
                self.remark(cell.place, Remarked::UnknownArgument { argument: title.to_owned() });
            }
            return;
        };
        if !self.own && matches!(text, "-" | "—" | "n/a") && parameter.form != Form::OptionalPair {
            return;
        }
        let value = match parameter.form {
            Form::Flag if !self.own => match text.to_ascii_lowercase().as_str() {
                "true" | "yes" | "y" | "✓" | "1" | "是" | "有" => Value::Flag(true),
                "false" | "no" | "n" | "✗" | "0" | "否" | "无" => Value::Flag(false),
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
