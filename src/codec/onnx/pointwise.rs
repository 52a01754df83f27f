//! Operators on single elements: chains of them collapse into the activation that they compute.
//!
//! A value that may become part of a larger function is kept pending, with the numbers that the function so far gives at
//! a few points. It becomes a row once something else uses it.

use std::cell::OnceCell;
use std::rc::Rc;

use super::flow::Flow;
use super::function::{Meaning, POINTS, Samples, apply, is_pointwise, meaning};
use super::message::NodeProto;
use super::summary::{Fate, Reason};
use super::translate::{Handled, Translator, Value, Weight};
use crate::codec::rows::Values;
use crate::layer::{Key, Kind};

/// A function of what flows out of a row.
pub(super) struct Pending {
    /// What it is a function of.
    pub base: Rc<Flow>,
    samples: Samples,
    /// The operator that computes it.
    node: usize,
    /// How many operators it is made of, one within another.
    depth: usize,
    /// What flows out of its row, once it has one.
    settled: OnceCell<Rc<Flow>>,
}

/// The longest chain that is looked at as one function; GELU needs eight.
const LONGEST_CHAIN: usize = 12;

/// What an operand of an operator on single elements is.
enum Operand {
    Number(f64),
    Function(Rc<Flow>, Samples, usize),
}

impl<'m> Translator<'m> {
    /// An operator on single elements.
    pub fn pointwise(&mut self, at: usize) -> Handled {
        if let Some(handled) = self.decomposed_response_norm(at) {
            return handled;
        }
        let node = &self.graph.nodes[at];
        let Some((base, samples, depth)) = self.function(node) else {
            return match node.op_type.as_str() {
                "Add" | "Sub" => self.add(at),
                "Mul" => self.mul(at),
                "Div" if self.constant(node, 1).is_some() => self.mul(at),
                _ => Err(Reason::NoSuchLayer),
            };
        };
        let output = Self::output(node);
        let pending = Rc::new(Pending { base, samples, node: at, depth, settled: OnceCell::new() });
        self.set(output, Value::Pending(pending.clone()));
        if !self.may_grow(output, &pending) {
            self.settle(output, &pending);
        }
        Ok(self.fates[at].unwrap_or(Fate::Fused))
    }

    /// `QuantizeLinear` and its inverse: a function that is quantized may still become part of a larger one.
    pub fn quantization(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let output = Self::output(node);
        match node.operand(0).and_then(|name| self.values.get(name)).cloned() {
            Some(Value::Pending(pending)) if self.may_grow(output, &pending) => {
                self.set(output, Value::Pending(pending));
                Ok(Fate::PassedOn)
            }
            _ => self.pass_on(at),
        }
    }

    /// The function that an operator computes, if it is one of a single thing that flows.
    fn function(&mut self, node: &'m NodeProto) -> Option<(Rc<Flow>, Samples, usize)> {
        let mut of: Option<(Rc<Flow>, usize)> = None;
        let mut operands = Vec::with_capacity(node.input.len());
        for (at, name) in node.input.iter().enumerate() {
            if name.is_empty() {
                operands.push(no_bound(at));
                continue;
            }
            match self.pointwise_operand(node, at)? {
                Operand::Number(number) => operands.push([number; POINTS.len()]),
                Operand::Function(base, samples, depth) => {
                    if of.as_ref().is_some_and(|(other, _)| **other != *base) {
                        return None;
                    }
                    let deepest = of.map_or(0, |(_, depth)| depth).max(depth);
                    of = Some((base, deepest));
                    operands.push(samples);
                }
            }
        }
        let (base, depth) = of?;
        Some((base, apply(node, &operands)?, depth + 1))
    }

    fn pointwise_operand(&mut self, node: &'m NodeProto, at: usize) -> Option<Operand> {
        let name = node.operand(at)?;
        Some(match self.values.get(name)? {
            Value::Constant(constant) => Operand::Number(constant.scalar()?),
            Value::Pending(pending) if pending.depth < LONGEST_CHAIN => {
                Operand::Function(pending.base.clone(), pending.samples, pending.depth)
            }
            _ => Operand::Function(self.flow(name)?, POINTS, 0),
        })
    }

    /// Whether all that use a function may make it part of a larger one.
    fn may_grow(&self, output: &str, pending: &Pending) -> bool {
        if self.unfold && matches!(meaning(&pending.samples), Some(Meaning::Activation(_))) {
            return false;
        }
        let mut users = self.graph.users(output).peekable();
        if users.peek().is_none() || self.graph.is_output(output) {
            return false;
        }
        users.all(|user| {
            is_pointwise(&user.op_type)
                && user.input.iter().all(|name| match self.values.get(name.as_str()) {
                    None => true,
                    Some(Value::Constant(constant)) => constant.scalar().is_some(),
                    Some(Value::Flow(flow)) => **flow == *pending.base,
                    Some(Value::Pending(other)) => *other.base == *pending.base,
                    Some(Value::Rearranged(_)) => false,
                })
        })
    }

