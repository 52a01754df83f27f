//! Every reader against damaged copies of real files: rows or an error come out, never a panic, and the work and what is
//! kept stay within bounds that the size of the file sets.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

use std::fs;
use std::path::Path;

use im2cost::codec::onnx::{OnnxError, Reader, Step};
use im2cost::codec::table::{self, Separator};
use im2cost::codec::{Remark, TextImport, View, document, link, onnx, open, prototxt, pytorch};
use im2cost::network::{Document, analyse};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// What befalls a file at one place.
#[derive(Clone, Debug)]
enum Damage<T> {
    /// One element is another.
    Set(Index, T),
    /// All from here to there is gone.
    Cut(Index, Index),
    /// What stands from here to there is put in at a third place, so many times.
    Splice(Index, Index, Index, usize),
    /// This is put over what stands there: lengths and counts that are far too large.
    Over(Index, Vec<T>),
    /// The file ends here.
    End(Index),
}

impl<T: Clone> Damage<T> {
    fn apply(&self, file: &mut Vec<T>) {
        if file.is_empty() {
            return;
        }
        let place = |index: &Index| index.index(file.len());
        let range = |from: &Index, to: &Index| place(from).min(place(to))..place(from).max(place(to));
        match self {
            Damage::Set(at, element) => {
                let at = place(at);
                file[at] = element.clone();
            }
            Damage::Cut(from, to) => {
                let range = range(from, to);
                // All but a part of a large file would be gone most of the time.
                let end = range.end.min(range.start + 200);
                file.drain(range.start..end);
            }
            Damage::Splice(from, to, at, times) => {
                let (range, at) = (range(from, to), place(at));
                let piece = file[range.start..range.end.min(range.start + 2000)].to_vec();
                let pieces: Vec<T> = std::iter::repeat_n(piece, *times).flatten().collect();
                file.splice(at..at, pieces);
            }
            Damage::Over(at, elements) => {
                let at = place(at);
                let end = file.len().min(at + elements.len());
                file.splice(at..end, elements.iter().cloned());
            }
            Damage::End(at) => {
                let at = place(at);
                file.truncate(at);
            }
        }
    }
}

fn damage<T: Clone + std::fmt::Debug + 'static>(
    elements: impl Strategy<Value = T> + 'static,
    overs: Vec<Vec<T>>,
) -> impl Strategy<Value = Vec<Damage<T>>> {
    let index = any::<Index>;
    let one = prop_oneof![
        6 => (index(), elements).prop_map(|(at, element)| Damage::Set(at, element)),
        2 => (index(), index()).prop_map(|(from, to)| Damage::Cut(from, to)),
        2 => (index(), index(), index(), 1usize..30)
            .prop_map(|(from, to, at, times)| Damage::Splice(from, to, at, times)),
        4 => (index(), select(overs)).prop_map(|(at, elements)| Damage::Over(at, elements)),
        1 => index().prop_map(Damage::End),
    ];
    prop::collection::vec(one, 1..8)
}

fn damaged<T: Clone>(file: impl IntoIterator<Item = T>, damage: &[Damage<T>]) -> Vec<T> {
    let mut file: Vec<T> = file.into_iter().collect();
    damage.iter().for_each(|damage| damage.apply(&mut file));
    file
}

fn data(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(name))
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn text(name: &str) -> String {
    String::from_utf8(data(name)).unwrap()
}

/// All files in a folder that end so, by their paths.
fn files(folder: &str, end: &str) -> Vec<String> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut files: Vec<String> =
        names.filter(|name| name.ends_with(end)).map(|name| format!("{folder}/{name}")).collect();
    files.sort();
    assert!(!files.is_empty(), "{folder}");
    files
}

