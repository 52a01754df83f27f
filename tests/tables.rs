//! Tables: what is written reads back, and tables of other programs are understood.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

#[path = "support/arbitrary.rs"]
#[allow(dead_code)] // This test needs documents, and no edits.
mod arbitrary;

use std::rc::Rc;

use im2cost::codec::open::{self, Format, OpenError};
use im2cost::codec::table::{Separator, read, recognizes, write};
use im2cost::codec::{Remarked, TextImport, document};
use im2cost::layer::{Key, Value};
use im2cost::network::{Document, Input, InputKey, Sources, analyse};
use proptest::prelude::*;

fn rows(document: &Document) -> Vec<String> {
    let text = document::write(document);
    text.lines()
        .filter(|line| line.starts_with("    {"))
        .map(|line| line.trim_matches([' ', ',']).to_owned())
        .collect()
}

fn check(text: &str, expected: &[&str]) -> TextImport {
    assert!(recognizes(text), "{text}");
    let read = read(text).unwrap();
    assert_eq!(rows(&read.document), expected, "{text}");
    read
}

#[test]
fn kerass_pytorchs_and_caffes_names_are_understood() {
    check(
        "Layer,Type,filters,kernel_size,strides,padding,use_bias\nstem,Conv2D,64,\"(7, 7)\",2,same,False\npool,MaxPooling2D,,3,2,,\nhead,GlobalAveragePooling2D,,,,,\nfc,Dense,10,,,,TRUE\n",
        &[
            r#"{"name": "stem", "kind": "conv2d", "out_channels": 64, "kernel_size": [7, 7], "stride": [2, 2], "padding": "same_upper", "bias": false}"#,
            r#"{"name": "pool", "kind": "max_pool2d", "kernel_size": [3, 3], "stride": [2, 2]}"#,
            r#"{"name": "head", "kind": "adaptive_avg_pool2d", "output_size": [1, 1]}"#,
            r#"{"name": "fc", "kind": "linear", "out_features": 10}"#,
        ],
    );
    check(
        "name;type;num_output;kernel_h;kernel_w;pad;group\nc;Convolution;8;1;5;0,2;4\n",
        &[
            r#"{"name": "c", "kind": "conv2d", "out_channels": 8, "kernel_size": [1, 5], "padding": [0, 2], "groups": 4}"#,
        ],
    );
    check(
        "C_in\tC_out\tK\ts\tp\n3\t64\t3×5\t1\t1\n64\t64\t3\t2\t1,0,1,0\n",
        &[
            r#"{"name": "conv2d", "kind": "conv2d", "in_channels": 3, "out_channels": 64, "kernel_size": [3, 5], "padding": [1, 1]}"#,
            r#"{"name": "conv2d_2", "kind": "conv2d", "in_channels": 64, "out_channels": 64, "kernel_size": [3, 3], "stride": [2, 2], "padding": [1, 0, 1, 0]}"#,
        ],
    );
}

#[test]
fn a_comma_stands_before_decimals_where_semicolons_stand_between_cells() {
    check(
        "Name;Type;Scale Factor\r\nup;Upsample;1,5\r\nwide;Upsample;2x1,5\r\n",
        &[
            r#"{"name": "up", "kind": "upsample", "scale_factor": 1.5}"#,
            r#"{"name": "wide", "kind": "upsample", "scale_factor": [2, 1.5]}"#,
        ],
    );
}

#[test]
fn bare_rows_have_a_name_a_kind_and_values_in_their_order() {
    check(
        "conv1\tConv2d\t3\t64\t7\t2\t3\nrelu\tReLU\nup\tConvTranspose2d\t64\t32\t4\t2\t1\n",
        &[
            r#"{"name": "conv1", "kind": "conv2d", "in_channels": 3, "out_channels": 64, "kernel_size": [7, 7], "stride": [2, 2], "padding": [3, 3]}"#,
            r#"{"name": "relu", "kind": "activation"}"#,
            r#"{"name": "up", "kind": "conv_transpose2d", "in_channels": 64, "out_channels": 32, "kernel_size": [4, 4], "stride": [2, 2], "padding": [1, 1]}"#,
        ],
    );
    assert_eq!(read("nothing but a line").map(|read| read.document.rows.len()), None);
    assert!(!recognizes("Dear all, please find the plan.\nIt is good, I hope."));
}

/// A table as programs save it: with these ends of lines, in UTF-8 or UTF-16.
#[test]
fn tables_are_read_as_any_program_saves_them() {
    let table = "name\tkind\tout_channels\tkernel_size\n卷积\tconv2d\t8\t3\nhead\tlinear\t10\t\n";
    let expected = rows(&read(table).unwrap().document);
    assert_eq!(expected.len(), 2);
    for ends in ["\n", "\r\n", "\r"] {
        let text = table.replace('\n', ends);
        let units: Vec<u16> = format!("\u{feff}{text}").encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for bytes in [text.as_bytes(), &little, &big] {
            for name in ["network.txt", "network.tsv", ""] {
                let opened = open::read(name, bytes).unwrap();
                assert_eq!(opened.format, Format::Table);
                assert_eq!(rows(&opened.document), expected, "{ends:?} {name}");
            }
        }
    }
    // As a Chinese Excel saves CSV: GBK.
    let other = b"name,kind\n\xbe\xed\xbb\xfd,relu\n";
    assert_eq!(open::read("network.csv", other), Err(OpenError::OtherEncoding));
    assert_eq!(open::read("network.txt", b"\xbe\0\xbb"), Err(OpenError::NotAText));
}

