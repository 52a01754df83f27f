//! The hues of quantities: one for each kind of extent, the same in table, formula and diagram.

use crate::layer::Symbol;
use crate::lowering::Atom;

/// What an extent counts, which decides the hue that it is shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Hue {
    /// Input channels.
    In,
    /// Output channels.
    Out,
    /// The kernel.
    Kernel,
    /// Pixels, and what moves the kernel over them.
    Space,
    /// Groups.
    Groups,
    /// The images of a batch.
    Batch,
}

impl Hue {
    /// All hues.
    pub const ALL: [Hue; 6] = [Hue::In, Hue::Out, Hue::Kernel, Hue::Space, Hue::Groups, Hue::Batch];

    /// The stable ASCII name, which styles select by.
    pub fn id(self) -> &'static str {
        match self {
            Hue::In => "in",
            Hue::Out => "out",
            Hue::Kernel => "kernel",
            Hue::Space => "space",
            Hue::Groups => "groups",
            Hue::Batch => "batch",
        }
    }
}

impl From<Symbol> for Hue {
    fn from(symbol: Symbol) -> Hue {
        match symbol {
            Symbol::InChannels => Hue::In,
            Symbol::OutChannels => Hue::Out,
            Symbol::Kernel
            | Symbol::KernelHeight
            | Symbol::KernelWidth
            | Symbol::Dilation
            | Symbol::DilationHeight
            | Symbol::DilationWidth => Hue::Kernel,
            Symbol::InHeight
            | Symbol::InWidth
            | Symbol::OutHeight
            | Symbol::OutWidth
            | Symbol::Stride
            | Symbol::StrideHeight
            | Symbol::StrideWidth
            | Symbol::Padding
            | Symbol::PaddingHeight
            | Symbol::PaddingWidth
            | Symbol::PaddingTop
            | Symbol::PaddingLeft
            | Symbol::PaddingBottom
            | Symbol::PaddingRight
            | Symbol::OutputPadding
            | Symbol::OutputPaddingHeight
            | Symbol::OutputPaddingWidth => Hue::Space,
            Symbol::Groups => Hue::Groups,
            Symbol::Batch => Hue::Batch,
        }
    }
}

impl From<Atom> for Hue {
    fn from(atom: Atom) -> Hue {
        match atom {
            Atom::Symbol(symbol) | Atom::PerGroup(symbol) => symbol.into(),
        }
    }
}

/// A set of hues: the quantities that are lit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Hues(u8);

impl Hues {
    /// None.
    pub const NONE: Hues = Hues(0);

    /// The set and one more.
    pub const fn with(self, hue: Hue) -> Hues {
        Hues(self.0 | 1 << hue as u8)
    }

    /// Whether a hue is in the set.
    pub const fn has(self, hue: Hue) -> bool {
        self.0 & 1 << hue as u8 != 0
    }

    /// The hues of the set.
    pub fn iter(self) -> impl Iterator<Item = Hue> {
        Hue::ALL.into_iter().filter(move |hue| self.has(*hue))
    }
}

impl From<Hue> for Hues {
    fn from(hue: Hue) -> Hues {
        Hues::NONE.with(hue)
    }
}

impl FromIterator<Hue> for Hues {
    fn from_iter<I: IntoIterator<Item = Hue>>(hues: I) -> Hues {
        hues.into_iter().fold(Hues::NONE, Hues::with)
    }
}
