//! A document's layers as a table of texts, which Markdown, LaTeX and the printed page set each in its way.

use crate::i18n::{Language, Variety, number};
use crate::layer::{Key, Kind, Value};
use crate::network::{Analysis, Document, Outcome, Row, ValidRow};

/// One line: a layer, or the totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The layer's name.
    pub name: String,
    /// What the layer is.
    pub kind: String,
    /// The hyperparameters that were given, but for channels, which the shapes tell.
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
            kind: kind(row, valid, language),
            values: values(row),
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

fn kind(row: &Row, valid: Option<&ValidRow>, language: Language) -> String {
    match row.fields.get(if row.kind == Kind::Unknown { Key::Op } else { Key::Function }) {
        Some(Value::Word(word)) => word.to_string(),
        _ if row.kind == Kind::Activation => "relu".to_owned(),
        _ => match valid {
            Some(valid) => language.variety(Variety::of(row.kind, &valid.layer)).to_owned(),
            None => language.kind(row.kind).to_owned(),
        },
    }
}

fn values(row: &Row) -> String {
    const TOLD_ELSEWHERE: [Key; 8] = [
        Key::InChannels,
        Key::OutChannels,
        Key::InFeatures,
        Key::OutFeatures,
        Key::NumFeatures,
        Key::Function,
        Key::Op,
        Key::OutputShape,
    ];
    let given = row.fields.iter().filter(|(key, _)| !TOLD_ELSEWHERE.contains(key));
    let texts = given.map(|(key, value)| match (key, value) {
        (Key::KernelSize, Value::Pair([height, width])) => format!("{height}×{width}"),
        (_, Value::Flag(true)) => key.name().to_owned(),
        (_, Value::Sides(_)) => format!("{} ({})", key.name(), value.typed()),
        (_, value) => format!("{} {}", key.name(), value.typed()),
    });
    texts.collect::<Vec<_>>().join(", ")
}
