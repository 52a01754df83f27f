//! Caffe's layers in their order, as rows: blobs by name, layers in place, normalization with the scale after it.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::layer::{convolution, pool, with_integer};
use super::tree::{Block, Field, Node};
use crate::codec::remark::{MOST_ROWS, Remark, Remarked, TextPlace};
use crate::codec::rows::{Rows, Values};
use crate::layer::{Key, Kind, Shape, Value};
use crate::network::{Document, INPUT, Input, InputKey};

/// The input of a network whose file does not tell it.
const ASSUMED: [i64; 4] = [1, 3, 224, 224];

/// A blob: the row that it comes from, and its shape if it is known.
pub(super) type Blob = (Rc<str>, Option<Shape>);

/// The rows made so far.
pub(super) struct Net<'t> {
    pub(super) rows: Rows,
    remarks: Vec<Remark>,
    pub(super) blobs: HashMap<&'t str, Blob>,
    input: Option<Shape>,
    /// What came out of the layer before.
    pub(super) last: Blob,
    /// Layers taken into an earlier one.
    taken: HashSet<usize>,
}

impl<'t> Net<'t> {
    pub fn new(remarks: Vec<Remark>) -> Net<'t> {
        let last = (INPUT.into(), None);
        Net {
            rows: Rows::default(),
            remarks,
            blobs: HashMap::new(),
            input: None,
            last,
            taken: HashSet::new(),
        }
    }

    /// The document and the remarks.
    pub fn read(mut self, tree: &'t Block<'t>) -> (Document, Vec<Remark>) {
        let dims = match tree.block("input_shape") {
            Some(shape) => shape.integers("dim"),
            None => tree.integers("input_dim"),
        };
        for blob in tree.texts("input").take(1) {
            self.input_blob(blob, &dims);
        }
        let layers: Vec<(&Field, &Block)> = tree
            .fields
            .iter()
            .filter(|field| matches!(field.name, "layer" | "layers"))
            .filter_map(|field| match &field.value {
                Node::Block(block) => Some((field, block)),
                Node::Text(_) => None,
            })
            .collect();
        if layers.len() > MOST_ROWS {
            let place = layers[MOST_ROWS].0.place;
            self.remarks.push(Remark { place, what: Remarked::TooMany { most: MOST_ROWS } });
        }
        for (at, (field, block)) in layers.iter().enumerate().take(MOST_ROWS) {
            if !self.taken.contains(&at) {
                let next = layers.get(at + 1).map(|(_, block)| *block);
                self.layer(at, field.place, block, next);
            }
        }
        let mut input = Input::default();
        let shape = self.input.unwrap_or_else(|| {
            self.remark(
                TextPlace { line: 1, column: 1 },
                Remarked::InputAssumed { extents: ASSUMED.to_vec() },
            );
            Shape::Image(ASSUMED)
        });
        for (key, extent) in InputKey::ALL.into_iter().zip(shape.extents()) {
            input.set(key, Some(Value::Integer(*extent)));
        }
        let name = tree.text("name").unwrap_or_default().into();
        let document =
            Document { name, input: Rc::new(input), rows: self.rows.finish(), ..Document::default() };
        (document, self.remarks)
    }

    fn input_blob(&mut self, blob: &'t str, dims: &[i64]) {
        let shape = match *dims {
            [batch, channels, height, width] => Some(Shape::Image([batch, channels, height, width])),
            [batch, features] => Some(Shape::Vector([batch, features])),
            _ => None,
        };
        if self.blobs.values().all(|(from, _)| &**from != INPUT) {
            self.input = shape;
            self.last = (INPUT.into(), shape);
        }
        self.blobs.insert(blob, (INPUT.into(), shape.or(self.input)));
    }

    fn layer(&mut self, at: usize, place: TextPlace, block: &'t Block<'t>, next: Option<&'t Block<'t>>) {
        let given = block.text("type").unwrap_or_default();
        let kind = plain(given);
        let params = |name: &str| block.block(name).unwrap_or(block);
        let trained_only = block.all("include").any(|node| match node {
            Node::Block(block) => block.text("phase").is_some_and(|phase| matches!(phase, "TRAIN" | "0")),
            Node::Text(_) => false,
        });
        if trained_only || is_for_training(&kind) {
            self.remark(place, Remarked::LeftOut { name: given.to_owned() });
            return;
        }
        match kind.as_str() {
            "input" | "data" | "imagedata" | "memorydata" | "hdf5data" | "annotateddata" | "dummydata" => {
                self.data(place, block);
            }
            _ if block.texts("bottom").next().is_none()
                && block.texts("top").next().is_some()
                && self.rows.len() == 0 =>
            {
                self.data(place, block);
            }
            "convolution" | "depthwiseconvolution" | "convolutiondepthwise" => {
                self.push(place, block, convolution(Kind::Conv2d, params("convolution_param")), Kind::Conv2d);
            }
            "deconvolution" => {
                let values = convolution(Kind::ConvTranspose2d, params("convolution_param"));
                self.push(place, block, values, Kind::ConvTranspose2d);
            }
            "pooling" => self.pooling(place, block, params("pooling_param")),
            "innerproduct" => self.inner_product(place, block, params("inner_product_param")),
            "relu" => {
                let slope =
                    params("relu_param").text("negative_slope").and_then(|text| text.parse::<f64>().ok());
                let leaky = slope.is_some_and(|slope| slope != 0.0);
                self.activation(place, block, if leaky { "leaky_relu" } else { "relu" });
            }
            "prelu" => {
                let shared = params("prelu_param").flag("channel_shared", false);
                let channels = self.source(place, block, 0).1.map(|shape| shape.channels());
                let values = Values::of(Kind::Activation).word(Key::Function, "prelu");
                let values = match channels.filter(|_| !shared) {
                    Some(channels) => values.integer(Key::NumParameters, channels),
                    None => values,
                };
                self.push(place, block, values, Kind::Activation);
            }
            "relu6" | "elu" | "sigmoid" | "tanh" | "softmax" | "swish" => {
                self.activation(place, block, if kind == "swish" { "silu" } else { &kind });
            }
            "lrn" => {
                let params = params("lrn_param");
                if params.text("norm_region").is_some_and(|region| matches!(region, "WITHIN_CHANNEL" | "1")) {
                    self.unknown(place, block, given);
                } else {
                    let size = params.integer("local_size").unwrap_or(5);
                    let values = Values::of(Kind::LocalResponseNorm).integer(Key::Size, size);
                    self.push(place, block, values, Kind::LocalResponseNorm);
                }
            }
            "batchnorm" | "bn" => self.batch_norm(at, place, block, next, kind == "bn"),
            "scale" => self.scale(place, block, params("scale_param")),
            "eltwise" => match params("eltwise_param").text("operation") {
                Some("PROD" | "0") => self.push(place, block, Values::of(Kind::Mul), Kind::Mul),
                None | Some("SUM" | "1") => self.push(place, block, Values::of(Kind::Add), Kind::Add),
                _ => self.unknown(place, block, given),
            },
            "concat" => {
                let params = params("concat_param");
                if params.integer("axis").or(params.integer("concat_dim")).unwrap_or(1) == 1 {
                    self.push(place, block, Values::of(Kind::Concat), Kind::Concat);
                } else {
                    self.unknown(place, block, given);
                }
            }
            "slice" => self.slice(place, block, params("slice_param")),
            "crop" => self.crop(place, block, params("crop_param")),
            "dropout" | "shufflechannel" => {
                self.push(place, block, Values::of(Kind::Identity), Kind::Identity)
            }
            "flatten" => self.push(place, block, Values::of(Kind::Flatten), Kind::Flatten),
            "upsample" | "interp" | "resize" => self.upsample(place, block),
            "split" => {
                let source = self.source(place, block, 0);
                for top in block.texts("top") {
                    self.blobs.insert(top, source.clone());
                }
            }
            _ => self.unknown(place, block, given),
        }
    }

    /// Where the network's input comes from; a size that is not told is assumed.
    fn data(&mut self, place: TextPlace, block: &'t Block<'t>) {
        let shape = ["input_param", "dummy_data_param"]
            .into_iter()
            .find_map(|name| block.block(name)?.block("shape"));
        let mut dims = shape.map(|shape| shape.integers("dim")).unwrap_or_default();
        if let Some(side) = block.block("transform_param").and_then(|block| block.integer("crop_size")) {
            dims = vec![1, 3, side, side];
        } else if dims.is_empty() && self.input.is_none() {
            dims = ASSUMED.to_vec();
            self.remark(place, Remarked::InputAssumed { extents: dims.clone() });
        }
        for top in block.texts("top").take(1) {
            self.input_blob(top, &dims);
        }
    }

    fn pooling(&mut self, place: TextPlace, block: &'t Block<'t>, params: &Block) {
        let average = params.text("pool").is_some_and(|pool| matches!(pool, "AVE" | "1"));
        if params.flag("global_pooling", false) {
            let kind = if average { Kind::AdaptiveAvgPool2d } else { Kind::AdaptiveMaxPool2d };
            let values = Values::of(kind).with(Key::OutputSize, Value::OptionalPair([Some(1), Some(1)]));
            self.push(place, block, values, kind);
        } else {
            let kind = if average { Kind::AvgPool2d } else { Kind::MaxPool2d };
            self.push(place, block, pool(kind, params), kind);
        }
    }

    /// An inner product acts on all that flows in, so that images are flattened first.
    fn inner_product(&mut self, place: TextPlace, block: &'t Block<'t>, params: &Block) {
        let source = self.source(place, block, 0);
        if !matches!(source.1, Some(Shape::Vector(_)) | None) {
            let flat =
                self.rows.push("flatten", Kind::Flatten, Values::of(Kind::Flatten).fields(), &[source], None);
            if let Some(bottom) = block.texts("bottom").next() {
                let before = self.blobs.insert(bottom, (flat.name, flat.shape));
                self.linear(place, block, params);
                // Others that use the blob get it as it was, unless it was overwritten in place.
                if !block.texts("top").any(|top| top == bottom)
                    && let Some(before) = before
                {
                    self.blobs.insert(bottom, before);
                }
                return;
            }
            self.last = (flat.name, flat.shape);
        }
        self.linear(place, block, params);
    }

    fn linear(&mut self, place: TextPlace, block: &'t Block<'t>, params: &Block) {
        let values = Values::of(Kind::Linear).flag(Key::Bias, params.flag("bias_term", true));
        let values = with_integer(values, Key::OutFeatures, params, "num_output");
        self.push(place, block, values, Kind::Linear);
    }

    fn activation(&mut self, place: TextPlace, block: &'t Block<'t>, function: &str) {
        let values = Values::of(Kind::Activation).word(Key::Function, function);
        self.push(place, block, values, Kind::Activation);
    }

    /// A normalization learns nothing in Caffe; the scale after it does, and the two are one layer here.
    fn batch_norm(
        &mut self,
        at: usize,
        place: TextPlace,
        block: &'t Block<'t>,
        next: Option<&'t Block<'t>>,
        learns: bool,
    ) {
        let top = block.text("top");
        let scale = next.filter(|next| {
            plain(next.text("type").unwrap_or_default()) == "scale"
                && next.text("bottom") == top
                && next.texts("bottom").count() == 1
                && next.block("scale_param").is_some_and(|params| params.flag("bias_term", false))
        });
        let values = Values::of(Kind::BatchNorm2d).flag(Key::Affine, learns || scale.is_some());
        self.push(place, block, values, Kind::BatchNorm2d);
        if let Some(scale) = scale {
            self.taken.insert(at + 1);
            let last = self.last.clone();
            for top in scale.texts("top") {
                self.blobs.insert(top, last.clone());
            }
        }
    }

    fn scale(&mut self, place: TextPlace, block: &'t Block<'t>, params: &Block) {
        let kind = if block.texts("bottom").count() > 1 {
            Kind::Mul
        } else if params.flag("bias_term", false) {
            // A factor and a term for each channel: what a normalization has learned.
            Kind::BatchNorm2d
        } else {
            Kind::Scale
        };
        self.push(place, block, Values::of(kind), kind);
    }

    pub(super) fn unknown(&mut self, place: TextPlace, block: &'t Block<'t>, name: &str) {
        self.remark(place, Remarked::UnknownLayer { name: name.to_owned() });
        let values = Values::of(Kind::Unknown).word(Key::Op, name);
        let source = self.source(place, block, 0);
        let own = block.text("name").unwrap_or(name).to_owned();
        self.made(block, &own, values, Kind::Unknown, &[source]);
    }

    /// Adds a layer's row, with all that flows into it.
    pub(super) fn push(&mut self, place: TextPlace, block: &'t Block<'t>, values: Values, kind: Kind) {
        let count = if kind.joins() { block.texts("bottom").count().max(1) } else { 1 };
        let sources: Vec<Blob> = (0..count).map(|at| self.source(place, block, at)).collect();
        let name = block.text("name").unwrap_or(kind.name()).to_owned();
        self.made(block, &name, values, kind, &sources);
    }

    pub(super) fn made(
        &mut self,
        block: &'t Block<'t>,
        name: &str,
        values: Values,
        kind: Kind,
        sources: &[Blob],
    ) {
        let made = self.rows.push(name, kind, values.fields(), sources, None);
        self.last = (made.name, made.shape);
        for top in block.texts("top") {
            self.blobs.insert(top, self.last.clone());
        }
    }

    /// What flows into a layer; without a name, what came out of the layer before.
    pub(super) fn source(&mut self, place: TextPlace, block: &'t Block<'t>, at: usize) -> Blob {
        match block.texts("bottom").nth(at).map(|bottom| (bottom, self.blobs.get(bottom).cloned())) {
            Some((_, Some(blob))) => blob,
            Some((bottom, None)) => {
                self.remark(place, Remarked::SourceUnknown { name: bottom.to_owned() });
                self.last.clone()
            }
            None => self.last.clone(),
        }
    }

    fn remark(&mut self, place: TextPlace, what: Remarked) {
        self.remarks.push(Remark { place, what });
    }
}

/// A layer's type in lower case, as both formats have it: `InnerProduct` and `INNER_PRODUCT`.
pub(super) fn plain(kind: &str) -> String {
    kind.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

fn is_for_training(kind: &str) -> bool {
    kind.ends_with("loss") || matches!(kind, "accuracy" | "silence" | "argmax")
}
