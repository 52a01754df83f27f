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
const LENET: &str = include_str!("data/prototxt/lenet.prototxt");

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
    let text = include_str!("data/prototxt/blocks.prototxt");
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
    let text = include_str!("data/prototxt/upsampled.prototxt");
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
