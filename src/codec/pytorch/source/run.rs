//! Follows statements, one after another, within bounds.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::tree::{Class, Does, Expr, Function, Statement, What};
use super::value::{List, ListId, Module, ModuleId, Tensor, Value};
use crate::codec::remark::{MOST_ROWS, Remark, Remarked, TextPlace};
use crate::codec::rows::Rows;
use crate::codec::start_of;
use crate::layer::Shape;

/// Code that is being followed.
pub(super) struct Run<'p> {
    pub lists: Vec<List<'p>>,
    pub modules: Vec<Module<'p>>,
    pub globals: HashMap<&'p str, Value<'p>>,
    pub rows: Rows,
    pub remarks: Vec<Remark>,
    said: HashSet<String>,
    /// The module whose `forward` is followed.
    pub here: Rc<str>,
    /// The module that the text calls outside of all functions.
    pub called: Option<ModuleId>,
    /// What could not be followed, first of all.
    pub lost: Option<String>,
    /// How many functions are being followed.
    pub calls: usize,
    pub depth: usize,
    steps: usize,
}

/// The names of a function that is being followed.
#[derive(Default)]
pub(super) struct Scope<'p> {
    pub names: HashMap<&'p str, Value<'p>>,
    /// The class that the function stands in.
    pub class: Option<&'p Class<'p>>,
    pub me: Option<ModuleId>,
}

/// How a statement ends.
pub(super) enum Ends<'p> {
    Next,
    Return(Value<'p>),
    Break,
    Continue,
}

/// The most steps: a large network takes some thousands.
const MOST_STEPS: usize = 400_000;

/// The most remarks.
const MOST_REMARKS: usize = 1_000;

/// How deep expressions, blocks and calls may stand in one another while they are followed.
const DEEPEST: usize = 120;

/// The most items of a list.
pub(super) const LONGEST_LIST: usize = 10_000;

/// The longest text, in bytes.
const LONGEST_TEXT: usize = 100;

