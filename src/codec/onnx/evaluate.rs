//! Operators on constants: the arithmetic by which exporters compute shapes, evaluated and not shown.

use super::message::{NodeProto, SparseTensorProto};
use super::tensor::{Constant, MOST_NUMBERS, Numbers};
use crate::codec::extents::{product, reshaped};

/// What an operator makes of constants, one value for each of its outputs. What cannot be computed has extents only, or
/// not even those.
pub(super) fn evaluate(node: &NodeProto, operands: &[Option<&Constant>]) -> Vec<Constant> {
    let one = |constant: Option<Constant>| vec![constant.unwrap_or_default()];
    let Some(first) = operands.first().copied().flatten() else { return one(no_operands(node)) };
    let integers = |at: usize, attribute: &str| match node.ints(attribute) {
        Some(numbers) => Some(numbers.to_vec()),
        None => Some((*operands.get(at)?)?.numbers.as_ref()?.integers()),
    };
    match node.op_type.as_str() {
        "Identity" | "CastLike" | "Dropout" | "QuantizeLinear" | "DequantizeLinear" => {
            one(Some(first.clone()))
        }
        "Cast" => one(Some(cast(node, first))),
        "Shape" => one(first.dims.as_deref().map(|dims| shape(node, dims))),
        "Size" => one(first.elements().map(|elements| scalar(Numbers::Integers(vec![elements])))),
        "ConstantOfShape" => one(Some(constant_of_shape(node, first))),
        "Reshape" => one(integers(1, "shape").and_then(|target| reshape(first, &target))),
        "Flatten" => one(first.dims.as_ref().map(|dims| {
            let axis = node.int("axis").unwrap_or(1).clamp(0, dims.len() as i64) as usize;
            first.reshaped(Some(vec![product(&dims[..axis]), product(&dims[axis..])]))
        })),
        "Unsqueeze" => one(integers(1, "axes").and_then(|axes| unsqueeze(first, &axes))),
        "Squeeze" => one(squeeze(first, integers(1, "axes").as_deref())),
        "Transpose" => one(transpose(node, first)),
        "Gather" => one(operands.get(1).copied().flatten().and_then(|at| gather(node, first, at))),
        "Slice" => one(slice(first, integers(1, "starts"), integers(2, "ends"), integers(3, "axes"), || {
            integers(4, "steps")
        })),
        "Concat" => one(concat(node, operands)),
        "Split" => split(node, first, integers(1, "split")),
        "Range" => one(range(operands)),
        "Expand" => one(integers(1, "").map(|target| Constant::of_dims(Some(target)))),
        "ReduceProd" => one(fold(first, |a, b| a * b, |a, b| a.checked_mul(b))),
        "ReduceSum" => one(fold(first, |a, b| a + b, |a, b| a.checked_add(b))),
        "ReduceMax" => one(fold(first, f64::max, |a, b| Some(a.max(b)))),
        "ReduceMin" => one(fold(first, f64::min, |a, b| Some(a.min(b)))),
        "Where" => one(select(operands)),
        op if operands.len() == 1 => one(Some(unary(op, first))),
        op if operands.len() == 2 => {
            one(operands[1].map(|second| binary(op, first, second)).or_else(|| Some(first.clone())))
        }
        _ => node.output.iter().map(|_| Constant::default()).collect(),
    }
}

fn scalar(number: Numbers) -> Constant {
    Constant { dims: Some(Vec::new()), numbers: Some(number), origin: None }
}

/// `Constant`, in any of its forms.
fn no_operands(node: &NodeProto) -> Option<Constant> {
    let sparse = || node.sparse("sparse_value").map(SparseTensorProto::dense);
    if let Some(tensor) = node.tensor("value").cloned().or_else(sparse) {
        return Some(Constant {
            origin: Some(node.output.first()?.as_str().into()),
            ..Constant::read(&tensor)
        });
    }
    if let Some(number) = node.int("value_int") {
        return Some(scalar(Numbers::Integers(vec![number])));
    }
    if let Some(number) = node.float("value_float") {
        return Some(scalar(Numbers::Decimals(vec![number])));
    }
    if let Some(numbers) = node.ints("value_ints").filter(|numbers| !numbers.is_empty()) {
        return Some(Constant::integers(numbers.to_vec()));
    }
    let numbers: Vec<f64> = node.floats("value_floats")?.iter().map(|number| f64::from(*number)).collect();
    let dims = Some(vec![numbers.len() as i64]);
    Some(Constant { dims, numbers: Some(Numbers::Decimals(numbers)), origin: None })
}

