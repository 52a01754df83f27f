//! Wiring: which rows a row's sources are, by name.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::document::INPUT;
use super::{Row, RowError, Sources};

/// Where something that flows into a row comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// The network's input.
    Input,
    /// The row at this place, from 0.
    Row(usize),
}

/// The names of a network's rows. Of rows with the same name, the first has it.
pub struct Wiring<'rows> {
    places: FxHashMap<&'rows str, usize>,
    /// Whether all rows have names, each its own, that they may have: nearly always.
    all_named: bool,
}

impl<'rows> Wiring<'rows> {
    /// The names of these rows.
    pub fn new(rows: &'rows [Rc<Row>]) -> Wiring<'rows> {
        let mut places = FxHashMap::with_capacity_and_hasher(rows.len(), Default::default());
        for (at, row) in rows.iter().enumerate() {
            places.entry(&*row.name).or_insert(at);
        }
        let all_named = places.len() == rows.len() && !places.contains_key("") && !places.contains_key(INPUT);
        Wiring { places, all_named }
    }

    /// What the row at a place reads.
    pub fn sources(&self, at: usize, row: &Row) -> Result<Vec<Source>, RowError> {
        match &row.from {
            Sources::Above => Ok(vec![above(at)]),
            Sources::Named(names) => names.iter().map(|name| self.source(at, name)).collect(),
        }
    }

    /// Whether the row at a place reads just these.
    pub(super) fn leads_to(&self, at: usize, row: &Row, sources: &[Source]) -> bool {
        match &row.from {
            Sources::Above => *sources == [above(at)],
            Sources::Named(names) => {
                names.len() == sources.len()
                    && names
                        .iter()
                        .zip(sources)
                        .all(|(name, source)| self.source(at, name).as_ref() == Ok(source))
            }
        }
    }

    fn source(&self, at: usize, name: &Rc<str>) -> Result<Source, RowError> {
        if &**name == INPUT {
            return Ok(Source::Input);
        }
        match self.places.get(&**name) {
            Some(&row) if row < at => Ok(Source::Row(row)),
            Some(&row) => Err(RowError::SourceNotEarlier { name: name.clone(), row }),
            None => Err(RowError::SourceUnknown { name: name.clone() }),
        }
    }

    /// The row of that name, if it comes before this place.
    pub fn earlier(&self, at: usize, name: &str) -> Option<usize> {
        self.places.get(name).copied().filter(|row| *row < at)
    }

    /// What is wrong with a row's own name.
    pub fn name_error(&self, at: usize, row: &Row) -> Option<RowError> {
        if self.all_named {
            return None;
        }
        match (&*row.name, self.places.get(&*row.name)) {
            ("", _) => Some(RowError::NameMissing),
            (INPUT, _) => Some(RowError::NameReserved),
            (_, Some(&first)) if first < at => {
                Some(RowError::NameTaken { name: row.name.clone(), row: first })
            }
            _ => None,
        }
    }
}

/// What stands above a place.
fn above(at: usize) -> Source {
    at.checked_sub(1).map_or(Source::Input, Source::Row)
}
