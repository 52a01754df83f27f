//! The proof of the counts: a pass is run, and counters that know no formula climb to the formula's values.

use super::{Entry, Ledger};
use crate::layer::GemmLayer;
use crate::lowering::{Pass, RunError, Running, Tensors};

/// A layer of at most so many multiplications in a pass is run itself.
pub const MOST_PROVED: u128 = 1_000_000;

/// The entries that a run counts.
pub const COUNTED: [Entry; 6] = [
    Entry::Multiplications,
    Entry::InBounds,
    Entry::GemmAdditions,
    Entry::Col2imAdditions,
    Entry::BiasAdditions,
    Entry::Flops,
];

/// A run under way, beside the ledger that it has to come to.
#[derive(Clone, Debug)]
pub struct Proof {
    running: Running,
    progress: Progress,
}

/// How far a proof is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The layer that is run.
    pub layer: GemmLayer,
    /// The pass.
    pub pass: Pass,
    /// Each entry that is counted.
    pub tallies: [Tally; COUNTED.len()],
    /// Whether all is run.
    pub done: bool,
}

/// A counter beside the formula's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// What is counted.
    pub entry: Entry,
    /// What was counted so far.
    pub counted: u128,
    /// What the formula says.
    pub formula: u128,
}

impl Tally {
    /// Whether the counter is at the formula's value.
    pub fn is_equal(&self) -> bool {
        self.counted == self.formula
    }
}

impl Proof {
    /// A proof for one pass of a layer, at its beginning: all counters are at zero.
    ///
    /// # Errors
    ///
    /// As [`crate::lowering::run`]; [`RunError::TooLarge`] also for a count past 128 bits.
    pub fn new(layer: &GemmLayer, pass: Pass, tensors: &Tensors) -> Result<Proof, RunError> {
        let ledger = Ledger::new(layer, pass).map_err(|_| RunError::TooLarge)?;
        let running = Running::new(layer, pass, tensors)?;
        let tallies = COUNTED.map(|entry| Tally { entry, counted: 0, formula: ledger.value(entry) });
        Ok(Proof { running, progress: Progress { layer: *layer, pass, tallies, done: false } })
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// Runs one of so many parts.
    ///
    /// # Errors
    ///
    /// As [`crate::lowering::run`].
    pub fn go_on(&mut self, parts: u128) -> Result<Progress, RunError> {
        let all = self.progress.tallies.iter().map(|tally| tally.formula).max().unwrap_or(0);
        self.progress.done = self.running.go_on(all.div_ceil(parts.max(1)))?;
        let counts = self.running.counts();
        for tally in &mut self.progress.tallies {
            tally.counted = match tally.entry {
                Entry::Multiplications => counts.multiplications,
                Entry::InBounds => counts.in_bounds,
                Entry::GemmAdditions => counts.gemm_adds,
                Entry::Col2imAdditions => counts.col2im_adds,
                Entry::BiasAdditions => counts.bias_adds,
                _ => counts.operations(),
            };
        }
        Ok(self.progress)
    }
}
