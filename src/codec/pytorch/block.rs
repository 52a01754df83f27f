//! Blocks of well-known networks, whose branches a print does not tell. A block with a part that is not expected in it
//! is not taken for one of these: no part of a network may vanish.

use super::layer::fields;
use super::module::{Modules, children, class_of, joined};
use super::syntax::Call;
use crate::codec::alias::named;
use crate::codec::remark::Remarked;
use crate::layer::{Fields, Key, Kind, Value};

/// What parts of a residual block are called, without their numbers.
const OF_RESIDUAL: [&str; 10] =
    ["conv", "bn", "norm", "relu", "act", "se", "aa", "drop_block", "drop_path", "downsample"];

/// What parts of MobileNet's and EfficientNet's blocks are called, without their numbers.
const OF_INVERTED: [&str; 13] = [
    "conv",
    "block",
    "layers",
    "stochastic_depth",
    "conv_pw",
    "conv_dw",
    "conv_exp",
    "conv_pwl",
    "bn",
    "aa",
    "se",
    "drop_path",
    "act",
];

/// What parts of a squeeze and excitation are called, without their numbers.
const OF_SQUEEZE: [&str; 9] =
    ["avgpool", "fc", "conv_reduce", "bn", "act", "activation", "conv_expand", "gate", "scale_activation"];

impl Modules {
    /// Reads a block that is well known; whether it is one.
    pub(super) fn block(&mut self, call: &Call, children: &[&Call], path: &str) -> bool {
        let class = class_of(call);
        let has = |label: &str| part(children, label).is_some();
        match class {
            "BasicBlock" | "Bottleneck"
                if children.first().is_some_and(|first| first.label == Some("conv1"))
                    && only(children, &OF_RESIDUAL) =>
            {
                self.residual(children, path);
            }
            "SqueezeExcitation" | "SqueezeExcite" | "SEModule" if only(children, &OF_SQUEEZE) => {
                self.squeeze_excitation(children, path);
            }
            "Fire" if has("expand3x3") => self.fire(children, path),
            "CNBlock" if has("block") && only(children, &["block", "stochastic_depth"]) => {
                self.convnext(children, path, &["block"], true);
            }
            "ConvNeXtBlock"
                if has("mlp") && only(children, &["conv_dw", "norm", "mlp", "shortcut", "drop_path"]) =>
            {
                // Another one, which normalizes responses, has no factors.
                let factors =
                    part(children, "mlp").is_some_and(|mlp| matches!(class_of(mlp), "Mlp" | "ConvMlp"));
                self.convnext(children, path, &["conv_dw", "norm", "mlp"], factors);
            }
            // A convolution over the channels, which is none here.
            "EcaModule" | "CecaModule" => self.no_layer(call, path),
            "MultiheadAttention" => {
                self.attention(call, children, path);
                self.remark(call.place, Remarked::WeightsNotShown { module: class.to_owned() });
            }
            _ if has("qkv") && has("proj") => self.attention(call, children, path),
            _ => return false,
        }
        true
    }

    /// Convolutions in a row, and what flowed in is added. torchvision shows the function between them once.
    fn residual(&mut self, children: &[&Call], path: &str) {
        let relu = part(children, "relu");
        let downsample = part(children, "downsample");
        let last = children.iter().rposition(|child| stem(child) == "conv").unwrap_or(0);
        let mut before = self.flow.clone();
        let (mut main, mut after) = (Vec::new(), Vec::new());
        for (at, child) in children.iter().copied().enumerate() {
            match child.label {
                Some("relu" | "downsample") => {}
                _ if at > last && matches!(stem(child), "act" | "relu") => after.push(child),
                _ => main.push((child, at < last)),
            }
        }
        for (at, (child, more)) in main.iter().enumerate() {
            self.child(child, path);
            let normalized = main.get(at + 1).is_some_and(|(next, _)| matches!(stem(next), "bn" | "norm"));
            let ends = matches!(stem(child), "bn" | "norm") || (stem(child) == "conv" && !normalized);
            if let Some(relu) = relu.filter(|_| *more && ends) {
                self.child(relu, path);
            }
        }
        let main = self.flow.clone();
        if let Some(downsample) = downsample {
            self.flow = before;
            self.child(downsample, path);
            before = self.flow.clone();
            self.flow = main;
        }
        self.push(&joined(path, "add"), "add", Kind::Add, Fields::new(), &[before]);
        after.into_iter().chain(relu).for_each(|child| self.child(child, path));
    }

    /// A factor for each channel, computed from all pixels. timm does not show their mean.
    fn squeeze_excitation(&mut self, children: &[&Call], path: &str) {
        let before = self.flow.clone();
        let torchvisions = ["avgpool", "fc1", "activation", "fc2", "scale_activation"];
        if part(children, "avgpool").is_some() && only(children, &torchvisions) {
            self.chosen(children, path, &torchvisions);
        } else {
            let one = Fields::new().with(Key::OutputSize, Value::OptionalPair([Some(1), Some(1)]));
            self.push(&joined(path, "mean"), "mean", Kind::AdaptiveAvgPool2d, one, &[]);
            children.iter().for_each(|child| self.child(child, path));
        }
        self.push(&joined(path, "mul"), "mul", Kind::Mul, Fields::new(), &[before]);
    }

