//! Text of unknown origin inside a sentence: shortened, and without signs that would disturb it.

/// The most characters of a text that a sentence repeats.
const MOST: usize = 40;

/// The text in quotation marks.
pub(super) fn quoted(text: &str) -> String {
    format!("“{}”", shortened(text))
}

/// At most [`MOST`] characters of the text, an ellipsis for the rest. Control characters, and those that turn the
/// direction of writing, become visible.
pub(super) fn shortened(text: &str) -> String {
    let text = text.trim();
    let mut characters = text.chars().map(visible);
    let mut short: String = characters.by_ref().take(MOST).collect();
    if characters.next().is_some() {
        short.pop();
        short.push('…');
    }
    short
}

fn visible(character: char) -> char {
    match character {
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
            '\u{fffd}'
        }
        control if control.is_control() => '\u{fffd}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_ends_in_an_ellipsis_between_characters() {
        assert_eq!(shortened("卷积"), "卷积");
        let long = shortened(&"卷".repeat(1_000_000));
        assert_eq!((long.chars().count(), long.chars().last()), (MOST, Some('…')));
        assert_eq!(shortened(&"x".repeat(MOST)), "x".repeat(MOST));
    }

    #[test]
    fn signs_that_disturb_a_sentence_are_made_visible() {
        assert_eq!(quoted(" a\u{202e}b\nc\0 "), "“a\u{fffd}b\u{fffd}c\u{fffd}”");
    }
}
