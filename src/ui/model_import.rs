//! A model that was opened, kept for as long as the page speaks of it: it can be read again with other sizes, or with its
//! activations step by step.

use std::rc::Rc;

use crate::codec::onnx::{Import, InputExtents, Model, Question, Summary};
use crate::codec::open::named;
use crate::layer::{Form, Value, parse_typed};
use crate::network::Document;

/// A model, and how it is to be read.
#[derive(Clone, Debug)]
pub struct ModelImport {
    /// The model.
    pub model: Rc<Model>,
    /// The name of its file.
    pub file: Rc<str>,
    /// The extents of its input, if they are not as the file proposes.
    pub extents: Option<InputExtents>,
    /// Whether activations that are made of others stay in steps.
    pub unfolded: bool,
}

impl PartialEq for ModelImport {
    fn eq(&self, other: &ModelImport) -> bool {
        Rc::ptr_eq(&self.model, &other.model)
            && (&self.extents, self.unfolded) == (&other.extents, other.unfolded)
    }
}

/// How a model was read, and what the file leaves open.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelRead {
    /// How.
    pub import: ModelImport,
    /// What became of its operators.
    pub summary: Summary,
    /// The extents that the file leaves open.
    pub question: Option<Question>,
    /// Whether there are activations that are made of others.
    pub has_steps: bool,
}

impl ModelImport {
    /// The document, and what there is to say about it.
    pub fn read(self) -> (Document, ModelRead) {
        let extents = self.extents.as_ref();
        let (folded, unfolded) = (self.model.import(extents), self.model.import_unfolded(extents));
        let has_steps = folded.document.rows.len() != unfolded.document.rows.len();
        let Import { document, summary } = if self.unfolded { unfolded } else { folded };
        let question = self.model.question();
        let document = named(document, &self.file);
        (document, ModelRead { import: self, summary, question, has_steps })
    }
}

/// An extent of the input that a file leaves open.
pub struct OpenExtent {
    /// Its place in the file's order.
    pub at: usize,
    /// What the file calls it, or the letter of its axis.
    pub name: String,
}

impl ModelRead {
    /// The extents that were taken.
    pub fn extents(&self) -> InputExtents {
        let proposed = || self.question.as_ref().map(|question| question.default.clone());
        self.import.extents.clone().or_else(proposed).unwrap_or_default()
    }

    /// Those that the file leaves open.
    pub fn open(&self) -> Vec<OpenExtent> {
        let Some(question) = &self.question else { return Vec::new() };
        let letters: &[&str] = if question.default.len() == 4 { &["N", "C", "H", "W"] } else { &[] };
        let is_open = |at: &usize| question.fixed.get(*at).copied().flatten().is_none();
        let name = |at: usize| {
            let own = question.names.get(at).filter(|name| !name.is_empty());
            own.cloned().unwrap_or_else(|| letters.get(at).map_or((at + 1).to_string(), ToString::to_string))
        };
        (0..question.default.len()).filter(is_open).map(|at| OpenExtent { at, name: name(at) }).collect()
    }

    /// The extents with one that a reader typed; `None` where that is none.
    pub fn typed(extents: &InputExtents, at: usize, text: &str) -> Option<InputExtents> {
        let Value::Integer(extent) = parse_typed(text, Form::Integer { least: 1 }) else { return None };
        let mut extents = extents.clone();
        *extents.get_mut(at)? = extent;
        Some(extents)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::onnx::read_all;

    fn read(file: &str) -> ModelImport {
        let path = format!("{}/tests/data/onnx/{file}.onnx", env!("CARGO_MANIFEST_DIR"));
        let model = read_all(&std::fs::read(path).expect("a file")).expect("a model");
        ModelImport { model: Rc::new(model), file: file.into(), extents: None, unfolded: false }
    }

    #[test]
    fn a_model_whose_size_is_open_is_read_again_with_another() {
        let import = read("operators/open_size");
        let (document, said) = import.clone().read();
        let open = said.open();
        assert!(!open.is_empty() && open.iter().all(|extent| !extent.name.is_empty()));
        let at = open.last().expect("an extent").at;
        let extents = ModelRead::typed(&said.extents(), at, "３２").expect("a number");
        let (again, said) = ModelImport { extents: Some(extents.clone()), ..import }.read();
        assert_eq!(said.extents(), extents);
        assert_ne!(again.input, document.input);
        assert_eq!(ModelRead::typed(&extents, at, "zero"), None);
    }

    #[test]
    fn activations_made_of_others_can_stay_in_steps() {
        let import = read("operators/silu");
        let (folded, said) = import.clone().read();
        assert!(said.has_steps);
        let (unfolded, _) = ModelImport { unfolded: true, ..import }.read();
        assert!(unfolded.rows.len() > folded.rows.len());
        assert!(!read("alexnet").read().1.has_steps);
    }
}