    /// `Fire` of SqueezeNet: two convolutions of the same squeezed channels, side by side.
    fn fire(&mut self, children: &[&Call], path: &str) {
        let (small, large) = (["expand1x1", "expand1x1_activation"], ["expand3x3", "expand3x3_activation"]);
        let expands =
            |child: &&Call| child.label.is_some_and(|label| small.contains(&label) || large.contains(&label));
        children.iter().filter(|child| !expands(child)).for_each(|child| self.child(child, path));
        let squeezed = self.flow.clone();
        self.chosen(children, path, &small);
        let small = std::mem::replace(&mut self.flow, squeezed);
        self.chosen(children, path, &large);
        let large = std::mem::replace(&mut self.flow, small);
        self.push(&joined(path, "concat"), "concat", Kind::Concat, Fields::new(), &[large]);
    }

    /// ConvNeXt: layers in a row, a factor for each channel, which a print does not show, and what flowed in is added.
    fn convnext(&mut self, children: &[&Call], path: &str, main: &[&str], factors: bool) {
        let mut before = self.flow.clone();
        self.chosen(children, path, main);
        if factors {
            self.push(&joined(path, "layer_scale"), "scale", Kind::Scale, Fields::new(), &[]);
        }
        self.chosen(children, path, &["stochastic_depth", "drop_path"]);
        if part(children, "shortcut").is_some() {
            let main = std::mem::replace(&mut self.flow, before);
            self.chosen(children, path, &["shortcut"]);
            before = std::mem::replace(&mut self.flow, main);
        }
        self.push(&joined(path, "add"), "add", Kind::Add, Fields::new(), &[before]);
    }

    /// Attention. PyTorch's own shows its last product only; others also the first, which gives queries, keys and values
    /// side by side. What comes in between has the shape of the values.
    fn attention(&mut self, call: &Call, children: &[&Call], path: &str) {
        self.chosen(children, path, &["qkv"]);
        let first = part(children, "qkv");
        let all = first.and_then(|first| Some(fields(first, named(class_of(first))?).0));
        if let Some(Value::Integer(all)) = all.as_ref().and_then(|fields| fields.get(Key::OutFeatures)) {
            let (start, length) = (Value::Integer(all - all / 3), Value::Integer(all / 3));
            let values = Fields::new().with(Key::Start, start).with(Key::Length, length);
            self.push(&joined(path, "values"), "values", Kind::SliceChannels, values, &[]);
        }
        self.no_layer(call, path);
        let rest = children.iter().filter(|child| child.label != Some("qkv"));
        rest.for_each(|child| self.child(child, path));
    }

    /// The children of these labels, in this order.
    fn chosen(&mut self, children: &[&Call], path: &str, labels: &[&str]) {
        for child in labels.iter().filter_map(|label| part(children, label)) {
            self.child(child, path);
        }
    }

    fn child(&mut self, child: &Call, path: &str) {
        self.visit(child, &joined(path, child.label.unwrap_or_default()), true);
    }
}

/// The part of this label.
fn part<'a, 't>(children: &[&'a Call<'t>], label: &str) -> Option<&'a Call<'t>> {
    children.iter().copied().find(|child| child.label == Some(label))
}

/// A part's label without its number.
fn stem<'t>(child: &Call<'t>) -> &'t str {
    child.label.unwrap_or_default().trim_end_matches(|last: char| last.is_ascii_digit())
}

/// Whether a block has parts of these names alone, each once.
fn only(children: &[&Call], expected: &[&str]) -> bool {
    children.iter().enumerate().all(|(at, child)| {
        let label = child.label.unwrap_or_default();
        let again = children[..at].iter().any(|other| other.label == child.label);
        let known = expected.contains(&label) || expected.contains(&stem(child));
        known && !again && child.range.is_none()
    })
}

/// Whether a block is one of MobileNet's or EfficientNet's: what flows in is added where the shape stays the same.
pub(super) fn is_inverted_residual(call: &Call, children: &[&Call]) -> bool {
    let known = matches!(
        class_of(call).trim_start_matches('_'),
        "InvertedResidual" | "MBConv" | "FusedMBConv" | "DepthwiseSeparableConv" | "EdgeResidual"
    );
    known && only(children, &OF_INVERTED)
}

/// Whether a block's convolutions give the channels that they took, at stride 1.
pub(super) fn keeps_shape(block: &Call) -> bool {
    fn convolutions<'a, 't>(call: &'a Call<'t>, found: &mut Vec<Fields>) {
        match named(class_of(call)) {
            Some(named) if named.kind == Kind::Conv2d => found.push(fields(call, named).0),
            _ if matches!(class_of(call), "SqueezeExcitation" | "SqueezeExcite" | "SEModule") => {}
            _ => children(call).into_iter().for_each(|child| convolutions(child, found)),
        }
    }
    let mut found = Vec::new();
    convolutions(block, &mut found);
    let (Some(first), Some(last)) = (found.first(), found.last()) else { return false };
    first.get(Key::InChannels).is_some()
        && first.get(Key::InChannels) == last.get(Key::OutChannels)
        && found.iter().all(|fields| fields.get(Key::Stride).is_none())
}
