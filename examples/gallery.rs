//! Makes the documents of the gallery from ONNX files, with the reader that the page has.
//!
//! ```text
//! python scripts/gallery.py FOLDER
//! cargo run --release --example gallery -- FOLDER
//! ```
//!
//! Each file of FOLDER that has the name of an example becomes that example's document in `static/examples`.

use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;

use im2cost::codec::{document, onnx};
use im2cost::layer::{Fields, Key, Kind, Value};
use im2cost::network::{Document, Example, analyse};

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("Usage: gallery FOLDER");
        return ExitCode::FAILURE;
    };
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/static/examples");
    let mut status = ExitCode::SUCCESS;
    for example in Example::ALL {
        let model = Path::new(&folder).join(format!("{}.onnx", example.file()));
        if !model.exists() {
            continue;
        }
        let to = format!("{examples}/{}.im2cost.json", example.file());
        match made(&model, example.name())
            .and_then(|text| std::fs::write(to, text).map_err(|error| error.to_string()))
        {
            Ok(()) => println!("{}", example.file()),
            Err(error) => {
                eprintln!("{}: {error}", example.file());
                status = ExitCode::FAILURE;
            }
        }
    }
    status
}

fn made(model: &Path, name: &str) -> Result<String, String> {
    let bytes = std::fs::read(model).map_err(|error| error.to_string())?;
    let model = onnx::read_all(&bytes).map_err(|error| format!("{error:?}"))?;
    let import = model.import(None);
    if !import.summary.complete() {
        return Err(format!("not all operators were read: {:?}", import.summary.entries));
    }
    Ok(document::write(&tidied(Document { name: name.into(), ..import.document })))
}

/// A document whose pools are what they are in the network: to a size, where they change nothing at this input's size and
/// the exporter wrote a pool of one pixel.
fn tidied(mut document: Document) -> Document {
    let analysis = analyse(&document);
    for (row, analysis) in document.rows.iter_mut().zip(&analysis.rows) {
        let of_one = row.fields.get(Key::KernelSize) == Some(&Value::Pair([1, 1]));
        if let (Kind::AvgPool2d, true, Some(output)) = (row.kind, of_one, analysis.output()) {
            let row = Rc::make_mut(row);
            row.kind = Kind::AdaptiveAvgPool2d;
            let size = output.size().map(|[height, width]| [Some(height), Some(width)]);
            row.fields = Fields::new().with(Key::OutputSize, Value::OptionalPair(size.unwrap_or_default()));
        }
    }
    document
}
