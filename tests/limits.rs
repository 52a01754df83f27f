//! Nothing panics or wraps, however large: counts of extents up to 2³¹ − 1, and formulas that agree with them.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

#[path = "support/small_layers.rs"]
mod small_layers;

use im2cost::cost::{
    Counting, Entry, Expr, Layout, Ledger, Numbers, Transposed, Unit, cost_formula, derivation, entry_formula,
};
use im2cost::layer::{Axis, Direction, GemmLayer};
use im2cost::lowering::{ColumnMap, Lowering, Pass, RunError, Tensor, Tensors, run};
use proptest::prelude::*;

fn conventions() -> impl Iterator<Item = Counting> {
    [Unit::Macs, Unit::TwoMacs, Unit::Flops].into_iter().flat_map(|unit| {
        [Transposed::Gemm, Transposed::ZeroInsertion].into_iter().flat_map(move |transposed| {
            [(false, true), (true, true), (false, false), (true, false)].map(|(bias, padding)| Counting {
                unit,
                bias,
                transposed,
                padding,
                elementwise: false,
            })
        })
    })
}

/// Every formula of a layer has the value of the count that it is the formula of.
fn formulas_agree(layer: &GemmLayer) -> Result<(), TestCaseError> {
    for pass in Pass::ALL {
        let lowering = Lowering::new(layer, pass);
        let numbers = Numbers::new(layer, &lowering);
        let ledger = Ledger::new(layer, pass);
        for entry in Entry::ALL {
            let count = entry.count(layer, &lowering).value(&numbers);
            prop_assert_eq!(entry_formula(layer, pass, entry).eval(layer), count, "{:?} {:?}", pass, entry);
            match &ledger {
                Ok(ledger) => prop_assert_eq!(count, Some(ledger.value(entry))),
                Err(error) if error.entry == entry => prop_assert_eq!(count, None),
                Err(_) => {}
            }
        }
        for counting in conventions() {
            let count = counting.cost(layer, &lowering).value(&numbers);
            for layout in [Layout::Textbook, Layout::Product] {
                let formula = cost_formula(layer, pass, &counting, layout);
                // A product with its bias inside may fit where the sum, or parts of it, do not, and the reverse.
                if let (Some(count), Some(value)) = (count, formula.eval(layer)) {
                    prop_assert_eq!(value, count, "{:?} {:?}", counting, layout);
                }
                prop_assert_eq!(
                    count.is_some(),
                    formula.eval(layer).is_some(),
                    "{:?} {:?}",
                    counting,
                    layout
                );
                for line in derivation(layer, pass, &counting, layout).into_iter().flatten() {
                    prop_assert_eq!(line.expr.eval(layer), Some(line.value));
                    let equation = line.equation(layer);
                    prop_assert!(!equation.text().is_empty() && !equation.latex().is_empty());
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn formulas_of_small_layers_have_the_ledgers_values(layer in small_layers::small()) {
        formulas_agree(&layer)?;
        // A small layer's sizes are what its formulas say.
        if layer.direction != Direction::Linear {
            for (axis, size) in Axis::BOTH.into_iter().zip(layer.output_size()) {
                let formula: Expr = im2cost::cost::output_size(&layer, axis);
                prop_assert_eq!(formula.eval(&layer), Some(size as u128));
            }
        }
    }

    #[test]
    fn formulas_of_layers_of_any_size_have_the_ledgers_values(layer in small_layers::any_size()) {
        formulas_agree(&layer)?;
    }

    #[test]
    fn maps_and_runs_of_any_size_end_at_once(layer in small_layers::any_size(), seed in any::<u64>()) {
        let map = ColumnMap::new(&layer);
        let (row, column) = (u128::from(seed) % map.rows(), u128::from(seed) % map.columns());
        let (tap, position) = (map.tap(row).unwrap(), map.position(column).unwrap());
        prop_assert_eq!((map.row(tap), map.column(position)), (row, column));
        let pixel = map.pixel(layer.groups - 1, tap, position);
        let found: Vec<_> = map.cells(pixel).take(100).collect();
        prop_assert!(map.meetings(pixel) >= found.len() as u128);
        prop_assert!(!found.is_empty());
        for (tap, position) in found {
            prop_assert_eq!(map.pixel(layer.groups - 1, tap, position), pixel);
        }
        let one = Tensor::new([1; 4], vec![i64::MAX]).unwrap();
        let bias = layer.bias.then(|| vec![i64::MAX]);
        let tensors = Tensors { x: one.clone(), weight: one.clone(), bias, grad_out: one };
        for pass in Pass::ALL {
            let _ = run(&layer, pass, &tensors);
        }
    }
}

#[test]
fn a_count_past_128_bits_says_which() {
    let most = im2cost::layer::LIMIT;
    let grid = im2cost::layer::Grid {
        positions: most,
        pixels: most,
        kernel: most,
        stride: 1,
        dilation: 1,
        begin: 0,
        end: 0,
    };
    let layer = GemmLayer {
        direction: Direction::Convolution,
        batch: most,
        in_channels: most,
        out_channels: most,
        groups: 1,
        bias: true,
        grids: [grid; 2],
        output_padding: [0, 0],
        vector: false,
    };
    let error = Ledger::new(&layer, Pass::Forward).unwrap_err();
    assert_eq!(error.entry, Entry::Multiplications);
}

#[test]
fn numbers_that_outgrow_64_bits_are_an_error() {
    let grid =
        im2cost::layer::Grid { positions: 1, pixels: 1, kernel: 1, stride: 1, dilation: 1, begin: 0, end: 0 };
    let layer = GemmLayer {
        direction: Direction::Convolution,
        batch: 1,
        in_channels: 1,
        out_channels: 1,
        groups: 1,
        bias: false,
        grids: [grid; 2],
        output_padding: [0, 0],
        vector: false,
    };
    let tensor = |value| Tensor::new([1; 4], vec![value]).unwrap();
    let tensors = Tensors { x: tensor(i64::MAX), weight: tensor(2), bias: None, grad_out: tensor(1) };
    assert_eq!(run(&layer, Pass::Forward, &tensors), Err(RunError::Overflow));
    assert!(run(&layer, Pass::InputGrad, &tensors).is_ok());
    let tensors = Tensors { bias: Some(vec![1]), ..tensors };
    assert_eq!(run(&layer, Pass::Forward, &tensors), Err(RunError::WrongBias { expected: 0, given: 1 }));
}
