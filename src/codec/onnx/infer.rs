//! The extents of what operators give that became no layer, where the file does not say them: by the rules of the ONNX
//! operators, so that what comes after is counted right.

use super::evaluate::{axis_of, broadcast, slice_of};
use super::message::NodeProto;
use super::translate::Translator;
use super::window::auto_pad;
use crate::codec::extents::product;
use crate::layer::{Axis, LIMIT, Window};

/// Extents, where they follow.
type Dims = Option<Vec<i64>>;

/// Operators whose result has the extents of their first operand.
const SAME: [&str; 59] = [
    "Abs",
    "Acos",
    "Asin",
    "Atan",
    "BatchNormalization",
    "Bernoulli",
    "BiasGelu",
    "Cast",
    "CastLike",
    "Ceil",
    "Celu",
    "Clip",
    "Cos",
    "CumSum",
    "DequantizeLinear",
    "Dropout",
    "Elu",
    "Erf",
    "Exp",
    "FastGelu",
    "Floor",
    "Gelu",
    "GroupNormalization",
    "Hardmax",
    "Identity",
    "InstanceNormalization",
    "IsInf",
    "IsNaN",
    "LRN",
    "LayerNormalization",
    "Log",
    "LogSoftmax",
    "LpNormalization",
    "MeanVarianceNormalization",
    "Mish",
    "Neg",
    "Not",
    "PRelu",
    "QLinearLeakyRelu",
    "QLinearSigmoid",
    "QLinearSoftmax",
    "QuantizeLinear",
    "RMSNormalization",
    "Reciprocal",
    "ReverseSequence",
    "Round",
    "ScatterElements",
    "ScatterND",
    "Selu",
    "Shrink",
    "Sign",
    "Sin",
    "SkipLayerNormalization",
    "Softmax",
    "Softplus",
    "Softsign",
    "Sqrt",
    "ThresholdedRelu",
    "Trilu",
];

/// Operators whose operands are broadcast to one another.
const BROADCAST: [&str; 20] = [
    "Add",
    "And",
    "Div",
    "Equal",
    "Greater",
    "GreaterOrEqual",
    "Less",
    "LessOrEqual",
    "Max",
    "Mean",
    "Min",
    "Mod",
    "Mul",
    "Or",
    "Pow",
    "Sub",
    "Sum",
    "Where",
    "Xor",
    "BitwiseAnd",
];

