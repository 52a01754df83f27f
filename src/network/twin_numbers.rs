//! The numbers that a reader gave to a layer's twin: as they were typed, and as tensors where they fit.

use std::rc::Rc;

use crate::layer::GemmLayer;
use crate::lowering::{Filling, Place, Tensor, Tensors, Twin, numbers};

/// The greatest number that a cell shows, and the negative of the least.
pub const LARGEST_NUMBER: i64 = 99;

/// A number as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypedNumber {
    /// A whole number, perhaps too large.
    Integer(i64),
    /// What is no whole number of 64 bits.
    Text(Rc<str>),
}

/// The numbers that a reader gave, tensor by tensor, the last index fastest. They may be anything: how many of them
/// fit depends on the layer, which may have changed since.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TwinNumbers {
    given: [Option<Rc<[TypedNumber]>>; 4],
}

/// Why the numbers that were given for one tensor cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TwinError {
    /// Not as many as the twin has cells.
    Count {
        /// Which tensor.
        place: Place,
        /// How many were given.
        given: usize,
        /// How many cells there are.
        expected: usize,
    },
    /// Not a whole number.
    NotANumber {
        /// Which tensor.
        place: Place,
        /// Its place in the tensor, from 0.
        at: usize,
        /// What was typed.
        text: Rc<str>,
    },
    /// A number that does not fit into a cell.
    TooLarge {
        /// Which tensor.
        place: Place,
        /// Its place in the tensor, from 0.
        at: usize,
        /// The number.
        value: i64,
    },
}

impl TwinNumbers {
    /// What was given for a tensor.
    pub fn get(&self, place: Place) -> Option<&Rc<[TypedNumber]>> {
        self.given[place as usize].as_ref()
    }

    /// Gives numbers for a tensor, or leaves it to its usual ones.
    pub fn set(&mut self, place: Place, numbers: Option<Rc<[TypedNumber]>>) {
        self.given[place as usize] = numbers;
    }

    /// Whether nothing was given.
    pub fn is_empty(&self) -> bool {
        self.given.iter().all(Option::is_none)
    }

    /// The twin that a layer is shown as: the layer itself, if the numbers are as many as it has and it can be drawn.
    pub fn twin(&self, layer: &GemmLayer) -> Twin {
        let small = Twin::of(layer);
        let fits = |layer: &GemmLayer| {
            Place::ALL.into_iter().all(|place| {
                let cells = place.extents(layer).iter().map(|extent| *extent as usize).product::<usize>();
                self.get(place).is_none_or(|given| given.len() == cells)
            })
        };
        match Twin::whole(layer) {
            Some(whole) if !self.is_empty() && !fits(&small.layer) && fits(layer) => whole,
            _ => small,
        }
    }

    /// The numbers of a tensor in a twin: as they were given if they are as many as it has cells, with 0 for those
    /// that cannot be used; else the usual ones.
    pub fn used(&self, twin: &GemmLayer, place: Place) -> Vec<i64> {
        let cells = place.extents(twin).iter().map(|extent| *extent as usize).product::<usize>();
        match self.get(place) {
            Some(given) if given.len() == cells => given.iter().map(TypedNumber::usable).collect(),
            _ => numbers(twin, place, Filling::Random(0)),
        }
    }

    /// What a twin is run on.
    pub fn tensors(&self, twin: &GemmLayer) -> Option<Tensors> {
        let tensor = |place: Place| {
            Tensor::new(place.extents(twin).map(|extent| extent as usize), self.used(twin, place))
        };
        Some(Tensors {
            x: tensor(Place::X)?,
            weight: tensor(Place::Weight)?,
            bias: twin.bias.then(|| self.used(twin, Place::Bias)),
            grad_out: tensor(Place::GradOut)?,
        })
    }

    /// Why numbers cannot be used, one reason a tensor. Those of a bias that the layer does not have are left alone.
    pub fn errors(&self, twin: &GemmLayer) -> Vec<TwinError> {
        let places = Place::ALL.into_iter().filter(|place| *place != Place::Bias || twin.bias);
        places.filter_map(|place| self.check(twin, place).err()).collect()
    }

    /// The same numbers with one of them, or with the usual ones of its tensor and that one, changed.
    pub fn with(&self, twin: &GemmLayer, place: Place, at: usize, number: TypedNumber) -> TwinNumbers {
        let usual = || self.used(twin, place).into_iter().map(TypedNumber::Integer).collect::<Vec<_>>();
        let cells = usual().len();
        let mut typed = match self.get(place) {
            Some(given) if given.len() == cells => given.to_vec(),
            _ => usual(),
        };
        if let Some(cell) = typed.get_mut(at) {
            *cell = number;
        }
        let mut changed = self.clone();
        changed.set(place, Some(typed.into()));
        changed
    }

    /// The same numbers with one tensor filled.
    pub fn filled(&self, twin: &GemmLayer, place: Place, filling: Filling) -> TwinNumbers {
        let mut changed = self.clone();
        let typed: Vec<_> = numbers(twin, place, filling).into_iter().map(TypedNumber::Integer).collect();
        changed.set(place, (!typed.is_empty()).then(|| typed.into()));
        changed
    }

    fn check(&self, twin: &GemmLayer, place: Place) -> Result<(), TwinError> {
        let Some(given) = self.get(place) else { return Ok(()) };
        let expected = place.extents(twin).iter().map(|extent| *extent as usize).product();
        if given.len() != expected {
            return Err(TwinError::Count { place, given: given.len(), expected });
        }
        given.iter().enumerate().try_for_each(|(at, number)| match number {
            TypedNumber::Integer(value) if !fits(*value) => {
                Err(TwinError::TooLarge { place, at, value: *value })
            }
            TypedNumber::Integer(_) => Ok(()),
            TypedNumber::Text(text) => Err(TwinError::NotANumber { place, at, text: text.clone() }),
        })
    }
}

/// Whether a number fits into a cell.
fn fits(value: i64) -> bool {
    value.unsigned_abs() <= LARGEST_NUMBER as u64
}

impl std::fmt::Display for TypedNumber {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            TypedNumber::Integer(value) => write!(formatter, "{value}"),
            TypedNumber::Text(text) => formatter.write_str(text),
        }
    }
}

impl TypedNumber {
    /// The number, or 0 where it is none that fits into a cell.
    fn usable(&self) -> i64 {
        match self {
            TypedNumber::Integer(value) if fits(*value) => *value,
            TypedNumber::Integer(_) | TypedNumber::Text(_) => 0,
        }
    }

    /// What a reader typed, as a number if it is one; signs and digits of any keyboard.
    ///
    /// ```
    /// use im2cost::network::TypedNumber;
    /// assert_eq!(TypedNumber::read(" −3 "), TypedNumber::Integer(-3));
    /// assert_eq!(TypedNumber::read("many"), TypedNumber::Text("many".into()));
    /// ```
    pub fn read(text: &str) -> TypedNumber {
        let plain = |letter: char| match letter {
            '−' | '－' | '–' => '-',
            '０'..='９' => char::from_digit(letter as u32 - '０' as u32, 10).unwrap_or(letter),
            other => other,
        };
        let digits: String = text.trim().chars().map(plain).collect();
        digits.parse().map_or_else(|_| TypedNumber::Text(text.trim().into()), TypedNumber::Integer)
    }
}
