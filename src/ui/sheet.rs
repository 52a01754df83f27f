//! The rows as the table shows them: what is dear to find is found once an edit, and blocks that an edit did not reach
//! stay the same blocks, so that they are not drawn again.

use std::rc::Rc;

use super::wires::{Wires, wires};
use crate::cost::{Counting, Numbers};
use crate::layer::{Kind, Operation};
use crate::lowering::{Lowering, Pass};
use crate::network::{Analysis, Document, Outcome, Repair, Row, RowAnalysis, ValidRow, repairs};

/// How many rows are drawn, or left alone, together.
const BLOCK: usize = 50;

/// How finely the bars of rows are drawn.
pub const BAR: u8 = 40;

/// The most rows whose repairs are looked for; what is wrong in further rows will be seen when these are repaired.
const MOST_REPAIRED: usize = 200;

/// All rows of a network.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The rows, in blocks.
    pub blocks: Vec<Rc<Block>>,
    /// What all rows cost together under the document's convention.
    pub cost: u128,
    /// Whether a cost did not fit in 128 bits.
    pub overflow: bool,
    /// The first row that breaks a rule, by its place.
    pub first_invalid: Option<usize>,
    /// How many rows break a rule.
    pub n_invalid: usize,
    /// The first row that an import could not read.
    pub first_unknown: Option<usize>,
    counting: Counting,
}

/// Some rows that follow each other.
#[derive(Debug, PartialEq)]
pub struct Block {
    /// The rows.
    pub lines: Vec<Line>,
}

/// One row of the table.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its place in the document, from 0.
    pub at: usize,
    /// The row as it was typed.
    pub row: Rc<Row>,
    /// What it comes to.
    pub analysis: Rc<RowAnalysis>,
    /// What its forward pass costs under the document's convention; nothing if it is not valid, or past 128 bits.
    pub cost: Option<u128>,
    /// The cost beside that of the dearest row, in steps of [`BAR`].
    pub bar: u8,
    /// What would make it valid.
    pub repairs: Vec<Repair>,
    /// Its part of the gutter.
    pub wires: Wires,
}

/// A row's part of the bar that shows where the cost lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The row's place.
    pub at: usize,
    /// Where its part begins, of [`Part::WHOLE`].
    pub start: u32,
    /// How long it is.
    pub length: u32,
}

impl Part {
    /// The length of the whole bar.
    pub const WHOLE: u32 = 1000;
}

impl PartialEq for Line {
    fn eq(&self, other: &Line) -> bool {
        Rc::ptr_eq(&self.row, &other.row)
            && Rc::ptr_eq(&self.analysis, &other.analysis)
            && (self.at, self.cost, self.bar, self.wires) == (other.at, other.cost, other.bar, other.wires)
            && self.repairs == other.repairs
    }
}

impl Sheet {
    /// The rows of a document, keeping of the sheet before an edit what still holds.
    pub fn after(document: &Document, analysis: &Analysis, before: Option<&Sheet>) -> Sheet {
        let counting = document.counting;
        let before = before.filter(|before| before.counting == counting);
        let last = |at: usize| before.and_then(|before| before.line(at));
        let costs: Vec<Option<u128>> = analysis
            .rows
            .iter()
            .enumerate()
            .map(|(at, row)| match last(at) {
                Some(line) if Rc::ptr_eq(&line.analysis, row) => line.cost,
                _ => row.valid().and_then(|valid| cost(valid, counting)),
            })
            .collect();
        let most = costs.iter().flatten().copied().max().unwrap_or(0);
        let overflow =
            (costs.iter().zip(&analysis.rows)).any(|(cost, row)| cost.is_none() && row.valid().is_some());
        let sum = costs.iter().flatten().try_fold(0u128, |sum, cost| sum.checked_add(*cost));
        let wires = wires(analysis);
        let mut n_repaired = 0;
        let lines = document.rows.iter().zip(&analysis.rows).enumerate().map(|(at, (row, result))| {
            let invalid = breaks_rule(result) && n_repaired < MOST_REPAIRED;
            n_repaired += usize::from(invalid);
            Line {
                at,
                row: row.clone(),
                analysis: result.clone(),
                cost: costs[at],
                bar: costs[at].map_or(0, |cost| bar(cost, most)),
                repairs: if invalid { repairs(document, at, result) } else { Vec::new() },
                wires: wires[at],
            }
        });
        let lines: Vec<Line> = lines.collect();
        let blocks = lines.chunks(BLOCK).enumerate().map(|(at, lines)| {
            let kept = before.and_then(|before| before.blocks.get(at)).filter(|block| block.lines == lines);
            kept.cloned().unwrap_or_else(|| Rc::new(Block { lines: lines.to_vec() }))
        });
        Sheet {
            blocks: blocks.collect(),
            cost: sum.unwrap_or(u128::MAX),
            overflow: overflow || sum.is_none(),
            first_invalid: analysis.rows.iter().position(|row| breaks_rule(row)),
            n_invalid: analysis.rows.iter().filter(|row| breaks_rule(row)).count(),
            first_unknown: document.rows.iter().position(|row| row.kind == Kind::Unknown),
            counting,
        }
    }

