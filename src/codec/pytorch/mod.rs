//! PyTorch text: source code with its `forward`, what `print(model)` writes, or lines with `nn.Conv2d(…)` and the like.
//!
//! ```
//! use im2cost::codec::pytorch;
//! let read = pytorch::read("nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.Flatten(), nn.LazyLinear(10))");
//! assert_eq!(read.document.rows.len(), 4);
//! ```

mod arithmetic;
mod syntax;
mod layer;
mod block;
mod module;
mod input;
mod source;

use super::kept;
use super::remark::{Remark, Remarked, TextImport, TextPlace};

/// Reads a text. Whatever can be read becomes rows; what cannot is remarked upon.
pub fn read(text: &str) -> TextImport {
    if let Some(document) = kept::document(text, kept::PYTHON) {
        return TextImport { document, remarks: Vec::new() };
    }
    let (calls, remarks) = syntax::read(text);
    if let Some(read) = source::read(text, input::told(&calls)) {
        return read;
    }
    let has_forward = remarks.iter().any(|remark| remark.what == Remarked::ForwardNotRead);
    let mut modules = module::Modules::new(remarks);
    for call in &calls {
        modules.top(call);
    }
    if has_forward && !calls.is_empty() {
        modules.not_followed();
    }
    let (mut document, mut remarks) = modules.finish();
    if document.rows.is_empty() {
        remarks.push(Remark { place: TextPlace { line: 1, column: 1 }, what: Remarked::Nothing });
    } else if let Some(told) = input::told(&calls) {
        document.input = told;
    } else {
        let (assumed, extents) = input::assumed(&document);
        document.input = assumed;
        let what = Remarked::InputAssumed { extents };
        remarks.push(Remark { place: TextPlace { line: 1, column: 1 }, what });
    }
    TextImport { document, remarks }
}

/// Whether a text looks like PyTorch's.
pub fn recognizes(text: &str) -> bool {
    text.contains("nn.")
        || text.lines().take(200).any(|line| {
            let line = line.trim_start();
            let printed = line.starts_with('(') && line.contains("): ");
            let word = line.split('(').next().unwrap_or("").trim();
            printed
                || (line.contains('(')
                    && super::alias::named(word).is_some()
                    && word.starts_with(|first: char| first.is_ascii_uppercase()))
        })
}
