//! Repairs: what is offered for an invalid row works, and what changes least comes first.

#![allow(clippy::unwrap_used)] // A test may panic, and so may what helps it.

use im2cost::codec::document;
use im2cost::i18n::Language;
use im2cost::network::{Outcome, analyse, repairs};

/// What is offered for the only row of a network, on images of this size; each is tried.
#[track_caller]
fn offered(size: [i64; 2], row: &str) -> Vec<String> {
    let [height, width] = size;
    let text = format!(
        r#"{{"format": "im2cost/1", "input": {{"channels": 4, "height": {height}, "width": {width}}},
            "layers": [{{"name": "a", {row}}}]}}"#
    );
    let document = document::read(&text).unwrap();
    let analysis = analyse(&document);
    let Outcome::Invalid(error) = &analysis.rows[0].outcome else { return Vec::new() };
    let label = |repair| {
        let mended = repair_applied(&document, &repair);
        assert!(analyse(&mended).rows[0].valid().is_some(), "{repair:?}");
        Language::English.repair(&repair, document.rows[0].kind, error)
    };
    repairs(&document, 0, &analysis).into_iter().map(label).collect()
}

fn repair_applied(
    document: &im2cost::network::Document,
    repair: &im2cost::network::Repair,
) -> im2cost::network::Document {
    repair.action(document.rows[0].id).apply(document)
}

#[test]
fn a_kernel_that_is_too_large_shrinks_or_gets_padding_or_less_dilation() {
    let row = r#""kind": "conv2d", "out_channels": 8, "kernel_size": 5"#;
    assert_eq!(offered([4, 9], row), ["kernel 4×5", "kernel 4×4", "padding 1×0", "padding 1"]);
    let row = r#""kind": "conv2d", "out_channels": 8, "kernel_size": 3, "dilation": 2"#;
    assert_eq!(offered([4, 4], row), ["kernel 2×2", "dilation 1", "padding 1"]);
}

#[test]
fn padding_is_offered_on_both_axes_where_one_would_not_do() {
    let row = r#""kind": "conv2d", "out_channels": 8, "kernel_size": 7, "padding": [1, 1]"#;
    assert_eq!(offered([3, 3], row), ["kernel 5×5", "padding 2"]);
    let row = r#""kind": "conv2d", "out_channels": 8, "kernel_size": 7, "padding": [0, 0, 1, 1]"#;
    assert_eq!(offered([3, 3], row), ["kernel 4×4", "padding 0, 0, 4, 4"]);
}

#[test]
fn an_output_past_the_limit_is_brought_back_by_each_number_that_makes_it_large() {
    let row = r#""kind": "conv_transpose2d", "out_channels": 8, "kernel_size": 4, "stride": 300000000"#;
    assert_eq!(offered([9, 9], row), ["stride 268435455"]);
    let row = r#""kind": "upsample", "scale_factor": 300000000"#;
    assert_eq!(offered([9, 9], row), ["scale factor 238609294"]);
    let row = r#""kind": "pad", "amount": [1, 2147483647, 1, 1]"#;
    assert_eq!(offered([9, 9], row), ["amount on each side 1, 2147483637, 1, 1"]);
}

#[test]
fn output_padding_and_cropping_are_mended_on_both_axes_at_once() {
    let row = r#""kind": "conv_transpose2d", "out_channels": 8, "kernel_size": 3, "stride": 2, "output_padding": 2"#;
    assert_eq!(offered([4, 4], row), ["stride 3", "output padding 1", "output padding 0"]);
    let row = r#""kind": "conv_transpose2d", "out_channels": 8, "kernel_size": 2, "padding": 3"#;
    assert_eq!(offered([4, 4], row), ["padding 2", "padding 0"]);
}

/// What is offered for the last row of a network on 4 channels of 8×8 pixels; each is tried.
#[track_caller]
fn offered_last(row: &str) -> Vec<String> {
    let text = format!(
        r#"{{"format": "im2cost/1", "input": {{"channels": 4, "height": 8, "width": 8}}, "layers": [
            {{"name": "flat", "kind": "flatten"}},
            {{"name": "half", "kind": "max_pool2d", "kernel_size": 2, "from": ["input"]}},
            {{"name": "one", "kind": "identity", "from": ["input"]}},
            {{"name": "two", "kind": "identity", "from": ["input"]}},
            {{"name": "vector", "kind": "identity", "from": ["flat"]}},
            {{"name": "broken", "kind": "conv2d", "from": ["input"]}},
            {{"name": "last", {row}}}]}}"#
    );
    let document = document::read(&text).unwrap();
    let analysis = analyse(&document);
    let last = document.rows.len() - 1;
    let Outcome::Invalid(error) = &analysis.rows[last].outcome else { return Vec::new() };
    let label = |repair: im2cost::network::Repair| {
        let mended = repair.action(document.rows[last].id).apply(&document);
        assert!(!matches!(analyse(&mended).rows[last].outcome, Outcome::Invalid(_)), "{repair:?}");
        Language::English.repair(&repair, document.rows[last].kind, error)
    };
    repairs(&document, last, &analysis).into_iter().map(label).collect()
}

#[test]
fn a_row_that_joins_keeps_what_fits_and_reads_what_is_nearest_for_the_rest() {
    let join = |kind: &str, from: &str| offered_last(&format!(r#""kind": "{kind}", "from": [{from}]"#));
    assert_eq!(join("add", r#""one""#), ["read “one”, “two”"]);
    assert_eq!(join("add", r#""one", "nobody""#), ["read “one”, “two”"]);
    assert_eq!(join("add", r#""one", "last""#), ["read “one”, “two”"]);
    assert_eq!(join("add", r#""nobody", "half""#), Vec::<String>::new(), "nothing else is as small");
    assert_eq!(join("mul", r#""two", "half""#), ["read “two”, “one”"]);
    assert_eq!(join("concat", r#""half", "one""#), ["read “two”, “one”"]);
}

#[test]
fn a_row_that_reads_what_it_cannot_is_offered_what_it_can() {
    let conv = |from: &str| {
        offered_last(&format!(r#""kind": "conv2d", "out_channels": 4, "kernel_size": 3, "from": [{from}]"#))
    };
    // The row above is not valid, and may work once it is.
    assert_eq!(conv(r#""nobody""#), ["read the row above", "read “two”"]);
    assert_eq!(conv(r#""flat""#), ["read the row above", "read “two”"]);
    assert_eq!(conv(r#""one", "half""#), ["read the row above", "read “one”", "read “half”", "read “two”"]);
    let unflatten = r#""kind": "unflatten", "shape": [4, 8, 8], "from": ["one"]"#;
    assert_eq!(offered_last(unflatten), ["read the row above", "read “vector”"]);
}

#[test]
fn a_layer_that_was_depthwise_stays_so_with_other_channels() {
    let row = r#""kind": "conv2d", "out_channels": 6, "kernel_size": 3, "groups": 6"#;
    assert_eq!(offered([9, 9], row), ["keep depthwise: g = C_out = 4", "2 groups"]);
    let row = r#""kind": "conv2d", "in_channels": 6, "out_channels": 6, "kernel_size": 3, "groups": 6"#;
    assert_eq!(offered([9, 9], row), ["keep depthwise: g = C_out = 4"]);
    // Several output channels a group, or no group for each: nothing says what it was.
    let row = r#""kind": "conv2d", "out_channels": 12, "kernel_size": 3, "groups": 6"#;
    assert!(!offered([9, 9], row).iter().any(|repair| repair.contains("depthwise")));
}
