//! The reader of Caffe's network files.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

use im2cost::codec::prototxt::{self, recognizes};
use im2cost::codec::{Remarked, TextImport, document};
use im2cost::network::{Document, Totals, analyse};
use proptest::prelude::*;

fn rows(document: &Document) -> Vec<String> {
    let text = document::write(document);
    text.lines()
        .filter(|line| line.starts_with("    {"))
        .map(|line| line.trim_matches([' ', ',']).to_owned())
        .collect()
}

fn check(text: &str, expected: &[&str]) -> (TextImport, Totals) {
    let read = prototxt::read(text);
    assert_eq!(rows(&read.document), expected, "{text}");
    let totals = analyse(&read.document).totals;
    (read, totals)
}

/// LeCun's network in the older format.
const LENET: &str = r#"name: "LeNet"
input: "data"
input_dim: 64 input_dim: 1 input_dim: 28 input_dim: 28 # N, C, H, W
layers { name: "conv1" type: CONVOLUTION bottom: "data" top: "conv1"
  convolution_param { num_output: 20 kernel_size: 5 stride: 1 weight_filler { type: "xavier" } } }
layers { name: "pool1" type: POOLING bottom: "conv1" top: "pool1" pooling_param { pool: MAX kernel_size: 2 stride: 2 } }
layers { name: "conv2" type: CONVOLUTION bottom: "pool1" top: "conv2" convolution_param { num_output: 50 kernel_size: 5 } }
layers { name: "pool2" type: POOLING bottom: "conv2" top: "pool2" pooling_param { pool: MAX kernel_size: 2 stride: 2 } }
layers { name: "ip1" type: INNER_PRODUCT bottom: "pool2" top: "ip1" inner_product_param { num_output: 500 } }
layers { name: "relu1" type: RELU bottom: "ip1" top: "ip1" }
layers { name: "ip2" type: INNER_PRODUCT bottom: "ip1" top: "ip2" inner_product_param { num_output: 10 } }
layers { name: "loss" type: SOFTMAX_LOSS bottom: "ip2" bottom: "label" }
layers { name: "prob" type: SOFTMAX bottom: "ip2" top: "prob" }
"#;

#[test]
fn the_older_format_is_read() {
    assert!(recognizes(LENET));
    let (read, totals) = check(
        LENET,
        &[
            r#"{"name": "conv1", "kind": "conv2d", "out_channels": 20, "kernel_size": [5, 5]}"#,
            r#"{"name": "pool1", "kind": "max_pool2d", "kernel_size": [2, 2], "ceil_mode": true}"#,
            r#"{"name": "conv2", "kind": "conv2d", "out_channels": 50, "kernel_size": [5, 5]}"#,
            r#"{"name": "pool2", "kind": "max_pool2d", "kernel_size": [2, 2], "ceil_mode": true}"#,
            r#"{"name": "flatten", "kind": "flatten"}"#,
            r#"{"name": "ip1", "kind": "linear", "out_features": 500}"#,
            r#"{"name": "relu1", "kind": "activation"}"#,
            r#"{"name": "ip2", "kind": "linear", "out_features": 10}"#,
            r#"{"name": "prob", "kind": "activation", "function": "softmax"}"#,
        ],
    );
    assert_eq!(&*read.document.name, "LeNet");
    assert_eq!(totals.params, 431_080);
    assert_eq!(totals.macs, 64 * 2_293_000);
    assert_eq!(read.remarks.len(), 1);
    assert_eq!(read.remarks[0].what, Remarked::LeftOut { name: "SOFTMAX_LOSS".into() });
}

