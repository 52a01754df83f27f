//! The rows as the table shows them: what is dear to find is found once an edit, and blocks that an edit did not reach
//! stay the same blocks, so that they are not drawn again.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::kind_menu::variety;
use super::shown::{Shown, block_of};
use super::wires::{Wires, wires};
use crate::cost::Counting;
use crate::i18n::Language;
use crate::layer::{Kind, Shape};
use crate::network::{
    Analysis, Baseline, Change, Document, Outcome, Repair, Row, RowAnalysis, RowCounts, Together, repairs,
    together,
};
use crate::scene::{Share, length, shares};

/// How many rows are drawn, or left alone, together.
const BLOCK: usize = 50;

/// How finely the bars of rows are drawn.
pub const BAR: u8 = 40;

/// The most rows whose repairs are looked for; what is wrong in further rows will be seen when these are repaired.
const MOST_REPAIRED: usize = 200;

/// All rows of a network.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The rows, in the order of the network.
    pub lines: Vec<Rc<Line>>,
    /// What is shown, in the order in which it is shown, in blocks.
    pub blocks: Vec<Rc<Block>>,
    /// What all rows cost together under the document's convention.
    pub cost: u128,
    /// Whether a cost did not fit in 128 bits.
    pub overflow: bool,
    /// The first row that breaks a rule, by its place.
    pub first_invalid: Option<usize>,
    /// How many rows break a rule.
    pub n_invalid: usize,
    /// How many rows wait for one that breaks a rule.
    pub n_waiting: usize,
    /// The first row that an import could not read.
    pub first_unknown: Option<usize>,
    /// How many such rows there are.
    pub n_unknown: usize,
    /// What the network is compared with.
    pub baseline: Option<Rc<Baseline>>,
    counting: Counting,
}

/// Some of what is shown, one below the other.
#[derive(Debug, PartialEq)]
pub struct Block {
    /// What is shown.
    pub entries: Vec<Entry>,
}

impl Block {
    /// Its rows, in the order in which they are shown.
    pub fn rows(&self) -> impl Iterator<Item = &Rc<Line>> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Row(line) => Some(line),
            Entry::Group(_) => None,
        })
    }
}

/// One line of the table.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A row.
    Row(Rc<Line>),
    /// The head of rows whose names begin alike.
    Group(Group),
}

impl PartialEq for Entry {
    fn eq(&self, other: &Entry) -> bool {
        match (self, other) {
            (Entry::Row(one), Entry::Row(other)) => Rc::ptr_eq(one, other),
            (Entry::Group(one), Entry::Group(other)) => one == other,
            _ => false,
        }
    }
}

/// The head of a block of rows, with its subtotals.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// How the names begin.
    pub name: Rc<str>,
    /// The first row's place.
    pub first: usize,
    /// How many rows there are.
    pub rows: usize,
    /// Whether they are shown.
    pub is_open: bool,
    /// What flows out of the last of them.
    pub output: Option<Shape>,
    /// Their parameters.
    pub params: u128,
    /// What they cost.
    pub cost: u128,
    /// The cost beside that of the dearest row, in steps of [`BAR`].
    pub bar: u8,
    /// What the block of that name came to in the network that is compared with.
    pub before: Option<RowCounts>,
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
    /// What the row of that name came to in the network that is compared with.
    pub before: Option<RowCounts>,
}

impl Line {
    /// What it comes to, if it is valid.
    pub fn counts(&self) -> Option<RowCounts> {
        self.analysis.valid().map(|valid| RowCounts { params: valid.params, cost: self.cost })
    }

    /// How the parameters differ from those of the network that is compared with.
    pub fn params_change(&self) -> Option<Change> {
        Change::between(self.before?.params, self.analysis.valid()?.params)
    }

    /// How the cost differs.
    pub fn cost_change(&self) -> Option<Change> {
        Change::between(self.before?.cost?, self.cost?)
    }
}

impl PartialEq for Line {
    fn eq(&self, other: &Line) -> bool {
        Rc::ptr_eq(&self.row, &other.row)
            && Rc::ptr_eq(&self.analysis, &other.analysis)
            && (self.at, self.cost, self.bar, self.wires) == (other.at, other.cost, other.bar, other.wires)
            && (&self.repairs, self.before) == (&other.repairs, other.before)
    }
}

