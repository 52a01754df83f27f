//! A document as PyTorch code: a module with the same shapes and the same parameters, branches included. A comment at its
//! end holds the document, so that the code reads back with no loss.

mod names;
mod layer;

use std::rc::Rc;

use crate::codec::kept;
use crate::layer::{Kind, Shape};
use crate::network::{Analysis, Document, Outcome, Row, Source, ValidRow};

/// The code; the place of the first row that is not valid, if one is not.
///
/// ```
/// use im2cost::export::pytorch;
/// use im2cost::network::{Document, analyse};
/// let starter = Document::starter();
/// let code = pytorch::code(&starter, &analyse(&starter)).unwrap();
/// assert!(code.contains("self.conv = nn.Conv2d(3, 64, 7, stride=2, padding=3)"));
/// ```
pub fn code(document: &Document, analysis: &Analysis) -> Result<String, usize> {
    let valid: Vec<&ValidRow> = analysis
        .rows
        .iter()
        .enumerate()
        .map(|(at, row)| match &row.outcome {
            Outcome::Valid(valid) => Ok(valid),
            Outcome::Invalid(_) | Outcome::Waiting { .. } => Err(at),
        })
        .collect::<Result<_, _>>()?;
    let module = Module {
        document,
        analysis,
        names: names::names(document.rows.iter().map(Rc::as_ref)),
        reads: readers(document, analysis),
        valid,
    };
    Ok(kept::with_document(&module.written(), document, kept::PYTHON))
}

/// For each row, and at the end for the input, the rows that read it.
fn readers(document: &Document, analysis: &Analysis) -> Vec<Vec<usize>> {
    let mut readers = vec![Vec::new(); document.rows.len() + 1];
    for (at, row) in analysis.rows.iter().enumerate() {
        for source in &row.sources {
            readers[place(*source, document)].push(at);
        }
    }
    readers
}

fn place(source: Source, document: &Document) -> usize {
    match source {
        Source::Input => document.rows.len(),
        Source::Row(at) => at,
    }
}

struct Module<'a> {
    document: &'a Document,
    analysis: &'a Analysis,
    names: Vec<String>,
    reads: Vec<Vec<usize>>,
    valid: Vec<&'a ValidRow>,
}

