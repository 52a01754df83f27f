//! A layer as the counters see it: with what a tool's rule may depend on beyond the layer itself.

use super::{Tool, Unpredictable};
use crate::layer::{Direction, GemmLayer, Grid, Layer, Operation, Shape};

/// A layer and what counters need to know of its place in a network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CountedLayer<'network> {
    /// The layer.
    pub layer: &'network Layer,
    /// The shapes of all its sources.
    pub inputs: &'network [Shape],
    /// The padding of a convolution, where it was given as one of PyTorch's words.
    pub padding_word: Option<PaddingWord>,
    /// Whether it uses the weights of another layer.
    pub shares_weights: bool,
    /// Whether an exporter merges a batch normalization and the convolution before it.
    pub folding: Option<NormFolding>,
    /// Whether the network's last row depends on it, or it is that row; else it makes another result, or none.
    pub leads_to_result: bool,
}

/// A padding that PyTorch's `Conv2d` takes as a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaddingWord {
    /// `same`.
    Same,
    /// `valid`.
    Valid,
}

/// A layer's part in merging a batch normalization into the convolution before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NormFolding {
    /// The convolution: it gains a bias, if it has none.
    Convolution,
    /// The normalization: it vanishes.
    Norm,
}

impl<'network> CountedLayer<'network> {
    /// A layer by itself.
    pub fn new(layer: &'network Layer, inputs: &'network [Shape]) -> CountedLayer<'network> {
        CountedLayer {
            layer,
            inputs,
            padding_word: None,
            shares_weights: false,
            folding: None,
            leads_to_result: true,
        }
    }

    /// Which way its kernel works, if it has a GEMM.
    pub fn gemm_direction(&self) -> Option<Direction> {
        self.gemm().map(|gemm| gemm.direction)
    }

    /// What makes a layer unpredictable, whatever its kind.
    pub(super) fn expressible_for(&self, tool: Tool) -> Result<(), Unpredictable> {
        let uneven = |grids: &[Grid; 2]| grids.iter().any(|grid| grid.begin != grid.end);
        match &self.layer.operation {
            Operation::Unknown => return Err(Unpredictable::Incomplete),
            Operation::Gemm(gemm)
                if tool.runs_pytorch() && gemm.direction == Direction::Transposed && uneven(&gemm.grids) =>
            {
                return Err(Unpredictable::NotInPytorch);
            }
            // Padding that differs from side to side is a layer of its own in PyTorch, and so is its input.
            Operation::Pool(pool) if tool.hooks_modules() && uneven(&pool.grids) => {
                return Err(Unpredictable::NotInPytorch);
            }
            Operation::Pool(pool)
                if tool.runs_pytorch()
                    && pool.average
                    && pool.grids.iter().any(|grid| grid.dilation != 1) =>
            {
                return Err(Unpredictable::NotInPytorch);
            }
            _ => {}
        }
        let by_registration =
            matches!(tool, Tool::Thop | Tool::PtflopsPytorch | Tool::Calflops | Tool::Torchscan);
        if self.shares_weights && by_registration {
            return Err(Unpredictable::DependsOnSharing);
        }
        if !self.leads_to_result && tool.traces() {
            return Err(Unpredictable::DependsOnReturned);
        }
        Ok(())
    }

    /// The layer, if it has a GEMM.
    pub(super) fn gemm(&self) -> Option<&'network GemmLayer> {
        match &self.layer.operation {
            Operation::Gemm(gemm) => Some(gemm),
            _ => None,
        }
    }
}
