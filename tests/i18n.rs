//! Every sentence in both languages, side by side, and how numbers are written.

#![allow(clippy::unwrap_used)] // A test may panic, and so may what helps it.

mod i18n {
    mod algorithms;
    mod counters;
    mod counts;
    mod errors;
    mod layers;
    mod numbers;
    mod panels;
    mod twins;
    mod words;
}

use im2cost::i18n::Language;
use im2cost::layer::{Form, Key, Kind};

/// Adds a text in both languages to a listing, one below the other.
fn list(listing: &mut String, english: &str, chinese: &str) {
    listing.push_str(english);
    listing.push('\n');
    listing.push_str(chinese);
    listing.push_str("\n\n");
}

/// Adds what `say` says to a listing, and checks what holds for every text.
fn say(listing: &mut String, say: impl Fn(Language) -> String) {
    let [english, chinese] = Language::ALL.map(&say);
    check_english(&english);
    check_chinese(&chinese);
    list(listing, &english, &chinese);
}

fn check_english(text: &str) {
    assert!(!text.trim().is_empty());
    assert_eq!(text, text.trim());
    assert!(!text.contains("  "), "two spaces: {text}");
    assert!(!text.chars().any(is_chinese), "Chinese in English: {text}");
}

/// Words that the field writes in Latin letters in Chinese too.
const LATIN: &str = "im2cost im2col col2im MACs FLOPs PyTorch Runtime depthwise pointwise pixel shuffle dropout cols \
                     nearest bilinear bicubic same valid true false leaky ReLU ReLU6 PReLU SiLU swish hard format input json \
                     Winograd FlopCounterMode Home End torchvision torchinfo ptflops thop torch profiler DeepSpeed \
                     Markdown LaTeX booktabs print model nn Caffe prototxt ONNX onnx export Keras TensorFlow tf2onnx \
                     Jupyter";

fn check_chinese(text: &str) {
    assert!(!text.trim().is_empty());
    assert_eq!(text, text.trim());
    // What is quoted is a reader's own; what is a name in code has an underscore or stands in parentheses with one.
    let mut plain = String::new();
    let mut quoted = false;
    for letter in text.chars() {
        match letter {
            '“' => quoted = true,
            '”' => quoted = false,
            _ if quoted => {}
            _ => plain.push(letter),
        }
    }
    for word in plain.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_')) {
        let is_word = word.len() > 2 && word.chars().any(|letter| letter.is_ascii_lowercase());
        let is_name = Key::from_name(word).is_some()
            || Kind::from_name(word).is_some()
            || word.contains('_')
            || words().any(|other| other == word);
        let is_latin = LATIN.split_whitespace().any(|other| other == word);
        assert!(!is_word || is_name || is_latin, "English in Chinese: “{word}” in “{text}”");
    }
    check_chinese_typography(text);
}

/// The words that hyperparameters may have as values.
fn words() -> impl Iterator<Item = &'static str> {
    let parameters = Kind::ALL.iter().flat_map(|kind| kind.parameters());
    let words = parameters.filter_map(|parameter| match parameter.form {
        Form::Word(words) => Some(words),
        _ => None,
    });
    words.flatten().copied()
}

/// Chinese punctuation after Chinese, and a space between Chinese and Latin letters or digits.
fn check_chinese_typography(text: &str) {
    let letters: Vec<char> = text.chars().collect();
    for pair in letters.windows(2) {
        let &[left, right] = pair else { continue };
        let latin = |letter: char| letter.is_ascii_alphanumeric();
        let joins = (is_chinese(left) && latin(right)) || (latin(left) && is_chinese(right));
        assert!(!joins, "no space between “{left}” and “{right}” in “{text}”");
        assert!(!(is_chinese(left) && ",.:;!?()".contains(right)), "punctuation “{left}{right}” in “{text}”");
        let full = |letter: char| "，。：；、（）！？".contains(letter);
        let spaced = (full(left) && right == ' ') || (left == ' ' && full(right));
        assert!(!spaced, "space at “{left}{right}” in “{text}”");
    }
}

fn is_chinese(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

/// Asserts that the examples show every variant. A new variant does not compile until it stands in the list, and the
/// test fails until there is an example of it.
macro_rules! assert_covers {
    ($examples:expr, $($variant:pat),+ $(,)?) => {{
        let names = [$(stringify!($variant)),+];
        let seen: std::collections::BTreeSet<&str> =
            $examples.iter().map(|example| match example { $($variant => stringify!($variant)),+ }).collect();
        let missing: Vec<&str> = names.into_iter().filter(|name| !seen.contains(name)).collect();
        assert!(missing.is_empty(), "no example of {missing:?}");
    }};
}
use assert_covers;
