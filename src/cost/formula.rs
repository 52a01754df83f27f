//! The derivation of a layer's cost: its formulas line by line, each in symbols, with numbers, and evaluated.

use std::ops::Range;

use super::entry::fused_bias;
use super::notation::Notation;
use super::output_size::output_size;
use super::{Counting, Coverage, Entry, Expr, Layout, Math, Operator, TooLarge, Unit};
use crate::layer::{Axis, Direction, GemmLayer, Symbol};
use crate::lowering::{Extent, Lowering, Pass};

/// What a line of a derivation says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The output's size along an axis.
    OutputSize(Axis),
    /// The products of the GEMM: its edges, multiplied.
    Gemm,
    /// What the kernel covers along an axis, which the lines below need.
    Covered(Coverage, Axis),
    /// An entry of the ledger.
    Entry(Entry),
    /// What the pass costs under the counting convention.
    Cost,
}

/// A line of a derivation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub part: Part,
    /// What it finds, where that has a symbol: H_out.
    pub symbol: Option<Symbol>,
    /// The formula.
    pub expr: Expr,
    /// What it comes to: the formula, evaluated.
    pub value: u128,
}

impl Line {
    /// The line as an equation, in parts that equal each other: symbol, formula, formula with numbers, value. What would
    /// only repeat another part is left out.
    pub fn sides(&self, layer: &GemmLayer) -> Vec<Math> {
        let name = match self.part {
            Part::Covered(coverage, axis) => Some(Expr::Coverage(coverage, axis)),
            _ => self.symbol.map(Expr::Symbol),
        };
        let name = name.map(|name| name.symbols());
        let value = Math::Number { value: self.value, quantity: None };
        let mut sides: Vec<Math> = name.into_iter().collect();
        for side in [self.expr.symbols(), self.expr.numbers(layer)] {
            let repeats =
                sides.contains(&side) || matches!(side, Math::Number { value, .. } if value == self.value);
            if !repeats {
                sides.push(side);
            }
        }
        sides.push(value);
        sides
    }

    /// The line as one row: `H_out = ⌊…⌋ + 1 = ⌊…⌋ + 1 = 112`.
    pub fn equation(&self, layer: &GemmLayer) -> Math {
        let mut row = Vec::new();
        for side in self.sides(layer) {
            if !row.is_empty() {
                row.push(Math::Operator(Operator::Equals));
            }
            row.push(side);
        }
        Math::Row(row)
    }
}

/// The cost of one pass of a layer under a convention, as a formula.
///
/// ```
/// use im2cost::cost::{Counting, Layout, cost_formula};
/// use im2cost::layer::{Direction, GemmLayer, Grid};
/// use im2cost::lowering::Pass;
///
/// let grid = Grid { positions: 56, pixels: 56, kernel: 3, stride: 1, dilation: 1, begin: 1, end: 1 };
/// let layer = GemmLayer {
///     direction: Direction::Convolution, batch: 1, in_channels: 128, out_channels: 128, groups: 32, bias: true,
///     grids: [grid; 2], output_padding: [0, 0], vector: false,
/// };
/// let counting = Counting { bias: true, ..Counting::default() };
/// let formula = |layout| cost_formula(&layer, Pass::Forward, &counting, layout);
/// assert_eq!(formula(Layout::Textbook).symbols().text(), "C_out·(C_in/g)·K²·H_out·W_out + C_out·H_out·W_out");
/// assert_eq!(formula(Layout::Product).symbols().text(), "C_out·(C_in/g·K·K + 1)·H_out·W_out");
/// assert_eq!(formula(Layout::Product).numbers(&layer).text(), "128·(128/32·3·3 + 1)·56·56");
/// assert_eq!(formula(Layout::Textbook).eval(&layer), formula(Layout::Product).eval(&layer));
/// ```
pub fn cost_formula(layer: &GemmLayer, pass: Pass, counting: &Counting, layout: Layout) -> Expr {
    let lowering = Lowering::new(layer, pass);
    let plain = counting.unit == Unit::Macs && counting.bias && counting.padding;
    let count = match fused_bias(layer, &lowering) {
        Some(count) if layout == Layout::Product && plain => count,
        _ => counting.cost(layer, &lowering),
    };
    Notation::new(layer, layout).count(&count, &lowering)
}

/// An entry of a pass's ledger, as a formula.
pub fn entry_formula(layer: &GemmLayer, pass: Pass, entry: Entry) -> Expr {
    let lowering = Lowering::new(layer, pass);
    Notation::new(layer, Layout::Textbook).count(&entry.count(layer, &lowering), &lowering)
}

/// The edge of a matrix or tensor, as a formula.
pub fn extent_formula(layer: &GemmLayer, extent: Extent) -> Expr {
    Notation::new(layer, Layout::Textbook).extent(extent)
}