#[test]
fn branches_follow_the_blobs_and_layers_in_place_rename_them() {
    let text = r#"
layer { name: "data" type: "Input" top: "data" input_param { shape: { dim: 1 dim: 8 dim: 16 dim: 16 } } }
layer { name: "a" type: "Convolution" bottom: "data" top: "a"
  convolution_param { num_output: 8 kernel_h: 1 kernel_w: 3 pad_h: 0 pad_w: 1 bias_term: false } }
layer { name: "bn" type: "BatchNorm" bottom: "a" top: "a" batch_norm_param { use_global_stats: true } }
layer { name: "scale" type: "Scale" bottom: "a" top: "a" scale_param { bias_term: true } }
layer { name: "sum" type: "Eltwise" bottom: "data" bottom: "a" top: "sum" eltwise_param { operation: SUM } }
layer { name: "join" type: "Concat" bottom: "sum" bottom: "data" top: "join" }
layer { name: "leaky" type: "ReLU" bottom: "join" top: "join" relu_param { negative_slope: 0.1 } }
layer { name: "global" type: "Pooling" bottom: "join" top: "global" pooling_param { pool: AVE global_pooling: true } }
"#;
    let (read, totals) = check(
        text,
        &[
            r#"{"name": "a", "kind": "conv2d", "out_channels": 8, "kernel_size": [1, 3], "padding": [0, 1], "bias": false}"#,
            r#"{"name": "bn", "kind": "batch_norm2d"}"#,
            r#"{"name": "sum", "kind": "add", "from": ["input", "bn"]}"#,
            r#"{"name": "join", "kind": "concat", "from": ["sum", "input"]}"#,
            r#"{"name": "leaky", "kind": "activation", "function": "leaky_relu"}"#,
            r#"{"name": "global", "kind": "adaptive_avg_pool2d", "output_size": [1, 1]}"#,
        ],
    );
    assert!(totals.complete && read.remarks.is_empty());
}

#[test]
fn pools_round_up_and_crops_take_the_size_of_another_blob() {
    let text = r#"
input: "data" input_shape { dim: [1, 3, 20, 20] }
layer { name: "pool" type: "Pooling" bottom: "data" top: "pool" pooling_param { kernel_size: 3 stride: 2 } }
layer { name: "up" type: "Deconvolution" bottom: "pool" top: "up"
  convolution_param { num_output: 3 group: 3 kernel_size: 4 stride: 2 bias_term: false } }
layer { name: "crop" type: "Crop" bottom: "up" bottom: "data" top: "crop" crop_param { axis: 2 offset: 1 } }
"#;
    let (_, totals) = check(
        text,
        &[
            r#"{"name": "pool", "kind": "max_pool2d", "kernel_size": [3, 3], "stride": [2, 2], "ceil_mode": true}"#,
            r#"{"name": "up", "kind": "conv_transpose2d", "out_channels": 3, "kernel_size": [4, 4], "stride": [2, 2], "groups": 3, "bias": false}"#,
            r#"{"name": "crop", "kind": "crop", "amount": [1, 1, 1, 1]}"#,
        ],
    );
    assert!(totals.complete);
    assert_eq!(totals.macs, 3 * 10 * 10 * 16);
}

#[test]
fn what_cannot_be_read_is_said_with_its_place() {
    let text = "input: 'data' input_dim: 1 input_dim: 3 input_dim: 8 input_dim: 8
layer { name: 'odd' type: 'Permute' bottom: 'data' top: 'odd' }
layer { name: 'conv' type: 'Convolution' bottom: 'nowhere' top: 'conv' convolution_param { num_output: many kernel_size: 3 }
= ";
    let read = prototxt::read(text);
    let found: Vec<_> =
        read.remarks.iter().map(|remark| (remark.place.line, remark.place.column, &remark.what)).collect();
    assert_eq!(
        found,
        [
            (2, 1, &Remarked::UnknownLayer { name: "Permute".into() }),
            (3, 1, &Remarked::SourceUnknown { name: "nowhere".into() }),
            (3, 7, &Remarked::NotClosed { bracket: '{' }),
            (4, 1, &Remarked::Unexpected { text: "=".into() }),
        ]
    );
    assert_eq!(read.document.rows.len(), 2);
    assert_eq!(prototxt::read("").remarks.last().unwrap().what, Remarked::Nothing);
}

#[test]
fn deep_and_endless_texts_do_no_harm() {
    prototxt::read(&"layer {".repeat(200_000));
    prototxt::read(&"}".repeat(200_000));
    prototxt::read(&"a: [".repeat(200_000));
}

proptest! {
    #[test]
    fn damaged_files_do_no_harm(
        damage in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(b"{}:\"#-9a \n[]".to_vec())), 1..12),
    ) {
        let mut text = LENET.as_bytes().to_vec();
        for (place, byte) in damage {
            let place = place.index(text.len());
            text[place] = byte;
        }
        analyse(&prototxt::read(&String::from_utf8(text).unwrap()).document);
    }
}
