//! The table of layers in LaTeX, with the lines of `booktabs`.

use super::sheet::lines;
use crate::i18n::Language;
use crate::network::{Analysis, Document};

/// A `tabular` of the document's layers and their totals. It needs `\usepackage{booktabs}`; Chinese needs `ctex` too.
///
/// ```
/// use im2cost::export::latex;
/// use im2cost::i18n::Language;
/// use im2cost::network::{Document, analyse};
/// let starter = Document::starter();
/// let table = latex::table(&starter, &analyse(&starter), Language::English);
/// assert!(table.contains(r"conv & convolution & C\_out 64, $7\times7$, stride 2, padding 3 & $1\times64\times112\times112$ & 9\,472 &"));
/// ```
pub fn table(document: &Document, analysis: &Analysis, language: Language) -> String {
    let (lines, total) = lines(document, analysis, language);
    let mut text = String::from("% \\usepackage{booktabs}\n\\begin{tabular}{llllrr}\n\\toprule\n");
    text.push_str(&row(&language.sheet_titles(document.counting.unit)));
    text.push_str("\\midrule\n");
    for line in &lines {
        text.push_str(&row(&line.cells()));
    }
    text.push_str("\\midrule\n");
    text.push_str(&row(&total.cells()));
    text.push_str("\\bottomrule\n\\end{tabular}\n");
    text
}

fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
    format!("{} \\\\\n", cells.join(" & "))
}

/// A text that LaTeX sets as it is, in a paragraph or a `\text`. Numbers with × between them become mathematics.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut product = String::new();
    while let Some(letter) = letters.next() {
        if letter.is_ascii_digit() || (letter == '×' && !product.is_empty()) {
            product.push(letter);
            if letters.peek().is_some_and(|next| next.is_ascii_digit() || *next == '×') {
                continue;
            }
            if product.contains('×') {
                escaped.push_str(&format!("${}$", product.replace('×', "\\times")));
            } else {
                escaped.push_str(&product);
            }
            product.clear();
            continue;
        }
        match letter {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '\u{a0}' => escaped.push_str("\\,"),
            '×' => escaped.push_str("$\\times$"),
            '·' => escaped.push_str("$\\cdot$"),
            '–' => escaped.push_str("--"),
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}
