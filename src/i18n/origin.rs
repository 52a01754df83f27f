//! Numbers of the page by what they count: their names, and a line about each.

use super::language::say;
use super::number::exact;
use super::{Label, Language, Term};
use crate::cost::{Counting, Coverage, Part};
use crate::layer::{Axis, Key, Kind};
use crate::network::{Field, Number, Summed};

impl Language {
    /// What is summed over rows.
    pub fn summed(self, summed: Summed, counting: &Counting) -> String {
        match summed {
            Summed::Cost => self.counting(counting),
            Summed::Macs => self.label(Label::TotalMacs).to_owned(),
            Summed::Parameters => self.label(Label::TotalParameters).to_owned(),
            Summed::Flops => self.label(Label::TotalFlops).to_owned(),
            Summed::Activations => self.label(Label::TotalActivations).to_owned(),
        }
    }

    /// What a sum over rows counts.
    pub fn explain_summed(self, summed: Summed) -> &'static str {
        self.explain(match summed {
            Summed::Cost => Term::Convention,
            Summed::Macs => Term::Mac,
            Summed::Parameters => Term::Parameters,
            Summed::Flops => Term::Flop,
            Summed::Activations => Term::Activations,
        })
    }

    /// A number of the page and what it counts; a shape has no value here.
    ///
    /// ```
    /// use im2cost::cost::{Counting, Entry};
    /// use im2cost::i18n::Language;
    /// use im2cost::network::Number;
    /// let number = Number::Entry(Entry::Weights, None);
    /// let said = Language::English.explain_number(number, &Counting::default(), Some(9408));
    /// assert_eq!(said, "9\u{202f}408: The elements of W.");
    /// ```
    pub fn explain_number(self, number: Number, counting: &Counting, value: Option<u128>) -> String {
        let what = match number {
            Number::Output => self.explain(Term::OutputShape).to_owned(),
            Number::Entry(entry, _) => self.explain_entry(entry).to_owned(),
            Number::Sum(summed) => self.explain_summed(summed).to_owned(),
            Number::Cost(pass) => {
                let counting = self.counting(counting);
                let counted = say!(self, "Counted in {counting}.", "按 {counting} 计数。");
                self.sentences([self.explain_pass(pass), counted.as_str()])
            }
        };
        match value.map(exact) {
            Some(value) => say!(self, "{value}: {what}", "{value}：{what}"),
            None => what,
        }
    }

    /// What a symbol of a layer's formulas is, by its letter and subscript, if it is none of a quantity.
    ///
    /// ```
    /// use im2cost::i18n::Language;
    /// use im2cost::layer::Kind;
    /// let said = |symbol| Language::English.explain_symbol(Kind::Conv2d, symbol);
    /// assert_eq!(said("Rw"), Some("pairs of kernel column and position that meet a pixel; the others meet padding or are cropped"));
    /// assert!(said("ptop").is_some_and(|said| said.starts_with("Rows and columns added")));
    /// assert_eq!(said("x"), None);
    /// ```
    pub fn explain_symbol(self, kind: Kind, symbol: &str) -> Option<&'static str> {
        let axis = if symbol.ends_with('w') { Axis::Width } else { Axis::Height };
        let key = |key: Key| self.explain_field(kind, Field::Key(key));
        let covered = |coverage: Coverage| self.formula_part(Part::Covered(coverage, axis));
        Some(match symbol {
            "Rh" | "Rw" => covered(Coverage::Pairs),
            "Lh" | "Lw" => covered(Coverage::LivePositions),
            "Th" | "Tw" => covered(Coverage::LiveTaps),
            "Ph" | "Pw" => covered(Coverage::ReachedPixels),
            "s" | "sh" | "sw" => key(Key::Stride),
            "d" | "dh" | "dw" => key(Key::Dilation),
            "p" | "ph" | "pw" | "ptop" | "pleft" | "pbottom" | "pright" => key(Key::Padding),
            "pout" | "pout,h" | "pout,w" => key(Key::OutputPadding),
            _ => return None,
        })
    }
}