impl Translator<'_> {
    /// The extents of each output, as far as they follow from the operands.
    pub fn inferred(&self, node: &NodeProto) -> Vec<Dims> {
        let outputs = node.output.len();
        match node.op_type.as_str() {
            "Split" => self.parts(node).unwrap_or_default(),
            "TopK" => vec![self.largest(node); outputs],
            "LSTM" | "GRU" | "RNN" => self.recurrent(node).unwrap_or_default(),
            _ => vec![self.first_output(node)],
        }
    }

    fn first_output(&self, node: &NodeProto) -> Dims {
        let operand = |at: usize| self.dims(node.operand(at)?);
        let first = operand(0)?;
        match node.op_type.as_str() {
            op if SAME.contains(&op) => Some(first),
            op if BROADCAST.contains(&op) => {
                (1..node.input.len()).try_fold(first, |dims, at| broadcast(&dims, &operand(at)?))
            }
            op if op.starts_with("Reduce") || op.starts_with("Arg") => self.reduced(node, &first),
            op if op.starts_with("Global") => {
                Some(first.iter().enumerate().map(|(at, extent)| if at < 2 { *extent } else { 1 }).collect())
            }
            // After each quantized operand come its scale and its zero.
            "QLinearAdd" | "QLinearMul" => broadcast(&first, &operand(3)?),
            "QLinearMatMul" => product_of(&first, &operand(3)?),
            "MatMul" | "MatMulInteger" => product_of(&first, &operand(1)?),
            "Gemm" => {
                let side = |dims: Vec<i64>, attribute: &str, at: usize| {
                    let at = if node.int(attribute).unwrap_or(0) != 0 { 1 - at } else { at };
                    dims.get(at).copied()
                };
                Some(vec![side(first, "transA", 0)?, side(operand(1)?, "transB", 1)?])
            }
            "Conv" => {
                let kernel = operand(1)?;
                slid(node, &first, *kernel.first()?, kernel.get(2..)?)
            }
            "ConvTranspose" => transposed(node, &first, &operand(1)?),
            "MaxPool" | "AveragePool" | "LpPool" => {
                slid(node, &first, *first.get(1)?, node.ints("kernel_shape")?)
            }
            "Concat" => {
                let axis = axis_of(node.int("axis").unwrap_or(1), first.len())?;
                (1..node.input.len()).try_fold(first, |mut dims, at| {
                    dims[axis] = dims[axis].checked_add(*operand(at)?.get(axis)?)?;
                    Some(dims)
                })
            }
            "Slice" => self.sliced(node, first),
            "Gather" => {
                let axis = axis_of(node.int("axis").unwrap_or(0), first.len())?;
                Some([&first[..axis], &operand(1)?, &first[axis + 1..]].concat())
            }
            "GatherElements" => operand(1),
            "GatherND" => {
                let places = operand(1)?;
                let (depth, outer) = places.split_last()?;
                let from = node.int("batch_dims").unwrap_or(0).checked_add(*depth)?;
                Some([outer, first.get(usize::try_from(from).ok()?..)?].concat())
            }
            "Tile" => {
                let times = self.integers(node, "", 1).filter(|times| times.len() == first.len())?;
                first.iter().zip(times).map(|(extent, times)| extent.checked_mul(times)).collect()
            }
            "Expand" => broadcast(&first, &self.integers(node, "", 1)?),
            "Pad" => {
                let pads = self.pads_around(node)?;
                let axes = self.integers(node, "axes", 3).unwrap_or((0..first.len() as i64).collect());
                let mut dims = first;
                for (at, axis) in axes.iter().enumerate() {
                    let axis = axis_of(*axis, dims.len())?;
                    let both = pads.get(at)?.checked_add(*pads.get(at + axes.len())?)?;
                    dims[axis] = dims[axis].checked_add(both)?;
                }
                Some(dims)
            }
            "Resize" | "Upsample" => match self.scales(node) {
                Some(scales) if scales.len() == first.len() => {
                    let sizes = first.iter().zip(scales);
                    Some(sizes.map(|(extent, scale)| (*extent as f32 * scale as f32) as i64).collect())
                }
                Some(_) => None,
                None => self.integers(node, "", 3).filter(|sizes| sizes.len() == first.len()),
            },
            "SpaceToDepth" => {
                let block = node.int("blocksize").filter(|block| *block > 0)?;
                let [batch, channels, height, width] = first[..] else { return None };
                let channels = channels.checked_mul(block)?.checked_mul(block)?;
                Some(vec![batch, channels, height / block, width / block])
            }
            "MaxUnpool" => {
                if let Some(given) = self.integers(node, "", 2) {
                    return Some(given);
                }
                transposed(node, &first, &[&[1, 1], node.ints("kernel_shape")?].concat())
                    .map(|dims| [&first[..2], &dims[2..]].concat())
            }
            "GridSample" => Some([first.get(..2)?, operand(1)?.get(1..first.len() - 1)?].concat()),
            "MaxRoiPool" => {
                Some([operand(1)?.get(..1)?, first.get(1..2)?, node.ints("pooled_shape")?].concat())
            }
            "RoiAlign" => {
                let side = |attribute: &str| node.int(attribute).unwrap_or(1);
                let count = *operand(1)?.first()?;
                Some(vec![count, *first.get(1)?, side("output_height"), side("output_width")])
            }
            "Einsum" => self.einsum(node),
            _ => None,
        }
        .filter(|dims| dims.iter().all(|extent| *extent >= 0))
    }

    fn reduced(&self, node: &NodeProto, dims: &[i64]) -> Dims {
        let axes = match node.op_type.starts_with("Arg") {
            true => vec![node.int("axis").unwrap_or(0)],
            false => self.integers(node, "axes", 1).unwrap_or_default(),
        };
        let named: Vec<usize> = axes.iter().map(|axis| axis_of(*axis, dims.len())).collect::<Option<_>>()?;
        let goes = |axis: &usize| named.is_empty() || named.contains(axis);
        let keeps = node.int("keepdims").unwrap_or(1) != 0;
        let kept = (0..dims.len()).filter(|axis| keeps || !goes(axis));
        Some(kept.map(|axis| if goes(&axis) { 1 } else { dims[axis] }).collect())
    }

    fn sliced(&self, node: &NodeProto, mut dims: Vec<i64>) -> Dims {
        let starts = self.integers(node, "starts", 1)?;
        let ends = self.integers(node, "ends", 2)?;
        let axes = self.integers(node, "axes", 3).unwrap_or((0..starts.len() as i64).collect());
        let steps = self.integers(node, "steps", 4).unwrap_or(vec![1; starts.len()]);
        for (at, axis) in axes.iter().enumerate() {
            let axis = axis_of(*axis, dims.len())?;
            (_, dims[axis]) = slice_of(dims[axis], *starts.get(at)?, *ends.get(at)?, *steps.get(at)?)?;
        }
        Some(dims)
    }

    fn parts(&self, node: &NodeProto) -> Option<Vec<Dims>> {
        let dims = self.dims(node.operand(0)?)?;
        let axis = axis_of(node.int("axis").unwrap_or(0), dims.len())?;
        let sizes = self.split_sizes(node, dims[axis])?;
        let part = |size: i64| {
            let mut dims = dims.clone();
            dims[axis] = size;
            Some(dims)
        };
        Some(sizes.into_iter().map(part).collect())
    }

    /// How much of an axis each output of a `Split` takes.
    pub fn split_sizes(&self, node: &NodeProto, extent: i64) -> Option<Vec<i64>> {
        let outputs = node.output.len() as i64;
        match self.integers(node, "split", 1) {
            Some(sizes) => (sizes.len() == node.output.len()).then_some(sizes),
            None => {
                let even = (extent as u64).div_ceil(outputs.max(1) as u64) as i64;
                Some(
                    (0..outputs)
                        .map(|part| even.min(extent.saturating_sub(part.saturating_mul(even))))
                        .collect(),
                )
            }
        }
    }

    fn largest(&self, node: &NodeProto) -> Dims {
        let mut dims = self.dims(node.operand(0)?)?;
        let axis = axis_of(node.int("axis").unwrap_or(-1), dims.len())?;
        dims[axis] = *self.integers(node, "k", 1)?.first()?;
        Some(dims)
    }

    /// A recurrent layer gives every state, and the last ones.
    fn recurrent(&self, node: &NodeProto) -> Option<Vec<Dims>> {
        let dims = self.dims(node.operand(0)?)?;
        let [first, second, _] = dims[..] else { return None };
        let hidden = node.int("hidden_size")?;
        let directions = if node.text("direction") == "bidirectional" { 2 } else { 1 };
        let batch_first = node.int("layout").unwrap_or(0) != 0;
        let (all, last) = match batch_first {
            true => (vec![first, second, directions, hidden], vec![first, directions, hidden]),
            false => (vec![first, directions, second, hidden], vec![directions, second, hidden]),
        };
        Some(vec![Some(all), Some(last.clone()), Some(last)])
    }

    /// An extent for each letter after the arrow; equations with dots or spaces of their own meaning are left alone.
    fn einsum(&self, node: &NodeProto) -> Dims {
        let equation: String = node.text("equation").split_whitespace().collect();
        let (given, result) = equation.split_once("->")?;
        let mut extents = std::collections::HashMap::new();
        for (at, letters) in given.split(',').enumerate() {
            let dims = self.dims(node.operand(at)?)?;
            if letters.chars().count() != dims.len() {
                return None;
            }
            extents.extend(letters.chars().zip(dims));
        }
        result.chars().map(|letter| extents.get(&letter).copied()).collect()
    }
}

