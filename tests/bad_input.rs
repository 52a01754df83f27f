//! Whatever is typed, pasted or opened: one sentence that names the rule, repairs that work, and the rest goes on.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

use std::fmt::Write;

use im2cost::codec::document::{read, write};
use im2cost::i18n::Language;
use im2cost::layer::Key;
use im2cost::network::{Action, Analysis, Document, Field, InputKey, Outcome, Source, analyse, repairs};
use im2cost::ui::cells::{Pasted, paste_action};

/// A row `b` of some kind between rows that do and do not depend on it; two rows of other sizes stand above.
fn network(row: &str) -> Document {
    let text = format!(
        r#"{{"format": "im2cost/1", "input": {{"channels": 4, "height": 9, "width": 9}}, "layers": [
            {{"name": "small", "kind": "max_pool2d", "kernel_size": 3}},
            {{"name": "like_a", "kind": "conv2d", "from": ["input"], "out_channels": 6, "kernel_size": 3}},
            {{"name": "a", "kind": "conv2d", "from": ["input"], "out_channels": 6, "kernel_size": 3}},
            {{"name": "b", {row}}},
            {{"name": "c", "kind": "conv2d", "from": ["a"], "out_channels": 8, "kernel_size": 3}},
            {{"name": "d", "kind": "identity", "from": ["b"]}}]}}"#
    );
    read(&text).unwrap()
}

const B: usize = 3;

const CONV: &str = r#""kind": "conv2d", "out_channels": 8, "kernel_size": 3"#;
const TRANSPOSED: &str = r#""kind": "conv_transpose2d", "out_channels": 8, "kernel_size": 3"#;

/// What the row comes to after a text is typed into one of its fields; its neighbours go on, or wait for it.
fn typed(row: &str, field: Field, text: &str) -> (Document, Analysis) {
    let document = network(row);
    let document = Action::Type(document.rows[B].id, field, text.into()).apply(&document);
    let analysis = analyse(&document);
    for at in [0, 1, 2, 4] {
        assert!(analysis.rows[at].valid().is_some(), "row {at} goes on: {text}");
    }
    if field != Field::Name {
        assert_eq!(analysis.rows[5].outcome, Outcome::Waiting { on: Source::Row(B) }, "{text}");
    }
    assert!(!analysis.totals.complete, "{text}");
    assert_eq!(read(&write(&document)).map(|read| write(&read)), Ok(write(&document)), "kept on reload");
    (document, analysis)
}

/// The rule that is broken, the sentence in both languages, and what is offered, each of which makes the row valid.
fn report(row: &str, field: Field, text: &str) -> String {
    let (document, analysis) = typed(row, field, text);
    let Outcome::Invalid(error) = &analysis.rows[B].outcome else { panic!("{text:?} is valid in {row}") };
    let offered = repairs(&document, B, &analysis);
    let kind = document.rows[B].kind;
    let mut labels = Vec::new();
    for repair in &offered {
        let mended = analyse(&repair.action(document.rows[B].id).apply(&document));
        let outcome = &mended.rows[B].outcome;
        assert!(matches!(outcome, Outcome::Valid(_)), "{text:?} in {row}: {repair:?}: {outcome:?}");
        labels.push(Language::English.repair(repair, kind, error));
        assert!(!Language::Chinese.repair(repair, kind, error).is_empty());
    }
    let [english, chinese] = Language::ALL.map(|language| language.row_error(error));
    format!("{}\n  {english}\n  {chinese}\n  → {}\n", error.rule(), labels.join(" | "))
}

fn key(key: Key) -> Field {
    Field::Key(key)
}

