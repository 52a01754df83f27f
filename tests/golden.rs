//! Golden layers: every count of 23 layers that tools disagree on, each found by several independent programs.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

use im2cost::codec::document;
use im2cost::cost::Ledger;
use im2cost::layer::{Direction, GemmLayer, Operation};
use im2cost::lowering::Pass;
use im2cost::network::analyse;

/// What a golden layer comes to.
struct Golden {
    output: [i64; 4],
    params: u128,
    macs: u128,
    in_bounds: u128,
    bias_adds: u128,
    gemm_adds: u128,
    /// Additions of col2im, and the contributions that are cropped.
    col2im: (u128, u128),
    flops: u128,
    column_elements: u128,
}

fn layer(input: [i64; 4], row: &str) -> GemmLayer {
    let [batch, channels, height, width] = input;
    let input =
        format!(r#"{{"batch": {batch}, "channels": {channels}, "height": {height}, "width": {width}}}"#);
    let text =
        format!(r#"{{"format": "im2cost/1", "input": {input}, "layers": [{{"name": "layer", {row}}}]}}"#);
    let analysis = analyse(&document::read(&text).unwrap());
    match analysis.rows[0].valid().unwrap_or_else(|| panic!("{row}")).layer.operation {
        Operation::Gemm(layer) => layer,
        other => panic!("{other:?} has no GEMM"),
    }
}

fn check(id: &str, input: [i64; 4], row: &str, golden: Golden) {
    let layer = layer(input, row);
    assert_eq!(layer.output().extents(), golden.output, "{id} output");
    let [forward, input_grad, weight_grad] = Pass::ALL.map(|pass| Ledger::new(&layer, pass).unwrap());
    assert_eq!(forward.parameters(), golden.params, "{id} params");
    assert_eq!(forward.in_bounds, golden.in_bounds, "{id} in-bounds MACs");
    assert_eq!(forward.bias_adds, golden.bias_adds, "{id} bias adds");
    assert_eq!(forward.gemm_adds, golden.gemm_adds, "{id} GEMM adds");
    assert_eq!(forward.flops, golden.flops, "{id} exact FLOPs");
    assert_eq!(forward.column_elements, golden.column_elements, "{id} column buffer");
    let cropped = match layer.direction {
        Direction::Transposed => forward.column_elements * layer.batch as u128 - forward.col2im_adds,
        _ => 0,
    };
    assert_eq!((forward.col2im_adds, cropped), golden.col2im, "{id} col2im adds");
    // Every pass has as many MACs, so that a step of training is three times the forward pass.
    for ledger in [forward, input_grad, weight_grad] {
        assert_eq!(ledger.multiplications, golden.macs, "{id} MACs");
        assert_eq!(ledger.in_bounds, golden.in_bounds, "{id} in-bounds MACs");
    }
    let elements = layer.output().elements();
    let bias_gradient = if layer.bias { elements - layer.out_channels as u128 } else { 0 };
    assert_eq!(weight_grad.bias_adds, bias_gradient, "{id} additions of ∂b");
    // Where nothing is cropped, FLOPs are 2·MACs; without a bias to start a sum from, less one for each output element
    // of a convolution.
    let identity = match (layer.direction, layer.bias) {
        (Direction::Transposed, true) => 2 * golden.macs + elements - cropped,
        (Direction::Transposed, false) => 2 * golden.macs - cropped,
        (_, true) => 2 * golden.macs,
        (_, false) => 2 * golden.macs - elements,
    };
    assert_eq!(forward.flops, identity, "{id} FLOPs from MACs");
    // The zero-insertion view does a whole kernel at each output position.
    let positions = |size: [i64; 2]| size.iter().map(|extent| *extent as u128).product::<u128>();
    let inserted = match layer.direction {
        Direction::Transposed => golden.macs / positions(layer.input_size()) * positions(layer.output_size()),
        _ => golden.macs,
    };
    assert_eq!(forward.zero_insertion_macs, inserted, "{id} zero-insertion MACs");
}

#[test]
fn convolutions() {
    check(
        "A1",
        [1, 3, 224, 224],
        r#""kind": "conv2d", "out_channels": 64, "kernel_size": 7, "stride": 2, "padding": 3"#,
        Golden {
            output: [1, 64, 112, 112],
            params: 9_472,
            macs: 118_013_952,
            in_bounds: 116_214_528,
            bias_adds: 802_816,
            gemm_adds: 117_211_136,
            col2im: (0, 0),
            flops: 236_027_904,
            column_elements: 1_843_968,
        },
    );
    check(
        "A2",
        [1, 64, 56, 56],
        r#""kind": "conv2d", "out_channels": 128, "kernel_size": 3, "padding": 1"#,
        Golden {
            output: [1, 128, 56, 56],
            params: 73_856,
            macs: 231_211_008,
            in_bounds: 225_738_752,
            bias_adds: 401_408,
            gemm_adds: 230_809_600,
            col2im: (0, 0),
            flops: 462_422_016,
            column_elements: 1_806_336,
        },
    );
    check(
        "A3",
        [1, 64, 56, 56],
        r#""kind": "conv2d", "out_channels": 128, "kernel_size": 3, "padding": 1, "bias": false"#,
        Golden {
            output: [1, 128, 56, 56],
            params: 73_728,
            macs: 231_211_008,
            in_bounds: 225_738_752,
            bias_adds: 0,
            gemm_adds: 230_809_600,
            col2im: (0, 0),
            flops: 462_020_608,
            column_elements: 1_806_336,
        },
    );
    check(
        "A4",
        [1, 32, 112, 112],
        r#""kind": "conv2d", "out_channels": 32, "kernel_size": 3, "padding": 1, "groups": 32, "bias": false"#,
        Golden {
            output: [1, 32, 112, 112],
            params: 288,
            macs: 3_612_672,
            in_bounds: 3_569_792,
            bias_adds: 0,
            gemm_adds: 3_211_264,
            col2im: (0, 0),
            flops: 6_823_936,
            column_elements: 3_612_672,
        },
    );
    check(
        "A5",
        [1, 128, 56, 56],
        r#""kind": "conv2d", "out_channels": 128, "kernel_size": 3, "padding": 1, "groups": 32"#,
        Golden {
            output: [1, 128, 56, 56],
            params: 4_736,
            macs: 14_450_688,
            in_bounds: 14_108_672,
            bias_adds: 401_408,
            gemm_adds: 14_049_280,
            col2im: (0, 0),
            flops: 28_901_376,
            column_elements: 3_612_672,
        },
    );
    check(
        "A6",
        [1, 8, 16, 16],
        r#""kind": "conv2d", "out_channels": 8, "kernel_size": 3, "padding": 2, "dilation": 2, "bias": false"#,
        Golden {
            output: [1, 8, 16, 16],
            params: 576,
            macs: 147_456,
            in_bounds: 123_904,
            bias_adds: 0,
            gemm_adds: 145_408,
            col2im: (0, 0),
            flops: 292_864,
            column_elements: 18_432,
        },
    );
    check(
        "A7",
        [1, 16, 17, 17],
        r#""kind": "conv2d", "out_channels": 32, "kernel_size": [1, 7], "padding": [0, 3], "bias": false"#,
        Golden {
            output: [1, 32, 17, 17],
            params: 3_584,
            macs: 1_035_776,
            in_bounds: 931_328,
            bias_adds: 0,
            gemm_adds: 1_026_528,
            col2im: (0, 0),
            flops: 2_062_304,
            column_elements: 32_368,
        },
    );
    check(
        "A8",
        [1, 3, 8, 8],
        r#""kind": "conv2d", "out_channels": 8, "kernel_size": 3, "stride": 2"#,
        Golden {
            output: [1, 8, 3, 3],
            params: 224,
            macs: 1_944,
            in_bounds: 1_944,
            bias_adds: 72,
            gemm_adds: 1_872,
            col2im: (0, 0),
            flops: 3_888,
            column_elements: 243,
        },
    );
    check(
        "A9",
        [4, 3, 8, 8],
        r#""kind": "conv2d", "out_channels": 8, "kernel_size": 3, "padding": 1"#,
        Golden {
            output: [4, 8, 8, 8],
            params: 224,
            macs: 55_296,
            in_bounds: 46_464,
            bias_adds: 2_048,
            gemm_adds: 53_248,
            col2im: (0, 0),
            flops: 110_592,
            column_elements: 1_728,
        },
    );
    check(
        "A10",
        [1, 8, 8, 8],
        r#""kind": "conv2d", "out_channels": 12, "kernel_size": 3, "padding": 1, "groups": 4, "bias": false"#,
        Golden {
            output: [1, 12, 8, 8],
            params: 216,
            macs: 13_824,
            in_bounds: 11_616,
            bias_adds: 0,
            gemm_adds: 13_056,
            col2im: (0, 0),
            flops: 26_880,
            column_elements: 4_608,
        },
    );
    check(
        "A11",
        [1, 4, 9, 9],
        r#""kind": "conv2d", "out_channels": 4, "kernel_size": 4, "padding": "same", "bias": false"#,
        Golden {
            output: [1, 4, 9, 9],
            params: 256,
            macs: 20_736,
            in_bounds: 16_384,
            bias_adds: 0,
            gemm_adds: 20_412,
            col2im: (0, 0),
            flops: 41_148,
            column_elements: 5_184,
        },
    );
}

#[test]
fn transposed_convolutions() {
    check(
        "B1",
        [1, 3, 2, 2],
        r#""kind": "conv_transpose2d", "out_channels": 1, "kernel_size": 2, "stride": 2"#,
        Golden {
            output: [1, 1, 4, 4],
            params: 13,
            macs: 48,
            in_bounds: 48,
            bias_adds: 16,
            gemm_adds: 32,
            col2im: (16, 0),
            flops: 112,
            column_elements: 16,
        },
    );
    check(
        "B2",
        [1, 32, 1, 1],
        r#""kind": "conv_transpose2d", "out_channels": 1, "kernel_size": 3, "bias": false"#,
        Golden {
            output: [1, 1, 3, 3],
            params: 288,
            macs: 288,
            in_bounds: 288,
            bias_adds: 0,
            gemm_adds: 279,
            col2im: (9, 0),
            flops: 576,
            column_elements: 9,
        },
    );
    check(
        "B3",
        [2, 4, 8, 8],
        r#""kind": "conv_transpose2d", "out_channels": 6, "kernel_size": 4, "stride": 2, "padding": 1"#,
        Golden {
            output: [2, 6, 16, 16],
            params: 390,
            macs: 49_152,
            in_bounds: 43_200,
            bias_adds: 3_072,
            gemm_adds: 36_864,
            col2im: (10_800, 1_488),
            flops: 99_888,
            column_elements: 6_144,
        },
    );
    check(
        "B4",
        [2, 4, 8, 8],
        r#""kind": "conv_transpose2d", "out_channels": 4, "kernel_size": 3, "stride": 2, "padding": 1, "output_padding": 1, "groups": 4"#,
        Golden {
            output: [2, 4, 16, 16],
            params: 40,
            macs: 4_608,
            in_bounds: 4_232,
            bias_adds: 2_048,
            gemm_adds: 0,
            col2im: (4_232, 376),
            flops: 10_888,
            column_elements: 2_304,
        },
    );
    check(
        "B5",
        [2, 6, 8, 8],
        r#""kind": "conv_transpose2d", "out_channels": 6, "kernel_size": 2, "stride": 2, "groups": 3"#,
        Golden {
            output: [2, 6, 16, 16],
            params: 54,
            macs: 6_144,
            in_bounds: 6_144,
            bias_adds: 3_072,
            gemm_adds: 3_072,
            col2im: (3_072, 0),
            flops: 15_360,
            column_elements: 1_536,
        },
    );
    check(
        "B6",
        [1, 256, 16, 16],
        r#""kind": "conv_transpose2d", "out_channels": 128, "kernel_size": 4, "stride": 2, "padding": 1, "bias": false"#,
        Golden {
            output: [1, 128, 32, 32],
            params: 524_288,
            macs: 134_217_728,
            in_bounds: 125_960_192,
            bias_adds: 0,
            gemm_adds: 133_693_440,
            col2im: (492_032, 32_256),
            flops: 268_403_200,
            column_elements: 524_288,
        },
    );
    check(
        "B7",
        [1, 64, 28, 28],
        r#""kind": "conv_transpose2d", "out_channels": 32, "kernel_size": 3, "stride": 2, "padding": 1, "output_padding": 1"#,
        Golden {
            output: [1, 32, 56, 56],
            params: 18_464,
            macs: 14_450_688,
            in_bounds: 14_108_672,
            bias_adds: 100_352,
            gemm_adds: 14_224_896,
            col2im: (220_448, 5_344),
            flops: 28_996_384,
            column_elements: 225_792,
        },
    );
    check(
        "B8",
        [1, 8, 8, 8],
        r#""kind": "conv_transpose2d", "out_channels": 4, "kernel_size": 4, "stride": 2, "padding": 1, "groups": 4, "bias": false"#,
        Golden {
            output: [1, 4, 16, 16],
            params: 128,
            macs: 8_192,
            in_bounds: 7_200,
            bias_adds: 0,
            gemm_adds: 4_096,
            col2im: (3_600, 496),
            flops: 15_888,
            column_elements: 4_096,
        },
    );
    check(
        "B9",
        [1, 21, 16, 16],
        r#""kind": "conv_transpose2d", "out_channels": 21, "kernel_size": 64, "stride": 32, "bias": false"#,
        Golden {
            output: [1, 21, 544, 544],
            params: 1_806_336,
            macs: 462_422_016,
            in_bounds: 462_422_016,
            bias_adds: 0,
            gemm_adds: 440_401_920,
            col2im: (22_020_096, 0),
            flops: 924_844_032,
            column_elements: 22_020_096,
        },
    );
    check(
        "B10",
        [1, 8, 10, 12],
        r#""kind": "conv_transpose2d", "out_channels": 16, "kernel_size": [3, 5], "stride": [2, 1], "padding": [1, 2], "output_padding": [1, 0]"#,
        Golden {
            output: [1, 16, 20, 12],
            params: 1_936,
            macs: 230_400,
            in_bounds: 200_448,
            bias_adds: 3_840,
            gemm_adds: 201_600,
            col2im: (25_056, 3_744),
            flops: 460_896,
            column_elements: 28_800,
        },
    );
    check(
        "B11",
        [1, 8, 8, 8],
        r#""kind": "conv_transpose2d", "out_channels": 4, "kernel_size": 3, "stride": 2, "padding": 2, "dilation": 2, "output_padding": 1, "bias": false"#,
        Golden {
            output: [1, 4, 16, 16],
            params: 288,
            macs: 18_432,
            in_bounds: 15_488,
            bias_adds: 0,
            gemm_adds: 16_128,
            col2im: (1_936, 368),
            flops: 36_496,
            column_elements: 2_304,
        },
    );
    check(
        "B12",
        [1, 8, 8, 8],
        r#""kind": "conv_transpose2d", "out_channels": 16, "kernel_size": 4, "stride": 2, "padding": 1, "groups": 2, "bias": false"#,
        Golden {
            output: [1, 16, 16, 16],
            params: 1_024,
            macs: 65_536,
            in_bounds: 57_600,
            bias_adds: 0,
            gemm_adds: 49_152,
            col2im: (14_400, 1_984),
            flops: 129_088,
            column_elements: 16_384,
        },
    );
}

#[test]
fn dilation_can_leave_pixels_without_any_contribution() {
    let row = r#""kind": "conv_transpose2d", "out_channels": 4, "kernel_size": 3, "stride": 2, "padding": 2,
        "dilation": 2, "output_padding": 1"#;
    let reached = layer([1, 8, 8, 8], row).grids.map(|grid| grid.reached_pixels());
    assert_eq!(16 * 16 - reached[0] * reached[1], 192);
}
