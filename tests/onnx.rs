//! The ONNX reader against models whose shapes and counts are known, and against files that are none.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use im2cost::codec::onnx::{Fate, Import, OnnxError, Reader, Reason, Step, read_all};
use im2cost::codec::{View, link};
use im2cost::layer::{Kind, Operation};
use im2cost::network::{Analysis, Outcome, Row, RowAnalysis, analyse};
use proptest::prelude::*;
use serde_json::Value;
use support::{count, extents};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/onnx")
}

fn import(file: &Path) -> (Import, Analysis) {
    let import = read_all(&fs::read(file).unwrap()).unwrap().import(None);
    let analysis = analyse(&import.document);
    (import, analysis)
}

/// Whether a row is one that the list names: those with a GEMM, and pools, but means that became pools are not listed.
fn is_listed(row: &Row, node: Option<&Value>) -> bool {
    let global = node.is_some_and(|node| node["op"].as_str().unwrap().starts_with("Global"));
    match row.kind {
        Kind::MaxPool2d | Kind::AvgPool2d => true,
        Kind::AdaptiveAvgPool2d | Kind::AdaptiveMaxPool2d => global,
        kind => kind.has_gemm(),
    }
}

/// What differs between a row and what is expected of its operator.
fn differences(row: &Row, result: &RowAnalysis, node: &Value) -> Vec<String> {
    let Some(valid) = result.valid() else { return vec![format!("{}: {:?}", row.name, result.outcome)] };
    let mut found = Vec::new();
    let mut compare = |what: &str, ours: String, theirs: String| {
        if ours != theirs {
            found.push(format!("{}: {what} is {ours}, not {theirs}", row.name));
        }
    };
    let image = |extents: Vec<i64>| match extents[..] {
        [batch, channels, width] => vec![batch, channels, 1, width],
        _ => extents,
    };
    let number = |key: &str| count(&node[key]);
    let out = image(extents(&node["out"]));
    // A channels-last tensor of the file is an image here.
    let mut ours = valid.layer.output.extents().to_vec();
    if node["op"] == "MatMul" && ours.len() == 4 {
        ours = vec![ours[0], ours[2], ours[3], ours[1]];
    }
    compare("output", format!("{ours:?}"), format!("{out:?}"));
    let (mut macs, mut bias_adds) = (0, 0);
    if let Some(forward) = &valid.forward {
        (macs, bias_adds) = (forward.multiplications, forward.bias_adds);
    }
    compare("macs", macs.to_string(), number("macs").to_string());
    // A product and the sum after it are one layer with a bias.
    let folded = node["op"] == "MatMul" && bias_adds > 0;
    if !folded {
        compare("bias_adds", bias_adds.to_string(), number("bias_adds").to_string());
        if !node["params"].is_null() {
            compare("params", valid.params.to_string(), number("params").to_string());
        }
    }
    let hyper = &node["hp"];
    let grids = match &valid.layer.operation {
        Operation::Gemm(gemm) if row.kind != Kind::Linear => Some(gemm.grids),
        Operation::Pool(pool) => Some(pool.grids),
        _ => None,
    };
    if let Some([height, width]) = grids {
        let pair = |key: &str, ours: [i64; 2]| {
            let theirs = hyper.get(key).map(extents)?;
            let ours = if theirs.len() == 1 { vec![ours[1]] } else { ours.to_vec() };
            (ours != theirs).then(|| format!("{}: {key} is {ours:?}, not {theirs:?}", row.name))
        };
        found.extend(pair("kernel_shape", [height.kernel, width.kernel]));
        found.extend(pair("strides", [height.stride, width.stride]));
        found.extend(pair("dilations", [height.dilation, width.dilation]));
        if let Some([top, left, bottom, right]) = hyper.get("pads").map(extents).as_deref() {
            let theirs = [*top, *left, *bottom, *right];
            let ours = [height.begin, width.begin, height.end, width.end];
            if ours != theirs {
                found.push(format!("{}: pads are {ours:?}, not {theirs:?}", row.name));
            }
        }
    }
    found
}

