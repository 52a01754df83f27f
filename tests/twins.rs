//! Twins: valid layers of the same pattern, and never larger than can be drawn.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

#[path = "support/gemm_layers.rs"]
mod gemm_layers;

use gemm_layers::{fields, layer, resolved};
use im2cost::codec::document;
use im2cost::layer::{Direction, GemmLayer, Grid, Symbol};
use im2cost::lowering::{MOST_CELLS, Pass, Tensors, Twin, run, twin_cells};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn a_twin_is_a_valid_layer_that_can_be_drawn(layer in layer()) {
        let twin = Twin::of(&layer);
        prop_assert!(twin_cells(&twin.layer) <= MOST_CELLS, "{:?}", twin);
        prop_assert_eq!(resolved(&twin.layer), Ok(twin.layer), "{:?}", fields(&twin.layer));
        prop_assert_eq!(Twin::of(&twin.layer).layer, twin.layer);
        prop_assert!(twin.layer.batch <= 2);
    }

    #[test]
    fn a_twin_keeps_the_pattern(layer in layer()) {
        let twin = Twin::of(&layer).layer;
        prop_assert_eq!(twin.direction, layer.direction);
        prop_assert_eq!((twin.bias, twin.vector), (layer.bias, layer.vector));
        prop_assert_eq!(twin.groups == 1, layer.groups == 1);
        prop_assert!(layer.in_channels > layer.groups || twin.in_channels == twin.groups);
        prop_assert!(layer.out_channels > layer.groups || twin.out_channels == twin.groups);
        for (small, large) in twin.grids.iter().zip(&layer.grids) {
            prop_assert_eq!(small.kernel == 1, large.kernel == 1);
            prop_assert_eq!(small.stride == 1, large.stride == 1);
            prop_assert_eq!(small.dilation == 1, large.dilation == 1);
            if large.kernel <= 7 {
                prop_assert_eq!(small.kernel, large.kernel);
                prop_assert!(large.stride > 4 || small.stride == large.stride);
            }
            let even = |grid: &Grid| grid.begin.cmp(&grid.end);
            let shown = small.begin + small.end > 1 || large.begin + large.end < 2;
            prop_assert!(!shown || even(small) == even(large), "{:?} {:?}", small, large);
        }
    }

    #[test]
    fn every_pass_of_a_twin_runs(layer in layer()) {
        let twin = Twin::of(&layer).layer;
        let tensors = Tensors::of(&twin).unwrap();
        for pass in Pass::ALL {
            prop_assert!(run(&twin, pass, &tensors).is_ok());
        }
    }
}

fn convolution(kernel: i64, stride: i64, padding: i64, size: i64) -> GemmLayer {
    let positions = (size + 2 * padding - kernel) / stride + 1;
    let grid = Grid { positions, pixels: size, kernel, stride, dilation: 1, begin: padding, end: padding };
    GemmLayer {
        direction: Direction::Convolution,
        batch: 8,
        in_channels: 64,
        out_channels: 64,
        groups: 1,
        bias: true,
        grids: [grid; 2],
        output_padding: [0, 0],
        vector: false,
    }
}

#[test]
fn a_common_layer_keeps_its_kernel_and_says_what_it_changed() {
    let twin = Twin::of(&convolution(3, 1, 1, 56));
    let changes: Vec<_> = twin.changes().map(|change| (change.symbol, change.from, change.to)).collect();
    let expected = [
        (Symbol::InChannels, 64, 2),
        (Symbol::OutChannels, 64, 2),
        (Symbol::InHeight, 56, 4),
        (Symbol::InWidth, 56, 4),
        (Symbol::OutHeight, 56, 4),
        (Symbol::OutWidth, 56, 4),
        (Symbol::Batch, 8, 2),
    ];
    assert_eq!(changes, expected);
}

#[test]
fn what_is_too_large_is_shrunk_and_what_is_left_over_stays() {
    let patches = Twin::of(&convolution(16, 16, 0, 224)).layer.grids[0];
    assert_eq!((patches.kernel, patches.stride, patches.left_over()), (2, 2, 0));
    let padded = Twin::of(&convolution(3, 1, 100, 224)).layer.grids[0];
    assert_eq!((padded.kernel, padded.begin, padded.end), (3, 3, 3));
    let rest = Twin::of(&convolution(3, 2, 0, 224)).layer.grids[0];
    assert_eq!(rest.left_over(), 1);
}

#[test]
fn a_layer_with_numbers_for_all_of_it_is_its_own_twin() {
    let cases = gemm_layers::data();
    assert_eq!(cases.len(), 64);
    for case in cases {
        let layer = gemm_layers::case_layer(&case);
        let document = document::read(&gemm_layers::document(&case).to_string()).unwrap();
        let numbers = &document.twins["layer"];
        let twin = numbers.twin(&layer);
        assert!(twin.is_itself(), "{layer:?}");
        assert_eq!(numbers.errors(&twin.layer), []);
        assert_eq!(numbers.tensors(&twin.layer), Some(gemm_layers::tensors(&case)), "{layer:?}");
    }
}
