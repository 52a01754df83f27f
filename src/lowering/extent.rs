//! Symbolic extents: the edge of a matrix as a product of symbols.

use crate::layer::{GemmLayer, Symbol};

/// One factor of an extent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Atom {
    /// The symbol itself: `K_h`.
    Symbol(Symbol),
    /// A channel count divided by the groups: `C_in/g`.
    PerGroup(Symbol),
}

impl Atom {
    /// The number that the atom stands for in a layer: at least 1, below 2³¹.
    pub fn value(self, layer: &GemmLayer) -> u64 {
        match self {
            Atom::Symbol(symbol) => layer.value(symbol) as u64,
            // Divides exactly: a valid layer's groups divide both channel counts.
            Atom::PerGroup(symbol) => (layer.value(symbol) / layer.groups) as u64,
        }
    }
}

/// The most atoms that an extent has.
const MOST: usize = 4;

/// A length along a matrix or tensor, as a product of at most four atoms: `C_in/g · K_h · K_w`.
///
/// ```
/// use im2cost::layer::Symbol::{KernelHeight, KernelWidth};
/// use im2cost::lowering::{Atom, Extent};
///
/// let kernel = Extent::product([Atom::Symbol(KernelHeight), Atom::Symbol(KernelWidth)]);
/// assert_eq!(kernel.atoms().len(), 2);
/// assert_eq!(Extent::ONE.atoms(), []);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Extent {
    /// The places past `length` hold a filler, so that equal extents are equal bytes.
    atoms: [Atom; MOST],
    length: u8,
}

impl Extent {
    /// The empty product, 1.
    pub const ONE: Extent = Extent::product([]);

    /// The product of some atoms, in the order in which they are shown. More than four do not compile.
    pub const fn product<const LENGTH: usize>(atoms: [Atom; LENGTH]) -> Extent {
        const { assert!(LENGTH <= MOST) };
        let mut extent = Extent { atoms: [Atom::Symbol(Symbol::Batch); MOST], length: LENGTH as u8 };
        let mut at = 0;
        while at < LENGTH {
            extent.atoms[at] = atoms[at];
            at += 1;
        }
        extent
    }

    /// The atoms, in the order in which they are shown.
    pub fn atoms(&self) -> &[Atom] {
        &self.atoms[..self.length as usize]
    }

    /// The length in a layer, in elements. Four factors below 2³¹ always fit.
    pub fn value(&self, layer: &GemmLayer) -> u128 {
        self.value_in(&AtomValues::new(layer))
    }

    /// The same, for many extents of one layer.
    #[inline]
    pub fn value_in(&self, values: &AtomValues) -> u128 {
        self.atoms().iter().fold(1, |product, atom| product * u128::from(values.of(*atom)))
    }
}

/// What every atom stands for in one layer, found once.
pub struct AtomValues {
    /// By symbol.
    whole: [u64; Symbol::ALL.len()],
    /// C_in/g and C_out/g.
    shares: [u64; 2],
}

impl AtomValues {
    /// The numbers of a layer.
    pub fn new(layer: &GemmLayer) -> AtomValues {
        let share = |channels| Atom::PerGroup(channels).value(layer);
        AtomValues {
            whole: layer.values().map(|value| value as u64),
            shares: [share(Symbol::InChannels), share(Symbol::OutChannels)],
        }
    }

    /// What an atom stands for.
    pub fn of(&self, atom: Atom) -> u64 {
        match atom {
            Atom::Symbol(symbol) => self.whole[symbol as usize],
            Atom::PerGroup(symbol) => self.shares[usize::from(symbol == Symbol::OutChannels)],
        }
    }
}
