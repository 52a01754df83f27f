//! Operators that only rearrange: axes that change places, images made vectors, channels shuffled.

use std::rc::Rc;

use super::evaluate::{squeezed, unsqueezed};
use super::flow::{Flow, IMAGE, Role, SEQUENCE, SIGNAL, VECTOR};
use super::layout::with_pixels_moved;
use super::message::NodeProto;
use super::summary::{Fate, Reason};
use super::tensor::Constant;
use super::translate::{Handled, Translator, Value};
use crate::codec::extents::{product, reshaped};
use crate::codec::rows::Values;
use crate::layer::{Key, Kind, Shape, Value as Given};

/// What flows out of a row with its axes split, and perhaps in another order: the middle of a channel shuffle.
pub(super) struct Rearranged {
    base: Rc<Flow>,
    /// The extents it was split into.
    dims: Vec<i64>,
    /// The axes in their new order.
    order: Option<Vec<usize>>,
}

impl Rearranged {
    /// It as something that flows, for operators that do not take part in a rearrangement.
    pub fn flow(&self) -> Flow {
        let dims = match &self.order {
            Some(order) => order.iter().map(|axis| self.dims[*axis]).collect(),
            None => self.dims.clone(),
        };
        let moved = with_pixels_moved(&self.base, &dims).filter(|_| self.keeps_channels_last());
        moved.unwrap_or_else(|| Flow { roles: Vec::new(), dims: Some(dims), ..Flow::clone(&self.base) })
    }

    /// Whether the last axis is still that of the channels, so that only pixels have moved.
    fn keeps_channels_last(&self) -> bool {
        let last = self.dims.len().saturating_sub(1);
        let channels = self.base.shape.map(|shape| shape.channels());
        self.base.roles.last() == Some(&Role::Channels)
            && self.dims.last().copied() == channels
            && self.order.as_ref().is_none_or(|order| order.last() == Some(&last))
    }
}

impl<'m> Translator<'m> {
    /// `Reshape`.
    pub fn reshape(&mut self, at: usize) -> Handled {
        if let Some(handled) = self.group_norm(at) {
            return handled;
        }
        let node = &self.graph.nodes[at];
        let name = node.operand(0).ok_or(Reason::NoSuchLayer)?;
        let dims = self.dims(name).ok_or(Reason::ExtentsUnknown)?;
        let target = self.integers(node, "shape", 1).and_then(|target| reshaped(&dims, &target));
        let target = target.or_else(|| self.described(Self::output(node))).ok_or(Reason::ExtentsUnknown)?;
        self.rearrange(node, name, target)
    }

    /// `Flatten`.
    pub fn flatten(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let name = node.operand(0).ok_or(Reason::NoSuchLayer)?;
        let axis = node.int("axis").unwrap_or(1);
        let Some(dims) = self.dims(name) else {
            let input = self.operand(node, 0).ok_or(Reason::NoSuchLayer)?;
            let flow = self.emit(node, Kind::Flatten, Values::of(Kind::Flatten), &[&input], &VECTOR, None);
            return self.finish(Self::output(node), flow);
        };
        let axis = if axis < 0 { axis + dims.len() as i64 } else { axis };
        let (before, after) = dims.split_at_checked(axis as usize).ok_or(Reason::OtherAxes)?;
        let target = vec![product(before), product(after)];
        self.rearrange(node, name, target)
    }

    /// `Squeeze` and `Unsqueeze`.
    pub fn squeeze(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let name = node.operand(0).ok_or(Reason::NoSuchLayer)?;
        let dims = self.dims(name).ok_or(Reason::ExtentsUnknown)?;
        let axes = self.integers(node, "axes", 1);
        let target = match node.op_type.as_str() {
            "Squeeze" => squeezed(&dims, axes.as_deref()),
            _ => unsqueezed(&dims, &axes.unwrap_or_default()),
        };
        self.rearrange(node, name, target.ok_or(Reason::OtherAxes)?)
    }

    /// Gives a value other extents.
    pub fn rearrange(&mut self, node: &'m NodeProto, name: &'m str, target: Vec<i64>) -> Handled {
        let output = Self::output(node);
        let (flow, shuffled, channels_last) = match self.values.get(name) {
            Some(Value::Rearranged(rearranged)) => {
                let rearranged = rearranged.clone();
                if let Some(factor) = rearranged.pixel_shuffle(&target) {
                    let values = Values::of(Kind::PixelShuffle).integer(Key::UpscaleFactor, factor);
                    let flow = self.emit(node, Kind::PixelShuffle, values, &[&rearranged.base], &IMAGE, None);
                    return self.finish(output, flow);
                }
                (rearranged.base.clone(), rearranged.order.is_some(), rearranged.keeps_channels_last())
            }
            _ => (self.flow(name).ok_or(Reason::NoSuchLayer)?, false, true),
        };
        let dims = flow.dims.as_deref().ok_or(Reason::ExtentsUnknown)?;
        if dims == target {
            if shuffled {
                let values = Values::of(Kind::Identity);
                let flow = self.emit(node, Kind::Identity, values, &[&flow], &flow.roles, None);
                return self.finish(output, flow);
            }
            return self.finish(output, flow).map(|_| Fate::PassedOn);
        }
        if let Some(roles) = regrouped(&flow, &target) {
            let flow = Flow::new(flow.from.clone(), flow.shape, &roles);
            return self.finish(output, Rc::new(flow)).map(|_| Fate::PassedOn);
        }
        if let Some(moved) = with_pixels_moved(&flow, &target).filter(|_| channels_last) {
            return self.finish(output, Rc::new(moved)).map(|_| Fate::PassedOn);
        }
        let same_batch = flow.shape.is_some_and(|shape| target.first() == Some(&shape.batch()));
        let batch_first = flow.roles.first() == Some(&Role::Batch);
        if !same_batch || !batch_first || !(2..=4).contains(&target.len()) {
            if product(dims) != product(&target) {
                return Err(Reason::OtherAxes);
            }
            let rearranged = Rearranged { base: flow, dims: target, order: None };
            self.set(output, Value::Rearranged(Rc::new(rearranged)));
            return Ok(Fate::PassedOn);
        }
        let vector = match flow.shape {
            Some(Shape::Vector(_)) => flow,
            _ => self.emit(node, Kind::Flatten, Values::of(Kind::Flatten), &[&flow], &VECTOR, None),
        };
        let (extents, roles) = match target[1..] {
            [_] => return self.finish(output, vector),
            [length, channels] if self.graph.is_sequence(output) => {
                (vec![channels, 1, length], SEQUENCE.to_vec())
            }
            [channels, width] => (vec![channels, 1, width], SIGNAL.to_vec()),
            _ => (target[1..].to_vec(), IMAGE.to_vec()),
        };
        let values = Values::of(Kind::Unflatten).with(Key::Shape, Given::Extents(extents));
        let flow = self.emit(node, Kind::Unflatten, values, &[&vector], &roles, None);
        self.finish(output, flow)
    }

