//! Which fields of which messages are worth reading: names, attributes and extents are, weights are not.

/// A message whose fields are walked one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Model,
    Graph,
    Node,
    Attribute,
    Tensor,
    Sparse,
    Function,
}

/// What becomes of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plan {
    /// It is copied.
    Keep,
    /// It is a message whose own fields are walked.
    Enter(Level),
    /// It is passed over, by its length.
    Skip,
}

/// The longest numbers of a tensor that are kept: enough for every shape, and for the few numbers of small weights.
const MOST_NUMBERS: u64 = 1024;

/// The longest name, list or type that is kept.
const LONGEST: u64 = 4096;

impl Level {
    /// What becomes of a field of this message whose payload has this length.
    pub fn plan(self, field: u64, length: u64) -> Plan {
        let kept = |most: u64| if length <= most { Plan::Keep } else { Plan::Skip };
        match (self, field) {
            (Level::Model, 7) => Plan::Enter(Level::Graph),
            (Level::Model, 25) => Plan::Enter(Level::Function),
            (Level::Model, 2) => kept(LONGEST),
            (Level::Function, 7) => Plan::Enter(Level::Node),
            (Level::Function, 11) => Plan::Enter(Level::Attribute),
            (Level::Function, 1 | 4 | 5 | 10) => kept(LONGEST),
            (Level::Graph, 1) => Plan::Enter(Level::Node),
            (Level::Graph, 5) => Plan::Enter(Level::Tensor),
            (Level::Graph, 15) => Plan::Enter(Level::Sparse),
            (Level::Graph, 2 | 11 | 12 | 13) => kept(LONGEST),
            (Level::Node, 5) => Plan::Enter(Level::Attribute),
            (Level::Node, 1..=4 | 7) => kept(LONGEST),
            (Level::Attribute, 5) => Plan::Enter(Level::Tensor),
            (Level::Attribute, 22) => Plan::Enter(Level::Sparse),
            (Level::Attribute, 6) => Plan::Enter(Level::Graph),
            (Level::Attribute, 1..=4 | 7 | 8 | 21) => kept(LONGEST),
            // Where its numbers stand is nothing to count.
            (Level::Sparse, 1) => Plan::Enter(Level::Tensor),
            (Level::Sparse, 3) => kept(LONGEST),
            (Level::Tensor, 1 | 2 | 8) => kept(LONGEST),
            (Level::Tensor, 4 | 5 | 7 | 9 | 10) => kept(MOST_NUMBERS),
            _ => Plan::Skip,
        }
    }
}