impl<'p> Run<'p> {
    pub fn new() -> Run<'p> {
        Run {
            lists: Vec::new(),
            modules: Vec::new(),
            globals: HashMap::new(),
            rows: Rows::default(),
            remarks: Vec::new(),
            said: HashSet::new(),
            here: "".into(),
            called: None,
            lost: None,
            calls: 0,
            depth: 0,
            steps: 0,
        }
    }

    /// Whether as many more steps may be taken.
    pub fn step(&mut self, steps: usize, place: TextPlace) -> bool {
        let was_within = self.steps <= MOST_STEPS && self.rows.len() < MOST_ROWS;
        self.steps = self.steps.saturating_add(steps);
        let within = self.steps <= MOST_STEPS && self.rows.len() < MOST_ROWS;
        if was_within && !within {
            self.remark(place, Remarked::TooMany { most: self.rows.len() });
            self.lost.get_or_insert_with(|| "…".to_owned());
        }
        within
    }

    /// One level deeper, if that may be.
    pub fn deeper<T>(&mut self, otherwise: T, does: impl FnOnce(&mut Self) -> T) -> T {
        if self.depth >= DEEPEST {
            self.lost.get_or_insert_with(|| "…".to_owned());
            return otherwise;
        }
        self.depth += 1;
        let done = does(self);
        self.depth -= 1;
        done
    }

    pub fn remark(&mut self, place: TextPlace, what: Remarked) {
        let is_new = self.said.len() < MOST_REMARKS && self.said.insert(format!("{place:?} {what:?}"));
        if is_new {
            self.remarks.push(Remark { place, what });
        }
    }

    /// Says that something could not be followed, so that what was counted may not be all. Outside of functions nothing
    /// flows: there, networks are trained.
    pub fn lose(&mut self, place: TextPlace, text: &str) {
        if self.calls == 0 {
            return;
        }
        let text = start_of(text, LONGEST_TEXT).to_owned();
        self.lost.get_or_insert_with(|| text.clone());
        self.remark(place, Remarked::NotFollowed { text });
    }

    pub fn list(&mut self, items: Vec<Value<'p>>) -> Value<'p> {
        self.list_of(items, false)
    }

    pub fn list_of(&mut self, mut items: Vec<Value<'p>>, pairs: bool) -> Value<'p> {
        items.truncate(LONGEST_LIST);
        self.steps = self.steps.saturating_add(items.len());
        self.lists.push(List { items, pairs });
        Value::List(ListId(self.lists.len() - 1))
    }

    pub fn items(&self, list: ListId) -> &[Value<'p>] {
        &self.lists[list.0].items
    }

    pub fn opaque(&self, text: &str) -> Value<'p> {
        Value::Opaque(start_of(text, LONGEST_TEXT).into())
    }

    pub fn text(&self, text: &str) -> Value<'p> {
        Value::Text(start_of(text, LONGEST_TEXT).into())
    }

    /// Makes a module.
    pub fn module(
        &mut self,
        class: Result<&'p Class<'p>, Rc<str>>,
        given: Vec<(Option<Rc<str>>, Value<'p>)>,
        place: TextPlace,
    ) -> ModuleId {
        let (attributes, path) = (Vec::new(), "".into());
        self.modules.push(Module { class, given, attributes, path, lender: None, place });
        ModuleId(self.modules.len() - 1)
    }

    /// Gives a module an attribute.
    pub fn set_attribute(&mut self, module: ModuleId, name: &str, value: Value<'p>) {
        let attributes = &mut self.modules[module.0].attributes;
        match attributes.iter_mut().find(|(given, _)| **given == *name) {
            Some((_, given)) => *given = value,
            None => attributes.push((name.into(), value)),
        }
    }

    /// Follows a function, with these values for its parameters.
    pub fn follow(&mut self, function: &'p Function<'p>, mut scope: Scope<'p>) -> Value<'p> {
        let (before, said) = (self.lost.clone(), self.remarks.len());
        self.calls += 1;
        let ends = self.statements(&function.body, &mut scope);
        self.calls -= 1;
        match ends {
            Ends::Return(value) => value,
            // What belongs to no module and gives nothing makes no network, as a function that trains one.
            _ if scope.me.is_none() => {
                self.lost = before;
                self.remarks.truncate(said);
                Value::None
            }
            _ => Value::None,
        }
    }

    pub fn statements(&mut self, statements: &'p [Statement<'p>], scope: &mut Scope<'p>) -> Ends<'p> {
        for statement in statements {
            if !self.step(1, statement.place) {
                return Ends::Return(self.opaque("…"));
            }
            let ends = self.deeper(Ends::Next, |run| run.statement(statement, scope));
            if !matches!(ends, Ends::Next) {
                return ends;
            }
        }
        Ends::Next
    }

    fn statement(&mut self, statement: &'p Statement<'p>, scope: &mut Scope<'p>) -> Ends<'p> {
        match &statement.does {
            Does::Assign(targets, value) => {
                let value = self.value(value, scope);
                for target in targets {
                    self.assign(target, value.clone(), scope);
                }
            }
            Does::Change(target, operator, value) => {
                let before = self.value(target, scope);
                let by = self.value(value, scope);
                let after = self.operate(operator, before, by, statement.place);
                self.assign(target, after, scope);
            }
            Does::Evaluate(expression) => self.evaluate(expression, scope),
            Does::Return(value) => {
                let value = value.as_ref().map_or(Value::None, |value| self.value(value, scope));
                return Ends::Return(value);
            }
            Does::If(tests, otherwise) => {
                for (test, body) in tests {
                    let value = self.value(test, scope);
                    match self.truth(&value) {
                        Some(true) => return self.statements(body, scope),
                        Some(false) => {}
                        None => {
                            let written = self.written(&value);
                            self.lose(test.place, &format!("if {written}"));
                        }
                    }
                }
                return self.statements(otherwise, scope);
            }
            Does::For(target, list, body) => {
                let value = self.value(list, scope);
                let Some(items) = self.each_of(&value) else {
                    let written = self.written(&value);
                    self.lose(statement.place, &format!("for … in {written}"));
                    return Ends::Next;
                };
                for item in items {
                    self.assign(target, item, scope);
                    match self.statements(body, scope) {
                        Ends::Break => break,
                        ends @ Ends::Return(_) => return ends,
                        Ends::Next | Ends::Continue => {}
                    }
                }
            }
            Does::Block(body) => return self.statements(body, scope),
            Does::Break => return Ends::Break,
            Does::Continue => return Ends::Continue,
            Does::Class(class) => self.name(class.name, Value::Class(class), scope),
            Does::Function(function) => self.name(function.name, Value::Function(function, None), scope),
            Does::Nothing => {}
            Does::Unread(text) => self.lose(statement.place, text),
        }
        Ends::Next
    }

    /// Outside of functions, names are everyone's.
    fn name(&mut self, name: &'p str, value: Value<'p>, scope: &mut Scope<'p>) {
        match self.calls {
            0 => self.globals.insert(name, value),
            _ => scope.names.insert(name, value),
        };
    }

    /// A statement that is one expression: what is done in place changes its variable.
    fn evaluate(&mut self, expression: &'p Expr<'p>, scope: &mut Scope<'p>) {
        let value = self.value(expression, scope);
        if let (What::Call(called, _), Value::Tensor(_)) = (&expression.what, &value)
            && let What::Attribute(target, name) = &called.what
            && name.ends_with('_')
            && matches!(target.what, What::Name(_))
        {
            self.assign(target, value, scope);
        }
    }

    pub fn assign(&mut self, target: &'p Expr<'p>, value: Value<'p>, scope: &mut Scope<'p>) {
        match &target.what {
            What::Name(name) => self.name(name, value, scope),
            What::Tuple(targets) | What::List(targets) => {
                let items = self.each_of(&value);
                for (at, target) in targets.iter().enumerate() {
                    let item = items.as_ref().and_then(|items| items.get(at).cloned());
                    let item =
                        item.unwrap_or_else(|| self.opaque(&format!("{}[{at}]", self.written(&value))));
                    self.assign(target, item, scope);
                }
            }
            What::Attribute(base, name) => {
                if let Value::Module(module) = self.value(base, scope) {
                    match value {
                        Value::Weights(lender) if *name == "weight" => {
                            self.modules[module.0].lender = Some(lender);
                        }
                        Value::Weights(_) if *name == "bias" => {}
                        value => self.set_attribute(module, name, value),
                    }
                }
            }
            What::Index(base, _) => {
                // What a list or tensor holds at a place.
                if let Value::Tensor(_) = self.value(base, scope) {
                    let text = format!("{}[…] = …", self.source(base));
                    self.lose(target.place, &text);
                }
            }
            _ => {}
        }
    }

    /// A name as it is written.
    fn source(&self, expression: &Expr) -> String {
        match &expression.what {
            What::Name(name) => (*name).to_owned(),
            _ => "…".to_owned(),
        }
    }

    /// Follows `forward` with the input.
    pub fn forward(&mut self, root: ModuleId, input: Option<Shape>) {
        let tensor = Tensor::input(input);
        let returned =
            self.call_module(root, vec![(None, Value::Tensor(Rc::new(tensor)))], TextPlace::default());
        self.finish(&returned, 0);
        if let Some(text) = self.lost.take() {
            self.mark_lost(&text);
        }
    }

    /// What comes out is made of rows too.
    fn finish(&mut self, returned: &Value<'p>, depth: usize) {
        match returned {
            Value::Tensor(tensor) => {
                self.plain(tensor, TextPlace { line: 1, column: 1 });
            }
            Value::List(list) if depth < 4 => {
                for item in self.items(*list).to_vec() {
                    self.finish(&item, depth + 1);
                }
            }
            _ => {}
        }
    }
}
