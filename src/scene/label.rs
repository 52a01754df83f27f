//! What the texts of a picture say, as data: languages are a matter of the layers above.

use super::Span;
use crate::cost::{Quantity, Ratio};
use crate::layer::{GemmLayer, Symbol};
use crate::lowering::{Atom, Extent, MatrixName};

/// An extent with its numbers in one layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Length {
    /// The extent.
    pub extent: Extent,
    /// What each of its atoms stands for; 1 past the last.
    pub numbers: [u64; 4],
    /// Their product.
    pub whole: u128,
    /// Whether channels are divided by the groups: else `C/g` is `C`.
    pub grouped: bool,
    /// Whether the kernel is a square, `K²`.
    pub square: bool,
}

impl Length {
    /// An extent in a layer.
    pub fn new(layer: &GemmLayer, extent: Extent) -> Length {
        let mut numbers = [1; 4];
        for (number, atom) in numbers.iter_mut().zip(extent.atoms()) {
            *number = atom.value(layer);
        }
        Length {
            extent,
            numbers,
            whole: extent.value(layer),
            grouped: layer.groups > 1,
            square: layer.grids[0].kernel == layer.grids[1].kernel,
        }
    }

    /// The atoms with their numbers, without a kernel of one tap and a batch of one image: among others, they lengthen
    /// nothing.
    pub fn factors(&self) -> impl Iterator<Item = (Atom, u64)> {
        let all = self.extent.atoms().iter().copied().zip(self.numbers);
        let is_kernel =
            |atom| matches!(atom, Atom::Symbol(Symbol::KernelHeight) | Atom::Symbol(Symbol::KernelWidth));
        let one_tap = all.clone().all(|(atom, number)| !is_kernel(atom) || number == 1);
        let alone = self.extent.atoms().len() == 1;
        all.filter(move |(atom, number)| match atom {
            _ if alone => true,
            Atom::Symbol(Symbol::Batch) => *number > 1,
            atom => !(one_tap && is_kernel(*atom)),
        })
    }

    /// What it measures, in the order of its factors: a bar along it has a piece in the hue of each.
    pub fn quantities(&self) -> Vec<Quantity> {
        let mut quantities: Vec<Quantity> = self.factors().map(|(atom, _)| super::quantity(atom)).collect();
        quantities.dedup();
        quantities
    }
}

/// What stands around an image, in pixels: top, left, bottom, right.
pub type Margins = [i64; 4];

/// A text of a picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Label {
    /// The symbol of a matrix or tensor, and its group where there are several.
    Name(MatrixName, Option<u64>),
    /// The symbol of a matrix, and its edges: `W: g × C_out/g × C_in/g·K² = 2 × 3 × 18`.
    Sized {
        /// The matrix.
        name: MatrixName,
        /// How many there are of it.
        groups: u64,
        /// The height of one.
        rows: Length,
        /// Its width.
        columns: Length,
        /// Whether the edges are said in symbols too, and not in numbers alone.
        symbols: bool,
    },
    /// Where a matrix goes on that is too wide to be drawn in one.
    Continued {
        /// The matrix.
        name: MatrixName,
        /// Its group, where there are several.
        group: Option<u64>,
        /// The first and the last of the columns that follow, from 0.
        columns: [u64; 2],
    },
    /// One channel of an image.
    Channel {
        /// The image.
        name: MatrixName,
        /// Which image of the batch, from 1, and of how many, where there are several.
        image: Option<[u64; 2]>,
        /// The channel, from 0.
        channel: u64,
    },
    /// b, or ∂b.
    Bias {
        /// Whether it is ∂b.
        gradient: bool,
    },
    /// `C_in/g·K²`.
    Symbols(Length),
    /// `= 16·3² = 144`, or `= 64` of a single symbol.
    Numbers(Length),
    /// `C_in/g·K² = 16·3² = 144`.
    Edge(Length),
    /// The arrow from a tensor to its column matrix.
    Im2col,
    /// The arrow back.
    Col2im,
    /// No arrow: the column matrix is the tensor.
    NoIm2col,
    /// Nor back.
    NoCol2im,
    /// Between a result and the bias.
    Plus,
    /// Between ∂Y and ∂b.
    Sum,
    /// How many blocks there are.
    Groups(u64),
    /// How many blocks of the square are empty.
    EmptyBlocks {
        /// On the diagonal.
        groups: u64,
    },
    /// Blocks that are not drawn.
    More(u64),
    /// Zeros around the input of a convolution.
    Padding(Margins),
    /// What is cut off after col2im.
    Cropped(Margins),
    /// Rows and columns at the far end that the stride of a convolution leaves over.
    LeftOver([i64; 2]),
    /// Rows and columns at the far end of a transposed convolution's output that no value lands on.
    Unreached([i64; 2]),
    /// What an axis measures: the cost, on a logarithmic scale.
    CostAxis,
    /// The height of the output.
    HeightAxis,
    /// Operations for each byte.
    Intensity(Ratio),
    /// Operations a second.
    Rate(u128),
    /// A round number at an axis.
    Count(u128),
    /// The value of a hyperparameter.
    Value(i64),
}

/// A sentence under a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Note {
    /// Which scale the edges follow.
    Scale,
    /// One group's and one image's matrices are drawn; so many images are done one by one.
    EachImage(i64),
    /// The images of the batch stand side by side in the inner extent.
    BatchInside(i64),
    /// Blocks are left out of the picture.
    Summarized {
        /// All blocks.
        groups: u64,
        /// Those drawn.
        drawn: u64,
    },
    /// A 1×1 kernel needs no rearrangement.
    Pointwise,
    /// A linear layer has no patches.
    Linear,
}

/// The words of a language for a label.
pub type Words<'a> = &'a dyn Fn(&Label) -> Vec<Span>;
