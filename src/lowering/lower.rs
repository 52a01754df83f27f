//! Lowers a layer: for each pass, the steps that compute it.
//!
//! All of it is three products. A kernel joins a *fine* image, whose pixels it meets, to a *coarse* one, with a pixel
//! for each position of the kernel: a convolution's input is fine and its output coarse, a transposed convolution's
//! the reverse. Whichever is which, a pass gathers (fine → coarse), scatters (coarse → fine) or correlates the two, so
//! that the forward pass of a convolution is the input gradient of the transposed convolution, and the reverse.

use super::{Atom, Bias, Col2im, Extent, Gemm, Im2col, Image, Matrix, MatrixName, Step};
use crate::layer::{Direction, GemmLayer, Symbol};

/// What is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pass {
    /// The output Y.
    Forward,
    /// ∂X, the gradient of the input.
    InputGrad,
    /// ∂W, the gradient of the weights, and ∂b.
    WeightGrad,
}

impl Pass {
    /// All three, in the order in which they are shown.
    pub const ALL: [Pass; 3] = [Pass::Forward, Pass::InputGrad, Pass::WeightGrad];

    /// The pass of the dual layer that does the same: the input gradient for a forward pass, or the reverse.
    pub fn dual(self) -> Option<Pass> {
        match self {
            Pass::Forward => Some(Pass::InputGrad),
            Pass::InputGrad => Some(Pass::Forward),
            Pass::WeightGrad => None,
        }
    }

    /// The name in links, attributes and files.
    pub fn key(self) -> &'static str {
        match self {
            Pass::Forward => "forward",
            Pass::InputGrad => "input_grad",
            Pass::WeightGrad => "weight_grad",
        }
    }
}

/// A pass of a layer as a GEMM between rearrangements of pixels.
///
/// ```
/// use im2cost::layer::{Direction, GemmLayer, Grid};
/// use im2cost::lowering::{Lowering, Pass};
///
/// // ResNet's first layer: 3 → 64 channels, a 7×7 kernel with stride 2 and padding 3, on 224×224.
/// let grid = Grid { positions: 112, pixels: 224, kernel: 7, stride: 2, dilation: 1, begin: 3, end: 3 };
/// let layer = GemmLayer {
///     direction: Direction::Convolution, batch: 1, in_channels: 3, out_channels: 64, groups: 1, bias: false,
///     grids: [grid; 2], output_padding: [0, 0], vector: false,
/// };
/// let gemm = Lowering::new(&layer, Pass::Forward).gemm;
/// let extents = [gemm.rows(), gemm.inner(), gemm.columns()].map(|extent| extent.value(&layer));
/// assert_eq!(extents, [64, 147, 12544]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lowering {
    /// Which pass.
    pub pass: Pass,
    /// The image whose pixels the kernel meets.
    pub fine: Image,
    /// The image with a pixel for each position of the kernel.
    pub coarse: Image,
    /// Pixels to columns, before the product.
    pub im2col: Option<Im2col>,
    /// The product: every pass has exactly one.
    pub gemm: Gemm,
    /// Columns to pixels, after the product.
    pub col2im: Option<Col2im>,
    /// The bias, last.
    pub bias: Option<Bias>,
    /// The column matrix, one patch a column. In a pointwise layer it *is* the fine image, and has its name; a linear
    /// layer has none.
    pub columns: Option<Matrix>,
}

impl Lowering {
    /// Lowers one pass of a valid layer.
    pub fn new(layer: &GemmLayer, pass: Pass) -> Lowering {
        let ends = Ends::new(layer);
        let transposed = layer.direction == Direction::Transposed;
        let mut lowering = match (pass, transposed) {
            (Pass::Forward, false) => ends.gather(pass, MatrixName::X, MatrixName::Y),
            (Pass::Forward, true) => ends.scatter(pass, MatrixName::X, MatrixName::Y),
            (Pass::InputGrad, false) => ends.scatter(pass, MatrixName::DY, MatrixName::DX),
            (Pass::InputGrad, true) => ends.gather(pass, MatrixName::DY, MatrixName::DX),
            (Pass::WeightGrad, false) => ends.correlate(pass, MatrixName::X, MatrixName::Xt, MatrixName::DY),
            (Pass::WeightGrad, true) => ends.correlate(pass, MatrixName::DY, MatrixName::DYt, MatrixName::X),
        };
        if layer.bias {
            let output = Side::output(layer);
            let bias = |name, gradient| {
                Some(Bias { image: output.image(name), elements: output.batch_pixels, gradient })
            };
            lowering.bias = match pass {
                Pass::Forward => bias(MatrixName::Y, false),
                Pass::InputGrad => None,
                Pass::WeightGrad => bias(MatrixName::DY, true),
            };
        }
        lowering
    }

    /// The matrix that has the elements of the weights: W, Wᵀ or ∂W.
    pub fn weights(&self) -> Matrix {
        if self.gemm.batch_inside { self.gemm.result } else { self.gemm.left }
    }

    /// The steps, in the order in which they are done.
    pub fn steps(&self) -> impl Iterator<Item = Step> {
        let steps = [
            self.im2col.map(Step::Im2col),
            Some(Step::Gemm(self.gemm)),
            self.col2im.map(Step::Col2im),
            self.bias.map(Step::Bias),
        ];
        steps.into_iter().flatten()
    }
}

/// The extents of one end of a layer, of one group and one image.
#[derive(Clone, Copy)]
struct Side {
    channels: Extent,
    height: Extent,
    width: Extent,
    /// height · width.
    pixels: Extent,
    /// The same for all images of the batch.
    batch_pixels: Extent,
}

