//! Why a row, or the network's input, is not valid.

use std::rc::Rc;

use super::InputKey;
use crate::layer::{Key, LayerError};

/// The first rule that a row breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowError {
    /// A rule of the layer itself.
    Layer(LayerError),
    /// The row has no name.
    NameMissing,
    /// `input` names the network's input.
    NameReserved,
    /// An earlier row has the name.
    NameTaken {
        /// The name.
        name: Rc<str>,
        /// The place of the earlier row, from 0.
        row: usize,
    },
    /// `from` names no row.
    SourceUnknown {
        /// The name.
        name: Rc<str>,
    },
    /// `from` names the row itself or a later one.
    SourceNotEarlier {
        /// The name.
        name: Rc<str>,
        /// The place of that row, from 0.
        row: usize,
    },
    /// `shares_weights_with` names no earlier row.
    SharesUnknown {
        /// The name.
        name: Rc<str>,
    },
    /// `shares_weights_with` names a row whose weights have another shape.
    SharesDiffer {
        /// The name.
        name: Rc<str>,
    },
    /// A count past 2¹²⁸ − 1.
    CountTooLarge,
}

impl RowError {
    /// The broken rule's name, as reports give it.
    pub fn rule(&self) -> &'static str {
        match self {
            RowError::Layer(error) => error.rule(),
            RowError::NameMissing => "name_required",
            RowError::NameReserved => "name_not_input",
            RowError::NameTaken { .. } => "name_unique",
            RowError::SourceUnknown { .. } => "from_known",
            RowError::SourceNotEarlier { .. } => "from_earlier",
            RowError::SharesUnknown { .. } => "shares_known",
            RowError::SharesDiffer { .. } => "shares_same_weights",
            RowError::CountTooLarge => "count_limit",
        }
    }

    /// The field to mark.
    pub fn field(&self) -> Option<Field> {
        match self {
            RowError::Layer(LayerError::SourceCount { .. })
            | RowError::Layer(LayerError::DoNotBroadcast { .. })
            | RowError::Layer(LayerError::ConcatDiffers { .. })
            | RowError::Layer(LayerError::NeedsImage { .. })
            | RowError::Layer(LayerError::NeedsVector { .. })
            | RowError::SourceUnknown { .. }
            | RowError::SourceNotEarlier { .. } => Some(Field::From),
            RowError::Layer(error) => error.key().map(Field::Key),
            RowError::NameMissing | RowError::NameReserved | RowError::NameTaken { .. } => Some(Field::Name),
            RowError::SharesUnknown { .. } | RowError::SharesDiffer { .. } => Some(Field::SharesWeightsWith),
            RowError::CountTooLarge => None,
        }
    }
}

/// A field of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Its name.
    Name,
    /// Its kind.
    Kind,
    /// Its sources.
    From,
    /// The row whose weights it uses.
    SharesWeightsWith,
    /// A hyperparameter.
    Key(Key),
}

/// The first rule that the network's input breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputError {
    /// An extent is not given.
    Missing {
        /// Which.
        key: InputKey,
    },
    /// An extent is not a whole number.
    Unreadable {
        /// Which.
        key: InputKey,
        /// What was typed.
        text: Rc<str>,
    },
    /// An extent is less than 1.
    TooSmall {
        /// Which.
        key: InputKey,
        /// What was given.
        value: i64,
    },
    /// An extent is more than 2³¹ − 1.
    TooLarge {
        /// Which.
        key: InputKey,
        /// What was given.
        value: i64,
    },
}

impl InputError {
    /// The extent to mark.
    pub fn key(&self) -> InputKey {
        match self {
            InputError::Missing { key }
            | InputError::Unreadable { key, .. }
            | InputError::TooSmall { key, .. }
            | InputError::TooLarge { key, .. } => *key,
        }
    }

    /// The broken rule's name, as reports give it.
    pub fn rule(&self) -> &'static str {
        match self {
            InputError::Missing { .. } => "value_required",
            InputError::Unreadable { .. } => "whole_number",
            InputError::TooSmall { .. } => "at_least_one",
            InputError::TooLarge { .. } => "extent_limit",
        }
    }
}
