//! Peak activation memory against a simulation that allocates and frees tensor by tensor.

#![allow(clippy::unwrap_used)] // A test may panic, and so may what helps it.

use im2cost::codec::document;
use im2cost::cost::DataType;
use im2cost::layer::Operation;
use im2cost::network::{
    Amount, Analysis, Held, Liveness, NetworkMemory, NetworkTraining, Peak, RowMemory, Source, analyse,
    learning_before,
};
use proptest::prelude::*;

/// Runs the rows one by one: what a row makes is allocated, and what no later row reads is freed after it.
fn simulate(analysis: &Analysis) -> Vec<u128> {
    let rows = analysis.rows.len();
    // The buffer of each row's output: itself, or that of what it renames; `rows` is the network's input.
    let mut buffers: Vec<usize> = Vec::new();
    let buffer = |buffers: &[usize], source: &Source| match source {
        Source::Input => rows,
        Source::Row(row) => buffers[*row],
    };
    for (at, row) in analysis.rows.iter().enumerate() {
        let renames = matches!(
            row.valid().unwrap().layer.operation,
            Operation::Flatten | Operation::Unflatten | Operation::Identity
        );
        let of = if renames { buffer(&buffers, &row.sources[0]) } else { at };
        buffers.push(of);
    }
    let size = |buffer: usize| match buffer {
        input if input == rows => analysis.input.as_ref().unwrap().elements(),
        row => analysis.rows[row].output().unwrap().elements(),
    };
    let is_result = |row: usize| !analysis.rows.iter().any(|other| other.sources.contains(&Source::Row(row)));
    let mut live = vec![rows];
    let mut alive = Vec::new();
    for at in 0..rows {
        if buffers[at] == at {
            live.push(at);
        }
        alive.push(live.iter().map(|buffer| size(*buffer)).sum());
        live.retain(|candidate| {
            let read_later = analysis.rows[at + 1..]
                .iter()
                .any(|row| row.sources.iter().any(|source| buffer(&buffers, source) == *candidate));
            let result = (0..rows).any(|row| buffers[row] == *candidate && is_result(row));
            read_later || result
        });
    }
    alive
}

/// A network of rows that read any earlier ones; sizes do not change, channels do.
fn network() -> impl Strategy<Value = String> {
    let row = (0..6usize, any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1..5i64);
    prop::collection::vec(row, 1..12).prop_map(|rows| {
        let mut layers = Vec::new();
        for (at, (kind, one, two, channels)) in rows.into_iter().enumerate() {
            let name = |index: prop::sample::Index| match index.index(at + 1) {
                0 => "input".to_owned(),
                row => format!("r{}", row - 1),
            };
            let (one, two) = (name(one), name(two));
            let (kind, from) = match kind {
                0 | 1 => {
                    (format!(r#""conv2d", "out_channels": {channels}, "kernel_size": 3, "padding": 1"#), format!(r#""{one}""#))
                }
                2 => (r#""activation""#.to_owned(), format!(r#""{one}""#)),
                3 => (r#""identity""#.to_owned(), format!(r#""{one}""#)),
                4 => (r#""max_pool2d", "kernel_size": 3, "stride": 1, "padding": 1"#.to_owned(), format!(r#""{one}""#)),
                _ => (r#""concat""#.to_owned(), format!(r#""{one}", "{two}""#)),
            };
            layers.push(format!(r#"{{"name": "r{at}", "kind": {kind}, "from": [{from}]}}"#));
        }
        let layers = layers.join(", ");
        format!(r#"{{"format": "im2cost/1", "input": {{"batch": 2, "channels": 3, "height": 4, "width": 5}}, "layers": [{layers}]}}"#)
    })
}

proptest! {
    #[test]
    fn what_is_alive_equals_a_simulation(text in network()) {
        let analysis = analyse(&document::read(&text).unwrap());
        let liveness = Liveness::of(&analysis).unwrap();
        prop_assert_eq!(&liveness.alive, &simulate(&analysis), "{}", text);
        let peak = liveness.alive.iter().max().unwrap();
        prop_assert_eq!(liveness.peak().unwrap().1, *peak);
        prop_assert!(liveness.peak_with_columns().unwrap().1 >= *peak);
        prop_assert!(NetworkTraining::of(&analysis).is_some());
    }
}

#[test]
fn a_training_step_is_three_passes_but_for_the_first_layer() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/static/examples/resnet50.im2cost.json");
    let analysis = analyse(&document::read(&std::fs::read_to_string(path).unwrap()).unwrap());
    let training = NetworkTraining::of(&analysis).unwrap();
    assert_eq!(training.forward, 4_089_184_256);
    assert_eq!(training.weight_grads, training.forward);
    // The first convolution, 118,013,952 MACs, needs no ∂X.
    assert_eq!(training.input_grads, training.forward - 118_013_952);
    assert_eq!(training.step().macs(), Some(3 * 4_089_184_256 - 118_013_952));
}

#[test]
fn the_rows_that_are_shown_add_up_to_the_network() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/static/examples/resnet50.im2cost.json");
    let analysis = analyse(&document::read(&std::fs::read_to_string(path).unwrap()).unwrap());
    let before = learning_before(&analysis).unwrap();
    let (mut parameters, mut columns, mut step) = (0, 0, [0; 3]);
    for (at, needs_gradient) in before.into_iter().enumerate() {
        let row = RowMemory::of(&analysis, at, DataType::Half).unwrap();
        let bytes =
            |held| row.held.iter().find(|(other, _)| *other == held).map_or(0, |(_, amount)| amount.bytes);
        parameters += bytes(Held::Parameters);
        columns = columns.max(bytes(Held::Columns));
        assert_eq!(bytes(Held::InputGradients) > 0, needs_gradient, "row {at}");
        if let Some(passes) = row.step {
            assert_eq!(passes.input_grad.is_some(), needs_gradient, "row {at}");
            step[0] += passes.forward;
            step[1] += passes.input_grad.unwrap_or(0);
            step[2] += passes.weight_grad;
        }
    }
    let network = NetworkMemory::of(&analysis, DataType::Half).unwrap();
    let training = network.training;
    assert_eq!(step, [training.forward, training.input_grads, training.weight_grads]);
    // 25,557,032 parameters, as PyTorch counts them, of two bytes.
    assert_eq!(parameters, 2 * 25_557_032);
    assert_eq!(network.held[0], (Held::Parameters, Amount { elements: 25_557_032, bytes: parameters }));
    // The 7×7 stem's columns: 3·49·112·112 elements.
    let (_, row, amount) = network.peaks.iter().find(|(peak, _, _)| *peak == Peak::Columns).unwrap();
    assert_eq!((*row, amount.elements, amount.bytes), (0, 1_843_968, columns));
}
