//! Undo and redo: the documents before and after this one.

use std::rc::Rc;

use super::action::Typing;
use super::{Action, Document};

/// The most steps that are kept.
const MOST_STEPS: usize = 500;

/// A document and its history. Documents share the rows that did not change, so a step costs one row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    past: Vec<Rc<Document>>,
    present: Rc<Document>,
    future: Vec<Rc<Document>>,
    typing: Option<Typing>,
}

impl History {
    /// A document without a past.
    pub fn new(document: Document) -> History {
        History { present: Rc::new(document), ..History::default() }
    }

    /// The document now.
    pub fn present(&self) -> &Rc<Document> {
        &self.present
    }

    /// Does an action. Typing that goes on in one field is one step, done to the document as it was before it.
    pub fn act(&mut self, action: &Action) {
        let typing = action.typing();
        let goes_on = typing.is_some() && typing == self.typing;
        let base = match self.past.last() {
            Some(base) if goes_on => base,
            _ => &self.present,
        };
        let document = action.apply(base);
        if document == *self.present {
            return;
        }
        self.future.clear();
        if goes_on && document == **base {
            // Typed back to what it was: there is nothing to undo.
            self.undo();
            self.future.clear();
            return;
        }
        if !goes_on {
            if self.past.len() == MOST_STEPS {
                self.past.remove(0);
            }
            self.past.push(self.present.clone());
        }
        self.present = Rc::new(document);
        self.typing = typing;
    }

    /// Ends typing: what is typed next, even in the same field, is another step.
    pub fn pause(&mut self) {
        self.typing = None;
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Goes a step back.
    pub fn undo(&mut self) {
        if let Some(document) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.present, document));
        }
        self.typing = None;
    }

    /// Goes a step forward again.
    pub fn redo(&mut self) {
        if let Some(document) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.present, document));
        }
        self.typing = None;
    }
}