#[test]
fn every_wrong_number_has_its_sentence_and_repairs_that_work() {
    let digits = "1234567890".repeat(4);
    let texts = [
        "",
        "0",
        "-3",
        "1.5",
        "1e999",
        &digits,
        "seven",
        "-",
        "3 px",
        "\0",
        "NaN",
        "2147483648",
        "３．５",
        "0x10",
        "😀",
    ];
    let mut said = String::new();
    for (row, fields) in [
        (CONV, &[Key::OutChannels, Key::KernelSize, Key::Stride, Key::Groups][..]),
        (r#""kind": "linear", "from": ["input"], "out_features": 5"#, &[Key::OutFeatures]),
        (r#""kind": "pixel_shuffle", "upscale_factor": 2, "from": ["input"]"#, &[Key::UpscaleFactor]),
    ] {
        for field in fields {
            for text in texts {
                let shown = text.escape_debug();
                let typed = report(row, key(*field), text);
                writeln!(said, "{}: {shown}\n  {typed}", field.name()).unwrap();
            }
        }
    }
    insta::assert_snapshot!(said);
}

#[test]
fn full_width_digits_and_signs_are_numbers() {
    for text in ["３", "３×５", "３，５", "（３、５）", "3x5", "3×5", "3,5", " 3 "] {
        let document = network(CONV);
        let typed = Action::Type(document.rows[B].id, key(Key::KernelSize), text.into()).apply(&document);
        assert!(analyse(&typed).rows[B].valid().is_some(), "{text}");
    }
}

#[test]
fn every_rule_between_numbers_has_its_sentence_and_repairs_that_work() {
    let pool = r#""kind": "max_pool2d", "kernel_size": 3"#;
    let onnx_pool = r#""kind": "avg_pool2d", "kernel_size": 3, "padding": [1, 1, 1, 1]"#;
    let cases: &[(&str, Field, &str)] = &[
        (CONV, key(Key::Groups), "4"),
        (CONV, key(Key::Groups), "999999937"),
        (r#""kind": "conv2d", "out_channels": 8, "kernel_size": 3, "groups": 2"#, key(Key::OutChannels), "7"),
        (CONV, key(Key::InChannels), "5"),
        (CONV, key(Key::KernelSize), "99"),
        (CONV, key(Key::Dilation), "50"),
        (CONV, key(Key::Padding), "reflect"),
        (CONV, key(Key::Padding), "1, 2, 3"),
        (r#""kind": "conv2d", "out_channels": 8, "kernel_size": 3, "stride": 2"#, key(Key::Padding), "same"),
        (CONV, key(Key::Padding), "2147483647"),
        (TRANSPOSED, key(Key::Padding), "same"),
        (TRANSPOSED, key(Key::Padding), "30"),
        (TRANSPOSED, key(Key::OutputPadding), "1"),
        (TRANSPOSED, key(Key::OutputPadding), "1, 0"),
        (TRANSPOSED, key(Key::Stride), "999999999"),
        (TRANSPOSED, key(Key::Dilation), "2147483647"),
        (TRANSPOSED, key(Key::KernelSize), "2147483647"),
        (
            r#""kind": "conv2d", "out_channels": 2147483647, "kernel_size": 2147483647, "padding": 0"#,
            key(Key::Padding),
            "1500000000",
        ),
        (TRANSPOSED, key(Key::Padding), "2, 2, 900, 2"),
        (pool, key(Key::Padding), "2"),
        (onnx_pool, key(Key::Padding), "1, 1, 3, 1"),
        (pool, key(Key::KernelSize), "50"),
        (r#""kind": "upsample", "scale_factor": 2"#, key(Key::ScaleFactor), "0"),
        (r#""kind": "upsample", "scale_factor": 2"#, key(Key::ScaleFactor), "0.01"),
        (r#""kind": "upsample", "scale_factor": 2"#, key(Key::ScaleFactor), "1e300"),
        (r#""kind": "upsample", "scale_factor": 2"#, key(Key::Size), "4"),
        (r#""kind": "upsample", "scale_factor": 2"#, key(Key::ScaleFactor), ""),
        (r#""kind": "upsample", "scale_factor": 2"#, key(Key::Mode), "cubic"),
        (r#""kind": "adaptive_avg_pool2d", "output_size": 1"#, key(Key::OutputSize), "0"),
        (r#""kind": "pixel_shuffle", "from": ["input"], "upscale_factor": 2"#, key(Key::UpscaleFactor), "3"),
        (r#""kind": "batch_norm2d""#, key(Key::NumFeatures), "5"),
        (r#""kind": "local_response_norm", "size": 5"#, key(Key::Size), "0"),
        (r#""kind": "activation", "function": "relu""#, key(Key::Function), "mish"),
        (r#""kind": "activation", "function": "prelu""#, key(Key::NumParameters), "5"),
        (r#""kind": "slice_channels", "start": 0, "length": 3"#, key(Key::Length), "7"),
        (r#""kind": "slice_channels", "start": 0, "length": 3"#, key(Key::Start), "6"),
        (r#""kind": "slice_channels", "start": 0, "length": 3"#, key(Key::Start), "5"),
        (r#""kind": "crop", "amount": [1, 1, 1, 1]"#, key(Key::Amount), "4"),
        (r#""kind": "crop", "amount": [1, 1, 1, 1]"#, key(Key::Amount), "1, 9, 1, 1"),
        (r#""kind": "pad", "amount": [1, 1, 1, 1]"#, key(Key::Amount), "2147483647"),
        (r#""kind": "pad", "amount": [1, 1, 1, 1]"#, key(Key::Amount), "-1"),
        (r#""kind": "unflatten", "shape": [6, 7, 7]"#, key(Key::Shape), "6, 7, 7"),
        (
            r#""kind": "unknown", "op": "Loop", "output_shape": [1, 6, 7, 7]"#,
            key(Key::OutputShape),
            "1, 2, 3",
        ),
        (r#""kind": "linear", "out_features": 5"#, key(Key::InFeatures), "5"),
    ];
    let mut said = String::new();
    for (row, field, text) in cases {
        let kind = row.split('"').nth(3).unwrap();
        let Field::Key(key) = field else { panic!("a hyperparameter") };
        writeln!(said, "{kind} {}: {text}\n  {}", key.name(), report(row, *field, text)).unwrap();
    }
    insta::assert_snapshot!(said);
}

#[test]
fn every_wrong_name_and_source_has_its_sentence_and_repairs_that_work() {
    let cases: &[(&str, Field, &str)] = &[
        (CONV, Field::Name, ""),
        (CONV, Field::Name, "input"),
        (CONV, Field::Name, "a"),
        (CONV, Field::From, "nowhere"),
        (CONV, Field::From, "b"),
        (CONV, Field::From, "d"),
        (CONV, Field::From, "a, small"),
        (CONV, Field::SharesWeightsWith, "nowhere"),
        (CONV, Field::SharesWeightsWith, "c"),
        (CONV, Field::SharesWeightsWith, "small"),
        (r#""kind": "add", "from": ["a", "a"]"#, Field::From, ""),
        (r#""kind": "add", "from": ["a", "a"]"#, Field::From, "a, small"),
        (r#""kind": "concat", "from": ["a", "a"]"#, Field::From, "a, small"),
        (r#""kind": "mul", "from": ["a", "a"]"#, Field::From, "a, nowhere"),
        (r#""kind": "mul", "from": ["a", "a"]"#, Field::From, "a, d"),
        (r#""kind": "unflatten", "shape": [6, 7, 7]"#, Field::From, "a"),
    ];
    let mut said = String::new();
    for (row, field, text) in cases {
        let kind = row.split('"').nth(3).unwrap();
        writeln!(said, "{kind} {field:?}: {text}\n  {}", report(row, *field, text)).unwrap();
    }
    insta::assert_snapshot!(said);
}

#[test]
fn a_vector_where_an_image_is_needed_says_so() {
    let document = network(CONV);
    let action = Action::All(vec![
        Action::SetKind(document.rows[2].id, im2cost::layer::Kind::Flatten, Default::default()),
        Action::Type(document.rows[4].id, Field::From, "input".into()),
    ]);
    let document = action.apply(&document);
    let analysis = analyse(&document);
    let Outcome::Invalid(error) = &analysis.rows[B].outcome else { panic!("valid") };
    assert_eq!(error.rule(), "needs_image");
    let offered = repairs(&document, B, &analysis);
    assert!(!offered.is_empty(), "a source that is an image");
    for repair in offered {
        let mended = analyse(&repair.action(document.rows[B].id).apply(&document));
        assert!(mended.rows[B].valid().is_some(), "{repair:?}");
    }
}

#[test]
fn a_wrong_input_is_said_by_its_own_row_and_what_reads_it_waits() {
    for key in InputKey::ALL {
        for text in ["0", "-1", "1.5", "1e999", "seven", "3000000000", &"9".repeat(40)] {
            let document = network(CONV);
            let document = Action::SetInput(key, text.into()).apply(&document);
            let analysis = analyse(&document);
            let error = analysis.input.as_ref().unwrap_err();
            assert_eq!(error.key(), key);
            assert!(Language::ALL.iter().all(|language| !language.input_error(error).is_empty()));
            for row in &analysis.rows {
                assert_eq!(row.outcome, Outcome::Waiting { on: Source::Input }, "{key:?} {text}");
            }
            let mended = Action::SetInput(key, "8".into()).apply(&document);
            assert!(analyse(&mended).input.is_ok());
        }
    }
}

#[test]
fn however_long_a_text_is_what_is_kept_of_it_is_read_again() {
    let long = "é".repeat(500_000);
    let document = network(CONV);
    let row = document.rows[B].id;
    let actions =
        [Field::Name, Field::From, Field::SharesWeightsWith, key(Key::OutChannels), key(Key::Padding)]
            .map(|field| Action::Type(row, field, long.as_str().into()));
    let more =
        [Action::SetName(long.as_str().into()), Action::SetInput(InputKey::Height, long.as_str().into())];
    for action in actions.into_iter().chain(more) {
        let after = action.apply(&document);
        assert_eq!(read(&write(&after)).map(|read| write(&read)), Ok(write(&after)));
    }
}

#[test]
fn hostile_text_that_is_pasted_is_refused_or_kept_and_read_again() {
    let long = "x".repeat(1 << 20);
    let nested = "[".repeat(100_000);
    let texts = [
        format!("{long}\t{long}\n{long}\n"),
        format!("name\tkind\tout_channels\n{long}\tconv2d\t8\nb\tconv2d\t{long}\n"),
        "name\tkind\nb\tconv2d\nb\tconv2d\n\tconv2d\ninput\tconv2d".to_owned(),
        "name\tkind\tstride\na\tconv2d\t-1\nb\tlinear\tNaN\nc\tmax_pool2d\t1e999".to_owned(),
        "\0\t\0\n\u{feff}\u{202e}\t\u{fffd}\n".to_owned(),
        "\t".repeat(100_000),
        "\n".repeat(100_000),
        nested,
    ];
    for text in texts {
        let document = network(CONV);
        let shown: Vec<_> = document.rows.iter().map(|row| row.id).collect();
        let pasted = Pasted { text: text.as_str().into(), rows: None, field: Some((shown[0], Field::Name)) };
        let Some((action, _)) = paste_action(&document, &shown, &pasted, 1) else { continue };
        let after = action.apply(&document);
        analyse(&after);
        let start: String = text.chars().take(30).collect();
        assert_eq!(read(&write(&after)).map(|read| write(&read)), Ok(write(&after)), "{start:?}");
    }
}
