//! A row as the table draws it, in every state that it can be in, in both languages.

#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used)] // A test may panic, and so may what helps it.

use std::fmt::Write;
use std::rc::Rc;

use im2cost::codec::document;
use im2cost::i18n::Language;
use im2cost::layer::{Key, Kind};
use im2cost::network::{Action, Document, Field, Typing, analyse};
use im2cost::ui::layer_row::{LayerRow, LayerRowProps};
use im2cost::ui::row_flags::RowFlags;
use im2cost::ui::sheet::Sheet;
use im2cost::ui::shown::Shown;
use im2cost::ui::state::Draft;

/// A network with this row, named `it`, at the end, below some that it can read.
fn network(row: &str) -> Document {
    let text = format!(
        r#"{{"format": "im2cost/1", "input": {{"channels": 4, "height": 9, "width": 9}}, "layers": [
            {{"name": "one", "kind": "conv2d", "out_channels": 8, "kernel_size": 3, "padding": 1}},
            {{"name": "two", "kind": "conv2d", "out_channels": 8, "kernel_size": 3, "padding": 1}},
            {{"name": "it", {row}}}]}}"#
    );
    document::read(&text).unwrap()
}

/// The last row of a network as it is drawn.
fn drawn(document: &Document, language: Language, flags: RowFlags, draft: Option<(Field, &str)>) -> String {
    let sheet = Sheet::after(document, &analyse(document), (&Shown::default(), language), None);
    let line = sheet.lines.last().unwrap().clone();
    let place = |field| Typing::Row(line.row.id, field);
    let draft = draft.map(|(field, text)| Draft { place: place(field), text: text.into() });
    let props = LayerRowProps { line, language, flags, draft };
    let renderer = yew::LocalServerRenderer::<LayerRow>::with_props(props).hydratable(false);
    outline(&futures::executor::block_on(renderer.render()))
}

/// A cell a line: what stands in it, and what is said of it to those who point at it or do not see it.
fn outline(html: &str) -> String {
    let mut lines = String::new();
    let mut is_kind = false;
    for piece in html.split('<').skip(1) {
        let Some((tag, text)) = piece.split_once('>') else { continue };
        let said = |name: &str| {
            let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
            Some(&tag[start..start + tag[start..].find('"')?])
        };
        let mut put = |text: &str| lines.extend([" ", text]);
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        match name {
            "div" => {
                put("\n ");
                for name in ["class", "data-testid", "title", "aria-selected"] {
                    said(name).into_iter().for_each(&mut put);
                }
            }
            "input" | "select" => {
                is_kind = said("data-testid") == Some("field-kind");
                put(said("data-testid").unwrap_or_default());
                put(&format!("“{}”", said("value").unwrap_or_default()));
                said("placeholder").iter().for_each(|text| put(&format!("follows “{text}”")));
                said("class").into_iter().for_each(&mut put);
                said("aria-invalid").iter().for_each(|_| put("WRONG, see"));
                said("aria-describedby").into_iter().for_each(&mut put);
                if tag.contains(" checked") {
                    put("ticked");
                }
            }
            // Which entry of a filled menu is chosen is no attribute.
            "option" if !is_kind => continue,
            "data" => put(&format!("{} =", said("value").unwrap_or_default())),
            "rect" => put(&format!("bar {}", said("width").unwrap_or_default())),
            "button" => put(&format!("[{}]", said("aria-label").unwrap_or_default())),
            "span" if said("class") == Some("change") => put(said("title").unwrap_or_default()),
            _ => {}
        }
        if !text.is_empty() {
            put(text);
        }
    }
    lines.trim_start().replace("\n ", "\n").replace(" \n", "\n")
}

fn both(document: &Document, flags: RowFlags, draft: Option<(Field, &str)>) -> String {
    let [english, chinese] = Language::ALL.map(|language| drawn(document, language, flags, draft));
    format!("{english}\n\n{chinese}\n")
}

const CONV: &str = r#""kind": "conv2d", "out_channels": 6, "kernel_size": 3"#;

