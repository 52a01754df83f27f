//! Counts in closed form against counters that tick: thousands of random layers, every entry, all three passes.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

#[path = "support/small_layers.rs"]
mod small_layers;

use im2cost::cost::{Counting, Entry, Ledger, Numbers, Proof, Transposed, Unit};
use im2cost::layer::{Direction, GemmLayer};
use im2cost::lowering::{ColumnMap, Lowering, Pass, Pixel, Run, Running, Tensor, Tensors, run};
use proptest::prelude::*;

fn runs(layer: &GemmLayer) -> (Tensors, [Run; 3]) {
    let tensors = Tensors::of(layer).unwrap();
    let runs = Pass::ALL.map(|pass| run(layer, pass, &tensors).unwrap());
    (tensors, runs)
}

fn elements(tensor: &Tensor) -> u128 {
    tensor.values().len() as u128
}

fn dot(a: &Tensor, b: &Tensor) -> i64 {
    assert_eq!(a.extents(), b.extents());
    a.values().iter().zip(b.values()).map(|(a, b)| a * b).sum()
}

/// For each row or column of the column matrix of one channel, how many of its cells hold a real pixel.
fn real_cells(layer: &GemmLayer, by_tap: bool) -> Vec<u128> {
    let map = ColumnMap::new(layer);
    let taps = map.rows() / channels(layer).1;
    let real = |row, column| map.is_real(map.pixel(0, map.tap(row).unwrap(), map.position(column).unwrap()));
    let count = |cells: &mut dyn Iterator<Item = (u128, u128)>| {
        cells.filter(|(row, column)| real(*row, *column)).count() as u128
    };
    if by_tap {
        (0..taps).map(|row| count(&mut (0..map.columns()).map(|column| (row, column)))).collect()
    } else {
        (0..map.columns()).map(|column| count(&mut (0..taps).map(|row| (row, column)))).collect()
    }
}

/// Channels of one group: of the coarse image, of the fine one.
fn channels(layer: &GemmLayer) -> (u128, u128) {
    let of = |channels: i64| (channels / layer.groups) as u128;
    match layer.direction {
        Direction::Transposed => (of(layer.in_channels), of(layer.out_channels)),
        _ => (of(layer.out_channels), of(layer.in_channels)),
    }
}

/// The additions inside the GEMM if products out of bounds are left out: one less than each sum has products.
fn additions_in_bounds(layer: &GemmLayer, pass: Pass) -> u128 {
    let lowering = Lowering::new(layer, pass);
    if lowering.columns.is_none() {
        // A linear layer has nothing out of bounds.
        return Ledger::new(layer, pass).unwrap().gemm_adds;
    }
    let (coarse, fine) = channels(layer);
    let (batch, groups) = (layer.batch as u128, layer.groups as u128);
    let additions = |products: Vec<u128>| products.iter().map(|n| n.saturating_sub(1)).sum::<u128>();
    if lowering.gemm.batch_inside {
        let sums = real_cells(layer, true).iter().map(|real| real * batch).collect();
        groups * coarse * fine * additions(sums)
    } else if lowering.col2im.is_some() {
        let cells: u128 = real_cells(layer, true).iter().sum();
        batch * groups * fine * cells * (coarse - 1)
    } else {
        let sums = real_cells(layer, false).iter().map(|real| real * fine).collect();
        batch * groups * coarse * additions(sums)
    }
}

