//! Normalizations: batch, layer (also written out as means and roots), local response.

use std::rc::Rc;

use super::flow::{Flow, IMAGE, Role, VECTOR};
use super::summary::{Fate, Reason};
use super::translate::{Handled, Translator, Weight};
use crate::codec::extents::reshaped;
use crate::codec::rows::Values;
use crate::layer::{Key, Kind, Value};

impl<'m> Translator<'m> {
    /// `BatchNormalization`.
    pub fn batch_norm(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let input = self.image(node, 0).ok_or(Reason::NoSuchLayer)?;
        match input.dims.as_deref().map(<[i64]>::len) {
            Some(5..) => return Err(Reason::ThreeDimensional),
            Some(2) if input.roles == VECTOR => return self.batch_norm_of_vector(at, &input),
            Some(_) if !input.is_image_or_signal() => return Err(Reason::OtherAxes),
            _ => {}
        }
        let flow = self.emit(
            node,
            Kind::BatchNorm2d,
            Values::of(Kind::BatchNorm2d),
            &[&input],
            &input.roles,
            Weight::of_one_row(self.constant(node, 1)).as_ref(),
        );
        self.finish(Self::output(node), flow)
    }

    /// A vector's batch normalization is that of images of one pixel.
    fn batch_norm_of_vector(&mut self, at: usize, input: &Flow) -> Handled {
        let node = &self.graph.nodes[at];
        let features = input.shape.map(|shape| shape.channels()).ok_or(Reason::ExtentsUnknown)?;
        let shape = Values::of(Kind::Unflatten).with(Key::Shape, Value::Extents(vec![features, 1, 1]));
        let image = self.emit(node, Kind::Unflatten, shape, &[input], &IMAGE, None);
        let weight = Weight::of_one_row(self.constant(node, 1));
        let values = Values::of(Kind::BatchNorm2d);
        let image = self.emit(node, Kind::BatchNorm2d, values, &[&image], &IMAGE, weight.as_ref());
        let flow = self.emit(node, Kind::Flatten, Values::of(Kind::Flatten), &[&image], &VECTOR, None);
        self.finish(Self::output(node), flow)
    }

    /// `LayerNormalization`, over the channels.
    pub fn layer_norm(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let input = self.operand(node, 0).ok_or(Reason::NoSuchLayer)?;
        let axis = super::evaluate::axis_of(node.int("axis").unwrap_or(-1), input.roles.len());
        if axis.is_none() || axis != input.channel_axis() || axis != input.roles.len().checked_sub(1) {
            return Err(Reason::OtherAxes);
        }
        let weight = Weight::of_one_row(self.constant(node, 1));
        let values = Values::of(Kind::LayerNorm);
        let flow = self.emit(node, Kind::LayerNorm, values, &[&input], &input.roles, weight.as_ref());
        self.finish(Self::output(node), flow)
    }

    /// A normalization of groups of channels, which older exporters write as one of instances between two `Reshape`s. There
    /// is no layer for it; its row is one, and the factors and terms that come after it are another's.
    pub fn group_norm(&mut self, at: usize) -> Option<Handled> {
        let node = &self.graph.nodes[at];
        let norm = self.graph.only_user(Self::output(node))?;
        let back = self.graph.only_user(Self::output(&self.graph.nodes[norm]))?;
        let [instances, last] = [norm, back].map(|at| &self.graph.nodes[at]);
        if instances.op_type != "InstanceNormalization" || last.op_type != "Reshape" {
            return None;
        }
        let input = self.operand(node, 0)?;
        let dims = input.dims.as_deref()?;
        let shape = last.operand(1).and_then(|shape| self.graph.maker(shape)).map(|at| &self.graph.nodes[at]);
        let as_before =
            shape.is_some_and(|shape| shape.op_type == "Shape" && shape.operand(0) == node.operand(0));
        let target = || reshaped(dims, &self.integers(last, "shape", 1)?);
        if input.roles != IMAGE || !(as_before || target().as_deref() == Some(dims)) {
            return None;
        }
        (self.fates[norm], self.fates[back]) = (Some(Fate::Unknown(Reason::NoSuchLayer)), Some(Fate::Fused));
        let values = Values::of(Kind::Unknown).word(Key::Op, "GroupNormalization");
        let flow = self.emit(instances, Kind::Unknown, values, &[&input], &IMAGE, None);
        Some(self.finish(Self::output(last), flow).map(|_| Fate::Fused))
    }

    /// `LRN`.
    pub fn local_response_norm(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let input = self.operand(node, 0).ok_or(Reason::NoSuchLayer)?;
        let values = Values::of(Kind::LocalResponseNorm).integer(Key::Size, node.int("size").unwrap_or(1));
        let flow = self.emit(node, Kind::LocalResponseNorm, values, &[&input], &input.roles, None);
        self.finish(Self::output(node), flow)
    }