fn cast(node: &NodeProto, first: &Constant) -> Constant {
    const DECIMAL_TYPES: [i64; 4] = [1, 10, 11, 16];
    let decimal = node.int("to").is_some_and(|to| DECIMAL_TYPES.contains(&to));
    let numbers = first.numbers.as_ref().map(|numbers| {
        if decimal { Numbers::Decimals(numbers.decimals()) } else { Numbers::Integers(numbers.integers()) }
    });
    Constant { numbers, ..first.clone() }
}

/// The extents of something as a constant: what `Shape` gives.
pub(super) fn shape(node: &NodeProto, dims: &[i64]) -> Constant {
    let rank = dims.len() as i64;
    let place = |at: i64| (if at < 0 { at.saturating_add(rank) } else { at }).clamp(0, rank) as usize;
    let (start, end) = (place(node.int("start").unwrap_or(0)), place(node.int("end").unwrap_or(rank)));
    Constant::integers(dims.get(start..end).unwrap_or_default().to_vec())
}

fn constant_of_shape(node: &NodeProto, first: &Constant) -> Constant {
    let dims = first.numbers.as_ref().map(Numbers::integers);
    let value = node.tensor("value").map(Constant::read);
    let few = dims.as_ref().map(|dims| product(dims)).filter(|count| *count as usize <= 256);
    let numbers = few.and_then(|count| {
        let repeated = |_| 0;
        match value {
            Some(value) => value.numbers?.pick((0..count as usize).map(repeated)),
            None => Some(Numbers::Decimals(vec![0.0; count as usize])),
        }
    });
    let origin = node.output.first().map(|name| name.as_str().into());
    Constant { dims, numbers, origin }
}

fn reshape(first: &Constant, target: &[i64]) -> Option<Constant> {
    Some(first.reshaped(Some(reshaped(first.dims.as_deref()?, target)?)))
}

/// Where an axis is that may be counted from the end.
pub(super) fn axis_of(axis: i64, rank: usize) -> Option<usize> {
    let axis = if axis < 0 { axis.checked_add(rank as i64)? } else { axis };
    usize::try_from(axis).ok().filter(|axis| *axis < rank)
}

/// The extents with ones put in at these axes of the result.
pub(super) fn unsqueezed(dims: &[i64], axes: &[i64]) -> Option<Vec<i64>> {
    let rank = dims.len() + axes.len();
    let axes = axes.iter().map(|axis| axis_of(*axis, rank)).collect::<Option<Vec<usize>>>()?;
    let mut left = dims.iter();
    (0..rank).map(|at| if axes.contains(&at) { Some(1) } else { left.next().copied() }).collect()
}

fn unsqueeze(first: &Constant, axes: &[i64]) -> Option<Constant> {
    Some(first.reshaped(Some(unsqueezed(first.dims.as_deref()?, axes)?)))
}

/// The extents without these axes, or without all ones.
pub(super) fn squeezed(dims: &[i64], axes: Option<&[i64]>) -> Option<Vec<i64>> {
    let Some(axes) = axes else { return Some(dims.iter().copied().filter(|extent| *extent != 1).collect()) };
    let axes = axes.iter().map(|axis| axis_of(*axis, dims.len())).collect::<Option<Vec<usize>>>()?;
    Some(dims.iter().enumerate().filter(|(at, _)| !axes.contains(at)).map(|(_, extent)| *extent).collect())
}

fn squeeze(first: &Constant, axes: Option<&[i64]>) -> Option<Constant> {
    Some(first.reshaped(Some(squeezed(first.dims.as_deref()?, axes)?)))
}

