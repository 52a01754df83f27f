//! Layers with a GEMM: random ones, from small to as large as can be, and those of the data files.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.
#![allow(dead_code)] // Each test that includes this file uses a part of it.

use im2cost::codec::document;
use im2cost::layer::{Direction, Fields, GemmLayer, Key, Kind, LayerError, Operation, Shape, Value, resolve};
use im2cost::lowering::{Tensor, Tensors};
use im2cost::network::{Outcome, analyse};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

/// The hyperparameters of a layer, as a row gives them.
pub fn fields(layer: &GemmLayer) -> Fields {
    let mut fields = Fields::new();
    if layer.direction == Direction::Linear {
        fields.set(Key::InFeatures, Value::Integer(layer.in_channels));
        fields.set(Key::OutFeatures, Value::Integer(layer.out_channels));
    } else {
        let [height, width] = &layer.grids;
        fields.set(Key::InChannels, Value::Integer(layer.in_channels));
        fields.set(Key::OutChannels, Value::Integer(layer.out_channels));
        fields.set(Key::KernelSize, Value::Pair([height.kernel, width.kernel]));
        fields.set(Key::Stride, Value::Pair([height.stride, width.stride]));
        fields.set(Key::Dilation, Value::Pair([height.dilation, width.dilation]));
        fields.set(Key::Padding, Value::Sides([height.begin, width.begin, height.end, width.end]));
        fields.set(Key::Groups, Value::Integer(layer.groups));
    }
    if layer.direction == Direction::Transposed {
        fields.set(Key::OutputPadding, Value::Pair(layer.output_padding));
    }
    fields.set(Key::Bias, Value::Flag(layer.bias));
    fields
}

fn kind(direction: Direction) -> Kind {
    match direction {
        Direction::Convolution => Kind::Conv2d,
        Direction::Transposed => Kind::ConvTranspose2d,
        Direction::Linear => Kind::Linear,
    }
}

fn gemm(kind: Kind, fields: &Fields, input: Shape) -> Result<GemmLayer, LayerError> {
    match resolve(kind, fields, &[input])?.operation {
        Operation::Gemm(layer) => Ok(layer),
        other => panic!("{other:?} has no GEMM"),
    }
}

/// The layer that the rules make of a layer's hyperparameters and input.
pub fn resolved(layer: &GemmLayer) -> Result<GemmLayer, LayerError> {
    gemm(kind(layer.direction), &fields(layer), layer.input())
}

fn extent() -> impl Strategy<Value = i64> {
    prop_oneof![6 => 1..6i64, 3 => 1..70i64, 2 => 1..2000i64, 1 => 1..i64::from(i32::MAX)]
}

fn small() -> impl Strategy<Value = i64> {
    prop_oneof![6 => 1..5i64, 2 => 1..70i64, 1 => extent()]
}

/// A valid layer; most are small, some as large as can be.
pub fn layer() -> impl Strategy<Value = GemmLayer> {
    let direction =
        prop::sample::select(&[Direction::Convolution, Direction::Transposed, Direction::Linear][..]);
    let padding = || prop_oneof![3 => Just(0i64), 5 => 0..4i64, 1 => 0..120i64, 1 => extent()];
    let sides = prop_oneof![
        2 => padding().prop_map(|side| [side; 4]),
        1 => prop::array::uniform4(padding()),
    ];
    let pairs = (
        prop::array::uniform2(small()),
        prop::array::uniform2(small()),
        prop::array::uniform2(small()),
        prop::array::uniform2(0..3i64),
    );
    let groups = prop_oneof![3 => Just(1i64), 2 => 1..9i64, 1 => extent()];
    let input = (prop::array::uniform2(extent()), prop_oneof![3 => 1..4i64, 1 => extent()], any::<bool>());
    let channels = (prop::array::uniform2(small()), groups);
    (direction, input, channels, pairs, sides, any::<bool>()).prop_filter_map(
        "valid",
        |(direction, input, channels, pairs, sides, bias)| {
            let ([height, width], batch, vector) = input;
            let ([in_share, out_share], groups) = channels;
            let (kernel, stride, dilation, output_padding) = pairs;
            let linear = direction == Direction::Linear;
            let groups = if linear { 1 } else { groups };
            let mut fields = Fields::new();
            let mut set = |key, value| fields.set(key, value);
            let out_channels = Value::Integer(out_share.checked_mul(groups)?);
            set(if linear { Key::OutFeatures } else { Key::OutChannels }, out_channels);
            set(Key::Bias, Value::Flag(bias));
            if !linear {
                set(Key::KernelSize, Value::Pair(kernel));
                set(Key::Stride, Value::Pair(stride));
                set(Key::Dilation, Value::Pair(dilation));
                set(Key::Padding, Value::Sides(sides));
                set(Key::Groups, Value::Integer(groups));
            }
            if direction == Direction::Transposed {
                set(Key::OutputPadding, Value::Pair(output_padding));
            }
            let in_channels = in_share * groups;
            let input = if linear && vector {
                Shape::Vector([batch, in_channels])
            } else {
                Shape::Image([batch, in_channels, height, width])
            };
            gemm(kind(direction), &fields, input).ok()
        },
    )
}

