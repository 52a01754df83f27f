//! What columns are called by those who write tables: by PyTorch's, ONNX's, Keras's and Caffe's names.

use super::cells::Record;
use super::words;
use crate::codec::alias::{Named, named};
use crate::layer::{Key, Kind};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    Kind,
    From,
    Shares,
    /// A hyperparameter.
    Value(Key),
    /// One axis of a pair, from 0.
    Axis(Key, usize),
    /// Hyperparameters with their names, as in the tables for people.
    Values,
    /// What a row comes to, which is found anew.
    Result,
    /// Not known.
    Other,
}

/// A header, if this is one: it names a kind, or more than one hyperparameter.
pub(super) fn header(record: &Record) -> Option<Vec<Column>> {
    let columns: Vec<Column> = record.iter().map(|cell| column(&cell.text)).collect();
    let known = columns.iter().filter(|column| matches!(column, Column::Value(_) | Column::Axis(..))).count();
    let layers =
        record.iter().any(|cell| kind_of(&cell.text).is_some_and(|named| named.kind != Kind::Activation));
    let is_header = columns.contains(&Column::Kind) || (known > 1 && !layers);
    is_header.then_some(columns)
}

/// The letters and digits of a text, in lower case.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).map(|letter| letter.to_ascii_lowercase()).collect()
}

pub(super) fn column(text: &str) -> Column {
    if let Some(key) = Key::from_name(text) {
        return if key == Key::Op { Column::Value(Key::Op) } else { Column::Value(key) };
    }
    let plain = plain(text);
    match plain.as_str() {
        "name" | "layer" | "layername" | "id" => Column::Name,
        "kind" | "type" | "layertype" | "operator" | "optype" | "class" => Column::Kind,
        "from" | "input" | "inputs" | "bottom" | "source" | "sources" => Column::From,
        "sharesweightswith" => Column::Shares,
        "cin" | "inchannels" | "inputchannels" | "inch" | "inc" | "ic" | "in" | "infeatures" => {
            Column::Value(Key::InChannels)
        }
        "cout" | "outchannels" | "outputchannels" | "outch" | "outc" | "oc" | "out" | "filters"
        | "numoutput" | "numfilters" | "units" | "outfeatures" => Column::Value(Key::OutChannels),
        "k" | "kernel" | "kernelsize" | "kernelshape" | "ksize" | "filtersize" | "poolsize" => {
            Column::Value(Key::KernelSize)
        }
        "kh" | "kernelh" | "kernelheight" => Column::Axis(Key::KernelSize, 0),
        "kw" | "kernelw" | "kernelwidth" => Column::Axis(Key::KernelSize, 1),
        "s" | "stride" | "strides" => Column::Value(Key::Stride),
        "sh" | "strideh" => Column::Axis(Key::Stride, 0),
        "sw" | "stridew" => Column::Axis(Key::Stride, 1),
        "p" | "pad" | "pads" | "padding" => Column::Value(Key::Padding),
        "ph" | "padh" => Column::Axis(Key::Padding, 0),
        "pw" | "padw" => Column::Axis(Key::Padding, 1),
        "d" | "dilation" | "dilations" | "dilationrate" => Column::Value(Key::Dilation),
        "outputpadding" | "outpad" => Column::Value(Key::OutputPadding),
        "g" | "group" | "groups" => Column::Value(Key::Groups),
        "b" | "bias" | "usebias" | "biasterm" => Column::Value(Key::Bias),
        "function" | "activation" => Column::Value(Key::Function),
        "ceilmode" => Column::Value(Key::CeilMode),
        "outputshape" => Column::Value(Key::OutputShape),
        "outputsize" => Column::Value(Key::OutputSize),
        "output" | "params" | "parameters" | "macs" | "flops" => Column::Result,
        "scalefactor" => Column::Value(Key::ScaleFactor),
        other => words::column(other).unwrap_or(Column::Other),
    }
}

/// The kind that a cell names, in this page's words or another program's.
pub(super) fn kind_of(text: &str) -> Option<Named> {
    match Kind::from_name(text) {
        Some(kind) => Some(Named { kind, function: None, axes: None }),
        None if is_depthwise(text) || plain(text).starts_with("groupedconv") => {
            Some(Named { kind: Kind::Conv2d, function: None, axes: None })
        }
        None => match words::kind(&plain(text)) {
            Some(kind) => Some(Named { kind, function: None, axes: None }),
            None => named(text),
        },
    }
}

/// Whether a cell names a convolution with a group for each channel.
pub(super) fn is_depthwise(text: &str) -> bool {
    let plain = plain(text);
    plain.starts_with("depthwise") || plain.starts_with("dwconv") || words::is_depthwise(&plain)
}

/// Whether a cell says that its line is the network's input.
pub(super) fn is_input(text: &str) -> bool {
    matches!(plain(text).as_str(), "input" | "inputlayer" | "data" | "输入" | "输入层")
}

/// The key of a kind that a column is about: the channels of a convolution are the features of others.
pub(super) fn key_for(kind: Kind, key: Key) -> Option<Key> {
    let has = |key: Key| kind.parameter(key).map(|parameter| parameter.key);
    let other = match key {
        Key::InChannels => has(Key::InFeatures).or(has(Key::NumFeatures)),
        Key::InFeatures | Key::NumFeatures => {
            has(Key::InChannels).or(has(Key::NumFeatures)).or(has(Key::InFeatures))
        }
        Key::OutChannels => has(Key::OutFeatures),
        Key::OutFeatures => has(Key::OutChannels),
        Key::Padding => has(Key::Amount),
        Key::Length => has(Key::OutChannels).or(has(Key::OutFeatures)),
        _ => None,
    };
    has(key).or(other)
}
