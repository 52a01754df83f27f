//! The shape of the code: folders of `src/` are layers whose imports go down only, and a file holds one idea.

#![allow(clippy::unwrap_used)] // A test may panic, and so may what helps it.

use proc_macro2::{Ident, TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer, in reading order, with the layers that it may import.
const LAYERS: [(&str, &[&str]); 10] = [
    ("layer", &[]),
    ("lowering", &["layer"]),
    ("cost", &["layer", "lowering"]),
    ("network", &["layer", "lowering", "cost"]),
    ("codec", &["layer", "lowering", "cost", "network"]),
    ("scene", &["layer", "lowering", "cost", "network"]),
    ("i18n", &["layer", "lowering", "cost", "network", "codec", "scene"]),
    ("export", &["layer", "lowering", "cost", "network", "codec", "scene", "i18n"]),
    ("browser", &[]),
    ("ui", &["layer", "lowering", "cost", "network", "codec", "scene", "i18n", "export", "browser"]),
];

/// `src/main.rs` and `src/lib.rs` stand above the layers: the one mounts the page, the other only lists them.
const ROOT_IMPORTS: &[&str] = &["ui"];

/// What only a browser has, with the crates that extend these names.
const WEB_CRATES: [&str; 5] = ["yew", "gloo", "web_sys", "js_sys", "wasm_bindgen"];
const WEB_LAYERS: [&str; 2] = ["browser", "ui"];

/// Names that say nothing about what is inside.
const VAGUE_NAMES: [&str; 7] = ["common", "helper", "helpers", "misc", "types", "util", "utils"];
const UNFINISHED: [&str; 4] = ["todo!", "unimplemented!", "TODO", "FIXME"];
const MOST_LINES: usize = 500;

#[test]
fn every_source_file_keeps_to_its_layer_and_to_one_idea() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&src, &mut files);

    let mut complaints = Vec::new();
    let mut layers = BTreeSet::new();
    for file in &files {
        let path = file.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
        complaints.extend(complaints_about(&path, &fs::read_to_string(file).unwrap()));
        layers.extend(path.split_once('/').map(|(layer, _)| layer.to_string()));
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
    assert_eq!(layers, LAYERS.map(|(layer, _)| layer.to_string()).into());
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// What is wrong with one file of `src/`, whose path is given from there.
fn complaints_about(path: &str, source: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut complain = |line: usize, what: String| complaints.push(format!("src/{path}:{line}: {what}"));

    if !source.starts_with("//! ") {
        complain(1, "does not say in its first line what it is for".into());
    }
    let name = path.rsplit('/').next().unwrap().trim_end_matches(".rs");
    if VAGUE_NAMES.contains(&name) {
        complain(1, "has a name that says nothing".into());
    }
    let lines = source.lines().count();
    if lines > MOST_LINES {
        complain(lines, format!("has more than {MOST_LINES} lines: surely more than one idea"));
    }
    for (number, line) in source.lines().enumerate() {
        for word in UNFINISHED.iter().filter(|word| line.contains(**word)) {
            complain(number + 1, format!("is unfinished: {word}"));
        }
    }

    let layer = path.split_once('/').map(|(layer, _)| layer);
    let may_import = match layer {
        None => ROOT_IMPORTS,
        Some(layer) => match LAYERS.iter().find(|(name, _)| *name == layer) {
            Some((_, may_import)) => *may_import,
            None => {
                complain(1, format!("is in {layer}/, which is no layer"));
                &[]
            }
        },
    };
    for Import { of, line } in imports(path, source) {
        if WEB_CRATES.contains(&of.as_str()) {
            if layer.is_some_and(|layer| !WEB_LAYERS.contains(&layer)) {
                complain(line, format!("uses {of}, which is for the layers that need a browser"));
            }
        } else if Some(of.as_str()) != layer && !may_import.contains(&of.as_str()) {
            complain(line, format!("imports {of}, which is not below it"));
        }
    }
    complaints
}

/// A layer, or a crate for browsers, that a source file names in a path.
struct Import {
    of: String,
    line: usize,
}

fn imports(path: &str, source: &str) -> Vec<Import> {
    let mut module: Vec<String> = path.trim_end_matches(".rs").split('/').map(String::from).collect();
    if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        module.pop();
    }
    let mut found = Vec::new();
    walk(source.parse().expect("Rust, since it compiles"), &module, &mut found);
    found
}

/// Finds paths in code and in the arguments of macros; a lexer has left comments and text out.
fn walk(tokens: TokenStream, module: &[String], found: &mut Vec<Import>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (i, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                let inner = match tokens[..i] {
                    [.., TokenTree::Ident(ref keyword), TokenTree::Ident(ref name)] if keyword == "mod" => {
                        &[module, &[name.to_string()]].concat()
                    }
                    _ => module,
                };
                walk(group.stream(), inner, found);
            }
            TokenTree::Ident(ident) if !follows_colons(&tokens[..i]) => {
                let rest = &tokens[i + 1..];
                match ident.to_string().as_str() {
                    "crate" | "im2cost" => follow(&[], rest, found),
                    "super" => follow(parent(module), rest, found),
                    "self" => follow(module, rest, found),
                    word => {
                        if let Some(web) = WEB_CRATES.iter().find(|web| is_or_extends(word, web)) {
                            found.push(Import { of: (*web).into(), line: line(ident) });
                        }
                    }
                }
            }
            _ => {}
        }
    }
}

