//! Formulas of the four kinds of layers in each pass, as they are shown and copied.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

use std::fmt::Write;

use im2cost::cost::{Counting, Layout, Transposed, Unit, cost_formula, derivation};
use im2cost::layer::{Direction, GemmLayer, Grid};
use im2cost::lowering::Pass;

/// 64 → 128 channels, a 3×3 kernel with stride 2 and padding 1: from 56 to 28 pixels, transposed from 28 to 56.
fn layer(direction: Direction, groups: i64) -> GemmLayer {
    let grid = Grid { positions: 28, pixels: 56, kernel: 3, stride: 2, dilation: 1, begin: 1, end: 1 };
    let output_padding = if direction == Direction::Transposed { [1, 1] } else { [0, 0] };
    GemmLayer {
        direction,
        batch: 1,
        in_channels: 64,
        out_channels: 128,
        groups,
        bias: true,
        grids: [grid; 2],
        output_padding,
        vector: false,
    }
}

fn lines(layer: &GemmLayer, pass: Pass, counting: &Counting) -> String {
    let mut text = String::new();
    for line in derivation(layer, pass, counting, Layout::Textbook).unwrap() {
        let equation = line.equation(layer);
        writeln!(text, "{:?}\n  {}\n  {}", line.part, equation.text(), equation.latex()).unwrap();
    }
    text
}

#[test]
fn derivations_of_the_four_kinds_in_each_pass() {
    for (name, direction, groups) in [
        ("convolution", Direction::Convolution, 1),
        ("transposed_convolution", Direction::Transposed, 1),
        ("grouped_convolution", Direction::Convolution, 32),
        ("grouped_transposed_convolution", Direction::Transposed, 32),
    ] {
        for pass in Pass::ALL {
            let text = lines(&layer(direction, groups), pass, &Counting::default());
            insta::assert_snapshot!(format!("{name}_{pass:?}"), text);
        }
    }
}

#[test]
fn derivations_of_other_layers() {
    let convolution = layer(Direction::Convolution, 1);
    let [height, width] = convolution.grids;
    let uneven = GemmLayer {
        batch: 4,
        grids: [
            Grid { kernel: 5, begin: 2, end: 1, ..height },
            Grid { kernel: 3, stride: 1, dilation: 2, begin: 0, end: 0, positions: 52, ..width },
        ],
        ..convolution
    };
    insta::assert_snapshot!("uneven_convolution", lines(&uneven, Pass::Forward, &Counting::default()));
    insta::assert_snapshot!("uneven_weight_gradient", lines(&uneven, Pass::WeightGrad, &Counting::default()));
    let pixel = Grid { positions: 1, pixels: 1, kernel: 1, stride: 1, dilation: 1, begin: 0, end: 0 };
    let linear = GemmLayer { direction: Direction::Linear, grids: [pixel; 2], vector: true, ..convolution };
    insta::assert_snapshot!("linear", lines(&linear, Pass::Forward, &Counting::default()));
    insta::assert_snapshot!("linear_weight_gradient", lines(&linear, Pass::WeightGrad, &Counting::default()));
}

#[test]
fn the_square_of_one_tap_is_a_plain_one() {
    for direction in [Direction::Convolution, Direction::Transposed] {
        let grid = Grid { positions: 56, pixels: 56, kernel: 1, stride: 1, dilation: 1, begin: 0, end: 0 };
        let pointwise =
            GemmLayer { grids: [grid; 2], output_padding: [0, 0], bias: false, ..layer(direction, 1) };
        for pass in Pass::ALL {
            let text = lines(&pointwise, pass, &Counting::default());
            assert!(text.contains("K²") && text.contains("·1·"), "{text}");
            assert!(!text.contains("1²") && !text.contains("1^{2}"), "{text}");
        }
    }
}

#[test]
fn derivations_under_other_conventions() {
    let flops = Counting { unit: Unit::Flops, bias: true, ..Counting::default() };
    let real = Counting { padding: false, ..flops };
    let inserted = Counting { transposed: Transposed::ZeroInsertion, ..flops };
    for (name, direction) in [("convolution", Direction::Convolution), ("transposed", Direction::Transposed)]
    {
        for (convention, counting) in [("flops", flops), ("real_flops", real), ("inserted_flops", inserted)] {
            let text = lines(&layer(direction, 1), Pass::Forward, &counting);
            insta::assert_snapshot!(format!("{name}_{convention}"), text);
        }
    }
}

#[test]
fn formulas_in_the_order_of_the_product() {
    let mut text = String::new();
    for (direction, groups, bias) in [
        (Direction::Convolution, 1, false),
        (Direction::Convolution, 1, true),
        (Direction::Transposed, 1, true),
        (Direction::Convolution, 32, true),
        (Direction::Transposed, 32, false),
    ] {
        let layer = GemmLayer { bias, ..layer(direction, groups) };
        let counting = Counting { bias, ..Counting::default() };
        let expr = cost_formula(&layer, Pass::Forward, &counting, Layout::Product);
        writeln!(text, "{}\n  {}", expr.symbols().text(), expr.numbers(&layer).text()).unwrap();
    }
    insta::assert_snapshot!(text, @r"
    C_out·C_in·K·K·H_out·W_out
      128·64·3·3·28·28
    C_out·(C_in·K·K + 1)·H_out·W_out
      128·(64·3·3 + 1)·28·28
    C_out·K·K·C_in·H_in·W_in + C_out·H_out·W_out
      128·3·3·64·28·28 + 128·56·56
    C_out·(C_in/g·K·K + 1)·H_out·W_out
      128·(64/32·3·3 + 1)·28·28
    C_out/g·K·K·C_in·H_in·W_in
      128/32·3·3·64·28·28
    ");
}
