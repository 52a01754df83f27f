//! A model's graph with what is asked of it by name: who makes a value, who uses it, what the file says of its shape.

use std::collections::{HashMap, HashSet};

use super::message::{GraphProto, NodeProto, TensorProto, ValueInfoProto};
use super::model::extent;

/// A graph and its indices.
pub(super) struct Graph<'m> {
    pub nodes: &'m [NodeProto],
    /// The input that images flow into.
    pub data_input: Option<&'m ValueInfoProto>,
    /// Inputs that are neither data nor weights.
    pub other_inputs: Vec<&'m ValueInfoProto>,
    /// Inputs that stand for weights.
    pub weight_inputs: Vec<&'m ValueInfoProto>,
    pub initializers: &'m [TensorProto],
    shapes: HashMap<&'m str, &'m ValueInfoProto>,
    users: HashMap<&'m str, Vec<usize>>,
    makers: HashMap<&'m str, usize>,
    outputs: HashSet<&'m str>,
}

/// Extents of an image where neither the file nor a person says any.
const DEFAULT_SIDE: i64 = 224;
const DEFAULT_CHANNELS: i64 = 3;

impl<'m> Graph<'m> {
    pub fn new(graph: &'m GraphProto) -> Graph<'m> {
        let mut users: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, node) in graph.node.iter().enumerate() {
            for name in node.input.iter().filter(|name| !name.is_empty()) {
                users.entry(name).or_default().push(at);
            }
        }
        let outputs =
            |(at, node): (usize, &'m NodeProto)| node.output.iter().map(move |name| (name.as_str(), at));
        let makers = graph.node.iter().enumerate().flat_map(outputs).collect();
        let described = graph.input.iter().chain(&graph.output).chain(&graph.value_info);
        let mut result = Graph {
            nodes: &graph.node,
            data_input: None,
            other_inputs: Vec::new(),
            weight_inputs: Vec::new(),
            initializers: &graph.initializer,
            shapes: described.map(|info| (info.name.as_str(), info)).collect(),
            users,
            makers,
            outputs: graph.output.iter().map(|info| info.name.as_str()).collect(),
        };
        let initialized: HashSet<&str> =
            graph.initializer.iter().map(|tensor| tensor.name.as_str()).collect();
        let inputs = || graph.input.iter().filter(|input| !initialized.contains(input.name.as_str()));
        let data = inputs().find(|input| result.is_data(input)).or_else(|| inputs().next());
        for input in inputs().filter(|input| data.is_none_or(|data| data.name != input.name)) {
            if result.is_data(input) {
                result.other_inputs.push(input);
            } else {
                result.weight_inputs.push(input);
            }
        }
        result.data_input = data;
        result
    }

    /// Whether an input is what flows, and not a weight that the file leaves to its user.
    fn is_data(&self, input: &ValueInfoProto) -> bool {
        let extents = input.dims().map(|dims| dims.iter().map(extent).collect::<Vec<_>>());
        let few = extents.is_some_and(|extents| {
            extents.iter().filter(|extent| **extent != Some(1)).count() < 2 && extents.len() != 4
        });
        self.users(&input.name).any(|node| {
            let first = node.operand(0) == Some(&input.name);
            match node.op_type.as_str() {
                "Conv"
                | "ConvTranspose"
                | "Gemm"
                | "MatMul"
                | "BatchNormalization"
                | "PRelu"
                | "LayerNormalization"
                | "InstanceNormalization"
                | "GroupNormalization" => first,
                "Reshape" | "Resize" | "Upsample" => first,
                "Identity" | "Cast" | "Transpose" | "DequantizeLinear" => node
                    .output
                    .iter()
                    .any(|output| self.users(output).any(|user| user.operand(0) == Some(output))),
                _ => !few,
            }
        })
    }

    /// The operators that use a value, in order, once for each use.
    pub fn users(&self, name: &str) -> impl Iterator<Item = &'m NodeProto> + use<'_, 'm> {
        self.user_places(name).iter().map(|at| &self.nodes[*at])
    }

    /// Where the operators that use a value are.
    pub fn user_places(&self, name: &str) -> &[usize] {
        self.users.get(name).map_or(&[], Vec::as_slice)
    }

    /// Where the operator stands that makes a value.
    pub fn maker(&self, name: &str) -> Option<usize> {
        self.makers.get(name).copied()
    }

    /// The only operator that uses a value, if there is just one and the value is not one of the network's outputs.
    pub fn only_user(&self, name: &str) -> Option<usize> {
        match self.user_places(name) {
            [user] if !self.outputs.contains(name) => Some(*user),
            _ => None,
        }
    }

    /// Whether a value is one of the network's outputs.
    pub fn is_output(&self, name: &str) -> bool {
        self.outputs.contains(name)
    }

