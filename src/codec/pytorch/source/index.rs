//! What stands in square brackets after a value.

use super::compare::{counted, whole};
use super::run::{Run, Scope};
use super::tree::{Expr, Subscript};
use super::value::Value;
use crate::codec::remark::TextPlace;

impl<'p> Run<'p> {
    /// What stands at a place of a list, table or tensor.
    pub fn index(
        &mut self,
        base: Value<'p>,
        subscripts: &'p [Subscript<'p>],
        place: TextPlace,
        scope: &mut Scope<'p>,
    ) -> Value<'p> {
        match &base {
            Value::Tensor(tensor) => return self.slice(&tensor.clone(), subscripts, place, scope),
            Value::List(list) if self.lists[list.0].pairs => {
                let [Subscript::At(key)] = subscripts else { return self.opaque("…") };
                let key = self.value(key, scope);
                let found = self.items(*list).iter().find_map(|pair| match pair {
                    Value::List(pair) => match self.items(*pair) {
                        [given, value] if self.equal(given, &key, 0) == Some(true) => Some(value.clone()),
                        _ => None,
                    },
                    _ => None,
                });
                return found.unwrap_or_else(|| self.opaque(&format!("[{}]", self.written(&key))));
            }
            // What a parameter has learned stays the same.
            Value::Module(module) if self.modules[module.0].class_name() == "Parameter" => return base,
            _ => {}
        }
        let Some(items) = self.each_of(&base) else {
            let at = match subscripts {
                [Subscript::At(at)] => {
                    let at = self.value(at, scope);
                    self.written(&at)
                }
                _ => "…".to_owned(),
            };
            return self.opaque(&format!("{}[{at}]", self.written(&base)));
        };
        match subscripts {
            [Subscript::At(at)] => {
                let at = self.value(at, scope);
                if let (Value::Text(name), Value::Module(module)) = (&at, &base) {
                    let attributes = &self.modules[module.0].attributes;
                    let found = attributes.iter().find(|(given, _)| given == name);
                    return found.map_or_else(|| self.opaque(name), |(_, value)| value.clone());
                }
                let place = whole(&at).and_then(|at| counted(at, items.len()));
                match place.and_then(|place| items.get(place)) {
                    Some(item) => item.clone(),
                    None => self.opaque(&format!("{}[{}]", self.written(&base), self.written(&at))),
                }
            }
            [Subscript::Range([from, to, None])] => {
                let mut bound = |bound: &'p Option<Expr<'p>>, otherwise: usize| match bound {
                    None => Some(otherwise),
                    Some(bound) => {
                        let value = self.value(bound, scope);
                        whole(&value).map(|at| {
                            counted(at, items.len()).unwrap_or(if at < 0 { 0 } else { items.len() })
                        })
                    }
                };
                let (from, to) = (bound(from, 0), bound(to, items.len()));
                match (from, to) {
                    (Some(from), Some(to)) => {
                        let part = items.get(from..to.max(from)).unwrap_or_default().to_vec();
                        self.list(part)
                    }
                    _ => self.opaque("[…]"),
                }
            }
            [Subscript::Range([None, None, Some(step)])] => match self.value(step, scope) {
                Value::Integer(-1) => {
                    let reversed = items.into_iter().rev().collect();
                    self.list(reversed)
                }
                _ => self.opaque("[…]"),
            },
            _ => self.opaque("[…]"),
        }
    }
}
