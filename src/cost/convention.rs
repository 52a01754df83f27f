//! Counting conventions: independent axes, each a choice of which ledger entries a cost adds up.

use super::entry::{gemm_additions_in_bounds, inserts_zeros, zero_insertion_additions};
use super::{Count, Entry, Numbers};
use crate::layer::{Direction, GemmLayer};
use crate::lowering::{Lowering, Pass};

/// What one unit of cost is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A product and the addition that goes with it are one. A bias addition, which has no product, is one too.
    #[default]
    Macs,
    /// A product and the addition that goes with it are two, though a sum of n products has n − 1 additions. A bias
    /// addition is a single operation, so that it stays one (as in DeepSpeed and calflops), and is not doubled.
    TwoMacs,
    /// Every multiplication and every addition that is done is one, those of col2im included.
    Flops,
}

/// How the forward pass of a transposed convolution is thought to be done. Other passes and layers are not concerned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Transposed {
    /// As it is computed: a GEMM at each input position, then col2im.
    #[default]
    Gemm,
    /// As a convolution over the input with zeros inserted between its pixels, a whole kernel at each *output*
    /// position; several tools print this. No col2im, so none of its additions.
    ZeroInsertion,
}

impl Unit {
    /// Every unit, in the order in which they are offered.
    pub const ALL: [Unit; 3] = [Unit::Macs, Unit::TwoMacs, Unit::Flops];

    /// The name in files.
    pub fn key(self) -> &'static str {
        match self {
            Unit::Macs => "macs",
            Unit::TwoMacs => "2macs",
            Unit::Flops => "flops",
        }
    }
}

impl Transposed {
    /// Both, in the order in which they are offered.
    pub const ALL: [Transposed; 2] = [Transposed::Gemm, Transposed::ZeroInsertion];

    /// The name in files.
    pub fn key(self) -> &'static str {
        match self {
            Transposed::Gemm => "gemm",
            Transposed::ZeroInsertion => "zero_insertion",
        }
    }
}

/// A counting convention. The default is that of torchvision's published figures: MACs, no bias, as GEMMs, products with
/// padding counted, layers without a GEMM not counted.
///
/// The axes are independent:
///
/// - `bias` adds one addition for each element of the output, in every unit (in the weight gradient: the additions that
///   sum ∂b).
/// - `padding` off leaves out products with padding, with inserted zeros, and those that are cropped. What remains is
///   the same for either view of a transposed convolution. In FLOPs the additions that these products took part in go
///   too: each sum keeps one less than it has products.
/// - `transposed` changes the forward pass of transposed convolutions only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Counting {
    /// What is one unit.
    pub unit: Unit,
    /// Whether bias additions count.
    pub bias: bool,
    /// How transposed convolutions are counted.
    pub transposed: Transposed,
    /// Whether products out of bounds count.
    pub padding: bool,
    /// Whether layers without a GEMM count what they do.
    pub elementwise: bool,
}

/// An entry of the ledger that a cost adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CountedEntry {
    /// The entry.
    pub entry: Entry,
    /// How often it counts.
    pub times: u8,
}

impl Default for Counting {
    fn default() -> Counting {
        Counting {
            unit: Unit::Macs,
            bias: false,
            transposed: Transposed::Gemm,
            padding: true,
            elementwise: false,
        }
    }
}

