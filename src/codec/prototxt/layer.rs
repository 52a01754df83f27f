//! Caffe's parameters of convolutions and pools, as values of a row.

use super::tree::Block;
use crate::codec::rows::Values;
use crate::layer::{Key, Kind, Value};

/// Convolution and deconvolution.
pub(super) fn convolution(kind: Kind, block: &Block) -> Values {
    let values = Values::of(kind).flag(Key::Bias, block.flag("bias_term", true));
    let values = with_integer(values, Key::OutChannels, block, "num_output");
    let values = with(values, Key::KernelSize, pair(block, "kernel_size", "kernel"));
    let values = with(values, Key::Stride, pair(block, "stride", "stride"));
    let values = with(values, Key::Padding, pair(block, "pad", "pad"));
    // Before Caffe had it, DeepLab's fork called it so.
    let dilation = pair(block, "dilation", "dilation").or(pair(block, "hole", "hole"));
    let values = with(values, Key::Dilation, dilation);
    with_integer(values, Key::Groups, block, "group")
}

/// Max and average pools. Caffe rounds their output up unless it is told not to.
pub(super) fn pool(kind: Kind, block: &Block) -> Values {
    let kernel = pair(block, "kernel_size", "kernel");
    let stride = pair(block, "stride", "stride").unwrap_or(Value::Pair([1, 1]));
    let floor = block.text("round_mode").is_some_and(|mode| matches!(mode, "FLOOR" | "1"));
    let values = Values::of(kind).flag(Key::CeilMode, block.flag("ceil_mode", !floor));
    let stride = Some(stride).filter(|stride| Some(stride) != kernel.as_ref());
    let padding = match (pair(block, "pad", "pad"), &kernel) {
        // More than half the kernel is allowed where all four sides are given.
        (Some(Value::Pair([height, width])), Some(Value::Pair(kernel)))
            if height > kernel[0] / 2 || width > kernel[1] / 2 =>
        {
            Some(Value::Sides([height, width, height, width]))
        }
        (padding, _) => padding,
    };
    with(with(with(values, Key::KernelSize, kernel), Key::Stride, stride), Key::Padding, padding)
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

fn with(values: Values, key: Key, value: Option<Value>) -> Values {
    match value {
        Some(value) => values.with(key, value),
        None => values,
    }
}

/// `kernel_size: 3`, `kernel_size: 3 kernel_size: 5`, or `kernel_h: 3 kernel_w: 5`; the text where that is no number.
fn pair(block: &Block, name: &str, stem: &str) -> Option<Value> {
    let side = |side: &str| block.text(&format!("{stem}_{side}"));
    let texts: Vec<&str> = match side("h").zip(side("w")) {
        Some((height, width)) => vec![height, width],
        None => block.texts(name).collect(),
    };
    let numbers: Option<Vec<i64>> = texts.iter().map(|text| text.parse().ok()).collect();
    match numbers.as_deref() {
        None => Some(Value::Text(texts.join(",").into())),
        Some([]) => None,
        Some([both]) => Some(Value::Pair([*both, *both])),
        Some([height, width, ..]) => Some(Value::Pair([*height, *width])),
    }
}
