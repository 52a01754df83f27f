//! The value that a row gives to a hyperparameter, valid or not.

use std::rc::Rc;

/// What stands in a field. It has the form of its key, but may break any rule: negative, too large, a word that no
/// framework knows. Text is what a reader typed that does not have the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A whole number.
    Integer(i64),
    /// Height and width.
    Pair([i64; 2]),
    /// Height and width; `None` keeps the input's.
    OptionalPair([Option<i64>; 2]),
    /// Top, left, bottom, right.
    Sides([i64; 4]),
    /// Height's and width's factor.
    Scale([Scale; 2]),
    /// Yes or no.
    Flag(bool),
    /// A word.
    Word(Rc<str>),
    /// The extents of a shape.
    Extents(Vec<i64>),
    /// Raw text, kept as it was typed.
    Text(Rc<str>),
}

/// A factor of `upsample`: a double, as in PyTorch, whose size is `⌊in · scale⌋` in floating point.
#[derive(Clone, Copy, Debug)]
pub struct Scale(pub f64);

impl PartialEq for Scale {
    fn eq(&self, other: &Scale) -> bool {
        self.0.to_bits() == other.0.to_bits()
    }
}

impl Eq for Scale {}

impl Value {
    /// The value as a reader would type it: `3`, `3×5`, `1, 2, 3, 4`, a word. Text is given back as it is.
    ///
    /// ```
    /// use im2cost::layer::Value;
    /// assert_eq!(Value::Pair([3, 3]).typed(), "3");
    /// assert_eq!(Value::Pair([3, 5]).typed(), "3×5");
    /// assert_eq!(Value::Sides([1, 2, 3, 4]).typed(), "1, 2, 3, 4");
    /// ```
    pub fn typed(&self) -> String {
        match self {
            Value::Integer(number) => number.to_string(),
            Value::Pair([height, width]) if height == width => height.to_string(),
            Value::Pair([height, width]) => format!("{height}×{width}"),
            Value::OptionalPair([height, width]) => {
                let side = |side: &Option<i64>| side.map_or("–".to_owned(), |extent| extent.to_string());
                if height == width { side(height) } else { format!("{}×{}", side(height), side(width)) }
            }
            Value::Sides(sides) => sides.map(|side| side.to_string()).join(", "),
            Value::Scale([height, width]) if height == width => height.0.to_string(),
            Value::Scale([height, width]) => format!("{}×{}", height.0, width.0),
            Value::Flag(flag) => flag.to_string(),
            Value::Word(word) => word.to_string(),
            Value::Extents(extents) => {
                extents.iter().map(|extent| extent.to_string()).collect::<Vec<_>>().join("×")
            }
            Value::Text(text) => text.to_string(),
        }
    }
}
