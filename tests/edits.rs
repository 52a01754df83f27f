//! Edits: wiring survives them, undo takes them back, and analysis after an edit is analysis from nothing.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

#[path = "support/arbitrary.rs"]
mod arbitrary;

use std::rc::Rc;

use im2cost::codec::document;
use im2cost::i18n::Language;
use im2cost::layer::{Fields, Key, Kind, Value};
use im2cost::network::{
    Action, Analysis, Document, Field, History, Outcome, Repair, RowId, Sources, TwinNumbers, TypedNumber,
    analyse, repairs, starting_fields,
};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn analysis_after_edits_is_analysis_from_nothing(
        start in arbitrary::document(),
        actions in prop::collection::vec(arbitrary::action(), 1..12),
    ) {
        let mut history = History::new(start);
        let mut analysis = analyse(history.present());
        for action in &actions {
            let before = history.present().clone();
            history.act(action);
            analysis = Analysis::after(history.present(), Some((&before, &analysis)));
            prop_assert_eq!(&analysis, &analyse(history.present()), "after {:?}", action);
        }
    }

    #[test]
    fn undo_takes_everything_back_and_redo_does_it_again(
        start in arbitrary::document(),
        actions in prop::collection::vec(arbitrary::action(), 1..12),
    ) {
        let mut history = History::new(start.clone());
        for action in &actions {
            history.act(action);
        }
        let end = history.present().clone();
        while history.can_undo() {
            history.undo();
        }
        prop_assert_eq!(&**history.present(), &start);
        while history.can_redo() {
            history.redo();
        }
        prop_assert_eq!(history.present(), &end);
    }

    #[test]
    fn row_identities_stay_apart(
        start in arbitrary::document(),
        actions in prop::collection::vec(arbitrary::action(), 1..12),
    ) {
        let mut document = start;
        for action in &actions {
            document = action.apply(&document);
            let mut ids: Vec<RowId> = document.rows.iter().map(|row| row.id).collect();
            ids.sort();
            ids.dedup();
            prop_assert_eq!(ids.len(), document.rows.len(), "after {:?}", action);
        }
    }

    #[test]
    fn every_repair_that_is_offered_repairs(start in arbitrary::document()) {
        let analysis = analyse(&start);
        for (at, row) in analysis.rows.iter().enumerate() {
            let Outcome::Invalid(error) = &row.outcome else { continue };
            let kind = start.rows[at].kind;
            let offered = repairs(&start, at, &analysis);
            let labels: Vec<String> =
                offered.iter().map(|repair| Language::English.repair(repair, kind, error)).collect();
            let apart: std::collections::HashSet<&String> = labels.iter().collect();
            prop_assert_eq!(apart.len(), labels.len(), "offered twice: {:?} for {:?}", labels, error);
            for repair in offered {
                let mended = repair.action(start.rows[at].id).apply(&start);
                let after = analyse(&mended);
                prop_assert!(
                    after.rows[at].outcome != Outcome::Invalid(error.clone()),
                    "{:?} does not repair {:?}", repair, error
                );
            }
        }
    }
}

/// The document of these layers, on a small image.
fn network(layers: &str) -> Document {
    let text = format!(
        r#"{{"format": "im2cost/1", "input": {{"channels": 4, "height": 8, "width": 8}}, "layers": [{layers}]}}"#
    );
    document::read(&text).unwrap()
}

fn names(row: &im2cost::network::Row) -> Vec<String> {
    match &row.from {
        Sources::Above => Vec::new(),
        Sources::Named(names) => names.iter().map(|name| name.to_string()).collect(),
    }
}

const BRANCHES: &str = r#"{"name": "conv1", "kind": "identity"}, {"name": "conv10", "kind": "identity"},
    {"name": "sum", "kind": "add", "from": ["conv1", "conv10"]}"#;

fn typed(id: u32, field: Field, text: &str) -> Action {
    Action::Type(RowId(id), field, text.into())
}

#[test]
fn renaming_keeps_the_wiring() {
    let renamed = typed(0, Field::Name, "stem").apply(&network(BRANCHES));
    assert_eq!(names(&renamed.rows[2]), ["stem", "conv10"]);
}

#[test]
fn typing_a_name_through_anothers_does_not_steal_its_wiring() {
    let mut history = History::new(network(BRANCHES));
    for text in ["conv", "conv1", "conv12"] {
        history.act(&typed(1, Field::Name, text));
    }
    assert_eq!(names(&history.present().rows[2]), ["conv1", "conv12"]);
    history.undo();
    assert_eq!(**history.present(), network(BRANCHES));
}

