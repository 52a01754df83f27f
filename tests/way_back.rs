//! The way back against brute force: every geometry that gives a size, none that does not; layers that undo others.

#![allow(clippy::unwrap_used)] // A test may panic, and so may what helps it.

use im2cost::codec::document;
use im2cost::cost::{Counting, Transposed};
use im2cost::layer::{Direction, Fields, Key, Kind, Operation, Shape, Value, resolve};
use im2cost::network::{
    Document, History, SearchRange, SizeError, analyse, geometries, undo, undone, wanted_size, ways,
};
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

/// Two convolutions that share weights, and a transposed one, each with odd values that a way must replace.
fn network() -> Document {
    document::read(
        r#"{"format": "im2cost/1", "input": {"channels": 8, "height": 28, "width": 28}, "layers": [
            {"name": "a", "kind": "conv2d", "out_channels": 8, "kernel_size": 3, "padding": "same", "dilation": 2},
            {"name": "b", "kind": "conv2d", "out_channels": 8, "kernel_size": 3, "shares_weights_with": "a"},
            {"name": "up", "kind": "conv_transpose2d", "from": ["a"], "out_channels": 4, "kernel_size": [2, 3],
             "stride": 3, "output_padding": 1, "groups": 2},
            {"name": "wide", "kind": "conv2d", "from": ["a"], "out_channels": 8, "kernel_size": 99}]}"#,
    )
    .unwrap()
}

#[test]
fn each_way_gives_the_size_and_costs_what_is_said_by_one_edit_that_undo_takes_back() {
    let mut document = network();
    for transposed in Transposed::ALL {
        document.counting = Counting { transposed, padding: false, ..Counting::default() };
        let analysis = analyse(&document);
        for (at, wanted) in [
            (0, [14, 14]),
            (0, [28, 28]),
            (0, [14, 15]),
            (1, [26, 26]),
            (2, [56, 56]),
            (2, [55, 84]),
            (3, [7, 7]),
        ] {
            let ways = ways(&document, at, &analysis.rows[at], wanted, &SearchRange::default()).unwrap();
            assert!(ways.len() > 1 && ways.is_sorted_by_key(|way| way.cost));
            for way in &ways {
                let mut history = History::new(document.clone());
                history.act(&way.action);
                let after = analyse(history.present());
                let row = after.rows[at].valid().unwrap();
                let before = analysis.rows[at].valid();
                assert_eq!(before.is_some_and(|before| before.layer == row.layer), way.is_now);
                assert_eq!(row.layer.output.size(), Some(wanted));
                assert_eq!(row.cost(document.counting), Some(way.cost));
                history.undo();
                assert_eq!(**history.present(), document);
            }
        }
    }
}

#[test]
fn a_way_to_the_size_that_a_row_has_already_is_marked() {
    let document = document::read(
        r#"{"format": "im2cost/1", "input": {"channels": 8, "height": 28, "width": 28}, "layers": [
            {"name": "a", "kind": "conv2d", "out_channels": 8, "kernel_size": 3, "padding": 1, "groups": 2}]}"#,
    );
    let document = document.unwrap();
    let row = &analyse(&document).rows[0];
    let ways = ways(&document, 0, row, [28, 28], &SearchRange::default()).unwrap();
    let now: Vec<_> = ways.iter().filter(|way| way.is_now).collect();
    assert_eq!(now.len(), 1);
    assert_eq!(
        (now[0].geometry.kernel, Some(now[0].cost)),
        (3, row.valid().unwrap().cost(document.counting))
    );
}

#[test]
fn the_layer_that_undoes_a_row_stands_below_it_and_gives_back_what_flowed_in() {
    let mut document = network();
    document.rows.truncate(3);
    for at in 0..3 {
        let analysis = analyse(&document);
        let valid = analysis.rows[at].valid().unwrap();
        let Operation::Gemm(gemm) = &valid.layer.operation else { panic!("no GEMM") };
        let undone = undone(&document.rows[at], at, gemm).unwrap();
        let after = undone.action.apply(&document);
        let below = analyse(&after).rows[at + 1].valid().unwrap().layer;
        assert_eq!(below, undone.layer);
        assert_eq!(below.output, analysis.rows[at].inputs[0]);
    }
}

#[test]
fn what_is_no_size_says_why() {
    for (text, expected) in [
        ("", Err(SizeError::Unreadable)),
        ("56.5", Err(SizeError::Unreadable)),
        ("1, 2, 3", Err(SizeError::Unreadable)),
        ("-3", Err(SizeError::TooSmall(-3))),
        ("3x0", Err(SizeError::TooSmall(0))),
        ("2147483648", Err(SizeError::TooLarge(2_147_483_648))),
        ("５６×28", Ok([56, 28])),
    ] {
        assert_eq!(wanted_size(text), expected, "{text}");
    }
}