/// The cases that PyTorch has computed.
pub fn data() -> Vec<Json> {
    let path = format!("{}/tests/data/im2col.json", env!("CARGO_MANIFEST_DIR"));
    let data: Json = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    data["cases"].as_array().unwrap().clone()
}

/// The row of a case.
pub fn row(case: &Json) -> Json {
    let transposed = case["kind"] == "ConvTranspose2d";
    let mut row = Map::new();
    row.insert("name".into(), json!("layer"));
    row.insert("kind".into(), json!(if transposed { "conv_transpose2d" } else { "conv2d" }));
    let keys =
        ["in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups", "bias"];
    for key in keys.into_iter().chain(transposed.then_some("output_padding")) {
        row.insert(key.into(), case[key].clone());
    }
    row.into()
}

/// The document of a case, with the numbers that PyTorch was given.
pub fn document(case: &Json) -> Json {
    let mut twin = Map::new();
    for (key, of) in [("x", "x"), ("weight", "weight"), ("bias", "b"), ("grad_out", "grad_out")] {
        if !case[of].is_null() {
            twin.insert(key.into(), case[of].clone());
        }
    }
    let [height, width] = [&case["input_size"][0], &case["input_size"][1]];
    json!({
        "format": "im2cost/1",
        "input": {"batch": case["n"], "channels": case["in_channels"], "height": height, "width": width},
        "layers": [row(case)],
        "twins": {"layer": twin},
    })
}

/// The layer of a case.
pub fn case_layer(case: &Json) -> GemmLayer {
    let mut document = document(case);
    document.as_object_mut().unwrap().remove("twins");
    let document = document::read(&document.to_string()).unwrap();
    match &analyse(&document).rows[0].outcome {
        Outcome::Valid(valid) => match valid.layer.operation {
            Operation::Gemm(layer) => layer,
            other => panic!("{other:?} has no GEMM"),
        },
        other => panic!("{other:?}"),
    }
}

/// The layers of all cases.
pub fn cases() -> Vec<GemmLayer> {
    data().iter().map(case_layer).collect()
}

/// All numbers of a nested array, in order.
pub fn flat(nested: &Json) -> Vec<i64> {
    match nested {
        Json::Array(items) => items.iter().flat_map(flat).collect(),
        number => vec![number.as_i64().unwrap()],
    }
}

/// A nested array of four levels.
pub fn tensor(nested: &Json) -> Tensor {
    let mut extents = [0; 4];
    let mut level = nested;
    for extent in &mut extents {
        *extent = level.as_array().unwrap().len();
        level = &level[0];
    }
    Tensor::new(extents, flat(nested)).unwrap()
}

/// The numbers of a case.
pub fn tensors(case: &Json) -> Tensors {
    Tensors {
        x: tensor(&case["x"]),
        weight: tensor(&case["weight"]),
        bias: (!case["b"].is_null()).then(|| flat(&case["b"])),
        grad_out: tensor(&case["grad_out"]),
    }
}