impl Sheet {
    /// The rows of a document, keeping of the sheet before an edit what still holds.
    pub fn after(
        document: &Document,
        analysis: &Analysis,
        (shown, language): (&Shown, Language),
        before: Option<&Sheet>,
    ) -> Sheet {
        let counting = document.counting;
        let before = before.filter(|before| before.counting == counting);
        let baseline = document.baseline.as_ref().map(|pinned| {
            let kept = before.and_then(|before| before.baseline.clone());
            kept.filter(|kept| Rc::ptr_eq(&kept.document, pinned))
                .unwrap_or_else(|| Rc::new(Baseline::new(pinned, counting)))
        });
        let costs = costs(analysis, counting, before);
        let most = costs.iter().flatten().copied().max().unwrap_or(0);
        let is_valid = |at: usize| analysis.rows[at].valid().is_some();
        let overflow = (0..costs.len()).any(|at| costs[at].is_none() && is_valid(at));
        let sum = costs.iter().flatten().try_fold(0u128, |sum, cost| sum.checked_add(*cost));
        let wires = wires(analysis);
        let mut n_repaired = 0;
        let line = |(at, (row, result)): (usize, (&Rc<Row>, &Rc<RowAnalysis>))| {
            let invalid = breaks_rule(result) && n_repaired < MOST_REPAIRED;
            n_repaired += usize::from(invalid);
            let line = Line {
                at,
                row: row.clone(),
                analysis: result.clone(),
                cost: costs[at],
                bar: costs[at].map_or(0, |cost| length(cost, most, BAR)),
                repairs: if invalid { repairs(document, at, analysis) } else { Vec::new() },
                before: baseline.as_ref().and_then(|baseline| baseline.row(&row.name)),
                wires: if shown.is_plain() && shown.blocks.is_none() { wires[at] } else { Wires::default() },
            };
            let kept = before.and_then(|before| before.lines.get(at)).filter(|kept| ***kept == line);
            kept.cloned().unwrap_or_else(|| Rc::new(line))
        };
        let lines: Vec<Rc<Line>> = document.rows.iter().zip(&analysis.rows).enumerate().map(line).collect();
        let entries = entries(&lines, shown, language, most, baseline.as_deref());
        let blocks = entries.chunks(BLOCK).enumerate().map(|(at, entries)| {
            let kept =
                before.and_then(|before| before.blocks.get(at)).filter(|block| block.entries == entries);
            kept.cloned().unwrap_or_else(|| Rc::new(Block { entries: entries.to_vec() }))
        });
        Sheet {
            blocks: blocks.collect(),
            lines,
            cost: sum.unwrap_or(u128::MAX),
            overflow: overflow || sum.is_none(),
            first_invalid: analysis.rows.iter().position(|row| breaks_rule(row)),
            n_invalid: analysis.rows.iter().filter(|row| breaks_rule(row)).count(),
            n_waiting: analysis
                .rows
                .iter()
                .filter(|row| matches!(row.outcome, Outcome::Waiting { .. }))
                .count(),
            n_unknown: document.rows.iter().filter(|row| row.kind == Kind::Unknown).count(),
            first_unknown: document.rows.iter().position(|row| row.kind == Kind::Unknown),
            baseline,
            counting,
        }
    }

    /// The row at a place of the document.
    pub fn line(&self, at: usize) -> Option<&Line> {
        self.lines.get(at).map(|line| &**line)
    }

    /// The rows that are shown, in the order in which they are shown.
    pub fn shown(&self) -> impl Iterator<Item = &Rc<Line>> {
        self.blocks.iter().flat_map(|block| block.rows())
    }

    /// The parts of the bar that shows where the cost lies.
    pub fn shares(&self) -> Vec<Share> {
        shares(self.lines.iter().map(|line| line.cost.unwrap_or(0)), self.cost)
    }
}

fn breaks_rule(row: &RowAnalysis) -> bool {
    matches!(row.outcome, Outcome::Invalid(_))
}

/// What each row costs; what was found before for the same result holds.
fn costs(analysis: &Analysis, counting: Counting, before: Option<&Sheet>) -> Vec<Option<u128>> {
    let last = |at: usize| before.and_then(|before| before.line(at));
    let cost = |(at, row): (usize, &Rc<RowAnalysis>)| match last(at) {
        Some(line) if Rc::ptr_eq(&line.analysis, row) => line.cost,
        _ => row.valid().and_then(|valid| valid.cost(counting)),
    };
    analysis.rows.iter().enumerate().map(cost).collect()
}

