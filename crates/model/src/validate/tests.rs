//! The gate as a whole: every kind, every text, and what files of trouble hold.

use std::path::PathBuf;

use proptest::prelude::*;

use super::*;
use crate::field::Tone;
use crate::id::RecordId;
use crate::money::Money;
use crate::value::PART;

fn field(kind: FieldKind) -> FieldDef {
    FieldDef::new("field", "Field", kind).options(&[("lead", "New lead", Tone::Neutral), ("won", "Gewonnen für uns", Tone::Success)])
}

fn read(kind: FieldKind, text: &str) -> Result<Option<Value>, FieldError> {
    parse(&field(kind), text, &ParseContext::default())
}

fn texts(texts: &[&str]) -> Vec<Value> {
    texts.iter().map(|text| Value::from(*text)).collect()
}

#[test]
fn every_kind_reads_its_own_value() {
    let name = PersonName {
        given: "Noor van den".into(),
        family: "Berg".into(),
    };
    let address = Address {
        street: "Weena 1\n3012 CN Rotterdam".into(),
        ..Address::default()
    };
    for (kind, text, value) in [
        (FieldKind::Text, " Noor\tBerg ", Value::from("Noor Berg")),
        (FieldKind::LongText, "one\r\ntwo ", Value::from("one\ntwo")),
        (FieldKind::Integer, "1,234", Value::Int(1_234)),
        (FieldKind::Number, "1,234.5", Value::Number(1_234.5)),
        (FieldKind::Percent, "25 %", Value::Number(25.0)),
        (FieldKind::Money, "$ 12.50", Value::Money(Money::new(1_250, Currency::USD))),
        (FieldKind::Date, "1970-01-02", Value::Date(1)),
        (FieldKind::DateTime, "1970-01-01 00:01", Value::Time(60_000)),
        (FieldKind::Duration, "1h 30m", Value::Int(5_400)),
        (FieldKind::Boolean, "ja", Value::Bool(true)),
        (FieldKind::Choice, "lead", Value::from("lead")),
        (FieldKind::Choice, "gewonnen FUR uns", Value::from("won")),
        (FieldKind::Choices, "New lead; won;;New lead", Value::List(texts(&["lead", "won"]))),
        (FieldKind::Choices, "New lead\nwon", Value::List(texts(&["lead", "won"]))),
        (FieldKind::Rating, "5", Value::Int(5)),
        (FieldKind::Email, "Noor@EXAMPLE.org", Value::from("Noor@example.org")),
        (FieldKind::Phone, "+49 (0)30 1234567", Value::from("+49301234567")),
        (FieldKind::Url, "Example.org", Value::from("https://example.org")),
        (
            FieldKind::Address,
            "Weena 1\r\n3012 CN Rotterdam",
            Value::Address(Box::new(address)),
        ),
        (FieldKind::PersonName, "Noor van den Berg", Value::Name(name)),
        (FieldKind::Reference, "Acme, Inc.", Value::from("Acme, Inc.")),
        (FieldKind::References, "Acme | Beta", Value::List(texts(&["Acme", "Beta"]))),
    ] {
        assert_eq!(read(kind, text), Ok(Some(value)), "{kind:?}");
    }
}

#[test]
fn nothing_left_is_no_value() {
    for kind in FieldKind::ALL {
        for text in ["", "  ", "\u{a0}\t\n", "\0\u{1f}\u{200b}\u{202e}"] {
            assert_eq!(read(kind, text), Ok(None), "{kind:?} {text:?}");
            assert_eq!(
                parse(&field(kind).required(), text, &ParseContext::default()),
                Err(FieldError::Required),
                "{kind:?} {text:?}"
            );
        }
    }
    assert_eq!(read(FieldKind::PersonName, " , "), Ok(None));
    assert_eq!(read(FieldKind::Choices, " ; , "), Ok(None));
}

