//! What a layer costs: the ledger of exact counts, each a formula over the extents of the layer's lowering.

mod factor;
mod count;
mod elementwise;
mod entry;
mod ledger;
mod convention;
mod expr;
mod notation;
mod output_size;
mod formula;
mod math;
mod formula_text;
mod sum_of_products;
mod ratio;
pub mod counters;

pub use convention::{Counting, Transposed, Unit};
pub use count::{Count, Term};
pub use elementwise::{Operations, elementwise_parameters};
pub use entry::Entry;
pub use expr::{Expr, Summand};
pub use factor::{Coverage, Factor, Form, Numbers};
pub use formula::{Line, Part, cost_formula, derivation, entry_formula, extent_formula};
pub use ledger::{Ledger, TooLarge};
pub use math::{Math, Operator, Quantity, letter};
pub use notation::Layout;
pub use output_size::output_size;
pub use ratio::Ratio;
pub use sum_of_products::{Name, Named, Product, SumOfProducts};