/// The numbers of a constant in other places: where each of the result comes from.
fn numbers_from(first: &Constant, result: &[i64], from: impl Fn(&[i64]) -> Vec<i64>) -> Option<Numbers> {
    let (numbers, dims) = (first.numbers.as_ref()?, first.dims.as_deref()?);
    let count = usize::try_from(product(result)).ok().filter(|count| *count <= MOST_NUMBERS)?;
    let mut index = vec![0; result.len()];
    let mut places = Vec::with_capacity(count);
    for _ in 0..count {
        let from = from(&index);
        let place = dims.iter().zip(&from).fold(0, |place, (extent, at)| place * extent + at);
        places.push(usize::try_from(place).ok()?);
        for (at, extent) in index.iter_mut().zip(result).rev() {
            *at += 1;
            if *at < *extent {
                break;
            }
            *at = 0;
        }
    }
    numbers.pick(places.into_iter())
}

fn transpose(node: &NodeProto, first: &Constant) -> Option<Constant> {
    let dims = first.dims.as_deref()?;
    let order: Vec<i64> = match node.ints("perm") {
        Some(order) => order.to_vec(),
        None => (0..dims.len() as i64).rev().collect(),
    };
    let order: Vec<usize> = order.iter().map(|axis| axis_of(*axis, dims.len())).collect::<Option<_>>()?;
    let result: Vec<i64> = order.iter().map(|axis| dims[*axis]).collect();
    let numbers = numbers_from(first, &result, |index| {
        let mut from = vec![0; index.len()];
        order.iter().zip(index).for_each(|(axis, at)| from[*axis] = *at);
        from
    });
    Some(Constant { dims: Some(result), numbers, origin: first.origin.clone() })
}

fn gather(node: &NodeProto, first: &Constant, places: &Constant) -> Option<Constant> {
    let (dims, axis) = (first.dims.as_deref()?, node.int("axis").unwrap_or(0));
    let axis = axis_of(axis, dims.len())?;
    let mut result = dims[..axis].to_vec();
    result.extend(places.dims.as_deref()?);
    result.extend(&dims[axis + 1..]);
    let numbers = first.numbers.as_ref().filter(|_| dims.len() == 1).and_then(|numbers| {
        let places = places.numbers.as_ref()?.integers();
        let places = places.iter().map(|at| axis_of(*at, numbers.len())).collect::<Option<Vec<_>>>()?;
        numbers.pick(places.into_iter())
    });
    Some(Constant { dims: Some(result), numbers, origin: None })
}

/// Where a slice of an axis begins, how many elements it has, and its step.
pub(super) fn slice_of(extent: i64, start: i64, end: i64, step: i64) -> Option<(i64, i64)> {
    let place = |at: i64| if at < 0 { at.saturating_add(extent) } else { at };
    if step > 0 {
        let (start, end) = (place(start).clamp(0, extent), place(end).clamp(0, extent));
        Some((start, ((end - start).max(0) as u64).div_ceil(step as u64) as i64))
    } else if step < 0 {
        let (start, end) = (place(start).clamp(-1, extent - 1), place(end).clamp(-1, extent - 1));
        Some((start, ((start - end).max(0) as u64).div_ceil(step.unsigned_abs()) as i64))
    } else {
        None
    }
}

fn slice(
    first: &Constant,
    starts: Option<Vec<i64>>,
    ends: Option<Vec<i64>>,
    axes: Option<Vec<i64>>,
    steps: impl Fn() -> Option<Vec<i64>>,
) -> Option<Constant> {
    let mut dims = first.dims.clone()?;
    let (starts, ends) = (starts?, ends?);
    let (axes, steps) = (axes.unwrap_or((0..starts.len() as i64).collect()), steps());
    let mut ways = vec![(0, 1); dims.len()];
    for (at, (start, end)) in starts.iter().zip(&ends).enumerate() {
        let axis = axis_of(*axes.get(at)?, dims.len())?;
        let step = steps.as_ref().map_or(Some(1), |steps| steps.get(at).copied())?;
        let (start, length) = slice_of(dims[axis], *start, *end, step)?;
        dims[axis] = length;
        ways[axis] = (start, step);
    }
    let numbers = numbers_from(first, &dims, |index| {
        index.iter().zip(&ways).map(|(at, (start, step))| start + at * step).collect()
    });
    Some(Constant { dims: Some(dims), numbers, origin: None })
}

