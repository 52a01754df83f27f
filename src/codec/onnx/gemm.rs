//! The operators that are matrix products: convolution, transposed convolution, linear.

use std::rc::Rc;

use super::flow::{Flow, IMAGE, Role, VECTOR};
use super::message::NodeProto;
use super::summary::{Fate, Reason};
use super::tensor::Constant;
use super::translate::{Handled, Translator, Value as Flowing, Weight};
use super::window::{Extent, auto_pad, padded};
use crate::codec::rows::Values;
use crate::layer::{Key, Kind, Value};

impl<'m> Translator<'m> {
    /// `Conv` and its relatives, with the weights and the bias at these operands.
    pub fn convolution(&mut self, at: usize, weight_at: usize, bias_at: Option<usize>) -> Handled {
        let node = &self.graph.nodes[at];
        let kernel = self.kernel(node, weight_at)?;
        let input = self.image(node, 0).ok_or(Reason::WeightsComputed)?;
        let extent = extent_of(&kernel.dims, &input)?;
        let [out_channels, in_channels, ref size @ ..] = kernel.dims[..] else {
            return Err(Reason::OtherAxes);
        };
        let group = node.int("group").unwrap_or(1);
        let bias = self.bias(at, bias_at, out_channels, &input.roles);
        let values = common(node, Kind::Conv2d, extent, size, bias.is_some())?
            .integer(Key::OutChannels, out_channels)
            .integer(Key::Groups, group);
        let values = in_channels_given(values, in_channels.saturating_mul(group), &input);
        let (input, values) = match auto_pad(node) {
            Some(word) => (input, values.word(Key::Padding, word)),
            None => {
                let own = extent.sides(node.ints("pads")).ok_or(Reason::OtherAxes)?;
                let before = node.operand(0).and_then(|name| self.pads.remove(name)).unwrap_or_default();
                let sides = std::array::from_fn(|side| own[side].saturating_add(before[side]));
                let input = self.cropped(node, input, sides.map(|side: i64| side.min(0).saturating_neg()));
                (input, padded(values, sides.map(|side| side.max(0)), None))
            }
        };
        let (output, constant) = bias.unwrap_or((Self::output(node), None));
        let weight = Weight::of(&[Some(kernel.constant), constant]);
        let roles = input.roles.clone();
        let flow = self.emit(node, Kind::Conv2d, values, &[&input], &roles, weight.as_ref());
        let flow = self.with_fused_activation(node, flow);
        self.finish(output, flow)
    }

    /// `ConvTranspose`.
    pub fn transposed(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let kernel = self.kernel(node, 1)?;
        let input = self.image(node, 0).ok_or(Reason::WeightsComputed)?;
        let extent = extent_of(&kernel.dims, &input)?;
        let [in_channels, out_channels, ref size @ ..] = kernel.dims[..] else {
            return Err(Reason::OtherAxes);
        };
        let group = node.int("group").unwrap_or(1);
        let out_channels = out_channels.saturating_mul(group);
        let bias = self.bias(at, Some(2), out_channels, &input.roles);
        let output_padding = extent.pair(node.ints("output_padding"), 0).ok_or(Reason::OtherAxes)?;
        let values = common(node, Kind::ConvTranspose2d, extent, size, bias.is_some())?
            .integer(Key::OutChannels, out_channels)
            .integer(Key::Groups, group)
            .pair(Key::OutputPadding, output_padding);
        let values = in_channels_given(values, in_channels, &input);
        let (values, added) = match (node.ints("output_shape"), auto_pad(node)) {
            (Some(shape), _) if !shape.is_empty() => {
                // Older files give the batch and the channels too.
                let shape = if shape.len() > 2 { &shape[2..] } else { shape };
                let shape = extent.pair(Some(shape), 1).ok_or(Reason::OtherAxes)?;
                let sides = self.sides_for_output(node, extent, size, &input, output_padding, shape)?;
                (padded(values, sides.map(|side| side.max(0)), None), sides)
            }
            (_, Some(word)) => (values.word(Key::Padding, word), [0; 4]),
            _ => {
                let sides = extent.sides(node.ints("pads")).ok_or(Reason::OtherAxes)?;
                (padded(values, sides.map(|side| side.max(0)), None), sides)
            }
        };
        let (output, constant) = bias.unwrap_or((Self::output(node), None));
        let weight = Weight::of(&[Some(kernel.constant), constant]);
        let roles = input.roles.clone();
        let mut flow = self.emit(node, Kind::ConvTranspose2d, values, &[&input], &roles, weight.as_ref());
        if added.iter().any(|side| *side < 0) {
            // A negative pad makes the output larger by zeros.
            let amount = added.map(|side| side.min(0).saturating_neg());
            let values = Values::of(Kind::Pad).with(Key::Amount, Value::Sides(amount));
            flow = self.emit(node, Kind::Pad, values, &[&flow], &roles, None);
        }
        self.finish(output, flow)
    }