/// What a pass of a layer costs and why, line by line.
///
/// # Errors
///
/// [`TooLarge`] where a line does not fit in 128 bits.
pub fn derivation(
    layer: &GemmLayer,
    pass: Pass,
    counting: &Counting,
    layout: Layout,
) -> Result<Vec<Line>, TooLarge> {
    let lowering = Lowering::new(layer, pass);
    let notation = Notation::new(layer, layout);
    let entry =
        |entry: Entry| (Part::Entry(entry), notation.count(&entry.count(layer, &lowering), &lowering));
    let cost = cost_formula(layer, pass, counting, layout);

    let mut lines = Lines { layer, lines: Vec::new() };
    if layer.direction != Direction::Linear {
        for (axis, symbol) in [(Axis::Height, Symbol::OutHeight), (Axis::Width, Symbol::OutWidth)] {
            lines.push(Part::OutputSize(axis), Some(symbol), output_size(layer, axis))?;
        }
    }
    lines.push(Part::Gemm, None, notation.edges(&lowering.gemm))?;
    for counted in counting.entries(layer, &lowering) {
        let (part, expr) = entry(counted.entry);
        if expr != cost && expr != Expr::Int(0) {
            lines.push_with_coverage(part, expr)?;
        }
    }
    lines.push_with_coverage(Part::Cost, cost)?;
    if counting.padding {
        let (part, expr) = entry(Entry::InBounds);
        if expr.any(&|part| matches!(part, Expr::Coverage(..))) {
            lines.push_with_coverage(part, expr)?;
        }
    }
    let bias = (!counting.bias && lowering.bias.is_some()).then_some(Entry::BiasAdditions);
    let buffer = lowering.columns.map(|_| Entry::ColumnElements);
    for (part, expr) in [Some(Entry::Parameters), bias, buffer].into_iter().flatten().map(entry) {
        lines.push(part, None, expr)?;
    }
    Ok(lines.lines)
}

/// A derivation in which a part has its place: a line of its own, or the one with the same formula, or else one more at
/// the end. The lines that yield the part come second; the sizes of an output are two.
///
/// # Errors
///
/// [`TooLarge`] where a line does not fit in 128 bits.
pub fn derivation_of(
    layer: &GemmLayer,
    pass: Pass,
    counting: &Counting,
    layout: Layout,
    part: Part,
) -> Result<(Vec<Line>, Range<usize>), TooLarge> {
    let mut lines = Lines { layer, lines: derivation(layer, pass, counting, layout)? };
    let is_size = |part: Part| matches!(part, Part::OutputSize(_));
    let yields = |line: &Line| line.part == part || is_size(line.part) && is_size(part);
    if let Some(first) = lines.lines.iter().position(yields) {
        let last = lines.lines.iter().rposition(yields).unwrap_or(first);
        return Ok((lines.lines, first..last + 1));
    }
    let Part::Entry(entry) = part else { return Ok((lines.lines, 0..0)) };
    let expr = entry_formula(layer, pass, entry);
    if let Some(same) = lines.lines.iter().position(|line| line.part == Part::Cost && line.expr == expr) {
        return Ok((lines.lines, same..same + 1));
    }
    lines.push_with_coverage(part, expr)?;
    let last = lines.lines.len() - 1;
    Ok((lines.lines, last..last + 1))
}

struct Lines<'layer> {
    layer: &'layer GemmLayer,
    lines: Vec<Line>,
}

impl Lines<'_> {
    fn push(&mut self, part: Part, symbol: Option<Symbol>, expr: Expr) -> Result<(), TooLarge> {
        let entry = match part {
            Part::Entry(entry) => entry,
            _ => Entry::Multiplications,
        };
        let value = expr.eval(self.layer).ok_or(TooLarge { entry })?;
        self.lines.push(Line { part, symbol, expr, value });
        Ok(())
    }

    /// A line, after a line for each thing in it that a kernel covers and that no line above has said.
    fn push_with_coverage(&mut self, part: Part, expr: Expr) -> Result<(), TooLarge> {
        use Coverage::{LivePositions, LiveTaps, Pairs, ReachedPixels};
        for coverage in [Pairs, LivePositions, LiveTaps, ReachedPixels] {
            for axis in Axis::BOTH {
                let covered = Expr::Coverage(coverage, axis);
                let said = self.lines.iter().any(|line| line.part == Part::Covered(coverage, axis));
                if !said && expr.any(&|part| *part == covered) {
                    let derived = super::covered(self.layer, coverage, axis);
                    self.push(Part::Covered(coverage, axis), None, derived)?;
                }
            }
        }
        self.push(part, None, expr)
    }
}
