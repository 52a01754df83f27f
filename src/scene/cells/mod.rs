//! A small layer cell by cell: every number of a pass, the steps that make them, and what belongs to what.

mod cell;
mod work;
mod step;
mod steps;
mod pin;
mod open;
mod outside;
mod links;
mod sheet;
mod figure;
mod board;
mod scene;
mod go;
mod walk;
mod coverage;
mod dual;
mod grouping;

pub use board::{Board, Room};
pub use cell::{Cell, End, Way};
pub use coverage::{Coverage, Whole};
pub use dual::dual;
pub use figure::Figure;
pub use go::Go;
pub use grouping::{Grouping, possible_groups};
pub use links::Tone;
pub use open::open_at;
pub use outside::Outside;
pub use scene::{Moment, Sheaf, Still, light};
pub use sheet::{Holds, Sheet};
pub use step::{Doing, Step, Term};
pub use steps::Steps;
pub use walk::{Place, Walk};
pub use work::{Sizes, Work};
