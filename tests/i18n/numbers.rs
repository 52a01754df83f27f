//! Numbers: exact, short, shares.

use im2cost::i18n::number::{bytes, exact, percent, short, times};
use proptest::prelude::*;

/// The power of ten of each prefix.
const PREFIXES: [(&str, i32); 11] = [
    ("", 0),
    ("k", 3),
    ("M", 6),
    ("G", 9),
    ("T", 12),
    ("P", 15),
    ("E", 18),
    ("Z", 21),
    ("Y", 24),
    ("R", 27),
    ("Q", 30),
];

/// The number that a short form says.
fn value(text: &str) -> f64 {
    if let Some((digits, power)) = text.split_once("×10") {
        let power: i32 = power
            .chars()
            .map(|digit| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|other| other == digit).unwrap() as i32)
            .fold(0, |power, digit| 10 * power + digit);
        return digits.parse::<f64>().unwrap() * 10f64.powi(power);
    }
    let (digits, prefix) = text.split_once(' ').unwrap_or((text, ""));
    let (_, power) = PREFIXES.into_iter().find(|(other, _)| *other == prefix).unwrap();
    digits.parse::<f64>().unwrap() * 10f64.powi(power)
}

#[test]
fn worked_numbers() {
    let cases = [
        (0, "0"),
        (7, "7"),
        (999, "999"),
        (1_000, "1.00 k"),
        (1_004, "1.00 k"),
        (1_005, "1.01 k"),
        (1_234, "1.23 k"),
        (9_994, "9.99 k"),
        (9_995, "10.0 k"),
        (99_950, "100 k"),
        (999_499, "999 k"),
        (999_500, "1.00 M"),
        (999_950, "1.00 M"),
        (118_013_952, "118 M"),
        (4_089_184_256, "4.09 G"),
        (10u128.pow(30), "1.00 Q"),
        (10u128.pow(33) - 1, "1.00×10³³"),
        (u128::MAX, "3.40×10³⁸"),
    ];
    for (number, text) in cases {
        assert_eq!(short(number), text, "{number}");
    }
    assert_eq!(
        exact(u128::MAX).replace('\u{202f}', " "),
        "340 282 366 920 938 463 463 374 607 431 768 211 455"
    );
    assert_eq!(bytes(0), "0 B");
    assert_eq!(bytes(999_999), "1.00 MB");
    assert_eq!(bytes(u128::MAX), "3.40×10³⁸ B");
    assert_eq!(percent(u128::MAX, u128::MAX), "100 %");
    assert_eq!(percent(u128::MAX - 1, u128::MAX), "> 99.9 %");
    assert_eq!(percent(u128::MAX / 2, u128::MAX), "50.0 %");
    assert_eq!(percent(1, u128::MAX), "< 0.1 %");
    assert_eq!(percent(5, 10_000), "0.1 %");
    assert_eq!(percent(3, 2), "150.0 %");
    assert_eq!(percent(u128::MAX, 1), "3.40×10³⁸×");
    assert_eq!(times(0, 0), "0×");
    assert_eq!(times(u128::MAX, 1), "3.40×10³⁸×");
    assert_eq!(times(10_000, 1), "10.0 k×");
}

proptest! {
    #[test]
    fn exact_keeps_every_digit(number: u128) {
        let text = exact(number);
        prop_assert_eq!(text.replace('\u{202f}', "").parse::<u128>(), Ok(number));
        let groups: Vec<&str> = text.split('\u{202f}').collect();
        prop_assert!(groups.iter().skip(1).all(|group| group.len() == 3));
    }

    #[test]
    fn short_is_within_half_of_its_last_digit(number: u128, bits in 0u32..128) {
        let number = number >> bits;
        let text = short(number);
        let digits = text.split(['×', ' ']).next().unwrap().chars().filter(char::is_ascii_digit).count();
        prop_assert!(digits <= 3, "{}", text);
        let relative = (value(&text) - number as f64).abs() / (number as f64).max(1.0);
        prop_assert!(relative <= 0.005 + 1e-12, "{} for {}", text, number);
    }

    #[test]
    fn short_keeps_the_order_of_numbers(one: u128, other: u128, bits in 0u32..128) {
        let (one, other) = (one >> bits, other >> bits);
        let (less, more) = (one.min(other), one.max(other));
        prop_assert!(value(&short(less)) <= value(&short(more)));
    }

    #[test]
    fn percent_is_rounded_to_a_tenth(part in 0u64..1 << 40, whole in 1u64..1 << 40) {
        let (part, whole) = (u128::from(part), u128::from(whole));
        let text = percent(part, whole);
        let exact = part as f64 / whole as f64 * 100.0;
        let number = text.trim_end_matches(" %");
        match number.parse::<f64>() {
            Ok(shown) => prop_assert!((shown - exact).abs() <= 0.05 + 1e-9, "{} for {}", text, exact),
            Err(_) => prop_assert!((0.0..0.05).contains(&exact) || (99.95..100.0).contains(&exact), "{} for {}", text, exact),
        }
    }

    #[test]
    fn shares_do_not_overflow(part: u128, whole: u128) {
        prop_assert!(percent(part, whole).ends_with(['%', '×']));
        prop_assert!(times(part, whole).ends_with('×'));
    }
}
