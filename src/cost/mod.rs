//! What a layer costs: the ledger of exact counts, each a formula over the extents of the layer's lowering.

mod factor;
mod count;
mod elementwise;
mod entry;
mod ledger;
mod convention;

pub use convention::{Counting, Transposed, Unit};
pub use count::{Count, Term};
pub use elementwise::{Operations, elementwise_parameters};
pub use entry::Entry;
pub use factor::{Coverage, Factor, Form, Numbers};
pub use ledger::{Ledger, TooLarge};
