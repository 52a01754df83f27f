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

fn text(name: &str) -> String {
    std::fs::read_to_string(format!("{}/tests/data/prototxt/{name}.prototxt", env!("CARGO_MANIFEST_DIR")))
        .unwrap()
}

/// Parameters and MACs that follow from each network's layers by hand, CaffeNet's also as its authors and netscope have
/// them; and what comes out of some of its layers.
#[test]
fn published_networks_have_the_shapes_and_counts_that_they_are_known_for() {
    type Shapes = &'static [(&'static str, &'static [i64])];
    let check = |name: &str, params: u128, macs: u128, complete: bool, shapes: Shapes| {
        let read = prototxt::read(&text(name));
        let analysis = analyse(&read.document);
        let totals = &analysis.totals;
        assert_eq!((totals.params, totals.macs, totals.complete), (params, macs, complete), "{name}");
        for (layer, expected) in shapes {
            let at = read.document.rows.iter().position(|row| &*row.name == *layer).unwrap();
            let valid = analysis.rows[at].valid().unwrap();
            assert_eq!(valid.layer.output.extents(), *expected, "{name}: {layer}");
        }
        read
    };
    let caffenet = check("caffenet", 60_965_224, 724_406_816, true, &[("pool5", &[1, 256, 6, 6])]);
    assert!(caffenet.remarks.is_empty());
    let shapes: Shapes = &[("pool1/3x3_s2", &[10, 64, 56, 56]), ("inception_3a/output", &[10, 256, 28, 28])];
    check("inception", 288_112, 6_057_246_720, true, shapes);
    check("residual", 640_085_608, 989_224_960, true, &[("res2a_relu", &[1, 256, 56, 56])]);
    let shapes: Shapes = &[
        ("pool3", &[1, 256, 88, 88]),
        ("fc7", &[1, 4096, 16, 16]),
        ("fuse_pool4", &[1, 21, 34, 34]),
        ("upscore8", &[1, 21, 568, 568]),
        ("score", &[1, 21, 500, 500]),
    ];
    check("fcn8s", 134_489_759, 181_529_034_048, true, shapes);
    // The normalization in it is no layer of ours.
    let shapes: Shapes = &[("fc6", &[1, 1024, 19, 19]), ("mbox_loc", &[1, 31_768])];
    check("ssd", 7_374_376, 5_296_545_792, false, shapes);
    // In the older format, with a dilation that is called a hole.
    let shapes: Shapes = &[("fc6", &[1, 16, 33, 25]), ("pool_odd", &[1, 16, 17, 7]), ("fc", &[1, 10])];
    check("deeplab", 1_706, 2_097_160, true, shapes);
    // Both halves use the same weights; the second half's input is a row.
    let siamese = check("siamese", 520 + 1_440_500, 2 * (2_880_000 + 14_400_000), false, &[]);
    assert_eq!(siamese.document.rows[5].shares_weights_with.as_deref(), Some("conv1"));
}

#[test]
fn what_forks_of_caffe_added_is_read() {
    let (read, totals) = check(
        &text("forks"),
        &[
            r#"{"name": "im_info", "kind": "unknown", "op": "Input", "output_shape": [1, 3, 1, 1]}"#,
            r#"{"name": "both", "kind": "conv2d", "from": ["input"], "out_channels": 4, "kernel_size": [3, 3], "padding": [1, 1]}"#,
            r#"{"name": "both2", "kind": "conv2d", "from": ["input"], "out_channels": 4, "kernel_size": [3, 3], "padding": [1, 1], "shares_weights_with": "both"}"#,
            r#"{"name": "relus", "kind": "activation", "from": ["both"]}"#,
            r#"{"name": "relus2", "kind": "activation", "from": ["both2"]}"#,
            r#"{"name": "up", "kind": "upsample", "from": ["relus"], "size": [39, 59], "mode": "bilinear"}"#,
            r#"{"name": "up2", "kind": "upsample", "from": ["relus2"], "size": [39, 59]}"#,
            r#"{"name": "sum", "kind": "add", "from": ["up", "up2"]}"#,
            r#"{"name": "se", "kind": "adaptive_avg_pool2d", "output_size": [1, 1]}"#,
            r#"{"name": "axpy/mul", "kind": "mul", "from": ["sum", "se"]}"#,
            r#"{"name": "axpy", "kind": "add", "from": ["axpy/mul", "up"]}"#,
            r#"{"name": "dw", "kind": "conv2d", "out_channels": 4, "kernel_size": [3, 3], "groups": 4, "bias": false}"#,
            r#"{"name": "c3", "kind": "unknown", "op": "Convolution"}"#,
            r#"{"name": "mean", "kind": "identity"}"#,
            r#"{"name": "r", "kind": "flatten"}"#,
            r#"{"name": "r2", "kind": "unflatten", "shape": [4, 37, 57]}"#,
            r#"{"name": "perm", "kind": "unknown", "op": "Permute", "output_shape": [1, 37, 57, 4]}"#,
            r#"{"name": "hs", "kind": "activation", "function": "hardswish"}"#,
        ],
    );
    assert!(!totals.complete);
    let found: Vec<_> = read.remarks.iter().map(|remark| (remark.place.line, &remark.what)).collect();
    assert_eq!(
        found,
        [
            (12, &Remarked::Volume { name: "Convolution".into() }),
            (16, &Remarked::UnknownLayer { name: "Permute".into() }),
        ]
    );
}

#[test]
fn what_cannot_be_read_is_said_with_its_place() {
    let text = "input: 'data' input_dim: 1 input_dim: 3 input_dim: 8 input_dim: 8
layer { name: 'odd' type: 'Odd' bottom: 'data' top: 'odd' }
layer { name: 'conv' type: 'Convolution' bottom: 'nowhere' top: 'conv' convolution_param { num_output: many kernel_size: 3 stride: two }
= ";
    let read = prototxt::read(text);
    let found: Vec<_> =
        read.remarks.iter().map(|remark| (remark.place.line, remark.place.column, &remark.what)).collect();
    assert_eq!(
        found,
        [
            (2, 1, &Remarked::UnknownLayer { name: "Odd".into() }),
            (3, 1, &Remarked::Unreadable { argument: "out_channels".into(), text: "many".into() }),
            (3, 1, &Remarked::Unreadable { argument: "stride".into(), text: "two".into() }),
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
