//! The values of expressions.

use std::rc::Rc;

use super::run::{Run, Scope};
use super::tree::{Class, Does, Expr, Function, Given, What};
use super::value::{Arranged, ModuleId, Value};
use crate::codec::remark::TextPlace;

impl<'p> Run<'p> {
    /// What an expression gives. What is not known stays as it is written.
    pub fn value(&mut self, expression: &'p Expr<'p>, scope: &mut Scope<'p>) -> Value<'p> {
        if !self.step(1, expression.place) {
            return self.opaque("…");
        }
        let otherwise = self.opaque("…");
        self.deeper(otherwise, |run| run.evaluated(expression, scope))
    }

    fn evaluated(&mut self, expression: &'p Expr<'p>, scope: &mut Scope<'p>) -> Value<'p> {
        let place = expression.place;
        match &expression.what {
            What::Name(name) => self.named(name, scope),
            What::Integer(number) => Value::Integer(*number),
            What::Float(number) => Value::Float(*number),
            What::Text(text) => self.text(text),
            What::None => Value::None,
            What::Flag(flag) => Value::Flag(*flag),
            What::Joined(parts) => {
                let mut text = String::new();
                for part in parts {
                    let value = self.value(part, scope);
                    text.push_str(&self.written(&value));
                }
                self.text(&text)
            }
            What::Tuple(items) | What::List(items) => {
                let mut values = Vec::new();
                for item in items {
                    match &item.what {
                        What::Starred(list) => {
                            let list = self.value(list, scope);
                            values.extend(self.each_of(&list).unwrap_or_default());
                        }
                        What::Each(parts, test) => values.extend(self.each(parts, test.as_deref(), scope)),
                        _ => {
                            let value = self.value(item, scope);
                            values.push(value);
                        }
                    }
                }
                self.list(values)
            }
            What::Pairs(pairs) => {
                let mut values = Vec::new();
                for (key, value) in pairs {
                    let pair = vec![self.value(key, scope), self.value(value, scope)];
                    values.push(self.list(pair));
                }
                self.list_of(values, true)
            }
            What::Attribute(base, name) => {
                let base = self.value(base, scope);
                self.attribute(base, name, place)
            }
            What::Call(called, given) => self.call_expression(called, given, place, scope),
            What::Index(base, subscripts) => {
                let base = self.value(base, scope);
                self.index(base, subscripts, place, scope)
            }
            What::Not(inner) => {
                let value = self.value(inner, scope);
                match self.truth(&value) {
                    Some(truth) => Value::Flag(!truth),
                    None => self.opaque(&format!("not {}", self.written(&value))),
                }
            }
            What::Negative(inner) => match self.value(inner, scope) {
                Value::Integer(number) => number.checked_neg().map_or(Value::Integer(number), Value::Integer),
                Value::Float(number) => Value::Float(-number),
                value => self.operate("*", value, Value::Integer(-1), place),
            },
            What::Binary(operator, sides) => self.joined(expression, operator, sides, scope),
            What::Compare(relation, sides) => {
                let left = self.value(&sides[0], scope);
                let right = self.value(&sides[1], scope);
                match self.compared(*relation, &left, &right) {
                    Some(truth) => Value::Flag(truth),
                    None => self.opaque(&format!("{} … {}", self.written(&left), self.written(&right))),
                }
            }
            What::Both(sides) => self.logic(sides, false, scope),
            What::Either(sides) => self.logic(sides, true, scope),
            What::Choice(parts) => {
                let [test, this, that] = &**parts;
                let value = self.value(test, scope);
                match self.truth(&value) {
                    Some(true) => self.value(this, scope),
                    Some(false) => self.value(that, scope),
                    None => {
                        let written = self.written(&value);
                        self.lose(place, &format!("… if {written}"));
                        self.value(that, scope)
                    }
                }
            }
            What::Each(parts, test) => {
                let values = self.each(parts, test.as_deref(), scope);
                self.list(values)
            }
            What::Starred(inner) => self.value(inner, scope),
            What::Unread => self.opaque("…"),
        }
    }

    fn named(&mut self, name: &'p str, scope: &Scope<'p>) -> Value<'p> {
        if let Some(value) = scope.names.get(name).or_else(|| self.globals.get(name)) {
            return value.clone();
        }
        match name {
            "__name__" => self.text("__main__"),
            _ => Value::Path(name.into()),
        }
    }

    /// One item for each of a list.
    fn each(
        &mut self,
        parts: &'p [Expr<'p>; 3],
        test: Option<&'p Expr<'p>>,
        scope: &mut Scope<'p>,
    ) -> Vec<Value<'p>> {
        let [target, list, item] = parts;
        let list_value = self.value(list, scope);
        let Some(items) = self.each_of(&list_value) else {
            let written = self.written(&list_value);
            self.lose(list.place, &format!("for … in {written}"));
            return Vec::new();
        };
        let mut values = Vec::new();
        for value in items {
            self.assign(target, value, scope);
            let holds = test.is_none_or(|test| {
                let value = self.value(test, scope);
                self.truth(&value) != Some(false)
            });
            if holds {
                values.push(self.value(item, scope));
            }
            if !self.step(1, item.place) {
                break;
            }
        }
        values
    }

    /// `a or b`, `a and b`: the first that decides it.
    fn logic(&mut self, sides: &'p [Expr<'p>; 2], either: bool, scope: &mut Scope<'p>) -> Value<'p> {
        let left = self.value(&sides[0], scope);
        match self.truth(&left) {
            Some(truth) if truth == either => left,
            Some(_) => self.value(&sides[1], scope),
            None => {
                let right = self.value(&sides[1], scope);
                match self.truth(&right) {
                    Some(truth) if truth == either => right,
                    _ => left,
                }
            }
        }
    }

    /// A sum or product of several tensors is one row.
    fn joined(
        &mut self,
        whole: &'p Expr<'p>,
        operator: &'p str,
        sides: &'p [Expr<'p>; 2],
        scope: &mut Scope<'p>,
    ) -> Value<'p> {
        let mut operands = vec![&sides[1]];
        let mut left = &sides[0];
        while let What::Binary(inner, sides) = &left.what
            && *inner == operator
            && matches!(operator, "+" | "*")
        {
            operands.push(&sides[1]);
            left = &sides[0];
        }
        operands.push(left);
        let values: Vec<Value> =
            operands.into_iter().rev().map(|operand| self.value(operand, scope)).collect();
        if values.iter().all(|value| matches!(value, Value::Tensor(_))) && matches!(operator, "+" | "*") {
            return self.join(operator, &values, whole.place);
        }
        let mut values = values.into_iter();
        let first = values.next().unwrap_or(Value::None);
        values.fold(first, |left, right| self.operate(operator, left, right, whole.place))
    }

    /// The items of a list, of a module that holds a list, of a table its keys.
    pub fn each_of(&self, value: &Value<'p>) -> Option<Vec<Value<'p>>> {
        match value {
            Value::List(list) => {
                let list = &self.lists[list.0];
                let first = |item: &Value<'p>| match item {
                    Value::List(pair) => self.items(*pair).first().cloned().unwrap_or(Value::None),
                    _ => Value::None,
                };
                Some(if list.pairs { list.items.iter().map(first).collect() } else { list.items.clone() })
            }
            Value::Module(module) => Some(self.children(*module)),
            _ => None,
        }
    }

    /// The modules in one that holds them in a list.
    pub fn children(&self, module: ModuleId) -> Vec<Value<'p>> {
        let attributes = &self.modules[module.0].attributes;
        let modules =
            attributes.iter().map(|(_, value)| value).filter(|value| matches!(value, Value::Module(_)));
        modules.cloned().collect()
    }

    /// A class constant or function, its own or of a class that it builds on, and where it stands.
    pub fn in_class(&self, class: &'p Class<'p>, name: &str) -> Option<(&'p Class<'p>, &'p Does<'p>)> {
        let mut class = class;
        // A class that builds on itself is damaged text.
        for _ in 0..8 {
            let found = class.body.iter().map(|statement| &statement.does).find(|does| match does {
                Does::Function(function) => function.name == name,
                Does::Assign(targets, _) => {
                    targets.iter().any(|target| matches!(target.what, What::Name(given) if given == name))
                }
                _ => false,
            });
            if let Some(found) = found {
                return Some((class, found));
            }
            class = self.base(class)?;
        }
        None
    }

    /// The class of the text that a class builds on.
    pub fn base(&self, class: &Class<'p>) -> Option<&'p Class<'p>> {
        class.bases.iter().find_map(|base| match self.globals.get(base) {
            Some(Value::Class(class)) => Some(*class),
            _ => None,
        })
    }

    /// What a call of this function of a class finds, with the class that it stands in.
    pub fn function_of(&self, class: &'p Class<'p>, name: &str) -> Option<&'p Function<'p>> {
        match self.in_class(class, name)? {
            (_, Does::Function(function)) => Some(function),
            _ => None,
        }
    }

    pub fn attribute(&mut self, base: Value<'p>, name: &'p str, place: TextPlace) -> Value<'p> {
        match base {
            Value::Path(path) if path.len() < 100 => Value::Path(format!("{path}.{name}").into()),
            Value::Opaque(text) => self.opaque(&format!("{text}.{name}")),
            Value::Class(class) => match self.in_class(class, name) {
                Some((_, Does::Assign(_, value))) => self.value(value, &mut Scope::default()),
                Some((_, Does::Function(function))) => Value::Function(function, None),
                _ => self.opaque(&format!("{}.{name}", class.name)),
            },
            Value::Above(me, class) => match self.base(class).and_then(|base| self.function_of(base, name)) {
                Some(function) => Value::Function(function, Some(me)),
                None => Value::Method(Box::new(Value::Above(me, class)), name),
            },
            Value::Module(module) => self.module_attribute(module, name),
            Value::Tensor(tensor) => match name {
                "shape" => {
                    let tensor = match tensor.arranged {
                        Arranged::Padded { .. } => self.plain(&tensor, place),
                        _ => tensor,
                    };
                    self.extents_of(&tensor)
                }
                "data" => Value::Tensor(tensor),
                "device" | "dtype" | "requires_grad" => self.opaque(name),
                _ => Value::Method(Box::new(Value::Tensor(tensor)), name),
            },
            Value::Weights(module) => Value::Weights(module),
            Value::Method(..) | Value::Function(..) | Value::None => self.opaque(name),
            value => Value::Method(Box::new(value), name),
        }
    }

    fn module_attribute(&mut self, id: ModuleId, name: &'p str) -> Value<'p> {
        let module = &self.modules[id.0];
        if let Some((_, value)) = module.attributes.iter().find(|(given, _)| **given == *name) {
            return value.clone();
        }
        if name == "training" {
            return Value::Flag(false);
        }
        if let Ok(class) = module.class {
            match self.in_class(class, name) {
                Some((_, Does::Function(function))) => return Value::Function(function, Some(id)),
                Some((_, Does::Assign(_, value))) => return self.value(value, &mut Scope::default()),
                _ => {}
            }
        }
        let position = match name {
            "in_channels" | "in_features" | "num_features" => Some(0),
            "out_channels" | "out_features" => Some(1),
            "weight" | "bias" => return Value::Weights(id),
            _ => None,
        };
        let module = &self.modules[id.0];
        let given = module.given.iter().find(|(given, _)| given.as_deref() == Some(name));
        let given = given.or_else(|| module.given.get(position?).filter(|(name, _)| name.is_none()));
        match given {
            Some((_, value)) => value.clone(),
            None => Value::Method(Box::new(Value::Module(id)), name),
        }
    }

    /// A call's arguments, spread out where they have stars.
    pub fn arguments(
        &mut self,
        given: &'p [Given<'p>],
        scope: &mut Scope<'p>,
    ) -> Vec<(Option<Rc<str>>, Value<'p>)> {
        let mut arguments = Vec::new();
        for Given { name, value } in given {
            let What::Starred(inner) = &value.what else {
                let value = self.value(value, scope);
                arguments.push((name.map(Rc::from), value));
                continue;
            };
            let list = self.value(inner, scope);
            match &list {
                Value::List(id) if self.lists[id.0].pairs => {
                    for pair in self.items(*id).to_vec() {
                        if let Value::List(pair) = pair
                            && let [Value::Text(key), value] = self.items(pair)
                        {
                            arguments.push((Some(key.clone()), value.clone()));
                        }
                    }
                }
                _ => match self.each_of(&list) {
                    Some(items) => arguments.extend(items.into_iter().map(|item| (None, item))),
                    None => {
                        let text = format!("*{}", self.written(&list));
                        self.lose(value.place, &text);
                    }
                },
            }
        }
        self.step(arguments.len(), TextPlace { line: 1, column: 1 });
        arguments
    }

    /// A value as it would be written.
    pub fn written(&self, value: &Value<'p>) -> String {
        match value {
            Value::None => "None".to_owned(),
            Value::Flag(true) => "True".to_owned(),
            Value::Flag(false) => "False".to_owned(),
            Value::Integer(number) => number.to_string(),
            Value::Float(number) => number.to_string(),
            Value::Text(text) | Value::Opaque(text) | Value::Path(text) => text.to_string(),
            Value::Class(class) => class.name.to_owned(),
            Value::Function(function, _) => function.name.to_owned(),
            Value::Method(base, name) => format!("{}.{name}", self.written(base)),
            Value::Module(module) => self.modules[module.0].class_name().to_owned(),
            Value::Tensor(tensor) => tensor.from.to_string(),
            Value::List(_) => "[…]".to_owned(),
            Value::Above(..) | Value::Weights(_) | Value::Made(_) => "…".to_owned(),
        }
    }
}