#[test]
fn a_row_of_each_kind() {
    let mut said = String::new();
    for kind in Kind::ALL {
        let values = match kind {
            Kind::Add | Kind::Mul | Kind::Concat => r#", "from": ["one", "two"]"#,
            Kind::PixelShuffle => r#", "upscale_factor": 2"#,
            Kind::Upsample => r#", "scale_factor": 2"#,
            Kind::AdaptiveAvgPool2d | Kind::AdaptiveMaxPool2d => r#", "output_size": [1, null]"#,
            Kind::MaxPool2d | Kind::AvgPool2d => r#", "kernel_size": 2"#,
            Kind::Conv2d | Kind::ConvTranspose2d => r#", "out_channels": 6, "kernel_size": [3, 1]"#,
            Kind::Linear => r#", "out_features": 10"#,
            Kind::LocalResponseNorm => r#", "size": 5"#,
            Kind::SliceChannels => r#", "start": 2, "length": 3"#,
            Kind::Crop | Kind::Pad => r#", "amount": [0, 1, 2, 3]"#,
            Kind::Unflatten => r#", "shape": [8, 3, 3]"#,
            Kind::Unknown => r#", "op": "Loop", "output_shape": [1, 5, 4, 4]"#,
            _ => "",
        };
        let document = network(&format!(r#""kind": "{}"{values}"#, kind.name()));
        let row = drawn(&document, Language::English, RowFlags::default(), None);
        writeln!(said, "{row}\n").unwrap();
    }
    insta::assert_snapshot!(said);
}

#[test]
fn a_row_that_is_valid_selected_and_the_head() {
    let document = network(CONV);
    let flags = RowFlags { is_head: true, is_selected: true, ..RowFlags::default() };
    insta::assert_snapshot!(both(&document, flags, None));
}

#[test]
fn a_row_that_is_selected_below_where_rows_would_be_dropped() {
    let flags = RowFlags { is_selected: true, is_below_drop: true, ..RowFlags::default() };
    insta::assert_snapshot!(drawn(&network(CONV), Language::English, flags, None));
}

#[test]
fn a_row_whose_channels_are_typed() {
    let document = network(&format!(r#"{CONV}, "in_channels": 8"#));
    insta::assert_snapshot!(drawn(&document, Language::English, RowFlags::default(), None));
}

#[test]
fn a_row_that_breaks_a_rule() {
    let document = network(&format!(r#"{CONV}, "groups": 5"#));
    insta::assert_snapshot!(both(&document, RowFlags::default(), None));
}

#[test]
fn a_row_that_waits() {
    let document = network(CONV);
    let document = Action::Type(document.rows[1].id, Field::Key(Key::Stride), "0".into()).apply(&document);
    insta::assert_snapshot!(both(&document, RowFlags::default(), None));
}

#[test]
fn a_row_that_an_import_could_not_read() {
    let document = network(r#""kind": "unknown", "op": "Loop", "output_shape": [1, 5, 4, 4]"#);
    insta::assert_snapshot!(both(&document, RowFlags::default(), None));
}

#[test]
fn a_row_with_several_sources() {
    let document = network(r#""kind": "concat", "from": ["one", "two", "input"]"#);
    insta::assert_snapshot!(both(&document, RowFlags::default(), None));
}

#[test]
fn a_row_that_costs_nothing() {
    insta::assert_snapshot!(both(&network(r#""kind": "flatten""#), RowFlags::default(), None));
}

#[test]
fn a_row_that_is_typed_in_shows_what_is_typed() {
    let document = network(CONV);
    let kernel = Field::Key(Key::KernelSize);
    let typed = Action::Type(document.rows[2].id, kernel, "３x".into()).apply(&document);
    let wrong = drawn(&typed, Language::English, RowFlags::default(), Some((kernel, "３x")));
    let typed = Action::Type(document.rows[2].id, kernel, "３x１".into()).apply(&document);
    let right = drawn(&typed, Language::English, RowFlags::default(), Some((kernel, "３x１")));
    insta::assert_snapshot!(format!("{wrong}\n\n{right}"));
}

#[test]
fn a_row_beside_what_it_was() {
    let document = network(CONV);
    let document = Action::KeepBaseline.apply(&document);
    let typed = Action::Type(document.rows[2].id, Field::Key(Key::OutChannels), "9".into());
    insta::assert_snapshot!(both(&typed.apply(&document), RowFlags::default(), None));
}

#[test]
fn a_row_whose_cost_is_past_what_can_be_counted() {
    let document = network(r#""kind": "upsample", "scale_factor": 2"#);
    let sheet = Sheet::after(&document, &analyse(&document), (&Shown::default(), Language::English), None);
    // No document comes to this: the row is valid, but what it costs is not a number.
    let mut line = sheet.lines.last().unwrap().clone();
    Rc::make_mut(&mut line).cost = None;
    let rows = Language::ALL.map(|language| {
        let props = LayerRowProps { line: line.clone(), language, flags: RowFlags::default(), draft: None };
        let renderer = yew::LocalServerRenderer::<LayerRow>::with_props(props).hydratable(false);
        outline(&futures::executor::block_on(renderer.render()))
    });
    insta::assert_snapshot!(rows.join("\n\n"));
}
