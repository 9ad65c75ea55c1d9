//! Tables of numbers, shares and yes or no as they turn up in files and forms.

use proptest::prelude::*;

use super::DecimalStyle::{Comma, Point};
use super::*;

#[test]
fn numbers_are_read_in_the_style_in_force() {
    for (text, style, number) in [
        ("0", Point, 0.0),
        ("-0", Point, 0.0),
        ("007", Point, 7.0),
        ("+1234.5", Point, 1234.5),
        ("1,234,567.89", Point, 1_234_567.89),
        ("1.234.567,89", Comma, 1_234_567.89),
        ("1 234 567,89", Comma, 1_234_567.89),
        ("1\u{a0}234,5", Comma, 1234.5),
        ("1\u{202f}234\u{202f}567", Comma, 1_234_567.0),
        ("1\u{2009}234.5", Point, 1234.5),
        ("1'234'567.5", Point, 1_234_567.5),
        ("1’234,5", Comma, 1234.5),
        ("12,34,567.8", Point, 1_234_567.8),
        ("1.234", Comma, 1234.0),
        ("1.234", Point, 1.234),
        ("1,234", Comma, 1.234),
        ("1,234", Point, 1234.0),
        (".5", Point, 0.5),
        (",5", Comma, 0.5),
        ("5.", Point, 5.0),
        ("-5", Point, -5.0),
        ("\u{2212}5", Point, -5.0),
        ("– 5", Point, -5.0),
        ("5-", Point, -5.0),
        ("(1,234.5)", Point, -1234.5),
        ("( 5 )", Point, -5.0),
        ("1E5", Point, 100_000.0),
        ("1,5e-3", Comma, 0.0015),
        ("2.5E+12", Point, 2.5e12),
        ("'0123", Point, 123.0),
        ("١٬٢٣٤٫٥", Point, 1234.5),
        ("１２．５", Point, 12.5),
        ("12345678901234567890", Point, 12_345_678_901_234_567_890.0),
        ("1e-400", Point, 0.0),
    ] {
        assert_eq!(parse_number(text, style), Ok(number), "{text}");
    }
}

#[test]
fn both_marks_say_themselves_which_is_decimal() {
    for style in [Point, Comma] {
        assert_eq!(parse_number("1.234,56", style), Ok(1234.56));
        assert_eq!(parse_number("1,234.56", style), Ok(1234.56));
        assert_eq!(parse_number("1 234,567", style), Ok(1234.567));
        assert_eq!(parse_number("1.234.567", style), Ok(1_234_567.0));
        assert_eq!(parse_number("1,234,567", style), Ok(1_234_567.0));
    }
}

#[test]
fn what_would_be_a_guess_is_refused_with_an_example() {
    let refused = |text: &str, style: DecimalStyle| {
        assert_eq!(parse_number(text, style), Err(style.not_a_number()), "{text}");
    };
    for text in [
        "",
        " ",
        "-",
        "+",
        ".",
        ",",
        "()",
        "NaN",
        "nan",
        "inf",
        "Infinity",
        "∞",
        "-∞",
        "#DIV/0!",
        "#N/A",
        "null",
        "abc",
        "5 kg",
        "12a",
        "4x4",
        "0x1F",
        "1e",
        "e5",
        "1e5.5",
        "1e5e5",
        "1,234e5",
        "--5",
        "-5-",
        "(-5)",
        "(5",
        "5)",
        "+-5",
        "5+",
        "1..5",
        "1,,234",
        "1 ,5",
        "1.5.5",
        "1 2 3",
        "5 %",
        "€ 5",
        "1/2",
        "10:30",
        "2026-01-31",
        "192.168.0.1",
        "1,234 567.5",
        "5.-",
        "1 - 5",
        "½",
        "1²",
        "=1+1",
        "1'23",
    ] {
        refused(text, Point);
    }
    for text in ["1,5", "12,34", "1,2345", "1234,567", "1,23,456.7.8"] {
        refused(text, Point);
    }
    for text in ["1.5", "12.34", "1.2345", "1234.567"] {
        refused(text, Comma);
    }
    assert_eq!(Comma.not_a_number().to_string(), "Write a number, such as 1.234,5");
}

#[test]
fn too_great_numbers_say_the_range() {
    assert!(matches!(parse_number("1e309", Point), Err(FieldError::OutOfRange { .. })));
    assert!(matches!(parse_number(&"9".repeat(400), Point), Err(FieldError::OutOfRange { .. })));
    assert_eq!(parse_number("1.7976931348623157e308", Point), Ok(f64::MAX));
    assert!(matches!(
        parse_number("1e99999999999999999999", Point),
        Err(FieldError::OutOfRange { .. })
    ));
    assert_eq!(parse_number("0e99999999999999999999", Point), Ok(0.0));
}

