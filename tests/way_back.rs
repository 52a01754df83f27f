//! The way back against brute force: every geometry that gives a size, none that does not; layers that undo others.

#![allow(clippy::unwrap_used)] // A test may panic, and so may what helps it.

use im2cost::layer::{Direction, Fields, Key, Kind, Operation, Shape, Value, resolve};
use im2cost::network::{SearchRange, geometries, undo};
use proptest::prelude::*;

fn kind(direction: Direction) -> Kind {
    if direction == Direction::Transposed { Kind::ConvTranspose2d } else { Kind::Conv2d }
}

/// The size that comes out, by the rules that every row obeys.
fn size(
    direction: Direction,
    input: [i64; 2],
    numbers: [i64; 3],
    padding: [i64; 2],
    added: [i64; 2],
) -> Option<[i64; 2]> {
    let [kernel, stride, dilation] = numbers;
    let both = |value| Value::Pair([value, value]);
    let fields = Fields::new()
        .with(Key::OutChannels, Value::Integer(1))
        .with(Key::KernelSize, both(kernel))
        .with(Key::Stride, both(stride))
        .with(Key::Dilation, both(dilation))
        .with(Key::Padding, Value::Pair(padding))
        .with(Key::OutputPadding, Value::Pair(added));
    let layer = resolve(kind(direction), &fields, &[Shape::Image([1, 1, input[0], input[1]])]).ok()?;
    layer.output.size()
}

fn direction() -> impl Strategy<Value = Direction> {
    prop_oneof![Just(Direction::Convolution), Just(Direction::Transposed)]
}

proptest! {
    #[test]
    fn every_geometry_in_range_that_gives_the_size_is_found_and_no_other(
        direction in direction(),
        input in [1..9i64, 1..9i64],
        output in [1..14i64, 1..14i64],
        square in any::<bool>(),
    ) {
        let (input, output) = if square { ([input[0]; 2], [output[0]; 2]) } else { (input, output) };
        let range = SearchRange { kernel: 1..=4, stride: 1..=3, dilation: 1..=2 };
        let found = geometries(direction, input, output, &range);
        let mut expected = Vec::new();
        let alike = input[0] == input[1] && output[0] == output[1];
        for (kernel, stride, dilation) in (1..=4).flat_map(|k| (1..=3).flat_map(move |s| (1..=2).map(move |d| (k, s, d)))) {
            if kernel == 1 && dilation == 2 {
                continue;
            }
            let most = (dilation * (kernel - 1) + 1) / 2;
            let added = if direction == Direction::Transposed { 3 } else { 1 };
            for (top, left) in (0..=most).flat_map(|top| (0..=most).map(move |left| (top, left))) {
                for (rows, columns) in (0..added).flat_map(|rows| (0..added).map(move |columns| (rows, columns))) {
                    if alike && (top != left || rows != columns) {
                        continue;
                    }
                    let numbers = [kernel, stride, dilation];
                    if size(direction, input, numbers, [top, left], [rows, columns]) == Some(output) {
                        expected.push((numbers, [top, left], [rows, columns]));
                    }
                }
            }
        }
        let mut plain: Vec<_> = found
            .iter()
            .map(|geometry| {
                ([geometry.kernel, geometry.stride, geometry.dilation], geometry.padding, geometry.output_padding)
            })
            .collect();
        prop_assert!(found.is_sorted_by_key(|geometry| geometry.kernel));
        plain.sort();
        expected.sort();
        prop_assert_eq!(plain, expected);
    }

    #[test]
    fn a_layer_and_the_one_that_undoes_it_give_back_the_shape(
        direction in direction(),
        extents in [1..4i64, 1..20i64, 1..20i64],
        numbers in [1..5i64, 1..4i64, 1..4i64],
        padding in prop::array::uniform4(0..4i64),
        added in [0..3i64, 0..3i64],
        groups in 1..3i64,
    ) {
        let [channels, height, width] = extents;
        let [kernel, stride, dilation] = numbers;
        let input = Shape::Image([2, channels * groups, height, width]);
        let mut fields = Fields::new()
            .with(Key::OutChannels, Value::Integer(3 * groups))
            .with(Key::KernelSize, Value::Pair([kernel, kernel + 1]))
            .with(Key::Stride, Value::Pair([stride, stride]))
            .with(Key::Dilation, Value::Pair([dilation, 1]))
            .with(Key::Groups, Value::Integer(groups))
            .with(Key::Padding, Value::Sides(padding));
        if direction == Direction::Transposed {
            fields.set(Key::OutputPadding, Value::Pair(added));
        }
        let Ok(layer) = resolve(kind(direction), &fields, &[input]) else { return Ok(()) };
        let Operation::Gemm(gemm) = layer.operation else { panic!("no GEMM") };
        match undo(&gemm) {
            Some((kind, fields)) => {
                let back = resolve(kind, &fields, &[layer.output]);
                prop_assert_eq!(back.map(|back| back.output), Ok(input));
            }
            // Only output padding that dilation allows, and the end padding does not make up for.
            None => prop_assert!(direction == Direction::Transposed && added.iter().any(|added| *added >= stride)),
        }
    }
}
