//! A derivation as text to be copied: each line under what it finds.

use super::latex::escaped;
use crate::cost::Line;
use crate::i18n::Language;
use crate::layer::GemmLayer;

/// How a derivation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Writing {
    /// For LaTeX's math mode: one `aligned`, a row for each line. It needs `amsmath`, as MathJax and KaTeX have it.
    Latex,
    /// A list, its formulas between dollar signs, as GitHub, GitLab, Jupyter and Pandoc read it.
    Markdown,
    /// A line each.
    Text,
}

/// Lines of a derivation, each with its label.
///
/// ```
/// use im2cost::cost::{Counting, Layout, derivation};
/// use im2cost::export::equations::{Writing, equations};
/// use im2cost::i18n::Language;
/// use im2cost::layer::{Direction, GemmLayer, Grid};
/// use im2cost::lowering::Pass;
///
/// let grid = Grid { positions: 4, pixels: 4, kernel: 1, stride: 1, dilation: 1, begin: 0, end: 0 };
/// let layer = GemmLayer {
///     direction: Direction::Convolution, batch: 1, in_channels: 3, out_channels: 5, groups: 1, bias: false,
///     grids: [grid; 2], output_padding: [0, 0], vector: false,
/// };
/// let lines = derivation(&layer, Pass::Forward, &Counting::default(), Layout::Textbook).unwrap();
/// let cost = &lines[3..4];
/// let written = |writing| equations(cost, &layer, writing, Language::English);
/// assert_eq!(
///     written(Writing::Text),
///     "cost, as it is counted: C_out·C_in·K²·H_out·W_out = 5·3·1·4·4 = 240",
/// );
/// assert!(written(Writing::Markdown).starts_with("- cost, as it is counted: $C_{\\mathrm{out}}"));
/// assert!(written(Writing::Latex).starts_with("\\begin{aligned}\n&\\text{cost, as it is counted:} && C_{\\mathrm{out}}"));
/// ```
pub fn equations(lines: &[Line], layer: &GemmLayer, writing: Writing, language: Language) -> String {
    let label = |line: &Line| language.labelled(language.formula_part(line.part));
    let each = |write: &dyn Fn(&Line) -> String, between: &str| {
        lines.iter().map(write).collect::<Vec<_>>().join(between)
    };
    match writing {
        Writing::Latex => {
            let row = |line: &Line| {
                let (label, equation) = (escaped(label(line).trim_end()), latex(line, layer));
                format!("&\\text{{{label}}} && {equation}")
            };
            format!("\\begin{{aligned}}\n{}\n\\end{{aligned}}", each(&row, " \\\\\n"))
        }
        Writing::Markdown => each(&|line| format!("- {}${}$", label(line), latex(line, layer)), "\n"),
        Writing::Text => each(&|line| format!("{}{}", label(line), line.equation(layer).text()), "\n"),
    }
}

/// One line alone, for LaTeX's math mode.
pub fn latex(line: &Line, layer: &GemmLayer) -> String {
    line.equation(layer).latex()
}
