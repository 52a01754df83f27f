//! Names of rows as names in Python.

use std::collections::HashSet;

use crate::network::Row;

/// Words that mean something else in Python, in a module or in the code that is written.
const TAKEN: [&str; 90] = [
    "False",
    "None",
    "True",
    "and",
    "as",
    "assert",
    "async",
    "await",
    "break",
    "class",
    "continue",
    "def",
    "del",
    "elif",
    "else",
    "except",
    "finally",
    "for",
    "from",
    "global",
    "if",
    "import",
    "in",
    "is",
    "lambda",
    "nonlocal",
    "not",
    "or",
    "pass",
    "raise",
    "return",
    "try",
    "while",
    "with",
    "yield",
    "self",
    "super",
    "input",
    "model",
    "torch",
    "nn",
    "F",
    "x",
    "sum",
    "print",
    "add_module",
    "apply",
    "bfloat16",
    "buffers",
    "call_super_init",
    "children",
    "compile",
    "cpu",
    "cuda",
    "double",
    "dump_patches",
    "eval",
    "extra_repr",
    "float",
    "forward",
    "get_buffer",
    "get_extra_state",
    "get_parameter",
    "get_submodule",
    "half",
    "ipu",
    "load_state_dict",
    "modules",
    "mtia",
    "named_buffers",
    "named_children",
    "named_modules",
    "named_parameters",
    "parameters",
    "register_buffer",
    "register_module",
    "register_parameter",
    "requires_grad_",
    "set_extra_state",
    "set_submodule",
    "share_memory",
    "state_dict",
    "to",
    "to_empty",
    "train",
    "training",
    "type",
    "xpu",
    "zero_grad",
    "T_destination",
];

/// A name for each row, all different.
pub(super) fn names<'r>(rows: impl Iterator<Item = &'r Row>) -> Vec<String> {
    let mut seen: HashSet<String> = HashSet::new();
    rows.map(|row| {
        let stem = identifier(&row.name, "layer");
        let mut name = stem.clone();
        let mut number = 1;
        while seen.contains(&name) || TAKEN.contains(&name.as_str()) {
            number += 1;
            name = format!("{stem}_{number}");
        }
        seen.insert(name.clone());
        name
    })
    .collect()
}

/// Letters, digits and underscores of a text, not beginning with a digit or an underscore.
fn identifier(text: &str, prefix: &str) -> String {
    let plain: String =
        text.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect();
    let plain = plain.trim_matches('_');
    match plain.chars().next() {
        None => prefix.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{prefix}_{plain}"),
        Some(_) => plain.to_owned(),
    }
}

/// A name for a class.
pub(super) fn class(text: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters
            .next()
            .map_or(String::new(), |first| first.to_ascii_uppercase().to_string() + letters.as_str())
    };
    let words = identifier(text, "Network");
    let name: String = words.split('_').map(capital).collect();
    // A class may not have the name of what is imported.
    if TAKEN.contains(&name.as_str()) || name.is_empty() { "Network".to_owned() } else { name }
}
