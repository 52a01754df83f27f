//! The extents of what operators give that became no layer, where the file does not say them: by the rules of the ONNX
//! operators, so that what comes after is counted right.

use super::evaluate::{axis_of, broadcast, slice_of};
use super::message::NodeProto;
use super::tensor::product;
use super::translate::Translator;
use super::window::auto_pad;

/// Extents, where they follow.
type Dims = Option<Vec<i64>>;

/// Operators whose result has the extents of their first operand.
const SAME: [&str; 55] = [
    "Abs",
    "Acos",
    "Asin",
    "Atan",
    "BatchNormalization",
    "Bernoulli",
    "BiasGelu",
    "Cast",
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
                let pads = self.integers(node, "pads", 1)?;
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

/// What a kernel gives that slides along any number of axes.
fn slid(node: &NodeProto, dims: &[i64], channels: i64, kernel: &[i64]) -> Dims {
    let mut result = vec![*dims.first()?, channels];
    let axes = kernel.len();
    for (axis, (extent, kernel)) in dims.get(2..)?.iter().zip(kernel).enumerate() {
        let number = |name: &str| node.ints(name).and_then(|numbers| numbers.get(axis).copied()).unwrap_or(1);
        let (stride, dilation) = (number("strides"), number("dilations"));
        if stride < 1 {
            return None;
        }
        let pads = node.ints("pads").unwrap_or_default();
        let pad = |at: usize| pads.get(at).copied().unwrap_or(0);
        let ceils = node.int("ceil_mode").unwrap_or(0) != 0;
        let window = kernel.checked_sub(1)?.checked_mul(dilation)?.checked_add(1)?;
        let (begin, both) = match auto_pad(node) {
            Some("valid") => (0, 0),
            Some(_) => {
                result.push((*extent as u64).div_ceil(stride as u64) as i64);
                continue;
            }
            None => (pad(axis), pad(axis).checked_add(pad(axis + axes))?),
        };
        let left = extent.checked_add(both)?.checked_sub(window)?;
        if left < 0 {
            return None;
        }
        let mut out = left / stride + 1 + i64::from(ceils && left % stride != 0);
        // A last window that would start in the padding at the end is dropped.
        if ceils && (out - 1).checked_mul(stride)? >= extent.checked_add(begin)? {
            out -= 1;
        }
        result.push(out);
    }
    (result.len() == dims.len() && axes + 2 == dims.len()).then_some(result)
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
        let number = |name: &str, at: usize, default: i64| {
            node.ints(name).and_then(|numbers| numbers.get(at).copied()).unwrap_or(default)
        };
        let stride = number("strides", axis, 1);
        let pads = match auto_pad(node) {
            Some("valid") => 0,
            Some(_) => {
                result.push(extent.checked_mul(stride)?);
                continue;
            }
            None => number("pads", axis, 0).checked_add(number("pads", axis + weight.len() - 2, 0))?,
        };
        let window = kernel.checked_sub(1)?.checked_mul(number("dilations", axis, 1))?.checked_add(1)?;
        let grown = extent.checked_sub(1)?.checked_mul(stride)?.checked_add(window)?;
        result.push(grown.checked_add(number("output_padding", axis, 0))?.checked_sub(pads)?);
    }
    (result.len() == dims.len() && product(&result) > 0).then_some(result)
}
