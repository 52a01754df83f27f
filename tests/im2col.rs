//! Runs of small layers against PyTorch, cell by cell: every matrix of every pass.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

mod support;

use im2cost::cost::Ledger;
use im2cost::layer::{Direction, GemmLayer, Operation};
use im2cost::lowering::{Pass, Tensor, Tensors, run};
use serde_json::{Value, json};
use support::{count, data, one_layer, valid_row};

fn flat(nested: &Value) -> Vec<i64> {
    match nested {
        Value::Array(items) => items.iter().flat_map(flat).collect(),
        number => vec![number.as_i64().unwrap()],
    }
}

fn tensor(nested: &Value) -> Tensor {
    let mut extents = [0; 4];
    let mut level = nested;
    for extent in &mut extents {
        *extent = level.as_array().unwrap().len();
        level = &level[0];
    }
    Tensor::new(extents, flat(nested)).unwrap()
}

fn layer(case: &Value) -> GemmLayer {
    let [batch, channels] = [&case["n"], &case["in_channels"]];
    let input = json!([batch, channels, case["input_size"][0], case["input_size"][1]]);
    let keys =
        ["in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups", "bias"];
    let mut hyperparameters: serde_json::Map<String, Value> =
        keys.iter().map(|key| ((*key).to_owned(), case[key].clone())).collect();
    if let Some(value) = case.get("output_padding") {
        hyperparameters.insert("output_padding".to_owned(), value.clone());
    }
    let kind = case["kind"].as_str().unwrap();
    let document = one_layer(kind, &input, &hyperparameters.into(), case).unwrap();
    match valid_row(&document, &case["id"].to_string()).1.layer.operation {
        Operation::Gemm(layer) => layer,
        other => panic!("{other:?} has no GEMM"),
    }
}

#[test]
fn every_matrix_is_pytorchs_cell_by_cell() {
    let cases = data("im2col.json");
    let cases = cases["cases"].as_array().unwrap();
    for case in cases {
        let id = &case["id"];
        let layer = layer(case);
        let tensors = Tensors {
            x: tensor(&case["x"]),
            weight: tensor(&case["weight"]),
            bias: (!case["b"].is_null()).then(|| flat(&case["b"])),
            grad_out: tensor(&case["grad_out"]),
        };
        let [forward, input_grad, weight_grad] = Pass::ALL.map(|pass| run(&layer, pass, &tensors).unwrap());
        let columns = |run: &im2cost::lowering::Run| run.columns.as_ref().unwrap().values().to_vec();
        assert_eq!(columns(&forward), flat(&case["columns"]), "{id} columns");
        assert_eq!(columns(&input_grad), flat(&case["grad_columns"]), "{id} grad_columns");
        match layer.direction {
            Direction::Transposed => {
                assert_eq!(forward.product.values(), flat(&case["columns"]), "{id} columns");
                let unbiased = Tensors { bias: None, ..tensors.clone() };
                let sum = run(&GemmLayer { bias: false, ..layer }, Pass::Forward, &unbiased).unwrap();
                assert_eq!(sum.result.values(), flat(&case["col2im"]), "{id} col2im");
                assert_eq!(columns(&weight_grad), flat(&case["grad_columns"]), "{id} grad_columns");
            }
            _ => {
                assert_eq!(forward.product.values(), flat(&case["gemm"]), "{id} gemm");
                assert_eq!(columns(&weight_grad), flat(&case["columns"]), "{id} columns");
            }
        }
        assert_eq!(forward.result, tensor(&case["out"]), "{id} out");
        assert_eq!(input_grad.result, tensor(&case["grad_input"]), "{id} grad_input");
        assert_eq!(weight_grad.result, tensor(&case["grad_weight"]), "{id} grad_weight");
        let grad_bias = (!case["grad_bias"].is_null()).then(|| flat(&case["grad_bias"]));
        assert_eq!(weight_grad.bias_gradient, grad_bias, "{id} grad_bias");

        let ledger = Ledger::new(&layer, Pass::Forward).unwrap();
        assert_eq!(ledger.parameters(), count(&case["params"]), "{id} params");
        assert_eq!(ledger.multiplications, count(&case["macs"]), "{id} macs");
        assert_eq!(ledger.in_bounds, count(&case["macs_real"]), "{id} macs_real");
        assert_eq!(ledger.bias_adds, count(&case["bias_adds"]), "{id} bias_adds");
    }
    assert_eq!(cases.len(), 64);
}