impl Module<'_> {
    fn written(&self) -> String {
        let class = names::class(&self.document.name);
        let mut init = String::new();
        let mut forward = String::new();
        let input = self.document.rows.len();
        let chained = |at: usize, next: usize| self.reads[at] == [next];
        if !self.reads[input].is_empty() && !chained(input, 0) {
            forward.push_str("        input = x\n");
        }
        for (at, row) in self.document.rows.iter().enumerate() {
            let (made, done) = self.layer(at, row);
            if let Some(made) = made {
                init.push_str(&format!("        self.{} = {made}\n", self.names[at]));
            }
            if row.kind == Kind::Unknown {
                forward.push_str(
                    "        # The next layer was not recognized: it passes on a tensor of its shape.\n",
                );
            }
            let flows: Vec<String> =
                self.analysis.rows[at].sources.iter().map(|source| self.variable(*source)).collect();
            let mut from = match &flows[..] {
                [only] => only.as_str(),
                _ => "x",
            };
            // What only the next row reads stays in `x`.
            let kept = if chained(at, at + 1) || at + 1 == input { "x" } else { &self.names[at] };
            for (step, expression) in done.iter().enumerate() {
                let to = if step + 1 == done.len() { kept } else { "x" };
                let expression = on(expression, from);
                if expression != to {
                    forward.push_str(&format!("        {to} = {expression}\n"));
                }
                from = "x";
            }
        }
        forward.push_str(&format!("        return {}\n", self.outputs()));
        let functional = if forward.contains("F.") { "import torch.nn.functional as F\n" } else { "" };
        let extents = match &self.analysis.input {
            Ok(Shape::Image(extents)) => extents.map(|extent| extent.to_string()).join(", "),
            Ok(Shape::Vector(extents)) => extents.map(|extent| extent.to_string()).join(", "),
            Err(_) => String::new(),
        };
        let shapes = match self.outputs().contains(',') {
            true => format!("print(*(tuple(y.shape) for y in model(torch.zeros({extents}))))"),
            false => format!("print(tuple(model(torch.zeros({extents})).shape))"),
        };
        format!(
            "import torch\nfrom torch import nn\n{functional}\n\n\
             class {class}(nn.Module):\n    def __init__(self):\n        super().__init__()\n{init}\n    \
             def forward(self, x):\n{forward}\n\n\
             if __name__ == \"__main__\":\n    model = {class}().eval()\n    \
             {shapes}\n    \
             print(sum(p.numel() for p in model.parameters()), \"parameters\")\n"
        )
    }

    /// What is made for a row, and done in it.
    fn layer(&self, at: usize, row: &Row) -> (Option<String>, Vec<String>) {
        let sources: Vec<String> =
            self.analysis.rows[at].sources.iter().map(|source| self.variable(*source)).collect();
        let owner = row
            .shares_weights_with
            .as_ref()
            .and_then(|name| self.document.rows[..at].iter().position(|other| other.name == *name));
        let own = format!("self.{}", self.names[owner.unwrap_or(at)]);
        let code = layer::code(row, &self.valid[at].layer, &own, &sources);
        match owner {
            Some(owner) => {
                let lent = layer::code(&self.document.rows[owner], &self.valid[owner].layer, &own, &sources);
                if lent.made == code.made {
                    return (None, code.done);
                }
                if row.kind == Kind::Scale {
                    // The same factors, of a vector's features and of an image's channels.
                    let image = matches!(self.valid[at].layer.input, Shape::Image(_));
                    let shaped = if image { "view(-1, 1, 1)" } else { "flatten()" };
                    return (None, vec![format!("x * {own}.{shaped}")]);
                }
                // A layer that moves the same weights in another way: a module of its own, that is given them.
                let made = code.made.unwrap_or_default();
                let own = format!("self.{}", self.names[at]);
                let code = layer::code(row, &self.valid[at].layer, &own, &sources);
                let bias = format!("; {own}.bias = self.{}.bias", self.names[owner]);
                (
                    Some(format!("{made}\n        {own}.weight = self.{}.weight{bias}", self.names[owner])),
                    code.done,
                )
            }
            None => (code.made, code.done),
        }
    }

    /// The variable that holds what a source gives, when a row reads it.
    fn variable(&self, source: Source) -> String {
        let at = place(source, self.document);
        let last = self.document.rows.len();
        let next = if at == last { 0 } else { at + 1 };
        match source {
            _ if self.reads[at] == [next] => "x".to_owned(),
            Source::Input => "input".to_owned(),
            Source::Row(at) => self.names[at].clone(),
        }
    }

    /// What nothing reads is what comes out.
    fn outputs(&self) -> String {
        let last = self.document.rows.len();
        let names = (0..last)
            .filter(|at| self.reads[*at].is_empty())
            .map(|at| if at + 1 == last { "x".to_owned() } else { self.names[at].clone() });
        let names: Vec<String> = names.collect();
        if names.is_empty() { "x".to_owned() } else { names.join(", ") }
    }
}

/// An expression of `x`, of another variable instead.
fn on(expression: &str, variable: &str) -> String {
    if variable == "x" {
        return expression.to_owned();
    }
    let mut written = String::new();
    let mut word = String::new();
    for letter in expression.chars().chain(['\0']) {
        if letter.is_alphanumeric() || letter == '_' {
            word.push(letter);
            continue;
        }
        written.push_str(if word == "x" { variable } else { &word });
        word.clear();
        if letter != '\0' {
            written.push(letter);
        }
    }
    written
}
