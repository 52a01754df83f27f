//! The table of layers in Markdown.

use super::sheet::{Line, lines};
use crate::i18n::Language;
use crate::network::{Analysis, Document};

/// A table of the document's layers and their totals, with numbers to the right.
///
/// ```
/// use im2cost::export::markdown;
/// use im2cost::i18n::Language;
/// use im2cost::network::{Document, analyse};
/// let starter = Document::starter();
/// let table = markdown::table(&starter, &analyse(&starter), Language::English);
/// assert!(table.contains("| conv | convolution | C\\_out 64, 7×7, stride 2, padding 3 | 1×64×112×112 | 9\u{a0}472 |"));
/// ```
pub fn table(document: &Document, analysis: &Analysis, language: Language) -> String {
    let (lines, total) = lines(document, analysis, language);
    let mut text = row(&language.sheet_titles(document.counting.unit));
    text.push_str("| --- | --- | --- | --- | ---: | ---: |\n");
    for line in &lines {
        text.push_str(&row(&line.cells()));
    }
    let Line { name, parameters, cost, .. } = &total;
    text.push_str(&format!("| **{}** | | | | **{parameters}** | **{cost}** |\n", escaped(name)));
    text
}

fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// A text that Markdown leaves as it is, on one line.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '&' | '~' | '#' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}