fn concat(node: &NodeProto, operands: &[Option<&Constant>]) -> Option<Constant> {
    let all = operands.iter().copied().collect::<Option<Vec<&Constant>>>()?;
    let mut dims = all.first()?.dims.clone()?;
    let axis = axis_of(node.int("axis").unwrap_or(1), dims.len())?;
    dims[axis] = 0;
    for constant in &all {
        dims[axis] = dims[axis].checked_add(*constant.dims.as_ref()?.get(axis)?)?;
    }
    let parts = all.iter().map(|constant| constant.numbers.as_ref()).collect::<Option<Vec<_>>>();
    let numbers = parts.filter(|_| dims.len() == 1 && dims[0] as usize <= MOST_NUMBERS).map(|parts| {
        if parts.iter().all(|part| matches!(part, Numbers::Integers(_))) {
            Numbers::Integers(parts.iter().flat_map(|part| part.integers()).collect())
        } else {
            Numbers::Decimals(parts.iter().flat_map(|part| part.decimals()).collect())
        }
    });
    Some(Constant { dims: Some(dims), numbers, origin: None })
}

fn split(node: &NodeProto, first: &Constant, sizes: Option<Vec<i64>>) -> Vec<Constant> {
    let mut start = 0;
    let outputs = node.output.len();
    (0..outputs)
        .map(|at| {
            let dims = first.dims.clone()?;
            let axis = axis_of(node.int("axis").unwrap_or(0), dims.len())?;
            let even = (dims[axis] as u64).div_ceil(outputs as u64) as i64;
            let length = match &sizes {
                Some(sizes) => *sizes.get(at)?,
                None => even.min(dims[axis] - start),
            };
            let (from, end) = (start, start.checked_add(length)?);
            start = end;
            slice(first, Some(vec![from]), Some(vec![end]), Some(vec![axis as i64]), || None)
        })
        .map(Option::unwrap_or_default)
        .collect()
}

fn range(operands: &[Option<&Constant>]) -> Option<Constant> {
    let numbers: Vec<f64> =
        operands.iter().map(|operand| (*operand)?.scalar()).collect::<Option<Vec<f64>>>()?;
    let [start, limit, delta] = numbers[..] else { return None };
    let count = ((limit - start) / delta).ceil();
    if !(0.0..=MOST_NUMBERS as f64).contains(&count) {
        return None;
    }
    Some(Constant::integers((0..count as i64).map(|at| (start + at as f64 * delta) as i64).collect()))
}

fn fold(
    first: &Constant,
    decimals: impl Fn(f64, f64) -> f64,
    integers: impl Fn(i64, i64) -> Option<i64>,
) -> Option<Constant> {
    let number = match first.numbers.as_ref()? {
        Numbers::Integers(numbers) => {
            let (first, rest) = numbers.split_first()?;
            Numbers::Integers(vec![rest.iter().try_fold(*first, |a, b| integers(a, *b))?])
        }
        Numbers::Decimals(numbers) => Numbers::Decimals(vec![numbers.iter().copied().reduce(decimals)?]),
    };
    Some(scalar(number))
}

fn select(operands: &[Option<&Constant>]) -> Option<Constant> {
    let [Some(condition), Some(yes), Some(no)] = operands[..] else { return None };
    let dims = broadcast(&broadcast(condition.dims.as_deref()?, yes.dims.as_deref()?)?, no.dims.as_deref()?)?;
    let count = usize::try_from(product(&dims)).ok().filter(|count| *count <= MOST_NUMBERS && dims.len() < 2);
    let numbers = count.and_then(|count| {
        let numbers = |constant: &Constant| Some(repeated(&constant.numbers.as_ref()?.integers(), count));
        let (condition, yes, no) = (numbers(condition)??, numbers(yes)??, numbers(no)??);
        let chosen = condition.iter().zip(yes.iter().zip(&no));
        Some(Numbers::Integers(chosen.map(|(c, (yes, no))| if *c != 0 { *yes } else { *no }).collect()))
    });
    Some(Constant { dims: Some(dims), numbers, origin: None })
}

/// One number for all places, or one for each.
fn repeated<T: Copy>(numbers: &[T], count: usize) -> Option<Vec<T>> {
    match numbers {
        [number] => Some(vec![*number; count]),
        _ => (numbers.len() == count).then(|| numbers.to_vec()),
    }
}

