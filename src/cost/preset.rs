//! Names for the conventions that people mean: combinations of the axes of [`Counting`].

use super::{Counting, Transposed, Unit};

/// A convention that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Preset {
    /// MACs without bias: the figures that torchvision publishes, and most papers.
    Torchvision,
    /// MACs and one for each bias addition: C_out·(C_in/g·K·K + 1)·H_out·W_out.
    WithBias,
    /// 2·MACs without bias: PyTorch's `FlopCounterMode`.
    FlopCounterMode,
    /// 2·MACs and one for each bias addition: DeepSpeed's FLOPs of convolutions.
    Deepspeed,
    /// Every multiplication and addition of the layers with a GEMM.
    ExactFlops,
    /// Every operation of every layer.
    AllOperations,
    /// MACs, a transposed convolution as a whole kernel at each output position: thop's.
    OutputPositions,
    /// MACs whose both factors are there, and whose product is kept.
    InBounds,
}

impl Preset {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Preset; 8] = [
        Preset::Torchvision,
        Preset::WithBias,
        Preset::FlopCounterMode,
        Preset::Deepspeed,
        Preset::ExactFlops,
        Preset::AllOperations,
        Preset::OutputPositions,
        Preset::InBounds,
    ];

    /// The name in test hooks.
    pub fn key(self) -> &'static str {
        match self {
            Preset::Torchvision => "torchvision",
            Preset::WithBias => "with_bias",
            Preset::FlopCounterMode => "flop_counter_mode",
            Preset::Deepspeed => "deepspeed",
            Preset::ExactFlops => "exact_flops",
            Preset::AllOperations => "all_operations",
            Preset::OutputPositions => "output_positions",
            Preset::InBounds => "in_bounds",
        }
    }

    /// The convention.
    pub fn counting(self) -> Counting {
        let plain = Counting::default();
        match self {
            Preset::Torchvision => plain,
            Preset::WithBias => Counting { bias: true, ..plain },
            Preset::FlopCounterMode => Counting { unit: Unit::TwoMacs, ..plain },
            Preset::Deepspeed => Counting { unit: Unit::TwoMacs, bias: true, ..plain },
            Preset::ExactFlops => Counting { unit: Unit::Flops, bias: true, ..plain },
            Preset::AllOperations => Counting { unit: Unit::Flops, bias: true, elementwise: true, ..plain },
            Preset::OutputPositions => Counting { transposed: Transposed::ZeroInsertion, ..plain },
            Preset::InBounds => Counting { padding: false, ..plain },
        }
    }

    /// The name of a convention, if it has one.
    ///
    /// ```
    /// use im2cost::cost::{Counting, Preset};
    /// assert_eq!(Preset::of(&Counting::default()), Some(Preset::Torchvision));
    /// assert_eq!(Preset::of(&Counting { bias: true, padding: false, ..Counting::default() }), None);
    /// ```
    pub fn of(counting: &Counting) -> Option<Preset> {
        Preset::ALL.into_iter().find(|preset| preset.counting() == *counting)
    }
}
