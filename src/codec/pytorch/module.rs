//! Modules and the layers in them, one after another.

use std::collections::HashSet;
use std::rc::Rc;

use super::block::{is_inverted_residual, keeps_shape};
use super::layer::fields;
use super::syntax::{Argument, Call};
use crate::codec::alias::{Named, named};
use crate::codec::remark::{MOST_ROWS, Remark, Remarked, TextPlace};
use crate::codec::rows::Rows;
use crate::layer::{Fields, Key, Kind, Value};
use crate::network::{Document, INPUT};

/// The rows made so far.
pub(super) struct Modules {
    rows: Rows,
    remarks: Vec<Remark>,
    name: Rc<str>,
    /// What flows into the next layer.
    pub(super) flow: Rc<str>,
    /// Whether that is a vector; not known before the first layer.
    vector: Option<bool>,
    /// Whether its channels were put last.
    channels_last: bool,
    /// The channels that flow, as far as a convolution has said so.
    channels: Option<Value>,
    /// Whether a pool to a given size was last.
    pooled: bool,
    /// Modules whose branches are not told, each said once.
    told: HashSet<String>,
    /// Calls looked at: printed lists may repeat them without end.
    visits: usize,
}

/// Modules whose layers do stand one after another.
const IN_A_ROW: [&str; 21] = [
    "Sequential",
    "ModuleList",
    "ModuleDict",
    "OrderedDict",
    "Conv2dNormActivation",
    "ConvNormActivation",
    "ConvBNReLU",
    "ConvBNActivation",
    "ConvNormAct",
    "ConvBnAct",
    "BasicConv2d",
    "SeparableConv2d",
    "ClassifierHead",
    "NormMlpClassifierHead",
    "ConvNeXtStage",
    "RegStage",
    "Mlp",
    "MLP",
    "MLPBlock",
    "ConvMlp",
    "PatchEmbed",
];

impl Modules {
    pub fn new(remarks: Vec<Remark>) -> Modules {
        Modules {
            rows: Rows::default(),
            remarks,
            name: "".into(),
            flow: INPUT.into(),
            vector: None,
            channels_last: false,
            channels: None,
            pooled: false,
            told: HashSet::new(),
            visits: 0,
        }
    }

    /// The document and the remarks, in the text's order.
    pub fn finish(mut self) -> (Document, Vec<Remark>) {
        self.remarks.sort_by_key(|remark| remark.place);
        let document = Document { name: self.name, rows: self.rows.finish(), ..Document::default() };
        (document, self.remarks)
    }

    /// Marks layers of which nobody knows how they are connected: totals say that they are partial.
    pub fn not_followed(&mut self) {
        if self.rows.len() > 0 {
            let op = Fields::new().with(Key::Op, Value::Word("forward".into()));
            self.push("", "forward", Kind::Unknown, op, &[]);
        }
    }

    /// A call that stands in no other.
    pub fn top(&mut self, call: &Call) {
        let class = class_of(call);
        let printed = call.label.is_none() && children(call).iter().any(|child| child.label.is_some());
        if printed && self.name.is_empty() && !IN_A_ROW.contains(&class) {
            self.name = class.into();
        }
        // `print(…)`, `list(…)` and the like are no modules.
        let is_module = is_capital(class);
        if is_module || !children(call).is_empty() {
            self.visit(call, call.label.unwrap_or(""), is_module && call.name.contains("nn."));
        }
    }

    /// A call by its path; what is no layer and holds none is a layer of no kind here, if it is sure to be one.
    pub(super) fn visit(&mut self, call: &Call, path: &str, is_layer: bool) {
        self.visits += 1;
        if self.rows.len() >= MOST_ROWS || self.visits > 4 * MOST_ROWS {
            if self.told.insert(String::new()) {
                self.remark(call.place, Remarked::TooMany { most: MOST_ROWS });
            }
            return;
        }
        let children = children(call);
        let class = class_of(call);
        match named(class) {
            _ if class == "SelectAdaptivePool2d" => self.selected_pool(call, path),
            Some(named) if children.is_empty() && is_capital(class) => {
                self.layer(call, path, named);
            }
            // The layers after one whose bracket nothing closes.
            Some(named)
                if is_capital(class) && children.len() < call.arguments.len() && has_label(&children) =>
            {
                self.layer(call, path, named);
                let around = path.rsplit_once('.').map_or("", |(around, _)| around);
                for child in children {
                    self.visit(child, &joined(around, child.label.unwrap_or_default()), true);
                }
            }
            _ if children.is_empty() => match class {
                "Permute" => self.channels_last = !self.channels_last,
                "Sequential" | "ModuleList" | "ModuleDict" => {}
                _ if is_layer => self.no_layer(call, path),
                _ => {}
            },
            _ => self.module(call, &children, path),
        }
    }

