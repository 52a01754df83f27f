//! Functions of tensors: `F.relu(x)`, `torch.relu(x)` and `x.relu()` are the same.

use std::rc::Rc;

use super::call::{Arguments, argument};
use super::compare::whole;
use super::flow::Flows;
use super::run::Run;
use super::value::{Arranged, Tensor, Value};
use crate::codec::alias::named;
use crate::codec::remark::TextPlace;
use crate::layer::{Fields, Key, Kind, Value as Given};

/// What changes neither elements nor their order; sums and products repeat what is smaller by themselves.
const NOTHING: [&str; 16] = [
    "contiguous",
    "clone",
    "detach",
    "to",
    "float",
    "half",
    "double",
    "bfloat16",
    "type",
    "type_as",
    "cuda",
    "cpu",
    "requires_grad_",
    "identity",
    "expand",
    "expand_as",
];

/// Functions of each element that there is no row for.
const OF_ELEMENTS: [&str; 22] = [
    "mish",
    "clamp",
    "clip",
    "abs",
    "sqrt",
    "rsqrt",
    "exp",
    "log",
    "neg",
    "pow",
    "square",
    "sin",
    "cos",
    "sign",
    "normalize",
    "softplus",
    "selu",
    "celu",
    "hardtanh",
    "logsigmoid",
    "group_norm",
    "instance_norm",
];

/// Functions that are the forward of a module.
const OF_MODULES: [(&str, &str); 18] = [
    ("max_pool2d", "MaxPool2d"),
    ("max_pool1d", "MaxPool1d"),
    ("avg_pool2d", "AvgPool2d"),
    ("avg_pool1d", "AvgPool1d"),
    ("adaptive_avg_pool2d", "AdaptiveAvgPool2d"),
    ("adaptive_avg_pool1d", "AdaptiveAvgPool1d"),
    ("adaptive_max_pool2d", "AdaptiveMaxPool2d"),
    ("adaptive_max_pool1d", "AdaptiveMaxPool1d"),
    ("interpolate", "Upsample"),
    ("upsample", "Upsample"),
    ("pixel_shuffle", "PixelShuffle"),
    ("local_response_norm", "LocalResponseNorm"),
    ("channel_shuffle", "ChannelShuffle"),
    ("dropout", "Dropout"),
    ("dropout1d", "Dropout"),
    ("dropout2d", "Dropout"),
    ("alpha_dropout", "AlphaDropout"),
    ("feature_alpha_dropout", "FeatureAlphaDropout"),
];

