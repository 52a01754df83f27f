//! PyTorch code of the gallery, of odd networks and of every single layer, as PyTorch once ran it: the code is still that,
//! and the shapes and parameters that PyTorch found are ours.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may panic, and so may what helps it.

mod support;

use std::fs;
use std::path::Path;

use im2cost::codec::document;
use im2cost::export::pytorch;
use im2cost::network::{Document, Example, Outcome, Source, analyse};
use serde_json::{Value, json};
use support::{data, one_layer};

/// What is run, by name: one network's code, or that of several.
fn cases() -> Vec<(String, Vec<Document>)> {
    let mut cases: Vec<(String, Vec<Document>)> = Vec::new();
    for example in Example::ALL {
        let file = format!("{}/static/examples/{}.im2cost.json", env!("CARGO_MANIFEST_DIR"), example.file());
        if Path::new(&file).exists() {
            cases.push((
                example.file().to_owned(),
                vec![document::read(&fs::read_to_string(file).unwrap()).unwrap()],
            ));
        }
    }
    for (name, odd) in data("code/odd.json").as_object().unwrap() {
        cases.push((name.clone(), vec![document::read(&odd.to_string()).unwrap()]));
    }
    let layers = data("layers.json");
    let layers = layers["cases"].as_array().unwrap().iter();
    let layers = layers
        .filter_map(|case| one_layer(case["kind"].as_str().unwrap(), &case["in"], &case["p"], case).ok());
    cases.push(("layers.json".to_owned(), layers.collect()));
    cases
}

/// A network's code, the shapes of what nothing reads, and the parameters.
fn run(document: &Document) -> Value {
    let analysis = analyse(document);
    let code =
        pytorch::code(document, &analysis).unwrap_or_else(|row| panic!("{}: row {row}", document.name));
    // The comment that holds the document does nothing.
    let code = code.split("\n# im2cost ").next().unwrap();
    let read = |at: usize| analysis.rows.iter().any(|row| row.sources.contains(&Source::Row(at)));
    let outputs =
        analysis.rows.iter().enumerate().filter(|(at, _)| !read(*at)).map(|(_, row)| match &row.outcome {
            Outcome::Valid(valid) => valid.layer.output.extents().to_vec(),
            other => panic!("{other:?}"),
        });
    let mut outputs: Vec<Vec<i64>> = outputs.collect();
    if outputs.is_empty() {
        outputs.push(analysis.input.as_ref().unwrap().extents().to_vec());
    }
    json!({"code": code, "outputs": outputs, "params": analysis.totals.params.to_string().parse::<u64>().unwrap()})
}

/// FNV-1a of 64 bits, so that what ran is known again without being kept.
fn hash(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[test]
fn code_is_as_pytorch_ran_it() {
    let kept = data("code/run.json");
    let (mut found, mut lines) = (Vec::new(), String::new());
    for (name, documents) in cases() {
        let runs: Vec<Value> = documents.iter().map(run).collect();
        let code: Vec<&str> = runs.iter().map(|run| run["code"].as_str().unwrap()).collect();
        let ours = json!({
            "codes": runs.len(),
            "hash": hash(&code.concat()),
            // Of many layers the shapes are in `layers.json`, where each is tested.
            "outputs": if runs.len() == 1 { runs[0]["outputs"].clone() } else { Value::Null },
            "params": runs.iter().map(|run| run["params"].as_u64().unwrap()).sum::<u64>(),
        });
        if kept[&name] != ours {
            found.push(format!("{name}: {} was run, not {ours}", kept[&name]));
        }
        lines += &format!("{}\n", json!({"name": name, "runs": runs}));
    }
    if !found.is_empty() {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("code.jsonl");
        fs::write(&file, lines).unwrap();
        panic!(
            "{}\nIf that is meant: python scripts/run_code.py {} > tests/data/code/run.json",
            found.join("\n"),
            file.display()
        );
    }
    assert_eq!(kept.as_object().unwrap().len(), cases().len());
}
