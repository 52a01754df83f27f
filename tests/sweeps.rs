//! Sweeps against the analysis of the document that each point's edit makes.

#![allow(clippy::unwrap_used)] // A test may panic, and so may what helps it.

use im2cost::codec::document;
use im2cost::cost::{Counting, Unit};
use im2cost::layer::{Key, Kind};
use im2cost::network::{Document, Knob, Outcome, Sweep, analyse, sweeps};
use im2cost::scene::{Plot, Scales};

fn example(name: &str) -> Document {
    let path = format!("{}/static/examples/{name}.im2cost.json", env!("CARGO_MANIFEST_DIR"));
    document::read(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn one_layer() -> Document {
    document::read(
        r#"{"format": "im2cost/1", "input": {"channels": 12, "height": 20, "width": 30}, "layers": [
            {"name": "a", "kind": "conv2d", "in_channels": 12, "out_channels": 18, "kernel_size": 3, "padding": 1,
             "groups": 6},
            {"name": "n", "kind": "batch_norm2d", "num_features": 18},
            {"name": "up", "kind": "conv_transpose2d", "in_channels": 18, "out_channels": 12, "kernel_size": [2, 4],
             "stride": 3, "output_padding": 1, "groups": 2},
            {"name": "twin", "kind": "conv2d", "from": ["input"], "out_channels": 18, "kernel_size": 3, "groups": 6,
             "shares_weights_with": "a"},
            {"name": "flat", "kind": "flatten", "from": ["n"]},
            {"name": "fc", "kind": "linear", "out_features": 10}]}"#,
    )
    .unwrap()
}

/// The sweep of one hyperparameter of a row.
fn sweep(document: &Document, at: usize, knob: Knob) -> Option<Sweep> {
    sweeps(document, &analyse(document), at).into_iter().find(|sweep| sweep.knob == knob)
}

#[test]
fn every_point_is_what_the_edited_document_comes_to() {
    let counting = Counting { unit: Unit::Flops, bias: true, elementwise: true, ..Counting::default() };
    let mut documents: Vec<Document> =
        ["dcgan_generator", "mobilenet_v2", "googlenet", "alexnet"].map(example).into();
    documents.extend([Document::starter(), one_layer(), Document { counting, ..one_layer() }]);
    let (mut n_counted, mut n_invalid) = (0, 0);
    for document in &documents {
        let analysis = analyse(document);
        for at in (0..document.rows.len()).filter(|at| at % 9 == 0 || document.rows.len() < 40) {
            for sweep in sweeps(document, &analysis, at) {
                assert!((1..=17).contains(&sweep.points.len()));
                assert!(sweep.points.is_sorted_by_key(|point| point.value));
                for (place, point) in sweep.points.iter().enumerate() {
                    let edited = point.action.apply(document);
                    let row = &analyse(&edited).rows[at];
                    match &point.result {
                        Ok(counted) => {
                            let valid = row.valid().unwrap();
                            assert_eq!(counted.cost, valid.cost(document.counting));
                            assert_eq!(counted.output, valid.layer.output);
                            n_counted += 1;
                        }
                        Err(outcome) => {
                            assert_eq!(**outcome, row.outcome);
                            n_invalid += 1;
                        }
                    }
                    if sweep.now == Some(place) {
                        assert_eq!(row.output(), analysis.rows[at].output());
                    }
                }
            }
        }
    }
    assert!(n_counted > 3_000 && n_invalid > 200, "{n_counted} and {n_invalid}");
}

#[test]
fn each_kind_has_a_sweep_of_what_it_has() {
    let document = one_layer();
    let keys = |at: usize| -> Vec<Knob> {
        sweeps(&document, &analyse(&document), at).iter().map(|sweep| sweep.knob).collect()
    };
    let [kernel, stride, padding] = [Key::KernelSize, Key::Stride, Key::Padding].map(Knob::Key);
    let [dilation, groups] = [Key::Dilation, Key::Groups].map(Knob::Key);
    let [inputs, outputs] = [Key::InChannels, Key::OutChannels].map(Knob::Key);
    let own = [kernel, stride, padding, dilation, groups, inputs, outputs, Knob::InputSize];
    assert_eq!(keys(0), own);
    assert_eq!(keys(1), [Knob::InputSize]);
    let extra = Knob::Key(Key::OutputPadding);
    let transposed = [kernel, stride, padding, dilation, extra, groups, inputs, outputs, Knob::InputSize];
    assert_eq!(keys(2), transposed);
    // The features of a flattened image are reckoned: no single edit sets them.
    assert_eq!(keys(5), [Knob::Key(Key::OutFeatures), Knob::InputSize]);
    assert_eq!(document.rows[5].kind, Kind::Linear);
}

#[test]
fn groups_run_over_the_divisors_and_no_other_value_is_the_one_now() {
    let groups = sweep(&one_layer(), 0, Knob::Key(Key::Groups)).unwrap();
    let values: Vec<i64> = groups.points.iter().map(|point| point.value).collect();
    assert_eq!(values, [1, 2, 3, 6]);
    assert_eq!(groups.now, Some(3));
    // Height and width of the kernel differ.
    assert_eq!(sweep(&one_layer(), 2, Knob::Key(Key::KernelSize)).unwrap().now, None);
}

#[test]
fn a_kernel_that_does_not_fit_or_weights_that_are_shared_say_so() {
    let document = one_layer();
    let kernel = sweep(&document, 3, Knob::Key(Key::KernelSize)).unwrap();
    assert_eq!(kernel.counted().count(), 1);
    let dilation = sweep(&document, 0, Knob::Key(Key::Dilation)).unwrap();
    assert!(dilation.points.iter().all(|point| point.result.is_ok()));
    let small = document::read(
        r#"{"format": "im2cost/1", "input": {"channels": 3, "height": 6, "width": 6}, "layers": [
            {"name": "a", "kind": "conv2d", "out_channels": 8, "kernel_size": 3}]}"#,
    );
    let kernel = sweep(&small.unwrap(), 0, Knob::Key(Key::KernelSize)).unwrap();
    let invalid = kernel
        .points
        .iter()
        .filter(|point| matches!(&point.result, Err(why) if matches!(**why, Outcome::Invalid(_))));
    assert_eq!(invalid.map(|point| point.value).collect::<Vec<_>>(), [7, 8, 9, 10, 11]);
}

#[test]
fn a_plot_has_the_scales_of_all_and_a_place_for_each_value() {
    let mut listing = String::new();
    for at in [0, 2, 5] {
        let document = one_layer();
        let sweeps = sweeps(&document, &analyse(&document), at);
        let scales = Scales::of(&sweeps);
        for sweep in &sweeps {
            let plot = Plot::new(sweep, &scales);
            assert_eq!(plot.places.len(), sweep.points.len());
            for pair in plot.places.windows(2) {
                assert!((pair[0].right() - pair[1].x).abs() < 1e-9);
            }
            listing.push_str(&format!("{:?}\n", sweep.knob));
            for shape in &plot.shapes {
                listing.push_str(&format!("  {shape:?}\n"));
            }
        }
    }
    insta::assert_snapshot!("plots", listing);
}
