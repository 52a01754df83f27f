//! Pictures as data: the matrices of a lowering to scale, as a list of shapes in abstract units that two printers
//! print. Labels are enums; languages and tags are a matter of the layers above.

pub mod cells;
mod quantities;
mod span;
mod label;
mod shape;
mod scale;
mod blocks;
mod part;
mod volume;
mod plan;
mod layout;
mod hatch;
mod draw;
mod names;
mod picture;
mod spot;
mod element;
mod edge;
mod meaning;
mod pin;
mod overlay;
mod field_of_view;
mod roofline;
mod plot;
mod shares;

pub use blocks::Blocks;
pub use edge::{Edge, Side};
pub use field_of_view::FieldOfView;
pub use label::{Label, Length, Margins, Note, Words};
pub use layout::Room;
pub use meaning::{Meaning, Place, Way};
pub use part::{Arrangement, Part, Role};
pub use picture::{Drawing, Extents, Scene, Subject};
pub use plot::{Plot, Scales};
pub use quantities::{Quantities, quantities, quantities_in, quantity};
pub use roofline::RooflineScene;
pub use scale::Scale;
pub use shape::{Anchor, Number, Point, Rect, Shape, Style, Text};
pub use shares::{Share, length, shares};
pub use span::{Face, SCRIPT, SIZE, Span, width};
pub use spot::{Move, Spot};
pub use volume::Volume;
