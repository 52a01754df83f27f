//! The duality of convolution and transposed convolution: what is one's forward pass is the other's input gradient.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

#[path = "support/small_layers.rs"]
mod small_layers;

use im2cost::cost::Ledger;
use im2cost::layer::{Direction, GemmLayer, Symbol};
use im2cost::lowering::{
    Atom, ColumnMap, Extent, Image, Lowering, Matrix, MatrixName, Pass, Pixel, Position, Tap, Tensors, run,
};
use proptest::prelude::*;

/// The transposed convolution with the same kernel, whose input is the convolution's output.
fn dual(convolution: &GemmLayer) -> GemmLayer {
    GemmLayer {
        direction: Direction::Transposed,
        in_channels: convolution.out_channels,
        out_channels: convolution.in_channels,
        // What the convolution's stride leaves over is the transposed convolution's output padding.
        output_padding: convolution.grids.map(|grid| {
            let reach = (grid.positions - 1) * grid.stride + (grid.kernel - 1) * grid.dilation + 1;
            grid.pixels + grid.begin + grid.end - reach
        }),
        ..*convolution
    }
}

/// An extent with input and output exchanged.
fn exchanged(extent: Extent) -> Vec<Atom> {
    let symbol = |symbol| match symbol {
        Symbol::InChannels => Symbol::OutChannels,
        Symbol::OutChannels => Symbol::InChannels,
        Symbol::InHeight => Symbol::OutHeight,
        Symbol::OutHeight => Symbol::InHeight,
        Symbol::InWidth => Symbol::OutWidth,
        Symbol::OutWidth => Symbol::InWidth,
        other => other,
    };
    let atom = |atom: &Atom| match *atom {
        Atom::Symbol(of) => Atom::Symbol(symbol(of)),
        Atom::PerGroup(of) => Atom::PerGroup(symbol(of)),
    };
    extent.atoms().iter().map(atom).collect()
}

/// The name that a matrix has in the other layer.
fn renamed(name: MatrixName) -> MatrixName {
    match name {
        MatrixName::X => MatrixName::DY,
        MatrixName::Xt => MatrixName::DYt,
        MatrixName::DY => MatrixName::X,
        MatrixName::DYt => MatrixName::Xt,
        MatrixName::Y => MatrixName::DX,
        MatrixName::DX => MatrixName::Y,
        MatrixName::Cols => MatrixName::DCols,
        MatrixName::ColsT => MatrixName::DColsT,
        MatrixName::DCols => MatrixName::Cols,
        MatrixName::DColsT => MatrixName::ColsT,
        other => other,
    }
}

type Shown = (MatrixName, Vec<Vec<Atom>>);

fn matrix(matrix: Matrix) -> Shown {
    (matrix.name, [matrix.rows, matrix.columns].map(|edge| edge.atoms().to_vec()).to_vec())
}

fn matrix_exchanged(matrix: Matrix) -> Shown {
    (renamed(matrix.name), [matrix.rows, matrix.columns].map(exchanged).to_vec())
}

fn image(image: Image) -> Shown {
    (image.name, [image.channels, image.height, image.width].map(|edge| edge.atoms().to_vec()).to_vec())
}

fn image_exchanged(image: Image) -> Shown {
    (renamed(image.name), [image.channels, image.height, image.width].map(exchanged).to_vec())
}

/// The pass of the dual that is the same as a pass.
const DUALS: [(Pass, Pass); 3] = [
    (Pass::Forward, Pass::InputGrad),
    (Pass::InputGrad, Pass::Forward),
    (Pass::WeightGrad, Pass::WeightGrad),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn shapes_steps_and_maps_are_the_same_with_ends_exchanged(layer in small_layers::convolution()) {
        let other = dual(&layer);
        prop_assert_eq!(other.input_size(), layer.output_size());
        prop_assert_eq!(other.output_size(), layer.input_size());
        for (grid, added) in other.grids.iter().zip(other.output_padding) {
            let size = (grid.positions - 1) * grid.stride - grid.begin - grid.end
                + grid.dilation * (grid.kernel - 1) + added + 1;
            prop_assert_eq!(size, grid.pixels);
            prop_assert!(added < grid.stride, "a stride leaves less than itself over");
        }
        prop_assert_eq!(ColumnMap::new(&layer), ColumnMap::new(&other));
        for (pass, of_dual) in DUALS {
            let (one, two) = (Lowering::new(&layer, pass), Lowering::new(&other, of_dual));
            for (one, two) in [(one.gemm.left, two.gemm.left), (one.gemm.right, two.gemm.right),
                (one.gemm.result, two.gemm.result)] {
                prop_assert_eq!(matrix(one), matrix_exchanged(two));
            }
            prop_assert_eq!(one.gemm.batch_inside, two.gemm.batch_inside);
            prop_assert_eq!(image(one.fine), image_exchanged(two.fine));
            prop_assert_eq!(image(one.coarse), image_exchanged(two.coarse));
            prop_assert_eq!(one.im2col.is_some(), two.im2col.is_some());
            prop_assert_eq!(one.col2im.is_some(), two.col2im.is_some());
        }
    }

    #[test]
    fn results_and_counts_are_the_same(layer in small_layers::convolution()) {
        let layer = GemmLayer { bias: false, ..layer };
        let other = dual(&layer);
        let tensors = Tensors::of(&layer).unwrap();
        let Tensors { x, weight, grad_out, .. } = tensors.clone();
        let exchanged = Tensors { x: grad_out, weight, bias: None, grad_out: x };
        for (pass, of_dual) in DUALS {
            let one = run(&layer, pass, &tensors).unwrap();
            let two = run(&other, of_dual, &exchanged).unwrap();
            prop_assert_eq!(one, two);
            let (mut one, two) = (Ledger::new(&layer, pass).unwrap(), Ledger::new(&other, of_dual).unwrap());
            // Only the transposed layer has another view of its forward pass.
            one.zero_insertion_macs = two.zero_insertion_macs;
            prop_assert_eq!(one, two);
        }
    }

    #[test]
    fn index_maps_lead_back(layer in small_layers::small()) {
        let map = ColumnMap::new(&layer);
        let cells = || (0..map.rows()).flat_map(|row| (0..map.columns()).map(move |column| (row, column)));
        for (row, column) in cells() {
            let (tap, position) = (map.tap(row).unwrap(), map.position(column).unwrap());
            prop_assert_eq!((map.row(tap), map.column(position)), (row, column));
        }
        prop_assert_eq!(map.tap(map.rows()), None);
        prop_assert_eq!(map.position(map.columns()), None);
        let holding = |pixel: Pixel| -> Vec<(Tap, Position)> {
            cells()
                .map(|(row, column)| (map.tap(row).unwrap(), map.position(column).unwrap()))
                .filter(|(tap, position)| map.pixel(0, *tap, *position) == pixel)
                .collect()
        };
        let [height, width] = layer.grids.map(|grid| grid.pixels);
        for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
            let pixel = Pixel { channel: 0, y, x };
            let mut found: Vec<_> = map.cells(pixel).collect();
            prop_assert_eq!(map.meetings(pixel), found.len() as u128);
            found.sort_by_key(|(tap, position)| (map.row(*tap), map.column(*position)));
            prop_assert_eq!(found, holding(pixel));
        }
    }
}
