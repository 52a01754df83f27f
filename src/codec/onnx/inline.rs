//! Puts the operators of functions and branches in where a graph uses them, so that what follows sees one plain graph.

use std::collections::HashMap;
use std::rc::Rc;

use prost::Message;

use super::message::{AttributeProto, FunctionProto, GraphProto, NodeProto, TensorProto};

/// What must hold for an operator to run: it stands in a branch.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Condition {
    /// The value that decides.
    pub value: String,
    /// Whether it must be true or false.
    pub holds: bool,
}

/// How deep functions and branches are looked into, and how many bytes of operators they may add, each counted with some
/// more for what it takes in memory.
const DEEPEST: usize = 16;
const MOST_ADDED: usize = 16 << 20;
const NODE_COST: usize = 320;

/// Puts in the operators of functions and branches; for each operator, what must hold for it to run. An `If` stays, with
/// what its branches give as further operands.
pub(super) fn inlined(graph: &mut GraphProto, functions: &[FunctionProto]) -> Vec<Rc<[Condition]>> {
    let by_name =
        functions.iter().map(|function| ((function.domain.as_str(), function.name.as_str()), function));
    let mut inliner = Inliner {
        functions: by_name.collect(),
        nodes: Vec::with_capacity(graph.node.len()),
        conditions: Vec::with_capacity(graph.node.len()),
        initializers: Vec::new(),
        copies: 0,
        left: MOST_ADDED,
    };
    let always: Rc<[Condition]> = Rc::new([]);
    for node in std::mem::take(&mut graph.node) {
        inliner.put(node, &always, 0);
    }
    graph.node = inliner.nodes;
    graph.initializer.extend(inliner.initializers);
    inliner.conditions
}

struct Inliner<'f> {
    functions: HashMap<(&'f str, &'f str), &'f FunctionProto>,
    nodes: Vec<NodeProto>,
    conditions: Vec<Rc<[Condition]>>,
    initializers: Vec<TensorProto>,
    /// How often something was put in; each time its values get names of their own.
    copies: usize,
    left: usize,
}

impl Inliner<'_> {
    fn put(&mut self, mut node: NodeProto, conditions: &Rc<[Condition]>, depth: usize) {
        let function = self.functions.get(&(node.domain.as_str(), node.op_type.as_str())).copied();
        let enough = depth >= DEEPEST;
        match function.filter(|function| !enough && self.may_add(&function.node)) {
            Some(function) => return self.put_function(&node, function, conditions, depth),
            None if node.op_type == "If" && !enough => self.put_branches(&mut node, conditions, depth),
            None => {}
        }
        self.nodes.push(node);
        self.conditions.push(conditions.clone());
    }

    fn may_add(&mut self, nodes: &[NodeProto]) -> bool {
        let cost: usize = nodes.iter().map(|node| node.encoded_len() + NODE_COST).sum();
        let left = self.left.checked_sub(cost);
        self.left = left.unwrap_or(self.left);
        left.is_some()
    }

    fn put_function(
        &mut self,
        call: &NodeProto,
        function: &FunctionProto,
        conditions: &Rc<[Condition]>,
        depth: usize,
    ) {
        let given = function
            .input
            .iter()
            .enumerate()
            .map(|(at, name)| (name.as_str(), call.input.get(at).cloned().unwrap_or_default()));
        let taken =
            function.output.iter().zip(&call.output).map(|(name, output)| (name.as_str(), output.clone()));
        let mut names: HashMap<&str, String> = given.chain(taken).collect();
        self.copies += 1;
        name_apart(&function.node, self.copies, &mut names);
        for inner in &function.node {
            let mut node = renamed(inner, &names);
            node.attribute =
                inner.attribute.iter().filter_map(|attribute| bound(attribute, call, function)).collect();
            node.name = match (call.name.as_str(), inner.name.as_str()) {
                ("", inner) => inner.to_owned(),
                (call, "") => call.to_owned(),
                (call, inner) => format!("{call}.{inner}"),
            };
            self.put(node, conditions, depth + 1);
        }
    }

    fn put_branches(&mut self, node: &mut NodeProto, conditions: &Rc<[Condition]>, depth: usize) {
        let Some(value) = node.operand(0).map(str::to_owned) else { return };
        node.input.truncate(1);
        for (branch, holds) in [("then_branch", true), ("else_branch", false)] {
            let attribute = node.attribute.iter_mut().find(|attribute| attribute.name == branch);
            let graph = attribute.and_then(|attribute| attribute.g.take()).unwrap_or_default();
            if !self.may_add(&graph.node) {
                return;
            }
            self.copies += 1;
            let mut names: HashMap<&str, String> = HashMap::new();
            name_apart(&graph.node, self.copies, &mut names);
            for tensor in &graph.initializer {
                let name = format!("{}#{}", tensor.name, self.copies);
                self.initializers.push(TensorProto { name: name.clone(), ..tensor.clone() });
                names.insert(&tensor.name, name);
            }
            let inside: Rc<[Condition]> =
                [&**conditions, &[Condition { value: value.clone(), holds }]].concat().into();
            for inner in &graph.node {
                self.put(renamed(inner, &names), &inside, depth + 1);
            }
            let given = |at: usize| {
                let name = graph.output.get(at).map_or("", |output| output.name.as_str());
                names.get(name).cloned().unwrap_or_else(|| name.to_owned())
            };
            node.input.extend((0..node.output.len()).map(given));
        }
    }
}

/// Gives what these operators make names that nothing else has.
fn name_apart<'n>(nodes: &'n [NodeProto], copy: usize, names: &mut HashMap<&'n str, String>) {
    for output in nodes.iter().flat_map(|node| &node.output).filter(|name| !name.is_empty()) {
        names.entry(output).or_insert_with(|| format!("{output}#{copy}"));
    }
}

/// An operator with other names for its values, in its branches too.
fn renamed(node: &NodeProto, names: &HashMap<&str, String>) -> NodeProto {
    let mut node = node.clone();
    rename(&mut node, names);
    node
}

fn rename(node: &mut NodeProto, names: &HashMap<&str, String>) {
    for name in node.input.iter_mut().chain(&mut node.output) {
        if let Some(other) = names.get(name.as_str()) {
            *name = other.clone();
        }
    }
    for graph in node.attribute.iter_mut().filter_map(|attribute| attribute.g.as_mut()) {
        graph.node.iter_mut().for_each(|node| rename(node, names));
        for output in &mut graph.output {
            if let Some(other) = names.get(output.name.as_str()) {
                output.name = other.clone();
            }
        }
    }
}

/// An attribute in a function as a call of it gives it; none where neither the call nor the function does.
fn bound(attribute: &AttributeProto, call: &NodeProto, function: &FunctionProto) -> Option<AttributeProto> {
    if attribute.ref_attr_name.is_empty() {
        return Some(attribute.clone());
    }
    let mut given = call.attribute.iter().chain(&function.attribute_proto);
    let given = given.find(|given| given.name == attribute.ref_attr_name)?;
    Some(AttributeProto { name: attribute.name.clone(), ..given.clone() })
}