/// A document that came out of a reader is one that the page can keep: it is analysed, and what is written reads back.
fn check(found: &Document, length: usize) {
    assert!(found.rows.len() <= 20_000 + length, "{} rows of {length} bytes", found.rows.len());
    let analysis = analyse(found);
    assert_eq!(analysis.rows.len(), found.rows.len());
    let written = document::write(found);
    // Printed lists repeat a block in few letters, and not without end.
    assert!(written.len() <= (1 << 24) + 100 * length, "{} bytes of {length}", written.len());
    match document::read(&written) {
        Ok(read) => {
            let again = document::write(&read);
            let differing = again.lines().zip(written.lines()).find(|(again, written)| again != written);
            assert_eq!(differing, None);
        }
        Err(error) => panic!("{error:?}: {written:.3000}"),
    }
}

/// Remarks point at places of the text that they are about.
fn check_remarks(remarks: &[Remark], text: &str) {
    let lines: Vec<&str> = text.split('\n').collect();
    for remark in remarks {
        let line = lines.get(remark.place.line.wrapping_sub(1)).unwrap_or_else(|| panic!("{remark:?}"));
        assert!((1..=line.chars().count() + 1).contains(&remark.place.column), "{remark:?}");
    }
    assert!(remarks.len() <= 20_000 + 2 * text.len());
}

fn check_text(import: &TextImport, text: &str) {
    check(&import.document, text.len());
    check_remarks(&import.remarks, text);
}

/// Reads a file range by range, and counts.
fn read_in_ranges(bytes: &[u8], claimed: u64) -> Result<onnx::Model, OnnxError> {
    let mut reader = Reader::new(claimed);
    let (mut requests, mut asked, mut furthest) = (0u64, 0u64, 0);
    loop {
        match reader.next() {
            Step::Need(range) => {
                assert!(range.start < range.end && range.end <= claimed, "{range:?} of {claimed}");
                // Nothing is asked for that was passed over.
                assert!(range.start >= furthest, "{range:?} after {furthest}");
                furthest = range.start;
                assert!(range.end - range.start <= 65_536, "{range:?}");
                requests += 1;
                asked += range.end - range.start;
                let place = |at: u64| usize::try_from(at).map_or(bytes.len(), |at| at.min(bytes.len()));
                reader.feed(&bytes[place(range.start)..place(range.end)]);
            }
            Step::Done(model) => {
                assert!(asked <= 4 * bytes.len() as u64 + 4096, "{asked} of {}", bytes.len());
                assert!(requests <= 16 + bytes.len() as u64 / 256, "{requests} for {}", bytes.len());
                return Ok(model);
            }
            Step::Failed(error) => return Err(error),
        }
        assert!(requests <= 16 + bytes.len() as u64 / 256, "{requests} for {}", bytes.len());
    }
}

fn check_model(bytes: &[u8], claimed: u64) {
    let Ok(model) = read_in_ranges(bytes, claimed) else { return };
    model.question();
    for import in [model.import(None), model.import(Some(&vec![2, 3, 64, 64])), model.import_unfolded(None)] {
        check(&import.document, bytes.len());
        assert_eq!(import.summary.rows, import.document.rows.len());
    }
}

/// Lengths and extents that no file of a few kilobytes has: 2³¹−1, 2³²−1, 2⁶³, 2⁶⁴−1, and one of eleven bytes.
fn lengths() -> Vec<Vec<u8>> {
    vec![
        vec![0xff, 0xff, 0xff, 0xff, 0x07],
        vec![0xff, 0xff, 0xff, 0xff, 0x0f],
        [vec![0x80; 9], vec![0x01]].concat(),
        [vec![0xff; 9], vec![0x01]].concat(),
        vec![0xff; 11],
        vec![0x00; 8],
        vec![0x80, 0x80, 0x40],
    ]
}

/// Numbers and brackets that are out of place.
fn odd_texts() -> Vec<Vec<char>> {
    let odd = [
        "99999999999999999999999999999999999999999999",
        "-1",
        "0",
        "1e308",
        "(0-99999999): 9 x ",
        "((((((((((((",
        "{{{{{{{{{{{{",
        "]}])",
        "\"",
        "\n",
        ",,,,,,,,",
        "\t\t\t\t",
        "\u{0}\u{feff}\r\n",
        "卷积😀",
    ];
    odd.into_iter().map(|text| text.chars().collect()).collect()
}

