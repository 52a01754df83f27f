//! What Python and PyTorch have: functions by name, and methods of lists, tables and modules.

use std::rc::Rc;

use super::call::{Arguments, argument};
use super::compare::{number, whole};
use super::run::{LONGEST_LIST, Run};
use super::value::{ModuleId, Value, last_word};
use crate::codec::remark::TextPlace;

impl<'p> Run<'p> {
    /// Calls what has this name in a library: a class in capitals, else a function.
    pub fn call_library(&mut self, path: &str, given: Arguments<'p>, place: TextPlace) -> Value<'p> {
        let name = last_word(path);
        if name == "OrderedDict" || name == "dict" {
            return match given.into_iter().next() {
                Some((None, Value::List(list))) => {
                    let items = self.items(list).to_vec();
                    self.list_of(items, true)
                }
                _ => self.list_of(Vec::new(), true),
            };
        }
        if name.starts_with(|first: char| first.is_ascii_uppercase()) {
            let id = self.module(Err(path.into()), Vec::new(), place);
            self.fill(id, given);
            return Value::Module(id);
        }
        if let Some(made) = self.made(name, &given) {
            return made;
        }
        let module = path.rsplit_once('.').map(|(module, _)| module);
        if matches!(module, None | Some("math" | "np" | "numpy"))
            && let Some(value) = self.built_in(name, &given)
        {
            return value;
        }
        match (name, given.first()) {
            ("is_scripting" | "is_tracing" | "is_available" | "is_grad_enabled", _) => Value::Flag(false),
            (_, Some((None, Value::Tensor(tensor)))) => {
                let tensor = tensor.clone();
                self.function(name, &tensor, &given[1..].to_vec(), place)
            }
            ("cat" | "concat" | "concatenate", Some((_, Value::List(list)))) => {
                let tensors = self.items(*list).to_vec();
                self.concatenated(path, &tensors, &given, place)
            }
            ("sum", Some((_, Value::List(list)))) => {
                let tensors = self.items(*list).to_vec();
                match tensors.iter().all(|item| matches!(item, Value::Tensor(_))) && tensors.len() > 1 {
                    true => self.join("+", &tensors, place),
                    false => self.not_known(path, &given, place),
                }
            }
            ("add", Some((_, one))) if given.len() > 1 => {
                self.operate("+", one.clone(), given[1].1.clone(), place)
            }
            ("mul" | "multiply", Some((_, one))) if given.len() > 1 => {
                self.operate("*", one.clone(), given[1].1.clone(), place)
            }
            _ => self.not_known(path, &given, place),
        }
    }

    /// A tensor of certain extents that does not come from the input.
    fn made(&mut self, name: &str, given: &Arguments<'p>) -> Option<Value<'p>> {
        if !matches!(name, "zeros" | "ones" | "rand" | "randn" | "empty" | "full") {
            return None;
        }
        let extents = match given.first() {
            Some((_, Value::List(list))) => self.items(*list).to_vec(),
            _ => given.iter().filter(|(name, _)| name.is_none()).map(|(_, value)| value.clone()).collect(),
        };
        let list = self.list(extents);
        self.items_of(&list).map(Value::Made)
    }

    fn built_in(&mut self, name: &str, given: &Arguments<'p>) -> Option<Value<'p>> {
        let values: Vec<Value<'p>> = given.iter().map(|(_, value)| value.clone()).collect();
        Some(match (name, &values[..]) {
            ("range", _) => {
                let numbers: Vec<i64> = values.iter().map(whole).collect::<Option<_>>()?;
                let (from, to, step) = match numbers[..] {
                    [to] => (0, to, 1),
                    [from, to] => (from, to, 1),
                    [from, to, step] if step != 0 => (from, to, step),
                    _ => return None,
                };
                let mut items = Vec::new();
                let mut at = from;
                while items.len() < LONGEST_LIST && if step > 0 { at < to } else { at > to } {
                    items.push(Value::Integer(at));
                    let Some(next) = at.checked_add(step) else { break };
                    at = next;
                }
                self.list(items)
            }
            ("len", [value]) => Value::Integer(i64::try_from(self.each_of(value)?.len()).ok()?),
            ("list" | "tuple" | "iter", [value]) => {
                let items = self.each_of(value)?;
                self.list(items)
            }
            ("list" | "tuple", []) => self.list(Vec::new()),
            ("reversed", [value]) => {
                let items = self.each_of(value)?.into_iter().rev().collect();
                self.list(items)
            }
            ("enumerate", [value, ..]) => {
                let items = self.each_of(value)?;
                let pairs = items.into_iter().zip(0..).map(|(item, at)| vec![Value::Integer(at), item]);
                self.tuples(pairs.collect())
            }
            ("zip", [first, rest @ ..]) => {
                let mut rows: Vec<Vec<Value<'p>>> =
                    self.each_of(first)?.into_iter().map(|item| vec![item]).collect();
                for list in rest {
                    let items = self.each_of(list)?;
                    rows.truncate(items.len());
                    rows.iter_mut().zip(items).for_each(|(row, item)| row.push(item));
                }
                self.tuples(rows)
            }
            ("int" | "round", [value]) => match value {
                Value::Integer(_) => value.clone(),
                _ => {
                    let value = number(value)?;
                    Value::Integer(if name == "int" { value.trunc() } else { value.round_ties_even() } as i64)
                }
            },
            ("floor", [value]) => Value::Integer(number(value)?.floor() as i64),
            ("ceil", [value]) => Value::Integer(number(value)?.ceil() as i64),
            ("float", [value]) => Value::Float(number(value)?),
            ("bool", [value]) => Value::Flag(self.truth(value)?),
            ("str", [value]) => {
                let text = self.written(value);
                self.text(&text)
            }
            ("abs", [Value::Integer(value)]) => Value::Integer(value.checked_abs()?),
            ("max" | "min", _) => {
                let items = match &values[..] {
                    [only] => self.each_of(only)?,
                    _ => values,
                };
                let numbers: Vec<f64> = items.iter().map(number).collect::<Option<_>>()?;
                let best = if name == "max" { f64::max } else { f64::min };
                let best = numbers.into_iter().reduce(best)?;
                items.into_iter().find(|item| number(item) == Some(best))?
            }
            ("isinstance", [value, class]) => Value::Flag(self.is_instance(value, class)?),
            ("hasattr", [Value::Module(module), Value::Text(name)]) => {
                Value::Flag(self.modules[module.0].attributes.iter().any(|(given, _)| given == name))
            }
            ("getattr", [Value::Module(module), Value::Text(name), ..]) => {
                let attributes = &self.modules[module.0].attributes;
                attributes.iter().find(|(given, _)| given == name).map(|(_, value)| value.clone())?
            }
            ("setattr", [Value::Module(module), Value::Text(name), value]) => {
                self.set_attribute(*module, name, value.clone());
                Value::None
            }
            ("print", _) => Value::None,
            _ => return None,
        })
    }

    fn tuples(&mut self, rows: Vec<Vec<Value<'p>>>) -> Value<'p> {
        let rows = rows.into_iter().map(|row| self.list(row)).collect();
        self.list(rows)
    }

    fn is_instance(&self, value: &Value<'p>, class: &Value<'p>) -> Option<bool> {
        if let Value::List(classes) = class {
            let found: Option<Vec<bool>> =
                self.items(*classes).iter().map(|class| self.is_instance(value, class)).collect();
            return Some(found?.contains(&true));
        }
        let wanted = match class {
            Value::Path(path) => last_word(path).to_owned(),
            Value::Class(class) => class.name.to_owned(),
            _ => return None,
        };
        Some(match value {
            Value::Opaque(_) => return None,
            Value::Tensor(_) => wanted == "Tensor",
            Value::Integer(_) => wanted == "int",
            Value::Float(_) => wanted == "float",
            Value::Text(_) => wanted == "str",
            Value::List(_) => matches!(wanted.as_str(), "list" | "tuple"),
            Value::Module(module) => {
                wanted == "Module"
                    || self.modules[module.0].class_name() == wanted
                    || self.library_class(*module).as_deref().map(last_word) == Some(&wanted)
            }
            _ => false,
        })
    }

    pub fn call_method(
        &mut self,
        base: Value<'p>,
        name: &str,
        given: Arguments<'p>,
        place: TextPlace,
    ) -> Value<'p> {
        match &base {
            Value::Tensor(tensor) => self.function(name, &tensor.clone(), &given, place),
            Value::Above(me, _) if name == "__init__" => {
                self.fill(*me, given);
                Value::None
            }
            Value::Above(me, _) if name == "forward" => self.call_layer(*me, given, place),
            Value::Above(me, _) => self.module_method(*me, name, given, place),
            Value::Module(module) => self.module_method(*module, name, given, place),
            Value::List(list) => match (name, given.into_iter().next()) {
                ("append", Some((_, value))) if self.items(*list).len() < LONGEST_LIST => {
                    self.lists[list.0].items.push(value);
                    Value::None
                }
                ("extend", Some((_, value))) => {
                    let more = self.each_of(&value).unwrap_or_default();
                    let room = LONGEST_LIST.saturating_sub(self.items(*list).len());
                    self.step(more.len(), place);
                    self.lists[list.0].items.extend(more.into_iter().take(room));
                    Value::None
                }
                ("pop", at) => {
                    let items = &mut self.lists[list.0].items;
                    let at = match at.as_ref().map(|(_, at)| whole(at)) {
                        None => items.len().checked_sub(1),
                        Some(at) => at.and_then(|at| super::compare::counted(at, items.len())),
                    };
                    match at.filter(|at| *at < items.len()) {
                        Some(at) => items.remove(at),
                        None => self.opaque("pop()"),
                    }
                }
                ("items", None) => {
                    let items = self.items(*list).to_vec();
                    self.list(items)
                }
                ("keys", None) => {
                    let items = self.each_of(&base).unwrap_or_default();
                    self.list(items)
                }
                ("values", None) => {
                    let values = self.items(*list).iter().map(|pair| match pair {
                        Value::List(pair) => self.items(*pair).get(1).cloned().unwrap_or(Value::None),
                        _ => Value::None,
                    });
                    let values = values.collect();
                    self.list(values)
                }
                _ => self.opaque(&format!("[…].{name}(…)")),
            },
            _ => {
                let text = format!("{}.{name}", self.written(&base));
                self.not_known(&text, &given, place)
            }
        }
    }

    fn module_method(
        &mut self,
        id: ModuleId,
        name: &str,
        given: Arguments<'p>,
        place: TextPlace,
    ) -> Value<'p> {
        if self.modules[id.0].class_name() == "Parameter" {
            return Value::Module(id);
        }
        match name {
            "append" => {
                if let Some((_, value)) = given.into_iter().next() {
                    self.add(id, value);
                }
                Value::None
            }
            "extend" => {
                let more = given.first().and_then(|(_, list)| self.each_of(list)).unwrap_or_default();
                more.into_iter().for_each(|value| self.add(id, value));
                Value::None
            }
            "add_module" | "register_module" => {
                if let (Some(Value::Text(name)), Some(value)) =
                    (argument(&given, 0, "name"), argument(&given, 1, "module"))
                {
                    self.set_attribute(id, &name.clone(), value.clone());
                }
                Value::None
            }
            "children" | "values" => {
                let items = self.children(id);
                self.list(items)
            }
            "items" | "named_children" => {
                let attributes = self.modules[id.0].attributes.clone();
                let pairs = attributes.into_iter().map(|(name, value)| vec![Value::Text(name), value]);
                self.tuples(pairs.collect())
            }
            // What is done to all modules is how they begin to learn.
            "modules" | "parameters" | "named_modules" | "named_parameters" => self.list(Vec::new()),
            "forward" => self.call_module(id, given, place),
            "eval" | "train" | "to" | "cuda" | "cpu" | "half" | "float" | "apply" => Value::Module(id),
            _ => {
                let text = format!("{}.{name}", self.modules[id.0].class_name());
                self.not_known(&text, &given, place)
            }
        }
    }

    /// Tensors one after another along their channels.
    pub fn concatenated(
        &mut self,
        op: &str,
        tensors: &[Value<'p>],
        given: &Arguments<'p>,
        place: TextPlace,
    ) -> Value<'p> {
        let flows: Vec<_> = tensors
            .iter()
            .filter_map(|item| match item {
                Value::Tensor(tensor) => Some(tensor.clone()),
                _ => None,
            })
            .collect();
        let axis = argument(given, 1, "dim").or_else(|| argument(given, 1, "axis")).map_or(Some(0), whole);
        let axes = flows.first().and_then(|first| first.axes());
        let along_channels =
            axis == Some(1) || axis.zip(axes).is_some_and(|(axis, axes)| axis + axes as i64 == 1);
        if flows.len() != tensors.len() || !along_channels {
            return self.not_known(op, given, place);
        }
        let flows: Vec<Rc<_>> = flows.iter().map(|tensor| self.plain(tensor, place)).collect();
        if let [only] = &flows[..] {
            return Value::Tensor(only.clone());
        }
        let fields = crate::layer::Fields::new();
        Value::Tensor(self.row("", "concat", crate::layer::Kind::Concat, fields, &flows, None))
    }
}
