//! What several tests share: one layer as PyTorch or ONNX describes it, as a document of one row.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.
#![allow(dead_code)] // Each test that includes this file uses a part of it.

use im2cost::codec::document;
use im2cost::network::{Analysis, Document, Outcome, ValidRow, analyse};
use serde_json::{Map, Value, json};

/// A data file of the tests.
pub fn data(name: &str) -> Value {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The document of one layer, or why the format cannot express it.
pub fn one_layer(
    kind: &str,
    input: &Value,
    hyperparameters: &Value,
    extra: &Value,
) -> Result<Document, String> {
    let shape: Vec<i64> = input.as_array().unwrap().iter().map(|extent| extent.as_i64().unwrap()).collect();
    let shape = match shape[..] {
        [batch, channels, height, width] => {
            json!({"batch": batch, "channels": channels, "height": height, "width": width})
        }
        [batch, features] => json!({"batch": batch, "channels": features}),
        _ => return Err(format!("an input of {} extents", shape.len())),
    };
    if kind == "Linear" && input.as_array().unwrap().len() == 4 {
        return Err("a linear layer along the width".into());
    }
    let given = hyperparameters.as_object().cloned().unwrap_or_default();
    let mut row = match kind.strip_prefix("onnx.") {
        Some(operator) => from_onnx(operator, &given, extra),
        None => from_pytorch(kind, given)?,
    };
    row.insert("name".into(), json!("layer"));
    let document = json!({"format": "im2cost/1", "input": shape, "layers": [row]});
    document::read(&document.to_string()).map_err(|error| format!("{error:?}"))
}

fn from_pytorch(class: &str, mut given: Map<String, Value>) -> Result<Map<String, Value>, String> {
    let kind = match class {
        "Conv2d" => "conv2d",
        "ConvTranspose2d" => "conv_transpose2d",
        "Linear" => "linear",
        "MaxPool2d" => "max_pool2d",
        "AvgPool2d" => "avg_pool2d",
        "AdaptiveAvgPool2d" => "adaptive_avg_pool2d",
        "Upsample" => "upsample",
        "BatchNorm2d" => "batch_norm2d",
        "PixelShuffle" => "pixel_shuffle",
        "LayerNorm" | "LayerNorm2d" => {
            given.remove("normalized_shape");
            "layer_norm"
        }
        "ReLU" | "ReLU6" | "LeakyReLU" | "PReLU" | "GELU" | "SiLU" | "Hardswish" | "Hardsigmoid"
        | "Sigmoid" | "Tanh" => {
            let function = match class {
                "LeakyReLU" => "leaky_relu".to_owned(),
                _ => class.to_lowercase(),
            };
            given.insert("function".into(), json!(function));
            "activation"
        }
        "Dropout" | "Dropout2d" | "StochasticDepth" | "Permute" => {
            given.clear();
            "identity"
        }
        "Flatten" => "flatten",
        _ => return Err(class.to_owned()),
    };
    if let Some(Value::Bool(true)) = given.get("align_corners")
        && matches!(given.get("mode"), Some(Value::String(mode)) if mode == "nearest")
    {
        return Err("align_corners".into());
    }
    // Where the corners lie changes values, and neither shapes nor counts.
    given.remove("align_corners");
    if class == "ConvTranspose2d" && given.get("padding") == Some(&json!("valid")) {
        return Err("the word valid, which is ONNX's 0 here".into());
    }
    given.insert("kind".into(), json!(kind));
    Ok(given)
}

fn from_onnx(operator: &str, given: &Map<String, Value>, extra: &Value) -> Map<String, Value> {
    let mut row = Map::new();
    let mut copy = |from: &str, to: &str| {
        if let Some(value) = given.get(from) {
            row.insert(to.into(), value.clone());
        }
    };
    copy("kernel_shape", "kernel_size");
    copy("strides", "stride");
    copy("dilations", "dilation");
    copy("group", "groups");
    copy("bias", "bias");
    copy("output_padding", "output_padding");
    copy("pads", "padding");
    let groups = given.get("group").and_then(Value::as_i64).unwrap_or(1);
    let weight = |at: usize| extra["w"][at].as_i64().unwrap();
    let kind = match operator {
        "Conv" => {
            row.insert("out_channels".into(), json!(weight(0)));
            "conv2d"
        }
        "ConvTranspose" => {
            row.insert("out_channels".into(), json!(weight(1) * groups));
            "conv_transpose2d"
        }
        "MaxPool" => "max_pool2d",
        _ => "avg_pool2d",
    };
    if let Some(word) = given.get("auto_pad").and_then(Value::as_str) {
        row.insert("padding".into(), json!(word.to_lowercase()));
    }
    if given.contains_key("output_shape") {
        // ONNX finds the pads from the shape; a row says the pads.
        row.insert("padding".into(), extra["pads_used"].clone());
    }
    for (key, one) in [("ceil_mode", "ceil_mode"), ("count_include_pad", "count_include_pad")] {
        let flag = given.get(key).and_then(Value::as_i64).unwrap_or(0) == 1;
        if operator == "AveragePool" || (operator == "MaxPool" && key == "ceil_mode") {
            row.insert(one.into(), json!(flag));
        }
    }
    row.insert("kind".into(), json!(kind));
    row
}

/// The analysis of a document and its only row, which must be valid.
#[track_caller]
pub fn valid_row(document: &Document, what: &str) -> (Analysis, ValidRow) {
    let analysis = analyse(document);
    match &analysis.rows[0].outcome {
        Outcome::Valid(valid) => {
            let valid = valid.clone();
            (analysis, valid)
        }
        other => panic!("{what}: {other:?}"),
    }
}

/// The extents of a JSON array.
pub fn extents(value: &Value) -> Vec<i64> {
    value.as_array().unwrap().iter().map(|extent| extent.as_i64().unwrap()).collect()
}

/// A count of a data file; some are past 2⁵³ and none is a float.
pub fn count(value: &Value) -> u128 {
    u128::from(value.as_u64().unwrap_or_else(|| panic!("{value} is no count")))
}