fn letters() -> impl Strategy<Value = char> {
    prop_oneof![
        3 => select("0123456789{}[]():\"',=-.#\n\t ;x_eE\\".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ]
}

fn damaged_text(text: &str, damage: &[Damage<char>]) -> String {
    damaged(text.chars(), damage).into_iter().collect()
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, max_shrink_iters: 2000, ..ProptestConfig::with_cases(cases) }
}

fn models() -> Vec<String> {
    ["", "/operators", "/node"]
        .into_iter()
        .flat_map(|folder| files(&format!("tests/data/onnx{folder}"), ".onnx"))
        .collect()
}

proptest! {
    #![proptest_config(config(1200))]

    #[test]
    fn damaged_models_are_rows_or_an_error(file in select(models()), damage in damage(any::<u8>(), lengths()), more in 0u64..3) {
        let bytes = damaged(data(&file), &damage);
        // The file may have become shorter since its length was taken.
        check_model(&bytes, bytes.len() as u64 + more * 1000);
    }
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn damaged_prints_and_code_are_rows_or_remarks(
        file in select([files("tests/data/pytorch", ".txt"), files("tests/data/code", ".py"), files("tests/data/source", ".py")].concat()),
        damage in damage(letters(), odd_texts()),
    ) {
        let text = damaged_text(&text(&file), &damage);
        check_text(&pytorch::read(&text), &text);
    }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn damaged_prototxt_is_rows_or_remarks(
        file in select(files("tests/data/prototxt", ".prototxt")),
        damage in damage(letters(), odd_texts()),
    ) {
        let text = damaged_text(&text(&file), &damage);
        check_text(&prototxt::read(&text), &text);
    }

    #[test]
    fn damaged_tables_are_rows_or_remarks(
        file in select(files("static/examples", ".json")),
        separator in select(vec![Separator::Comma, Separator::Tab]),
        damage in damage(letters(), odd_texts()),
    ) {
        let document = document::read(&text(&file)).unwrap();
        let text = damaged_text(&table::write(&document, Some(&analyse(&document)), separator), &damage);
        if let Some(import) = table::read(&text) {
            check_text(&import, &text);
        }
    }

    #[test]
    fn damaged_documents_are_documents_or_an_error(
        file in select(files("static/examples", ".json")),
        damage in damage(letters(), odd_texts()),
    ) {
        let text = damaged_text(&text(&file), &damage);
        if let Ok(document) = document::read(&text) {
            check(&document, text.len());
        }
    }

    #[test]
    fn damaged_links_are_documents_or_an_error(
        file in select(files("static/examples", ".json")),
        damage in damage(select("AZaz09-_ #=".chars().collect::<Vec<_>>()), odd_texts()),
    ) {
        let document = document::read(&text(&file)).unwrap();
        let written = link::write(&document, &View::default());
        prop_assert_eq!(link::read(&written).unwrap().unwrap().0, document);
        let text = damaged_text(&written, &damage);
        if let Ok(Some((document, _))) = link::read(&text) {
            check(&document, 1 << 16);
        }
    }

    /// What is damaged inside a link that is whole.
    #[test]
    fn links_of_damaged_documents_are_documents_or_an_error(
        file in select(files("static/examples", ".json")),
        damage in damage(letters(), odd_texts()),
    ) {
        use base64ct::{Base64UrlUnpadded, Encoding};
        let text = damaged_text(&text(&file), &damage);
        let bytes = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 1);
        if let Ok(Some((document, _))) = link::read(&format!("#1{}", Base64UrlUnpadded::encode_string(&bytes))) {
            check(&document, text.len());
        }
    }

    /// Whatever the page is given, by whatever name.
    #[test]
    fn anything_opens_or_says_why_not(
        file in select([models(), files("tests/data/pytorch", ".txt"), files("tests/data/prototxt", ".prototxt")].concat()),
        name in select(vec!["a.onnx", "a.json", "a.csv", "a.prototxt", "a"]),
        damage in damage(any::<u8>(), lengths()),
    ) {
        let bytes = damaged(data(&file), &damage);
        if let Ok(opened) = open::read(name, &bytes) {
            check(&opened.document, bytes.len());
        }
    }
}