    /// The pads that make a transposed convolution's output as large as `output_shape` says.
    fn sides_for_output(
        &self,
        node: &NodeProto,
        extent: Extent,
        size: &[i64],
        input: &Flow,
        output_padding: [i64; 2],
        output: [i64; 2],
    ) -> Result<[i64; 4], Reason> {
        let pixels = input.shape.and_then(|shape| shape.size()).ok_or(Reason::ExtentsUnknown)?;
        let kernel = extent.pair(Some(size), 1).ok_or(Reason::OtherAxes)?;
        let stride = extent.pair(node.ints("strides"), 1).ok_or(Reason::OtherAxes)?;
        let dilation = extent.pair(node.ints("dilations"), 1).ok_or(Reason::OtherAxes)?;
        let mut sides = [0; 4];
        for axis in 0..2 {
            let total = i128::from(pixels[axis] - 1) * i128::from(stride[axis])
                + i128::from(output_padding[axis])
                + (i128::from(kernel[axis]) - 1) * i128::from(dilation[axis])
                + 1
                - i128::from(output[axis]);
            let total = i64::try_from(total).map_err(|_| Reason::OtherAxes)?;
            let smaller = total / 2;
            let (begin, end) = match node.text("auto_pad") {
                "SAME_UPPER" => (smaller, total - smaller),
                _ if total < 0 => (0, total),
                _ => (total - smaller, smaller),
            };
            (sides[axis], sides[axis + 2]) = (begin, end);
        }
        Ok(sides)
    }

    /// `Gemm` and its relatives, with the weights and the bias at these operands.
    pub fn gemm(&mut self, at: usize, weight_at: usize, bias_at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let kernel = self.kernel(node, weight_at)?;
        let [rows, columns] = kernel.dims[..] else { return Err(Reason::OtherAxes) };
        let transposed = |attribute: &str| node.int(attribute).unwrap_or(0) != 0;
        let turned = transposed("transA");
        let input = if turned { self.operand(node, 0) } else { self.pixels(node, 0) };
        let input = input.ok_or(Reason::WeightsComputed)?;
        let axis = if turned { 0 } else { 1 };
        if input.dims.is_some() && (input.roles.len() != 2 || !input.is_channels(axis)) {
            return Err(Reason::OtherAxes);
        }
        let input = if turned { Rc::new(input.turned()) } else { input };
        let (inputs, outputs) = if transposed("transB") { (columns, rows) } else { (rows, columns) };
        let constant = match node.operand(bias_at) {
            Some(_) => Some(self.constant(node, bias_at).ok_or(Reason::WeightsComputed)?),
            None => None,
        };
        let output = Self::output(node);
        let for_each_feature =
            |constant: &Rc<Constant>| constant.elements().is_none_or(|count| count == outputs);
        match constant.filter(|constant| !for_each_feature(constant)) {
            None => {
                let bias = self.constant(node, bias_at);
                self.linear(node, output, &input, [inputs, outputs], kernel.constant, bias)
            }
            Some(_) => {
                // What is added is no bias of ours: one number for all, or one for each element.
                self.linear(node, output, &input, [inputs, outputs], kernel.constant, None)?;
                let flow = self.flow(output).ok_or(Reason::OtherAxes)?;
                let values = Values::of(Kind::Unknown).word(Key::Op, "Add");
                let flow = self.emit(node, Kind::Unknown, values, &[&flow], &flow.roles, None);
                self.finish(output, flow).map(|_| Fate::Unknown(Reason::OtherAxes))
            }
        }
    }