    /// The row at a place.
    pub fn line(&self, at: usize) -> Option<&Line> {
        self.blocks.get(at / BLOCK)?.lines.get(at % BLOCK)
    }

    /// The parts of the bar that shows where the cost lies; rows too cheap to be seen have none.
    pub fn parts(&self) -> Vec<Part> {
        let whole = self.cost.max(1) as f64;
        let mut before = 0u128;
        let parts = self.lines().filter_map(|line| {
            let cost = line.cost?;
            let place = |cost: u128| (cost as f64 / whole * f64::from(Part::WHOLE)).round() as u32;
            let start = place(before);
            before = before.saturating_add(cost);
            // A gap of one tells neighbours apart.
            let length = place(before).saturating_sub(start).saturating_sub(1);
            (length > 0).then_some(Part { at: line.at, start, length })
        });
        parts.collect()
    }

    /// All rows.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.blocks.iter().flat_map(|block| &block.lines)
    }
}

fn breaks_rule(row: &RowAnalysis) -> bool {
    matches!(row.outcome, Outcome::Invalid(_))
}

/// What a row's forward pass costs under a convention.
fn cost(valid: &ValidRow, counting: Counting) -> Option<u128> {
    match &valid.layer.operation {
        Operation::Gemm(gemm) => {
            let lowering = Lowering::new(gemm, Pass::Forward);
            counting.cost(gemm, &lowering).value(&Numbers::new(gemm, &lowering))
        }
        _ if counting.elementwise => valid.operations.total(),
        _ => Some(0),
    }
}

/// How long a bar is for a cost; something is never drawn as nothing.
fn bar(cost: u128, most: u128) -> u8 {
    let length = cost as f64 / most.max(1) as f64 * f64::from(BAR);
    if cost == 0 { 0 } else { (length.round() as u8).clamp(1, BAR) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::Key;
    use crate::network::{Action, Field, analyse};

    #[test]
    fn an_edit_leaves_blocks_that_it_does_not_reach_alone() {
        let mut document = Document::starter();
        for _ in 0..120 {
            let end = document.rows.len();
            document = Action::Insert(end, Kind::Conv2d).apply(&document);
        }
        let analysis = analyse(&document);
        let sheet = Sheet::after(&document, &analysis, None);
        let last = document.rows.last().expect("a row").id;
        let edited = Action::Type(last, Field::Key(Key::OutChannels), "32".into()).apply(&document);
        let analysis = Analysis::after(&edited, Some((&document, &analysis)));
        let after = Sheet::after(&edited, &analysis, Some(&sheet));
        let same: Vec<bool> =
            sheet.blocks.iter().zip(&after.blocks).map(|(old, new)| Rc::ptr_eq(old, new)).collect();
        assert_eq!(same, [true, true, false]);
    }

    #[test]
    fn the_cost_is_the_sum_of_the_rows_and_the_dearest_has_the_longest_bar() {
        let document = Document::starter();
        let sheet = Sheet::after(&document, &analyse(&document), None);
        assert_eq!(sheet.cost, sheet.lines().filter_map(|line| line.cost).sum::<u128>());
        let dearest = sheet.lines().max_by_key(|line| line.cost).expect("a row");
        assert_eq!(dearest.bar, BAR);
    }
}
