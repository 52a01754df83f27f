//! Documents: what is written reads back, and what is broken, foreign or hostile is refused by name.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

#[path = "support/arbitrary.rs"]
#[allow(dead_code)]
mod arbitrary;

use im2cost::codec::document::{DocumentError, Place, read, write};
use im2cost::codec::json::JsonError;
use im2cost::codec::{Level, View, link};
use im2cost::layer::{Key, Value};
use im2cost::lowering::{Holder, Pin};
use im2cost::network::{Document, InputKey, Outcome, RowError, analyse};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn what_is_written_reads_back(document in arbitrary::document()) {
        let text = write(&document);
        prop_assert_eq!(read(&text).map(|read| with_defaults(&read)), Ok(with_defaults(&document)), "{}", text);
    }

    #[test]
    fn what_is_read_is_written_the_same(document in arbitrary::document()) {
        let text = write(&document);
        prop_assert_eq!(write(&read(&text).unwrap()), text);
    }

    #[test]
    fn a_link_opens_the_document(document in arbitrary::document()) {
        let document = read(&write(&document)).unwrap();
        let cell = Pin::new(Holder::Fine, &[0, 2, -1, 5]);
        let view = View { row: Some("a".into()), level: Level::Cells, cell, step: Some(3), ..View::default() };
        prop_assert_eq!(link::read(&link::write(&document, &view)), Ok(Some((document, view))));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        let _ = read(&text);
        let _ = link::read(&text);
    }

    #[test]
    fn no_mutation_of_a_document_makes_the_page_panic(
        document in arbitrary::document(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<char>()), 1..4),
    ) {
        let mut letters: Vec<char> = write(&document).chars().collect();
        for (at, letter) in cuts {
            let at = at.index(letters.len());
            letters[at] = letter;
        }
        let text: String = letters.into_iter().collect();
        if let Ok(document) = read(&text) {
            analyse(&document);
        }
    }

    #[test]
    fn no_mutation_of_a_link_makes_the_page_panic(
        document in arbitrary::document(),
        at in any::<prop::sample::Index>(),
        letter in "[A-Za-z0-9_-]",
    ) {
        let mut link = link::write(&document, &View::default());
        let at = 2 + at.index(link.len() - 2);
        link.replace_range(at..=at, &letter);
        let _ = link::read(&link);
    }
}

/// The document with values that equal their defaults left out, as a file has them.
fn with_defaults(document: &Document) -> Document {
    let mut document = document.clone();
    for row in &mut document.rows {
        let row = std::rc::Rc::make_mut(row);
        for parameter in row.kind.parameters() {
            if row.fields.get(parameter.key).cloned() == parameter.default.value() {
                row.fields.remove(parameter.key);
            }
        }
    }
    document
}

#[track_caller]
fn refused(text: &str, expected: DocumentError) {
    assert_eq!(read(text).unwrap_err(), expected, "{text}");
}

