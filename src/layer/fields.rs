//! The hyperparameters that a row gives, by key.

use super::{Key, LIMIT, LayerError, Value};

/// A row's values, at most one for each key, in the order of [`Key`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(Key, Value)>);

impl Fields {
    /// No values: every hyperparameter is left to its default.
    pub fn new() -> Fields {
        Fields::default()
    }

    /// The value that the row gives, if it gives one.
    pub fn get(&self, key: Key) -> Option<&Value> {
        self.0.iter().find(|(other, _)| *other == key).map(|(_, value)| value)
    }

    /// Gives a value.
    pub fn set(&mut self, key: Key, value: Value) {
        match self.0.binary_search_by_key(&key, |(other, _)| *other) {
            Ok(place) => self.0[place].1 = value,
            Err(place) => self.0.insert(place, (key, value)),
        }
    }

    /// Leaves the hyperparameter to its default.
    pub fn remove(&mut self, key: Key) {
        self.0.retain(|(other, _)| *other != key);
    }

    /// The same values and one more.
    pub fn with(mut self, key: Key, value: Value) -> Fields {
        self.set(key, value);
        self
    }

    /// The values given, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &Value)> {
        self.0.iter().map(|(key, value)| (*key, value))
    }
}

/// The number, if it is from `least` to [`LIMIT`].
pub(super) fn within(key: Key, value: i64, least: i64) -> Result<i64, LayerError> {
    if value < least {
        Err(LayerError::TooSmall { key, value, least })
    } else if value > LIMIT {
        Err(LayerError::TooLarge { key, value })
    } else {
        Ok(value)
    }
}
