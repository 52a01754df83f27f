//! A document's layers as a table of texts, which Markdown, LaTeX and the printed page set each in its way.

use crate::i18n::{Language, Variety, number};
use crate::layer::{Key, Kind, Layer, Value};
use crate::network::{Analysis, Document, Outcome, Row};

/// One line: a layer, or the totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The layer's name.
    pub name: String,
    /// What the layer is.
    pub kind: String,
    /// The hyperparameters that were given, but for channels that flow in, which the shapes tell.
    pub values: String,
    /// The shape that comes out.
    pub output: String,
    /// Every digit of what it has learned.
    pub parameters: String,
    /// Every digit of what it costs, as the document counts.
    pub cost: String,
}

impl Line {
    /// The cells, in the order of the titles.
    pub fn cells(&self) -> [&str; 6] {
        [&self.name, &self.kind, &self.values, &self.output, &self.parameters, &self.cost]
    }
}

/// A line for each layer, and one for the totals.
pub fn lines(document: &Document, analysis: &Analysis, language: Language) -> (Vec<Line>, Line) {
    let mut total = Some(0u128);
    let mut lines = Vec::with_capacity(document.rows.len());
    for (row, result) in document.rows.iter().zip(&analysis.rows) {
        let valid = match &result.outcome {
            Outcome::Valid(valid) => Some(valid),
            Outcome::Invalid(_) | Outcome::Waiting { .. } => None,
        };
        let cost = valid.map(|valid| valid.cost(document.counting));
        total = total.and_then(|total| match cost {
            Some(cost) => total.checked_add(cost?),
            None => Some(total),
        });
        let text = |number: Option<u128>| number.map_or(String::new(), plain);
        lines.push(Line {
            name: row.name.to_string(),
            kind: kind(row, valid.map(|valid| &valid.layer), language),
            values: values(row, language),
            output: valid.map_or(String::new(), |valid| number::shape(&valid.layer.output)),
            parameters: text(valid.map(|valid| valid.params)),
            cost: text(cost.flatten()),
        });
    }
    let total = Line {
        name: language.sheet_total(analysis.totals.complete).to_owned(),
        kind: String::new(),
        values: String::new(),
        output: String::new(),
        parameters: plain(analysis.totals.params),
        cost: total.map_or(String::new(), plain),
    };
    (lines, total)
}

/// Every digit, in groups of three between which no line breaks, with spaces that any font has.
fn plain(number: u128) -> String {
    number::exact(number).replace('\u{202f}', "\u{a0}")
}

fn kind(row: &Row, layer: Option<&Layer>, language: Language) -> String {
    match row.fields.get(if row.kind == Kind::Unknown { Key::Op } else { Key::Function }) {
        Some(Value::Word(word)) => word.to_string(),
        _ if row.kind == Kind::Activation => "relu".to_owned(),
        _ => match layer {
            Some(layer) => language.variety(Variety::of(row.kind, layer)).to_owned(),
            None => language.kind(row.kind).to_owned(),
        },
    }
}

fn values(row: &Row, language: Language) -> String {
    const TOLD_ELSEWHERE: [Key; 6] =
        [Key::InChannels, Key::InFeatures, Key::NumFeatures, Key::Function, Key::Op, Key::OutputShape];
    let given = row.fields.iter().filter(|(key, _)| !TOLD_ELSEWHERE.contains(key));
    let name = |key: Key| match (key, language) {
        // Symbols are the same in every language.
        (Key::OutChannels | Key::OutFeatures, _) => "C_out",
        (_, Language::English) => key.name(),
        (_, Language::Chinese) => language.key(key),
    };
    let texts = given.map(|(key, value)| match (key, value) {
        (Key::KernelSize, Value::Pair([height, width])) => format!("{height}×{width}"),
        (_, Value::Flag(true)) => name(key).to_owned(),
        (_, Value::Flag(false)) => {
            format!("{} {}", name(key), if language == Language::Chinese { "否" } else { "false" })
        }
        (_, Value::Sides(_)) => format!("{} ({})", name(key), value.typed()),
        (_, value) => format!("{} {}", name(key), value.typed()),
    });
    texts.collect::<Vec<_>>().join(if language == Language::Chinese { "，" } else { ", " })
}