#[test]
fn whole_numbers_are_exact() {
    for (text, int) in [
        ("42", 42),
        ("-42", -42),
        ("1,234", 1234),
        ("5.000", 5),
        ("1E5", 100_000),
        ("1.5e1", 15),
        ("9223372036854775807", i64::MAX),
        ("-9223372036854775807", -i64::MAX),
        ("1234567890123456789", 1_234_567_890_123_456_789),
        ("0e999", 0),
    ] {
        assert_eq!(parse_integer(text, Point), Ok(int), "{text}");
    }
    assert_eq!(parse_integer("1.5", Point), Err(FieldError::NotANumber { example: "1,234".into() }));
    assert_eq!(parse_integer("1,5", Comma), Err(FieldError::NotANumber { example: "1.234".into() }));
    for text in ["9223372036854775808", "-9223372036854775808", "1E19", "1e9999999999"] {
        let error = FieldError::OutOfRange {
            min: "-9223372036854775807".into(),
            max: "9223372036854775807".into(),
        };
        assert_eq!(parse_integer(text, Point), Err(error), "{text}");
    }
}

#[test]
fn percent_signs_stand_on_either_side() {
    for text in ["25", "25%", "25 %", "%25", "25\u{a0}%", "25.0 ％"] {
        assert_eq!(parse_percent(text, Point), Ok(25.0), "{text}");
    }
    for text in ["-2,5 %", "(2,5 %)", "%-2,5", "2,5-%"] {
        assert_eq!(parse_percent(text, Comma), Ok(-2.5), "{text}");
    }
    for text in ["25 %%", "% 25 %", "2%5", "%", "25 €", "5.-"] {
        assert_eq!(parse_percent(text, Point), Err(Point.not_a_number()), "{text}");
    }
}

#[test]
fn yes_and_no_in_many_words() {
    for text in [
        "yes", "TRUE", "1", "Ja", "wahr", "Oui", "sí", "Sì", "Sim", "x", "X", "✓", "да", "EVET", "DOĞRU", "Kyllä", "1.0", " y ",
    ] {
        assert_eq!(parse_boolean(text), Ok(true), "{text}");
    }
    for text in [
        "no", "False", "0", "Nein", "FALSCH", "non", "Não", "нет", "Hayır", "YANLIŞ", "fałsz", "ΌΧΙ", "n",
    ] {
        assert_eq!(parse_boolean(text), Ok(false), "{text}");
    }
    for text in ["", "maybe", "2", "-1", "yes no", "10"] {
        assert_eq!(parse_boolean(text), Err(FieldError::NotABoolean), "{text}");
    }
}

#[test]
fn the_words_are_folded_and_mean_one_thing() {
    for word in YES.iter().chain(NO) {
        assert_eq!(fold(word), **word);
    }
    assert!(YES.iter().all(|word| !NO.contains(word)));
}

proptest! {
    #[test]
    fn nothing_panics(text in "\\PC*|[-+(). ,'%eE0-9٣]{0,12}") {
        for style in [Point, Comma] {
            if let Ok(number) = parse_number(&text, style) {
                prop_assert!(number.is_finite());
            }
            if let Ok(int) = parse_integer(&text, style) {
                prop_assert!(int != i64::MIN);
            }
            let _ = parse_percent(&text, style);
        }
        let _ = parse_boolean(&text);
    }

    #[test]
    fn plain_numbers_come_back(number in any::<f64>().prop_filter("finite", |number| number.is_finite()), int in -i64::MAX..) {
        prop_assert_eq!(parse_number(&number.to_string(), Point), Ok(number + 0.0));
        prop_assert_eq!(parse_number(&format!("{number:e}").replace('.', ","), Comma), Ok(number + 0.0));
        prop_assert_eq!(parse_integer(&int.to_string(), Comma), Ok(int));
    }

    #[test]
    fn no_text_means_two_numbers(text in "[-(]?[0-9]{1,3}([., ][0-9]{1,3}){0,3}\\)?") {
        // Where both styles read a text and it has two different marks, they agree.
        if text.contains('.') && text.contains(',') && let (Ok(point), Ok(comma)) = (parse_number(&text, Point), parse_number(&text, Comma)) {
            prop_assert_eq!(point, comma);
        }
    }
}
