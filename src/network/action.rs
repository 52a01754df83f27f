//! Edits as data: what a reader did, applied by a pure function.

use std::rc::Rc;

use super::document::{INPUT, LONGEST_TEXT};
use super::kind_change::set_kind;
use super::{Document, Field, Input, InputKey, Row, RowId, Sources, TwinNumbers, starting_fields};
use crate::cost::Counting;
use crate::layer::{Fields, Form, Key, Kind, Value, parse_typed};

/// What a reader did to the document.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Typed the network's name.
    SetName(Rc<str>),
    /// Typed an extent of the network's input.
    SetInput(InputKey, Rc<str>),
    /// Typed into a field of a row.
    Type(RowId, Field, Rc<str>),
    /// Gave a hyperparameter a value, or left it to its default.
    SetValue(RowId, Key, Option<Value>),
    /// Chose a row's kind, and values that make it what the reader looked for.
    SetKind(RowId, Kind, Fields),
    /// Chose what flows into a row.
    SetSources(RowId, Sources),
    /// Put a new row at a place.
    Insert(usize, Kind),
    /// Took rows out.
    Delete(Vec<RowId>),
    /// Repeated rows below the last of them.
    Duplicate(Vec<RowId>),
    /// Moved rows, in their order, to stand before the row that was at this place.
    Move(Vec<RowId>, usize),
    /// Put rows from elsewhere at a place; they get names and identities of their own.
    Paste(usize, Vec<Rc<Row>>),
    /// Gave a row's twin numbers, or took them away.
    SetTwin(RowId, Option<Rc<TwinNumbers>>),
    /// Chose what is counted.
    SetCounting(Counting),
    /// Keeps the network as it is, to compare with.
    KeepBaseline,
    /// Compares with nothing any more.
    DropBaseline,
    /// Opened another document.
    Replace(Rc<Document>),
    /// Did several things at once.
    All(Vec<Action>),
}

/// What consecutive actions share that are one step of undo: typing in one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing {
    /// In the network's name.
    Name,
    /// In an extent of its input.
    Input(InputKey),
    /// In a field of a row.
    Row(RowId, Field),
}

impl Action {
    /// The field that is typed in, if the action is typing.
    pub fn typing(&self) -> Option<Typing> {
        match self {
            Action::SetName(_) => Some(Typing::Name),
            Action::SetInput(key, _) => Some(Typing::Input(*key)),
            Action::Type(row, field, _) => Some(Typing::Row(*row, *field)),
            _ => None,
        }
    }

    /// The document after the action. An action on a row that is gone changes nothing.
    pub fn apply(&self, document: &Document) -> Document {
        let mut document = document.clone();
        match self {
            Action::SetName(name) => document.name = within_limit(name).into(),
            Action::SetInput(key, text) => {
                set_input(Rc::make_mut(&mut document.input), *key, within_limit(text));
            }
            Action::Type(id, Field::Name, text) => rename(&mut document, *id, within_limit(text)),
            Action::Type(id, field, text) => {
                edit(&mut document, *id, |row| type_text(row, *field, within_limit(text)));
            }
            Action::SetValue(id, key, value) => edit(&mut document, *id, |row| match value {
                Some(value) => row.fields.set(*key, value.clone()),
                None => row.fields.remove(*key),
            }),
            Action::SetKind(id, kind, fields) => {
                name_for_kind(&mut document, *id, *kind);
                set_kind(&mut document, *id, *kind, fields);
            }
            Action::SetSources(id, sources) => edit(&mut document, *id, |row| row.from = sources.clone()),
            Action::Insert(at, kind) => insert(&mut document, *at, *kind),
            Action::Delete(ids) => delete(&mut document, ids),
            Action::Duplicate(ids) => duplicate(&mut document, ids),
            Action::Move(ids, to) => move_rows(&mut document, ids, *to),
            Action::Paste(at, rows) => paste(&mut document, *at, rows),
            Action::SetTwin(id, numbers) => set_twin(&mut document, *id, numbers.clone()),
            Action::SetCounting(counting) => document.counting = *counting,
            Action::KeepBaseline => document.baseline = Some(Rc::new(document.as_baseline())),
            Action::DropBaseline => document.baseline = None,
            Action::Replace(other) => document = Document::clone(other),
            Action::All(actions) => {
                for action in actions {
                    document = action.apply(&document);
                }
            }
        }
        document
    }
}

