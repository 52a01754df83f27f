//! The document's file format, `im2cost/1`: read leniently, written canonically.

use std::rc::Rc;

use super::json::{Json, JsonError, quoted};
use super::twins;
use crate::cost::{Counting, Transposed, Unit};
use crate::layer::{Fields, Form, Key, Kind, Scale, Value};
use crate::network::{Document, Input, InputKey, LONGEST_TEXT, Row, RowId, Sources};

/// What the `format` key says.
const FORMAT: &str = "im2cost/1";

/// The most rows that are read.
const MOST_ROWS: usize = 100_000;

/// Why a file is not a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentError {
    /// It is not JSON.
    Json(JsonError),
    /// It is JSON of something else: no `format` of ours.
    NotADocument,
    /// A later version's format.
    UnknownFormat {
        /// What `format` says.
        format: String,
    },
    /// A key that this format does not have.
    UnknownKey {
        /// Where.
        place: Place,
        /// The key.
        key: String,
    },
    /// A kind that this format does not have.
    UnknownKind {
        /// Where.
        place: Place,
        /// The kind.
        kind: String,
    },
    /// A layer without a kind.
    KindMissing {
        /// Where.
        place: Place,
    },
    /// A value of a type that its key cannot have.
    WrongType {
        /// Where.
        place: Place,
        /// The key.
        key: String,
    },
    /// A text that is far too long.
    TextTooLong {
        /// Where.
        place: Place,
        /// The key.
        key: String,
    },
    /// More rows than a network has.
    TooManyRows {
        /// How many.
        rows: usize,
    },
}

/// Where in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// At the top.
    Top,
    /// In `input`.
    Input,
    /// In `counting`.
    Counting,
    /// In the numbers of a twin.
    Twin {
        /// The name of its layer, as far as it could be read.
        name: String,
    },
    /// In the layer at this place, from 0, that has this name.
    Layer {
        /// The layer's place, from 0.
        row: usize,
        /// The layer's name, as far as it could be read.
        name: String,
    },
}

/// Reads a document.
///
/// ```
/// use im2cost::codec::document;
/// let text = r#"{"format": "im2cost/1", "input": {"channels": 3, "height": 8, "width": 8},
///     "layers": [{"name": "a", "kind": "conv2d", "out_channels": 4, "kernel_size": 3}]}"#;
/// let read = document::read(text).unwrap();
/// assert_eq!(document::read(&document::write(&read)), Ok(read));
/// ```
pub fn read(text: &str) -> Result<Document, DocumentError> {
    read_value(&Json::read(text).map_err(DocumentError::Json)?)
}

/// Reads a document that has been parsed.
pub fn read_value(json: &Json) -> Result<Document, DocumentError> {
    let Json::Object(pairs) = json else { return Err(DocumentError::NotADocument) };
    match pairs.iter().find(|(key, _)| key == "format") {
        Some((_, Json::String(format))) if format == FORMAT => {}
        Some((_, Json::String(format))) if format.starts_with("im2cost") => {
            return Err(DocumentError::UnknownFormat { format: format.clone() });
        }
        _ => return Err(DocumentError::NotADocument),
    }
    let mut document = Document::default();
    let top = || Place::Top;
    for (key, value) in pairs {
        match (key.as_str(), value) {
            ("format", _) => {}
            ("name", value) => document.name = text(value, top, key)?,
            ("input", Json::Object(pairs)) => document.input = Rc::new(input(pairs)?),
            ("layers", Json::Array(layers)) => {
                if layers.len() > MOST_ROWS {
                    return Err(DocumentError::TooManyRows { rows: layers.len() });
                }
                document.rows =
                    layers.iter().enumerate().map(|(at, layer)| row(at, layer)).collect::<Result<_, _>>()?;
            }
            ("counting", Json::Object(pairs)) => document.counting = counting(pairs)?,
            ("baseline", value @ Json::Object(_)) => {
                document.baseline = Some(Rc::new(read_value(value)?));
            }
            ("twins", Json::Object(pairs)) => document.twins = Rc::new(twins::read(pairs)?),
            ("input" | "layers" | "counting" | "baseline" | "twins", _) => {
                return Err(DocumentError::WrongType { place: Place::Top, key: key.clone() });
            }
            _ => return Err(DocumentError::UnknownKey { place: Place::Top, key: key.clone() }),
        }
    }
    Ok(document)
}

fn text(value: &Json, place: impl Fn() -> Place, key: &str) -> Result<Rc<str>, DocumentError> {
    let Json::String(text) = value else {
        return Err(DocumentError::WrongType { place: place(), key: key.to_owned() });
    };
    if text.len() > LONGEST_TEXT {
        return Err(DocumentError::TextTooLong { place: place(), key: key.to_owned() });
    }
    Ok(text.as_str().into())
}

