//! The bytes of a file as a text, whatever wrote it: UTF-8 or UTF-16, with any ends of lines.

use std::borrow::Cow;

/// The text that bytes hold, without the mark at its beginning and with lines that end in LF or CR and LF; `None` if they
/// are neither UTF-8 nor marked as UTF-16.
pub(super) fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let text = match bytes {
        [0xff, 0xfe, units @ ..] => Cow::Owned(utf16(units, u16::from_le_bytes)),
        [0xfe, 0xff, units @ ..] => Cow::Owned(utf16(units, u16::from_be_bytes)),
        _ => Cow::Borrowed(std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).ok()?),
    };
    Some(match text.contains('\r') {
        true => Cow::Owned(with_line_ends(&text)),
        false => text,
    })
}

/// The text at the beginning of a file of which only so many bytes are at hand: they may end within a character.
pub(super) fn decode_start(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let whole = match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => &bytes[..error.valid_up_to()],
        _ => bytes,
    };
    decode(whole)
}

/// What is no character of UTF-16 stands as one that says so.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// A text in which LF stands for each CR that ends a line alone. Between quotes, a CR is part of a cell.
fn with_line_ends(text: &str) -> String {
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    let mut ended = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        quoted ^= letter == '"';
        let ends = letter == '\r' && !quoted && letters.peek() != Some(&'\n');
        ended.push(if ends { '\n' } else { letter });
    }
    ended
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_any_program_are_the_same_text() {
        let text = "名,kind\n\"a\rb\",relu\n";
        for ends in ["\n", "\r\n", "\r"] {
            let written = text.replace('\n', ends);
            let units = || written.encode_utf16();
            let little: Vec<u8> =
                [0xff, 0xfe].into_iter().chain(units().flat_map(u16::to_le_bytes)).collect();
            let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(units().flat_map(u16::to_be_bytes)).collect();
            for bytes in [written.as_bytes(), format!("\u{feff}{written}").as_bytes(), &little, &big] {
                let read = decode(bytes).map(|text| text.replace("\r\n", "\n"));
                assert_eq!(read.as_deref(), Some(text), "{ends:?}");
            }
        }
    }

    #[test]
    fn a_beginning_may_end_within_a_character() {
        assert_eq!(decode_start(&"卷积".as_bytes()[..4]).as_deref(), Some("卷"));
        assert_eq!(decode_start(b"\xff\xfea\0b").as_deref(), Some("a"));
        assert_eq!(decode(&"卷积".as_bytes()[..4]), None);
        assert_eq!(decode(b"\xff\xfe\0\xd8").as_deref(), Some("\u{fffd}"));
    }
}
