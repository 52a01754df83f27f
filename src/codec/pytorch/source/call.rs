//! Calls: of functions and classes of the text, of modules, and of what a library has.

use std::rc::Rc;

use super::flow::Flows;
use super::run::{LONGEST_LIST, Run, Scope};
use super::tree::{Class, Does, Expr, Function, Given, What};
use super::value::{ListId, ModuleId, Value, last_word};
use crate::codec::pytorch::module::joined;
use crate::codec::remark::TextPlace;

/// Arguments of a call, with the keywords that they have.
pub(super) type Arguments<'p> = Vec<(Option<Rc<str>>, Value<'p>)>;

/// The argument at a place, or of a keyword.
pub(super) fn argument<'a, 'p>(given: &'a Arguments<'p>, at: usize, keyword: &str) -> Option<&'a Value<'p>> {
    let named = given.iter().find(|(name, _)| name.as_deref() == Some(keyword));
    named.or_else(|| given.get(at).filter(|(name, _)| name.is_none())).map(|(_, value)| value)
}

/// How deep modules are looked for in one another.
const DEEPEST: usize = 30;

impl<'p> Run<'p> {
    pub fn call_expression(
        &mut self,
        called: &'p Expr<'p>,
        given: &'p [Given<'p>],
        place: TextPlace,
        scope: &mut Scope<'p>,
    ) -> Value<'p> {
        if matches!(called.what, What::Name("super")) {
            return match (scope.me, scope.class) {
                (Some(me), Some(class)) => Value::Above(me, class),
                _ => self.opaque("super()"),
            };
        }
        let called = self.value(called, scope);
        let given = self.arguments(given, scope);
        let otherwise = self.opaque("…");
        self.deeper(otherwise, |run| run.call(called, given, place))
    }

    pub fn call(&mut self, called: Value<'p>, given: Arguments<'p>, place: TextPlace) -> Value<'p> {
        match called {
            Value::Function(function, me) => self.call_function(function, me, given),
            Value::Class(class) => self.make(class, given, place),
            Value::Module(module) => self.call_module(module, given, place),
            Value::Path(path) => self.call_library(&path, given, place),
            Value::Method(base, name) => self.call_method(*base, name, given, place),
            other => {
                let text = self.written(&other);
                self.not_known(&text, &given, place)
            }
        }
    }

    /// A function that is not known: what it does with a tensor nobody knows.
    pub fn not_known(&mut self, text: &str, given: &Arguments<'p>, place: TextPlace) -> Value<'p> {
        let mut tensors = Vec::new();
        for (_, value) in given {
            match value {
                Value::Tensor(tensor) => tensors.push(tensor.clone()),
                Value::List(list) => tensors.extend(self.items(*list).iter().filter_map(|item| match item {
                    Value::Tensor(tensor) => Some(tensor.clone()),
                    _ => None,
                })),
                _ => {}
            }
        }
        match tensors.first() {
            Some(tensor) => {
                let tensor = self.plain(tensor, place);
                self.unknown(text, "", &tensor, Flows::Nobody, place)
            }
            None => self.opaque(&format!("{text}(…)")),
        }
    }

    /// Binds a function's parameters and follows it.
    fn call_function(
        &mut self,
        function: &'p Function<'p>,
        me: Option<ModuleId>,
        given: Arguments<'p>,
    ) -> Value<'p> {
        let mut scope = Scope { me, class: None, ..Scope::default() };
        scope.class = me.and_then(|me| self.class_with(me, function));
        let mut parameters = function.parameters.iter();
        if let Some(me) = me
            && let Some(first) = parameters.next()
        {
            scope.names.insert(first.name, Value::Module(me));
        }
        let mut positional = given.iter().filter(|(name, _)| name.is_none()).map(|(_, value)| value.clone());
        let mut keywords: Vec<(Rc<str>, Value<'p>)> =
            given.iter().filter_map(|(name, value)| Some((name.clone()?, value.clone()))).collect();
        for parameter in parameters {
            let value = match parameter.stars {
                1 => {
                    let rest = positional.by_ref().collect();
                    self.list(rest)
                }
                2 => {
                    let pairs: Vec<(Rc<str>, Value<'p>)> = std::mem::take(&mut keywords);
                    let mut items = Vec::new();
                    for (key, value) in pairs {
                        items.push(self.list(vec![Value::Text(key), value]));
                    }
                    self.list_of(items, true)
                }
                _ => {
                    let named = keywords.iter().position(|(name, _)| **name == *parameter.name);
                    match (named.map(|at| keywords.remove(at).1), &parameter.default) {
                        (Some(value), _) => value,
                        (None, default) => match (positional.next(), default) {
                            (Some(value), _) => value,
                            (None, Some(default)) => self.value(default, &mut Scope::default()),
                            (None, None) => self.opaque(parameter.name),
                        },
                    }
                }
            };
            scope.names.insert(parameter.name, value);
        }
        self.follow(function, scope)
    }

    /// The class that a module's function stands in.
    fn class_with(&self, me: ModuleId, function: &'p Function<'p>) -> Option<&'p Class<'p>> {
        let mut class = self.modules[me.0].class.as_ref().ok().copied()?;
        for _ in 0..8 {
            let own = |does: &Does<'p>| matches!(does, Does::Function(own) if std::ptr::eq(own, function));
            if class.body.iter().any(|statement| own(&statement.does)) {
                return Some(class);
            }
            class = self.base(class)?;
        }
        None
    }

    /// A module of a class of the text.
    pub fn make(&mut self, class: &'p Class<'p>, given: Arguments<'p>, place: TextPlace) -> Value<'p> {
        let id = self.module(Ok(class), Vec::new(), place);
        match self.function_of(class, "__init__") {
            Some(init) => {
                self.call_function(init, Some(id), given);
            }
            // The lines of a class that stands around them no more.
            None if class.name.is_empty() => {
                let mut scope = Scope { me: Some(id), class: Some(class), ..Scope::default() };
                scope.names.insert("self", Value::Module(id));
                self.calls += 1;
                self.statements(&class.body, &mut scope);
                self.calls -= 1;
            }
            None => self.fill(id, given),
        }
        Value::Module(id)
    }

    /// What a class of a library does with its arguments: lists take them as their modules.
    pub fn fill(&mut self, id: ModuleId, given: Arguments<'p>) {
        if !matches!(
            self.library_class(id).as_deref().map(last_word),
            Some("Sequential" | "ModuleList" | "ModuleDict")
        ) {
            self.modules[id.0].given = given;
            return;
        }
        for (_, value) in given {
            match value {
                // `Sequential(OrderedDict([("conv", …)]))`
                Value::List(list) => {
                    let pairs = self.lists[list.0].pairs;
                    for item in self.items(list).to_vec() {
                        match item {
                            Value::List(pair) if pairs => {
                                if let [Value::Text(name), value] = self.items(pair) {
                                    let (name, value) = (name.clone(), value.clone());
                                    self.set_attribute(id, &name, value);
                                }
                            }
                            item => self.add(id, item),
                        }
                    }
                }
                value => self.add(id, value),
            }
        }
    }

    /// One more module in a list, with the next number.
    pub fn add(&mut self, id: ModuleId, value: Value<'p>) {
        let number = self.modules[id.0].attributes.len();
        if number < LONGEST_LIST && self.step(1, self.modules[id.0].place) {
            self.modules[id.0].attributes.push((number.to_string().into(), value));
        }
    }

    /// The class of a library that a module is of, or that its class builds on.
    pub fn library_class(&self, id: ModuleId) -> Option<Rc<str>> {
        match &self.modules[id.0].class {
            Err(name) => Some(name.clone()),
            Ok(class) => {
                let mut class = *class;
                for _ in 0..8 {
                    match self.base(class) {
                        Some(base) => class = base,
                        None => return class.bases.first().map(|base| (*base).into()),
                    }
                }
                None
            }
        }
    }

    /// Calls a module. Outside of all functions that only says which one is the network.
    pub fn call_module(&mut self, id: ModuleId, given: Arguments<'p>, place: TextPlace) -> Value<'p> {
        let flows = given.iter().any(|(_, value)| matches!(value, Value::Tensor(_)));
        if self.calls == 0 && !flows {
            self.called = Some(id);
            return self.opaque("…");
        }
        let otherwise = self.opaque("…");
        self.deeper(otherwise, |run| {
            let forward = match run.modules[id.0].class {
                Ok(class) => run.function_of(class, "forward"),
                Err(_) => None,
            };
            match forward {
                Some(forward) => {
                    let own = run.modules[id.0].path.clone();
                    let around = std::mem::replace(&mut run.here, own);
                    let value = run.call_function(forward, Some(id), given);
                    run.here = around;
                    value
                }
                None => run.call_layer(id, given, place),
            }
        })
    }

    /// Gives modules their names, from the network on; the first name of each counts.
    pub fn name_modules(&mut self, id: ModuleId, path: &str, depth: usize) {
        for at in 0..self.modules[id.0].attributes.len() {
            let (name, value) = self.modules[id.0].attributes[at].clone();
            if let Value::Module(inner) = value
                && self.modules[inner.0].path.is_empty()
                && depth < DEEPEST
            {
                let path = joined(path, &name);
                self.modules[inner.0].path = path.as_str().into();
                self.name_modules(inner, &path, depth + 1);
            }
        }
    }

    pub fn items_of(&self, value: &Value<'p>) -> Option<ListId> {
        match value {
            Value::List(list) => Some(*list),
            _ => None,
        }
    }
}