impl Counting {
    /// What a lowering of `layer` costs under the convention, as a formula; evaluate it with [`Count::value`].
    ///
    /// ```
    /// use im2cost::cost::{Counting, Numbers, Unit};
    /// use im2cost::layer::{Direction, GemmLayer, Grid};
    /// use im2cost::lowering::{Lowering, Pass};
    ///
    /// // 3 → 8 channels, a 3×3 kernel with stride 2, on 8×8: 8·27·9 MACs, and 8·9 bias additions.
    /// let grid = Grid { positions: 3, pixels: 8, kernel: 3, stride: 2, dilation: 1, begin: 0, end: 0 };
    /// let layer = GemmLayer {
    ///     direction: Direction::Convolution, batch: 1, in_channels: 3, out_channels: 8, groups: 1, bias: true,
    ///     grids: [grid; 2], output_padding: [0, 0], vector: false,
    /// };
    /// let lowering = Lowering::new(&layer, Pass::Forward);
    /// let numbers = Numbers::new(&layer, &lowering);
    /// let cost = |counting: Counting| counting.cost(&layer, &lowering).value(&numbers);
    /// assert_eq!(cost(Counting::default()), Some(1_944));
    /// assert_eq!(cost(Counting { bias: true, ..Counting::default() }), Some(2_016));
    /// assert_eq!(cost(Counting { unit: Unit::TwoMacs, bias: true, ..Counting::default() }), Some(3_960));
    /// assert_eq!(cost(Counting { unit: Unit::Flops, bias: true, ..Counting::default() }), Some(3_888));
    /// ```
    pub fn cost(&self, layer: &GemmLayer, lowering: &Lowering) -> Count {
        let entry = |entry: Entry| entry.count(layer, lowering);
        let inserted = self.transposed == Transposed::ZeroInsertion && inserts_zeros(layer, lowering);
        let products = match (self.padding, inserted) {
            (false, _) => entry(Entry::InBounds),
            (true, false) => entry(Entry::Multiplications),
            (true, true) => entry(Entry::ZeroInsertion),
        };
        let work = match self.unit {
            Unit::Macs => products,
            Unit::TwoMacs => products.doubled(),
            Unit::Flops => products.and(match (self.padding, inserted) {
                (padding, true) => zero_insertion_additions(padding),
                (true, false) => entry(Entry::GemmAdditions).and(entry(Entry::Col2imAdditions)),
                (false, false) => {
                    gemm_additions_in_bounds(layer, lowering).and(entry(Entry::Col2imAdditions))
                }
            }),
        };
        if self.bias { work.and(entry(Entry::BiasAdditions)) } else { work }
    }

    /// The entries of the ledger that a cost under the convention adds up, in their order. Additions of sums without the
    /// products out of bounds, or with inserted zeros, are no entries of the ledger; all else is.
    ///
    /// ```
    /// use im2cost::cost::{CountedEntry, Counting, Entry, Unit};
    /// use im2cost::layer::{Direction, GemmLayer, Grid};
    /// use im2cost::lowering::{Lowering, Pass};
    ///
    /// let grid = Grid { positions: 3, pixels: 8, kernel: 3, stride: 2, dilation: 1, begin: 0, end: 0 };
    /// let layer = GemmLayer {
    ///     direction: Direction::Convolution, batch: 1, in_channels: 3, out_channels: 8, groups: 1, bias: true,
    ///     grids: [grid; 2], output_padding: [0, 0], vector: false,
    /// };
    /// let counting = Counting { unit: Unit::TwoMacs, bias: true, ..Counting::default() };
    /// let counted = |entry, times| CountedEntry { entry, times };
    /// assert_eq!(
    ///     counting.entries(&layer, &Lowering::new(&layer, Pass::Forward)),
    ///     [counted(Entry::Multiplications, 2), counted(Entry::BiasAdditions, 1)]
    /// );
    /// ```
    pub fn entries(&self, layer: &GemmLayer, lowering: &Lowering) -> Vec<CountedEntry> {
        let inserted = self.transposed == Transposed::ZeroInsertion && inserts_zeros(layer, lowering);
        let products = match (self.padding, inserted) {
            (false, _) => Entry::InBounds,
            (true, true) => Entry::ZeroInsertion,
            (true, false) => Entry::Multiplications,
        };
        let times = if self.unit == Unit::TwoMacs { 2 } else { 1 };
        let mut counted = vec![CountedEntry { entry: products, times }];
        let mut once = |entry: Entry| counted.push(CountedEntry { entry, times: 1 });
        if self.unit == Unit::Flops && !inserted {
            if !self.adds_unlisted(layer, lowering) {
                once(Entry::GemmAdditions);
            }
            once(Entry::Col2imAdditions);
        }
        if self.bias {
            once(Entry::BiasAdditions);
        }
        counted
    }

    /// Whether a cost under the convention also adds up additions that are no entry of the ledger.
    pub fn adds_unlisted(&self, layer: &GemmLayer, lowering: &Lowering) -> bool {
        let inserted = self.transposed == Transposed::ZeroInsertion && inserts_zeros(layer, lowering);
        let partial = !self.padding && layer.direction != Direction::Linear;
        self.unit == Unit::Flops && (inserted || partial)
    }

    /// What a pass of a layer costs under the convention; `None` past 128 bits.
    pub fn pass_cost(&self, layer: &GemmLayer, pass: Pass) -> Option<u128> {
        let lowering = Lowering::new(layer, pass);
        self.cost(layer, &lowering).value(&Numbers::new(layer, &lowering))
    }
}
