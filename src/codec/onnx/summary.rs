//! What became of the operators of a file.

use crate::network::Document;

/// A document made from a file, and what became of the file's operators.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// The document.
    pub document: Document,
    /// What became of the operators.
    pub summary: Summary,
}

/// What became of the operators of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows of the document.
    pub rows: usize,
    /// Operators in the file.
    pub operators: usize,
    /// Operators that did not become rows of their own, and those that could not be read; by fate, then by operator.
    pub entries: Vec<Entry>,
}

/// Operators of one name that fared alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The operator's name in the file.
    pub op: String,
    /// What became of it.
    pub fate: Fate,
    /// How many there are.
    pub count: usize,
}

/// What became of an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It became a row of type `unknown`.
    Unknown(Reason),
    /// It became a row.
    Row,
    /// It is part of another row: of a fused activation, a normalization, a bias, a padding.
    Fused,
    /// It computes constants or shapes, and was evaluated.
    Evaluated,
    /// It only rearranges or renames what flows, and costs nothing.
    PassedOn,
}

/// Why an operator became a row of type `unknown`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// There is no layer of ours for it.
    NoSuchLayer,
    /// It works on volumes; the network here is of images.
    ThreeDimensional,
    /// The shape of its weights is not in the file.
    WeightShapeUnknown,
    /// Its weights are computed from what flows in.
    WeightsComputed,
    /// It multiplies two things that flow.
    ProductOfFlows,
    /// It works on other axes than our layer does.
    OtherAxes,
    /// Extents that it needs are not in the file.
    ExtentsUnknown,
    /// It is a second input of the network.
    SecondInput,
}

impl Summary {
    /// Whether every operator was read.
    pub fn complete(&self) -> bool {
        !self.entries.iter().any(|entry| matches!(entry.fate, Fate::Unknown(_)))
    }

    /// Counts what became of operators.
    pub(super) fn new<'a>(rows: usize, fates: impl Iterator<Item = (&'a str, Fate)>) -> Summary {
        let mut counts = std::collections::BTreeMap::new();
        let mut operators = 0;
        for (op, fate) in fates {
            operators += 1;
            if fate != Fate::Row {
                *counts.entry((fate, op)).or_insert(0) += 1;
            }
        }
        let entries =
            counts.into_iter().map(|((fate, op), count)| Entry { op: op.to_owned(), fate, count }).collect();
        Summary { rows, operators, entries }
    }
}