/// The contributions to each pixel of one output channel of a transposed convolution.
fn contributions(layer: &GemmLayer) -> Vec<u128> {
    let map = ColumnMap::new(layer);
    let [height, width] = layer.output_size();
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| Pixel { channel: 0, y, x }));
    pixels.map(|pixel| map.meetings(pixel) * (layer.in_channels / layer.groups) as u128).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn the_ledger_is_what_a_run_counts(layer in small_layers::small()) {
        let (tensors, runs) = runs(&layer);
        for (pass, run) in Pass::ALL.into_iter().zip(&runs) {
            let ledger = Ledger::new(&layer, pass).unwrap();
            let counts = run.counts;
            prop_assert_eq!(ledger.multiplications, counts.multiplications, "{:?}", pass);
            prop_assert_eq!(ledger.in_bounds, counts.in_bounds, "{:?}", pass);
            prop_assert_eq!(ledger.gemm_adds, counts.gemm_adds, "{:?}", pass);
            prop_assert_eq!(ledger.col2im_adds, counts.col2im_adds, "{:?}", pass);
            prop_assert_eq!(ledger.bias_adds, counts.bias_adds, "{:?}", pass);
            prop_assert_eq!(ledger.flops, counts.operations(), "{:?}", pass);
            prop_assert_eq!(ledger.weights, elements(&tensors.weight));
            prop_assert_eq!(ledger.biases, tensors.bias.as_ref().map_or(0, Vec::len) as u128);
            let columns = run.columns.as_ref().map_or(0, elements) / layer.batch as u128;
            prop_assert_eq!(ledger.column_elements, columns, "{:?}", pass);
            for entry in Entry::ALL {
                let lowering = Lowering::new(&layer, pass);
                let count = entry.count(&layer, &lowering).value(&Numbers::new(&layer, &lowering));
                prop_assert_eq!(count, Some(ledger.value(entry)), "{:?} {:?}", pass, entry);
            }
        }
    }

    #[test]
    fn a_run_in_parts_is_the_whole_run(layer in small_layers::small(), parts in 1_u128..40) {
        let (tensors, runs) = runs(&layer);
        for (pass, whole) in Pass::ALL.into_iter().zip(runs) {
            let mut proof = Proof::new(&layer, pass, &tensors).unwrap();
            let mut running = Running::new(&layer, pass, &tensors).unwrap();
            let mut before = proof.progress();
            prop_assert!(running.clone().finish().is_err());
            for _ in 0..parts {
                let now = proof.go_on(parts).unwrap();
                prop_assert!(before.tallies.iter().zip(&now.tallies).all(|(a, b)| a.counted <= b.counted));
                prop_assert!(now.done || now.tallies != before.tallies);
                before = now;
            }
            // Only steps that do no counted operation may be left.
            let end = proof.go_on(1).unwrap();
            prop_assert!(end.done && end.tallies.iter().all(|tally| tally.is_equal()), "{:?}", end);
            while !running.go_on(7).unwrap() {}
            prop_assert_eq!(running.finish().unwrap(), whole, "{:?}", pass);
        }
    }

    #[test]
    fn the_gradients_are_those_of_the_forward_pass(layer in small_layers::small()) {
        // A linear map and its adjoint: ⟨Y, ∂Y⟩ = ⟨X, ∂X⟩ = ⟨W, ∂W⟩.
        let layer = GemmLayer { bias: false, ..layer };
        let (tensors, [forward, input_grad, weight_grad]) = runs(&layer);
        let product = dot(&forward.result, &tensors.grad_out);
        prop_assert_eq!(product, dot(&tensors.x, &input_grad.result));
        prop_assert_eq!(product, dot(&tensors.weight, &weight_grad.result));
    }

    #[test]
    fn what_padding_costs_is_left_out_exactly(layer in small_layers::small()) {
        for pass in Pass::ALL {
            let lowering = Lowering::new(&layer, pass);
            let cost = |counting: Counting| {
                counting.cost(&layer, &lowering).value(&Numbers::new(&layer, &lowering)).unwrap()
            };
            let ledger = Ledger::new(&layer, pass).unwrap();
            let real = Counting { padding: false, ..Counting::default() };
            prop_assert_eq!(cost(real), ledger.in_bounds);
            prop_assert_eq!(cost(Counting { unit: Unit::TwoMacs, ..real }), 2 * ledger.in_bounds);
            let additions = additions_in_bounds(&layer, pass) + ledger.col2im_adds;
            prop_assert_eq!(cost(Counting { unit: Unit::Flops, ..real }), ledger.in_bounds + additions);
        }
    }

    #[test]
    fn conventions_add_up_what_the_ledger_says(layer in small_layers::small(), bias in any::<bool>()) {
        for pass in Pass::ALL {
            let lowering = Lowering::new(&layer, pass);
            let cost = |counting: Counting| {
                counting.cost(&layer, &lowering).value(&Numbers::new(&layer, &lowering)).unwrap()
            };
            let ledger = Ledger::new(&layer, pass).unwrap();
            let counting = Counting { bias, ..Counting::default() };
            let added = if bias { ledger.bias_adds } else { 0 };
            prop_assert_eq!(cost(counting), ledger.multiplications + added);
            let doubled = cost(Counting { unit: Unit::TwoMacs, ..counting });
            prop_assert_eq!(doubled, 2 * ledger.multiplications + added);
            let flops = cost(Counting { unit: Unit::Flops, ..counting });
            prop_assert_eq!(flops, ledger.flops - ledger.bias_adds + added);
            let inserted = Counting { transposed: Transposed::ZeroInsertion, ..counting };
            prop_assert_eq!(cost(inserted), ledger.zero_insertion_macs + added);
        }
    }

    #[test]
    fn zero_insertion_is_a_whole_kernel_at_each_output_pixel(layer in small_layers::transposed()) {
        let lowering = Lowering::new(&layer, Pass::Forward);
        let cost = |counting: Counting| {
            counting.cost(&layer, &lowering).value(&Numbers::new(&layer, &lowering)).unwrap()
        };
        let inserted = Counting { transposed: Transposed::ZeroInsertion, ..Counting::default() };
        let kernel: i64 = layer.grids.iter().map(|grid| grid.kernel).product();
        let elements = layer.output().elements();
        let products = elements * (layer.in_channels / layer.groups * kernel) as u128;
        prop_assert_eq!(cost(inserted), products);
        prop_assert_eq!(cost(Counting { unit: Unit::Flops, ..inserted }), 2 * products - elements);
        // Without the zeros, what is left is what contributes.
        let planes = (layer.batch * layer.out_channels) as u128;
        let real = contributions(&layer);
        let products = planes * real.iter().sum::<u128>();
        let additions = planes * real.iter().map(|products| products.saturating_sub(1)).sum::<u128>();
        let real = Counting { padding: false, ..inserted };
        prop_assert_eq!(cost(real), products);
        prop_assert_eq!(cost(Counting { unit: Unit::Flops, ..real }), products + additions);
    }
}
