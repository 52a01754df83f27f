//! From a graph of operators to a document's rows, one operator after another in the file's order.

use std::collections::HashMap;
use std::rc::Rc;

use super::evaluate::{evaluate, shape};
use super::flow::{Flow, Role, folded};
use super::graph::Graph;
use super::inline::Condition;
use super::message::NodeProto;
use super::model::extent;
use super::naming;
use super::pointwise::Pending;
use super::reshape::Rearranged;
use super::summary::{Fate, Import, Reason, Summary};
use super::tensor::{Constant, Numbers};
use crate::codec::rows::{Rows, Values};
use crate::layer::{Key, Kind, LIMIT, Value as Given};
use crate::network::{Document, INPUT, Input, InputKey};

/// What a name of the file stands for.
#[derive(Clone)]
pub(super) enum Value {
    /// Something that does not depend on the network's input.
    Constant(Rc<Constant>),
    /// What flows out of a row.
    Flow(Rc<Flow>),
    /// A function of what flows out of a row, which may become part of a larger one.
    Pending(Rc<Pending>),
    /// What flows out of a row, its elements arranged as no layer's are.
    Rearranged(Rc<Rearranged>),
}

/// What becomes of an operator, or why it cannot be read.
pub(super) type Handled = Result<Fate, Reason>;

/// A translation under way.
pub(super) struct Translator<'m> {
    pub graph: Graph<'m>,
    pub values: HashMap<&'m str, Value>,
    pub fates: Vec<Option<Fate>>,
    pub rows: Rows,
    /// Zeros put around a value by an operator that is folded into the next one: top, left, bottom, right.
    pub pads: HashMap<&'m str, [i64; 4]>,
    /// Whether activations that are made of others stay in steps.
    pub unfold: bool,
    /// For each operator, what must hold for it to run.
    conditions: &'m [Rc<[Condition]>],
    /// What the file's names for extents stand for.
    symbols: HashMap<&'m str, i64>,
    /// How many more numbers may be held that were computed.
    numbers_left: usize,
    input: Input,
}

/// Whether an operator's name means what the ONNX operator text says, or ONNX Runtime's: others have their own.
fn is_known(domain: &str) -> bool {
    matches!(domain, "" | "ai.onnx" | "com.microsoft")
}

/// How many numbers that were computed are held at most; shapes are a few.
const MOST_COMPUTED: usize = 1 << 18;