    /// `MatMul` with the weights at this operand.
    pub fn product(&mut self, at: usize, weight_at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let (left, right) = (self.constant(node, 0), self.constant(node, weight_at));
        // Weights to the left act on the axis before the last.
        let (constant, input, from_left) = match (left, right) {
            (_, Some(right)) => (right, self.pixels(node, 0), false),
            (Some(left), None) => (left, self.operand(node, weight_at), true),
            (None, None) => return Err(Reason::ProductOfFlows),
        };
        let input = input.ok_or(Reason::OtherAxes)?;
        let dims = constant.dims.clone().ok_or(Reason::WeightShapeUnknown)?;
        // One matrix for all, however many axes it is given.
        let matrix = match dims.as_slice() {
            [ones @ .., rows, columns]
                if ones.len() + 2 <= input.roles.len().max(2) && ones.iter().all(|extent| *extent == 1) =>
            {
                [*rows, *columns]
            }
            [inputs] if !from_left => [*inputs, 1],
            _ => return Err(Reason::OtherAxes),
        };
        let [inputs, outputs] = if from_left { [matrix[1], matrix[0]] } else { matrix };
        let before_last = input.roles.len().checked_sub(1 + usize::from(from_left));
        if before_last.is_none() || input.channel_axis() != before_last {
            return Err(Reason::OtherAxes);
        }
        let is_vector = dims.len() == 1;
        let bias =
            if is_vector { None } else { self.following_bias(Self::output(node), outputs, &input.roles) };
        let (output, vector) = match bias {
            Some((at, vector)) => {
                self.fates[at] = Some(Fate::Fused);
                (Self::output(&self.graph.nodes[at]), Some(vector))
            }
            None => (Self::output(node), None),
        };
        let handled = self.linear(node, output, &input, [inputs, outputs], constant, vector)?;
        if is_vector && let Some(flow) = self.flow(output) {
            // The one column goes away.
            let dims = flow.dims.as_ref().map(|dims| dims[..dims.len() - 1].to_vec());
            self.set(output, Flowing::Flow(Rc::new(Flow { roles: Vec::new(), dims, ..Flow::clone(&flow) })));
        }
        Ok(handled)
    }

    fn linear(
        &mut self,
        node: &NodeProto,
        output: &'m str,
        input: &Flow,
        [inputs, outputs]: [i64; 2],
        weight: Rc<Constant>,
        bias: Option<Rc<Constant>>,
    ) -> Handled {
        let flows = input.shape.map(|shape| shape.channels());
        let values =
            Values::of(Kind::Linear).integer(Key::OutFeatures, outputs).flag(Key::Bias, bias.is_some());
        let values = if flows == Some(inputs) { values } else { values.integer(Key::InFeatures, inputs) };
        let weight = Weight::of(&[Some(weight), bias]);
        let roles = if input.roles.is_empty() { VECTOR.to_vec() } else { input.roles.clone() };
        let flow = self.emit(node, Kind::Linear, values, &[input], &roles, weight.as_ref());
        let flow = self.with_fused_activation(node, flow);
        self.finish(output, flow)
    }

    /// What flows on through the function that ONNX Runtime's optimizer has put into a product, if it has.
    fn with_fused_activation(&mut self, node: &NodeProto, flow: Rc<Flow>) -> Rc<Flow> {
        let Some(function) = fused_activation(node) else { return flow };
        let values = Values::of(Kind::Activation).word(Key::Function, function);
        self.emit(node, Kind::Activation, values, &[&flow], &flow.roles, None)
    }

    fn kernel(&self, node: &NodeProto, operand: usize) -> Result<Kernel, Reason> {
        let constant = self.constant(node, operand).ok_or(Reason::WeightsComputed)?;
        let dims = constant.dims.clone().ok_or(Reason::WeightShapeUnknown)?;
        Ok(Kernel { constant, dims })
    }