impl<'p> Run<'p> {
    /// A function of a tensor and of what else it is given.
    pub fn function(
        &mut self,
        name: &str,
        tensor: &Rc<Tensor>,
        given: &Arguments<'p>,
        place: TextPlace,
    ) -> Value<'p> {
        // What is done in place is done.
        let name = if name.starts_with("requires") { name } else { name.trim_end_matches('_') };
        if NOTHING.contains(&name) || name == "requires_grad_" {
            return Value::Tensor(tensor.clone());
        }
        if let Some((_, class)) = OF_MODULES.iter().find(|(function, _)| *function == name) {
            return self.forward_of(class, tensor, given, place);
        }
        if let Some(found) = named(name).filter(|found| found.function.is_some() && name != "softmax2d") {
            let tensor = self.each_element(tensor, place);
            let fields = crate::codec::alias::starting(found).fields();
            return Value::Tensor(self.row("", name, Kind::Activation, fields, &[tensor], None));
        }
        match name {
            "size" => {
                let extents = self.extents_of(tensor);
                match argument(given, 0, "dim").map(|axis| (self.each_of(&extents), whole(axis))) {
                    None => extents,
                    Some((Some(extents), Some(axis))) => super::compare::counted(axis, extents.len())
                        .and_then(|axis| extents.get(axis).cloned())
                        .unwrap_or_else(|| self.opaque("size")),
                    Some(_) => self.opaque("size"),
                }
            }
            "dim" | "ndimension" => match tensor.axes() {
                Some(axes) => Value::Integer(axes as i64),
                None => self.opaque("dim()"),
            },
            "add" | "sub" | "mul" | "multiply" | "div" => {
                let operator = match name {
                    "add" => "+",
                    "sub" => "-",
                    "div" => "/",
                    _ => "*",
                };
                let other = argument(given, 0, "other").cloned().unwrap_or(Value::None);
                self.operate(operator, Value::Tensor(tensor.clone()), other, place)
            }
            "mean" | "amax" => self.over_pixels(name, tensor, given, place),
            "flatten" => self.flattened(tensor, given, 0, "", place),
            "view" | "reshape" => self.reshaped(name, tensor, given, place),
            "permute" | "transpose" | "swapaxes" | "movedim" | "moveaxis" => {
                self.permuted(name, tensor, given, place)
            }
            "squeeze" | "unsqueeze" => self.squeezed(name, tensor, given, place),
            "unflatten" => self.unflattened(tensor, given, place),
            "chunk" | "split" => self.parts(name, tensor, given, place),
            "pad" => self.padded(tensor, given, place),
            "new_full" | "new_ones" | "new_empty" => match given.first() {
                Some((_, Value::List(list))) => Value::Made(*list),
                _ => self.opaque(name),
            },
            "conv2d" => self.equal_weights(tensor, given, place),
            "new_zeros" => {
                let extents = match given.first() {
                    Some((_, Value::List(list))) => self.items(*list).iter().map(whole).collect(),
                    _ => given.iter().map(|(_, value)| whole(value)).collect::<Option<Vec<i64>>>(),
                };
                let tensor = self.plain(tensor, place);
                let shape = extents.filter(|extents| matches!(extents.len(), 2 | 4));
                self.unknown(name, "", &tensor, shape.map_or(Flows::Nobody, Flows::In), place)
            }
            _ if OF_ELEMENTS.contains(&name) => {
                let tensor = self.each_element(tensor, place);
                self.unknown(name, "", &tensor, Flows::OnAsItIs, place)
            }
            _ => {
                let tensor = self.plain(tensor, place);
                self.unknown(name, "", &tensor, Flows::Nobody, place)
            }
        }
    }

    /// A function that does what a module does, whose arguments stand in the same order but for a few.
    fn forward_of(
        &mut self,
        class: &str,
        tensor: &Rc<Tensor>,
        given: &Arguments<'p>,
        place: TextPlace,
    ) -> Value<'p> {
        let mut given = given.clone();
        given.retain(|(name, _)| name.as_deref() != Some("training"));
        if class.starts_with("MaxPool")
            && let Some((name @ None, _)) = given.get_mut(4)
        {
            *name = Some("ceil_mode".into());
        }
        self.layer(class, "", tensor, &given, None, place)
    }

    /// A convolution whose weights are all alike, each channel by itself, is an average pool with a dilation.
    fn equal_weights(&mut self, tensor: &Rc<Tensor>, given: &Arguments<'p>, place: TextPlace) -> Value<'p> {
        let extents: Vec<Option<i64>> = match argument(given, 0, "weight") {
            Some(Value::Made(list)) => self.items(*list).iter().map(whole).collect(),
            _ => Vec::new(),
        };
        let plain = self.plain(tensor, place);
        let groups = argument(given, 5, "groups").and_then(whole);
        let [channels, Some(1), Some(height), Some(width)] = extents[..] else {
            return self.unknown("conv2d", "", &plain, Flows::Nobody, place);
        };
        if groups.is_none() || groups != channels {
            return self.unknown("conv2d", "", &plain, Flows::Nobody, place);
        }
        let kernel = self.list(vec![Value::Integer(height), Value::Integer(width)]);
        let mut arguments: Arguments<'p> = vec![(Some("kernel_size".into()), kernel)];
        for (at, keyword) in [(2, "stride"), (3, "padding"), (4, "dilation")] {
            let value = argument(given, at, keyword).cloned();
            let value = value.or_else(|| (keyword == "stride").then_some(Value::Integer(1)));
            arguments.extend(value.map(|value| (Some(keyword.into()), value)));
        }
        self.layer("AvgPool2d", "", &plain, &arguments, None, place)
    }

    /// A mean or maximum over all pixels.
    fn over_pixels(
        &mut self,
        name: &str,
        tensor: &Rc<Tensor>,
        given: &Arguments<'p>,
        place: TextPlace,
    ) -> Value<'p> {
        let plain = self.plain(tensor, place);
        let axes: Option<Vec<i64>> = match argument(given, 0, "dim").or_else(|| argument(given, 0, "axis")) {
            Some(Value::List(list)) => self.items(*list).iter().map(whole).collect(),
            _ => None,
        };
        let mut axes: Vec<i64> =
            axes.unwrap_or_default().into_iter().map(|axis| if axis < 0 { axis + 4 } else { axis }).collect();
        axes.sort_unstable();
        if axes != [2, 3] || plain.vector == Some(true) {
            return self.unknown(name, "", &plain, Flows::Nobody, place);
        }
        let kind = if name == "mean" { Kind::AdaptiveAvgPool2d } else { Kind::AdaptiveMaxPool2d };
        let one = Fields::new().with(Key::OutputSize, Given::OptionalPair([Some(1), Some(1)]));
        let pooled = self.row("", name, kind, one, &[plain], None);
        let keeps = argument(given, 1, "keepdim").is_some_and(|keeps| self.truth(keeps) == Some(true));
        if keeps {
            return Value::Tensor(pooled);
        }
        Value::Tensor(self.row("", "flatten", Kind::Flatten, Fields::new(), &[pooled], None))
    }

    /// `F.pad`: left, right, top, bottom. What comes next may take it as its own padding.
    fn padded(&mut self, tensor: &Rc<Tensor>, given: &Arguments<'p>, place: TextPlace) -> Value<'p> {
        let sides: Option<Vec<i64>> = match argument(given, 0, "pad") {
            Some(Value::List(list)) => self.items(*list).iter().map(whole).collect(),
            _ => None,
        };
        let plain = self.plain(tensor, place);
        let sides = match sides.as_deref() {
            Some([left, right, top, bottom]) => [*top, *left, *bottom, *right],
            Some([left, right]) => [0, *left, 0, *right],
            _ => return self.unknown("pad", "", &plain, Flows::Nobody, place),
        };
        let value = argument(given, 2, "value").map(|value| self.written(value));
        let lowest = value.is_some_and(|value| value.contains("inf"));
        Value::Tensor(Rc::new(plain.arranged(Arranged::Padded { sides, lowest })))
    }
}
