//! A model as it was read: which extents of its input are open, and the way to a document.

use std::rc::Rc;

use super::graph::Graph;
use super::inline::{Condition, inlined};
use super::message::{DimensionProto, FunctionProto, GraphProto, SparseTensorProto};
use super::summary::Import;
use super::translate::Translator;

/// A model without its weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    graph: GraphProto,
    /// For each operator, what must hold for it to run.
    conditions: Vec<Rc<[Condition]>>,
}

/// Extents of the network's input that the file leaves open, and what they are taken to be unless someone says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The input's name in the file.
    pub input: String,
    /// Each extent in the file's order; `None` where the file leaves it open.
    pub fixed: Vec<Option<i64>>,
    /// What the file calls each extent; empty where it has no name.
    pub names: Vec<String>,
    /// Every extent, the open ones as they are taken to be.
    pub default: InputExtents,
}

/// The extents of the network's input, in the file's order.
pub type InputExtents = Vec<i64>;

impl Model {
    /// A model whose functions and branches are put in where they are used.
    pub(super) fn new(mut graph: GraphProto, functions: &[FunctionProto]) -> Model {
        let sparse = std::mem::take(&mut graph.sparse_initializer);
        graph.initializer.extend(sparse.iter().map(SparseTensorProto::dense));
        let conditions = inlined(&mut graph, functions);
        Model { graph, conditions }
    }

    /// What the file leaves open, if it leaves anything open.
    pub fn question(&self) -> Option<Question> {
        let graph = Graph::new(&self.graph);
        let input = graph.data_input?;
        let dims = input.dims().unwrap_or_default();
        let fixed: Vec<Option<i64>> = dims.iter().map(extent).collect();
        if !dims.is_empty() && fixed.iter().all(Option::is_some) {
            return None;
        }
        let names = dims.iter().map(|dim| dim.dim_param.clone().unwrap_or_default()).collect();
        Some(Question { input: input.name.clone(), fixed, names, default: graph.default_extents() })
    }

    /// The document, with what the file leaves open as it is said here, or else by default.
    pub fn import(&self, extents: Option<&InputExtents>) -> Import {
        self.translated(extents, false)
    }

    /// The same, but where operators together compute an activation, a row for each step that is an activation itself:
    /// a sigmoid and a product in place of SiLU.
    pub fn import_unfolded(&self, extents: Option<&InputExtents>) -> Import {
        self.translated(extents, true)
    }

    fn translated(&self, extents: Option<&InputExtents>, unfold: bool) -> Import {
        let graph = Graph::new(&self.graph);
        let fallback = graph.default_extents();
        let extents = extents.filter(|extents| extents.len() == fallback.len()).unwrap_or(&fallback);
        Translator::new(graph, &self.conditions, extents, unfold).translate()
    }
}

/// An extent, if it is a number that an extent can be.
pub(super) fn extent(dim: &DimensionProto) -> Option<i64> {
    dim.dim_value.filter(|extent| (1..=crate::layer::LIMIT).contains(extent))
}
