//! JSON as a tree that keeps what a document needs: numbers as they are written, keys in order, duplicates refused.

use serde_json::value::RawValue;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is written: a 40-digit one keeps its digits.
    Number(String),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object, keys in order.
    Object(Vec<(String, Json)>),
}

/// Why a text is not JSON that we read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonError {
    /// Not JSON.
    Syntax {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// Arrays and objects within each other past [`DEEPEST`].
    TooDeep,
    /// An object has a key twice.
    DuplicateKey {
        /// The key.
        key: String,
    },
}

/// How deep arrays and objects may be nested. A document with a baseline needs 9.
pub const DEEPEST: usize = 24;

impl Json {
    /// Reads a text.
    ///
    /// ```
    /// use im2cost::codec::json::{Json, JsonError};
    /// assert_eq!(Json::read("[1e999]"), Ok(Json::Array(vec![Json::Number("1e999".into())])));
    /// assert_eq!(Json::read("{\"a\": 1, \"a\": 2}"), Err(JsonError::DuplicateKey { key: "a".into() }));
    /// ```
    pub fn read(text: &str) -> Result<Json, JsonError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if deepest(text) > DEEPEST {
            return Err(JsonError::TooDeep);
        }
        // serde checks the whole text here; what is read again below are parts that it has accepted.
        let raw: &RawValue = serde_json::from_str(text).map_err(syntax)?;
        Json::walk(raw.get())
    }

    fn walk(text: &str) -> Result<Json, JsonError> {
        Ok(match text.as_bytes().first() {
            Some(b'{') => {
                let Pairs(pairs) = serde_json::from_str(text).map_err(syntax)?;
                let mut object: Vec<(String, Json)> = Vec::with_capacity(pairs.len());
                let mut seen = std::collections::HashSet::with_capacity(pairs.len());
                for (key, raw) in pairs {
                    if !seen.insert(key.clone()) {
                        return Err(JsonError::DuplicateKey { key });
                    }
                    object.push((key, Json::walk(raw.get())?));
                }
                Json::Object(object)
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text).map_err(syntax)?;
                Json::Array(items.into_iter().map(|raw| Json::walk(raw.get())).collect::<Result<_, _>>()?)
            }
            Some(b'"') => Json::String(serde_json::from_str(text).map_err(syntax)?),
            Some(b't') => Json::Bool(true),
            Some(b'f') => Json::Bool(false),
            Some(b'n') => Json::Null,
            _ => Json::Number(text.to_owned()),
        })
    }

    /// The number, if it is a whole one of 64 bits: `3` and `3.0` are, `3.5` and `1e999` are not.
    pub fn integer(&self) -> Option<i64> {
        let Json::Number(text) = self else { return None };
        if let Ok(number) = text.parse() {
            return Some(number);
        }
        let (whole, fraction) = text.split_once('.')?;
        let zeros = !fraction.is_empty() && fraction.bytes().all(|digit| digit == b'0');
        zeros.then(|| whole.parse().ok())?
    }
}

/// A string as JSON writes it, quotes included.
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text can always be written")
}

fn syntax(error: serde_json::Error) -> JsonError {
    JsonError::Syntax { line: error.line(), column: error.column() }
}

/// How deep the brackets outside strings go. Brackets that do not match are left to the parser.
fn deepest(text: &str) -> usize {
    let (mut depth, mut most, mut in_string, mut escaped) = (0usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                most = most.max(depth);
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    most
}

/// The pairs of an object in order, duplicates included: serde's own maps keep the last of them silently.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> serde::Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<'a>(std::marker::PhantomData<&'a ()>);

        impl<'de: 'a, 'a> serde::de::Visitor<'de> for Visitor<'a> {
            type Value = Pairs<'a>;

            fn expecting(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'a>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(Visitor(std::marker::PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_nesting_is_refused_before_it_is_parsed() {
        let text = "[".repeat(1_000_000);
        assert_eq!(Json::read(&text), Err(JsonError::TooDeep));
        assert!(Json::read(&format!("{}{}", "[".repeat(20), "]".repeat(20))).is_ok());
        assert!(Json::read("\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"").is_ok());
    }

    #[test]
    fn errors_say_where() {
        assert_eq!(Json::read("{\n  \"a\": }"), Err(JsonError::Syntax { line: 2, column: 8 }));
        assert!(matches!(Json::read(""), Err(JsonError::Syntax { .. })));
        assert!(matches!(Json::read("{} x"), Err(JsonError::Syntax { .. })));
    }

    #[test]
    fn whole_numbers_may_have_a_zero_fraction() {
        for (text, number) in
            [("3", Some(3)), ("3.0", Some(3)), ("-1", Some(-1)), ("3.5", None), ("1e3", None)]
        {
            assert_eq!(Json::Number(text.into()).integer(), number, "{text}");
        }
    }
}