    /// Makes rows of a function, as few as it takes, and lets the last of them flow.
    pub fn settle(&mut self, name: &'m str, pending: &Pending) -> Rc<Flow> {
        let node = &self.graph.nodes[pending.node];
        let flow = match (pending.settled.get(), meaning(&pending.samples)) {
            (Some(flow), _) => flow.clone(),
            (None, Some(meaning)) => self.named(pending.node, meaning, &pending.base),
            (None, None) => self.last_step(node, pending),
        };
        pending.settled.get_or_init(|| flow.clone());
        self.set(name, Value::Flow(flow.clone()));
        flow
    }

    /// The row of a known function.
    fn named(&mut self, at: usize, meaning: Meaning, base: &Rc<Flow>) -> Rc<Flow> {
        match meaning {
            Meaning::Linear => {
                self.fates[at] = Some(Fate::PassedOn);
                base.clone()
            }
            Meaning::Activation(function) => {
                self.fates[at] = Some(Fate::Row);
                let values = Values::of(Kind::Activation).word(Key::Function, function);
                self.emit(&self.graph.nodes[at], Kind::Activation, values, &[base], &base.roles, None)
            }
            Meaning::NoLayer(function) => {
                self.fates[at] = Some(Fate::Unknown(Reason::NoSuchLayer));
                let values = Values::of(Kind::Unknown).word(Key::Op, function);
                self.emit(&self.graph.nodes[at], Kind::Unknown, values, &[base], &base.roles, None)
            }
        }
    }

    /// The row of a chain's last operator alone, after rows of what it uses.
    fn last_step(&mut self, node: &'m NodeProto, pending: &Pending) -> Rc<Flow> {
        let at = pending.node;
        let mut flows = Vec::new();
        let mut operands = Vec::new();
        for (operand, name) in node.input.iter().enumerate() {
            operands.push(match self.constant(node, operand) {
                Some(constant) => [constant.scalar().unwrap_or(f64::NAN); POINTS.len()],
                None if name.is_empty() => no_bound(operand),
                None => {
                    // What an operator uses was made before it, so this ends.
                    flows.extend(self.flow(name));
                    POINTS
                }
            });
        }
        let several = flows.windows(2).any(|pair| pair[0].from != pair[1].from);
        let sources: Vec<&Flow> = flows.iter().map(|flow| &**flow).collect();
        match (node.op_type.as_str(), &flows[..]) {
            ("Mul" | "Add", [first, _]) if several => {
                let kind = if node.op_type == "Mul" { Kind::Mul } else { Kind::Add };
                self.fates[at] = Some(Fate::Row);
                self.emit(node, kind, Values::of(kind), &sources, &first.roles, None)
            }
            (_, [first, ..]) => {
                let alone = if several { None } else { apply(node, &operands) };
                match alone.as_ref().and_then(meaning).or_else(|| by_name(&node.op_type)) {
                    Some(meaning) => self.named(at, meaning, first),
                    None => {
                        self.fates[at] = Some(Fate::Unknown(Reason::NoSuchLayer));
                        let values = Values::of(Kind::Unknown).word(Key::Op, &node.op_type);
                        self.emit(node, Kind::Unknown, values, &[first], &first.roles, None)
                    }
                }
            }
            (_, []) => pending.base.clone(),
        }
    }

    /// An activation that is one operator: `Softmax`, which takes the elements of an axis together, and quantized ones.
    pub fn activation(&mut self, at: usize, function: &str) -> Handled {
        let node = &self.graph.nodes[at];
        let input = self.operand(node, 0).ok_or(Reason::NoSuchLayer)?;
        let values = Values::of(Kind::Activation).word(Key::Function, function);
        let flow = self.emit(node, Kind::Activation, values, &[&input], &input.roles, None);
        self.finish(Self::output(node), flow)
    }

    /// `PRelu`: one slope for each channel, or one for all.
    pub fn prelu(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let input = self.operand(node, 0).ok_or(Reason::NoSuchLayer)?;
        let slope = self.constant(node, 1).ok_or(Reason::WeightsComputed)?;
        let parameters = slope.elements().ok_or(Reason::WeightShapeUnknown)?;
        if parameters != 1 && input.shape.is_some_and(|shape| shape.channels() != parameters) {
            return Err(Reason::OtherAxes);
        }
        let mut values = Values::of(Kind::Activation).word(Key::Function, "prelu");
        if parameters != 1 {
            values = values.integer(Key::NumParameters, parameters);
        }
        let weight = Weight::of_one_row(Some(slope));
        let flow = self.emit(node, Kind::Activation, values, &[&input], &input.roles, weight.as_ref());
        self.finish(Self::output(node), flow)
    }
}

/// What stands for an operand that is left out: `Clip` may have an upper bound and no lower one, or the other way round.
fn no_bound(operand: usize) -> Samples {
    [if operand < 2 { f64::NEG_INFINITY } else { f64::INFINITY }; POINTS.len()]
}

/// The function of an operator whose numbers make it like none of the known ones.
fn by_name(op: &str) -> Option<Meaning> {
    match op {
        "HardSigmoid" => Some(Meaning::Activation("hardsigmoid")),
        "Swish" => Some(Meaning::Activation("silu")),
        _ => None,
    }
}
