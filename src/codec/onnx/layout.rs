//! Puts the axes of what flows in the order that an operator takes them in, by rows where the document has another shape.

use std::rc::Rc;

use super::flow::{Flow, IMAGE, Role, SEQUENCE, SIGNAL, VECTOR, folded};
use super::message::NodeProto;
use super::summary::{Fate, Reason};
use super::translate::{Translator, Value};
use crate::codec::extents::product;
use crate::codec::rows::Values;
use crate::layer::{Key, Kind, Shape, Value as Given};

/// The axes of an image whose channels come last.
const CHANNELS_LAST: [Role; 4] = [Role::Batch, Role::Height, Role::Width, Role::Channels];

impl<'m> Translator<'m> {
    /// An operand with its channels second, as convolution takes it.
    pub fn image(&mut self, node: &'m NodeProto, operand: usize) -> Option<Rc<Flow>> {
        let flow = self.operand(node, operand)?;
        let roles: &[Role] = match flow.dims.as_deref().map(<[i64]>::len) {
            Some(4) => &IMAGE,
            Some(3) => &SIGNAL,
            _ => return Some(flow),
        };
        let fits = flow.is_image_or_signal();
        Some(if fits { flow } else { self.laid_out(node, operand, flow, roles) })
    }

    /// An operand with its channels last, as products take it.
    pub fn pixels(&mut self, node: &'m NodeProto, operand: usize) -> Option<Rc<Flow>> {
        let flow = self.operand(node, operand)?;
        let roles: &[Role] = match flow.dims.as_deref().map(<[i64]>::len) {
            Some(4) => &CHANNELS_LAST,
            Some(3) => &SEQUENCE,
            Some(2) => &VECTOR,
            Some(1) => &[Role::Channels],
            _ => return Some(flow),
        };
        let fits = flow.roles.last() == Some(&Role::Channels);
        Some(if fits { flow } else { self.laid_out(node, operand, flow, roles) })
    }

    /// An operand made something whose axes have these roles: by a flattening and its reverse, which change where
    /// elements stand and cost nothing; by a row that is not known where elements go to other images of the batch.
    fn laid_out(&mut self, user: &'m NodeProto, operand: usize, flow: Rc<Flow>, roles: &[Role]) -> Rc<Flow> {
        let name = user.operand(operand).unwrap_or_default();
        let dims = flow.dims.clone().unwrap_or_default();
        let extents: Vec<i64> = [Role::Batch, Role::Channels, Role::Height, Role::Width, Role::Pixels]
            .iter()
            .filter_map(|role| dims.get(roles.iter().position(|other| other == role)?).copied())
            .collect();
        let Some(shape) = folded(&extents) else { return flow };
        let maker = self.graph.maker(name);
        let node = maker.map_or(user, |maker| &self.graph.nodes[maker]);
        let laid_out = if flow.shape == Some(shape) {
            Rc::new(Flow::new(flow.from.clone(), Some(shape), roles))
        } else if flow.shape.is_some_and(|before| before.batch() == shape.batch()) {
            let flattened = if matches!(shape, Shape::Vector(_)) { roles } else { &VECTOR };
            let vector = match flow.shape {
                Some(Shape::Vector(_)) => flow,
                _ => self.emit(node, Kind::Flatten, Values::of(Kind::Flatten), &[&flow], flattened, None),
            };
            match shape {
                Shape::Vector(_) => vector,
                Shape::Image([_, extents @ ..]) => {
                    let values =
                        Values::of(Kind::Unflatten).with(Key::Shape, Given::Extents(extents.to_vec()));
                    self.emit(node, Kind::Unflatten, values, &[&vector], roles, None)
                }
            }
        } else {
            if let Some(maker) = maker {
                self.fates[maker] = Some(Fate::Unknown(Reason::OtherAxes));
            }
            let values = Values::of(Kind::Unknown).word(Key::Op, &node.op_type);
            let values = values.with(Key::OutputShape, Given::Extents(shape.extents().to_vec()));
            self.emit(node, Kind::Unknown, values, &[&flow], roles, None)
        };
        self.set(name, Value::Flow(laid_out.clone()));
        laid_out
    }

    /// What is left of an image of one row, or one column, or one pixel, when that axis goes away.
    pub fn without_axis(&mut self, node: &NodeProto, flow: Rc<Flow>, axis: usize) -> Rc<Flow> {
        let mut roles = flow.roles.clone();
        roles.remove(axis);
        for role in &mut roles {
            if matches!(role, Role::Height | Role::Width) {
                *role = Role::Pixels;
            }
        }
        if roles.contains(&Role::Pixels) {
            return Rc::new(Flow::new(flow.from.clone(), flow.shape, &roles));
        }
        self.emit(node, Kind::Flatten, Values::of(Kind::Flatten), &[&flow], &roles, None)
    }
}

/// What flows with its pixels in other places, as extents of which the last is still that of the channels.
pub(super) fn with_pixels_moved(flow: &Flow, target: &[i64]) -> Option<Flow> {
    let shape = flow.shape.filter(|shape| shape.size().is_some())?;
    let (channels, pixels) = target.split_last()?;
    let all = product(shape.extents()) / shape.channels();
    if flow.roles.last() != Some(&Role::Channels) || *channels != shape.channels() || product(pixels) != all {
        return None;
    }
    let known = [&CHANNELS_LAST[..], &SEQUENCE]
        .into_iter()
        .map(|roles| Flow::new(flow.from.clone(), Some(shape), roles))
        .find(|flow| flow.dims.as_deref() == Some(target));
    known.or_else(|| {
        let mut roles = vec![Role::Loose; pixels.len()];
        roles.push(Role::Channels);
        Some(Flow { from: flow.from.clone(), shape: Some(shape), roles, dims: Some(target.to_vec()) })
    })
}