fn input(pairs: &[(String, Json)]) -> Result<Input, DocumentError> {
    let mut input = Input::default();
    for (key, value) in pairs {
        let place = || Place::Input;
        let Some(extent) = InputKey::ALL.into_iter().find(|extent| extent.name() == key) else {
            return Err(DocumentError::UnknownKey { place: Place::Input, key: key.clone() });
        };
        input.set(extent, Some(hyperparameter(value, Form::Integer { least: 1 }, place, key)?));
    }
    Ok(input)
}

fn row(at: usize, layer: &Json) -> Result<Rc<Row>, DocumentError> {
    let name_of = |pairs: &[(String, Json)]| match pairs.iter().find(|(key, _)| key == "name") {
        Some((_, Json::String(name))) => name.chars().take(60).collect(),
        _ => String::new(),
    };
    let Json::Object(pairs) = layer else {
        return Err(DocumentError::WrongType { place: Place::Top, key: "layers".to_owned() });
    };
    let place = || Place::Layer { row: at, name: name_of(pairs) };
    let kind = match pairs.iter().find(|(key, _)| key == "kind") {
        Some((_, Json::String(kind))) => Kind::from_name(kind).ok_or_else(|| DocumentError::UnknownKind {
            place: place(),
            kind: kind.chars().take(60).collect(),
        })?,
        Some(_) => return Err(DocumentError::WrongType { place: place(), key: "kind".to_owned() }),
        None => return Err(DocumentError::KindMissing { place: place() }),
    };
    let mut row = Row::new(RowId(at as u32), "".into(), kind, Fields::new());
    for (key, value) in pairs {
        match key.as_str() {
            "kind" => {}
            "name" => row.name = text(value, place, key)?,
            "from" => row.from = sources(value, place, key)?,
            "shares_weights_with" => row.shares_weights_with = Some(text(value, place, key)?),
            _ => {
                let parameter = Key::from_name(key).and_then(|key| kind.parameter(key));
                let Some(parameter) = parameter else {
                    return Err(DocumentError::UnknownKey { place: place(), key: key.clone() });
                };
                row.fields.set(parameter.key, hyperparameter(value, parameter.form, place, key)?);
            }
        }
    }
    Ok(Rc::new(row))
}

/// `from`: a list of names, or one name.
fn sources(value: &Json, place: impl Fn() -> Place, key: &str) -> Result<Sources, DocumentError> {
    let names = match value {
        Json::String(_) => vec![text(value, &place, key)?],
        Json::Array(items) => {
            items.iter().map(|item| text(item, &place, key)).collect::<Result<Vec<_>, _>>()?
        }
        _ => return Err(DocumentError::WrongType { place: place(), key: key.to_owned() }),
    };
    Ok(if names.is_empty() { Sources::Above } else { Sources::Named(names) })
}

/// A hyperparameter of any form. What has the form of none, but could have been typed, is kept as text.
fn hyperparameter(
    value: &Json,
    form: Form,
    place: impl Fn() -> Place,
    key: &str,
) -> Result<Value, DocumentError> {
    let wrong = || DocumentError::WrongType { place: place(), key: key.to_owned() };
    if let Json::String(_) = value {
        let text = text(value, &place, key)?;
        return Ok(match form {
            Form::Word(_) | Form::Name | Form::Padding => match crate::layer::parse_typed(&text, form) {
                word @ Value::Word(_) => word,
                _ => Value::Text(text),
            },
            _ => Value::Text(text),
        });
    }
    let number = |item: &Json| match (form, item) {
        (Form::OptionalPair, Json::Null) => Some("–".to_owned()),
        (_, Json::Number(text)) => Some(match item.integer() {
            Some(number) => number.to_string(),
            None => text.clone(),
        }),
        _ => None,
    };
    let typed = match (form, value) {
        (Form::Flag, Json::Bool(flag)) => return Ok(Value::Flag(*flag)),
        (Form::Flag | Form::Word(_) | Form::Name, _) => return Err(wrong()),
        (_, Json::Array(items)) if items.len() <= 64 => {
            items.iter().map(number).collect::<Option<Vec<_>>>().ok_or_else(wrong)?.join(",")
        }
        _ => number(value).ok_or_else(wrong)?,
    };
    Ok(match crate::layer::parse_typed(&typed, form) {
        Value::Text(_) if typed.len() > LONGEST_TEXT => {
            return Err(DocumentError::TextTooLong { place: place(), key: key.to_owned() });
        }
        value => value,
    })
}

fn counting(pairs: &[(String, Json)]) -> Result<Counting, DocumentError> {
    let mut counting = Counting::default();
    for (key, value) in pairs {
        let place = Place::Counting;
        match (key.as_str(), value) {
            ("unit", Json::String(unit)) if unit_of(unit).is_some() => {
                counting.unit = unit_of(unit).unwrap_or_default();
            }
            ("transposed", Json::String(way)) if transposed_of(way).is_some() => {
                counting.transposed = transposed_of(way).unwrap_or_default();
            }
            ("bias", Json::Bool(flag)) => counting.bias = *flag,
            ("padding", Json::Bool(flag)) => counting.padding = *flag,
            ("elementwise", Json::Bool(flag)) => counting.elementwise = *flag,
            ("unit" | "transposed" | "bias" | "padding" | "elementwise", _) => {
                return Err(DocumentError::WrongType { place, key: key.clone() });
            }
            _ => return Err(DocumentError::UnknownKey { place, key: key.clone() }),
        }
    }
    Ok(counting)
}

