//! Caffe's layers in their order, as rows: blobs by name, layers in place, normalization with the scale after it.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::layer::{convolution, is_volume, pool, with_integer};
use super::tree::{Block, Field, Node};
use crate::codec::alias::named;
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
    /// All layers of the file.
    pub(super) layers: Vec<&'t Block<'t>>,
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
            layers: Vec::new(),
            taken: HashSet::new(),
        }
    }

    /// The document and the remarks.
    pub fn read(mut self, tree: &'t Block<'t>) -> (Document, Vec<Remark>) {
        // Each input has four extents of the one list.
        let dims = tree.integers("input_dim");
        let mut shapes = tree.blocks("input_shape").map(|shape| shape.integers("dim"));
        let mut extents = dims.chunks(4).map(<[i64]>::to_vec);
        for blob in tree.texts("input") {
            let dims = shapes.next().or_else(|| extents.next()).unwrap_or_default();
            self.input_blob(blob, &dims);
        }
        let is_layer = |field: &&Field| matches!(field.name, "layer" | "layers");
        let layers = || {
            tree.fields.iter().filter(is_layer).filter_map(|field| Some((field.place, field.value.block()?)))
        };
        self.layers = layers().map(|(_, block)| block).collect();
        for (at, (place, block)) in layers().enumerate() {
            if at == MOST_ROWS {
                self.remark(place, Remarked::TooMany { most: MOST_ROWS });
                break;
            }
            if !self.taken.contains(&at) {
                self.layer(at, place, block);
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
        let from_input = self.blobs.iter().find(|(_, (from, _))| **from == *INPUT);
        let is_first = from_input.is_none_or(|(first, _)| *first == blob);
        if is_first {
            self.input = shape;
            self.last = (INPUT.into(), shape);
        } else if shape.is_some() {
            // One input is the network's; another is a row that only has its shape.
            let values = Values::of(Kind::Unknown).word(Key::Op, "Input");
            let values = values.with(Key::OutputShape, Value::Extents(dims.to_vec()));
            let first = (INPUT.into(), self.input);
            let made = self.rows.push(blob, Kind::Unknown, values.fields(), &[first], None);
            self.blobs.insert(blob, (made.name, made.shape));
            return;
        }
        self.blobs.insert(blob, (INPUT.into(), shape.or(self.input)));
    }

    fn layer(&mut self, at: usize, place: TextPlace, block: &'t Block<'t>) {
        let given = block.text("type").unwrap_or_default();
        let kind = plain(given);
        let params = |name: &str| block.block(name).unwrap_or(block);
        let trained_only = block
            .blocks("include")
            .any(|block| block.text("phase").is_some_and(|phase| matches!(phase, "TRAIN" | "0")));
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
            "convolution" | "deconvolution" if is_volume(params("convolution_param")) => {
                self.volume(place, block, given);
            }
            "pooling" if is_volume(params("pooling_param")) => self.volume(place, block, given),
            "convolution" => {
                self.push(place, block, convolution(Kind::Conv2d, params("convolution_param")), Kind::Conv2d);
            }
            "depthwiseconvolution" | "convolutiondepthwise" => {
                let params = params("convolution_param");
                let channels = self.source(place, block, 0).1.map(|shape| shape.channels());
                let values = convolution(Kind::Conv2d, params);
                let values = match channels.filter(|_| params.text("group").is_none()) {
                    Some(channels) => values.integer(Key::Groups, channels),
                    None => values,
                };
                self.push(place, block, values, Kind::Conv2d);
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
            "lrn" => {
                let params = params("lrn_param");
                if params.text("norm_region").is_some_and(|region| matches!(region, "WITHIN_CHANNEL" | "1")) {
                    self.passing_on(place, block, given);
                } else {
                    let size = params.integer("local_size").unwrap_or(5);
                    let values = Values::of(Kind::LocalResponseNorm).integer(Key::Size, size);
                    self.push(place, block, values, Kind::LocalResponseNorm);
                }
            }
            "batchnorm" | "bn" => self.batch_norm(at, place, block, kind == "bn"),
            "scale" => self.scale(place, block, params("scale_param")),
            "eltwise" => match params("eltwise_param").text("operation") {
                Some("PROD" | "0") => self.push(place, block, Values::of(Kind::Mul), Kind::Mul),
                None | Some("SUM" | "1") => self.push(place, block, Values::of(Kind::Add), Kind::Add),
                _ => self.passing_on(place, block, given),
            },
            "concat" => {
                let params = params("concat_param");
                if params.integer("axis").or(params.integer("concat_dim")).unwrap_or(1) == 1 {
                    self.push(place, block, Values::of(Kind::Concat), Kind::Concat);
                } else {
                    self.unknown(place, block, given, None);
                }
            }
            "slice" => self.slice(place, block, params("slice_param")),
            "crop" => self.crop(place, block, params("crop_param")),
            "dropout" | "shufflechannel" => {
                self.push(place, block, Values::of(Kind::Identity), Kind::Identity)
            }
            // A factor and a term that are the same for all.
            "power" if matches!(params("power_param").text("power"), None | Some("1" | "1.0")) => {
                self.push(place, block, Values::of(Kind::Identity), Kind::Identity)
            }
            "axpy" => self.axpy(place, block),
            "flatten" => self.flatten(place, block, params("flatten_param")),
            "reshape" => self.reshape(place, block, params("reshape_param")),
            "permute" => self.permute(at, place, block, params("permute_param")),
            "upsample" | "interp" | "resize" => self.upsample(place, block),
            "split" => {
                let source = self.source(place, block, 0);
                for top in block.texts("top") {
                    self.blobs.insert(top, source.clone());
                }
            }
            _ => match named(given).and_then(|named| named.function) {
                Some(function) => self.activation(place, block, function),
                None if CHANGES_SHAPE.contains(&kind.as_str()) => self.unknown(place, block, given, None),
                None => self.passing_on(place, block, given),
            },
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
    fn batch_norm(&mut self, at: usize, place: TextPlace, block: &'t Block<'t>, learns: bool) {
        let top = block.text("top");
        let scale = self.layers.get(at + 1).copied().filter(|next| {
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

    /// A layer that there is none of here, and the extents that come out of it, if they are known.
    pub(super) fn unknown(
        &mut self,
        place: TextPlace,
        block: &'t Block<'t>,
        name: &str,
        extents: Option<Vec<i64>>,
    ) {
        let shape = extents.map_or_else(|| Value::Text("?".into()), Value::Extents);
        self.remark(place, Remarked::UnknownLayer { name: name.to_owned() });
        self.row_of_no_kind(place, block, Values::of(Kind::Unknown).with(Key::OutputShape, shape), name);
    }

    /// A layer that there is none of here, and that most likely gives what it is given.
    fn passing_on(&mut self, place: TextPlace, block: &'t Block<'t>, name: &str) {
        self.remark(place, Remarked::UnknownLayer { name: name.to_owned() });
        self.row_of_no_kind(place, block, Values::of(Kind::Unknown), name);
    }

    fn volume(&mut self, place: TextPlace, block: &'t Block<'t>, name: &str) {
        self.remark(place, Remarked::Volume { name: name.to_owned() });
        self.row_of_no_kind(place, block, Values::of(Kind::Unknown), name);
    }

    fn row_of_no_kind(&mut self, place: TextPlace, block: &'t Block<'t>, values: Values, name: &str) {
        let source = self.source(place, block, 0);
        let own = block.text("name").unwrap_or(name).to_owned();
        self.made(block, &own, values.word(Key::Op, name), Kind::Unknown, &[source]);
    }

    /// `Axpy` of the squeeze-and-excitation networks: the second blob times the first, plus the third.
    fn axpy(&mut self, place: TextPlace, block: &'t Block<'t>) {
        let [factor, value, term] = [0, 1, 2].map(|at| self.source(place, block, at));
        let name = block.text("name").unwrap_or("axpy");
        let values = Values::of(Kind::Mul).fields();
        let scaled = self.rows.push(&format!("{name}/mul"), Kind::Mul, values, &[value, factor], None);
        let sources = [(scaled.name, scaled.shape), term];
        self.made(block, name, Values::of(Kind::Add), Kind::Add, &sources);
    }

    /// Adds a layer's row, with all that flows into it; one row for each blob where they go through it by themselves.
    pub(super) fn push(&mut self, place: TextPlace, block: &'t Block<'t>, values: Values, kind: Kind) {
        for (key, text) in values.texts() {
            let argument = key.name().to_owned();
            self.remark(place, Remarked::Unreadable { argument, text: text.to_owned() });
        }
        let name = block.text("name").unwrap_or(kind.name()).to_owned();
        let bottoms = block.texts("bottom").count();
        if kind.joins() {
            let sources: Vec<Blob> = (0..bottoms.max(1)).map(|at| self.source(place, block, at)).collect();
            return self.made(block, &name, values, kind, &sources);
        }
        let tops: Vec<&str> = block.texts("top").collect();
        if bottoms < 2 || tops.len() != bottoms {
            let source = self.source(place, block, 0);
            return self.made(block, &name, values, kind, &[source]);
        }
        let own = kind.has_gemm().then(|| name.clone());
        let (fields, weights) = (values.fields(), weights(block).or(own));
        for (at, top) in tops.into_iter().enumerate() {
            let source = self.source(place, block, at);
            let made = self.rows.push(&name, kind, fields.clone(), &[source], weights.as_deref());
            self.last = (made.name, made.shape);
            self.blobs.insert(top, self.last.clone());
        }
    }

    pub(super) fn made(
        &mut self,
        block: &'t Block<'t>,
        name: &str,
        values: Values,
        kind: Kind,
        sources: &[Blob],
    ) {
        let made = self.rows.push(name, kind, values.fields(), sources, weights(block).as_deref());
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

/// What a layer's weights are called, where others may use them too: `param { name: "w" }`, once `param: "w"`.
fn weights(block: &Block) -> Option<String> {
    let names: Vec<&str> = block
        .all("param")
        .filter_map(|node| match node {
            Node::Block(param) => param.text("name"),
            Node::Text(name) => Some(name),
        })
        .collect();
    (!names.is_empty()).then(|| names.join("\n"))
}

/// Layers that there are none of here, and that do not give the shape that they are given.
const CHANGES_SHAPE: [&str; 18] = [
    "argmax",
    "batchreindex",
    "convolution3d",
    "correlation",
    "deconvolution3d",
    "detectionoutput",
    "embed",
    "im2col",
    "lstm",
    "pooling3d",
    "priorbox",
    "proposal",
    "psroipooling",
    "reduction",
    "reorg",
    "roipooling",
    "spp",
    "tile",
];

fn is_for_training(kind: &str) -> bool {
    kind.ends_with("loss") || matches!(kind, "accuracy" | "silence" | "argmax")
}
