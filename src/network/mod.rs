//! The network: the document, its wiring, analysis, repairs, edits as actions, and history.

mod action;
mod analysis;
mod counters;
mod document;
mod dual;
mod error;
mod example;
mod history;
mod held;
mod liveness;
mod repairs;
mod receptive_field;
mod starter;
mod starting;
mod twin_numbers;
mod training;
mod way_back;
mod wiring;

pub use action::{Action, Typing, typed_sources};
pub use analysis::{Analysis, Outcome, RowAnalysis, Totals, ValidRow, analyse};
pub use counters::{counted_layers, counted_row, counters, row_counters};
pub use document::{Document, INPUT, Input, InputKey, Row, RowId, Sources};
pub use dual::{DualPlace, dual_action};
pub use error::{Field, InputError, RowError};
pub use example::Example;
pub use held::{Amount, Held, NetworkMemory, Peak, RowMemory};
pub use history::History;
pub use liveness::Liveness;
pub use receptive_field::{Fraction, Reach, ReceptiveField, clipped, receptive_fields};
pub use repairs::{Repair, repairs};
pub use starting::starting_fields;
pub use training::{NetworkTraining, learning_before};
pub use twin_numbers::{LARGEST_NUMBER, TwinError, TwinNumbers, TypedNumber};
pub use way_back::{Geometry, SearchRange, geometries, undo};
pub use wiring::{Source, Wiring};