    /// A local response normalization that begins with this square: `x/(k + α·mean(x²))^β`, the mean over neighbouring
    /// channels, which PyTorch's exporters write as a pool of volumes.
    pub fn decomposed_response_norm(&mut self, at: usize) -> Option<Handled> {
        let nodes = self.graph.nodes;
        let name = nodes[at].operand(0).filter(|_| nodes[at].op_type == "Mul")?;
        if nodes[at].operand(1) != Some(name) {
            return None;
        }
        let mut taken = vec![at];
        let mut follow = |ops: &[&str]| {
            let users = self.graph.user_places(Self::output(&nodes[*taken.last()?]));
            let found = *users.iter().find(|place| ops.contains(&nodes[**place].op_type.as_str()))?;
            taken.push(found);
            Some(&nodes[found])
        };
        follow(&["Reshape", "Unsqueeze"])?;
        follow(&["Pad"])?;
        let &[size, 1, 1] = follow(&["AveragePool"])?.ints("kernel_shape")? else { return None };
        // Back to the axes of an image; whether there is one too many was a question to some exporters.
        for ops in [["Squeeze", "Reshape"], ["If", "Reshape"], ["Reshape", "Squeeze"]] {
            follow(&ops);
        }
        follow(&["Mul"])?;
        follow(&["Add"])?;
        follow(&["Pow"])?;
        let last = follow(&["Div"])?;
        if last.operand(0) != Some(name) || taken.iter().any(|place| self.fates[*place].is_some()) {
            return None;
        }
        let input = self.flow(name).filter(|input| input.roles == IMAGE)?;
        for place in taken {
            self.fates[place] = Some(Fate::Fused);
        }
        self.fates[at] = Some(Fate::Row);
        let values = Values::of(Kind::LocalResponseNorm).integer(Key::Size, size);
        let flow = self.emit(last, Kind::LocalResponseNorm, values, &[&input], &IMAGE, None);
        Some(self.finish(Self::output(last), flow))
    }

    /// A layer normalization that begins with this mean: `(x − mean)/√(mean((x − mean)²) + ε)`, scaled and shifted.
    pub fn decomposed_layer_norm(
        &mut self,
        at: usize,
        input: &Rc<Flow>,
        axes: Option<&[i64]>,
    ) -> Option<Handled> {
        let node = &self.graph.nodes[at];
        let axis = input.channel_axis()?;
        let [reduced] = axes? else { return None };
        if super::evaluate::axis_of(*reduced, input.roles.len()) != Some(axis) {
            return None;
        }
        let mut taken = vec![at];
        let mut follow = |value: &str, op: &str| {
            let mut places = self.graph.user_places(value).to_vec();
            places.dedup();
            let found = places.into_iter().find(|place| self.graph.nodes[*place].op_type == op)?;
            taken.push(found);
            Some(&self.graph.nodes[found])
        };
        let centred = Self::output(follow(Self::output(node), "Sub")?);
        let squared = follow(centred, "Pow").or_else(|| follow(centred, "Mul"))?;
        let variance = follow(Self::output(squared), "ReduceMean")?;
        let padded = follow(Self::output(variance), "Add")?;
        let root = follow(Self::output(padded), "Sqrt")?;
        let mut last = follow(Self::output(root), "Div")?;
        if last.operand(0) != Some(centred) {
            return None;
        }
        let channels = input.shape.map(|shape| shape.channels());
        let mut scale = None;
        for op in ["Mul", "Add"] {
            let Some(next) = self.graph.only_user(Self::output(last)).map(|at| &self.graph.nodes[at]) else {
                break;
            };
            let vector = (0..2).find_map(|operand| self.constant(next, operand));
            let fits = vector.as_ref().is_some_and(|vector| vector.elements() == channels);
            if next.op_type != op || !fits {
                break;
            }
            scale = scale.or(vector);
            taken.extend(self.graph.only_user(Self::output(last)));
            last = next;
        }
        if taken.iter().any(|place| self.fates[*place].is_some()) {
            return None;
        }
        let affine = scale.is_some();
        for place in taken {
            self.fates[place] = Some(Fate::Fused);
        }
        self.fates[at] = Some(Fate::Row);
        let weight = Weight::of_one_row(scale);
        let values = Values::of(Kind::LayerNorm).flag(Key::Affine, affine);
        let roles: Vec<Role> = input.roles.clone();
        let flow = self.emit(last, Kind::LayerNorm, values, &[input], &roles, weight.as_ref());
        Some(self.finish(Self::output(last), flow))
    }
}