/// The extents of two operands that are broadcast.
pub(super) fn broadcast(left: &[i64], right: &[i64]) -> Option<Vec<i64>> {
    let rank = left.len().max(right.len());
    let at = |dims: &[i64], axis: usize| {
        (axis + dims.len()).checked_sub(rank).and_then(|at| dims.get(at).copied()).unwrap_or(1)
    };
    (0..rank)
        .map(|axis| match (at(left, axis), at(right, axis)) {
            (1, extent) | (extent, 1) => Some(extent),
            (one, other) => (one == other).then_some(one),
        })
        .collect()
}

fn unary(op: &str, first: &Constant) -> Constant {
    let decimal = |f: fn(f64) -> f64| {
        let numbers = first.numbers.as_ref()?.decimals();
        Some(Numbers::Decimals(numbers.into_iter().map(f).collect()))
    };
    let numbers = match op {
        "Floor" => decimal(f64::floor),
        "Ceil" => decimal(f64::ceil),
        "Round" => decimal(f64::round_ties_even),
        "Sqrt" => decimal(f64::sqrt),
        "Exp" => decimal(f64::exp),
        "Neg" => match first.numbers.as_ref() {
            Some(Numbers::Integers(numbers)) => numbers
                .iter()
                .map(|number| number.checked_neg())
                .collect::<Option<_>>()
                .map(Numbers::Integers),
            _ => decimal(|number| -number),
        },
        "Not" => first.numbers.as_ref().map(|numbers| {
            Numbers::Integers(numbers.integers().into_iter().map(|number| i64::from(number == 0)).collect())
        }),
        _ => None,
    };
    Constant { dims: first.dims.clone(), numbers, origin: None }
}

fn binary(op: &str, left: &Constant, right: &Constant) -> Constant {
    let dims =
        left.dims.as_deref().zip(right.dims.as_deref()).and_then(|(left, right)| broadcast(left, right));
    let count = dims.as_deref().map(product).and_then(|count| usize::try_from(count).ok());
    let count =
        count.filter(|count| *count <= MOST_NUMBERS && dims.as_ref().is_some_and(|dims| dims.len() < 2));
    let numbers = count.and_then(|count| {
        let (left, right) = (left.numbers.as_ref()?, right.numbers.as_ref()?);
        if let (Numbers::Integers(left), Numbers::Integers(right)) = (left, right) {
            let pairs = repeated(left, count)?.into_iter().zip(repeated(right, count)?);
            let numbers = pairs.map(|(left, right)| integer(op, left, right)).collect::<Option<_>>()?;
            return Some(Numbers::Integers(numbers));
        }
        let pairs = repeated(&left.decimals(), count)?.into_iter().zip(repeated(&right.decimals(), count)?);
        Some(Numbers::Decimals(pairs.map(|(left, right)| decimal(op, left, right)).collect::<Option<_>>()?))
    });
    Constant { dims, numbers, origin: None }
}

fn integer(op: &str, left: i64, right: i64) -> Option<i64> {
    match op {
        "Add" => left.checked_add(right),
        "Sub" => left.checked_sub(right),
        "Mul" => left.checked_mul(right),
        "Div" => left.checked_div(right),
        "Mod" => left.checked_rem_euclid(right),
        "Min" => Some(left.min(right)),
        "Max" => Some(left.max(right)),
        "Pow" => left.checked_pow(u32::try_from(right).ok()?),
        "Equal" => Some(i64::from(left == right)),
        "Less" => Some(i64::from(left < right)),
        "Greater" => Some(i64::from(left > right)),
        "And" => Some(i64::from(left != 0 && right != 0)),
        "Or" => Some(i64::from(left != 0 || right != 0)),
        _ => None,
    }
}

fn decimal(op: &str, left: f64, right: f64) -> Option<f64> {
    match op {
        "Add" => Some(left + right),
        "Sub" => Some(left - right),
        "Mul" => Some(left * right),
        "Div" => Some(left / right),
        "Min" => Some(left.min(right)),
        "Max" => Some(left.max(right)),
        "Pow" => Some(left.powf(right)),
        _ => None,
    }
}