#[test]
fn faults_name_what_is_wrong() {
    let refused = |kind, text: &str| read(kind, text).unwrap_err();
    assert_eq!(
        refused(FieldKind::Rating, "6"),
        FieldError::OutOfRange {
            min: "0".into(),
            max: "5".into()
        }
    );
    assert_eq!(refused(FieldKind::Choice, "lost"), FieldError::NotAnOption { found: "lost".into() });
    assert_eq!(
        refused(FieldKind::Choices, "won;lost"),
        FieldError::NotAnOption { found: "lost".into() }
    );
    let long = "a".repeat(MAX_TEXT + 1);
    let too_long = |max, found| FieldError::TooLong { max, found };
    assert_eq!(refused(FieldKind::Text, &long), too_long(MAX_TEXT, MAX_TEXT + 1));
    assert!(read(FieldKind::LongText, &long).is_ok());
    let longer = "a".repeat(MAX_LONG_TEXT + 1);
    assert_eq!(refused(FieldKind::LongText, &longer), too_long(MAX_LONG_TEXT, MAX_LONG_TEXT + 1));
    let many = "a;b;".repeat(MAX_ELEMENTS);
    let too_many = FieldError::TooManyElements {
        max: MAX_ELEMENTS,
        found: 2 * MAX_ELEMENTS,
    };
    assert_eq!(refused(FieldKind::References, &many), too_many);
    let computed = field(FieldKind::Integer).computed(crate::field::Computed::OrderCount);
    assert_eq!(parse(&computed, "5", &ParseContext::default()), Err(FieldError::ReadOnly));
}

#[test]
fn open_choices_take_new_options() {
    let open = field(FieldKind::Choice).open();
    let read = |text| parse(&open, text, &ParseContext::default());
    assert_eq!(read("Trade fair"), Ok(Some("Trade fair".into())));
    assert_eq!(read("NEW LEAD"), Ok(Some("lead".into())));
}

#[test]
fn one_cell_can_hold_several_values() {
    let several = |kind, text: &str| parse_several(&field(kind).multi(), text, &ParseContext::default());
    for (kind, text, values) in [
        (FieldKind::Email, "a@x.nl; b@x.nl", &["a@x.nl", "b@x.nl"][..]),
        (FieldKind::Email, "a@x.nl, b@x.nl,", &["a@x.nl", "b@x.nl"]),
        (FieldKind::Email, "\"Berg, Noor\" <a@x.nl>\nb@x.nl", &["a@x.nl", "b@x.nl"]),
        (FieldKind::Email, "a@X.nl ::: a@x.nl", &["a@x.nl"]),
        (FieldKind::Email, "a@x.nl", &["a@x.nl"]),
        (
            FieldKind::Phone,
            "+49301234567;ext=12; +33628123456",
            &["+49301234567;ext=12", "+33628123456"],
        ),
        (FieldKind::Phone, "+49301234567, 030 1234567", &["+49301234567", "0301234567"]),
        (FieldKind::Url, "x.org|https://y.org/a,b", &["https://x.org", "https://y.org/a,b"]),
        (FieldKind::Reference, "Acme, Inc.; Beta", &["Acme, Inc.", "Beta"]),
        (FieldKind::Email, " ; ", &[]),
        (FieldKind::Email, "", &[]),
    ] {
        assert_eq!(several(kind, text), Ok(texts(values)), "{text}");
    }
    let fault = Err(FieldError::NotAnEmail { cure: EmailCure::AddAt });
    assert_eq!(several(FieldKind::Email, "a@x.nl; nobody"), fault);
    // A field for one value still says so.
    let one = Err(FieldError::NotAnEmail { cure: EmailCure::OneAt });
    assert_eq!(
        parse_several(&field(FieldKind::Email), "a@x.nl; b@x.nl", &ParseContext::default()),
        one
    );
    assert_eq!(
        parse_several(&field(FieldKind::Email).multi().required(), " ; ", &ParseContext::default()),
        Err(FieldError::Required)
    );
    assert_eq!(
        parse_several(&field(FieldKind::Choices), "won|lead", &ParseContext::default()),
        Ok(texts(&["won", "lead"]))
    );
}

