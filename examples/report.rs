//! Prints the report of each file, one JSON object a line: the way to use the engine from a shell or a CI job.
//!
//! ```text
//! cargo run --release --example report -- network.im2cost.json model.onnx net.prototxt printed.txt …
//! ```
//!
//! The exit status is 1 if a file cannot be read.

use std::io::Write;
use std::process::ExitCode;

use im2cost::codec::open;
use im2cost::export::report;
use im2cost::i18n::Language;

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("Usage: report FILE…");
        return ExitCode::FAILURE;
    }
    let mut status = ExitCode::SUCCESS;
    let mut out = std::io::stdout().lock();
    for file in &files {
        let line = match read(file) {
            Ok(document) => report::of(file, &document),
            Err(error) => {
                status = ExitCode::FAILURE;
                report::of_error(file, &error)
            }
        };
        // A reader that has seen enough and closed the pipe is no error.
        if writeln!(out, "{line}").is_err() {
            break;
        }
    }
    status
}

fn read(file: &str) -> Result<im2cost::network::Document, String> {
    let bytes = std::fs::read(file).map_err(|error| format!("{file}: {error}."))?;
    let opened = open::read(file, &bytes).map_err(|error| Language::English.open_error(&error))?;
    Ok(opened.document)
}