impl<'m> Translator<'m> {
    /// A translation with these extents of the network's input, in the file's order.
    pub fn new(
        graph: Graph<'m>,
        conditions: &'m [Rc<[Condition]>],
        extents: &[i64],
        unfold: bool,
    ) -> Translator<'m> {
        let fates = vec![None; graph.nodes.len()];
        let mut translator = Translator {
            values: HashMap::new(),
            fates,
            rows: Rows::default(),
            pads: HashMap::new(),
            unfold,
            conditions,
            symbols: HashMap::new(),
            numbers_left: MOST_COMPUTED,
            input: Input::default(),
            graph,
        };
        translator.start(extents);
        translator
    }

    /// Gives values to what is there before the first operator: inputs and weights.
    fn start(&mut self, extents: &[i64]) {
        if let Some(input) = self.graph.data_input {
            for (dim, extent) in input.dims().unwrap_or_default().iter().zip(extents) {
                if let Some(symbol) = &dim.dim_param {
                    self.symbols.insert(symbol, *extent);
                }
            }
            let mut flow = self.flow_of(INPUT.into(), &input.name, Some(extents.to_vec()));
            if self.graph.channels_last(input)
                && let [batch, height, width, channels] = *extents
            {
                flow.roles = vec![Role::Batch, Role::Height, Role::Width, Role::Channels];
                flow.shape = folded(&[batch, channels, height, width]);
            }
            if self.graph.is_transposed(input)
                && let [features, batch] = *extents
            {
                flow.roles = vec![Role::Channels, Role::Batch];
                flow.shape = folded(&[batch, features]);
            }
            if let Some(shape) = flow.shape {
                for (key, extent) in InputKey::ALL.into_iter().zip(shape.extents()) {
                    self.input.set(key, Some(Given::Integer(*extent)));
                }
            }
            self.set(&input.name, Value::Flow(Rc::new(flow)));
        }
        for tensor in self.graph.initializers {
            self.set(&tensor.name, Value::Constant(Rc::new(Constant::read(tensor))));
        }
        for input in std::mem::take(&mut self.graph.weight_inputs) {
            let dims = self.described(&input.name);
            let constant = Constant { origin: Some(input.name.as_str().into()), ..Constant::of_dims(dims) };
            self.set(&input.name, Value::Constant(Rc::new(constant)));
        }
        for (at, node) in self.graph.nodes.iter().enumerate() {
            // These have no operands, and what follows looks ahead for them.
            if node.op_type == "Constant" {
                self.evaluate(at);
            }
        }
    }

    /// Translates every operator.
    pub fn translate(mut self) -> Import {
        let other_inputs = std::mem::take(&mut self.graph.other_inputs);
        for input in &other_inputs {
            let dims = self.described(&input.name);
            let values = Values::of(Kind::Unknown).word(Key::Op, "Input");
            self.push_unknown(&input.name, "input", values, dims, None);
        }
        for at in 0..self.graph.nodes.len() {
            if self.fates[at].is_some() || !self.runs(at) || self.evaluate(at) {
                continue;
            }
            let fate = self.operator(at).unwrap_or_else(|reason| self.unknown(at, reason));
            self.fates[at].get_or_insert(fate);
        }
        let operators = self.graph.nodes.iter().zip(&self.fates).enumerate().filter(|(at, _)| self.runs(*at));
        let fates =
            operators.map(|(_, (node, fate))| (node.op_type.as_str(), fate.unwrap_or(Fate::PassedOn)));
        let inputs = other_inputs.iter().map(|_| ("Input", Fate::Unknown(Reason::SecondInput)));
        let summary = Summary::new(self.rows.len(), fates.chain(inputs));
        let document =
            Document { input: Rc::new(self.input), rows: self.rows.finish(), ..Document::default() };
        Import { document, summary }
    }

    fn operator(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        if !is_known(&node.domain) {
            return Err(Reason::NoSuchLayer);
        }
        match node.op_type.as_str() {
            "Conv" | "FusedConv" => self.convolution(at, 1, Some(2)),
            // What stands where others have the bias is the zero of what flows in.
            "ConvInteger" => self.convolution(at, 1, None),
            "QLinearConv" => self.convolution(at, 3, Some(8)),
            "ConvTranspose" => self.transposed(at),
            "Gemm" | "FusedGemm" => self.gemm(at, 1, 2),
            "QGemm" => self.gemm(at, 3, 6),
            "MatMul" | "MatMulInteger" => self.product(at, 1),
            "FusedMatMul" if !["transA", "transB"].iter().any(|of| node.int(of) == Some(1)) => {
                self.product(at, 1)
            }
            "QLinearMatMul" => self.product(at, 3),
            "MaxPool" | "AveragePool" => self.pool(at),
            "GlobalAveragePool" | "GlobalMaxPool" => self.global_pool(at),
            "QLinearAveragePool" if node.int("channels_last") != Some(1) => self.pool(at),
            "QLinearGlobalAveragePool" if node.int("channels_last") != Some(1) => self.global_pool(at),
            "ReduceMean" | "ReduceMax" => self.reduce(at),
            "BatchNormalization" => self.batch_norm(at),
            "LayerNormalization" => self.layer_norm(at),
            "LRN" => self.local_response_norm(at),
            "Softmax" | "LogSoftmax" => self.activation(at, "softmax"),
            "PRelu" => self.prelu(at),
            "Concat" => self.concat(at),
            "QLinearConcat" => self.quantized_concat(at),
            "Sum" => self.add(at),
            "QLinearAdd" => self.quantized_pair(at, Kind::Add),
            "QLinearMul" => self.quantized_pair(at, Kind::Mul),
            "QLinearLeakyRelu" => self.activation(at, "leaky_relu"),
            "QLinearSigmoid" => self.activation(at, "sigmoid"),
            "QLinearSoftmax" => self.activation(at, "softmax"),
            "Reshape" => self.reshape(at),
            "Flatten" => self.flatten(at),
            "Transpose" => self.transpose(at),
            "Squeeze" | "Unsqueeze" => self.squeeze(at),
            "Gather" => self.gather(at),
            "Split" => self.split(at),
            "Slice" => self.slice(at),
            "Resize" | "Upsample" => self.resize(at),
            "Expand" => self.expand(at),
            "DepthToSpace" => self.depth_to_space(at),
            "Pad" => self.pad(at),
            "Dropout" => self.dropout(at),
            "If" => self.branch(at),
            "DynamicQuantizeLinear" => self.quantize(at),
            "QuantizeLinear" | "DequantizeLinear" => self.quantization(at),
            "Identity" | "Cast" | "CastLike" => self.pass_on(at),
            op if super::function::is_pointwise(op) => self.pointwise(at),
            _ => Err(Reason::NoSuchLayer),
        }
    }

    /// Whether an operator runs: those in branches that are not taken do not, nor those of a choice that is not known.
    fn runs(&self, at: usize) -> bool {
        let holds = |condition: &Condition| {
            let value = match self.values.get(condition.value.as_str()) {
                Some(Value::Constant(constant)) => constant.scalar(),
                _ => None,
            };
            value.is_some_and(|value| (value != 0.0) == condition.holds)
        };
        self.conditions.get(at).is_none_or(|conditions| conditions.iter().all(holds))
    }

    /// `If`: what the branch gives that is taken. Its operands are the condition, then what each branch gives.
    fn branch(&mut self, at: usize) -> Handled {
        let node = &self.graph.nodes[at];
        let condition = self.constant(node, 0).and_then(|value| value.scalar()).ok_or(Reason::NoSuchLayer)?;
        let first = 1 + if condition != 0.0 { 0 } else { node.output.len() };
        for (place, output) in node.output.iter().enumerate() {
            let value = node.operand(first + place).and_then(|name| self.values.get(name)).cloned();
            self.set(output, value.ok_or(Reason::NoSuchLayer)?);
        }
        Ok(Fate::PassedOn)
    }

    /// Computes an operator that does not depend on the network's input, if it is one.
    fn evaluate(&mut self, at: usize) -> bool {
        let node = &self.graph.nodes[at];
        let results = match node.op_type.as_str() {
            "If" | "Loop" | "Scan" => return false,
            _ if !is_known(&node.domain) => return false,
            "Shape" | "Size" if self.constant(node, 0).is_none() => {
                let dims = node.operand(0).and_then(|name| self.dims(name));
                match (dims, node.op_type.as_str()) {
                    (Some(dims), "Shape") => vec![shape(node, &dims)],
                    (dims, _) => {
                        let known = Constant::of_dims(dims);
                        evaluate(node, &[Some(&known)])
                    }
                }
            }
            _ => {
                let operands: Vec<Option<Rc<Constant>>> =
                    (0..node.input.len()).map(|operand| self.constant(node, operand)).collect();
                if (0..node.input.len()).any(|at| node.operand(at).is_some() && operands[at].is_none()) {
                    return false;
                }
                let operands: Vec<Option<&Constant>> = operands.iter().map(Option::as_deref).collect();
                evaluate(node, &operands)
            }
        };
        let mut results = results.into_iter();
        for (number, output) in node.output.iter().enumerate() {
            let mut result = results.next().unwrap_or_default().checked();
            if result.dims.is_none() {
                let inferred = || self.inferred(node).get(number).cloned().flatten();
                result.dims = self.described(output).or_else(inferred);
            }
            let held = result.numbers.as_ref().map_or(0, Numbers::len);
            match self.numbers_left.checked_sub(held) {
                Some(left) => self.numbers_left = left,
                None => result.numbers = None,
            }
            self.set(output, Value::Constant(Rc::new(result)));
        }
        self.fates[at] = Some(Fate::Evaluated);
        true
    }

    /// Makes rows that say the operator's name, one for each of its outputs that is used.
    fn unknown(&mut self, at: usize, reason: Reason) -> Fate {
        let node = &self.graph.nodes[at];
        let source = (0..node.input.len()).find_map(|operand| self.operand(node, operand));
        let name = naming::name(node, Kind::Unknown, None);
        let mut inferred = if is_known(&node.domain) { self.inferred(node) } else { Vec::new() }.into_iter();
        for (number, output) in node.output.iter().enumerate() {
            let used = self.graph.is_output(output) || !self.graph.user_places(output).is_empty();
            let inferred = inferred.next().flatten();
            if number == 0 || used {
                let values = Values::of(Kind::Unknown).word(Key::Op, &node.op_type);
                let dims = self.described(output).or(inferred);
                self.push_unknown(output, &name, values, dims, source.as_deref());
            }
        }
        Fate::Unknown(reason)
    }

    fn push_unknown(
        &mut self,
        output: &'m str,
        name: &str,
        values: Values,
        dims: Option<Vec<i64>>,
        source: Option<&Flow>,
    ) {
        let before = source.and_then(|source| source.shape);
        let flow = match source.filter(|source| dims.is_some() && source.dims == dims) {
            Some(source) => source.clone(),
            None => self.flow_of("".into(), output, dims),
        };
        let values = match flow.shape {
            Some(shape) if Some(shape) == before => values,
            Some(shape) => values.with(Key::OutputShape, Given::Extents(shape.extents().to_vec())),
            // A row that leaves it out passes on what flows in; what this one makes nobody knows.
            None => values.with(Key::OutputShape, Given::Text("?".into())),
        };
        let from = source.map_or(INPUT.into(), |source| source.from.clone());
        let made = self.rows.push(name, Kind::Unknown, values.fields(), &[(from, before)], None);
        self.set(output, Value::Flow(Rc::new(Flow { from: made.name, ..flow })));
    }

    /// Makes a row of an operator. What flows out has its axes in this order in the file.
    pub fn emit(
        &mut self,
        node: &NodeProto,
        kind: Kind,
        values: Values,
        sources: &[&Flow],
        roles: &[Role],
        weight: Option<&Weight>,
    ) -> Rc<Flow> {
        // Weights that exporters store once for several layers name but one of them. So may a bias, where the operator
        // tells its module itself.
        let weights_name = weight
            .filter(|weight| weight.is_first || !node.name.starts_with('/'))
            .map(|weight| &*weight.name)
            .filter(|name| naming::module_of(name).is_some_and(|module| !self.rows.has(module)));
        let name = naming::name(node, kind, weights_name);
        let first = sources.first().copied();
        let sources: Vec<_> = sources.iter().map(|flow| (flow.from.clone(), flow.shape)).collect();
        let key = weight.and_then(|weight| weight.key.as_deref());
        let made = self.rows.push(&name, kind, values.fields(), &sources, key);
        let flow = Flow::new(made.name, made.shape, roles);
        Rc::new(if let Some(first) = first { flow.arranged_as(first) } else { flow })
    }

    /// Makes the last row of an operator, and lets it flow.
    pub fn finish(&mut self, output: &'m str, flow: Rc<Flow>) -> Handled {
        // Where the row is not valid the file may still say what flows.
        let flow = match (&flow.shape, self.described(output)) {
            (None, Some(dims)) => Rc::new(self.flow_of(flow.from.clone(), output, Some(dims))),
            _ => flow,
        };
        self.set(output, Value::Flow(flow));
        Ok(Fate::Row)
    }

    /// What flows by a name that the file uses, its axes as its extents and its users tell.
    fn flow_of(&self, from: Rc<str>, name: &str, dims: Option<Vec<i64>>) -> Flow {
        match dims.as_deref() {
            Some(&[batch, length, channels]) if self.graph.is_sequence(name) => {
                Flow::sequence(from, [batch, length, channels])
            }
            _ => Flow::of_dims(from, dims),
        }
    }

    /// An operand that does not depend on the network's input.
    pub fn constant(&self, node: &NodeProto, operand: usize) -> Option<Rc<Constant>> {
        let Value::Constant(constant) = self.values.get(node.operand(operand)?)? else { return None };
        match (node.int("broadcast"), node.int("axis"), &constant.dims) {
            // In older files the first axis of a second operand stands at this one of the first.
            (Some(1), Some(axis), Some(dims)) if operand == 1 => {
                let rank = self.dims(node.operand(0)?)?.len();
                let after = rank.checked_sub(usize::try_from(axis).ok()? + dims.len())?;
                Some(Rc::new(constant.reshaped(Some([&dims[..], &vec![1; after]].concat()))))
            }
            _ => Some(constant.clone()),
        }
    }

    /// An operand that flows.
    pub fn operand(&mut self, node: &'m NodeProto, operand: usize) -> Option<Rc<Flow>> {
        self.flow(node.operand(operand)?)
    }

    /// What flows by this name.
    pub fn flow(&mut self, name: &'m str) -> Option<Rc<Flow>> {
        match self.values.get(name)? {
            Value::Constant(_) => None,
            Value::Flow(flow) => Some(flow.clone()),
            Value::Rearranged(rearranged) => Some(Rc::new(rearranged.flow())),
            Value::Pending(pending) => {
                let pending = pending.clone();
                Some(self.settle(name, &pending))
            }
        }
    }

    /// The extents of a value in the file.
    pub fn dims(&self, name: &str) -> Option<Vec<i64>> {
        let known = match self.values.get(name)? {
            Value::Constant(constant) => constant.dims.clone(),
            Value::Flow(flow) => flow.dims.clone(),
            Value::Pending(pending) => pending.base.dims.clone(),
            Value::Rearranged(rearranged) => rearranged.flow().dims,
        };
        known.or_else(|| self.described(name))
    }

    /// The extents that the file gives a value, if it gives all of them.
    pub fn described(&self, name: &str) -> Option<Vec<i64>> {
        let dims = self.graph.described(name)?.dims()?;
        let symbol = |name: &String| self.symbols.get(name.as_str()).copied();
        dims.iter()
            .map(|dim| extent(dim).or_else(|| dim.dim_param.as_ref().and_then(symbol)))
            .map(|extent| extent.filter(|extent| *extent <= LIMIT))
            .collect()
    }

    /// Integers that older files give as an attribute, newer ones as an operand.
    pub fn integers(&self, node: &NodeProto, attribute: &str, operand: usize) -> Option<Vec<i64>> {
        if let Some(numbers) = node.ints(attribute) {
            return Some(numbers.to_vec());
        }
        Some(self.constant(node, operand)?.numbers.as_ref()?.integers())
    }

    /// Gives a name its value.
    pub fn set(&mut self, name: &'m str, value: Value) {
        self.values.insert(name, value);
    }

    /// The first output of an operator.
    pub fn output(node: &'m NodeProto) -> &'m str {
        node.output.first().map_or("", String::as_str)
    }
}

/// What a row has learned, by the file's names.
pub(super) struct Weight {
    /// The weight.
    pub name: Rc<str>,
    /// Whether that is the first of them, and no bias.
    pub is_first: bool,
    /// The weight and all that goes with it, where rows that have the same share it.
    pub key: Option<String>,
}

impl Weight {
    /// Weights that are nobody else's, even where the file stores equal numbers once.
    pub fn of_one_row(constant: Option<Rc<Constant>>) -> Option<Weight> {
        Some(Weight { key: None, ..Weight::of(&[constant])? })
    }

    /// Named weights; `None` where the first have no name.
    pub fn of(constants: &[Option<Rc<Constant>>]) -> Option<Weight> {
        let mut names = constants.iter().flatten().filter_map(|constant| constant.origin.clone());
        let first = names.clone().next()?;
        let name = names.find(|name| naming::module_of(name).is_some()).unwrap_or_else(|| first.clone());
        constants.first()?.as_ref()?.origin.as_ref()?;
        let key = constants
            .iter()
            .map(|constant| constant.as_ref().and_then(|constant| constant.origin.as_deref()).unwrap_or(""))
            .collect::<Vec<_>>()
            .join("\n");
        Some(Weight { is_first: name == first, name, key: Some(key) })
    }
}