/// A matrix product of stacks of matrices; a vector counts as one row, or one column, that goes away again.
fn product_of(left: &[i64], right: &[i64]) -> Dims {
    match (left, right) {
        ([.., inner], [other]) if inner == other => Some(left[..left.len() - 1].to_vec()),
        ([inner], [outer @ .., other, columns]) if inner == other => Some([outer, &[*columns]].concat()),
        ([outer @ .., rows, inner], [others @ .., other, columns]) if inner == other => {
            Some([&broadcast(outer, others)?[..], &[*rows, *columns]].concat())
        }
        _ => None,
    }
}

/// The kernel, stride and dilation of an axis, if they are ones that a layer can have.
fn window(node: &NodeProto, axis: usize, kernel: i64) -> Option<Window> {
    let number = |name: &str| node.ints(name).and_then(|numbers| numbers.get(axis).copied()).unwrap_or(1);
    let window = Window { kernel, stride: number("strides"), dilation: number("dilations") };
    let within = |number: i64| (1..=LIMIT).contains(&number);
    (within(kernel) && within(window.stride) && within(window.dilation)).then_some(window)
}

/// The padding before and after one of so many axes; all begins stand before all ends.
fn sides(node: &NodeProto, axis: usize, axes: usize) -> Option<[i64; 2]> {
    let pads = node.ints("pads").unwrap_or_default();
    let sides = [axis, axis + axes].map(|at| pads.get(at).copied().unwrap_or(0));
    sides.iter().all(|side| (0..=LIMIT).contains(side)).then_some(sides)
}