/// A text as far as files have it: what is typed can always be read again.
fn within_limit(text: &str) -> &str {
    let mut end = text.len().min(LONGEST_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn edit(document: &mut Document, id: RowId, change: impl FnOnce(&mut Row)) {
    if let Some(at) = document.position(id) {
        change(Rc::make_mut(&mut document.rows[at]));
    }
}

fn set_input(input: &mut Input, key: InputKey, text: &str) {
    // Without a height and a width the input is a vector; without the others it says what is missing.
    let left_out = text.trim().is_empty() && matches!(key, InputKey::Height | InputKey::Width);
    input.set(key, (!left_out).then(|| parse_typed(text, Form::Integer { least: 1 })));
}

fn type_text(row: &mut Row, field: Field, text: &str) {
    match field {
        Field::Key(key) => {
            let Some(parameter) = row.kind.parameter(key) else { return };
            let has_default = parameter.default.value().is_some();
            if text.trim().is_empty() && !has_default {
                row.fields.remove(key);
            } else {
                row.fields.set(key, parse_typed(text, parameter.form));
            }
        }
        Field::From => row.from = typed_sources(text),
        Field::SharesWeightsWith => {
            row.shares_weights_with = Some(text.trim()).filter(|name| !name.is_empty()).map(Rc::from);
        }
        // A kind is chosen, and a name is typed through `rename`.
        Field::Kind | Field::Name => {}
    }
}

/// Names separated by commas; nothing is the row above.
pub fn typed_sources(text: &str) -> Sources {
    let names: Vec<Rc<str>> =
        text.split([',', '，', '、']).map(str::trim).filter(|name| !name.is_empty()).map(Rc::from).collect();
    if names.is_empty() { Sources::Above } else { Sources::Named(names) }
}

/// Gives a row a name, and rows that name it the new one. A name that cannot be (none, `input`, or another row's) is
/// kept in the row, which says so, but not in the others: they would be wired to something else.
fn rename(document: &mut Document, id: RowId, name: &str) {
    let Some(at) = document.position(id) else { return };
    let old = document.rows[at].name.clone();
    let named_it = document.wiring_place(&old) == Some(at);
    let usable = !name.is_empty() && name != INPUT && document.wiring_place(name).is_none();
    Rc::make_mut(&mut document.rows[at]).name = name.into();
    if named_it && usable {
        replace_name(document, at + 1, &old, name);
        move_twin(document, &old, name);
    }
}

/// Gives the twin of a row numbers, or takes them away.
fn set_twin(document: &mut Document, id: RowId, numbers: Option<Rc<TwinNumbers>>) {
    let Some(at) = document.position(id) else { return };
    let name = document.rows[at].name.clone();
    let twins = Rc::make_mut(&mut document.twins);
    match numbers.filter(|numbers| !numbers.is_empty()) {
        Some(numbers) => twins.insert(name, numbers),
        None => twins.remove(&name),
    };
}

/// Keeps the numbers of a twin with a row that gets another name.
fn move_twin(document: &mut Document, old: &str, new: &str) {
    if document.twins.contains_key(old) || document.twins.contains_key(new) {
        let twins = Rc::make_mut(&mut document.twins);
        match twins.remove(old) {
            Some(numbers) => twins.insert(new.into(), numbers),
            // Numbers that no row had are not this row's.
            None => twins.remove(new),
        };
    }
}

/// In the rows from `start`, puts one name for another wherever a row is named.
fn replace_name(document: &mut Document, start: usize, old: &str, new: &str) {
    for row in &mut document.rows[start..] {
        let in_sources =
            matches!(&row.from, Sources::Named(names) if names.iter().any(|name| &**name == old));
        if in_sources && let Sources::Named(names) = &mut Rc::make_mut(row).from {
            for name in names.iter_mut().filter(|name| &***name == old) {
                *name = new.into();
            }
        }
        if row.shares_weights_with.as_deref() == Some(old) {
            Rc::make_mut(row).shares_weights_with = Some(new.into());
        }
    }
}

/// Gives a row that becomes another kind that kind's name, if it has the one that new rows of its old kind get.
fn name_for_kind(document: &mut Document, id: RowId, kind: Kind) {
    let Some(row) = document.position(id).map(|at| &document.rows[at]) else { return };
    let number = row.name.strip_prefix(stem(row.kind)).unwrap_or_default();
    let is_given = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
    if is_given && stem(kind) != stem(row.kind) {
        let name = document.free_name(&format!("{}1", stem(kind)));
        rename(document, id, &name);
    }
}

fn insert(document: &mut Document, at: usize, kind: Kind) {
    let name = document.free_name(&format!("{}1", stem(kind)));
    let row = Row::new(document.free_id(), name, kind, starting_fields(kind));
    let at = at.min(document.rows.len());
    document.rows.insert(at, Rc::new(row));
}

/// The beginning of a new row's name.
fn stem(kind: Kind) -> &'static str {
    match kind {
        Kind::Conv2d => "conv",
        Kind::ConvTranspose2d => "up",
        Kind::Linear => "fc",
        Kind::MaxPool2d | Kind::AvgPool2d | Kind::AdaptiveAvgPool2d | Kind::AdaptiveMaxPool2d => "pool",
        Kind::BatchNorm2d | Kind::LayerNorm | Kind::LocalResponseNorm => "norm",
        Kind::Activation => "act",
        _ => kind.name(),
    }
}

/// Takes rows out. A row that named one of them reads what that one read, as far as it had one source.
fn delete(document: &mut Document, ids: &[RowId]) {
    for id in ids {
        let Some(at) = document.position(*id) else { continue };
        let gone = document.rows[at].clone();
        let instead: Option<Rc<str>> = match &gone.from {
            Sources::Above => {
                Some(at.checked_sub(1).map_or(INPUT.into(), |above| document.rows[above].name.clone()))
            }
            Sources::Named(names) if names.len() == 1 => Some(names[0].clone()),
            Sources::Named(_) => None,
        };
        // The row below read the one that goes; if that one was wired elsewhere, it must now say so.
        let below_reads = gone.from.clone();
        document.rows.remove(at);
        if let Some(below) = document.rows.get_mut(at)
            && below.from == Sources::Above
            && matches!(&below_reads, Sources::Named(names) if names.len() == 1)
        {
            Rc::make_mut(below).from = below_reads;
        }
        if document.wiring_place(&gone.name).is_none() {
            if let Some(instead) = instead {
                replace_source(document, at, &gone.name, &instead);
            }
            if document.twins.contains_key(&gone.name) {
                Rc::make_mut(&mut document.twins).remove(&gone.name);
            }
        }
    }
}

/// In the rows from `start`, puts one source for another.
fn replace_source(document: &mut Document, start: usize, old: &str, new: &Rc<str>) {
    for row in &mut document.rows[start..] {
        let reads_it = matches!(&row.from, Sources::Named(names) if names.iter().any(|name| &**name == old));
        if reads_it && let Sources::Named(names) = &mut Rc::make_mut(row).from {
            for name in names.iter_mut().filter(|name| &***name == old) {
                *name = new.clone();
            }
        }
    }
}

fn duplicate(document: &mut Document, ids: &[RowId]) {
    let places: Vec<usize> =
        (0..document.rows.len()).filter(|at| ids.contains(&document.rows[*at].id)).collect();
    let Some(last) = places.last() else { return };
    let copies: Vec<Rc<Row>> = places.iter().map(|at| document.rows[*at].clone()).collect();
    paste(document, last + 1, &copies);
    let names = document.rows[last + 1..].iter().map(|row| row.name.clone());
    let pairs: Vec<_> = copies.iter().map(|row| row.name.clone()).zip(names).collect();
    for (name, copy) in pairs {
        if let Some(numbers) = document.twins.get(&name).cloned() {
            Rc::make_mut(&mut document.twins).insert(copy, numbers);
        }
    }
}

fn move_rows(document: &mut Document, ids: &[RowId], to: usize) {
    let to = to.min(document.rows.len());
    let moves = |row: &Rc<Row>| ids.contains(&row.id);
    let before = document.rows[..to].iter().filter(|row| !moves(row)).count();
    let (moved, mut kept): (Vec<_>, Vec<_>) = document.rows.drain(..).partition(moves);
    kept.splice(before..before, moved);
    document.rows = kept;
}

/// Puts copies of rows at a place. Among themselves they stay wired; names that are taken get a number.
/// Cuts texts that stand where numbers belong as far as files have them.
fn keep_to_limit(fields: &mut Fields) {
    let too_long = |value: &Value| matches!(value, Value::Text(text) if text.len() > LONGEST_TEXT);
    let keys: Vec<Key> = fields.iter().filter(|(_, value)| too_long(value)).map(|(key, _)| key).collect();
    for key in keys {
        if let Some(Value::Text(text)) = fields.get(key) {
            let cut = Value::Text(within_limit(text).into());
            fields.set(key, cut);
        }
    }
}

fn paste(document: &mut Document, at: usize, rows: &[Rc<Row>]) {
    let at = at.min(document.rows.len());
    let mut id = document.free_id();
    let start = document.rows.len();
    for row in rows {
        let name = document.free_name(within_limit(&row.name));
        let mut copy = Row { id, name: name.clone(), ..Row::clone(row) };
        keep_to_limit(&mut copy.fields);
        id = RowId(id.0 + 1);
        document.rows.push(Rc::new(copy));
    }
    // The copies stand last for now, so that only they are rewired.
    for (offset, row) in rows.iter().enumerate() {
        let name = document.rows[start + offset].name.clone();
        if name != row.name {
            replace_name(document, start + offset + 1, &row.name, &name);
        }
    }
    document.rows[at..].rotate_right(rows.len());
}

impl Document {
    /// The place of the first row of that name.
    pub(super) fn wiring_place(&self, name: &str) -> Option<usize> {
        self.rows.iter().position(|row| &*row.name == name)
    }
}