    /// timm's pool over all pixels, of a kind that is told by a word.
    fn selected_pool(&mut self, call: &Call, path: &str) {
        let argument = |name: &str| call.arguments.iter().find(|(given, _)| *given == Some(name));
        let kind = match argument("pool_type") {
            Some((_, Argument::Word("avg" | "fast" | "fastavg"))) => Kind::AdaptiveAvgPool2d,
            Some((_, Argument::Word("max" | "fastmax"))) => Kind::AdaptiveMaxPool2d,
            _ => return self.no_layer(call, path),
        };
        let one = Fields::new().with(Key::OutputSize, Value::OptionalPair([Some(1), Some(1)]));
        self.push(path, "pool", kind, one, &[]);
        if let Some((_, Argument::Call(flatten))) = argument("flatten") {
            self.visit(flatten, &joined(path, "flatten"), true);
        }
    }

    fn module(&mut self, call: &Call, children: &[&Call], path: &str) {
        let class = class_of(call);
        if self.block(call, children, path) {
            return;
        }
        // A layer may hold others, which come after it: `BatchNormAct2d(64, …` and then its function.
        let is_own = |(given, argument): &(Option<&str>, Argument)| match argument {
            Argument::Call(_) | Argument::List(_) => false,
            Argument::Number(_) => true,
            _ => given.is_some(),
        };
        let holds_labelled = children.iter().all(|child| child.label.is_some());
        if holds_labelled && call.arguments.first().is_some_and(is_own) {
            match named(&class.replace("Act", "")) {
                Some(named) => self.layer(call, path, named),
                None if matches!(call.arguments.first(), Some((None, Argument::Number(_)))) => {
                    self.no_layer(call, path);
                }
                None => {}
            }
        }
        let inverted = is_inverted_residual(call, children);
        let told = path.is_empty()
            || children.len() < 2
            || IN_A_ROW.contains(&class)
            || inverted
            || class.ends_with("Act2d");
        if !told && self.told.insert(class.to_owned()) {
            self.remark(call.place, Remarked::BranchesNotTold { module: class.to_owned() });
        }
        let before = self.flow.clone();
        for (at, child) in children.iter().enumerate() {
            let position = at.to_string();
            let label = child.label.unwrap_or(&position);
            match child.range {
                Some((first, last)) => {
                    for number in (first..=last).take(MOST_ROWS) {
                        self.visit(child, &joined(path, &number.to_string()), true);
                    }
                }
                // `nn.ModuleList([…])` and `OrderedDict([…])` give the calls in them their names.
                None if child.label.is_none() && class_of(child) == "OrderedDict" => {
                    self.visit(child, path, true)
                }
                None => self.visit(child, &joined(path, label), true),
            }
        }
        if inverted && keeps_shape(call) {
            self.push(&joined(path, "add"), "add", Kind::Add, Fields::new(), &[before]);
        }
    }

    /// A layer that there is none of here.
    pub(super) fn no_layer(&mut self, call: &Call, path: &str) {
        let class = class_of(call);
        self.remark(call.place, Remarked::UnknownLayer { name: class.to_owned() });
        let op = Fields::new().with(Key::Op, Value::Word(class.into()));
        self.push(path, class, Kind::Unknown, op, &[]);
    }