    /// What the file says of a value's shape.
    pub fn described(&self, name: &str) -> Option<&'m ValueInfoProto> {
        self.shapes.get(name).copied()
    }

    /// The extents of the network's input, the open ones as they most likely are.
    pub fn default_extents(&self) -> Vec<i64> {
        let Some(input) = self.data_input else { return Vec::new() };
        let dims = input.dims().unwrap_or_default();
        let open = |at: usize, rank: usize| match (at, rank) {
            (0, _) => 1,
            (1, 4) if !self.channels_last(input) => self.first_channels(input),
            (3, 4) if self.channels_last(input) => self.first_channels(input),
            (1, 3) if !self.is_sequence(&input.name) => self.first_channels(input),
            (2, 3) if self.is_sequence(&input.name) => self.first_channels(input),
            (1, 2) => self.first_channels(input),
            _ => DEFAULT_SIDE,
        };
        if dims.is_empty() {
            return (0..4).map(|at| open(at, 4)).collect();
        }
        dims.iter().enumerate().map(|(at, dim)| extent(dim).unwrap_or_else(|| open(at, dims.len()))).collect()
    }

    /// Whether images flow in with their channels last: they are first put in order, or the file says so few.
    pub fn channels_last(&self, input: &'m ValueInfoProto) -> bool {
        let uses = self.first_uses(&input.name);
        let turned =
            |node: &&NodeProto| node.op_type == "Transpose" && node.ints("perm") == Some(&[0, 3, 1, 2]);
        !uses.is_empty() && uses.iter().all(turned)
    }

    /// Whether vectors flow in as the columns of a matrix.
    pub fn is_transposed(&self, input: &'m ValueInfoProto) -> bool {
        let uses = self.first_uses(&input.name);
        let turned = |node: &&NodeProto| match node.op_type.as_str() {
            "Gemm" => node.operand(0) == Some(&input.name) && node.int("transA").unwrap_or(0) != 0,
            "MatMul" => node.operand(1) == Some(&input.name),
            _ => false,
        };
        input.dims().is_some_and(|dims| dims.len() == 2) && !uses.is_empty() && uses.iter().all(turned)
    }

    /// The operators that use a value first, after those that take its elements one by one.
    fn first_uses(&self, name: &'m str) -> Vec<&'m NodeProto> {
        const FURTHEST: usize = 24;
        let (mut names, mut uses, mut at) = (vec![name], Vec::new(), 0);
        while let Some(name) = names.get(at).copied().filter(|_| at < FURTHEST) {
            at += 1;
            for node in self.users(name) {
                match node.op_type.as_str() {
                    "Cast" | "Identity" => {}
                    op if super::function::is_pointwise(op) => {}
                    _ => {
                        uses.push(node);
                        continue;
                    }
                }
                names.extend(node.output.iter().map(String::as_str));
            }
        }
        uses
    }

    /// Whether a value of three extents has its channels last: a product or a layer normalization is the first that does
    /// not take its elements one by one, and no convolution or pool.
    pub fn is_sequence(&self, name: &str) -> bool {
        const FURTHEST: usize = 24;
        let mut next: Vec<&str> = vec![name];
        let mut at = 0;
        while let Some(name) = next.get(at).copied().filter(|_| at < FURTHEST) {
            at += 1;
            for node in self.users(name) {
                match node.op_type.as_str() {
                    "MatMul" | "MatMulInteger" | "QLinearMatMul" | "FusedMatMul" | "Attention"
                        if node.operand(0) == Some(name) =>
                    {
                        return true;
                    }
                    "LayerNormalization" | "SkipLayerNormalization" => {
                        return matches!(node.int("axis"), None | Some(-1 | 2));
                    }
                    "Softmax" | "ReduceMean" | "Dropout" | "Identity" | "Cast" | "DynamicQuantizeLinear" => {}
                    op if super::function::is_pointwise(op) => {}
                    "Conv"
                    | "ConvTranspose"
                    | "MaxPool"
                    | "AveragePool"
                    | "GlobalAveragePool"
                    | "GlobalMaxPool"
                    | "BatchNormalization"
                    | "InstanceNormalization"
                    | "Resize" => return false,
                    _ => continue,
                }
                next.extend(node.output.iter().map(String::as_str));
            }
        }
        false
    }

    /// The channels that the first weights after the input take.
    fn first_channels(&self, input: &ValueInfoProto) -> i64 {
        let weight = |node: &NodeProto| {
            let name = node.operand(1)?;
            let dims = self.initializers.iter().find(|tensor| tensor.name == name).map(|tensor| &tensor.dims);
            let group = node.int("group").unwrap_or(1);
            match (node.op_type.as_str(), dims?.as_slice()) {
                ("Conv", [_, channels, ..]) => channels.checked_mul(group),
                ("ConvTranspose", [channels, ..]) => Some(*channels),
                ("Gemm", [_, features]) if node.int("transB") == Some(1) => Some(*features),
                ("Gemm" | "MatMul", [features, _]) => Some(*features),
                _ => None,
            }
        };
        let first = self.users(&input.name).find_map(weight);
        first.filter(|channels| (1..=crate::layer::LIMIT).contains(channels)).unwrap_or(DEFAULT_CHANNELS)
    }
}