/// A few letters that stand for many rows, each with a name as long as the text.
#[test]
fn names_are_not_repeated_without_end() {
    let long = "a".repeat(100_000);
    for text in [
        format!(
            "(net): Sequential(\n ({long}): Sequential(\n (0-19999): 20000 x Conv2d(3, 3, kernel_size=(1, 1))\n))"
        ),
        format!("(net): Sequential(\n (0-19999): 20000 x {}(3, 3)\n)", long.to_uppercase()),
        format!("name,kind,kernel_size\n{long},conv2d,{long}\n{long},{long},3\n"),
        format!("layer {{ name: \"{long}\" type: \"{long}\" }} layer {{ name: \"{long}\" type: \"ReLU\" }}"),
    ] {
        let import = open::read("", text.as_bytes()).unwrap();
        check(&import.document, text.len());
    }
}

/// A field of a message: its number and what it holds.
fn field(number: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![];
    let mut write = |mut number: usize| {
        while number >= 0x80 {
            bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        bytes.push(number as u8);
    };
    write(usize::from(number) << 3 | 2);
    write(payload.len());
    [bytes, payload.to_vec()].concat()
}

/// An operator of the domain "d", as a field of a message.
fn node(at: u8, inputs: &[&str], output: &str, op: &str, domain: &str) -> Vec<u8> {
    let inputs: Vec<u8> = inputs.iter().flat_map(|name| field(1, name.as_bytes())).collect();
    let rest = [field(2, output.as_bytes()), field(4, op.as_bytes()), field(7, domain.as_bytes())].concat();
    field(at, &[inputs, rest].concat())
}

/// Numbers that operators on shapes make of a few others, again and again.
#[test]
fn computed_numbers_are_held_within_bounds() {
    let number = |name: &str, bytes: &[u8]| {
        field(5, &[&[0x08, 1, 0x10, 7][..], &field(8, name.as_bytes()), &field(9, bytes)].concat())
    };
    let mut graph = node(1, &["one", "limit", "one"], "x0", "Range", "");
    for step in 0..50_000 {
        graph.extend(node(1, &[&format!("x{step}"), "one"], &format!("x{}", step + 1), "Add", ""));
    }
    graph.extend(number("one", &[1, 0, 0, 0, 0, 0, 0, 0]));
    graph.extend(number("limit", &[0, 15, 0, 0, 0, 0, 0, 0]));
    let file = [vec![0x08, 0x07], field(7, &graph)].concat();
    check_model(&file, file.len() as u64);
}

/// A function of two calls of itself, and one whose operators are long.
#[test]
fn functions_are_put_in_within_bounds() {
    let name = |number: u8, name: &str| field(number, name.as_bytes());
    let function = |own: &str, nodes: Vec<u8>| {
        let head = [name(1, own), name(4, "a"), name(5, "b"), name(10, "d")].concat();
        field(25, &[head, nodes].concat())
    };
    let twice = [node(7, &["a"], "t", "f", "d"), node(7, &["t"], "b", "f", "d")].concat();
    let long = "l".repeat(4000);
    let calls = |count: usize| -> Vec<u8> {
        (0..count).flat_map(|at| node(1, &["x"], &format!("y{at}"), "g", "d")).collect()
    };
    let graph = [node(1, &["x"], "y", "f", "d"), calls(20_000), field(11, &name(1, "x"))].concat();
    let long = function("g", node(7, &["a"], "b", &long, ""));
    let file = [vec![0x08, 0x07], field(7, &graph), function("f", twice), long].concat();
    let model = read_in_ranges(&file, file.len() as u64).unwrap();
    let document = model.import(None).document;
    assert!(document.rows.len() < 80_000, "{}", document.rows.len());
    let written = document::write(&document);
    assert!(written.len() < 64 << 20, "{}", written.len());
}
