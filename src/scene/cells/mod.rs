//! A small layer cell by cell: every number of a pass, the steps that make them, and what belongs to what.

mod cell;
mod work;
mod step;
mod steps;
mod links;

pub use cell::{Cell, End, Way};
pub use links::Tone;
pub use step::{Doing, Step, Term};
pub use steps::Steps;
pub use work::{Sizes, Work};
