//! Formulas as text to be copied: plain, LaTeX, Markdown.

use std::fmt::Write;

use super::{Math, Operator};

impl Math {
    /// Plain text: `C_out·(C_in/g)·K²·H_out·W_out`, numbers in groups of three.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.write_text(&mut out);
        out
    }

    /// LaTeX, for math mode: `C_{\mathrm{out}} \cdot C_{\mathrm{in}} \cdot K^{2}`.
    pub fn latex(&self) -> String {
        let mut out = String::new();
        self.write_latex(&mut out);
        out
    }

    fn write_text(&self, out: &mut String) {
        match self {
            Math::Number { value, .. } => out.push_str(&grouped(*value, "\u{202f}")),
            Math::Symbol { letter, subscript, .. } => {
                out.push_str(letter);
                if !subscript.is_empty() {
                    out.push('_');
                    out.push_str(subscript);
                }
            }
            Math::Operator(operator) => out.push_str(match operator {
                Operator::Times => "·",
                Operator::Plus => " + ",
                Operator::Minus => " − ",
                Operator::Slash => "/",
                Operator::Equals => " = ",
            }),
            Math::Row(parts) => parts.iter().for_each(|part| part.write_text(out)),
            Math::Parentheses(inside) => between("(", inside, ")", out),
            Math::Squared(base) => between("", base, "²", out),
            Math::Fraction(above, below) => {
                match **above {
                    Math::Row(_) => between("(", above, ")", out),
                    _ => above.write_text(out),
                }
                out.push('/');
                below.write_text(out);
            }
            Math::Floor(inside) => between("⌊", inside, "⌋", out),
            Math::Ceiling(inside) => between("⌈", inside, "⌉", out),
        }
    }

    fn write_latex(&self, out: &mut String) {
        // Writing to a string cannot fail.
        let _ = match self {
            Math::Number { value, .. } => write!(out, "{}", grouped(*value, r"\,")),
            Math::Symbol { letter, subscript: "", .. } => write!(out, "{letter}"),
            Math::Symbol { letter, subscript, .. } => write!(out, r"{letter}_{{\mathrm{{{subscript}}}}}"),
            Math::Operator(operator) => write!(
                out,
                "{}",
                match operator {
                    Operator::Times => r" \cdot ",
                    Operator::Plus => " + ",
                    Operator::Minus => " - ",
                    Operator::Slash => "/",
                    Operator::Equals => " = ",
                }
            ),
            Math::Row(parts) => {
                parts.iter().for_each(|part| part.write_latex(out));
                Ok(())
            }
            Math::Parentheses(inside) => write!(out, r"\left({}\right)", inside.latex()),
            Math::Squared(base) => write!(out, "{}^{{2}}", base.latex()),
            Math::Fraction(above, below) => write!(out, r"\frac{{{}}}{{{}}}", above.latex(), below.latex()),
            Math::Floor(inside) => write!(out, r"\left\lfloor {} \right\rfloor", inside.latex()),
            Math::Ceiling(inside) => write!(out, r"\left\lceil {} \right\rceil", inside.latex()),
        };
    }
}

fn between(before: &str, inside: &Math, after: &str, out: &mut String) {
    out.push_str(before);
    inside.write_text(out);
    out.push_str(after);
}

/// A number with a separator between groups of three digits.
fn grouped(number: u128, separator: &str) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}
