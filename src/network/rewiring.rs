//! Repairs of what a row reads: other sources, with which it is valid.

use std::rc::Rc;

use super::document::INPUT;
use super::repairs::is_cured;
use super::{Analysis, Document, Repair, Sources};
use crate::layer::Shape;

/// How many rows above are looked at.
const MOST_ROWS: usize = 64;

/// Something that a row can read.
#[derive(Clone, PartialEq)]
struct Readable {
    name: Rc<str>,
    shape: Shape,
}

/// Other sources for the row at a place: of those that it names as many as can stay, and for the others what is nearest.
pub(super) fn rewired(document: &Document, at: usize, analysis: &Analysis) -> Vec<Repair> {
    let row = &document.rows[at];
    let readable = readable(document, at, analysis);
    let works = |sources: &[&Readable]| {
        let shapes: Vec<Shape> = sources.iter().map(|source| source.shape).collect();
        is_cured(row.kind, &row.fields, &shapes, None)
    };
    let above = above(document, at);
    let named: Vec<Rc<str>> = match &row.from {
        Sources::Above => vec![above.clone()],
        Sources::Named(names) => names.clone(),
    };
    let mut slots: Vec<Option<&Readable>> =
        named.iter().map(|name| readable.iter().find(|source| source.name == *name)).collect();
    let mut found: Vec<Vec<&Readable>> = Vec::new();
    if row.kind.joins() {
        slots.resize(slots.len().max(2), None);
        // What is missing is replaced; where nothing is, one after the other is, the last first.
        let missing: Vec<usize> = (0..slots.len()).filter(|slot| slots[*slot].is_none()).collect();
        match missing[..] {
            [] => found
                .extend((0..slots.len()).rev().filter_map(|slot| filled(&slots, &[slot], &readable, works))),
            _ => found.extend(filled(&slots, &missing, &readable, works)),
        }
    } else {
        let one = |source: &&Readable| works(&[source]);
        // One of those that are named already, then the row above, then the nearest that works.
        found.extend(slots.iter().flatten().copied().filter(one).map(|source| vec![source]));
        found.extend(
            readable.iter().filter(|source| source.name == above).filter(one).map(|source| vec![source]),
        );
        found.extend(readable.iter().find(one).map(|source| vec![source]));
    }
    let mut repairs = Vec::new();
    if !row.kind.joins() && !readable.iter().any(|source| source.name == above) && named != [above.clone()] {
        // The row above is not valid itself, and may work once it is.
        repairs.push(Repair::ReadAbove);
    }
    for sources in found {
        let repair = match sources[..] {
            [source] if source.name == above => Repair::ReadAbove,
            _ => Repair::Read(sources.iter().map(|source| source.name.clone()).collect()),
        };
        if !repairs.contains(&repair) {
            repairs.push(repair);
        }
    }
    repairs
}

/// The name of what stands above a place.
fn above(document: &Document, at: usize) -> Rc<str> {
    at.checked_sub(1).map_or(INPUT.into(), |above| document.rows[above].name.clone())
}

/// The rows above a place whose shapes are known, the nearest first, and last the network's input.
fn readable(document: &Document, at: usize, analysis: &Analysis) -> Vec<Readable> {
    let rows = (0..at).rev().take(MOST_ROWS).filter_map(|at| {
        let shape = analysis.rows[at].output()?;
        Some(Readable { name: document.rows[at].name.clone(), shape })
    });
    let input = analysis.input.as_ref().ok().map(|shape| Readable { name: INPUT.into(), shape: *shape });
    rows.chain(input).collect()
}

/// Sources with the first of these slots filled by the nearest row with which all works, and the others by what is
/// nearest; no source twice.
fn filled<'a>(
    slots: &[Option<&'a Readable>],
    empty: &[usize],
    readable: &'a [Readable],
    works: impl Fn(&[&Readable]) -> bool,
) -> Option<Vec<&'a Readable>> {
    let (first, others) = empty.split_first()?;
    let mut slots = slots.to_vec();
    empty.iter().for_each(|slot| slots[*slot] = None);
    for slot in others {
        slots[*slot] = readable.iter().find(|source| !slots.contains(&Some(source)));
    }
    let fits = |source: &'a Readable| {
        let mut sources = slots.clone();
        sources[*first] = Some(source);
        let sources: Option<Vec<&Readable>> = sources.into_iter().collect();
        sources.filter(|sources| works(sources))
    };
    readable.iter().filter(|source| !slots.contains(&Some(source))).find_map(fits)
}
