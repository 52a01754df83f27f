//! The machine that runs a lowering: named tensors, which steps read and write, and the counters.

use super::{
    Bias, Col2im, ColumnMap, Counts, Gemm, Im2col, Image, Lowering, Matrix, MatrixName, Pass, Run, RunError,
    Tensor, Tensors,
};
use crate::layer::GemmLayer;

/// The most elements of a tensor, and the most multiplications, that are run.
const MOST_ELEMENTS: u128 = 1 << 22;
const MOST_MULTIPLICATIONS: u128 = 1 << 30;

/// Executes steps. Images are held as matrices too, `N × g × channels of a group × pixels`: the elements lie alike.
pub(super) struct Machine<'layer> {
    layer: &'layer GemmLayer,
    map: ColumnMap,
    held: Vec<(MatrixName, Tensor)>,
    /// For each cell of the column matrix, whether it holds a real pixel.
    real: Vec<bool>,
    /// What the GEMM made, before further steps change it.
    product: Option<Tensor>,
    bias_gradient: Option<Vec<i64>>,
    counts: Counts,
}

impl<'layer> Machine<'layer> {
    /// A machine that holds what the layer is run on.
    pub(super) fn new(layer: &'layer GemmLayer, tensors: &Tensors) -> Result<Machine<'layer>, RunError> {
        let expected = if layer.bias { length(layer.out_channels)? } else { 0 };
        let given = tensors.bias.as_ref().map_or(0, Vec::len);
        if expected != given {
            return Err(RunError::WrongBias { expected, given });
        }
        let map = ColumnMap::new(layer);
        let mut machine = Machine {
            layer,
            map,
            held: Vec::new(),
            real: Vec::new(),
            product: None,
            bias_gradient: None,
            counts: Counts::default(),
        };
        machine.take(MatrixName::X, &tensors.x)?;
        machine.take(MatrixName::W, &tensors.weight)?;
        machine.take(MatrixName::DY, &tensors.grad_out)?;
        machine.real = real_cells(&map)?;
        Ok(machine)
    }

    /// Takes in a tensor that the layer is run on, as one matrix an image and group.
    fn take(&mut self, name: MatrixName, tensor: &Tensor) -> Result<(), RunError> {
        let (expected, given) = (self.extents_of(name)?, tensor.extents());
        if expected != given {
            return Err(RunError::WrongExtents { name, expected, given });
        }
        let groups = length(self.layer.groups)?;
        let [first, second, height, width] = expected;
        let matrices = match name {
            MatrixName::W => [1, groups, first / groups, second * height * width],
            _ => [first, groups, second / groups, height * width],
        };
        self.held.push((name, tensor.reshaped(matrices).ok_or(RunError::Steps)?));
        Ok(())
    }

    /// The extents of X, W, Y or a gradient of one of them, as its layer has it.
    fn extents_of(&self, name: MatrixName) -> Result<[usize; 4], RunError> {
        let [a, b, c, d] = Tensors::extents(self.layer, name);
        Ok([length(a)?, length(b)?, length(c)?, length(d)?])
    }

    fn held(&self, name: MatrixName) -> Result<&Tensor, RunError> {
        // The last one: a step may write what it has read.
        let found = self.held.iter().rev().find(|(held, _)| *held == name);
        found.map(|(_, tensor)| tensor).ok_or(RunError::Steps)
    }

    /// Zeros for a matrix of each image and group.
    fn zeros(&self, images: i64, rows: u128, columns: u128) -> Result<Tensor, RunError> {
        let extents = [images as u128, self.layer.groups as u128, rows, columns];
        let elements = extents.into_iter().try_fold(1, u128::checked_mul);
        if elements.is_none_or(|elements| elements > MOST_ELEMENTS) {
            return Err(RunError::TooLarge);
        }
        Tensor::zeros(extents.map(|extent| extent as usize)).ok_or(RunError::TooLarge)
    }

    /// Rows and columns of a matrix.
    fn size(&self, matrix: &Matrix) -> [u128; 2] {
        [matrix.rows, matrix.columns].map(|extent| extent.value(self.layer))
    }

    /// The cells `[row, column]` of a column matrix that hold real pixels, each with its `[channel, pixel]` in the group.
    fn cells(&self, columns: &Matrix) -> impl Iterator<Item = ([usize; 2], [usize; 2])> + use<> {
        let (map, [rows, columns]) = (self.map, self.size(columns));
        let width = self.layer.grids[1].pixels;
        (0..rows).flat_map(move |row| {
            (0..columns).filter_map(move |column| {
                let pixel = map.pixel(0, map.tap(row)?, map.position(column)?);
                let place = [pixel.channel as usize, (pixel.y * width + pixel.x) as usize];
                map.is_real(pixel).then_some(([row as usize, column as usize], place))
            })
        })
    }

    /// Copies pixels to columns; what is not real stays zero.
    pub(super) fn im2col(&mut self, step: &Im2col) -> Result<(), RunError> {
        let image = self.held(step.image.name)?;
        let [rows, columns] = self.size(&step.columns);
        let mut made = self.zeros(self.layer.batch, rows, columns)?;
        let [images, groups, ..] = made.extents();
        for ([row, column], [channel, pixel]) in self.cells(&step.columns) {
            for (at, group) in pairs(images, groups) {
                *place(&mut made, [at, group, row, column])? = element(image, [at, group, channel, pixel])?;
            }
        }
        self.held.push((step.columns.name, made));
        Ok(())
    }

    /// Multiplies: a counter ticks at every product and at every sum.
    pub(super) fn gemm(&mut self, step: &Gemm) -> Result<(), RunError> {
        let left = self.operand(&step.left, step.batch_inside)?;
        let right = self.operand(&step.right, step.batch_inside)?;
        let images = if step.batch_inside { 1 } else { self.layer.batch };
        let [rows, columns, inner] =
            [step.rows(), step.columns(), step.inner()].map(|edge| edge.value(self.layer));
        let mut result = self.zeros(images, rows, columns)?;
        // The result has at most 2²² elements.
        if result.values().len() as u128 * inner.min(MOST_MULTIPLICATIONS + 1) > MOST_MULTIPLICATIONS {
            return Err(RunError::TooLarge);
        }
        let [images, groups, rows, columns] = result.extents();
        let lands = self.real_cells_of(step.result.name);
        let mut counts = self.counts;
        for (image, group) in pairs(images, groups) {
            for (row, column) in pairs(rows, columns) {
                let lands = is_real(lands, row * columns + column);
                let mut sum: Option<i64> = None;
                for inner in 0..inner as usize {
                    let a = left.get(image, group, row, inner)?;
                    let b = right.get(image, group, inner, column)?;
                    let product = a.value.checked_mul(b.value).ok_or(RunError::Overflow)?;
                    counts.multiplications += 1;
                    counts.in_bounds += u128::from(a.real && b.real && lands);
                    sum = Some(match sum {
                        None => product,
                        Some(sum) => {
                            counts.gemm_adds += 1;
                            sum.checked_add(product).ok_or(RunError::Overflow)?
                        }
                    });
                }
                *place(&mut result, [image, group, row, column])? = sum.unwrap_or(0);
            }
        }
        self.counts = counts;
        self.product = Some(result.clone());
        self.held.push((step.result.name, result));
        Ok(())
    }

    /// Adds cells into the pixels that they belong to; what is not real is cropped.
    pub(super) fn col2im(&mut self, step: &Col2im) -> Result<(), RunError> {
        let columns = self.held(step.columns.name)?;
        let Image { channels, height, width, .. } = step.image;
        let [channels, height, width] = [channels, height, width].map(|edge| edge.value(self.layer));
        let mut image = self.zeros(self.layer.batch, channels, height * width)?;
        let [images, groups, ..] = image.extents();
        let mut additions = 0;
        for ([row, column], [channel, pixel]) in self.cells(&step.columns) {
            for (at, group) in pairs(images, groups) {
                let addend = element(columns, [at, group, row, column])?;
                let sum = place(&mut image, [at, group, channel, pixel])?;
                *sum = sum.checked_add(addend).ok_or(RunError::Overflow)?;
                additions += 1;
            }
        }
        self.counts.col2im_adds += additions;
        self.held.push((step.image.name, image));
        Ok(())
    }

    /// Adds the bias to the output.
    pub(super) fn add_bias(&mut self, step: &Bias, bias: &[i64]) -> Result<(), RunError> {
        let mut image = self.held(step.image.name)?.clone();
        let [images, groups, channels, pixels] = image.extents();
        for ((group, channel), addend) in pairs(groups, channels).zip(bias) {
            for (at, pixel) in pairs(images, pixels) {
                let sum = place(&mut image, [at, group, channel, pixel])?;
                *sum = sum.checked_add(*addend).ok_or(RunError::Overflow)?;
                self.counts.bias_adds += 1;
            }
        }
        self.held.push((step.image.name, image));
        Ok(())
    }

    /// Sums each channel, over pixels and images.
    pub(super) fn sum_bias(&mut self, step: &Bias) -> Result<(), RunError> {
        let image = self.held(step.image.name)?;
        let [images, groups, channels, pixels] = image.extents();
        let (mut sums, mut additions) = (Vec::new(), 0);
        for (group, channel) in pairs(groups, channels) {
            let mut sum: Option<i64> = None;
            for (at, pixel) in pairs(images, pixels) {
                let addend = element(image, [at, group, channel, pixel])?;
                sum = Some(match sum {
                    None => addend,
                    Some(sum) => {
                        additions += 1;
                        sum.checked_add(addend).ok_or(RunError::Overflow)?
                    }
                });
            }
            sums.push(sum.unwrap_or(0));
        }
        self.counts.bias_adds += additions;
        self.bias_gradient = Some(sums);
        Ok(())
    }

    /// What the steps came to.
    pub(super) fn finish(self, lowering: &Lowering) -> Result<Run, RunError> {
        let name = match lowering.pass {
            Pass::Forward => MatrixName::Y,
            Pass::InputGrad => MatrixName::DX,
            Pass::WeightGrad => MatrixName::DW,
        };
        let result = self.held(name)?.reshaped(self.extents_of(name)?).ok_or(RunError::Steps)?;
        let product = self.product.clone().ok_or(RunError::Steps)?;
        let columns = match lowering.columns {
            None => None,
            Some(_) if lowering.col2im.is_some() => Some(product.clone()),
            Some(columns) => Some(self.held(columns.name)?.clone()),
        };
        Ok(Run { columns, product, result, bias_gradient: self.bias_gradient, counts: self.counts })
    }

    /// Which cells are real, for the column matrix or its transpose; all elements of other matrices are.
    fn real_cells_of(&self, name: MatrixName) -> Option<&[bool]> {
        matches!(name, MatrixName::Cols | MatrixName::ColsT).then_some(&self.real)
    }

    /// A factor of the GEMM, found among what is held.
    fn operand(&self, matrix: &Matrix, batch_inside: bool) -> Result<Operand<'_>, RunError> {
        let transposed = matrix.name.transpose_of();
        let tensor = self.held(transposed.unwrap_or(matrix.name))?;
        let [images, _, rows, columns] = tensor.extents().map(|extent| extent as u128);
        let columns = if batch_inside { images * columns } else { columns };
        let size = if transposed.is_some() { [columns, rows] } else { [rows, columns] };
        if size != self.size(matrix) {
            return Err(RunError::Steps);
        }
        let real = self.real_cells_of(matrix.name);
        Ok(Operand { tensor, transposed: transposed.is_some(), batch_inside, real })
    }
}

