//! Lowers a layer and runs it on small integers: prints every matrix of every pass, and what was counted.
//!
//! ```text
//! cargo run --release --example lower -- CASE
//! ```
//!
//! CASE is a JSON file, or `-` for standard input: one case, or an object with a list of `cases` (one line is printed for
//! each). A case has PyTorch's hyperparameters and whole numbers to run on, as PyTorch nests them:
//!
//! ```json
//! {"kind": "Conv2d", "in_channels": 1, "out_channels": 1, "kernel_size": [2, 2], "stride": [1, 1], "padding": [0, 0],
//!  "dilation": [1, 1], "groups": 1, "bias": false, "x": [[[[-1, 3, 2], [3, 2, 2], [3, -3, -4]]]],
//!  "weight": [[[[0, 2], [1, -2]]]], "b": null, "grad_out": [[[[-2, 0], [-1, -2]]]]}
//! ```
//!
//! or the kind `ConvTranspose2d`, which may also have an `output_padding`. The exit status is 1 if a case cannot be run.

use std::io::{Read, Write};
use std::process::ExitCode;

use im2cost::codec::document;
use im2cost::i18n::Language;
use im2cost::layer::{Direction, GemmLayer, Kind, Operation};
use im2cost::lowering::{Counts, MatrixName, Pass, Run, RunError, Tensor, Tensors, run};
use im2cost::network::analyse;
use serde_json::{Map, Value, json};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file] = &arguments[..] else {
        eprintln!("Usage: lower CASE, where CASE is a JSON file or - for standard input.");
        return ExitCode::FAILURE;
    };
    match lower(file) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{file}: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn lower(file: &str) -> Result<(), String> {
    let mut text = String::new();
    let read = match file {
        "-" => std::io::stdin().read_to_string(&mut text).map(|_| ()),
        _ => std::fs::read_to_string(file).map(|read| text = read),
    };
    read.map_err(|error| format!("it cannot be read: {error}."))?;
    let value: Value = serde_json::from_str(&text).map_err(|error| format!("it is not JSON: {error}."))?;
    let mut out = std::io::stdout().lock();
    let mut print = |case: &Value| {
        let line = run_case(case).map_err(|sentence| match case["id"].as_str() {
            Some(id) => format!("case {id}: {sentence}"),
            None => sentence,
        })?;
        // A reader that has seen enough and closed the pipe is no error.
        Ok(writeln!(out, "{line}").is_ok())
    };
    match value["cases"].as_array() {
        None => print(&value).map(|_| ()),
        Some(cases) => {
            for case in cases {
                if !print(case)? {
                    break;
                }
            }
            Ok(())
        }
    }
}

/// What the three passes of a case come to.
fn run_case(case: &Value) -> Result<Value, String> {
    let case = case.as_object().ok_or("a case is a JSON object.")?;
    let tensors = tensors(case)?;
    let layer = layer(case, tensors.x.extents(), tensors.bias.is_some())?;
    let run = |pass| run(&layer, pass, &tensors).map_err(|error| sentence(&error));
    let [forward, input_grad, weight_grad] =
        [run(Pass::Forward)?, run(Pass::InputGrad)?, run(Pass::WeightGrad)?];
    let mut printed = json!({
        "columns": columns(&forward),
        "gemm": matrices(&forward.product),
        "out": nested(&forward.result),
        "grad_columns": columns(&input_grad),
        "grad_input": nested(&input_grad.result),
        "grad_weight": nested(&weight_grad.result),
        "grad_bias": weight_grad.bias_gradient,
        "counts": {
            "forward": counts(&forward.counts),
            "input_grad": counts(&input_grad.counts),
            "weight_grad": counts(&weight_grad.counts),
        },
    });
    if let Some(id) = case.get("id") {
        printed["id"] = id.clone();
    }
    if layer.direction == Direction::Transposed {
        // The columns added up, before the bias.
        let unbiased = GemmLayer { bias: false, ..layer };
        let sum =
            im2cost::lowering::run(&unbiased, Pass::Forward, &Tensors { bias: None, ..tensors.clone() });
        printed["col2im"] = nested(&sum.map_err(|error| sentence(&error))?.result);
    }
    Ok(printed)
}

