//! Text that is copied from the page, with every count in full: what is short to be read is of no use elsewhere.

/// Puts exact values in the place of short numbers, each given with its text, in the order of the text. Shapes stay.
///
/// ```
/// use im2cost::ui::exact_text::exact_text;
/// let numbers = [["9.47 k".into(), "9472".into()], ["118 M".into(), "118013952".into()]];
/// assert_eq!(exact_text("conv\t9.47 k\t118 M", &numbers).as_deref(), Some("conv\t9472\t118013952"));
/// let shape = [["64×112×112".into(), "1,64,112,112".into()]];
/// assert_eq!(exact_text("64×112×112", &shape), None);
/// ```
pub fn exact_text(text: &str, numbers: &[[String; 2]]) -> Option<String> {
    let (mut rest, mut exact) = (text, String::new());
    let mut changed = false;
    let is_count = |value: &str| !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    for [shown, value] in numbers.iter().filter(|[shown, _]| !shown.is_empty()) {
        let Some((before, after)) = rest.split_once(shown.as_str()) else { continue };
        exact.push_str(before);
        exact.push_str(if is_count(value) { value } else { shown });
        changed |= is_count(value);
        rest = after;
    }
    exact.push_str(rest);
    changed.then_some(exact)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_look_alike_keep_their_own_values() {
        let numbers = [["1 k", "1001"], ["1 k", "1002"], ["1", "1"]].map(|pair| pair.map(str::to_owned));
        assert_eq!(exact_text("a 1 k, b 1 k, c 1", &numbers).as_deref(), Some("a 1001, b 1002, c 1"));
    }

    #[test]
    fn text_without_counts_is_left_to_the_browser() {
        assert_eq!(exact_text("a layer", &[]), None);
        assert_eq!(exact_text("", &[[String::new(), "7".to_owned()]]), None);
    }
}