/// A document with these members after the format.
fn with(members: &str) -> String {
    format!(r#"{{"format": "im2cost/1", {members}}}"#)
}

fn second_layer(name: &str) -> Place {
    Place::Layer { row: 1, name: name.to_owned() }
}

#[test]
fn what_is_not_a_document_is_refused() {
    refused("", DocumentError::Json(JsonError::Syntax { line: 1, column: 0 }));
    refused("{\"format\"", DocumentError::Json(JsonError::Syntax { line: 1, column: 9 }));
    refused("[1, 2]", DocumentError::NotADocument);
    refused(r#"{"nbformat": 4}"#, DocumentError::NotADocument);
    refused(r#"{"format": "im2cost/9"}"#, DocumentError::UnknownFormat { format: "im2cost/9".into() });
}

#[test]
fn what_the_format_does_not_have_is_named_with_its_place() {
    refused(&with(r#""layer": []"#), DocumentError::UnknownKey { place: Place::Top, key: "layer".into() });
    refused(
        &with(r#""input": {"depth": 3}"#),
        DocumentError::UnknownKey { place: Place::Input, key: "depth".into() },
    );
    let two = |second: &str| with(&format!(r#""layers": [{{"name": "a", "kind": "identity"}}, {second}]"#));
    refused(
        &two(r#"{"name": "b", "kind": "conv2d", "strid": 2}"#),
        DocumentError::UnknownKey { place: second_layer("b"), key: "strid".into() },
    );
    refused(
        &two(r#"{"name": "b", "kind": "max_pool2d", "groups": 2}"#),
        DocumentError::UnknownKey { place: second_layer("b"), key: "groups".into() },
    );
    refused(
        &two(r#"{"name": "b", "kind": "conv3d"}"#),
        DocumentError::UnknownKind { place: second_layer("b"), kind: "conv3d".into() },
    );
    refused(&two(r#"{"name": "b"}"#), DocumentError::KindMissing { place: second_layer("b") });
    for (member, key) in [
        (r#""stride": true"#, "stride"),
        (r#""stride": {}"#, "stride"),
        (r#""stride": [[1], 2]"#, "stride"),
        (r#""stride": null"#, "stride"),
        (r#""bias": 1"#, "bias"),
        (r#""from": 3"#, "from"),
        (r#""name": 3"#, "name"),
    ] {
        let name = if key == "name" { "" } else { "b" };
        let named = if key == "name" { String::new() } else { r#""name": "b", "#.to_owned() };
        refused(
            &two(&format!(r#"{{{named}"kind": "conv2d", {member}}}"#)),
            DocumentError::WrongType { place: second_layer(name), key: key.into() },
        );
    }
}

#[test]
fn hostile_documents_are_refused() {
    refused(&"[".repeat(1 << 20), DocumentError::Json(JsonError::TooDeep));
    refused(
        &with(r#""name": "a", "name": "b""#),
        DocumentError::Json(JsonError::DuplicateKey { key: "name".into() }),
    );
    let long = "a".repeat(1 << 20);
    refused(
        &with(&format!(r#""name": "{long}""#)),
        DocumentError::TextTooLong { place: Place::Top, key: "name".into() },
    );
    let layers = format!(r#""layers": [{}]"#, vec!["0"; 200_000].join(","));
    refused(&with(&layers), DocumentError::TooManyRows { rows: 200_000 });
}

#[test]
fn a_text_where_a_number_belongs_is_what_a_reader_typed() {
    let text = with(
        r#""input": {"channels": 3, "height": "wide", "width": 8},
           "layers": [{"name": "a", "kind": "conv2d", "out_channels": "sixty", "kernel_size": 3}]"#,
    );
    let document = read(&text).unwrap();
    assert_eq!(document.rows[0].fields.get(Key::OutChannels), Some(&Value::Text("sixty".into())));
    assert_eq!(document.input.get(InputKey::Height), Some(&Value::Text("wide".into())));
    assert_eq!(read(&write(&document)), Ok(document));
}

/// The rule that the only layer breaks when its `stride` is this JSON.
fn rule_of_stride(stride: &str) -> &'static str {
    let text = with(&format!(
        r#""input": {{"channels": 3, "height": 8, "width": 8}},
           "layers": [{{"name": "a", "kind": "conv2d", "out_channels": 4, "kernel_size": 3, "stride": {stride}}}]"#
    ));
    match &analyse(&read(&text).unwrap()).rows[0].outcome {
        Outcome::Invalid(error @ RowError::Layer(_)) => error.rule(),
        other => panic!("{stride}: {other:?}"),
    }
}

#[test]
fn bad_numbers_are_the_rows_fault_and_not_the_files() {
    assert_eq!(rule_of_stride("0"), "at_least_one");
    assert_eq!(rule_of_stride("-3"), "at_least_one");
    assert_eq!(rule_of_stride("[2, 0]"), "at_least_one");
    assert_eq!(rule_of_stride("2147483648"), "extent_limit");
    for stride in ["2.5", "1e999", "1111111111222222222233333333334444444444", "\"\"", "\"two\"", "[1, 2, 3]"]
    {
        let expected = if stride == "\"\"" { "value_required" } else { "whole_number_or_pair" };
        assert_eq!(rule_of_stride(stride), expected, "{stride}");
    }
    assert!(
        read(&with(r#""input": {"channels": 3.0, "height": 8, "width": 8}"#))
            .is_ok_and(|document| { document.input.get(InputKey::Channels) == Some(&Value::Integer(3)) })
    );
}

#[test]
fn a_bomb_is_stopped() {
    let zeros = vec![b' '; 64 << 20];
    let bytes = miniz_oxide::deflate::compress_to_vec(&zeros, 9);
    let bomb = format!("#1{}", <base64ct::Base64UrlUnpadded as base64ct::Encoding>::encode_string(&bytes));
    assert!(bomb.len() < 100_000);
    assert_eq!(link::read(&bomb), Err(link::LinkError::TooLarge));
    assert_eq!(link::read("#1!!"), Err(link::LinkError::Damaged));
    assert_eq!(link::read("#2abc"), Err(link::LinkError::UnknownVersion));
    assert_eq!(link::read("#"), Ok(None));
    assert_eq!(link::read(&format!("#1{}", "A".repeat(1 << 20))), Err(link::LinkError::TooLong));
}

#[test]
fn the_numbers_of_twins_are_read_nested_or_flat_and_written_flat() {
    let layer = r#""layers": [{"name": "a", "kind": "conv2d", "out_channels": 1, "kernel_size": 2}]"#;
    let nested = with(&format!(r#"{layer}, "twins": {{"a": {{"weight": [[[[1, -2], [3.0, "4"]]]]}}}}"#));
    let flat = with(&format!(r#"{layer}, "twins": {{"a": {{"weight": [1, -2, 3, 4]}}}}"#));
    let document = read(&nested).unwrap();
    assert_eq!(read(&flat).as_ref(), Ok(&document));
    assert!(write(&document).contains(r#""twins": {"a": {"weight": [1,-2,3,4]}}"#), "{}", write(&document));
}

#[test]
fn bad_numbers_of_a_twin_are_kept_and_never_the_files_fault() {
    for numbers in [r#"[1, "two"]"#, "[1000000000]", "[1.5]", "[1e999]", "[]", r#"[""]"#] {
        let text = with(&format!(r#""twins": {{"nobody": {{"x": {numbers}}}}}"#));
        let document = read(&text).unwrap();
        assert_eq!(document.twins.len(), 1, "{numbers}");
        assert_eq!(read(&write(&document)), Ok(document), "{numbers}");
    }
    let place = || Place::Twin { name: "a".into() };
    let twin = |member: &str| with(&format!(r#""twins": {{"a": {{{member}}}}}"#));
    refused(&twin(r#""w": [1]"#), DocumentError::UnknownKey { place: place(), key: "w".into() });
    refused(&twin(r#""x": [null]"#), DocumentError::WrongType { place: place(), key: "x".into() });
    refused(&twin(r#""x": 1"#), DocumentError::WrongType { place: place(), key: "x".into() });
    refused(&with(r#""twins": []"#), DocumentError::WrongType { place: Place::Top, key: "twins".into() });
}
