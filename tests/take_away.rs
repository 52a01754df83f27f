//! What people take away as text: PyTorch code that was run, and tables in Markdown and LaTeX.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

use std::fs;

use im2cost::codec::{document, open, pytorch as pytorch_text};
use im2cost::export::{Format, latex, markdown, pytorch};
use im2cost::i18n::Language;
use im2cost::layer::{Key, Value};
use im2cost::network::{Document, Input, analyse};
use proptest::prelude::*;

#[path = "support/arbitrary.rs"]
#[allow(dead_code)] // A part of it is used.
mod arbitrary;

fn data(name: &str) -> String {
    format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn opened(name: &str) -> Document {
    open::read(name, &fs::read(data(name)).unwrap()).unwrap().document
}

/// The code of each of these networks was run by PyTorch; what it printed is kept beside it.
const RUN: [(&str, &str); 7] = [
    ("corners", "code/corners.im2cost.json"),
    ("convnext_tiny", "onnx/convnext_tiny.onnx"),
    ("dcgan_generator", "onnx/dcgan_generator.onnx"),
    ("resnet18", "onnx/resnet18.onnx"),
    ("shufflenet", "onnx/shufflenet_v2_x1_0.onnx"),
    ("squeezenet", "onnx/light_squeezenet.onnx"),
    ("unet", "onnx/unet_padded_bn_256.onnx"),
];

/// Code without the comment at its end that holds its document.
fn without_document(code: &str) -> &str {
    code.split("\n# im2cost ").next().unwrap()
}

#[test]
fn code_has_the_shapes_and_parameters_that_pytorch_finds_in_it() {
    let printed = fs::read_to_string(data("code/printed.txt")).unwrap();
    for (name, file) in RUN {
        let document = opened(file);
        let analysis = analyse(&document);
        let code = pytorch::code(&document, &analysis).unwrap();
        assert_eq!(
            without_document(&code),
            fs::read_to_string(data(&format!("code/{name}.py"))).unwrap(),
            "{name} is to be run again"
        );

        let output = analysis.rows.last().unwrap().output().unwrap();
        let extents = output.extents().iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        let line = printed.lines().find(|line| line.starts_with(&format!("{name}: "))).unwrap();
        let ours = format!("({extents}) {} parameters", analysis.totals.params);
        assert!(line.ends_with(&ours), "{line}: {ours}");
    }
}

/// Code is read back as the document that it was written of, whatever code cannot say: names, what follows the flow,
/// words of padding, rows that do nothing, the counting convention, the numbers of twins.
fn reads_back(document: &Document) {
    let Ok(code) = pytorch::code(document, &analyse(document)) else { return };
    let written = document::write(document);
    for text in [code.clone(), code.replace('\n', "\r\n"), format!("\n{}\n\n", code.replace("    ", "\t"))] {
        let read = pytorch_text::read(&text);
        assert_eq!((document::write(&read.document), read.remarks), (written.clone(), Vec::new()), "{text}");
    }
}

#[test]
fn a_table_in_markdown_opens_as_the_document_that_it_was_written_of() {
    for (_, file) in RUN {
        let document = opened(file);
        let table = Format::Markdown.text(&document, &analyse(&document), Language::Chinese).unwrap();
        let read = open::read("table.md", table.as_bytes()).unwrap().document;
        assert_eq!(document::write(&read), document::write(&document), "{file}");
        // A table that somebody changed is read as it stands.
        let changed = table.replacen("| ---:", "| ----:", 1);
        let read = open::read("table.md", changed.as_bytes()).unwrap().document;
        assert_ne!(document::write(&read), document::write(&document), "{file}");
    }
}

#[test]
fn code_reads_back_with_no_loss() {
    let mut documents: Vec<Document> = RUN.iter().map(|(_, file)| opened(file)).collect();
    let folder = format!("{}/static/examples", env!("CARGO_MANIFEST_DIR"));
    let examples = fs::read_dir(folder).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap());
    documents.extend(examples.map(|text| open::read("", &text).unwrap().document));
    let odd: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(data("code/odd.json")).unwrap()).unwrap();
    documents.extend(odd.as_object().unwrap().values().map(|odd| document::read(&odd.to_string()).unwrap()));
    for document in &documents {
        assert!(pytorch::code(document, &analyse(document)).is_ok(), "{}", document.name);
        reads_back(document);
    }
}

proptest! {
    #[test]
    fn code_of_any_document_reads_back_with_no_loss(document in arbitrary::document()) {
        reads_back(&document);
    }
}

#[test]
fn code_that_was_changed_is_read_as_it_stands() {
    let mut starter = Document::starter();
    starter.input = Input::image([2, 3, 96, 160]).into();
    let code = pytorch::code(&starter, &analyse(&starter)).unwrap();
    let read = pytorch_text::read(&code.replace("Conv2d(3, 64, 7", "Conv2d(3, 64, 5")).document;
    assert_eq!(read.rows[0].fields.get(Key::KernelSize), Some(&Value::Pair([5, 5])));
}

#[test]
fn there_is_no_code_for_a_network_that_is_not_valid() {
    let mut starter = Document::starter();
    let row = std::rc::Rc::make_mut(&mut starter.rows[1]);
    row.fields.set(Key::Groups, Value::Integer(7));
    assert_eq!(pytorch::code(&starter, &analyse(&starter)), Err(1));
}

#[test]
fn names_do_not_get_out_of_their_places() {
    let mut starter = Document::starter();
    starter.name = "\"\"\"\nimport os | $x$ \\end{tabular} <script>".into();
    starter.input = Input::image([1, 3, 32, 32]).into();
    for (row, name) in starter.rows.iter_mut().zip(["a\nb", "a|b & c_d", "\\input{x}", "import"]) {
        std::rc::Rc::make_mut(row).name = name.into();
    }
    let analysis = analyse(&starter);
    insta::assert_snapshot!(
        "odd_names",
        [
            pytorch::code(&starter, &analysis).unwrap(),
            markdown::table(&starter, &analysis, Language::English),
            latex::table(&starter, &analysis, Language::English),
        ]
        .join("\n")
    );
}

#[test]
fn tables_show_each_layer_and_the_totals() {
    let document = opened("code/corners.im2cost.json");
    let analysis = analyse(&document);
    for language in Language::ALL {
        let tables =
            [markdown::table(&document, &analysis, language), latex::table(&document, &analysis, language)];
        insta::assert_snapshot!(format!("tables_{}", language.tag()), tables.join("\n"));
    }
}
