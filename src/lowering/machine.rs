//! The machine that runs a lowering: named tensors, which steps read and write, and the counters.

use super::{
    Bias, Col2im, ColumnMap, Counts, Gemm, Im2col, Image, Lowering, Matrix, MatrixName, Pass, Run, RunError,
    Step, Tensor, Tensors,
};
use crate::layer::GemmLayer;

/// The most elements of a tensor, and the most multiplications, that are run.
const MOST_ELEMENTS: u128 = 1 << 22;
const MOST_MULTIPLICATIONS: u128 = 1 << 30;

/// Executes steps. Images are held as matrices too, `N × g × channels of a group × pixels`: the elements lie alike.
#[derive(Clone, Debug)]
pub(super) struct Machine {
    layer: GemmLayer,
    map: ColumnMap,
    held: Vec<(MatrixName, Tensor)>,
    bias: Vec<i64>,
    /// For each cell of the column matrix, whether it holds a real pixel.
    real: Vec<bool>,
    /// What the GEMM made, before further steps change it.
    product: Option<Tensor>,
    bias_gradient: Option<Vec<i64>>,
    /// What the step under way has made so far.
    making: Option<Making>,
    counts: Counts,
}

/// What a step makes, and how far it is: whole elements, then the addends of the next one.
#[derive(Clone, Debug)]
struct Making {
    tensor: Tensor,
    elements: usize,
    addends: usize,
}

impl Making {
    fn new(tensor: Tensor) -> Making {
        Making { tensor, elements: 0, addends: 0 }
    }
}