/// What a kernel gives that slides along any number of axes.
fn slid(node: &NodeProto, dims: &[i64], channels: i64, kernel: &[i64]) -> Dims {
    let mut result = vec![*dims.first()?, channels];
    let ceils = node.int("ceil_mode").unwrap_or(0) != 0;
    for (axis, (extent, kernel)) in dims.get(2..)?.iter().zip(kernel).enumerate() {
        let window = window(node, axis, *kernel)?;
        let extent = Some(*extent).filter(|extent| (1..=LIMIT).contains(extent))?;
        let [begin, end] = match auto_pad(node) {
            Some("valid") => [0, 0],
            Some(_) => [0, window.same_total(extent)],
            None => sides(node, axis, kernel_axes(dims))?,
        };
        // Which axis it is matters to the words of an error only.
        let positions = if ceils {
            window.positions_ceil(Axis::Height, extent, [begin, end])
        } else {
            window.positions(Axis::Height, begin + extent + end)
        };
        result.push(positions.ok()?);
    }
    (result.len() == dims.len()).then_some(result)
}

/// How many axes a kernel slides along: all but those of images and channels.
fn kernel_axes(dims: &[i64]) -> usize {
    dims.len().saturating_sub(2)
}

/// What a transposed kernel gives, on any number of axes.
fn transposed(node: &NodeProto, dims: &[i64], weight: &[i64]) -> Dims {
    let channels = weight.get(1)?.checked_mul(node.int("group").unwrap_or(1))?;
    let kernel = weight.get(2..)?;
    let mut result = vec![*dims.first()?, channels];
    if let Some(shape) = node.ints("output_shape").filter(|shape| shape.len() >= kernel.len()) {
        result.extend(&shape[shape.len() - kernel.len()..]);
        return Some(result);
    }
    for (axis, (extent, kernel)) in dims.get(2..)?.iter().zip(kernel).enumerate() {
        let window = window(node, axis, *kernel)?;
        let [begin, end] = match auto_pad(node) {
            Some("valid") => [0, 0],
            Some(_) => {
                result.push(extent.checked_mul(window.stride)?);
                continue;
            }
            None => sides(node, axis, kernel_axes(dims))?,
        };
        let added = node.ints("output_padding").and_then(|added| added.get(axis).copied()).unwrap_or(0);
        let grown = extent.checked_sub(1)?.checked_mul(window.stride)?.checked_add(window.span())?;
        result.push(grown.checked_add(added)?.checked_sub(begin + end)?);
    }
    (result.len() == dims.len() && product(&result) > 0).then_some(result)
}
