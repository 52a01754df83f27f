//! What people take away as text: PyTorch code that was run, and tables in Markdown and LaTeX.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

use std::fs;

use im2cost::codec::{open, pytorch as pytorch_text};
use im2cost::export::{latex, markdown, pytorch};
use im2cost::i18n::Language;
use im2cost::layer::{Key, Value};
use im2cost::network::{Document, Input, analyse};

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

#[test]
fn code_has_the_shapes_and_parameters_that_pytorch_finds_in_it() {
    let printed = fs::read_to_string(data("code/printed.txt")).unwrap();
    for (name, file) in RUN {
        let document = opened(file);
        let analysis = analyse(&document);
        let code = pytorch::code(&document, &analysis).unwrap();
        assert_eq!(
            code,
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

#[test]
fn code_of_layers_in_a_row_reads_back() {
    let mut starter = Document::starter();
    starter.input = Input::image([2, 3, 96, 160]).into();
    let code = pytorch::code(&starter, &analyse(&starter)).unwrap();
    let read = pytorch_text::read(&code).document;
    assert_eq!(read.input, starter.input);
    let (before, after) = (analyse(&starter).totals, analyse(&read).totals);
    assert_eq!((before.params, before.macs), (after.params, after.macs));
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
