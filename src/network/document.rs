//! The document: what is saved, shared, undone and redone. Nothing derived is in it.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::{Former, TwinNumbers};
use crate::cost::Counting;
use crate::layer::{Fields, Kind, Value};

/// The name that stands for the network's input in `from`.
pub const INPUT: &str = "input";

/// The longest text of one name or field, in bytes; a network that needs more is not one.
pub const LONGEST_TEXT: usize = 10_000;

/// A network as a reader entered it, valid or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The network's name.
    pub name: Rc<str>,
    /// The shape that flows into it.
    pub input: Rc<Input>,
    /// Its layers, in execution order.
    pub rows: Vec<Rc<Row>>,
    /// What its counts count.
    pub counting: Counting,
    /// A network to compare with.
    pub baseline: Option<Rc<Document>>,
    /// The numbers that a reader gave to twins, by the name of their row.
    pub twins: Rc<FxHashMap<Rc<str>, Rc<TwinNumbers>>>,
}

/// What keeps a row apart from all others while the page is open; not saved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowId(pub u32);

/// One layer as a reader entered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Keeps the row apart.
    pub id: RowId,
    /// Its name, by which other rows name it.
    pub name: Rc<str>,
    /// What it is.
    pub kind: Kind,
    /// What flows in.
    pub from: Sources,
    /// Its hyperparameters.
    pub fields: Fields,
    /// The row whose weights it uses, if not its own.
    pub shares_weights_with: Option<Rc<str>>,
    /// What it had as the kinds that it was before.
    pub former: Vec<Former>,
}

impl Row {
    /// A row that reads the one above and learns weights of its own.
    pub fn new(id: RowId, name: Rc<str>, kind: Kind, fields: Fields) -> Row {
        Row { id, name, kind, from: Sources::Above, fields, shares_weights_with: None, former: Vec::new() }
    }
}

/// What flows into a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Sources {
    /// The row above; the network's input for the first.
    #[default]
    Above,
    /// These rows, or the input, by name.
    Named(Vec<Rc<str>>),
}

/// An extent of the network's input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InputKey {
    /// N.
    Batch,
    /// C, or the features of vectors.
    Channels,
    /// H.
    Height,
    /// W.
    Width,
}

impl InputKey {
    /// All four, in the order of a shape.
    pub const ALL: [InputKey; 4] = [InputKey::Batch, InputKey::Channels, InputKey::Height, InputKey::Width];

    /// The name in files and test hooks.
    pub fn name(self) -> &'static str {
        match self {
            InputKey::Batch => "batch",
            InputKey::Channels => "channels",
            InputKey::Height => "height",
            InputKey::Width => "width",
        }
    }
}

/// The network's input: images, or vectors where height and width are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    values: [Option<Value>; 4],
}

impl Default for Input {
    /// One image of no given size.
    fn default() -> Input {
        Input { values: [Some(Value::Integer(1)), None, None, None] }
    }
}

impl Input {
    /// An input of these extents: `[N, C, H, W]`.
    pub fn image(extents: [i64; 4]) -> Input {
        Input { values: extents.map(|extent| Some(Value::Integer(extent))) }
    }

    /// The extent that was given.
    pub fn get(&self, key: InputKey) -> Option<&Value> {
        self.values[key as usize].as_ref()
    }

    /// Gives an extent, or leaves it out.
    pub fn set(&mut self, key: InputKey, value: Option<Value>) {
        self.values[key as usize] = value;
    }
}

impl Document {
    /// What of the network is compared with: its name, its input and its layers.
    pub fn as_baseline(&self) -> Document {
        Document {
            name: self.name.clone(),
            input: self.input.clone(),
            rows: self.rows.clone(),
            ..Document::default()
        }
    }

    /// An identity that no row has.
    pub fn free_id(&self) -> RowId {
        RowId(self.rows.iter().map(|row| row.id.0 + 1).max().unwrap_or(0))
    }

    /// Where a row is.
    pub fn position(&self, id: RowId) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id)
    }

    /// A name that no row has: `stem` itself, or `stem` with the first free number.
    ///
    /// ```
    /// use im2cost::network::Document;
    /// assert_eq!(&*Document::default().free_name("conv"), "conv");
    /// ```
    pub fn free_name(&self, stem: &str) -> Rc<str> {
        let taken = |name: &str| name == INPUT || self.rows.iter().any(|row| &*row.name == name);
        if !stem.is_empty() && !taken(stem) {
            return stem.into();
        }
        let stem = match stem.trim_end_matches(|letter: char| letter.is_ascii_digit()) {
            "" => "layer",
            stem => stem,
        };
        (1..).map(|number| format!("{stem}{number}")).find(|name| !taken(name)).unwrap_or_default().into()
    }
}
