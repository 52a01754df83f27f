//! Where on the page something happened: rows and fields carry their names in attributes, so that one listener on the
//! table serves all of them.

use web_sys::EventTarget;

use crate::browser::field::attribute;
use crate::layer::Key;
use crate::network::{Field, InputKey, Number, RowId};

/// The attribute with a row's identity.
pub const ROW: &str = "data-row";

/// The attribute with a field's name.
pub const FIELD: &str = "data-field";

/// The name of a field in attributes and test hooks.
pub fn field_name(field: Field) -> &'static str {
    match field {
        Field::Name => "name",
        Field::Kind => "kind",
        Field::From => "from",
        Field::SharesWeightsWith => "shares_weights_with",
        Field::Key(key) => key.name(),
    }
}

/// The field of that name.
pub fn field_of_name(name: &str) -> Option<Field> {
    [Field::Name, Field::Kind, Field::From, Field::SharesWeightsWith]
        .into_iter()
        .find(|field| field_name(*field) == name)
        .or_else(|| Key::from_name(name).map(Field::Key))
}

/// The row that an element is in.
pub fn row(target: &EventTarget) -> Option<RowId> {
    attribute(target, ROW)?.parse().ok().map(RowId)
}

/// The field of a row that an element is.
pub fn field(target: &EventTarget) -> Option<(RowId, Field)> {
    Some((row(target)?, field_of_name(&attribute(target, FIELD)?)?))
}

/// The extent of the network's input that an element is the field of.
pub fn input_key(target: &EventTarget) -> Option<InputKey> {
    let name = attribute(target, "data-input")?;
    InputKey::ALL.into_iter().find(|key| key.name() == name)
}

/// Selects a number of a row.
pub fn number_selector(row: RowId, number: Number) -> String {
    format!("[{ROW}=\"{}\"] [data-origin=\"{}\"]", row.0, number.key())
}

/// Selects a field of a row.
pub fn field_selector(row: RowId, field: Field) -> String {
    format!("[{ROW}=\"{}\"] [{FIELD}=\"{}\"]", row.0, field_name(field))
}

/// Selects the first repair of a row.
pub fn repair_selector(row: RowId) -> String {
    format!("[{ROW}=\"{}\"] [data-act=repair]", row.0)
}

/// Selects the field of a row that is wrong.
pub fn wrong_selector(row: RowId) -> String {
    format!("[{ROW}=\"{}\"] [aria-invalid=true]", row.0)
}
