//! Runs of small layers against PyTorch, cell by cell: every matrix of every pass.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

#[path = "support/gemm_layers.rs"]
mod gemm_layers;

use gemm_layers::{case_layer, data, flat, tensor, tensors};
use im2cost::cost::Ledger;
use im2cost::layer::{Direction, GemmLayer};
use im2cost::lowering::{Pass, Tensors, run};
use serde_json::Value;

fn count(value: &Value) -> u128 {
    u128::from(value.as_u64().unwrap())
}

#[test]
fn every_matrix_is_pytorchs_cell_by_cell() {
    let cases = data();
    for case in &cases {
        let id = &case["id"];
        let layer = case_layer(case);
        let tensors = tensors(case);
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
