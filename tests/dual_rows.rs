//! A row and its dual: what flows out of the one is what flows into the other.

#![allow(clippy::unwrap_used)] // A test may panic, and so may what helps it.

use im2cost::layer::{Fields, GemmLayer, Key, Kind, Operation, Value};
use im2cost::network::{Analysis, Document, DualPlace, History, dual_action};

fn layers(document: &Document) -> Vec<Option<GemmLayer>> {
    let analysis = Analysis::after(document, None);
    let rows = analysis.rows.iter().map(|row| match &row.valid()?.layer.operation {
        Operation::Gemm(layer) => Some(*layer),
        _ => None,
    });
    rows.collect()
}

#[test]
fn a_dual_below_gives_back_what_flowed_in() {
    let document = Document::starter();
    for (at, layer) in layers(&document).into_iter().enumerate().skip(1) {
        let layer = layer.unwrap();
        let (place, action) = dual_action(&document, at, &layer).unwrap();
        assert_eq!(place, DualPlace::Below);
        let after = action.apply(&document);
        let dual = layers(&after)[at + 1].unwrap();
        assert_eq!((dual.input(), dual.output()), (layer.output(), layer.input()));
        assert_eq!(GemmLayer { bias: false, ..dual }, layer.dual().unwrap());
    }
}

#[test]
fn a_row_that_reads_the_input_is_turned_and_turned_back_and_undone() {
    let mut document = Document::starter();
    document.rows.truncate(1);
    let first = layers(&document)[0].unwrap();
    let mut history = History::new(document.clone());
    for _ in 0..2 {
        let before = layers(history.present())[0].unwrap();
        let (place, action) = dual_action(history.present(), 0, &before).unwrap();
        assert_eq!(place, DualPlace::Instead);
        history.act(&action);
        let now = layers(history.present())[0].unwrap();
        assert_eq!((now.input(), now.output()), (before.output(), before.input()));
    }
    assert_eq!(layers(history.present())[0], Some(first));
    history.undo();
    history.undo();
    assert_eq!(**history.present(), document);
}

#[test]
fn a_word_of_padding_becomes_numbers_and_linear_layers_have_no_dual() {
    let mut document = Document::starter();
    document.rows.truncate(1);
    let row = std::rc::Rc::make_mut(&mut document.rows[0]);
    row.fields = Fields::new()
        .with(Key::OutChannels, Value::Integer(8))
        .with(Key::KernelSize, Value::Pair([4, 3]))
        .with(Key::Stride, Value::Pair([3, 2]))
        .with(Key::Padding, Value::Word("same_upper".into()));
    let layer = layers(&document)[0].unwrap();
    let after = dual_action(&document, 0, &layer).unwrap().1.apply(&document);
    assert_eq!(after.rows[0].kind, Kind::ConvTranspose2d);
    assert_eq!(layers(&after)[0].map(|dual| dual.output()), Some(layer.input()));
    let linear = GemmLayer { direction: im2cost::layer::Direction::Linear, ..layer };
    assert_eq!(dual_action(&document, 0, &linear), None);
}