/// The layer of a case, for an input of these extents: read and checked as the one row of a document.
fn layer(case: &Map<String, Value>, x: [usize; 4], has_bias: bool) -> Result<GemmLayer, String> {
    let kind = match case.get("kind").and_then(Value::as_str) {
        Some("Conv2d" | "conv2d") => Kind::Conv2d,
        Some("ConvTranspose2d" | "conv_transpose2d") => Kind::ConvTranspose2d,
        _ => return Err("kind has to be Conv2d or ConvTranspose2d.".to_owned()),
    };
    let mut row = json!({"name": "layer", "kind": kind.name(), "bias": has_bias});
    for parameter in kind.parameters() {
        let key = parameter.key.name();
        if let Some(value) = case.get(key).filter(|value| !value.is_null()) {
            row[key] = value.clone();
        }
    }
    let [batch, channels, height, width] = x;
    let input = json!({"batch": batch, "channels": channels, "height": height, "width": width});
    let document = json!({"format": "im2cost/1", "input": input, "layers": [row]});
    let document = document::read(&document.to_string());
    let document = document.map_err(|error| Language::English.document_error(&error))?;
    let analysis = analyse(&document);
    let row = analysis.rows.first().ok_or("there is no layer.")?;
    match row.valid().map(|valid| valid.layer.operation) {
        Some(Operation::Gemm(layer)) => Ok(layer),
        _ => Err(Language::English.outcome(&row.outcome).unwrap_or_default()),
    }
}

/// What a case is run on.
fn tensors(case: &Map<String, Value>) -> Result<Tensors, String> {
    let bias = match case.get("b") {
        None | Some(Value::Null) => None,
        Some(bias) => {
            let numbers = bias.as_array().map(|bias| bias.iter().map(Value::as_i64).collect());
            Some(numbers.flatten().ok_or("b has to be null or a list of whole numbers.")?)
        }
    };
    if case.get("bias").and_then(Value::as_bool).is_some_and(|flag| flag != bias.is_some()) {
        return Err("bias and b do not agree: b has numbers if bias is true, and is null if not.".to_owned());
    }
    Ok(Tensors {
        x: tensor(case, "x")?,
        weight: tensor(case, "weight")?,
        bias,
        grad_out: tensor(case, "grad_out")?,
    })
}

/// A tensor of four extents from nested lists.
fn tensor(case: &Map<String, Value>, key: &str) -> Result<Tensor, String> {
    let wrong = || {
        format!(
            "{key} has to be whole numbers below 2⁶³ in lists of four levels, all of a level equally long."
        )
    };
    let value = case.get(key).ok_or_else(|| format!("{key} is missing."))?;
    let mut extents = [0; 4];
    let mut level = vec![value];
    for extent in &mut extents {
        let lists: Option<Vec<&Vec<Value>>> = level.iter().map(|value| value.as_array()).collect();
        let lists = lists.ok_or_else(wrong)?;
        *extent = lists.first().map_or(0, |list| list.len());
        if lists.iter().any(|list| list.len() != *extent) {
            return Err(wrong());
        }
        level = lists.into_iter().flatten().collect();
    }
    let numbers: Option<Vec<i64>> = level.iter().map(|value| value.as_i64()).collect();
    Tensor::new(extents, numbers.ok_or_else(wrong)?).ok_or_else(wrong)
}

/// Lists of four levels.
fn nested(tensor: &Tensor) -> Value {
    let [_, second, third, fourth] = tensor.extents();
    let lists = |values: Vec<Value>, length: usize| -> Vec<Value> {
        values.chunks(length.max(1)).map(|list| Value::from(list.to_vec())).collect()
    };
    let numbers = tensor.values().iter().map(|number| Value::from(*number)).collect();
    Value::from(lists(lists(lists(numbers, fourth), third), second))
}

/// Matrices with the groups one below the other: lists of `image`, row and column.
fn matrices(tensor: &Tensor) -> Value {
    let [images, groups, rows, columns] = tensor.extents();
    let stacked = Tensor::new([1, images, groups * rows, columns], tensor.values().to_vec());
    stacked.as_ref().map_or(Value::Null, |stacked| nested(stacked)[0].take())
}

fn columns(run: &Run) -> Value {
    run.columns.as_ref().map_or(Value::Null, matrices)
}

fn counts(counts: &Counts) -> Value {
    // A run does at most 2³⁰ multiplications.
    let number = |count: u128| Value::from(count as u64);
    json!({
        "multiplications": number(counts.multiplications),
        "gemm_adds": number(counts.gemm_adds),
        "col2im_adds": number(counts.col2im_adds),
        "bias_adds": number(counts.bias_adds),
        "in_bounds": number(counts.in_bounds),
    })
}

fn sentence(error: &RunError) -> String {
    match error {
        RunError::WrongExtents { name, expected, given } => {
            let name = match name {
                MatrixName::X => "x",
                MatrixName::W => "weight",
                _ => "grad_out",
            };
            format!("{name} has the extents {given:?}, and the layer gives it {expected:?}.")
        }
        RunError::WrongBias { expected, given } => {
            format!("b has {given} numbers, and the layer needs {expected}.")
        }
        RunError::TooLarge => "the layer is too large to be run number by number.".to_owned(),
        RunError::Overflow => "a sum or product outgrows 64 bits.".to_owned(),
        RunError::Steps => "the steps do not fit each other, which is a fault of im2cost.".to_owned(),
    }
}