fn unit_of(name: &str) -> Option<Unit> {
    Unit::ALL.into_iter().find(|unit| unit.key() == name)
}

fn transposed_of(name: &str) -> Option<Transposed> {
    Transposed::ALL.into_iter().find(|way| way.key() == name)
}

/// Writes a document: one layer a line, defaults left out, what a reader typed kept.
pub fn write(document: &Document) -> String {
    let mut text = String::from("{\n");
    let members = members(document, |rows| match rows {
        [] => "[]".to_owned(),
        rows => {
            let lines: Vec<String> = rows.iter().map(|row| format!("    {}", write_row(row))).collect();
            format!("[\n{}\n  ]", lines.join(",\n"))
        }
    });
    for (at, (key, value)) in members.iter().enumerate() {
        // A baseline is a document within, its lines one step further in.
        let value = value.trim_end().replace('\n', if *key == "baseline" { "\n  " } else { "\n" });
        let end = if at + 1 < members.len() { ",\n" } else { "\n" };
        text.push_str(&format!("  \"{key}\": {value}{end}"));
    }
    text.push_str("}\n");
    text
}

/// Writes a document on one line, for a link.
pub(super) fn write_compact(document: &Document) -> String {
    object(members(document, |rows| {
        format!("[{}]", rows.iter().map(|row| write_row(row)).collect::<Vec<_>>().join(","))
    }))
}

/// The document's members in order, its rows as `layers` writes them.
fn members(document: &Document, layers: impl Fn(&[Rc<Row>]) -> String) -> Vec<(&'static str, String)> {
    let mut members = vec![("format", quoted(FORMAT))];
    if !document.name.is_empty() {
        members.push(("name", quoted(&document.name)));
    }
    members.push(("input", write_input(&document.input)));
    if document.counting != Counting::default() {
        members.push(("counting", write_counting(&document.counting)));
    }
    members.push(("layers", layers(&document.rows)));
    if !document.twins.is_empty() {
        members.push(("twins", twins::write(&document.twins)));
    }
    if let Some(baseline) = &document.baseline {
        members.push(("baseline", write(baseline)));
    }
    members
}

fn object(members: Vec<(&str, String)>) -> String {
    let members: Vec<String> =
        members.into_iter().map(|(key, value)| format!("\"{key}\": {value}")).collect();
    format!("{{{}}}", members.join(", "))
}

fn write_input(input: &Input) -> String {
    let given = |key: InputKey| input.get(key).map(|value| (key.name(), write_value(value)));
    object(InputKey::ALL.into_iter().filter_map(given).collect())
}

fn write_counting(counting: &Counting) -> String {
    object(vec![
        ("unit", quoted(counting.unit.key())),
        ("bias", counting.bias.to_string()),
        ("transposed", quoted(counting.transposed.key())),
        ("padding", counting.padding.to_string()),
        ("elementwise", counting.elementwise.to_string()),
    ])
}

/// One layer as an object on one line.
pub(super) fn write_row(row: &Row) -> String {
    let mut members = vec![("name", quoted(&row.name)), ("kind", quoted(row.kind.name()))];
    if let Sources::Named(names) = &row.from {
        let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        members.push(("from", format!("[{}]", names.join(", "))));
    }
    for parameter in row.kind.parameters() {
        if let Some(value) = row.fields.get(parameter.key)
            && parameter.default.value().as_ref() != Some(value)
        {
            members.push((parameter.key.name(), write_value(value)));
        }
    }
    if let Some(name) = &row.shares_weights_with {
        members.push(("shares_weights_with", quoted(name)));
    }
    object(members)
}

fn write_value(value: &Value) -> String {
    let list =
        |numbers: &[i64]| format!("[{}]", numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(", "));
    match value {
        Value::Integer(number) => number.to_string(),
        Value::Pair(pair) => list(pair),
        Value::OptionalPair(pair) => {
            let [height, width] =
                pair.map(|side| side.map_or("null".to_owned(), |extent| extent.to_string()));
            format!("[{height}, {width}]")
        }
        Value::Sides(sides) => list(sides),
        Value::Scale([Scale(height), Scale(width)]) if height == width => height.to_string(),
        Value::Scale([Scale(height), Scale(width)]) => format!("[{height}, {width}]"),
        Value::Flag(flag) => flag.to_string(),
        Value::Word(word) | Value::Text(word) => quoted(word),
        Value::Extents(extents) => list(extents),
    }
}
