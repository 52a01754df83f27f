//! What stands in a field of a row: what is being typed, what was typed, what it is by default, or what it follows.

use std::rc::Rc;

use yew::AttrValue;

use super::state::Draft;
use crate::layer::{Default, Key, Parameter};
use crate::network::{Field, Row, RowAnalysis, RowId, Sources, Typing};

/// The text of a field, and the pale text that stands there while it is empty.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldText {
    /// What stands there.
    pub text: AttrValue,
    /// What it follows while it is empty.
    pub follows: Option<AttrValue>,
    /// Whether what stands there is the default.
    pub is_default: bool,
}

/// What stands in a hyperparameter's field.
pub fn key_text(row: &Row, analysis: &RowAnalysis, parameter: Parameter, draft: Option<&Draft>) -> FieldText {
    let key = parameter.key;
    let default = parameter.default.value();
    let given = row.fields.get(key);
    let is_default = given.is_none() || given == default.as_ref();
    let follows = match parameter.default {
        Default::FlowsIn => {
            analysis.inputs.first().map(|shape| AttrValue::from(shape.channels().to_string()))
        }
        Default::KernelSize => row.fields.get(Key::KernelSize).map(|kernel| kernel.typed().into()),
        _ => None,
    };
    let text = match drafted(draft, row.id, Field::Key(key)) {
        Some(text) => text.into(),
        None => given.or(default.as_ref()).map_or(AttrValue::Static(""), |value| value.typed().into()),
    };
    FieldText { text, follows, is_default }
}

/// What stands in the field of a row's sources.
pub fn sources_text(row: &Row, draft: Option<&Draft>) -> AttrValue {
    match (drafted(draft, row.id, Field::From), &row.from) {
        (Some(text), _) => text.into(),
        (None, Sources::Above) => AttrValue::Static(""),
        (None, Sources::Named(names)) => names.join(", ").into(),
    }
}

/// What stands in the field of the row whose weights a row uses.
pub fn shared_text(row: &Row, draft: Option<&Draft>) -> AttrValue {
    match drafted(draft, row.id, Field::SharesWeightsWith) {
        Some(text) => text.into(),
        None => row.shares_weights_with.clone().map_or(AttrValue::Static(""), AttrValue::from),
    }
}

fn drafted(draft: Option<&Draft>, row: RowId, field: Field) -> Option<Rc<str>> {
    draft.filter(|draft| draft.place == Typing::Row(row, field)).map(|draft| draft.text.clone())
}
