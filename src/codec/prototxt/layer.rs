//! Caffe's parameters of convolutions and pools, as values of a row.

use super::tree::Block;
use crate::codec::rows::Values;
use crate::layer::{Key, Kind, Value};

/// Convolution and deconvolution.
pub(super) fn convolution(kind: Kind, block: &Block) -> Values {
    let values = Values::of(kind).flag(Key::Bias, block.flag("bias_term", true));
    let values = with_integer(values, Key::OutChannels, block, "num_output");
    let values = with_pair(values, Key::KernelSize, pair(block, "kernel_size", "kernel", None));
    let values = with_pair(values, Key::Stride, pair(block, "stride", "stride", Some(1)));
    let values = with_pair(values, Key::Padding, pair(block, "pad", "pad", Some(0)));
    // Before Caffe had it, DeepLab's fork called it so.
    let dilation = pair(block, "dilation", "dilation", None).or(pair(block, "hole", "hole", Some(1)));
    let values = with_pair(values, Key::Dilation, dilation);
    match block.integer("group") {
        Some(group) => values.integer(Key::Groups, group),
        None => values,
    }
}

/// Max and average pools. Caffe rounds their output up unless it is told not to.
pub(super) fn pool(kind: Kind, block: &Block) -> Values {
    let kernel = pair(block, "kernel_size", "kernel", None);
    let stride = pair(block, "stride", "stride", Some(1));
    let padding = pair(block, "pad", "pad", Some(0)).unwrap_or([0, 0]);
    let floor = block.text("round_mode").is_some_and(|mode| matches!(mode, "FLOOR" | "1"));
    let values = Values::of(kind).flag(Key::CeilMode, block.flag("ceil_mode", !floor));
    let values = with_pair(values, Key::KernelSize, kernel);
    let values = if stride == kernel { values } else { with_pair(values, Key::Stride, stride) };
    let within = kernel.is_some_and(|kernel| (0..2).all(|axis| padding[axis] <= kernel[axis] / 2));
    let [height, width] = padding;
    if within {
        values.pair(Key::Padding, padding)
    } else {
        values.with(Key::Padding, Value::Sides([height, width, height, width]))
    }
}

/// Whether a layer slides along more axes than an image has.
pub(super) fn is_volume(block: &Block) -> bool {
    ["kernel_size", "stride", "pad"].iter().any(|name| block.texts(name).count() > 2)
        || ["kernel_depth", "kernel_d"].iter().any(|name| block.integer(name).is_some())
}

/// An integer, or the text that should be one.
pub(super) fn with_integer(values: Values, key: Key, block: &Block, name: &str) -> Values {
    match (block.integer(name), block.text(name)) {
        (Some(number), _) => values.integer(key, number),
        (None, Some(text)) => values.with(key, Value::Text(text.into())),
        (None, None) => values,
    }
}

fn with_pair(values: Values, key: Key, pair: Option<[i64; 2]>) -> Values {
    match pair {
        Some(pair) => values.pair(key, pair),
        None => values,
    }
}

/// `kernel_size: 3`, `kernel_size: 3 kernel_size: 5`, or `kernel_h: 3 kernel_w: 5`.
fn pair(block: &Block, name: &str, stem: &str, default: Option<i64>) -> Option<[i64; 2]> {
    let side = |side: &str| block.integer(&format!("{stem}_{side}"));
    if let (Some(height), Some(width)) = (side("h"), side("w")) {
        return Some([height, width]);
    }
    match block.integers(name)[..] {
        [both] => Some([both, both]),
        [height, width, ..] => Some([height, width]),
        [] => default.map(|both| [both, both]),
    }
}