/// What differs between a file and what is expected of it.
fn check_file(folder: &Path, expected: &Value) -> Vec<String> {
    let file = expected["file"].as_str().unwrap();
    let (import, analysis) = import(&folder.join(file));
    let document = &import.document;
    let mut found = Vec::new();
    for (row, result) in document.rows.iter().zip(&analysis.rows) {
        if let Outcome::Invalid(error) = &result.outcome {
            found.push(format!("{}: {error:?}", row.name));
        }
    }
    let mut nodes = expected["nodes"].as_array().unwrap().iter().peekable();
    for (row, result) in document.rows.iter().zip(&analysis.rows) {
        if is_listed(row, nodes.peek().copied()) {
            match nodes.next() {
                Some(node) => found.extend(differences(row, result, node)),
                None => found.push(format!("{} is not expected", row.name)),
            }
        }
    }
    found.extend(nodes.map(|node| format!("{} is missing", node["op"])));
    if let Some(totals) = expected.get("totals")
        && analysis.totals.macs != count(&totals["macs"])
    {
        found.push(format!("{} MACs, not {}", analysis.totals.macs, totals["macs"]));
    }
    if let Some(unknown) = document.rows.iter().find(|row| row.kind == Kind::Unknown) {
        found.push(format!("{} is unknown", unknown.name));
    }
    let link = link::write(document, &View::default());
    if link.len() > link::SHAREABLE {
        found.push(format!("a link of {} characters", link.len()));
    }
    found.into_iter().map(|difference| format!("{file}: {difference}")).collect()
}

/// What is not counted alike, and why.
const NOT_ALIKE: [(&str, &str); 12] = [
    ("light_inception_v1.onnx: n142: params", "the list leaves out weights that pass through a Reshape"),
    (
        "node/node__test_gemm_default_single_elem_vector_bias.onnx",
        "one number is added to all: no bias of ours",
    ),
    ("node/node__test_gemm_default_matrix_bias.onnx", "one number is added to each element: no bias of ours"),
    ("node/node__test_matmul_4d.onnx", "a product of two things that flow"),
    ("node/node__test_matmul_1d_3d.onnx", "a product of two things that flow"),
    ("node/node__test_averagepool_3d_default.onnx", "volumes"),
    (
        "node/node__test_averagepool_3d_dilations_large_count_include_pad_is_0_ceil_mode_is_True.onnx",
        "volumes",
    ),
    (
        "node/node__test_averagepool_3d_dilations_large_count_include_pad_is_1_ceil_mode_is_True.onnx",
        "volumes",
    ),
    ("node/node__test_convtranspose_3d.onnx", "volumes"),
    ("node/node__test_maxpool_3d_default.onnx", "volumes"),
    ("node/node__test_maxpool_3d_dilations.onnx", "volumes"),
    ("node/node__test_maxpool_3d_dilations_use_ref_impl_large.onnx", "volumes"),
];

