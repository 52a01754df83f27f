//! Labels, terms, announcements and languages.

use im2cost::cost::Part;
use im2cost::i18n::{Announcement, Label, Language, Term};

use crate::{assert_covers, say};

#[test]
fn every_label_is_there_in_both_languages() {
    let mut listing = String::new();
    for label in Label::ALL {
        say(&mut listing, |language| language.label(*label).to_owned());
    }
    insta::assert_snapshot!("labels", listing);
}

#[test]
fn every_term_is_explained_in_a_line() {
    let mut listing = String::new();
    for term in Term::ALL {
        say(&mut listing, |language| language.term(*term).to_owned());
        for language in Language::ALL {
            let line = language.explain(*term);
            assert!(line.ends_with(['.', '。']) && line.chars().count() <= 140, "{line}");
        }
        say(&mut listing, |language| language.explain(*term).to_owned());
    }
    insta::assert_snapshot!("terms", listing);
}

#[test]
fn every_announcement_is_made() {
    let name = "conv1";
    let announcements = [
        Announcement::Partial { row: 5, rows: 1, waiting: 0 },
        Announcement::Partial { row: 5, rows: 1, waiting: 1 },
        Announcement::Partial { row: 5, rows: 3, waiting: 40 },
        Announcement::PartialInput { waiting: 1 },
        Announcement::PartialInput { waiting: 40 },
        Announcement::PartialUnknown { row: 5, rows: 1 },
        Announcement::PartialUnknown { row: 5, rows: 110 },
        Announcement::RowError { row: 5, sentence: "…" },
        Announcement::RowValid { row: 5 },
        Announcement::Added { row: 5 },
        Announcement::Deleted { rows: 1 },
        Announcement::Deleted { rows: 2 },
        Announcement::Duplicated { rows: 2 },
        Announcement::Moved { from: 2, to: 1 },
        Announcement::Pasted { rows: 10 },
        Announcement::CopiedRows { rows: 2 },
        Announcement::Selected { rows: 2 },
        Announcement::Undone,
        Announcement::Redone,
        Announcement::Opened { name: "resnet50.im2cost.json" },
        Announcement::NotOpened { name: "photo.png", sentence: "…" },
        Announcement::FieldOfRow { field: "C", row: 5, name },
        Announcement::FieldOfRow { field: "C", row: 5, name: "" },
        Announcement::ActOnRow { act: "…", row: 5, name },
        Announcement::ShareOfRow { row: 5, name, share: "3.4 %" },
        Announcement::CopiedText { text: "118013952" },
        Announcement::Derived { part: Part::Cost, equation: "C_out·C_in = 64·3 = 192" },
        Announcement::OtherRows { rows: 1 },
        Announcement::OtherRows { rows: 40 },
        Announcement::ShareOfRows { first: 5, last: 8, name, share: "3.4 %" },
        Announcement::Totals { cost: 118_013_952, unit: "MACs", parameters: 9_408 },
        Announcement::InsertBelow { row: 5 },
        Announcement::InsertRead { rows: 1 },
        Announcement::InsertRead { rows: 12 },
        Announcement::Reading { percent: 12 },
        Announcement::NoCode { row: 1 },
        Announcement::ComparedWith { name: "VGG-16" },
        Announcement::ComparedWith { name: "" },
        Announcement::Layers { rows: 1 },
        Announcement::Layers { rows: 2 },
        Announcement::Found { rows: 1 },
        Announcement::Found { rows: 0 },
        Announcement::InputToo { before: "3×224×224", after: "64×112×112" },
    ];
    assert_covers!(
        announcements,
        Announcement::Partial { .. },
        Announcement::PartialUnknown { .. },
        Announcement::PartialInput { .. },
        Announcement::RowError { .. },
        Announcement::RowValid { .. },
        Announcement::Added { .. },
        Announcement::Deleted { .. },
        Announcement::Duplicated { .. },
        Announcement::Moved { .. },
        Announcement::Pasted { .. },
        Announcement::CopiedRows { .. },
        Announcement::Selected { .. },
        Announcement::Undone,
        Announcement::Redone,
        Announcement::Opened { .. },
        Announcement::NotOpened { .. },
        Announcement::FieldOfRow { .. },
        Announcement::ActOnRow { .. },
        Announcement::ShareOfRow { .. },
        Announcement::CopiedText { .. },
        Announcement::Derived { .. },
        Announcement::OtherRows { .. },
        Announcement::ShareOfRows { .. },
        Announcement::Totals { .. },
        Announcement::InsertBelow { .. },
        Announcement::InsertRead { .. },
        Announcement::Reading { .. },
        Announcement::NoCode { .. },
        Announcement::ComparedWith { .. },
        Announcement::Layers { .. },
        Announcement::Found { .. },
        Announcement::InputToo { .. },
    );
    let mut listing = String::new();
    for announcement in announcements {
        say(&mut listing, |language| language.announcement(announcement));
    }
    insta::assert_snapshot!("announcements", listing);
}

#[test]
fn languages_are_found_by_their_tags() {
    for (tag, language) in [
        ("en", Some(Language::English)),
        ("en-US", Some(Language::English)),
        ("EN", Some(Language::English)),
        ("zh", Some(Language::Chinese)),
        ("zh-CN", Some(Language::Chinese)),
        ("zh-Hans", Some(Language::Chinese)),
        ("ZH_tw", Some(Language::Chinese)),
        ("de", None),
        ("zhuang", None),
        ("", None),
    ] {
        assert_eq!(Language::from_tag(tag), language, "{tag}");
    }
    for language in Language::ALL {
        assert_eq!(Language::from_tag(language.tag()), Some(language));
        assert!(!language.own_name().is_empty());
    }
}