#[test]
fn what_cannot_be_read_is_said_with_its_place() {
    let text = "name,kind,kernel_size,colour\na,conv2d,three,red\nb,fold,3,\n,,5,\nc,relu,3,,,9\n";
    let read = read(text).unwrap();
    let found: Vec<_> =
        read.remarks.iter().map(|remark| (remark.place.line, remark.place.column, &remark.what)).collect();
    assert_eq!(
        found,
        [
            (1, 23, &Remarked::UnknownArgument { argument: "colour".into() }),
            (2, 10, &Remarked::Unreadable { argument: "kernel_size".into(), text: "three".into() }),
            (3, 3, &Remarked::UnknownLayer { name: "fold".into() }),
            (3, 8, &Remarked::UnknownArgument { argument: "kernel_size".into() }),
            (4, 1, &Remarked::KindMissing),
            (4, 3, &Remarked::UnknownArgument { argument: "kernel_size".into() }),
            (5, 1, &Remarked::TooManyCells { cells: 6, columns: 4 }),
            (5, 8, &Remarked::UnknownArgument { argument: "kernel_size".into() }),
            (1, 1, &Remarked::InputAssumed { extents: vec![1, 3, 224, 224] }),
        ]
    );
    assert_eq!(read.document.rows.len(), 4);
}

#[test]
fn a_quote_that_nothing_closes_takes_no_rows_with_it() {
    let text = "name,kind\n\"a,relu\nb,relu\n";
    let read =
        check(text, &[r#"{"name": "\"a", "kind": "activation"}"#, r#"{"name": "b", "kind": "activation"}"#]);
    let said = &read.remarks[0];
    assert_eq!(
        (said.place.line, said.place.column, &said.what),
        (2, 1, &Remarked::NotClosed { bracket: '"' })
    );
}

/// A document without what an empty cell cannot say, and what stands in no table.
fn tabled(document: &Document) -> Document {
    let blank =
        |value: &Value| matches!(value, Value::Text(text) | Value::Word(text) if text.trim().is_empty());
    let mut input = Input::clone(&document.input);
    for key in InputKey::ALL {
        if input.get(key).is_some_and(|value| !matches!(value, Value::Integer(_))) {
            input.set(key, Input::default().get(key).cloned());
        }
    }
    let rows = document.rows.iter().map(|row| {
        let mut row = (**row).clone();
        let blanks: Vec<_> =
            row.fields.iter().filter(|(_, value)| blank(value)).map(|(key, _)| key).collect();
        blanks.into_iter().for_each(|key| row.fields.remove(key));
        row.shares_weights_with = row.shares_weights_with.filter(|name| !name.is_empty());
        if row.from == Sources::Named(Vec::new()) {
            row.from = Sources::Above;
        }
        Rc::new(row)
    });
    Document { input: Rc::new(input), rows: rows.collect(), ..Document::default() }
}

#[test]
fn an_exported_table_has_what_each_row_comes_to() {
    let starter = Document::starter();
    let analysis = analyse(&starter);
    let table = write(&starter, Some(&analysis), Separator::Comma);
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[0].ends_with(",output,params,macs"), "{table}");
    let first = analysis.rows[0].valid().unwrap();
    assert!(lines[2].ends_with(&format!(",{},{}", first.params, first.macs())), "{table}");
    assert_eq!(
        lines.iter().map(|line| line.split(',').count()).max(),
        lines.iter().map(|line| line.split(',').count()).min()
    );
    // What it says is found anew when it is read, and is nothing odd.
    assert!(read(&table).unwrap().remarks.is_empty());
}

#[test]
fn depthwise_is_a_convolution_with_a_group_for_each_channel() {
    let read = read("kind\tin\tout\tk\ndepthwise conv.\t32\t32\t3\n").unwrap();
    assert!(read.document.rows[0].fields.get(Key::Groups) == Some(&Value::Integer(32)));
}

proptest! {
    #[test]
    fn what_is_written_reads_back(document in arbitrary::document()) {
        let document = tabled(&document);
        for separator in [Separator::Comma, Separator::Tab] {
            for analysis in [None, Some(&analyse(&document))] {
                let table = write(&document, analysis, separator);
                let read = read(&table).unwrap();
                prop_assert_eq!(&read.document.rows, &document.rows, "{}", table);
                prop_assert_eq!(&read.document.input, &document.input, "{}", table);
            }
        }
    }

    #[test]
    fn texts_of_any_kind_do_no_harm(text in "[a-z0-9,;\t\n\"×x ]{0,80}") {
        if let Some(read) = read(&text) {
            analyse(&read.document);
        }
    }
}
