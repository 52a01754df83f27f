//! A derivation as lines of text with faces and hues, for a picture that carries its formula.

use crate::cost::{Line, Math, Operator, Quantity};
use crate::i18n::Language;
use crate::i18n::number::exact;
use crate::layer::GemmLayer;
use crate::scene::{Face, Span, width};

/// How far a line that goes on is indented, in characters.
const INDENT: &str = "    ";

/// The lines of a derivation, each after its label and no wider than this, if neither a label nor one side of an
/// equation is.
pub(super) fn formula_lines(
    derivation: &[Line],
    layer: &GemmLayer,
    language: Language,
    room: f64,
) -> Vec<Vec<Span>> {
    let labelled = |line: &Line| {
        let label = language.labelled(language.formula_part(line.part));
        equation(line, layer, label, room)
    };
    derivation.iter().flat_map(labelled).collect()
}

/// An equation: broken before a sign of equality where it is too long, or after its label.
fn equation(line: &Line, layer: &GemmLayer, label: String, room: f64) -> Vec<Vec<Span>> {
    let mut lines = vec![vec![Span::plain(label)]];
    for (at, side) in line.sides(layer).iter().enumerate() {
        let mut spans = Vec::new();
        if at > 0 {
            spans.push(Span::plain(" = "));
        }
        set(side, None, &mut spans);
        let here = lines.last_mut();
        let longer = here.as_ref().map_or(0.0, |here| width(here)) + width(&spans);
        match here {
            Some(here) if longer <= room => here.extend(spans),
            _ => {
                spans.insert(0, Span::plain(INDENT));
                lines.push(spans);
            }
        }
    }
    lines
}

/// A formula in one line; what stands below a fraction line stands behind a slash.
fn set(math: &Math, hue: Option<Quantity>, spans: &mut Vec<Span>) {
    let sign = |text: &str| Span { hue, ..Span::plain(text) };
    match math {
        Math::Number { value, quantity } => {
            spans.push(Span { hue: *quantity, ..Span::plain(exact(*value)) });
        }
        Math::Symbol { letter, subscript, quantity } => {
            spans.push(Span { hue: *quantity, ..Span::variable(*letter) });
            if !subscript.is_empty() {
                spans.push(Span { hue: *quantity, face: Face::Subscript, text: (*subscript).into() });
            }
        }
        Math::Operator(operator) => spans.push(sign(match operator {
            Operator::Times => "·",
            Operator::Plus => " + ",
            Operator::Minus => " − ",
            Operator::Slash => "/",
            Operator::Equals => " = ",
        })),
        Math::Row(parts) => parts.iter().for_each(|part| set(part, hue, spans)),
        Math::Parentheses(inside) => between("(", inside, ")", spans),
        Math::Squared(base) => {
            set(base, hue, spans);
            let hue = spans.last().and_then(|span| span.hue);
            spans.push(Span { hue, ..Span::plain("²") });
        }
        Math::Fraction(above, below) => {
            match **above {
                Math::Row(_) => between("(", above, ")", spans),
                _ => set(above, hue, spans),
            }
            spans.push(sign(" / "));
            set(below, hue, spans);
        }
        Math::Floor(inside) => between("⌊", inside, "⌋", spans),
        Math::Ceiling(inside) => between("⌈", inside, "⌉", spans),
    }
}

fn between(open: &str, inside: &Math, close: &str, spans: &mut Vec<Span>) {
    spans.push(Span::plain(open));
    set(inside, None, spans);
    spans.push(Span::plain(close));
}