#[test]
fn typing_in_one_field_is_one_step() {
    let mut history = History::new(network(BRANCHES));
    history.act(&Action::Insert(3, Kind::Conv2d));
    let id = history.present().rows[3].id.0;
    for text in ["1", "12", "128"] {
        history.act(&typed(id, Field::Key(Key::OutChannels), text));
    }
    history.undo();
    assert_eq!(history.present().rows[3].fields.get(Key::OutChannels), Some(&Value::Integer(64)));
    history.redo();
    history.act(&typed(id, Field::Key(Key::OutChannels), "1"));
    history.undo();
    assert_eq!(history.present().rows[3].fields.get(Key::OutChannels), Some(&Value::Integer(128)));
}

#[test]
fn typing_back_to_what_it_was_leaves_nothing_to_undo() {
    let mut history = History::new(network(BRANCHES));
    history.act(&typed(0, Field::Name, "conv"));
    history.act(&typed(0, Field::Name, "conv1"));
    assert!(!history.can_undo());
}

#[test]
fn deleting_a_row_passes_its_source_on() {
    let chain = r#"{"name": "a", "kind": "identity"}, {"name": "b", "kind": "identity", "from": ["input"]},
        {"name": "c", "kind": "identity"}, {"name": "d", "kind": "add", "from": ["b", "a"]}"#;
    let after = Action::Delete(vec![RowId(1)]).apply(&network(chain));
    assert_eq!(names(&after.rows[1]), ["input"], "the row below read it");
    assert_eq!(names(&after.rows[2]), ["input", "a"], "a row that named it");
}

#[test]
fn copies_are_wired_among_themselves() {
    let after = Action::Duplicate(vec![RowId(0), RowId(1), RowId(2)]).apply(&network(BRANCHES));
    let copies: Vec<&str> = after.rows[3..].iter().map(|row| &*row.name).collect();
    assert_eq!(copies, ["conv2", "conv3", "sum1"]);
    assert_eq!(names(&after.rows[5]), ["conv2", "conv3"]);
}

#[test]
fn a_block_moves_in_its_order() {
    let after = Action::Move(vec![RowId(2), RowId(0)], 2).apply(&network(BRANCHES));
    let order: Vec<&str> = after.rows.iter().map(|row| &*row.name).collect();
    assert_eq!(order, ["conv10", "conv1", "sum"]);
}

#[test]
fn what_two_kinds_share_stays_when_the_kind_changes() {
    let conv = r#"{"name": "a", "kind": "conv2d", "out_channels": 6, "kernel_size": [3, 5], "groups": 2}"#;
    let after = Action::SetKind(RowId(0), Kind::ConvTranspose2d, Fields::new()).apply(&network(conv));
    let fields = &after.rows[0].fields;
    assert_eq!(fields.get(Key::OutChannels), Some(&Value::Integer(6)));
    assert_eq!(fields.get(Key::KernelSize), Some(&Value::Pair([3, 5])));
    assert_eq!(fields.get(Key::Groups), Some(&Value::Integer(2)));
    assert_eq!(fields.get(Key::Stride), None, "the default that was chosen by leaving it out");
}

#[test]
fn groups_that_divide_one_channel_count_only_are_not_offered() {
    let grouped = |out: i64| {
        let row = format!(
            r#"{{"name": "a", "kind": "conv2d", "out_channels": {out}, "kernel_size": 1, "groups": 3}}"#
        );
        let document = network(&row);
        repairs(&document, 0, &analyse(&document))
    };
    let groups = |number| Repair::Set(Key::Groups, Value::Integer(number));
    // Four channels flow in: of 7 and 4 only 1 is common, of 6 and 4 also 2.
    assert_eq!(grouped(7), [groups(1)]);
    assert_eq!(grouped(6), [groups(2)]);
    assert_eq!(grouped(8), [groups(4), groups(2)], "4 is nearer to 3 than 2 is, beside their size");
}

#[test]
fn an_edit_keeps_the_results_that_it_does_not_reach() {
    let chain = r#"{"name": "a", "kind": "identity"}, {"name": "b", "kind": "conv2d", "out_channels": 4,
        "kernel_size": 1}, {"name": "c", "kind": "identity"}"#;
    let before = network(chain);
    let analysis = analyse(&before);
    let edited = typed(1, Field::Key(Key::Bias), "false").apply(&before);
    let after = Analysis::after(&edited, Some((&before, &analysis)));
    let kept: Vec<bool> =
        analysis.rows.iter().zip(&after.rows).map(|(old, new)| Rc::ptr_eq(old, new)).collect();
    assert_eq!(kept, [true, false, true], "the same shape flows out of the row that changed");
}