    /// `Transpose`.
    pub fn transpose(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let name = node.operand(0).ok_or(Reason::NoSuchLayer)?;
        let order = |rank: usize| -> Option<Vec<usize>> {
            let order: Vec<usize> = match node.ints("perm") {
                Some(order) => order.iter().map(|axis| usize::try_from(*axis).ok()).collect::<Option<_>>()?,
                None => (0..rank).rev().collect(),
            };
            let mut sorted = order.clone();
            sorted.sort_unstable();
            sorted.iter().copied().eq(0..rank).then_some(order)
        };
        if let Some(Value::Rearranged(rearranged)) = self.values.get(name)
            && rearranged.order.is_none()
        {
            let order = order(rearranged.dims.len()).ok_or(Reason::OtherAxes)?;
            let (base, dims) = (rearranged.base.clone(), rearranged.dims.clone());
            let value = Value::Rearranged(Rc::new(Rearranged { base, dims, order: Some(order) }));
            self.set(Self::output(node), value);
            return Ok(Fate::PassedOn);
        }
        let input = self.operand(node, 0).ok_or(Reason::NoSuchLayer)?;
        let dims = input.dims.clone().ok_or(Reason::ExtentsUnknown)?;
        let order = order(dims.len()).ok_or(Reason::OtherAxes)?;
        if input.is_loose() {
            let value = Value::Rearranged(Rc::new(Rearranged { base: input, dims, order: Some(order) }));
            self.set(Self::output(node), value);
            return Ok(Fate::PassedOn);
        }
        let roles: Vec<Role> = order.iter().map(|axis| input.roles[*axis]).collect();
        let flow = Flow::new(input.from.clone(), input.shape, &roles);
        self.finish(Self::output(node), Rc::new(flow)).map(|_| Fate::PassedOn)
    }

    /// What does nothing to what flows.
    pub fn pass_on(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let value = node.operand(0).and_then(|name| self.values.get(name)).cloned();
        self.set(Self::output(node), value.ok_or(Reason::NoSuchLayer)?);
        Ok(Fate::PassedOn)
    }

    /// `DynamicQuantizeLinear`: the value, and a scale and a zero that depend on it, which no count does.
    pub fn quantize(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        for output in node.output.iter().skip(1) {
            self.set(output, Value::Constant(Rc::new(Constant::of_dims(Some(Vec::new())))));
        }
        self.pass_on(at)
    }

    /// `Dropout`, a row that costs nothing.
    pub fn dropout(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let input = self.operand(node, 0).ok_or(Reason::NoSuchLayer)?;
        let values = Values::of(Kind::Identity);
        let flow = self.emit(node, Kind::Identity, values, &[&input], &input.roles, None);
        self.finish(Self::output(node), flow)
    }
}

impl Rearranged {
    /// The factor of a pixel shuffle that was written as a reshape, a transposition and this reshape.
    fn pixel_shuffle(&self, target: &[i64]) -> Option<i64> {
        let (&[batch, channels, factor, other, height, width], Some(order)) =
            (self.dims.as_slice(), &self.order)
        else {
            return None;
        };
        let grown = [batch, channels, height.checked_mul(factor)?, width.checked_mul(factor)?];
        let shuffles = factor == other && *order == [0, 1, 4, 2, 5, 3] && self.base.roles == IMAGE;
        (shuffles && target == grown).then_some(factor)
    }
}

/// The roles of axes after pixels were put in a row, or a row of pixels was made an image again.
fn regrouped(flow: &Flow, target: &[i64]) -> Option<Vec<Role>> {
    let candidates: [&[Role]; 4] = match flow.roles[..] {
        [_, _, _, _] => [&SIGNAL, &SEQUENCE, &[], &[]],
        [_, _, _] => [&IMAGE, &[Role::Batch, Role::Height, Role::Width, Role::Channels], &[], &[]],
        _ => return None,
    };
    let last_is_channels = |roles: &[Role]| roles.last() == Some(&Role::Channels);
    let shape = flow.shape.filter(|shape| shape.size().is_some());
    candidates.into_iter().filter(|roles| !roles.is_empty()).find_map(|roles| {
        let flow_after = Flow::new(flow.from.clone(), shape, roles);
        let in_order = flow.roles.first() == Some(&Role::Batch)
            && last_is_channels(roles) == last_is_channels(&flow.roles)
            && flow.roles.contains(&Role::Channels);
        (in_order && flow_after.dims.as_deref() == Some(target)).then(|| roles.to_vec())
    })
}
