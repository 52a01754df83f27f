//! A row that becomes another kind: values that both kinds have stay, unless nobody has touched them since the row was
//! added; and those of the kind that it was are laid aside, so that they are there again when the kind is.

use super::{Document, INPUT, Row, RowId, Sources, starting_fields};
use crate::layer::{Default as ParameterDefault, Fields, Kind};

/// What a row had as another kind. It is not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    kind: Kind,
    fields: Fields,
    from: Sources,
}

impl Row {
    /// What it gives as that kind, or gave when it was of that kind.
    pub fn fields_as(&self, kind: Kind) -> Option<&Fields> {
        let former = || self.former.iter().find(|former| former.kind == kind);
        if self.kind == kind { Some(&self.fields) } else { former().map(|former| &former.fields) }
    }
}

/// Makes a row another kind, and gives it values that make it what the reader looked for.
pub(super) fn set_kind(document: &mut Document, id: RowId, kind: Kind, given: &Fields) {
    let Some(at) = document.position(id) else { return };
    let mut row = Row::clone(&document.rows[at]);
    let now = Former { kind: row.kind, fields: row.fields.clone(), from: row.from.clone() };
    // A common convolution's kernel and padding are not those of a common pooling.
    let is_untouched = row.former.is_empty() && row.fields == starting_fields(row.kind);
    let former = match row.former.iter().position(|former| former.kind == kind) {
        Some(place) => row.former.swap_remove(place),
        None => Former { kind, fields: starting_fields(kind), from: Sources::Above },
    };
    let mut fields = former.fields;
    for parameter in kind.parameters().iter().filter(|_| !is_untouched) {
        let same_form = row.kind.parameter(parameter.key).is_some_and(|old| old.form == parameter.form);
        match row.fields.get(parameter.key) {
            Some(value) if same_form => fields.set(parameter.key, value.clone()),
            None if same_form && parameter.default != ParameterDefault::Required => {
                fields.remove(parameter.key);
            }
            _ => {}
        }
    }
    for (key, value) in given.iter() {
        fields.set(key, value.clone());
    }
    let has_several = |from: &Sources| matches!(from, Sources::Named(names) if names.len() > 1);
    if !kind.joins() && has_several(&row.from) {
        row.from = Sources::Above;
    } else if kind.joins() && row.from == Sources::Above && are_there(document, at, &former.from) {
        row.from = former.from;
    }
    if now.kind != kind {
        row.former.retain(|former| former.kind != now.kind);
        row.former.push(now);
    }
    row.kind = kind;
    row.fields = fields;
    document.rows[at] = row.into();
}

/// Whether the row at a place could read these: names may have changed.
fn are_there(document: &Document, at: usize, from: &Sources) -> bool {
    let above = |name: &str| name == INPUT || document.rows[..at].iter().any(|row| &*row.name == name);
    matches!(from, Sources::Named(names) if names.iter().all(|name| above(name)))
}