#[test]
fn every_layer_of_every_model_is_as_expected() {
    let folder = folder();
    let known = |found: &String| NOT_ALIKE.iter().any(|(file, _)| found.starts_with(file));
    let expected = fs::read_to_string(folder.join("expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let mut found = Vec::new();
    for model in ["models", "small"].iter().flat_map(|key| expected[key].as_array().into_iter().flatten()) {
        found.extend(check_file(&folder, model));
    }
    found.retain(|found| !known(found));
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn volumes_are_refused_by_a_reason() {
    let (import, analysis) = import(&folder().join("node/node__test_convtranspose_3d.onnx"));
    assert!(!import.summary.complete());
    assert_eq!(import.summary.entries[0].fate, Fate::Unknown(Reason::ThreeDimensional));
    assert!(!analysis.totals.complete);
    assert_eq!(analysis.rows.len(), 1);
}

#[test]
fn open_extents_are_asked_for() {
    let model = read_all(&fs::read(folder().join("resnet18.onnx")).unwrap()).unwrap();
    let question = model.question().unwrap();
    assert_eq!(question.fixed, [None, Some(3), Some(224), Some(224)]);
    assert_eq!(question.default, [1, 3, 224, 224]);
    let at = |extents: [i64; 4]| analyse(&model.import(Some(&extents.to_vec())).document).totals;
    assert_eq!(at([8, 3, 224, 224]).macs, 8 * at([1, 3, 224, 224]).macs);
    assert_eq!(read_all(&fs::read(folder().join("alexnet.onnx")).unwrap()).unwrap().question(), None);
}

/// A file that is never in memory: pieces of it, with zeros between them.
struct Sparse {
    pieces: Vec<(u64, Vec<u8>)>,
    length: u64,
}

impl Sparse {
    /// A model with so many convolutions in a row, with weights of so many bytes each inside.
    fn model(layers: u64, channels: u64) -> Sparse {
        let varint = |mut number: u64| {
            let mut bytes = Vec::new();
            while number >= 0x80 {
                bytes.push(number as u8 | 0x80);
                number >>= 7;
            }
            bytes.push(number as u8);
            bytes
        };
        let field = |number: u64, payload: &[u8]| {
            [varint(number << 3 | 2), varint(payload.len() as u64), payload.to_vec()].concat()
        };
        let weights = channels * channels * 9 * 4;
        let mut pieces: Vec<(Vec<u8>, u64)> = Vec::new();
        for layer in 0..layers {
            let (from, to, name) =
                (format!("x{layer}"), format!("x{}", layer + 1), format!("layer{layer}.weight"));
            let names = [field(1, from.as_bytes()), field(1, name.as_bytes()), field(2, to.as_bytes())];
            pieces.push((field(1, &[names.concat(), field(4, b"Conv")].concat()), 0));
        }
        for layer in 0..layers {
            let dims =
                [channels, channels, 3, 3].map(|extent| [vec![0x08], varint(extent)].concat()).concat();
            let name = field(8, format!("layer{layer}.weight").as_bytes());
            let start = [dims, vec![0x10, 1], name, varint(9 << 3 | 2), varint(weights)].concat();
            let length = varint(start.len() as u64 + weights);
            pieces.push(([vec![5 << 3 | 2], length, start].concat(), weights));
        }
        let dim = |extent: u64| field(1, &[vec![0x08], varint(extent)].concat());
        let shape = field(2, &[dim(1), dim(channels), dim(999), dim(999)].concat());
        let input = [field(1, b"x0"), field(2, &field(1, &shape))].concat();
        pieces.push((field(11, &input), 0));
        let graph: u64 = pieces.iter().map(|(bytes, zeros)| bytes.len() as u64 + zeros).sum();
        pieces.insert(0, ([vec![0x08, 0x08, 7 << 3 | 2], varint(graph)].concat(), 0));
        let mut length = 0;
        let pieces = pieces.into_iter().map(|(bytes, zeros)| {
            let at = length;
            length += bytes.len() as u64 + zeros;
            (at, bytes)
        });
        Sparse { pieces: pieces.collect(), length }
    }

    fn read(&self, range: std::ops::Range<u64>) -> Vec<u8> {
        let mut bytes = vec![0; (range.end - range.start) as usize];
        for (at, piece) in &self.pieces {
            for (byte, place) in piece.iter().zip(*at..) {
                if range.contains(&place) {
                    bytes[(place - range.start) as usize] = *byte;
                }
            }
        }
        bytes
    }
}

#[test]
fn of_a_file_of_half_a_gigabyte_less_than_a_hundredth_is_read() {
    let file = Sparse::model(300, 215);
    assert!(file.length > 499_000_000);
    let mut reader = Reader::new(file.length);
    let (mut bytes, mut longest) = (0, 0);
    let model = loop {
        match reader.next() {
            Step::Need(range) => {
                let piece = file.read(range);
                bytes += piece.len() as u64;
                longest = longest.max(piece.len());
                reader.feed(&piece);
            }
            Step::Done(model) => break model,
            Step::Failed(error) => panic!("{error:?}"),
        }
    };
    assert!(bytes * 100 < file.length, "{bytes} of {}", file.length);
    assert!(longest <= 65_536);
    let analysis = analyse(&model.import(None).document);
    assert_eq!(analysis.totals.params, 300 * 215 * 215 * 9);
    assert!(analysis.totals.complete);
}

#[test]
fn a_file_that_ends_early_or_holds_something_else_is_refused() {
    let bytes = fs::read(folder().join("alexnet.onnx")).unwrap();
    for end in (0..bytes.len()).step_by(97) {
        assert!(read_all(&bytes[..end]).is_err(), "{end}");
    }
    assert_eq!(read_all(b"\x08\x07"), Err(OnnxError::NoGraph));
    assert_eq!(read_all(&[0xff; 40]), Err(OnnxError::Malformed { offset: 0 }));
    // A length past the end of the message around it.
    assert!(matches!(read_all(b"\x3a\x02\x0a\x7f"), Err(OnnxError::Truncated)));
    assert!(matches!(read_all(b"\x3a\x02\x0a\x7f\x08\x07"), Err(OnnxError::Malformed { .. })));
    let mut reader = Reader::new(1 << 40);
    assert!(matches!(reader.next(), Step::Need(_)));
    reader.feed(&[]);
    assert_eq!(reader.next(), Step::Failed(OnnxError::Truncated));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// A damaged file may be refused or make odd rows, but it neither stops the reader nor takes it long.
    #[test]
    fn damaged_files_do_no_harm(
        file in prop::sample::select(vec![
            "alexnet", "convnext_tiny", "fcn8s_vgg16_grouped", "shufflenet_v2_x1_0", "unet_padded_bn_256", "light_squeezenet",
            "node/node__test_convtranspose_pads", "node/pytorch-converted__test_Conv2d_groups",
        ]),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        end in any::<Option<prop::sample::Index>>(),
    ) {
        let mut bytes = fs::read(folder().join(format!("{file}.onnx"))).unwrap();
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Some(end) = end {
            bytes.truncate(end.index(bytes.len()));
        }
        if let Ok(model) = read_all(&bytes) {
            model.question();
            analyse(&model.import(None).document);
        }
    }

    #[test]
    fn bytes_of_any_kind_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(model) = read_all(&bytes) {
            model.import(None);
        }
    }
}

/// Small models, each of one way in which exporters write something, and the rows that it becomes.
#[test]
fn operators_become_the_rows_that_they_mean() {
    let folder = folder().join("operators");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut text = String::new();
    for file in files {
        let (import, analysis) = import(&file);
        let unread = import.document.rows.iter().any(|row| row.kind == Kind::Unknown);
        assert!(!(unread && analysis.totals.complete), "{}: totals are partial", file.display());
        text += &format!("{}\n", file.file_stem().unwrap().to_str().unwrap());
        let document = im2cost::codec::document::write(&import.document);
        let lines = document.lines().filter(|line| line.starts_with("    {"));
        for (line, result) in lines.zip(&analysis.rows) {
            let shape = match &result.outcome {
                Outcome::Valid(valid) => format!("{:?}", valid.layer.output.extents()),
                other => format!("{other:?}"),
            };
            text += &format!("    {} → {shape}\n", line.trim_matches([' ', ',']));
        }
        for entry in &import.summary.entries {
            text += &format!("    {} × {}: {:?}\n", entry.count, entry.op, entry.fate);
        }
    }
    insta::assert_snapshot!(text);
}

/// Exporters store equal numbers once. A bias that several layers have in common names none of them and makes none share
/// its weights; a weight that two layers have in common does.
#[test]
fn layers_are_named_by_what_is_theirs_alone() {
    let check = |file: &str, expected: &[(&str, Option<&str>)]| {
        let (import, _) = import(&folder().join(format!("operators/{file}.onnx")));
        let rows = import.document.rows.iter().filter(|row| row.kind == Kind::Conv2d);
        let names: Vec<(&str, Option<&str>)> =
            rows.map(|row| (&*row.name, row.shares_weights_with.as_deref())).collect();
        assert_eq!(names, expected, "{file}");
    };
    // One bias for three operators that tell their modules themselves.
    check("names_of_a_shared_bias", &[("c1", None), ("block.0.c2", None), ("head", None)]);
    // Weights that tell what their operators do not; the last is used twice.
    check(
        "names_of_weights_alone",
        &[("stem.conv", None), ("body.0", None), ("body.1", None), ("conv", Some("body.1"))],
    );
}
