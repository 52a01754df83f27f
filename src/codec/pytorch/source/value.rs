//! What names stand for while code is followed. Lists and modules are kept by number, so that none is held by another.

use std::rc::Rc;

use super::tree::{Class, Function};
use crate::codec::remark::TextPlace;
use crate::layer::Shape;

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Value<'p> {
    None,
    Flag(bool),
    Integer(i64),
    Float(f64),
    Text(Rc<str>),
    /// A list, a tuple, or a table of pairs.
    List(ListId),
    Tensor(Rc<Tensor>),
    Module(ModuleId),
    Class(&'p Class<'p>),
    /// A function, and the module that it belongs to.
    Function(&'p Function<'p>, Option<ModuleId>),
    /// `super()` in a function of this class.
    Above(ModuleId, &'p Class<'p>),
    /// A name of a library: `nn.Conv2d`.
    Path(Rc<str>),
    /// A function of a value: `x.view`.
    Method(Box<Value<'p>>, &'p str),
    /// What a module has learned.
    Weights(ModuleId),
    /// A tensor of these extents that does not come from the input.
    Made(ListId),
    /// What is not known, as it is written.
    Opaque(Rc<str>),
}

/// A list, a tuple, or the pairs of a table.
#[derive(Debug, Default)]
pub(super) struct List<'p> {
    pub items: Vec<Value<'p>>,
    /// Whether the items are pairs of a key and a value.
    pub pairs: bool,
}

/// The number of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListId(pub usize);

/// The number of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ModuleId(pub usize);

/// What flows out of a row.
#[derive(Clone, Debug)]
pub(super) struct Tensor {
    /// The row's name, or the input's.
    pub from: Rc<str>,
    /// Its shape, where it is known.
    pub shape: Option<Shape>,
    /// Whether it is a vector, where that is known.
    pub vector: Option<bool>,
    /// How its elements are arranged, beside what flows.
    pub arranged: Arranged,
}

/// How the elements of a tensor are arranged in code, while the rows have them as they were.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Arranged {
    /// As in the rows.
    Plainly,
    /// With the channels as the last axis.
    ChannelsLast,
    /// In other extents, and whether axes changed places.
    Otherwise { extents: Vec<i64>, permuted: bool },
    /// With so much around it (top, left, bottom, right), of zeros or of what is below all numbers.
    Padded { sides: [i64; 4], lowest: bool },
}

/// A module.
#[derive(Debug)]
pub(super) struct Module<'p> {
    /// Its class in the text; of a library's, its name.
    pub class: Result<&'p Class<'p>, Rc<str>>,
    /// The arguments that a library's class was given.
    pub given: Vec<(Option<Rc<str>>, Value<'p>)>,
    /// Its attributes and the modules in it, in the order in which they were set.
    pub attributes: Vec<(Rc<str>, Value<'p>)>,
    /// Its name from the network on.
    pub path: Rc<str>,
    /// The module whose weights it was given.
    pub lender: Option<ModuleId>,
    pub place: TextPlace,
}

impl Module<'_> {
    /// The last word of its class.
    pub fn class_name(&self) -> &str {
        match &self.class {
            Ok(class) => class.name,
            Err(name) => last_word(name),
        }
    }
}

/// The last word of a path: `Conv2d` of `nn.Conv2d`.
pub(super) fn last_word(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
