//! The document's rows, made one after another, each with the shape that flows out of it.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::start_of;
use crate::layer::{Fields, Key, Kind, Layer, Shape, Value, resolve};
use crate::network::{INPUT, Row, RowId, Sources};

/// The longest name or text that a reader puts into a row, in bytes; longer ones are cut.
pub(super) const LONGEST_NAME: usize = 2_000;

/// The rows so far.
#[derive(Default)]
pub(super) struct Rows {
    rows: Vec<Row>,
    names: HashSet<Rc<str>>,
    /// The last number given to a name that was taken.
    numbers: HashMap<String, u32>,
    /// The first row that used some weights.
    owners: HashMap<Rc<str>, usize>,
}

/// A row that was made.
pub(super) struct Made {
    pub name: Rc<str>,
    /// What flows out, if the row is valid and its sources are known.
    pub shape: Option<Shape>,
}

impl Rows {
    /// Adds a row. `weights` names what it has learned, so that rows that use the same are noticed.
    pub fn push(
        &mut self,
        name: &str,
        kind: Kind,
        fields: Fields,
        sources: &[(Rc<str>, Option<Shape>)],
        weights: Option<&str>,
    ) -> Made {
        let shapes: Option<Vec<Shape>> = sources.iter().map(|(_, shape)| *shape).collect();
        let shape = shapes.and_then(|shapes| output(kind, &fields, &shapes));
        let name = self.free_name(start_of(name, LONGEST_NAME));
        let above = self.rows.last().map_or(INPUT, |row| &row.name);
        let from = match sources {
            [(only, _)] if **only == *above => Sources::Above,
            _ => Sources::Named(sources.iter().map(|(name, _)| name.clone()).collect()),
        };
        let shares_weights_with = weights.and_then(|weights| self.owner(weights, kind, &fields));
        let id = RowId(self.rows.len() as u32);
        let fields = with_short_texts(fields);
        self.rows.push(Row { from, shares_weights_with, ..Row::new(id, name.clone(), kind, fields) });
        Made { name, shape }
    }

    /// The row that already has these weights, if it is a like one; else the next row has them from now on.
    fn owner(&mut self, weights: &str, kind: Kind, fields: &Fields) -> Option<Rc<str>> {
        let next = self.rows.len();
        let owner = *self.owners.entry(weights.into()).or_insert(next);
        let row = self.rows.get(owner)?;
        let keys = [Key::OutChannels, Key::OutFeatures, Key::KernelSize, Key::Groups, Key::Bias];
        let alike = row.kind == kind && keys.iter().all(|key| row.fields.get(*key) == fields.get(*key));
        alike.then(|| row.name.clone())
    }

    fn free_name(&mut self, stem: &str) -> Rc<str> {
        let stem = if stem.is_empty() { "layer" } else { stem };
        let mut name: Rc<str> = stem.into();
        while &*name == INPUT || self.names.contains(&name) {
            let number = self.numbers.entry(stem.to_owned()).or_insert(1);
            *number += 1;
            let separator = if stem.ends_with(|last: char| last.is_ascii_digit()) { "_" } else { "" };
            name = format!("{stem}{separator}{number}").into();
        }
        self.names.insert(name.clone());
        name
    }

    /// Gives one of the last rows a bias, if it is a product without.
    pub fn give_bias(&mut self, name: &str) -> bool {
        // Branches may be written side by side, so that rows of others stand in between; few do.
        let mut last = self.rows.iter_mut().rev().take(64);
        let Some(row) = last.find(|row| *row.name == *name) else { return false };
        let without = row.kind.has_gemm() && row.fields.get(Key::Bias) == Some(&Value::Flag(false));
        if !without || row.shares_weights_with.is_some() {
            return false;
        }
        row.fields.remove(Key::Bias);
        true
    }

    /// Whether a row has this name.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// The name of the last one; the input's, if there is none.
    pub fn last_name(&self) -> Rc<str> {
        self.rows.last().map_or(INPUT.into(), |row| row.name.clone())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The finished rows.
    pub fn finish(self) -> Vec<Rc<Row>> {
        self.rows.into_iter().map(Rc::new).collect()
    }
}

/// Values with no text in them that is too long for a document, and no word with spaces around it.
fn with_short_texts(mut fields: Fields) -> Fields {
    let short = |value: &Value| match value {
        Value::Text(text) if text.len() > LONGEST_NAME => {
            Some(Value::Text(start_of(text, LONGEST_NAME).into()))
        }
        Value::Word(word) if word.len() > LONGEST_NAME || word.trim() != &**word => {
            Some(Value::Word(start_of(word.trim(), LONGEST_NAME).trim_end().into()))
        }
        _ => None,
    };
    let cut: Vec<_> = fields.iter().filter_map(|(key, value)| Some((key, short(value)?))).collect();
    cut.into_iter().for_each(|(key, value)| fields.set(key, value));
    fields
}

/// What flows out of such a row; `None` where it is not valid.
pub(super) fn output(kind: Kind, fields: &Fields, sources: &[Shape]) -> Option<Shape> {
    resolve(kind, fields, sources).ok().map(|Layer { output, .. }| output)
}

/// Values of a kind's hyperparameters, those left out that are as by default.
pub(super) struct Values {
    kind: Kind,
    fields: Fields,
}

impl Values {
    /// None yet.
    pub fn of(kind: Kind) -> Values {
        Values { kind, fields: Fields::new() }
    }

    /// With one more, unless it is the default.
    pub fn with(mut self, key: Key, value: Value) -> Values {
        let default = self.kind.parameter(key).and_then(|parameter| parameter.default.value());
        if default.as_ref() != Some(&value) {
            self.fields.set(key, value);
        }
        self
    }

    /// With one more integer.
    pub fn integer(self, key: Key, number: i64) -> Values {
        self.with(key, Value::Integer(number))
    }

    /// With height and width.
    pub fn pair(self, key: Key, pair: [i64; 2]) -> Values {
        self.with(key, Value::Pair(pair))
    }

    /// With a yes or no.
    pub fn flag(self, key: Key, flag: bool) -> Values {
        self.with(key, Value::Flag(flag))
    }

    /// With a word.
    pub fn word(self, key: Key, word: &str) -> Values {
        self.with(key, Value::Word(word.into()))
    }

    /// Those that are texts: what has not the form of its key.
    pub fn texts(&self) -> impl Iterator<Item = (Key, &str)> {
        self.fields.iter().filter_map(|(key, value)| match value {
            Value::Text(text) => Some((key, &**text)),
            _ => None,
        })
    }

    /// All of them.
    pub fn fields(self) -> Fields {
        self.fields
    }
}
