//! What a keyboard has reached beside elements: an edge of a picture, or a factor of a formula.

use super::language::say;
use super::{Language, Term, matrix_symbol};
use crate::cost::Quantity;
use crate::layer::{Key, Kind};
use crate::network::Field;
use crate::scene::{Edge, Face, Label, Side, Span};

impl Language {
    /// What an edge is, and how long.
    pub fn edge(self, edge: &Edge) -> String {
        let side = |side: Side| {
            let (name, what) = match side {
                Side::Rows(name) => (name, self.either("rows of", "行数")),
                Side::Columns(name) => (name, self.either("columns of", "列数")),
                Side::Channels(name) => (name, self.either("channels of", "通道数")),
                Side::Height(name) => (name, self.either("height of", "高")),
                Side::Width(name) => (name, self.either("width of", "宽")),
            };
            let name = matrix_symbol(name);
            say!(self, "{what} {name}", "{name} 的{what}")
        };
        let sides: Vec<String> = edge.sides.into_iter().flatten().map(side).collect();
        let sides = sides.join(self.either(", ", "、"));
        let plain =
            |span: Span| if span.face == Face::Subscript { format!("_{}", span.text) } else { span.text };
        let length: String = self.picture(&Label::Edge(edge.length)).into_iter().map(plain).collect();
        say!(self, "{sides}: {length}", "{sides}：{length}")
    }

    /// What a quantity of formulas and pictures is.
    pub fn explain_quantity(self, quantity: Quantity) -> &'static str {
        let key = |key: Key| self.explain_field(Kind::Conv2d, Field::Key(key));
        match quantity {
            Quantity::InChannels => self.either("C_in: channels of the input.", "C_in：输入的通道数。"),
            Quantity::OutChannels => key(Key::OutChannels),
            Quantity::Kernel => key(Key::KernelSize),
            Quantity::Groups => key(Key::Groups),
            Quantity::Space => self.explain(Term::Space),
            Quantity::Batch => self.explain(Term::Batch),
        }
    }
}