    fn layer(&mut self, call: &Call, path: &str, named: Named) {
        if named.axes == Some(3) {
            self.remark(call.place, Remarked::Volume { name: class_of(call).to_owned() });
            let op = Fields::new().with(Key::Op, Value::Word(class_of(call).into()));
            self.push(path, class_of(call), Kind::Unknown, op, &[]);
            return;
        }
        let (fields, remarks) = fields(call, named);
        for what in remarks {
            self.remark(call.place, what);
        }
        // A normalization over rows and columns too learns a number for each pixel: no layer here does.
        if named.kind == Kind::LayerNorm && matches!(fields.get(Key::NumFeatures), Some(Value::Text(_))) {
            let op = Fields::new().with(Key::Op, Value::Word(class_of(call).into()));
            self.push(path, class_of(call), Kind::Unknown, op, &[]);
            return;
        }
        let stem = stem(call, named.kind);
        let vector = self.vector.unwrap_or(named.kind == Kind::Linear);
        match named.kind {
            // PyTorch's linear layers act on the last axis, so that images were flattened before.
            Kind::Linear if !vector && (!self.channels_last || is_head(path)) => {
                // As many features as channels: all pixels became one, by a function that the text does not show.
                if self.channels.is_some()
                    && fields.get(Key::InFeatures) == self.channels.as_ref()
                    && !self.pooled
                {
                    let one = Value::OptionalPair([Some(1), Some(1)]);
                    let size = Fields::new().with(Key::OutputSize, one);
                    self.push("", "pool", Kind::AdaptiveAvgPool2d, size, &[]);
                    self.remark(call.place, Remarked::PoolAssumed);
                }
                self.push("", "flatten", Kind::Flatten, Fields::new(), &[]);
                self.channels_last = false;
            }
            // A vector's normalization is that of images of one pixel.
            Kind::BatchNorm2d if vector && named.axes == Some(1) => {
                if let Some(Value::Integer(features)) = fields.get(Key::NumFeatures) {
                    let shape = Fields::new().with(Key::Shape, Value::Extents(vec![*features, 1, 1]));
                    self.push("", "unflatten", Kind::Unflatten, shape, &[]);
                    self.push(path, &stem, named.kind, fields, &[]);
                    self.push("", "flatten", Kind::Flatten, Fields::new(), &[]);
                    return;
                }
            }
            Kind::Flatten if vector && self.vector.is_some() => return,
            // What is normalized is the last axis. `LayerNorm2d` is another class.
            Kind::LayerNorm if class_of(call) == "LayerNorm" && !vector => {
                let one = fields
                    .get(Key::NumFeatures)
                    .is_some_and(|features| Some(features) == self.channels.as_ref());
                self.channels_last |= one;
            }
            _ => {}
        }
        self.push(path, &stem, named.kind, fields, &[]);
    }

    /// Adds a row after what flows, and perhaps after other rows too.
    pub(super) fn push(&mut self, path: &str, stem: &str, kind: Kind, fields: Fields, others: &[Rc<str>]) {
        let mut sources = vec![(self.flow.clone(), None)];
        sources.extend(others.iter().map(|other| (other.clone(), None)));
        let name = if path.is_empty() { stem } else { path };
        if let Some(channels) = fields.get(Key::OutChannels) {
            self.channels = Some(channels.clone());
        }
        if kind != Kind::Identity {
            self.pooled = matches!(kind, Kind::AdaptiveAvgPool2d | Kind::AdaptiveMaxPool2d);
        }
        self.flow = self.rows.push(name, kind, fields, &sources, None).name;
        self.vector = match kind {
            Kind::Flatten => Some(true),
            Kind::Linear => Some(self.vector.unwrap_or(true) || !self.channels_last),
            Kind::Unflatten => Some(false),
            Kind::Activation | Kind::Identity | Kind::Unknown => self.vector,
            _ => Some(self.vector.unwrap_or(false)),
        };
    }

    pub(super) fn remark(&mut self, place: TextPlace, what: Remarked) {
        self.remarks.push(Remark { place, what });
    }
}

pub(super) fn class_of<'t>(call: &Call<'t>) -> &'t str {
    call.name.rsplit('.').next().unwrap_or(call.name)
}

/// Whether a path leads to what a network ends with: its classes are those of an image, and not of each of its parts.
fn is_head(path: &str) -> bool {
    matches!(path.split('.').next(), Some("head" | "heads" | "classifier" | "fc"))
}

/// A name for a layer that the text gives none.
fn stem(call: &Call, kind: Kind) -> String {
    match kind {
        Kind::Conv2d => "conv".to_owned(),
        Kind::Linear => "fc".to_owned(),
        _ => class_of(call).trim_end_matches("2d").to_lowercase(),
    }
}

/// The calls in a call, also those in its lists.
pub(super) fn children<'a, 't>(call: &'a Call<'t>) -> Vec<&'a Call<'t>> {
    fn collect<'a, 't>(argument: &'a Argument<'t>, found: &mut Vec<&'a Call<'t>>) {
        match argument {
            // `torch.Size([…])` is a value, and a call in lower case no module.
            Argument::Call(call) if class_of(call) == "Size" => {}
            Argument::Call(call) if call.label.is_some() || is_capital(class_of(call)) => found.push(call),
            Argument::Call(call) => call.arguments.iter().for_each(|(_, argument)| collect(argument, found)),
            Argument::List(items) => items.iter().for_each(|item| collect(item, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for (_, argument) in &call.arguments {
        collect(argument, &mut found);
    }
    found
}

/// Whether calls have labels, as the layers in a printed module do.
fn has_label(calls: &[&Call]) -> bool {
    calls.iter().all(|call| call.label.is_some())
}

/// Whether a name is that of a class.
fn is_capital(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
}

/// The longest path that names a layer whole, in bytes; of a longer one the last parts are left.
const LONGEST_PATH: usize = 400;

pub(super) fn joined(path: &str, label: &str) -> String {
    if path.is_empty() || path.len() + label.len() >= LONGEST_PATH {
        label.to_owned()
    } else {
        format!("{path}.{label}")
    }
}
