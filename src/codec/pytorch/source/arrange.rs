//! What arranges the elements of a tensor anew, or takes some of them.

use std::rc::Rc;

use super::call::{Arguments, argument};
use super::compare::{counted, whole};
use super::flow::Flows;
use super::run::{Run, Scope};
use super::tree::{Expr, Subscript, What};
use super::value::{Arranged, Tensor, Value};
use crate::codec::extents::{product, reshaped};
use crate::codec::remark::TextPlace;
use crate::layer::{Fields, Key, Kind, Shape, Value as Given};

impl<'p> Run<'p> {
    fn flatten(&mut self, tensor: Rc<Tensor>, path: &str) -> Value<'p> {
        Value::Tensor(self.row(path, "flatten", Kind::Flatten, Fields::new(), &[tensor], None))
    }

    /// `torch.flatten(x, 1)`.
    pub fn flattened(
        &mut self,
        tensor: &Rc<Tensor>,
        given: &Arguments<'p>,
        from: i64,
        path: &str,
        place: TextPlace,
    ) -> Value<'p> {
        let first = argument(given, 0, "start_dim").map_or(Some(from), whole);
        let last = argument(given, 1, "end_dim").map_or(Some(-1), whole);
        if let (Some(1), Some(-1 | 3)) = (first, last) {
            let tensor = match &tensor.arranged {
                Arranged::Otherwise { permuted: false, .. } => Rc::new(tensor.arranged(Arranged::Plainly)),
                _ => self.plain(tensor, place),
            };
            return self.flatten(tensor, path);
        }
        let (Some(extents), Some(first), Some(last)) = (tensor.extents(), first, last) else {
            return self.not_rearranged("flatten", tensor, place);
        };
        let (Some(first), Some(last)) = (counted(first, extents.len()), counted(last, extents.len())) else {
            return self.not_rearranged("flatten", tensor, place);
        };
        let Some(inner) = extents.get(first..=last) else {
            return self.not_rearranged("flatten", tensor, place);
        };
        let all = [&extents[..first], &[product(inner)], &extents[last + 1..]].concat();
        self.arrange("flatten", tensor, all, false, place)
    }

    fn not_rearranged(&mut self, op: &str, tensor: &Rc<Tensor>, place: TextPlace) -> Value<'p> {
        let plain = Rc::new(tensor.arranged(Arranged::Plainly));
        self.unknown(op, "", &plain, Flows::Nobody, place)
    }

    /// `view` and `reshape`.
    pub fn reshaped(
        &mut self,
        op: &str,
        tensor: &Rc<Tensor>,
        given: &Arguments<'p>,
        place: TextPlace,
    ) -> Value<'p> {
        let target = match given.first() {
            Some((_, Value::List(list))) => self.items(*list).to_vec(),
            _ => given.iter().map(|(_, value)| value.clone()).collect(),
        };
        let tensor = &match tensor.arranged {
            Arranged::Padded { .. } => self.plain(tensor, place),
            _ => tensor.clone(),
        };
        let numbers: Option<Vec<i64>> = target.iter().map(whole).collect();
        let known =
            tensor.extents().zip(numbers.clone()).and_then(|(extents, target)| reshaped(&extents, &target));
        if let Some(extents) = known {
            return self.arrange(op, tensor, extents, false, place);
        }
        match &target[..] {
            // A vector of all that is left, or of so many features.
            [_, features] if tensor.shape.is_none() || whole(features) == Some(-1) => {
                let plain = Rc::new(tensor.arranged(Arranged::Plainly));
                self.flatten(plain, "")
            }
            _ => match numbers.as_deref() {
                Some([_, channels, height, width])
                    if tensor.shape.is_none() && tensor.vector == Some(true) =>
                {
                    let shape = Given::Extents(vec![*channels, *height, *width]);
                    let fields = Fields::new().with(Key::Shape, shape);
                    Value::Tensor(self.row(
                        "",
                        "unflatten",
                        Kind::Unflatten,
                        fields,
                        std::slice::from_ref(tensor),
                        None,
                    ))
                }
                _ => self.not_rearranged(op, tensor, place),
            },
        }
    }

    /// A tensor in other extents: rows where they are those of a vector or an image, else it is remembered.
    fn arrange(
        &mut self,
        op: &str,
        tensor: &Rc<Tensor>,
        extents: Vec<i64>,
        permuted: bool,
        place: TextPlace,
    ) -> Value<'p> {
        let was = match tensor.arranged {
            Arranged::Otherwise { permuted, .. } => permuted,
            Arranged::ChannelsLast => true,
            _ => false,
        };
        let permuted = permuted || was;
        let plain = Rc::new(tensor.arranged(Arranged::Plainly));
        let before = tensor.shape.map(|shape| shape.extents().to_vec());
        let same_batch = before.as_ref().is_some_and(|before| before.first() == extents.first());
        match (&extents[..], tensor.shape) {
            _ if before.as_deref() == Some(&extents) && !permuted => Value::Tensor(plain),
            // The channels in another order: a shuffle.
            ([_, _, _, _], _) if before.as_deref() == Some(&extents) => {
                Value::Tensor(self.row("", "shuffle", Kind::Identity, Fields::new(), &[plain], None))
            }
            ([_, _], Some(Shape::Image(_))) if same_batch && !permuted => self.flatten(plain, ""),
            ([_, channels, height, width], Some(shape)) if same_batch && !permuted => {
                let fields = Fields::new().with(Key::Shape, Given::Extents(vec![*channels, *height, *width]));
                let flat = match shape {
                    Shape::Vector(_) => plain,
                    Shape::Image(_) => self.row("", "flatten", Kind::Flatten, Fields::new(), &[plain], None),
                };
                Value::Tensor(self.row("", "unflatten", Kind::Unflatten, fields, &[flat], None))
            }
            ([_, _] | [_, _, _, _], _) if !permuted || was => {
                let flows = Flows::In(extents);
                self.unknown(op, "", &plain, flows, place)
            }
            _ => Value::Tensor(Rc::new(tensor.arranged(Arranged::Otherwise { extents, permuted }))),
        }
    }

    /// `permute`, `transpose`, `movedim`: of an image, the channels may go to the end and come back.
    pub fn permuted(
        &mut self,
        op: &str,
        tensor: &Rc<Tensor>,
        given: &Arguments<'p>,
        place: TextPlace,
    ) -> Value<'p> {
        let tensor = &match tensor.arranged {
            Arranged::Padded { .. } => self.plain(tensor, place),
            _ => tensor.clone(),
        };
        let given = match given.first() {
            Some((_, Value::List(list))) if op == "permute" => self.items(*list).to_vec(),
            _ => given.iter().map(|(_, value)| value.clone()).collect(),
        };
        let numbers: Option<Vec<i64>> = given.iter().map(whole).collect();
        let axes = tensor.axes().unwrap_or(4);
        let order = numbers.and_then(|numbers| order(op, &numbers, axes));
        match (order.as_deref(), &tensor.arranged) {
            (Some([0, 2, 3, 1]), Arranged::Plainly) => {
                Value::Tensor(Rc::new(tensor.arranged(Arranged::ChannelsLast)))
            }
            (Some([0, 3, 1, 2]), Arranged::ChannelsLast) => {
                Value::Tensor(Rc::new(tensor.arranged(Arranged::Plainly)))
            }
            (Some(order), _) if tensor.extents().is_some_and(|extents| extents.len() == order.len()) => {
                let before = tensor.extents().unwrap_or_default();
                let extents = order.iter().map(|axis| before[*axis]).collect();
                Value::Tensor(Rc::new(tensor.arranged(Arranged::Otherwise { extents, permuted: true })))
            }
            _ => self.not_rearranged(op, tensor, place),
        }
    }

    pub fn squeezed(
        &mut self,
        op: &str,
        tensor: &Rc<Tensor>,
        given: &Arguments<'p>,
        place: TextPlace,
    ) -> Value<'p> {
        let tensor = &match tensor.arranged {
            Arranged::Padded { .. } => self.plain(tensor, place),
            _ => tensor.clone(),
        };
        let axis = argument(given, 0, "dim").map(whole);
        let Some(mut extents) = tensor.extents() else { return self.not_rearranged(op, tensor, place) };
        match (op, axis) {
            ("squeeze", None) => {
                let mut at = 0;
                extents.retain(|extent| {
                    at += 1;
                    at == 1 || *extent != 1
                });
            }
            ("squeeze", Some(Some(axis))) => match counted(axis, extents.len()) {
                Some(axis) if extents.get(axis) == Some(&1) => {
                    extents.remove(axis);
                }
                _ => {}
            },
            (_, Some(Some(axis))) => {
                let length = extents.len() + 1;
                match counted(axis, length).filter(|axis| *axis < length) {
                    Some(axis) => extents.insert(axis, 1),
                    None => return self.not_rearranged(op, tensor, place),
                }
            }
            _ => return self.not_rearranged(op, tensor, place),
        }
        self.arrange(op, tensor, extents, false, place)
    }

    pub fn unflattened(&mut self, tensor: &Rc<Tensor>, given: &Arguments<'p>, place: TextPlace) -> Value<'p> {
        let shape: Option<Vec<i64>> = match argument(given, 1, "sizes") {
            Some(Value::List(list)) => self.items(*list).iter().map(whole).collect(),
            _ => None,
        };
        let first = argument(given, 0, "dim").and_then(whole);
        match shape.filter(|shape| shape.len() == 3 && first == Some(1)) {
            Some(shape) => {
                let tensor = self.plain(tensor, place);
                let fields = Fields::new().with(Key::Shape, Given::Extents(shape));
                Value::Tensor(self.row("", "unflatten", Kind::Unflatten, fields, &[tensor], None))
            }
            None => self.not_rearranged("unflatten", tensor, place),
        }
    }

    /// `chunk` and `split`: parts of the channels.
    pub fn parts(
        &mut self,
        op: &str,
        tensor: &Rc<Tensor>,
        given: &Arguments<'p>,
        place: TextPlace,
    ) -> Value<'p> {
        let axis = argument(given, 1, "dim").map_or(Some(0), whole);
        let channels = tensor.shape.map(|shape| shape.channels());
        let lengths =
            match (argument(given, 0, if op == "chunk" { "chunks" } else { "split_size" }), channels) {
                (Some(Value::List(list)), _) => self.items(*list).iter().map(whole).collect(),
                (Some(Value::Integer(number)), Some(channels)) if *number > 0 => {
                    let each = if op == "chunk" { (channels - 1) / number + 1 } else { *number };
                    let count = (channels - 1) / each + 1;
                    (count <= 1000).then(|| (0..count).map(|at| each.min(channels - at * each)).collect())
                }
                _ => None,
            };
        let Some(lengths) = lengths.filter(|_: &Vec<i64>| axis == Some(1)) else {
            return self.not_rearranged(op, tensor, place);
        };
        let tensor = self.plain(tensor, place);
        let (mut start, mut parts) = (0i64, Vec::new());
        for length in lengths {
            parts.push(self.sliced(&tensor, start, length));
            start = start.saturating_add(length);
        }
        self.list(parts)
    }

    fn sliced(&mut self, tensor: &Rc<Tensor>, start: i64, length: i64) -> Value<'p> {
        let fields =
            Fields::new().with(Key::Start, Given::Integer(start)).with(Key::Length, Given::Integer(length));
        Value::Tensor(self.row("", "slice", Kind::SliceChannels, fields, std::slice::from_ref(tensor), None))
    }

    /// `x[:, 8:16]` takes channels, `x[:, :, 1:9, 1:9]` pixels.
    pub fn slice(
        &mut self,
        tensor: &Rc<Tensor>,
        subscripts: &'p [Subscript<'p>],
        place: TextPlace,
        scope: &mut Scope<'p>,
    ) -> Value<'p> {
        let tensor = self.plain(tensor, place);
        let extents = tensor.extents();
        let mut ranges = Vec::new();
        for (axis, subscript) in subscripts.iter().enumerate() {
            let extent = extents.as_ref().and_then(|extents| extents.get(axis).copied());
            let range = match subscript {
                Subscript::Range([from, to, None]) => self.range([from, to], extent, scope),
                _ => None,
            };
            ranges.push(range);
        }
        ranges.resize(4.max(ranges.len()), Some((0, None)));
        let [Some((0, None)), Some(channels), Some(rows), Some(columns)] = ranges[..] else {
            return self.squeezed_by_index(&tensor, subscripts, place);
        };
        let mut made = Value::Tensor(tensor.clone());
        if let (from, length) = channels
            && (from, length) != (0, None)
        {
            let length = length.or_else(|| Some(extents.as_ref()?.get(1)? - from));
            let Some(length) = length else { return self.not_rearranged("slice", &tensor, place) };
            made = self.sliced(&tensor, from, length);
        }
        if (rows, columns) != ((0, None), (0, None)) {
            let (Some(Shape::Image([_, _, height, width])), Value::Tensor(flows)) = (tensor.shape, &made)
            else {
                return self.not_rearranged("crop", &tensor, place);
            };
            let end = |(from, length): (i64, Option<i64>), extent: i64| {
                length.map_or(0, |length| extent - from - length)
            };
            let sides = [rows.0, columns.0, end(rows, height), end(columns, width)];
            let fields = Fields::new().with(Key::Amount, Given::Sides(sides));
            made = Value::Tensor(self.row("", "crop", Kind::Crop, fields, std::slice::from_ref(flows), None));
        }
        made
    }

    /// `x[:, :, None, None]` makes an image of a vector.
    fn squeezed_by_index(
        &mut self,
        tensor: &Rc<Tensor>,
        subscripts: &'p [Subscript<'p>],
        place: TextPlace,
    ) -> Value<'p> {
        let is_none =
            |subscript: &Subscript| matches!(subscript, Subscript::At(Expr { what: What::None, .. }));
        let is_all = |subscript: &Subscript| matches!(subscript, Subscript::Range([None, None, None]));
        match (subscripts, tensor.shape) {
            ([first, second, third, fourth], Some(Shape::Vector([_, features])))
                if is_all(first) && is_all(second) && is_none(third) && is_none(fourth) =>
            {
                let fields = Fields::new().with(Key::Shape, Given::Extents(vec![features, 1, 1]));
                Value::Tensor(self.row(
                    "",
                    "unflatten",
                    Kind::Unflatten,
                    fields,
                    std::slice::from_ref(tensor),
                    None,
                ))
            }
            _ => self.not_rearranged("[…]", tensor, place),
        }
    }

    /// Where a range begins, and how long it is; `None` for all that is left.
    fn range(
        &mut self,
        [from, to]: [&'p Option<Expr<'p>>; 2],
        extent: Option<i64>,
        scope: &mut Scope<'p>,
    ) -> Option<(i64, Option<i64>)> {
        let mut bound = |bound: &'p Option<Expr<'p>>| match bound {
            None => Some(None),
            Some(bound) => {
                let value = self.value(bound, scope);
                let at = whole(&value)?;
                Some(Some(if at < 0 { at.checked_add(extent?)? } else { at }))
            }
        };
        let (from, to) = (bound(from)?.unwrap_or(0), bound(to)?);
        let to = to.map(|to| extent.map_or(to, |extent| to.min(extent)));
        Some((from, to.map(|to| to.checked_sub(from)).map_or(Some(None), |length| length.map(Some))?))
    }
}

/// Which axis comes where.
fn order(op: &str, given: &[i64], axes: usize) -> Option<Vec<usize>> {
    let axis = |axis: i64| counted(axis, axes).filter(|axis| *axis < axes);
    let mut order: Vec<usize> = (0..axes).collect();
    match (op, given) {
        ("permute", given) => {
            let given: Vec<usize> = given.iter().map(|given| axis(*given)).collect::<Option<_>>()?;
            let mut sorted = given.clone();
            sorted.sort_unstable();
            return (sorted == order).then_some(given);
        }
        ("transpose" | "swapaxes", [one, other]) => order.swap(axis(*one)?, axis(*other)?),
        (_, [from, to]) => {
            let moved = order.remove(axis(*from)?);
            order.insert(axis(*to)?, moved);
        }
        _ => return None,
    }
    Some(order)
}
