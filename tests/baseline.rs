//! The baseline: kept, compared with row by row, carried by files and links, and undone.

#![allow(clippy::unwrap_used)] // A test may panic, and so may what helps it.

use std::rc::Rc;

use im2cost::codec::{View, document, link};
use im2cost::cost::{Counting, Unit};
use im2cost::layer::Key;
use im2cost::network::{Action, Baseline, Change, Document, Field, History, analyse};

fn kept_and_widened() -> History {
    let mut history = History::new(Document::starter());
    history.act(&Action::KeepBaseline);
    let id = history.present().rows[0].id;
    history.act(&Action::Type(id, Field::Key(Key::OutChannels), "128".into()));
    history
}

#[test]
fn a_row_is_compared_with_the_row_of_its_name() {
    let history = kept_and_widened();
    let document = history.present();
    let (before, now) = (analyse(&Document::starter()), analyse(document));
    for counting in [Counting::default(), Counting { unit: Unit::Flops, bias: true, ..Counting::default() }] {
        let baseline = Baseline::new(document.baseline.as_ref().unwrap(), counting);
        assert_eq!(*baseline.totals(), before.totals);
        for (row, result) in document.rows.iter().zip(&before.rows) {
            let counts = baseline.row(&row.name).unwrap();
            assert_eq!(counts.params, result.valid().unwrap().params);
            assert_eq!(counts.cost, result.valid().unwrap().cost(counting));
        }
        assert_eq!(baseline.row("nothing"), None);
        let sum = before.rows.iter().filter_map(|row| row.valid()?.cost(counting)).sum();
        assert_eq!(baseline.cost, Some(sum));
    }
    let change = Change::between(before.totals.macs, now.totals.macs).unwrap();
    assert!(change.is_more());
    assert_eq!(before.totals.macs + change.by(), now.totals.macs);
}

#[test]
fn files_and_links_carry_it_and_undo_takes_it_back() {
    let mut history = kept_and_widened();
    let document = Document::clone(history.present());
    let read = document::read(&document::write(&document)).unwrap();
    assert_eq!(read.baseline, document.baseline);
    let (linked, _) = link::read(&link::write(&document, &View::default())).unwrap().unwrap();
    assert_eq!(linked.baseline, document.baseline);

    history.undo();
    history.undo();
    assert_eq!(history.present().baseline, None);
    history.redo();
    assert!(history.present().baseline.is_some());
    history.act(&Action::DropBaseline);
    assert_eq!(history.present().baseline, None);
}

#[test]
fn a_baseline_has_none_of_its_own() {
    let mut history = kept_and_widened();
    history.act(&Action::KeepBaseline);
    let baseline: &Rc<Document> = history.present().baseline.as_ref().unwrap();
    assert_eq!(baseline.baseline, None);
    assert_eq!(baseline.rows, history.present().rows);
}