/// Follows `::a`, `::super::a`, `::{a, b::c}` or `::*` from a module, to the layers that it leads to.
fn follow(module: &[String], rest: &[TokenTree], found: &mut Vec<Import>) {
    let [TokenTree::Punct(first), TokenTree::Punct(second), rest @ ..] = rest else { return };
    if first.as_char() == ':' && second.as_char() == ':' {
        step(module, rest, found);
    }
}

fn step(module: &[String], rest: &[TokenTree], found: &mut Vec<Import>) {
    match rest {
        [TokenTree::Ident(ident), rest @ ..] if ident == "super" => follow(parent(module), rest, found),
        [TokenTree::Ident(ident), ..] => {
            let of = module.first().cloned().unwrap_or_else(|| ident.to_string());
            found.push(Import { of, line: line(ident) });
        }
        [TokenTree::Group(group), ..] => {
            let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
            for branch in
                tokens.split(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ','))
            {
                step(module, branch, found);
            }
        }
        [TokenTree::Punct(star), ..] => {
            let of = module.first().cloned().unwrap_or_else(|| "everything".into());
            found.push(Import { of, line: star.span().start().line });
        }
        _ => {}
    }
}

fn follows_colons(before: &[TokenTree]) -> bool {
    matches!(before, [.., TokenTree::Punct(punct)] if punct.as_char() == ':')
        && matches!(before, [.., TokenTree::Punct(punct), _] if punct.as_char() == ':')
}

/// Whether a crate is the named one or belongs to it, as `wasm_bindgen_futures` does to `wasm_bindgen`.
fn is_or_extends(word: &str, name: &str) -> bool {
    word.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
}

fn parent(module: &[String]) -> &[String] {
    module.split_last().map_or(&[], |(_, parent)| parent)
}

fn line(ident: &Ident) -> usize {
    ident.span().start().line
}

#[test]
fn imports_are_found_wherever_they_stand() {
    let source = "//! A ledger.
        use crate::{layer::{Axis, Kind}, network::Network};
        use super::super::i18n::Language;
        use super::formula::Formula; // not crate::codec
        use std::fmt;
        fn f(own: crate::cost::Own) -> &'static str { html! { <b title=\"crate::codec\">{ crate::ui::App }</b> }; r#\"crate::codec\"# }
        mod tests { use super::super::scene; use super::super::super::export::*; use super::*; }
        pub(crate) use web_sys::Window;
        use gloo_timers::callback;
        use crate::*;";
    let found: Vec<_> =
        imports("cost/ledger.rs", source).into_iter().map(|import| (import.of, import.line)).collect();
    let expected = [
        ("layer", 2),
        ("network", 2),
        ("i18n", 3),
        ("cost", 4),
        ("cost", 6),
        ("ui", 6),
        ("cost", 7),
        ("export", 7),
        ("cost", 7),
        ("web_sys", 8),
        ("gloo", 9),
        ("everything", 10),
    ];
    assert_eq!(found, expected.map(|(of, line)| (of.to_string(), line)));
}

#[test]
fn each_rule_complains_when_it_is_broken() {
    let check = |path: &str, source: &str, expected: &[&str]| {
        assert_eq!(complaints_about(path, source), expected, "{path}: {source}");
    };
    check("cost/ledger.rs", "//! A ledger.\nuse crate::{layer::Axis, lowering::Step};", &[]);
    check(
        "cost/ledger.rs",
        "//! A ledger.\nuse crate::network::Network;",
        &["src/cost/ledger.rs:2: imports network, which is not below it"],
    );
    check(
        "layer/mod.rs",
        "//! A layer.\nuse crate::lowering;",
        &["src/layer/mod.rs:2: imports lowering, which is not below it"],
    );
    check("browser/mod.rs", "//! Storage.\nuse web_sys::Storage;", &[]);
    check(
        "browser/mod.rs",
        "//! Storage.\nuse crate::layer;",
        &["src/browser/mod.rs:2: imports layer, which is not below it"],
    );
    check(
        "scene/mod.rs",
        "//! A scene.\nuse yew::Html;",
        &["src/scene/mod.rs:2: uses yew, which is for the layers that need a browser"],
    );
    check("ui/mod.rs", "//! The page.\nuse yew::Html; use crate::browser::Storage;", &[]);
    check("main.rs", "//! Mounts the page.\nfn main() { im2cost::ui::mount(); }", &[]);
    check(
        "main.rs",
        "//! Mounts the page.\nuse im2cost::codec;",
        &["src/main.rs:2: imports codec, which is not below it"],
    );
    check("other/mod.rs", "//! Other.", &["src/other/mod.rs:1: is in other/, which is no layer"]);
    check("layer/utils.rs", "//! Utilities.", &["src/layer/utils.rs:1: has a name that says nothing"]);
    check(
        "layer/axis.rs",
        "use std::fmt;",
        &["src/layer/axis.rs:1: does not say in its first line what it is for"],
    );
    check(
        "layer/axis.rs",
        "//! An axis.\n\nfn f() { todo!() }",
        &["src/layer/axis.rs:3: is unfinished: todo!"],
    );
    let long = format!("//! Long.\n{}", "\n".repeat(MOST_LINES));
    check(
        "layer/axis.rs",
        &long,
        &["src/layer/axis.rs:501: has more than 500 lines: surely more than one idea"],
    );
}
