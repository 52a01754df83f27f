//! Single layers against PyTorch and ONNX Runtime: shapes and counts to the unit, and what is refused.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

mod support;

use std::collections::BTreeMap;

use im2cost::export::report;
use im2cost::layer::Operation;
use im2cost::network::{Outcome, Source, analyse};
use support::{count, data, extents, one_layer, valid_row};

#[test]
fn every_layer_has_the_frameworks_shape_and_the_loops_counts() {
    let cases = data("layers.json");
    let (mut checked, mut left_out) = (0, BTreeMap::<String, usize>::new());
    for case in cases["cases"].as_array().unwrap() {
        let kind = case["kind"].as_str().unwrap();
        let document = match one_layer(kind, &case["in"], &case["p"], case) {
            Ok(document) => document,
            Err(why) => {
                *left_out.entry(why).or_default() += 1;
                continue;
            }
        };
        let (analysis, row) = valid_row(&document, &case.to_string());
        assert_eq!(row.layer.output.extents(), extents(&case["out"]), "{case}");
        assert_eq!(row.params, count(&case["params"]), "{case}");
        assert_eq!(analysis.totals.macs, count(&case["macs"]), "{case}");
        let forward = row.forward.as_ref();
        assert_eq!(forward.map_or(0, |ledger| ledger.bias_adds), count(&case["bias_adds"]), "{case}");
        if !case["macs_real"].is_null() {
            assert_eq!(forward.map_or(0, |ledger| ledger.in_bounds), count(&case["macs_real"]), "{case}");
        }
        if !case["window_elems_real"].is_null() {
            let windows = match row.layer.operation {
                Operation::Pool(pool) => pool.grids.map(|grid| grid.pairs()).iter().product(),
                Operation::AdaptivePool(pool) => {
                    pool.axes.map(|axis| axis.elements() as u128).iter().product::<u128>()
                }
                other => panic!("{other:?} has no windows"),
            };
            let planes = (row.layer.output.batch() * row.layer.output.channels()) as u128;
            assert_eq!(windows * planes, count(&case["window_elems_real"]), "{case}");
        }
        checked += 1;
    }
    println!("{checked} layers checked; left out: {left_out:#?}");
    assert!(checked > 1500, "only {checked} layers could be expressed; left out: {left_out:#?}");
}

/// The rules that may refuse a case made to break what its `reason` names.
fn rules(reason: &str) -> &'static [&'static str] {
    match reason {
        "cin_groups" | "cout_groups" | "both_groups" | "groups_exceed" => &["groups_divide_channels"],
        "stride_zero" | "stride_negative" | "kernel_zero" | "kernel_negative" | "dilation_zero"
        | "dilation_negative" | "groups_zero" | "channels_zero" | "channels_negative" | "spatial_zero"
        | "adapt_negative" | "adapt_empty_input" | "linear_negative" | "no features" => &["at_least_one"],
        "pad_negative" | "padding_negative" | "output_padding_negative" => &["not_negative"],
        "kernel_gt_padded" | "dilated_kernel_gt_padded" | "dilated_too_small" | "too_small" => {
            &["kernel_fits_input"]
        }
        "pad_half" => &["padding_at_most_half_kernel"],
        "output_padding" => &["output_padding_below_stride_or_dilation"],
        "output_empty" => &["output_not_empty"],
        "same_with_stride" => &["same_needs_stride_one"],
        "padding_word" => &["known_word"],
        "channels_mismatch" | "bn_mismatch" | "linear_mismatch" => &["channels_match"],
        "rank" | "adapt_rank" | "bn_rank" => &["needs_image"],
        "kernel_not_int" | "up_size_bad" => &["whole_number_or_pair"],
        "up_neither" | "up_both" => &["one_of_size_and_scale"],
        "up_zero" => &["output_not_empty", "scale_above_zero"],
        "up_mode" => &["known_word"],
        other => panic!("no rule is known for {other}"),
    }
}

#[test]
fn every_layer_that_pytorch_refuses_is_refused_by_the_same_rule() {
    let cases = data("layers.json");
    let (mut checked, mut left_out) = (0, BTreeMap::<String, usize>::new());
    for case in cases["invalid"].as_array().unwrap() {
        let kind = case["kind"].as_str().unwrap();
        let document = match one_layer(kind, &case["in"], &case["p"], case) {
            Ok(document) => document,
            Err(why) => {
                *left_out.entry(why).or_default() += 1;
                continue;
            }
        };
        let analysis = analyse(&document);
        let rule = match (&analysis.rows[0].outcome, &analysis.input) {
            (Outcome::Invalid(error), _) => error.rule(),
            (Outcome::Waiting { on: Source::Input }, Err(error)) => error.rule(),
            (other, _) => panic!("{case}: {other:?}"),
        };
        assert!(rules(case["reason"].as_str().unwrap()).contains(&rule), "{case}: {rule}");
        let report: serde_json::Value = serde_json::from_str(&report::of("case", &document)).unwrap();
        assert_eq!(report["rows"][0]["rule"], rule, "{case}");
        assert!(report["rows"][0]["error"].is_string() && report["error"].is_null(), "{case}");
        checked += 1;
    }
    println!("{checked} refusals checked; left out: {left_out:#?}");
    assert!(checked > 180, "only {checked} refusals could be expressed; left out: {left_out:#?}");
}