impl Side {
    fn input(layer: &GemmLayer) -> Side {
        Side::new(layer, Symbol::InChannels, Symbol::InHeight, Symbol::InWidth)
    }

    fn output(layer: &GemmLayer) -> Side {
        Side::new(layer, Symbol::OutChannels, Symbol::OutHeight, Symbol::OutWidth)
    }

    fn new(layer: &GemmLayer, channels: Symbol, height: Symbol, width: Symbol) -> Side {
        let channels = Extent::product([Atom::PerGroup(channels)]);
        let [batch, height, width] = [Symbol::Batch, height, width].map(Atom::Symbol);
        if layer.vector {
            let (one, batch_pixels) = (Extent::ONE, Extent::product([batch]));
            return Side { channels, height: one, width: one, pixels: one, batch_pixels };
        }
        Side {
            channels,
            height: Extent::product([height]),
            width: Extent::product([width]),
            pixels: Extent::product([height, width]),
            batch_pixels: Extent::product([batch, height, width]),
        }
    }

    fn image(self, name: MatrixName) -> Image {
        Image { name, channels: self.channels, height: self.height, width: self.width }
    }
}

/// What stands between the fine image and the product.
#[derive(Clone, Copy, PartialEq)]
enum Columns {
    /// The column matrix.
    Rearranged,
    /// A column matrix that lies as the image does.
    InPlace,
    /// None: a linear layer.
    Absent,
}

/// The two ends of a layer, and what its kernel makes of them.
struct Ends {
    fine: Side,
    coarse: Side,
    /// Rows of the column matrix: channels of the fine image · K_h · K_w.
    patch: Extent,
    kind: Columns,
}

impl Ends {
    fn new(layer: &GemmLayer) -> Ends {
        let (input, output) = (Side::input(layer), Side::output(layer));
        let [height, width] = [Symbol::KernelHeight, Symbol::KernelWidth].map(Atom::Symbol);
        let patch = |channels| Extent::product([Atom::PerGroup(channels), height, width]);
        let kind = if layer.is_pointwise() { Columns::InPlace } else { Columns::Rearranged };
        match layer.direction {
            Direction::Convolution => {
                Ends { fine: input, coarse: output, patch: patch(Symbol::InChannels), kind }
            }
            Direction::Transposed => {
                Ends { fine: output, coarse: input, patch: patch(Symbol::OutChannels), kind }
            }
            Direction::Linear => {
                Ends { fine: input, coarse: output, patch: input.channels, kind: Columns::Absent }
            }
        }
    }

    /// The column matrix, under the name of the image where it is the image.
    fn columns(&self, image: MatrixName) -> Matrix {
        let [columns, _] = MatrixName::columns_of(image);
        let name = if self.kind == Columns::Rearranged { columns } else { image };
        Matrix { name, rows: self.patch, columns: self.coarse.pixels }
    }

    fn coarse_matrix(&self, name: MatrixName) -> Matrix {
        Matrix { name, rows: self.coarse.channels, columns: self.coarse.pixels }
    }

    fn im2col(&self, image: MatrixName) -> Option<Im2col> {
        (self.kind == Columns::Rearranged)
            .then(|| Im2col { image: self.fine.image(image), columns: self.columns(image) })
    }

    fn lowering(&self, pass: Pass, fine: MatrixName, coarse: MatrixName, gemm: Gemm) -> Lowering {
        Lowering {
            pass,
            fine: self.fine.image(fine),
            coarse: self.coarse.image(coarse),
            im2col: None,
            gemm,
            col2im: None,
            bias: None,
            columns: (self.kind != Columns::Absent).then(|| self.columns(fine)),
        }
    }

    /// `coarse = W × im2col(fine)`.
    fn gather(&self, pass: Pass, fine: MatrixName, coarse: MatrixName) -> Lowering {
        let left = Matrix { name: MatrixName::W, rows: self.coarse.channels, columns: self.patch };
        let (right, result) = (self.columns(fine), self.coarse_matrix(coarse));
        let gemm = Gemm { left, right, result, batch_inside: false };
        Lowering { im2col: self.im2col(fine), ..self.lowering(pass, fine, coarse, gemm) }
    }

    /// `fine = col2im(Wᵀ × coarse)`.
    fn scatter(&self, pass: Pass, coarse: MatrixName, fine: MatrixName) -> Lowering {
        let left = Matrix { name: MatrixName::Wt, rows: self.patch, columns: self.coarse.channels };
        let (right, result) = (self.coarse_matrix(coarse), self.columns(fine));
        let gemm = Gemm { left, right, result, batch_inside: false };
        let col2im = (self.kind != Columns::Absent).then(|| Col2im {
            columns: result,
            image: self.fine.image(fine),
            in_place: self.kind == Columns::InPlace,
        });
        Lowering { col2im, ..self.lowering(pass, fine, coarse, gemm) }
    }

    /// `∂W = coarse × im2col(fine)ᵀ`, the images of the batch side by side.
    fn correlate(
        &self,
        pass: Pass,
        fine: MatrixName,
        fine_transposed: MatrixName,
        coarse: MatrixName,
    ) -> Lowering {
        let batch_pixels = self.coarse.batch_pixels;
        let [_, columns] = MatrixName::columns_of(fine);
        let name = if self.kind == Columns::Rearranged { columns } else { fine_transposed };
        let left = Matrix { name: coarse, rows: self.coarse.channels, columns: batch_pixels };
        let right = Matrix { name, rows: batch_pixels, columns: self.patch };
        let result = Matrix { name: MatrixName::DW, rows: self.coarse.channels, columns: self.patch };
        let gemm = Gemm { left, right, result, batch_inside: true };
        Lowering { im2col: self.im2col(fine), ..self.lowering(pass, fine, coarse, gemm) }
    }
}
