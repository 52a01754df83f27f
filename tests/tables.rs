//! Tables: what is written reads back, and tables of other programs are understood.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

#[path = "support/arbitrary.rs"]
#[allow(dead_code)] // This test needs documents, and no edits.
mod arbitrary;

use std::rc::Rc;

use im2cost::codec::foreign::Foreign;
use im2cost::codec::open::{self, Format, OpenError, Remarks};
use im2cost::codec::table::{Separator, read, recognizes, write, write_rows};
use im2cost::codec::{Remarked, TextImport, document};
use im2cost::i18n::{Label, Language, Variety};
use im2cost::layer::{Key, Kind, Value};
use im2cost::network::{Document, Field, Input, InputKey, Sources, analyse};
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

/// name, kind, from, C_in, C_out, K, stride, padding, dilation, output padding, g, bias.
#[test]
fn bare_rows_in_the_order_of_the_tables_columns_are_not_shifted() {
    let conv = r#"{"name": "c", "kind": "conv2d", "in_channels": 3, "out_channels": 64, "kernel_size": [7, 7], "stride": [2, 2], "padding": [3, 3]"#;
    let closed = format!("{conv}}}");
    let said = |text: &str, expected: &[&str]| {
        let read = check(text, expected);
        read.remarks.into_iter().filter(|remark| remark.what == Remarked::ColumnsAsHere).count()
    };
    // As wide as the table, or with a source: there is nothing to guess.
    assert_eq!(said("c\tconvolution\t\t3\t64\t7\t2\t3\t1\t\t1\ttrue\n", &[&closed]), 0);
    let of_input = conv.replace("\"kind\": \"conv2d\"", "\"kind\": \"conv2d\", \"from\": [\"input\"]") + "}";
    assert_eq!(said("c\tConv2d\tinput\t3\t64\t7\t2\t3\n", &[&of_input]), 0);
    // One line that shows the order shows it for all.
    let after = r#"{"name": "d", "kind": "conv2d", "from": ["c"], "out_channels": 8, "kernel_size": [1, 1]}"#;
    let pool = r#"{"name": "p", "kind": "max_pool2d", "kernel_size": [3, 3], "stride": [2, 2]}"#;
    let text = "c\t卷积\t\t3\t64\t7\t2\t3\np\t最大池化\t\t\t\t3\t2\nd\tconv2d\tc\t\t8\t1\n";
    assert_eq!(said(text, &[&closed, pool, after]), 0);
    // With nothing but an empty cell, it is said how it was read.
    assert_eq!(said("c\tconvolution\t\t3\t64\t7\t2\t3\n", &[&closed]), 1);
    // A convolution's input channels may be left out.
    let open = r#"{"name": "c", "kind": "conv2d", "out_channels": 64, "kernel_size": [7, 7]}"#;
    assert_eq!(said("c\tConv2d\t\t64\t7\n", &[open]), 0);
    // A line's number is no name.
    assert_eq!(said("1\tc\tConv2d\t3\t64\t7\t2\t3\n", &[&closed]), 0);
}

/// Every word that the page has for a kind or a column is read, in both languages.
#[test]
fn the_pages_own_words_are_read() {
    for language in Language::ALL {
        for kind in Kind::ALL {
            let check = |word: &str, named: Kind| {
                let table = format!("name\tkind\na\t{word}\n");
                let read = read(&table).unwrap();
                assert_eq!(read.document.rows[0].kind, named, "{word}");
                assert!(
                    !read.remarks.iter().any(|remark| matches!(remark.what, Remarked::UnknownLayer { .. })),
                    "{word}"
                );
            };
            check(language.kind(*kind), *kind);
            check(language.short_variety(Variety::Plain(*kind)), *kind);
        }
        for variety in Variety::MENU {
            for word in [language.variety(variety), language.short_variety(variety)] {
                let table = format!("name\tkind\tC_in\tC_out\na\t{word}\t8\t8\n");
                let row = read(&table).unwrap().document.rows[0].clone();
                assert_eq!(row.kind, variety.kind(), "{word}");
                let depthwise = variety == Variety::DepthwiseConvolution;
                assert_eq!(row.fields.get(Key::Groups).is_some(), depthwise, "{word}");
                let pointwise = variety == Variety::PointwiseConvolution;
                assert_eq!(row.fields.get(Key::KernelSize).is_some(), pointwise, "{word}");
            }
        }
        // The words of columns: none is unknown, and those of hyperparameters give the row the value.
        let labels = [
            Label::ColumnName,
            Label::ColumnKind,
            Label::ColumnFrom,
            Label::ColumnPadding,
            Label::ColumnStride,
            Label::ColumnDilation,
            Label::ColumnOutputPadding,
            Label::ColumnBias,
            Label::ColumnOutput,
            Label::ColumnParameters,
            Label::ColumnCost,
            Label::ColumnRow,
        ];
        let fields = [Field::Name, Field::Kind, Field::From, Field::SharesWeightsWith]
            .map(|field| language.field(field));
        let keys = Key::ALL.iter().map(|key| language.key(*key));
        for word in labels.map(|label| language.label(label)).into_iter().chain(fields).chain(keys) {
            let read = read(&format!("kind\t{word}\tname\nrelu\t\ta\n")).unwrap();
            let unknown = |what: &Remarked| matches!(what, Remarked::UnknownArgument { .. });
            assert!(!read.remarks.iter().any(|remark| unknown(&remark.what)), "{word}");
        }
        for kind in Kind::ALL {
            for parameter in kind.parameters() {
                // In English, parameters are what is counted, and an operator is a kind.
                if matches!(parameter.key, Key::NumParameters | Key::Op) && language == Language::English {
                    continue;
                }
                let word = language.key(parameter.key);
                let read = read(&format!("kind\t{word}\tname\n{}\tnone\ta\n", kind.name())).unwrap();
                assert!(read.document.rows[0].fields.get(parameter.key).is_some(), "{kind:?} {word}");
            }
        }
    }
    check(
        "名称\t类型\t输入通道数\t输出通道数\t卷积核\t步长\t填充\t空洞\t分组\t偏置\n茎\t分组卷积\t4\t8\t3\t2\t1\t1\t2\t否\n头\t全连接层\t\t10\t\t\t\t\t\t是\n",
        &[
            r#"{"name": "茎", "kind": "conv2d", "in_channels": 4, "out_channels": 8, "kernel_size": [3, 3], "stride": [2, 2], "padding": [1, 1], "groups": 2, "bias": false}"#,
            r#"{"name": "头", "kind": "linear", "out_features": 10}"#,
        ],
    );
}