impl Machine {
    /// A machine that holds what the layer is run on.
    pub(super) fn new(layer: &GemmLayer, tensors: &Tensors) -> Result<Machine, RunError> {
        let expected = if layer.bias { length(layer.out_channels)? } else { 0 };
        let given = tensors.bias.as_ref().map_or(0, Vec::len);
        if expected != given {
            return Err(RunError::WrongBias { expected, given });
        }
        let map = ColumnMap::new(layer);
        let mut machine = Machine {
            layer: *layer,
            map,
            held: Vec::new(),
            bias: tensors.bias.clone().unwrap_or_default(),
            real: Vec::new(),
            product: None,
            bias_gradient: None,
            making: None,
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
        let [a, b, c, d] = Tensors::extents(&self.layer, name);
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
        [matrix.rows, matrix.columns].map(|extent| extent.value(&self.layer))
    }

    /// Where an element of a column matrix belongs: its `[channel, pixel]` in the group, if that is a real pixel.
    fn place_of(&self, [row, column]: [usize; 2]) -> Option<[usize; 2]> {
        let pixel = self.map.pixel(0, self.map.tap(row as u128)?, self.map.position(column as u128)?);
        let place = [pixel.channel as usize, (pixel.y * self.layer.grids[1].pixels + pixel.x) as usize];
        self.map.is_real(pixel).then_some(place)
    }

    /// What has been counted so far.
    pub(super) fn counts(&self) -> Counts {
        self.counts
    }

    /// Goes on with a step until it is done, or so many operations have been done in all. Says whether it is done.
    pub(super) fn go_on(&mut self, step: &Step, until: u128) -> Result<bool, RunError> {
        match step {
            Step::Im2col(im2col) => self.im2col(im2col),
            Step::Gemm(gemm) => self.gemm(gemm, until),
            Step::Col2im(col2im) => self.col2im(col2im, until),
            Step::Bias(bias) if bias.gradient => self.sum_bias(bias, until),
            Step::Bias(bias) => self.add_bias(bias, until),
        }
    }

    /// Copies pixels to columns; what is not real stays zero. No operations: done at once.
    fn im2col(&mut self, step: &Im2col) -> Result<bool, RunError> {
        let image = self.held(step.image.name)?;
        let [rows, columns] = self.size(&step.columns);
        let mut made = self.zeros(self.layer.batch, rows, columns)?;
        let [images, groups, rows, columns] = made.extents();
        for (row, column) in pairs(rows, columns) {
            let Some([channel, pixel]) = self.place_of([row, column]) else { continue };
            for (at, group) in pairs(images, groups) {
                *place(&mut made, [at, group, row, column])? = element(image, [at, group, channel, pixel])?;
            }
        }
        self.held.push((step.columns.name, made));
        Ok(true)
    }

    /// Multiplies: a counter ticks at every product and at every sum.
    fn gemm(&mut self, step: &Gemm, until: u128) -> Result<bool, RunError> {
        let inner = step.inner().value(&self.layer);
        let mut making = match self.making.take() {
            Some(making) => making,
            None => Making::new(self.zeros_for(step)?),
        };
        let left = self.operand(&step.left, step.batch_inside)?;
        let right = self.operand(&step.right, step.batch_inside)?;
        let lands = self.real_cells_of(step.result.name);
        let mut counts = self.counts;
        let (extents, inner) = (making.tensor.extents(), inner as usize);
        let elements = making.tensor.values().len();
        while making.elements < elements && counts.operations() < until {
            let index @ [image, group, row, column] = index_of(making.elements, extents);
            let lands = is_real(lands, row * extents[3] + column);
            let sum = place(&mut making.tensor, index)?;
            while making.addends < inner && counts.operations() < until {
                let a = left.get(image, group, row, making.addends)?;
                let b = right.get(image, group, making.addends, column)?;
                let product = a.value.checked_mul(b.value).ok_or(RunError::Overflow)?;
                counts.multiplications += 1;
                counts.in_bounds += u128::from(a.real && b.real && lands);
                *sum = match making.addends {
                    0 => product,
                    _ => {
                        counts.gemm_adds += 1;
                        sum.checked_add(product).ok_or(RunError::Overflow)?
                    }
                };
                making.addends += 1;
            }
            if making.addends == inner {
                (making.elements, making.addends) = (making.elements + 1, 0);
            }
        }
        self.counts = counts;
        if making.elements < elements {
            self.making = Some(making);
            return Ok(false);
        }
        self.product = Some(making.tensor.clone());
        self.held.push((step.result.name, making.tensor));
        Ok(true)
    }

    /// Zeros for the result of a GEMM that is not too large to be run.
    fn zeros_for(&self, step: &Gemm) -> Result<Tensor, RunError> {
        let images = if step.batch_inside { 1 } else { self.layer.batch };
        let [rows, columns, inner] =
            [step.rows(), step.columns(), step.inner()].map(|edge| edge.value(&self.layer));
        let zeros = self.zeros(images, rows, columns)?;
        // The result has at most 2²² elements.
        let multiplications = zeros.values().len() as u128 * inner.min(MOST_MULTIPLICATIONS + 1);
        if multiplications > MOST_MULTIPLICATIONS { Err(RunError::TooLarge) } else { Ok(zeros) }
    }

    /// Adds cells into the pixels that they belong to; what is not real is cropped.
    fn col2im(&mut self, step: &Col2im, until: u128) -> Result<bool, RunError> {
        let Image { channels, height, width, .. } = step.image;
        let [channels, height, width] = [channels, height, width].map(|edge| edge.value(&self.layer));
        let mut making = match self.making.take() {
            Some(making) => making,
            None => Making::new(self.zeros(self.layer.batch, channels, height * width)?),
        };
        let columns = self.held(step.columns.name)?;
        let [images, groups, height, width] = columns.extents();
        let mut counts = self.counts;
        while making.elements < height * width && counts.operations() < until {
            let [row, column] = [making.elements / width, making.elements % width];
            making.elements += 1;
            let Some([channel, pixel]) = self.place_of([row, column]) else { continue };
            for (at, group) in pairs(images, groups) {
                let addend = element(columns, [at, group, row, column])?;
                let sum = place(&mut making.tensor, [at, group, channel, pixel])?;
                *sum = sum.checked_add(addend).ok_or(RunError::Overflow)?;
                counts.col2im_adds += 1;
            }
        }
        self.counts = counts;
        if making.elements < height * width {
            self.making = Some(making);
            return Ok(false);
        }
        self.held.push((step.image.name, making.tensor));
        Ok(true)
    }

    /// Adds the bias to the output.
    fn add_bias(&mut self, step: &Bias, until: u128) -> Result<bool, RunError> {
        let mut making = match self.making.take() {
            Some(making) => making,
            None => Making::new(self.held(step.image.name)?.clone()),
        };
        let (extents, elements) = (making.tensor.extents(), making.tensor.values().len());
        while making.elements < elements && self.counts.operations() < until {
            let index @ [_, group, channel, _] = index_of(making.elements, extents);
            let addend = self.bias.get(group * extents[2] + channel).ok_or(RunError::Steps)?;
            let sum = place(&mut making.tensor, index)?;
            *sum = sum.checked_add(*addend).ok_or(RunError::Overflow)?;
            self.counts.bias_adds += 1;
            making.elements += 1;
        }
        if making.elements < elements {
            self.making = Some(making);
            return Ok(false);
        }
        self.held.push((step.image.name, making.tensor));
        Ok(true)
    }

    /// Sums each channel, over pixels and images.
    fn sum_bias(&mut self, step: &Bias, until: u128) -> Result<bool, RunError> {
        let channels = self.layer.out_channels as u128 / self.layer.groups as u128;
        let mut making = match self.making.take() {
            Some(making) => making,
            None => Making::new(self.zeros(1, channels, 1)?),
        };
        let image = self.held(step.image.name)?;
        let [images, _, channels, pixels] = image.extents();
        let elements = making.tensor.values().len();
        let mut counts = self.counts;
        while making.elements < elements && counts.operations() < until {
            let [group, channel] = [making.elements / channels, making.elements % channels];
            let sum = place(&mut making.tensor, [0, group, channel, 0])?;
            while making.addends < images * pixels && counts.operations() < until {
                let [at, pixel] = [making.addends / pixels, making.addends % pixels];
                let addend = element(image, [at, group, channel, pixel])?;
                *sum = match making.addends {
                    0 => addend,
                    _ => {
                        counts.bias_adds += 1;
                        sum.checked_add(addend).ok_or(RunError::Overflow)?
                    }
                };
                making.addends += 1;
            }
            if making.addends == images * pixels {
                (making.elements, making.addends) = (making.elements + 1, 0);
            }
        }
        self.counts = counts;
        if making.elements < elements {
            self.making = Some(making);
            return Ok(false);
        }
        self.bias_gradient = Some(making.tensor.values().to_vec());
        Ok(true)
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
        name.is_columns().then_some(&self.real)
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

/// The index of an element that lies at a place of a tensor.
fn index_of(at: usize, [_, groups, rows, columns]: [usize; 4]) -> [usize; 4] {
    let (row, column) = (at / columns, at % columns);
    let (matrix, row) = (row / rows, row % rows);
    [matrix / groups, matrix % groups, row, column]
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