#[test]
fn the_numbers_of_a_twin_stay_with_their_row() {
    let text = r#"{"format": "im2cost/1", "layers": [
        {"name": "a", "kind": "conv2d", "out_channels": 1, "kernel_size": 1},
        {"name": "b", "kind": "conv2d", "out_channels": 1, "kernel_size": 1}]}"#;
    let document = document::read(text).unwrap();
    let [a, b] = [document.rows[0].id, document.rows[1].id];
    let mut numbers = TwinNumbers::default();
    numbers.set(im2cost::lowering::Place::X, Some([TypedNumber::Integer(7)].into()));
    let numbers = Rc::new(numbers);
    let names = |document: &Document| {
        let mut names: Vec<String> = document.twins.keys().map(|name| name.to_string()).collect();
        names.sort();
        names
    };
    let given = Action::SetTwin(a, Some(numbers.clone())).apply(&document);
    assert_eq!(given.twins.get("a"), Some(&numbers));

    let renamed = Action::Type(a, Field::Name, "c".into()).apply(&given);
    assert_eq!(names(&renamed), ["c"]);
    // A name that is taken is not the row's yet.
    let taken = Action::Type(a, Field::Name, "b".into()).apply(&given);
    assert_eq!(names(&taken), ["a"]);
    let doubled = Action::Duplicate(vec![a]).apply(&given);
    assert_eq!(names(&doubled), ["a", "a1"]);
    assert_eq!(names(&Action::Delete(vec![a]).apply(&given)), [""; 0]);
    assert_eq!(names(&Action::Delete(vec![b]).apply(&given)), ["a"]);
    assert_eq!(Action::SetTwin(a, None).apply(&given), document);
}

#[test]
fn a_new_row_that_becomes_another_kind_is_a_common_one_of_it() {
    let start = Action::Insert(4, Kind::Conv2d).apply(&Document::starter());
    let pool = Action::SetKind(start.rows[4].id, Kind::AvgPool2d, Fields::new()).apply(&start);
    assert_eq!(pool.rows[4].fields, starting_fields(Kind::AvgPool2d));
    // One value of the reader's own, and all that both kinds have stay.
    let typed = Action::Type(start.rows[4].id, Field::Key(Key::Stride), "2".into()).apply(&start);
    let pool = Action::SetKind(start.rows[4].id, Kind::AvgPool2d, Fields::new()).apply(&typed);
    assert_eq!(pool.rows[4].fields.get(Key::KernelSize), Some(&Value::Pair([3, 3])));
    assert_eq!(pool.rows[4].fields.get(Key::Padding), Some(&Value::Pair([1, 1])));
}

#[test]
fn a_kind_that_comes_back_has_what_it_had() {
    let conv = r#"{"name": "a", "kind": "conv2d", "out_channels": 6, "kernel_size": [3, 5], "groups": 2, "bias": false}"#;
    let start = network(conv);
    let set = |kind| Action::SetKind(RowId(0), kind, Fields::new());
    let by_way_of = |kinds: &[Kind]| {
        let kinds = kinds.iter().chain(&[Kind::Conv2d]);
        kinds.fold(start.clone(), |document, kind| set(*kind).apply(&document)).rows[0].fields.clone()
    };
    assert_eq!(by_way_of(&[Kind::Flatten]), start.rows[0].fields);
    assert_eq!(by_way_of(&[Kind::MaxPool2d, Kind::Linear, Kind::Activation]), start.rows[0].fields);
    // What was changed meanwhile, as far as both have it, is what the reader wants now.
    let pool = set(Kind::MaxPool2d).apply(&start);
    let pool = Action::Type(RowId(0), Field::Key(Key::KernelSize), "2".into()).apply(&pool);
    let back = set(Kind::Conv2d).apply(&pool).rows[0].fields.clone();
    assert_eq!(back.get(Key::KernelSize), Some(&Value::Pair([2, 2])));
    assert_eq!(back.get(Key::OutChannels), Some(&Value::Integer(6)));
}

#[test]
fn an_addition_that_comes_back_reads_what_it_read_if_that_is_there() {
    let start = network(BRANCHES);
    let sum = start.rows[2].id;
    let conv = Action::SetKind(sum, Kind::Conv2d, Fields::new()).apply(&start);
    assert_eq!(conv.rows[2].from, Sources::Above);
    let back = |document: &Document| Action::SetKind(sum, Kind::Add, Fields::new()).apply(document);
    assert_eq!(back(&conv).rows[2].from, start.rows[2].from);
    let renamed = Action::Type(start.rows[0].id, Field::Name, "other".into()).apply(&conv);
    assert_eq!(back(&renamed).rows[2].from, Sources::Above);
}