#[test]
fn typed_values_are_checked_by_kind() {
    let check = |kind, value| validate(&field(kind), value);
    let wrong = |expected: &str| FieldError::WrongKind { expected: expected.into() };
    assert_eq!(check(FieldKind::Number, Value::Int(5)), Ok(Value::Number(5.0)));
    assert_eq!(
        check(FieldKind::PersonName, "Noor Berg".into()),
        read(FieldKind::PersonName, "Noor Berg").map(Option::unwrap)
    );
    for (kind, value, error) in [
        (FieldKind::Text, Value::Int(5), wrong("text")),
        (FieldKind::LongText, Value::Bool(true), wrong("long text")),
        (FieldKind::Number, Value::Number(f64::NAN), wrong("number")),
        (FieldKind::Integer, Value::Int(i64::MIN), wrong("integer")),
        (FieldKind::Money, Value::Money(Money::new(i64::MIN, Currency::EUR)), wrong("money")),
        (FieldKind::Text, Value::List(texts(&["a"])), wrong("text")),
        (FieldKind::Choices, Value::List(vec![Value::List(Vec::new())]), wrong("choices")),
        (
            FieldKind::Rating,
            Value::Int(-1),
            FieldError::OutOfRange {
                min: "0".into(),
                max: "5".into(),
            },
        ),
        (FieldKind::Date, Value::Date(i32::MAX), FieldError::YearOutOfRange),
        (FieldKind::DateTime, Value::Time(i64::MAX), FieldError::YearOutOfRange),
        (FieldKind::DateTime, Value::Time(i64::MIN), FieldError::YearOutOfRange),
        (FieldKind::Text, Value::from(" \u{200b} "), FieldError::Required),
        (FieldKind::PersonName, Value::Name(PersonName::default()), FieldError::Required),
        (FieldKind::Address, Value::Address(Box::default()), FieldError::Required),
        (FieldKind::Reference, Value::from("Acme"), wrong("reference")),
        (FieldKind::Url, Value::from("javascript:alert(1)"), FieldError::NotAUrl),
    ] {
        assert_eq!(check(kind, value), Err(error), "{kind:?}");
    }
    let emails = Value::List(texts(&["A@X.nl", "A@x.nl", "b@x.nl"]));
    assert_eq!(
        validate(&field(FieldKind::Email).multi(), emails),
        Ok(Value::List(texts(&["A@x.nl", "b@x.nl"])))
    );
    let id = RecordId(7);
    assert_eq!(
        check(FieldKind::References, Value::List(vec![Value::Ref(id)])),
        Ok(Value::List(vec![Value::Ref(id)]))
    );
}

/// Every text of a value, to look for what must not be in it.
fn written(value: &Value) -> Vec<String> {
    match value {
        Value::Text(text) => vec![text.clone()],
        Value::Name(name) => vec![name.given.clone(), name.family.clone()],
        Value::Address(address) => vec![
            address.street.clone(),
            address.city.clone(),
            address.region.clone(),
            address.postal_code.clone(),
            address.country.clone(),
        ],
        Value::List(values) => values.iter().flat_map(written).collect(),
        _ => Vec::new(),
    }
}

/// Whatever a text is: no panic, no control characters, and what was read is accepted unchanged.
fn holds(kind: FieldKind, text: &str, context: &ParseContext) {
    let field = field(kind).open();
    let Ok(Some(value)) = parse(&field, text, context) else { return };
    for text in written(&value) {
        assert!(!text.contains(PART), "{kind:?} {text:?}");
        assert!(
            !text.chars().any(|char| char.is_control() && !matches!(char, '\n' | '\t')),
            "{kind:?} {text:?}"
        );
    }
    if !matches!(kind, FieldKind::Reference | FieldKind::References) {
        assert_eq!(validate(&field, value.clone()), Ok(value), "{kind:?} {text:?}");
    }
}

#[test]
fn files_of_trouble_pass_the_gate_or_are_refused() {
    let Some(data) = std::env::var_os("KITH_DATA").map(PathBuf::from) else {
        return;
    };
    let mut count = 0;
    for folder in ["blns", "xss_payloads_dev", "csv_injection"] {
        for entry in std::fs::read_dir(data.join(folder)).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            for line in String::from_utf8_lossy(&bytes).lines() {
                for kind in FieldKind::ALL {
                    holds(kind, line, &ParseContext::default());
                }
                count += 1;
            }
        }
    }
    assert!(count > 1_000);
}

proptest! {
    #[test]
    fn what_was_read_is_accepted_unchanged(
        text in "\\PC*|[\\PC\\x00-\\x1f\u{200b}-\u{200f}\u{2028}-\u{202e};,|\n]*|[-+0-9., :/€%@a-z]{0,16}",
        country in "|DE|US|IT|RU",
        comma: bool,
        today in -700_000..2_900_000,
    ) {
        let decimal = if comma { DecimalStyle::Comma } else { DecimalStyle::Point };
        let context = ParseContext { decimal, country, today, ..ParseContext::default() };
        for kind in FieldKind::ALL {
            holds(kind, &text, &context);
            let _ = parse_several(&field(kind).multi(), &text, &context);
        }
    }
}
