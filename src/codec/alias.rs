//! What other programs call our kinds of layers.

use crate::layer::{Kind, Value};

/// A layer of ours by another program's name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Named {
    pub kind: Kind,
    /// The function of an activation.
    pub function: Option<&'static str>,
    /// How many axes beside batch and channels it works on, where its name says so.
    pub axes: Option<usize>,
}

/// The layer that PyTorch, ONNX, Keras or Caffe call so; letters and digits count, and neither case nor prefixes do.
pub(super) fn named(name: &str) -> Option<Named> {
    let name = name.rsplit('.').next().unwrap_or(name);
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
    let plain = plain.strip_prefix("lazy").unwrap_or(&plain);
    let axes = [1, 2, 3].into_iter().find(|axes| plain.contains(&format!("{axes}d")));
    let stem = axes.map_or(plain.to_owned(), |axes| plain.replace(&format!("{axes}d"), ""));
    if let Some(function) = function(plain) {
        return Some(Named { kind: Kind::Activation, function: Some(function), axes: None });
    }
    let kind = match stem.as_str() {
        "conv" | "convolution" | "convolutional" => Kind::Conv2d,
        "convtranspose"
        | "convolutiontranspose"
        | "deconvolution"
        | "deconv"
        | "transposedconvolution"
        | "transposedconv" => Kind::ConvTranspose2d,
        "linear"
        | "dense"
        | "innerproduct"
        | "fc"
        | "fullyconnected"
        | "gemm"
        | "matmul"
        | "nondynamicallyquantizablelinear" => Kind::Linear,
        "maxpool" | "maxpooling" => Kind::MaxPool2d,
        "avgpool" | "averagepool" | "averagepooling" | "meanpool" => Kind::AvgPool2d,
        "adaptiveavgpool"
        | "adaptiveaveragepool"
        | "globalaveragepool"
        | "globalaveragepooling"
        | "globalavgpool" => Kind::AdaptiveAvgPool2d,
        "adaptivemaxpool" | "globalmaxpool" | "globalmaxpooling" => Kind::AdaptiveMaxPool2d,
        "upsample" | "upsampling" | "upsamplingnearest" | "upsamplingbilinear" | "resize" | "interp" => {
            Kind::Upsample
        }
        "pixelshuffle" | "depthtospace" => Kind::PixelShuffle,
        "batchnorm" | "batchnormalization" | "syncbatchnorm" | "bn" => Kind::BatchNorm2d,
        "layernorm" | "layernormalization" => Kind::LayerNorm,
        "localresponsenorm" | "localresponsenormalization" | "lrn" => Kind::LocalResponseNorm,
        "activation" => Kind::Activation,
        "scale" | "layerscale" => Kind::Scale,
        "add" | "sum" | "eltwise" => Kind::Add,
        "mul" | "multiply" => Kind::Mul,
        "concat" | "concatenate" | "cat" => Kind::Concat,
        "slicechannels" | "slice" => Kind::SliceChannels,
        "crop" | "cropping" => Kind::Crop,
        "pad" | "zeropad" | "zeropadding" | "constantpad" | "reflectionpad" | "replicationpad" => Kind::Pad,
        "flatten" => Kind::Flatten,
        "unflatten" => Kind::Unflatten,
        "identity"
        | "dropout"
        | "spatialdropout"
        | "alphadropout"
        | "featurealphadropout"
        | "channelshuffle"
        | "droppath"
        | "stochasticdepth"
        | "dropblock" => Kind::Identity,
        "unknown" => Kind::Unknown,
        _ => return None,
    };
    Some(Named { kind, function: None, axes })
}

fn function(plain: &str) -> Option<&'static str> {
    Some(match plain {
        "relu" => "relu",
        "relu6" => "relu6",
        "leakyrelu" => "leaky_relu",
        "prelu" => "prelu",
        "elu" => "elu",
        "gelu" => "gelu",
        "silu" | "swish" => "silu",
        "hardswish" | "hswish" => "hardswish",
        "hardsigmoid" | "hsigmoid" => "hardsigmoid",
        "sigmoid" => "sigmoid",
        "tanh" => "tanh",
        "softmax" | "softmax2d" | "logsoftmax" => "softmax",
        _ => return None,
    })
}

/// The fields that a layer of this name has beside what is said of it: an activation its function.
pub(super) fn starting(named: Named) -> super::rows::Values {
    let values = super::rows::Values::of(named.kind);
    match named.function {
        Some(function) => values.with(crate::layer::Key::Function, Value::Word(function.into())),
        None => values,
    }
}
