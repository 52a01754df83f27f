//! A module of a library, called: its row.

use std::rc::Rc;

use super::call::Arguments;
use super::flow::Flows;
use super::run::Run;
use super::value::{Arranged, ModuleId, Tensor, Value, last_word};
use crate::codec::alias::{Named, named};
use crate::codec::pytorch::layer::fields;
use crate::codec::pytorch::syntax::{Argument, Call};
use crate::codec::remark::{Remarked, TextPlace};
use crate::layer::{Fields, Key, Kind, Value as Given};

impl<'p> Run<'p> {
    /// Calls a module that has no `forward` in the text.
    pub fn call_layer(&mut self, id: ModuleId, given: Arguments<'p>, place: TextPlace) -> Value<'p> {
        let class = self.library_class(id).unwrap_or_else(|| "Module".into());
        let class_name = last_word(&class);
        if class_name == "Sequential" {
            let mut value = given.into_iter().next().map_or(Value::None, |(_, value)| value);
            for child in self.children(id) {
                value = self.call(child, vec![(None, value)], place);
            }
            return value;
        }
        let module = &self.modules[id.0];
        let (path, made) = (module.path.clone(), module.place);
        let Some(Value::Tensor(tensor)) = given.first().map(|(_, value)| value.clone()) else {
            return self.not_known(class_name, &given, place);
        };
        let lender = module.lender.unwrap_or(id);
        let weights = format!("module {}", lender.0);
        let arguments = module.given.clone();
        self.layer(&class, &path, &tensor, &arguments, Some(&weights), made)
    }

    /// A row of a library's class, with these arguments.
    pub fn layer(
        &mut self,
        class: &str,
        path: &str,
        tensor: &Rc<Tensor>,
        given: &Arguments<'p>,
        weights: Option<&str>,
        place: TextPlace,
    ) -> Value<'p> {
        let name = last_word(class);
        let found = named(name);
        let Some(found) = found.filter(|found| found.axes != Some(3)) else {
            let tensor = self.each_element(tensor, place);
            if found.is_some() {
                self.remark(place, Remarked::Volume { name: name.to_owned() });
            }
            return self.unknown(name, path, &tensor, Flows::OnAsItIs, place);
        };
        if found.kind == Kind::Flatten {
            let tensor = tensor.clone();
            return self.flattened(&tensor, given, 1, path, place);
        }
        let arguments =
            given.iter().map(|(name, value)| (name.as_deref(), self.as_argument(value, 0))).collect();
        let call = Call { name, label: None, range: None, arguments, place };
        let (mut values, remarks) = fields(&call, found);
        for what in remarks {
            self.remark(place, what);
        }
        let tensor = self.prepared(tensor, &found, &mut values, place);
        let stem = match found.kind {
            Kind::Conv2d => "conv".to_owned(),
            Kind::Linear => "fc".to_owned(),
            _ => name.trim_end_matches("2d").to_lowercase(),
        };
        let last = tensor.arranged == Arranged::ChannelsLast;
        let vector = tensor.vector == Some(true);
        match found.kind {
            // What these work on is the last axis of an image.
            Kind::Linear | Kind::LayerNorm
                if tensor.vector == Some(false) && !last && name != "LayerNorm2d" =>
            {
                return self.unknown(name, path, &tensor, Flows::OnAsItIs, place);
            }
            // A vector's normalization is that of images of one pixel.
            Kind::BatchNorm2d if vector && found.axes == Some(1) => {
                if let Some(Given::Integer(features)) = values.get(Key::NumFeatures) {
                    let shape = Fields::new().with(Key::Shape, Given::Extents(vec![*features, 1, 1]));
                    let image = self.row("", "unflatten", Kind::Unflatten, shape, &[tensor], None);
                    let normal = self.row(path, &stem, found.kind, values, &[image], weights);
                    return Value::Tensor(self.row(
                        "",
                        "flatten",
                        Kind::Flatten,
                        Fields::new(),
                        &[normal],
                        None,
                    ));
                }
            }
            _ => {}
        }
        let learns = found.kind.has_gemm()
            || matches!(found.kind, Kind::BatchNorm2d | Kind::LayerNorm)
            || found.function == Some("prelu");
        Value::Tensor(self.row(path, &stem, found.kind, values, &[tensor], weights.filter(|_| learns)))
    }

    /// What flows into a layer: what was put around it may become the layer's own padding.
    fn prepared(
        &mut self,
        tensor: &Rc<Tensor>,
        found: &Named,
        values: &mut Fields,
        place: TextPlace,
    ) -> Rc<Tensor> {
        let Arranged::Padded { sides, lowest } = tensor.arranged else {
            let pointwise = matches!(
                found.kind,
                Kind::Linear | Kind::LayerNorm | Kind::Activation | Kind::Identity | Kind::Scale
            );
            return if pointwise { self.each_element(tensor, place) } else { self.plain(tensor, place) };
        };
        let of_zeros = match found.kind {
            Kind::Conv2d => !lowest,
            Kind::MaxPool2d => lowest,
            _ => false,
        };
        let padding = Given::Sides(sides);
        let fits = of_zeros && sides.iter().all(|side| *side >= 0) && values.get(Key::Padding).is_none();
        let valid = || {
            let shapes = tensor.shape.map(|shape| [shape]);
            let with = values.clone().with(Key::Padding, padding.clone());
            shapes.is_some_and(|shapes| crate::layer::resolve(found.kind, &with, &shapes).is_ok())
        };
        if fits && valid() {
            values.set(Key::Padding, padding);
            return Rc::new(tensor.arranged(Arranged::Plainly));
        }
        self.plain(tensor, place)
    }

    fn as_argument<'a>(&'a self, value: &'a Value<'p>, depth: usize) -> Argument<'a> {
        match value {
            Value::None => Argument::Word("None"),
            Value::Flag(flag) => Argument::Word(if *flag { "True" } else { "False" }),
            Value::Integer(number) => Argument::Number(number.to_string()),
            Value::Float(number) => Argument::Number(number.to_string()),
            Value::Text(text) => Argument::Quoted(text),
            Value::List(list) if depth < 3 => Argument::List(
                self.items(*list).iter().take(8).map(|item| self.as_argument(item, depth + 1)).collect(),
            ),
            value => Argument::Unknown(self.written(value)),
        }
    }
}
