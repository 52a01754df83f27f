//! Why a tool's number differs from this program's MACs, and why some numbers cannot be predicted.

/// Why a tool's number differs from the MACs that are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// A MAC is two FLOPs.
    Doubled,
    /// One image, whatever the batch.
    OneImage,
    /// One more for each element of the output, for the bias.
    BiasAdded,
    /// A transposed convolution is counted as a whole kernel at each output position.
    OutputPositions,
    /// Channels are divided by the groups twice.
    GroupsTwice,
    /// Groups are ignored.
    GroupsIgnored,
    /// The output channels of a group stand where its input channels belong.
    OutChannelsForIn,
    /// Four operations for each axis are added "for padding".
    FourPerAxis,
    /// Padding given as a word is not understood, and the layer counts nothing.
    PaddingWordUnread,
    /// The padding that `same` means is taken to be the same on both sides, so that an even kernel's output shrinks.
    PaddingWordHalved,
    /// The pixels that a linear layer acts on are counted as one.
    PixelsIgnored,
    /// Transposed convolutions count nothing.
    TransposedUnread,
    /// The gradients of input and weights, two passes.
    BackwardPasses,
    /// The weight gradient of a grouped layer is counted as if it had one group.
    WeightGradientGroups,
    /// Output positions times K/s along each axis, which is exact only where the output is s times the input.
    KernelOverStride,
    /// Output padding is ignored.
    OutputPaddingIgnored,
    /// The dilation of transposed convolutions is ignored.
    DilationIgnored,
    /// Layers that multiply no matrices are counted too.
    ElementwiseCounted,
    /// The layer is counted twice: by a hook on the module, and in the function that it calls.
    CountedTwice,
    /// A square window is taken to have as many elements as one side, as it is written as one number.
    WindowAsSide,
    /// Batch normalization is merged into the convolution before it, which gains a bias.
    NormFolded,
    /// A layer with learned numbers counts each of them once an image.
    ParametersPerImage,
}

/// Why a tool's number cannot be predicted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unpredictable {
    /// A row could not be read, or is not valid.
    Incomplete,
    /// The sum does not fit in 128 bits.
    TooLarge,
    /// It depends on which of several classes does the layer.
    DependsOnClass,
    /// It depends on how an operation is called: `x + y`, `x += y`, `torch.add(x, y)`.
    DependsOnCall,
    /// It depends on how the modules that share weights are registered.
    DependsOnSharing,
    /// It depends on which of several results the network returns.
    DependsOnReturned,
    /// It depends on how a fractional size is rounded.
    DependsOnRounding,
    /// PyTorch has no such layer.
    NotInPytorch,
    /// PyTorch's exporter does not write such a layer.
    NotExported,
    /// The layer falls into operations that nobody has measured this tool on.
    NotMeasured,
    /// The tool does not know such a layer.
    NotKnown,
    /// The tool computes another size for a layer that others depend on.
    OtherSize,
}

impl Why {
    /// Every reason.
    pub const ALL: [Why; 22] = [
        Why::Doubled,
        Why::OneImage,
        Why::BiasAdded,
        Why::OutputPositions,
        Why::GroupsTwice,
        Why::GroupsIgnored,
        Why::OutChannelsForIn,
        Why::FourPerAxis,
        Why::PaddingWordUnread,
        Why::PaddingWordHalved,
        Why::PixelsIgnored,
        Why::TransposedUnread,
        Why::BackwardPasses,
        Why::WeightGradientGroups,
        Why::KernelOverStride,
        Why::OutputPaddingIgnored,
        Why::DilationIgnored,
        Why::ElementwiseCounted,
        Why::CountedTwice,
        Why::WindowAsSide,
        Why::NormFolded,
        Why::ParametersPerImage,
    ];
}

impl Unpredictable {
    /// Every reason.
    pub const ALL: [Unpredictable; 12] = [
        Unpredictable::Incomplete,
        Unpredictable::TooLarge,
        Unpredictable::DependsOnClass,
        Unpredictable::DependsOnCall,
        Unpredictable::DependsOnSharing,
        Unpredictable::DependsOnReturned,
        Unpredictable::DependsOnRounding,
        Unpredictable::NotInPytorch,
        Unpredictable::NotExported,
        Unpredictable::NotMeasured,
        Unpredictable::NotKnown,
        Unpredictable::OtherSize,
    ];
}