    /// A convolution's bias, its own or what is added right after it, and the value that then flows out.
    fn bias(
        &mut self,
        at: usize,
        operand: Option<usize>,
        channels: i64,
        roles: &[Role],
    ) -> Option<(&'m str, Option<Rc<Constant>>)> {
        let node = &self.graph.nodes[at];
        if let Some(operand) = operand.filter(|operand| node.operand(*operand).is_some()) {
            return Some((Self::output(node), self.constant(node, operand)));
        }
        let (user, vector) = self.following_bias(Self::output(node), channels, roles)?;
        self.fates[user] = Some(Fate::Fused);
        Some((Self::output(&self.graph.nodes[user]), Some(vector)))
    }

    /// The addition of one number for each channel that is all that a value is used for.
    fn following_bias(&self, output: &str, channels: i64, roles: &[Role]) -> Option<(usize, Rc<Constant>)> {
        let at = self.graph.only_user(output)?;
        let node = &self.graph.nodes[at];
        let axis = roles.iter().position(|role| *role == Role::Channels)?;
        let vector = [0, 1].into_iter().find_map(|operand| self.constant(node, operand))?;
        let fits =
            vector.dims.as_deref().is_some_and(|dims| is_channel_vector(dims, roles.len(), axis, channels));
        (node.op_type == "Add" && fits && self.fates[at].is_none()).then_some((at, vector))
    }

    /// A value without so many rows and columns, for pads that are negative.
    fn cropped(&mut self, node: &NodeProto, flow: Rc<Flow>, amount: [i64; 4]) -> Rc<Flow> {
        if amount == [0; 4] {
            return flow;
        }
        let values = Values::of(Kind::Crop).with(Key::Amount, Value::Sides(amount));
        self.emit(node, Kind::Crop, values, &[&flow], &flow.roles, None)
    }
}

struct Kernel {
    constant: Rc<Constant>,
    dims: Vec<i64>,
}

/// Whether a convolution with such weights slides along one axis or two, and its input has as many.
fn extent_of(weight: &[i64], input: &Flow) -> Result<Extent, Reason> {
    let known = !input.roles.is_empty() || input.dims.is_some();
    match weight.len() {
        4 if input.roles == IMAGE || !known => Ok(Extent::Image),
        3 if input.is_signal() || !known => Ok(Extent::Signal),
        5.. => Err(Reason::ThreeDimensional),
        _ => Err(Reason::OtherAxes),
    }
}

/// What both directions of convolution have.
fn common(node: &NodeProto, kind: Kind, extent: Extent, size: &[i64], bias: bool) -> Result<Values, Reason> {
    let pair = |numbers| extent.pair(numbers, 1).ok_or(Reason::OtherAxes);
    Ok(Values::of(kind)
        .pair(Key::KernelSize, pair(Some(size))?)
        .pair(Key::Stride, pair(node.ints("strides"))?)
        .pair(Key::Dilation, pair(node.ints("dilations"))?)
        .flag(Key::Bias, bias))
}

/// The channels that the weights take, where others flow in: the row then says so.
fn in_channels_given(values: Values, channels: i64, input: &Flow) -> Values {
    match input.shape {
        Some(shape) if shape.channels() != channels => values.integer(Key::InChannels, channels),
        _ => values,
    }
}

/// Whether extents are those of one number for each channel, broadcast to so many axes.
pub(super) fn is_channel_vector(dims: &[i64], rank: usize, axis: usize, channels: i64) -> bool {
    let Some(offset) = rank.checked_sub(dims.len()) else { return false };
    axis >= offset
        && dims
            .iter()
            .enumerate()
            .all(|(at, extent)| *extent == if at + offset == axis { channels } else { 1 })
}

/// The function that ONNX Runtime's optimizer has put into a convolution.
fn fused_activation(node: &NodeProto) -> Option<&'static str> {
    match node.text("activation") {
        "Relu" => Some("relu"),
        "LeakyRelu" => Some("leaky_relu"),
        "Sigmoid" => Some("sigmoid"),
        "Tanh" => Some("tanh"),
        "Clip" => Some("relu6"),
        "HardSigmoid" => Some("hardsigmoid"),
        _ => None,
    }
}
