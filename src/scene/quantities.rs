//! Sets of quantities: those that are lit in table, formula and picture at once.

use crate::cost::{Expr, Quantity};
use crate::lowering::{Atom, Extent};

/// A set of quantities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Quantities(u8);

impl Quantities {
    /// None.
    pub const NONE: Quantities = Quantities(0);

    /// The set and one more.
    pub const fn with(self, quantity: Quantity) -> Quantities {
        Quantities(self.0 | 1 << quantity as u8)
    }

    /// Whether a quantity is in the set.
    pub const fn has(self, quantity: Quantity) -> bool {
        self.0 & 1 << quantity as u8 != 0
    }

    /// The same quantities of the dual layer, whose input channels are this one's output channels.
    pub fn dual(self) -> Quantities {
        let exchanged = self.iter().map(|quantity| match quantity {
            Quantity::InChannels => Quantity::OutChannels,
            Quantity::OutChannels => Quantity::InChannels,
            other => other,
        });
        exchanged.collect()
    }

    /// The quantities of the set.
    pub fn iter(self) -> impl Iterator<Item = Quantity> {
        Quantity::ALL.into_iter().filter(move |quantity| self.has(*quantity))
    }
}

impl From<Quantity> for Quantities {
    fn from(quantity: Quantity) -> Quantities {
        Quantities::NONE.with(quantity)
    }
}

impl FromIterator<Quantity> for Quantities {
    fn from_iter<I: IntoIterator<Item = Quantity>>(quantities: I) -> Quantities {
        quantities.into_iter().fold(Quantities::NONE, Quantities::with)
    }
}

/// What an atom of an extent measures.
pub fn quantity(atom: Atom) -> Quantity {
    let (Atom::Symbol(symbol) | Atom::PerGroup(symbol)) = atom;
    // Extents are made of channels, kernels, pixels and images, which all measure something.
    Quantity::of(symbol).unwrap_or(Quantity::Space)
}

/// What the atoms of an extent measure; what is divided by the groups depends on them too.
pub fn quantities(extent: &Extent, groups: i64) -> Quantities {
    let shared = extent.atoms().iter().any(|atom| matches!(atom, Atom::PerGroup(_))) && groups > 1;
    let groups = shared.then_some(Quantity::Groups);
    extent.atoms().iter().map(|atom| quantity(*atom)).chain(groups).collect()
}

/// What the symbols of a formula measure; what a kernel covers depends on the kernel and on where it is.
pub fn quantities_in(formula: &Expr) -> Quantities {
    let measures = |quantity: Quantity, part: &Expr| match part {
        Expr::Symbol(symbol) | Expr::Square(symbol) => Quantity::of(*symbol) == Some(quantity),
        Expr::PerGroup(symbol) => quantity == Quantity::Groups || Quantity::of(*symbol) == Some(quantity),
        Expr::Coverage(..) => matches!(quantity, Quantity::Kernel | Quantity::Space),
        _ => false,
    };
    Quantity::ALL.into_iter().filter(|quantity| formula.any(&|part| measures(*quantity, part))).collect()
}