/// What is shown, in the order in which it is shown.
fn entries(
    lines: &[Rc<Line>],
    shown: &Shown,
    language: Language,
    most: u128,
    baseline: Option<&Baseline>,
) -> Vec<Entry> {
    let called = |line: &Line| [language.short_variety(variety(line)), language.variety(variety(line))];
    let mut found: Vec<&Rc<Line>> =
        lines.iter().filter(|line| shown.finds(&line.row, called(line))).collect();
    if shown.by_cost {
        found.sort_by_key(|line| std::cmp::Reverse(line.cost));
    }
    let Some(open) = &shown.blocks else { return found.into_iter().cloned().map(Entry::Row).collect() };
    let before = baseline.map_or_else(Vec::new, |baseline| {
        together(baseline.rows().filter_map(|(row, _, counts)| Some((block_of(&row.name)?, counts))))
    });
    let mut entries = Vec::with_capacity(found.len());
    for rows in gathered(&found, shown.by_cost) {
        let is_open = match block_of(&rows[0].row.name) {
            Some(name) if rows.len() > 1 => {
                let before = before.iter().find(|block| block.key == name);
                let group = group(name, &rows, open.contains(name), most, before);
                let is_open = group.is_open;
                entries.push(Entry::Group(group));
                is_open
            }
            _ => true,
        };
        if is_open {
            entries.extend(rows.iter().map(|line| Entry::Row(Rc::clone(line))));
        }
    }
    entries
}

/// Rows that belong to a block, together where the first of them stands; the others alone. A network may come back to a
/// block after another, as it does around a shortcut that has a block of its own: with a head for each visit, none of
/// them would have the block's subtotal.
fn gathered<'l>(found: &[&'l Rc<Line>], by_cost: bool) -> Vec<Vec<&'l Rc<Line>>> {
    let mut gathered: Vec<Vec<&Rc<Line>>> = Vec::new();
    let mut places = FxHashMap::default();
    for line in found {
        let block = block_of(&line.row.name);
        let at = block.map_or(gathered.len(), |name| *places.entry(name).or_insert(gathered.len()));
        if at == gathered.len() {
            gathered.push(Vec::new());
        }
        gathered[at].push(line);
    }
    if by_cost {
        let cost = |rows: &[&Rc<Line>]| Together::of((), rows.iter().map(|line| line.counts())).cost;
        gathered.sort_by_key(|rows| std::cmp::Reverse(cost(rows)));
    }
    gathered
}

