//! How fast a network is analysed: from nothing, and after an edit. Run with `cargo bench --bench analysis`.

#![allow(clippy::panic)] // A benchmark may.

use std::hint::black_box;
use std::time::{Duration, Instant};

use im2cost::codec::{View, document, link};
use im2cost::layer::Key;
use im2cost::network::{Action, Analysis, Document, Field, RowId, analyse};

/// A network of convolutions as people write them: plain, grouped, transposed, with pools and activations between.
fn network(rows: usize) -> Document {
    let cycle = [
        r#""kind": "conv2d", "out_channels": 64, "kernel_size": [3, 3], "padding": [1, 1]"#,
        r#""kind": "batch_norm2d""#,
        r#""kind": "activation""#,
        r#""kind": "conv2d", "out_channels": 128, "kernel_size": [3, 3], "stride": [2, 2], "padding": [1, 1],
            "groups": 4"#,
        r#""kind": "activation", "function": "silu""#,
        r#""kind": "conv_transpose2d", "out_channels": 64, "kernel_size": [4, 4], "stride": [2, 2],
            "padding": [1, 1]"#,
    ];
    let layers: Vec<String> =
        (0..rows).map(|at| format!("{{\"name\": \"layer{at}\", {}}}", cycle[at % cycle.len()])).collect();
    let text = format!(
        r#"{{"format": "im2cost/1", "input": {{"channels": 64, "height": 56, "width": 56}}, "layers": [{}]}}"#,
        layers.join(",")
    );
    document::read(&text).unwrap_or_else(|error| panic!("the benchmark's own network: {error:?}"))
}

/// The shortest of several runs: what the work takes when nothing else runs.
fn best(mut work: impl FnMut()) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..30 {
        let start = Instant::now();
        work();
        best = best.min(start.elapsed());
    }
    best
}

fn main() {
    println!(
        "{:>8} {:>16} {:>16} {:>14} {:>10}",
        "rows", "from nothing", "layers a second", "after an edit", "link"
    );
    for rows in [100, 1_000, 10_000, 100_000] {
        let network = network(rows);
        let whole = best(|| {
            black_box(analyse(black_box(&network)));
        });
        let before = analyse(&network);
        let edit = Action::Type(RowId(rows as u32 / 2), Field::Key(Key::Bias), "false".into());
        let edited = edit.apply(&network);
        let after = best(|| {
            black_box(Analysis::after(black_box(&edited), Some((&network, &before))));
        });
        let characters = link::write(&network, &View::default()).len();
        println!(
            "{rows:>8} {whole:>16.2?} {:>16.0} {after:>14.2?} {characters:>10}",
            rows as f64 / whole.as_secs_f64()
        );
    }
}
