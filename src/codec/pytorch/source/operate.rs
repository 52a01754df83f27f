//! What operators make of two values.

use std::rc::Rc;

use super::compare::{number, whole};
use super::flow::Flows;
use super::run::{LONGEST_LIST, Run};
use super::value::{Arranged, ModuleId, Tensor, Value};
use crate::codec::remark::TextPlace;
use crate::layer::{Fields, Kind};

impl<'p> Run<'p> {
    pub fn operate(
        &mut self,
        operator: &str,
        left: Value<'p>,
        right: Value<'p>,
        place: TextPlace,
    ) -> Value<'p> {
        match (&left, &right) {
            (Value::Tensor(_), Value::Tensor(_)) => self.join(operator, &[left, right], place),
            (Value::Tensor(tensor), Value::Module(module))
            | (Value::Module(module), Value::Tensor(tensor)) => {
                self.with_parameter(operator, &tensor.clone(), *module, place)
            }
            (Value::Tensor(tensor), _) | (_, Value::Tensor(tensor)) => {
                let tensor = self.each_element(&tensor.clone(), place);
                let stem = match operator {
                    "*" | "/" => "scale",
                    _ => "shift",
                };
                Value::Tensor(self.row("", stem, Kind::Identity, Fields::new(), &[tensor], None))
            }
            (Value::Made(made), _) | (_, Value::Made(made)) => Value::Made(*made),
            (Value::List(one), Value::List(other)) if operator == "+" => {
                let items = [self.items(*one), self.items(*other)].concat();
                self.list(items)
            }
            (Value::List(list), Value::Integer(times)) if operator == "*" => {
                let items = self.items(*list);
                let most = LONGEST_LIST / items.len().max(1);
                let times = usize::try_from(*times).unwrap_or(0).min(most);
                let items = items.iter().cycle().take(items.len() * times).cloned().collect();
                self.list(items)
            }
            (Value::Text(one), Value::Text(other)) if operator == "+" => self.text(&format!("{one}{other}")),
            (Value::Text(text), other) if operator == "%" => {
                let values = self.each_of(other).unwrap_or_else(|| vec![other.clone()]);
                let mut text = text.to_string();
                for value in values {
                    let written = self.written(&value);
                    let mark = if text.contains("%d") { "%d" } else { "%s" };
                    text = text.replacen(mark, &written, 1);
                }
                self.text(&text)
            }
            _ => arithmetic(operator, &left, &right).unwrap_or_else(|| {
                self.opaque(&format!("{}{operator}{}", self.written(&left), self.written(&right)))
            }),
        }
    }

    /// A row that joins tensors.
    pub fn join(&mut self, operator: &str, values: &[Value<'p>], place: TextPlace) -> Value<'p> {
        let tensors: Vec<Rc<Tensor>> = values
            .iter()
            .filter_map(|value| match value {
                Value::Tensor(tensor) => Some(tensor.clone()),
                _ => None,
            })
            .collect();
        let last = tensors.iter().all(|tensor| tensor.arranged == Arranged::ChannelsLast);
        let tensors: Vec<Rc<Tensor>> = tensors
            .iter()
            .map(|tensor| if last { tensor.clone() } else { self.plain(tensor, place) })
            .collect();
        let (stem, kind) = match operator {
            "+" => ("add", Kind::Add),
            "-" => ("sub", Kind::Add),
            "*" => ("mul", Kind::Mul),
            _ => return self.unknown(operator, "", &tensors[0], Flows::OnAsItIs, place),
        };
        Value::Tensor(self.row("", stem, kind, Fields::new(), &tensors, None))
    }

    /// What has been learned is a factor for each channel, or something that there is no row for.
    fn with_parameter(
        &mut self,
        operator: &str,
        tensor: &Rc<Tensor>,
        id: ModuleId,
        place: TextPlace,
    ) -> Value<'p> {
        let tensor = self.each_element(tensor, place);
        let module = &self.modules[id.0];
        let path = module.path.clone();
        let extents: Option<Vec<i64>> = match module.given.first() {
            Some((_, Value::Made(made))) => self.items(*made).iter().map(whole).collect(),
            _ => None,
        };
        let channels = tensor.shape.map(|shape| shape.channels());
        let learned = extents.and_then(|extents| extents.into_iter().try_fold(1i64, i64::checked_mul));
        let fits = channels.is_none() || learned == channels;
        if operator == "*" && module.class_name() == "Parameter" && fits {
            let weights = format!("parameter {path}");
            return Value::Tensor(self.row(
                &path,
                "scale",
                Kind::Scale,
                Fields::new(),
                &[tensor],
                Some(&weights),
            ));
        }
        let op = if path.is_empty() { operator } else { &path };
        self.unknown(op, "", &tensor, Flows::OnAsItIs, place)
    }
}

/// Of two numbers, the number; `None` where there is none.
fn arithmetic<'p>(operator: &str, left: &Value<'p>, right: &Value<'p>) -> Option<Value<'p>> {
    if let (Some(left), Some(right)) = (whole(left), whole(right)) {
        let made = match operator {
            "+" => left.checked_add(right),
            "-" => left.checked_sub(right),
            "*" => left.checked_mul(right),
            // Rounded down, as Python does.
            "//" if right > 0 => left.checked_div_euclid(right),
            "%" if right > 0 => left.checked_rem_euclid(right),
            "**" => u32::try_from(right).ok().and_then(|right| left.checked_pow(right)),
            "/" if right != 0 => return Some(Value::Float(left as f64 / right as f64)),
            _ => None,
        };
        return made.map(Value::Integer);
    }
    let (left, right) = (number(left)?, number(right)?);
    Some(Value::Float(match operator {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        "//" => (left / right).floor(),
        "**" => left.powf(right),
        _ => return None,
    }))
}