/// A factor of a GEMM: a held tensor, read as the step's matrix.
struct Operand<'a> {
    tensor: &'a Tensor,
    transposed: bool,
    batch_inside: bool,
    real: Option<&'a [bool]>,
}

/// An element of a factor, and whether it holds a real pixel.
struct Element {
    value: i64,
    real: bool,
}

impl Operand<'_> {
    fn get(&self, image: usize, group: usize, row: usize, column: usize) -> Result<Element, RunError> {
        let (row, column) = if self.transposed { (column, row) } else { (row, column) };
        let [images, _, _, columns] = self.tensor.extents();
        let (image, column) = match self.batch_inside {
            true => (column / columns, column % columns),
            // The weights are one for all images.
            false => (image.min(images - 1), column),
        };
        let value = element(self.tensor, [image, group, row, column])?;
        Ok(Element { value, real: is_real(self.real, row * columns + column) })
    }
}

fn is_real(cells: Option<&[bool]>, at: usize) -> bool {
    cells.is_none_or(|cells| cells.get(at).copied().unwrap_or(false))
}

/// For each cell of a column matrix, row by row, whether it holds a real pixel.
fn real_cells(map: &ColumnMap) -> Result<Vec<bool>, RunError> {
    let (rows, columns) = (map.rows(), map.columns());
    if rows.checked_mul(columns).is_none_or(|cells| cells > MOST_ELEMENTS) {
        return Err(RunError::TooLarge);
    }
    let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let real = |(row, column)| Some(map.is_real(map.pixel(0, map.tap(row)?, map.position(column)?)));
    Ok(cells.filter_map(real).collect())
}

fn pairs(outer: usize, inner: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..outer).flat_map(move |outer| (0..inner).map(move |inner| (outer, inner)))
}

fn element(tensor: &Tensor, index: [usize; 4]) -> Result<i64, RunError> {
    tensor.get(index).ok_or(RunError::Steps)
}

fn place(tensor: &mut Tensor, index: [usize; 4]) -> Result<&mut i64, RunError> {
    tensor.get_mut(index).ok_or(RunError::Steps)
}

fn length(extent: i64) -> Result<usize, RunError> {
    usize::try_from(extent).map_err(|_| RunError::TooLarge)
}