/// What was copied into another program and comes back from there as text is the same, without any input.
#[test]
fn copied_rows_are_rows_alone_and_read_back() {
    let starter = Document::starter();
    let text = write_rows(&starter, Separator::Tab);
    assert_eq!(text.lines().count(), 1 + starter.rows.len(), "{text}");
    assert_eq!(read(&text).unwrap().document.rows, starter.rows);
}

#[test]
fn a_table_of_markdown_is_a_table() {
    let read = check(
        "| Layer | Kind | Hyperparameters | Output | Parameters | MACs |\n| --- | --- | :-- | --- | ---: | ---: |\n\
         | enc\\_0 | convolution | C\\_out 24, 3×5, stride 2×1, padding (1, 2, 1, 2), bias false | 2×24 | 1 104 | 12 |\n\
         | p | max pooling | 3×3, ceil\\_mode | | | |\n| **Total** | | | | **9** | **9** |\n",
        &[
            r#"{"name": "enc_0", "kind": "conv2d", "out_channels": 24, "kernel_size": [3, 5], "stride": [2, 1], "padding": [1, 2, 1, 2], "bias": false}"#,
            r#"{"name": "p", "kind": "max_pool2d", "kernel_size": [3, 3], "ceil_mode": true}"#,
        ],
    );
    assert_eq!(read.remarks.len(), 1, "{:?}", read.remarks);
}

#[test]
fn a_linear_layer_on_pixels_is_remarked_on() {
    let said = |text: &str| {
        let read = read(text).unwrap();
        read.remarks.into_iter().any(|remark| remark.what == Remarked::LinearOnPixels { name: "fc".into() })
    };
    assert!(said("name,kind,out\nact,relu,\nfc,linear,10\n"));
    assert!(!said("name,kind,out\nflat,flatten,\nfc,linear,10\n"));
    assert!(!said("name,kind,out\npool,globalaveragepooling,\nfc,linear,10\n"));
}

#[test]
fn a_value_that_a_layer_does_not_have_is_named_as_its_column_is() {
    let read = read("name,kind,activation\nfc,conv2d,relu\n").unwrap();
    let what = Remarked::UnknownArgument { argument: "activation".into() };
    assert!(read.remarks.iter().any(|remark| remark.what == what && remark.place.column == 11));
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
    // Whoever decodes it says what was assumed, once; what holds no network is still refused for its letters.
    let opened = open::read_assumed("network.csv", "name,kind\n卷积,relu\n").unwrap();
    assert_eq!(rows(&opened.document).len(), 1);
    let Remarks::Text(remarks) = &opened.remarks else { panic!("remarks") };
    assert_eq!(remarks[0].what, Remarked::EncodingAssumed);
    assert_eq!(open::read_assumed("notes.txt", "会议记录"), Err(OpenError::OtherEncoding));
}

/// Files of other kinds are refused as what they are, and not as broken ones of ours.
#[test]
fn files_of_other_kinds_are_refused_as_what_they_are() {
    for (name, bytes, foreign) in [
        ("train.ipynb", &b"{\n \"cells\": []}"[..], Foreign::Notebook),
        ("saved_model.pb", b"\x08\x01\x12\x04", Foreign::TensorFlow),
        ("resnet.pth", b"PK\x03\x04\x14\0\0\0resnet/data.pkl", Foreign::PyTorchWeights),
        ("network.csv", b"PK\x03\x04\x14\0\0\0[Content_Types].xml", Foreign::Workbook),
    ] {
        assert_eq!(open::read(name, bytes), Err(OpenError::Foreign(foreign)), "{name}");
    }
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
