//! Operators that join: sums, products, concatenations; and factors for each channel.

use std::rc::Rc;

use super::flow::Flow;
use super::gemm::is_channel_vector;
use super::summary::{Fate, Reason};
use super::tensor::Constant;
use super::translate::{Handled, Translator, Weight};
use crate::codec::rows::{Values, output};
use crate::layer::{Key, Kind};

impl Translator<'_> {
    /// `Add`, `Sub` and `Sum` of things that flow, or a bias that comes late.
    pub fn add(&mut self, at: usize) -> Handled {
        match self.late_bias(at, [0, 1]).or_else(|| self.standardized(at)) {
            Some(handled) => handled,
            None => self.joined(at, Kind::Add),
        }
    }

    /// A mean for each channel taken away and a deviation divided by, as images are prepared: a batch normalization that
    /// has learned nothing.
    fn standardized(&mut self, at: usize) -> Option<Handled> {
        let node = &self.graph.nodes[at];
        let mean = self.constant(node, 1).filter(|_| node.op_type == "Sub")?;
        let input = self.operand(node, 0)?;
        let (axis, channels) = (input.channel_axis()?, input.shape?.channels());
        let for_each_channel = |constant: &Constant| {
            let fits = |dims: &[i64]| is_channel_vector(dims, input.roles.len(), axis, channels);
            channels > 1 && constant.dims.as_deref().is_some_and(fits)
        };
        let next = self.graph.only_user(Self::output(node))?;
        let user = &self.graph.nodes[next];
        let deviation = match user.op_type.as_str() {
            "Div" => self.constant(user, 1),
            "Mul" => (0..2).find_map(|operand| self.constant(user, operand)),
            _ => None,
        }?;
        if !for_each_channel(&mean) || !for_each_channel(&deviation) {
            return None;
        }
        self.fates[next] = Some(Fate::Fused);
        let values = Values::of(Kind::BatchNorm2d).flag(Key::Affine, false);
        let flow = self.emit(node, Kind::BatchNorm2d, values, &[&input], &input.roles, None);
        Some(self.finish(Self::output(user), flow))
    }

    /// The addition of one number for each channel of what a product gave, scaled in between as quantization does.
    fn late_bias(&mut self, at: usize, operands: [usize; 2]) -> Option<Handled> {
        let node = &self.graph.nodes[at];
        let vector = operands.into_iter().find_map(|operand| self.constant(node, operand))?;
        let mut names = operands.into_iter().filter_map(|operand| node.operand(operand));
        let name = names.find(|name| self.flow(name).is_some())?;
        let input = self.flow(name)?;
        let (axis, channels) = (input.channel_axis()?, input.shape?.channels());
        let fits = is_channel_vector(vector.dims.as_deref()?, input.roles.len(), axis, channels);
        let given = fits && self.graph.only_user(name) == Some(at) && self.rows.give_bias(&input.from);
        given.then(|| self.finish(Self::output(node), input).map(|_| Fate::Fused))
    }

    /// `Mul` of things that flow, or of one and a factor for each of its channels.
    pub fn mul(&mut self, at: usize) -> Handled {
        match self.factor(at, [0, 1]) {
            Some(handled) => handled,
            None => self.joined(at, Kind::Mul),
        }
    }

    /// The product with a constant, if one of these operands is one.
    fn factor(&mut self, at: usize, operands: [usize; 2]) -> Option<Handled> {
        let node = &self.graph.nodes[at];
        let factor = operands.into_iter().find_map(|operand| self.constant(node, operand))?;
        let input = operands.into_iter().find_map(|operand| self.operand(node, operand))?;
        Some(self.scaled(at, &input, factor))
    }

    fn scaled(&mut self, at: usize, input: &Rc<Flow>, factor: Rc<Constant>) -> Handled {
        let node = &self.graph.nodes[at];
        if factor.elements() == Some(1)
            && factor.dims.as_ref().is_some_and(|dims| dims.len() <= input.roles.len())
        {
            // One number for all, which quantization computes on the way.
            return self.finish(Self::output(node), input.clone()).map(|_| Fate::PassedOn);
        }
        let (Some(shape), Some(axis)) = (input.shape, input.channel_axis()) else {
            return Err(Reason::ExtentsUnknown);
        };
        let for_each_channel =
            |dims: &[i64]| is_channel_vector(dims, input.roles.len(), axis, shape.channels());
        if !factor.dims.as_deref().is_some_and(for_each_channel) {
            return Err(Reason::OtherAxes);
        }
        // A factor and then a term for each channel: a batch normalization that was made one product.
        let next = self.graph.only_user(Self::output(node)).filter(|next| {
            let user = &self.graph.nodes[*next];
            let term = (0..2).find_map(|operand| self.constant(user, operand));
            let fits = term.and_then(|term| term.dims.clone()).is_some_and(|dims| for_each_channel(&dims));
            user.op_type == "Add" && fits && self.fates[*next].is_none() && shape.size().is_some()
        });
        let (kind, output) = match next {
            Some(next) => {
                self.fates[next] = Some(Fate::Fused);
                (Kind::BatchNorm2d, Self::output(&self.graph.nodes[next]))
            }
            None => (Kind::Scale, Self::output(node)),
        };
        let weight = Weight::of_one_row(Some(factor));
        let flow = self.emit(node, kind, Values::of(kind), &[input], &input.roles, weight.as_ref());
        self.finish(output, flow)
    }

    /// A sum or product of two quantized values; after each come its scale and its zero.
    pub fn quantized_pair(&mut self, at: usize, kind: Kind) -> Handled {
        const OPERANDS: [usize; 2] = [0, 3];
        let with_constant = match kind {
            Kind::Mul => self.factor(at, OPERANDS),
            _ => self.late_bias(at, OPERANDS),
        };
        if let Some(handled) = with_constant {
            return handled;
        }
        let flows = self.operands(at, OPERANDS.into_iter())?;
        self.join(at, kind, &flows)
    }

    /// `Concat` of quantized values: the result's scale and zero come first.
    pub fn quantized_concat(&mut self, at: usize) -> Handled {
        let flows = self.operands(at, (2..self.graph.nodes[at].input.len()).step_by(3))?;
        self.concat_of(at, &flows)
    }

    /// `Concat` along the channels.
    pub fn concat(&mut self, at: usize) -> Handled {
        let flows = self.all_operands(at)?;
        self.concat_of(at, &flows)
    }

    fn concat_of(&mut self, at: usize, flows: &[Rc<Flow>]) -> Handled {
        let node = &self.graph.nodes[at];
        let [first, ..] = flows else { return Err(Reason::NoSuchLayer) };
        if flows.len() == 1 {
            return self.finish(Self::output(node), first.clone()).map(|_| Fate::PassedOn);
        }
        let axis = super::evaluate::axis_of(node.int("axis").unwrap_or(1), first.roles.len());
        let known = first.dims.is_some();
        if known && (axis.is_none() || axis != first.channel_axis()) {
            return Err(Reason::OtherAxes);
        }
        self.join(at, Kind::Concat, flows)
    }

    fn joined(&mut self, at: usize, kind: Kind) -> Handled {
        let mut flows = self.all_operands(at)?;
        let unlike = |pair: &[Rc<Flow>]| pair[0].roles != pair[1].roles;
        if flows.windows(2).any(unlike) && flows.iter().any(|flow| flow.is_image_or_signal()) {
            // Axis by axis they are alike in the file, so they can be so in the document.
            let node = &self.graph.nodes[at];
            flows = (0..node.input.len()).filter_map(|operand| self.image(node, operand)).collect();
        }
        self.join(at, kind, &flows)
    }

    fn all_operands(&mut self, at: usize) -> Result<Vec<Rc<Flow>>, Reason> {
        self.operands(at, 0..self.graph.nodes[at].input.len())
    }

    fn operands(&mut self, at: usize, which: impl Iterator<Item = usize>) -> Result<Vec<Rc<Flow>>, Reason> {
        let node = &self.graph.nodes[at];
        which.map(|operand| self.operand(node, operand).ok_or(Reason::NoSuchLayer)).collect()
    }

    fn join(&mut self, at: usize, kind: Kind, flows: &[Rc<Flow>]) -> Handled {
        let node = &self.graph.nodes[at];
        let widest = flows.iter().max_by_key(|flow| flow.roles.len()).ok_or(Reason::NoSuchLayer)?;
        let unlike =
            |flow: &Rc<Flow>| flow.roles != widest.roles || widest.is_loose() && flow.dims != widest.dims;
        if flows.iter().any(|flow| flow.dims.is_some() && unlike(flow)) {
            return Err(Reason::OtherAxes);
        }
        let shapes: Option<Vec<_>> = flows.iter().map(|flow| flow.shape).collect();
        let values = Values::of(kind);
        if shapes.is_some_and(|shapes| output(kind, &crate::layer::Fields::new(), &shapes).is_none()) {
            return Err(Reason::OtherAxes);
        }
        let sources: Vec<&Flow> = flows.iter().map(|flow| &**flow).collect();
        let flow = self.emit(node, kind, values, &sources, &widest.roles, None);
        self.finish(Self::output(node), flow)
    }
}
