//! PyTorch source code: classes are made and their `forward` is followed, so that branches are rows that are joined.
//!
//! It is a small part of Python that is followed: numbers, texts, lists, modules and tensors; `if` and `for`; functions
//! and classes of the text. What a tensor is given to that is not known becomes an `unknown` row, and what cannot be
//! followed at all one at the end, so that totals say that they are partial. Steps, depth and lists have bounds.

mod token;
mod tree;
mod expression;
mod statement;
mod value;
mod run;
mod evaluate;
mod compare;
mod index;
mod operate;
mod flow;
mod call;
mod library;
mod apply;
mod function;
mod arrange;

use std::rc::Rc;

use self::run::{Run, Scope};
use self::tree::{Class, Does, Function, Statement};
use self::value::{ModuleId, Value};
use super::input;
use crate::codec::remark::{Remark, Remarked, TextImport, TextPlace};
use crate::layer::Shape;
use crate::network::{Document, Input, analyse};

/// Reads a text with a `forward`; `None` if it has none, or none that leads to a layer.
pub(super) fn read(text: &str, told: Option<Rc<Input>>) -> Option<TextImport> {
    if !text.contains("def forward") {
        return None;
    }
    let (statements, odd) = statement::read(text);
    let statements = with_class(statements);
    let follow = |input: Option<Shape>| {
        let mut run = Run::new();
        run.remarks = odd.clone();
        let root = run.network(&statements)?;
        run.name_modules(root, "", 0);
        run.leave_out_others(&statements, root);
        run.forward(root, input);
        let name = run.modules[root.0].class.as_ref().map_or("", |class| class.name);
        let document = Document { name: name.into(), rows: run.rows.finish(), ..Document::default() };
        Some((document, run.remarks)).filter(|(document, _)| !document.rows.is_empty())
    };
    let (first, _) = follow(None)?;
    let (input, assumed) = match told {
        Some(input) => (input, None),
        None => {
            let (input, extents) = input::assumed(&first);
            (input, Some(extents))
        }
    };
    let shape = analyse(&Document { input: input.clone(), ..Document::default() }).input.ok();
    let (document, mut remarks) = follow(shape)?;
    if let Some(extents) = assumed {
        let what = Remarked::InputAssumed { extents };
        remarks.push(Remark { place: TextPlace { line: 1, column: 1 }, what });
    }
    remarks.sort_by_key(|remark| remark.place);
    Some(TextImport { document: Document { input, ..document }, remarks })
}

/// The lines of a class that stands around them no more are a class all the same.
fn with_class(statements: Vec<Statement<'_>>) -> Vec<Statement<'_>> {
    let is_forward = |does: &Does| matches!(does, Does::Function(function) if function.name == "forward");
    if !statements.iter().any(|statement| is_forward(&statement.does)) {
        return statements;
    }
    let class = Class { name: "", bases: vec!["Module"], body: statements };
    vec![Statement { does: Does::Class(class), place: TextPlace { line: 1, column: 1 } }]
}

impl<'p> Run<'p> {
    /// The last module to which statements give a name.
    fn made_in(&self, statements: &[Statement<'p>]) -> Option<ModuleId> {
        statements.iter().rev().find_map(|statement| match &statement.does {
            Does::Assign(targets, _) => targets.iter().find_map(|target| match &target.what {
                tree::What::Name(name) => match self.globals.get(name) {
                    Some(Value::Module(module)) => Some(*module),
                    _ => None,
                },
                _ => None,
            }),
            _ => None,
        })
    }

    /// Says which networks the text gives names to beside the one that is read.
    fn leave_out_others(&mut self, statements: &'p [Statement<'p>], root: ModuleId) {
        for statement in statements {
            if let Some(other) = self.made_in(std::slice::from_ref(statement))
                && other != root
                && self.modules[other.0].path.is_empty()
                && let Ok(class) = self.modules[other.0].class
                && self.function_of(class, "forward").is_some()
            {
                self.remark(statement.place, Remarked::OtherNetwork { name: class.name.to_owned() });
            }
        }
    }

    /// The network: what the text calls, else what it makes last, else a module of its last class. What stands in a
    /// function that tries the network out is as if it stood outside of it.
    fn network(&mut self, statements: &'p [Statement<'p>]) -> Option<ModuleId> {
        self.statements(statements, &mut Scope::default());
        let mut made = self.made_in(statements);
        for statement in statements {
            if let Does::Function(function) = &statement.does
                && self.called.is_none()
                && made.is_none()
                && (function.name.starts_with("test") || function.name == "main")
            {
                self.statements(&function.body, &mut Scope::default());
                made = self.made_in(&function.body);
            }
        }
        if let Some(root) = self.called.or(made) {
            return Some(root);
        }
        let last = statements.iter().rev().find_map(|statement| match &statement.does {
            Does::Class(class) if self.function_of(class, "forward").is_some() => {
                Some((class, statement.place))
            }
            _ => None,
        });
        let (class, place) = last?;
        let is_ready = |function: &Function| {
            let mut parameters = function.parameters.iter();
            parameters.all(|parameter| {
                parameter.default.is_some() || parameter.stars > 0 || parameter.name == "self"
            })
        };
        // A class that asks for values may have a function that gives them.
        if !self.function_of(class, "__init__").is_none_or(is_ready) {
            for statement in statements {
                if let Does::Function(function) = &statement.does
                    && is_ready(function)
                    && let Value::Module(root) =
                        self.call(Value::Function(function, None), Vec::new(), statement.place)
                {
                    return Some(root);
                }
            }
        }
        match self.make(class, Vec::new(), place) {
            Value::Module(root) => Some(root),
            _ => None,
        }
    }
}