fn group(
    name: &str,
    rows: &[&Rc<Line>],
    is_open: bool,
    most: u128,
    before: Option<&Together<&str>>,
) -> Group {
    let Together { rows: count, params, cost, .. } = Together::of((), rows.iter().map(|line| line.counts()));
    Group {
        name: name.into(),
        first: rows[0].at,
        rows: count,
        is_open,
        output: rows.last().and_then(|line| line.analysis.output()),
        params,
        cost,
        bar: length(cost.min(most), most, BAR),
        before: before.map(|before| RowCounts { params: before.params, cost: Some(before.cost) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::Key;
    use crate::network::{Action, Field, analyse};

    fn sheet(document: &Document, shown: &Shown) -> Sheet {
        Sheet::after(document, &analyse(document), (shown, Language::English), None)
    }

    fn names(sheet: &Sheet) -> Vec<String> {
        let entries = sheet.blocks.iter().flat_map(|block| &block.entries);
        entries
            .map(|entry| match entry {
                Entry::Row(line) => line.row.name.to_string(),
                Entry::Group(group) => format!("{} ({})", group.name, group.rows),
            })
            .collect()
    }

    #[test]
    fn an_edit_leaves_blocks_that_it_does_not_reach_alone() {
        let mut document = Document::starter();
        for _ in 0..120 {
            let end = document.rows.len();
            document = Action::Insert(end, Kind::Conv2d).apply(&document);
        }
        let view = (&Shown::default(), Language::English);
        let analysis = analyse(&document);
        let sheet = Sheet::after(&document, &analysis, view, None);
        let last = document.rows.last().expect("a row").id;
        let edited = Action::Type(last, Field::Key(Key::OutChannels), "32".into()).apply(&document);
        let analysis = Analysis::after(&edited, Some((&document, &analysis)));
        let after = Sheet::after(&edited, &analysis, view, Some(&sheet));
        let same: Vec<bool> =
            sheet.blocks.iter().zip(&after.blocks).map(|(old, new)| Rc::ptr_eq(old, new)).collect();
        assert_eq!(same, [true, true, false]);
    }

    #[test]
    fn the_cost_is_the_sum_of_the_rows_and_the_dearest_has_the_longest_bar() {
        let sheet = sheet(&Document::starter(), &Shown::default());
        assert_eq!(sheet.cost, sheet.lines.iter().filter_map(|line| line.cost).sum::<u128>());
        let dearest = sheet.lines.iter().max_by_key(|line| line.cost).expect("a row");
        assert_eq!(dearest.bar, BAR);
    }

    #[test]
    fn rows_are_found_sorted_and_put_into_blocks_without_a_change_of_the_network() {
        let mut document = Document::starter();
        let id = |at: usize, document: &Document| document.rows[at].id;
        for (at, name) in ["stem", "body.0.a", "body.0.b", "head"].into_iter().enumerate() {
            document = Action::Type(id(at, &document), Field::Name, name.into()).apply(&document);
        }
        let find = |text: &str| Shown { find: text.into(), ..Shown::default() };
        assert_eq!(names(&sheet(&document, &find("BODY"))), ["body.0.a", "body.0.b"]);
        assert_eq!(names(&sheet(&document, &find("transposed"))), ["body.0.b", "head"]);
        assert_eq!(names(&sheet(&document, &find("grouped transp."))), ["head"]);
        assert_eq!(names(&sheet(&document, &find("Deconv"))), ["body.0.b", "head"]);
        let by_cost = Shown { by_cost: true, ..Shown::default() };
        assert_eq!(names(&sheet(&document, &by_cost)), ["body.0.b", "stem", "body.0.a", "head"]);
        let closed = Shown { blocks: Some(Default::default()), ..Shown::default() };
        assert_eq!(names(&sheet(&document, &closed)), ["stem", "body.0 (2)", "head"]);
        let open = Shown { blocks: Some(["body.0".into()].into_iter().collect()), ..Shown::default() };
        assert_eq!(names(&sheet(&document, &open)), ["stem", "body.0 (2)", "body.0.a", "body.0.b", "head"]);
    }

    #[test]
    fn a_block_that_another_interrupts_is_one_block_with_all_of_its_subtotal() {
        let mut document = Document::starter();
        for (at, name) in
            ["body.0.a", "body.0.shortcut.0", "body.0.shortcut.1", "body.0.b"].iter().enumerate()
        {
            let id = document.rows[at].id;
            document = Action::Type(id, Field::Name, (*name).into()).apply(&document);
        }
        document = Action::KeepBaseline.apply(&document);
        let blocks = Some(["body.0".into()].into_iter().collect());
        let shown = Shown { blocks: blocks.clone(), ..Shown::default() };
        let open = sheet(&document, &shown);
        assert_eq!(names(&open), ["body.0 (2)", "body.0.a", "body.0.b", "body.0.shortcut (2)"]);
        let Some(Entry::Group(group)) = open.blocks[0].entries.first() else { panic!("a head") };
        let own = [0, 3].map(|at| open.lines[at].counts().expect("counts"));
        assert_eq!(group.params, own[0].params + own[1].params);
        assert_eq!(Some(group.cost), own[0].cost.zip(own[1].cost).map(|(a, b)| a + b));
        let counts = RowCounts { params: group.params, cost: Some(group.cost) };
        assert_eq!(group.before, Some(counts), "nothing changed");
        // What is looked for is found once; and the dearest block comes first.
        let found = Shown { find: "body.0".into(), blocks: Some(Default::default()), ..Shown::default() };
        assert_eq!(names(&sheet(&document, &found)), ["body.0 (2)", "body.0.shortcut (2)"]);
        let by_cost = Shown { by_cost: true, blocks: Some(Default::default()), ..Shown::default() };
        assert_eq!(names(&sheet(&document, &by_cost)), ["body.0.shortcut (2)", "body.0 (2)"]);
    }
}
