//! Tables of days and instants as they turn up in files and forms.

use proptest::prelude::*;

use super::DateOrder::{DayFirst, MonthFirst, YearFirst};
use super::*;
use crate::zone::Zone;

/// A context on 15 June 2026.
fn context(date_order: DateOrder) -> ParseContext {
    ParseContext {
        date_order,
        today: 20_619,
        zone: Zone::fixed(0),
        ..ParseContext::default()
    }
}

fn ymd(text: &str) -> i32 {
    to_days(NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap())
}

fn millis(text: &str) -> i64 {
    chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis()
}

#[test]
fn day_numbers_end_with_the_years_1_and_9999() {
    assert_eq!(days_to_date(0), NaiveDate::from_ymd_opt(1970, 1, 1));
    assert_eq!(days_to_date(20_619), NaiveDate::from_ymd_opt(2026, 6, 15));
    assert_eq!(days_to_date(-719_162), NaiveDate::from_ymd_opt(1, 1, 1));
    assert_eq!(days_to_date(2_932_896), NaiveDate::from_ymd_opt(9999, 12, 31));
    assert_eq!([-719_163, 2_932_897, i32::MIN, i32::MAX].map(days_to_date), [None; 4]);
}

#[test]
fn days_mean_the_same_in_every_order_when_they_say_enough() {
    for text in [
        "2026-01-31",
        "2026-1-31",
        "2026/01/31",
        "2026.01.31",
        "20260131",
        "31 Jan 2026",
        "31-Jan-2026",
        "31.Jan.2026",
        "31JAN2026",
        "31. Januar 2026",
        "January 31, 2026",
        "Jan. 31, 2026",
        "Jan-31-2026",
        "31 - Jan - 2026",
        "31st of January 2026",
        "31 janv. 2026",
        "31 enero 2026",
        "2026 Jan 31",
        "2026-Jan-31",
        "Sat, 31 Jan 2026",
        "Samstag, 31. Januar 2026",
        "2026年1月31日",
        "2026년 1월 31일",
        "２０２６－０１－３１",
        "2026‑01‑31",
        "'2026-01-31",
        " 2026-01-31 ",
        "2026-01-31 (Sat)",
        "46053",
        "46053.0",
        "46053.75",
        "46053,75",
        "1769817600",
        "1769817600000",
        "2026-01-31T23:59:59Z",
        "2026-01-31T23:59:59.999-11:00",
        "2026-01-31 00:00:00",
        "20260131T101530Z",
        "31 Jan 2026 10:15 PM",
        "Sat Jan 31 10:15:30 2026",
        "Sat Jan 31 2026 10:15:30 GMT+0100 (Central European Standard Time)",
        "Sat, 31 Jan 2026 10:15:30 +0100",
    ] {
        for order in [DayFirst, MonthFirst, YearFirst] {
            assert_eq!(parse_date(text, &context(order)), Ok(ymd("2026-01-31")), "{text} {order:?}");
        }
    }
}

#[test]
fn short_days_are_read_in_the_order_in_force() {
    for (text, order, day) in [
        ("01/02/03", DayFirst, "2003-02-01"),
        ("01/02/03", MonthFirst, "2003-01-02"),
        ("01/02/03", YearFirst, "2001-02-03"),
        ("1.2.2026", DayFirst, "2026-02-01"),
        ("1/2/2026", MonthFirst, "2026-01-02"),
        ("31. 1. 2026", DayFirst, "2026-01-31"),
        ("31.12.2026.", DayFirst, "2026-12-31"),
        ("31 - 12 - 2026", DayFirst, "2026-12-31"),
        ("31 12 2026", DayFirst, "2026-12-31"),
        ("31.12.'26", DayFirst, "2026-12-31"),
        ("31-12-26", DayFirst, "2026-12-31"),
        ("12-31-26", MonthFirst, "2026-12-31"),
        ("26-12-31", YearFirst, "2026-12-31"),
        ("31/12/2026", YearFirst, "2026-12-31"),
        ("12/31/2026", YearFirst, "2026-12-31"),
        ("5/5/2026", YearFirst, "2026-05-05"),
        ("31 Jan 26", DayFirst, "2026-01-31"),
        ("Jan 31 26", MonthFirst, "2026-01-31"),
        ("26 Jan 31", YearFirst, "2026-01-31"),
        ("26 Jan 31", DayFirst, "2031-01-26"),
        ("mar. 31 mars 2026", DayFirst, "2026-03-31"),
        ("1er août 2026", DayFirst, "2026-08-01"),
        ("1/1/46", DayFirst, "2046-01-01"),
        ("1/1/47", DayFirst, "1947-01-01"),
        ("1/1/99", DayFirst, "1999-01-01"),
        ("1/1/00", DayFirst, "2000-01-01"),
        ("29.02.2024", DayFirst, "2024-02-29"),
        ("٣١/١٢/٢٠٢٦", DayFirst, "2026-12-31"),
    ] {
        assert_eq!(parse_date(text, &context(order)), Ok(ymd(day)), "{text} {order:?}");
    }
}

#[test]
fn words_count_from_today() {
    for (text, day) in [
        ("today", "2026-06-15"),
        ("Heute", "2026-06-15"),
        ("aujourd’hui", "2026-06-15"),
        ("Tomorrow", "2026-06-16"),
        ("gestern", "2026-06-14"),
        ("+3d", "2026-06-18"),
        ("+2w", "2026-06-29"),
        ("-1 month", "2026-05-15"),
        ("+1y", "2027-06-15"),
        ("3 days ago", "2026-06-12"),
        ("in 2 Wochen", "2026-06-29"),
    ] {
        assert_eq!(parse_date(text, &context(DayFirst)), Ok(ymd(day)), "{text}");
    }
    let last_of_may = ParseContext {
        today: ymd("2026-05-31"),
        ..context(DayFirst)
    };
    assert_eq!(parse_date("+1m", &last_of_may), Ok(ymd("2026-06-30")));
    assert_eq!(parse_date("+4000000000d", &last_of_may), Err(FieldError::YearOutOfRange));
    assert_eq!(parse_date("-3000y", &last_of_may), Err(FieldError::YearOutOfRange));
}

#[test]
fn days_that_do_not_exist_are_refused_with_an_example_in_order() {
    for text in [
        "",
        "2026-02-30",
        "30/02/2026",
        "29.02.2026",
        "31 Feb 2026",
        "2026-13-01",
        "2026-00-10",
        "2026-01-00",
        "12/31/2026",
        "31/12",
        "31.12.",
        "12/2026",
        "Jan 2026",
        "2026",
        "31",
        "soon",
        "31 Foo 2026",
        "31/01-2026",
        "31,01,2026",
        "1.2.3.4",
        "Jan Feb 2026",
        "31 Jan Feb 2026",
        "100/01/2026",
        "1/1/123",
        "2026-01-31x",
        "abc 2026-01-31",
        "2026-01-31 25:00",
        "2026-01-31T10:60",
        "19999",
        "80001",
        "3.14",
        "1,234",
        "123456",
        "20261331",
        "NaN",
        "=TODAY()",
        "1/2",
        "½/1/2026",
        "2026-01-31 10:15 foo",
    ] {
        assert_eq!(
            parse_date(text, &context(DayFirst)),
            Err(FieldError::NotADate {
                example: "31/12/2026".into()
            }),
            "{text}"
        );
    }
    assert_eq!(
        parse_date("31/12/2026", &context(MonthFirst)),
        Err(FieldError::NotADate {
            example: "12/31/2026".into()
        })
    );
    assert_eq!(
        parse_date("3/4/2026", &context(YearFirst)),
        Err(FieldError::NotADate {
            example: "2026-12-31".into()
        })
    );
}

#[test]
fn years_outside_the_calendar_are_named_as_such() {
    for text in [
        "0000-01-01",
        "-0001-01-01",
        "10000-01-01",
        "+10000-01-01",
        "1/1/0",
        "1/1/0000",
        "1/1/-1",
        "1.1.-44",
        "31 Jan 0000",
        "31 Jan 10000",
        "31 Jan -44",
        "99999-12-31",
        "99999999999999-01-01",
        "\u{2212}0001-12-31",
    ] {
        assert_eq!(parse_date(text, &context(DayFirst)), Err(FieldError::YearOutOfRange), "{text}");
        assert_eq!(parse_date_time(text, &context(DayFirst)), Err(FieldError::YearOutOfRange), "{text}");
    }
}

#[test]
fn numbers_of_spreadsheets_and_computers_are_days() {
    let berlin = ParseContext {
        zone: Zone::fixed(60),
        ..context(DayFirst)
    };
    for (text, day) in [
        ("20000", "1954-10-03"),
        ("25569", "1970-01-01"),
        ("44197", "2021-01-01"),
        ("80000", "2119-01-11"),
    ] {
        assert_eq!(parse_date(text, &berlin), Ok(ymd(day)), "{text}");
    }
    // Half past eleven in the evening in UTC is the next day in Berlin.
    assert_eq!(parse_date("1769902200", &berlin), Ok(ymd("2026-02-01")));
    assert_eq!(parse_date("1769902200", &context(DayFirst)), Ok(ymd("2026-01-31")));
    assert_eq!(parse_date_time("1769902200.5", &berlin), Ok(1_769_902_200_500));
    assert_eq!(parse_date_time("1769902200123", &berlin), Ok(1_769_902_200_123));
    assert_eq!(parse_date_time("46053.75", &berlin), Ok(millis("2026-01-31T17:00:00Z")));
    assert_eq!(
        parse_date_time("46053.4270833333", &context(DayFirst)),
        Ok(millis("2026-01-31T10:15:00Z"))
    );
}

#[test]
fn instants_with_a_zone_are_exact() {
    let berlin = ParseContext {
        zone: Zone::fixed(60),
        ..context(DayFirst)
    };
    for (text, instant) in [
        ("2026-01-31T10:15:30Z", "2026-01-31T10:15:30Z"),
        ("2026-01-31t10:15:30z", "2026-01-31T10:15:30Z"),
        ("2026-01-31 10:15:30.123456 UTC", "2026-01-31T10:15:30.123Z"),
        ("2026-01-31T10:15:30,5+01:00", "2026-01-31T09:15:30.5Z"),
        ("2026-01-31T10:15+0530", "2026-01-31T04:45:00Z"),
        ("2026-01-31T10:15:30-08", "2026-01-31T18:15:30Z"),
        ("20260131T101530Z", "2026-01-31T10:15:30Z"),
        ("20260131T1015Z", "2026-01-31T10:15:00Z"),
        ("Sat, 31 Jan 2026 10:15:30 -0500", "2026-01-31T15:15:30Z"),
        ("Sat, 31 Jan 2026 10:15:30 EST", "2026-01-31T15:15:30Z"),
        (
            "Sat Jan 31 2026 10:15:30 GMT+0100 (Central European Standard Time)",
            "2026-01-31T09:15:30Z",
        ),
        ("Sat Jan 31 10:15:30 CET 2026", "2026-01-31T09:15:30Z"),
        ("31.01.2026 10:15 MEZ", "2026-01-31T09:15:00Z"),
        ("2026-01-31T10:15:30+01:00[Europe/Berlin]", "2026-01-31T09:15:30Z"),
        ("2026-12-31T23:59:60Z", "2027-01-01T00:00:00Z"),
    ] {
        assert_eq!(parse_date_time(text, &berlin), Ok(millis(instant)), "{text}");
    }
}

#[test]
fn instants_without_a_zone_are_local() {
    let berlin = ParseContext {
        zone: Zone::fixed(60),
        ..context(DayFirst)
    };
    for (text, instant) in [
        ("2026-01-31T10:15:30", "2026-01-31T10:15:30+01:00"),
        ("2026-01-31 10:15", "2026-01-31T10:15:00+01:00"),
        ("2026-01-31T10", "2026-01-31T10:00:00+01:00"),
        ("31.01.2026 10:15 Uhr", "2026-01-31T10:15:00+01:00"),
        ("31.01.2026, 10:15", "2026-01-31T10:15:00+01:00"),
        ("31. Januar 2026 um 10 Uhr", "2026-01-31T10:00:00+01:00"),
        ("31/01/2026 10h15", "2026-01-31T10:15:00+01:00"),
        ("31 janvier 2026 à 10h", "2026-01-31T10:00:00+01:00"),
        ("31/01/2026 3:05 PM", "2026-01-31T15:05:00+01:00"),
        ("31/01/2026 3:05:07pm", "2026-01-31T15:05:07+01:00"),
        ("31 Jan 2026 at 3 p.m.", "2026-01-31T15:00:00+01:00"),
        ("31 Jan 2026 12:05 am", "2026-01-31T00:05:00+01:00"),
        ("31 Jan 2026 12:05 PM", "2026-01-31T12:05:00+01:00"),
        ("31/01/2026 3:05\u{202f}PM", "2026-01-31T15:05:00+01:00"),
        ("10:15 31.01.2026", "2026-01-31T10:15:00+01:00"),
        ("2026-01-31 24:00", "2026-02-01T00:00:00+01:00"),
        ("2026-01-31", "2026-01-31T00:00:00+01:00"),
        ("31.01.26", "2026-01-31T00:00:00+01:00"),
        ("tomorrow 9:30", "2026-06-16T09:30:00+01:00"),
        ("46053", "2026-01-31T00:00:00+01:00"),
    ] {
        assert_eq!(parse_date_time(text, &berlin), Ok(millis(instant)), "{text}");
    }
}

#[test]
fn what_is_no_instant_is_refused_with_an_example() {
    for text in [
        "",
        "10:15",
        "3pm",
        "2026-02-30 10:15",
        "2026-01-31 25:00",
        "2026-01-31 24:01",
        "2026-01-31 10:60",
        "2026-01-31 10:15:61",
        "2026-01-31 10:5",
        "2026-01-31 13:00 pm",
        "2026-01-31 0:30 am",
        "2026-01-31 10:15 +15:00",
        "2026-01-31 10:15 +1:99",
        "2026-01-31 10:15 XYZ",
        "2026-01-31T",
        "2026-01-31 10:15 2026",
        "tomorrow at noon",
    ] {
        assert_eq!(
            parse_date_time(text, &context(DayFirst)),
            Err(FieldError::NotATime {
                example: "31/12/2026 14:30".into()
            }),
            "{text}"
        );
    }
    // The first day exists, and its midnight ahead of UTC lies in the year before.
    let ahead = ParseContext {
        zone: Zone::fixed(60),
        ..context(DayFirst)
    };
    assert_eq!(parse_date_time("0001-01-01", &ahead), Err(FieldError::YearOutOfRange));
    assert_eq!(
        parse_date_time("9999-12-31 23:59:59.999", &context(DayFirst)),
        Ok(253_402_300_799_999)
    );
}

fn any_order() -> impl Strategy<Value = DateOrder> {
    prop_oneof![Just(DayFirst), Just(MonthFirst), Just(YearFirst)]
}

proptest! {
    #[test]
    fn nothing_panics(text in "\\PC*|[-+]?[0-9]{0,6}[-/. T:][0-9A-Za-z]{0,6}[-/. T:,']{0,2}[0-9A-Za-z+-]{0,8}( [ap]\\.?m)?", order in any_order(), today: i32, offset in -1_000_i32..1_000) {
        let context = ParseContext { date_order: order, today, zone: Zone::fixed(offset), ..ParseContext::default() };
        if let Ok(day) = parse_date(&text, &context) {
            prop_assert!(days_to_date(day).is_some());
        }
        if let Ok(millis) = parse_date_time(&text, &context) {
            prop_assert!(days_to_date(millis.div_euclid(86_400_000) as i32).is_some());
        }
    }

    #[test]
    fn every_day_comes_back_in_every_order(day in -719_162_i32..=2_932_896, order in any_order()) {
        let context = context(order);
        let date = days_to_date(day).unwrap();
        let short = match order {
            DayFirst => "%d.%m.%Y",
            MonthFirst => "%m/%d/%Y",
            YearFirst => "%Y/%m/%d",
        };
        for format in ["%Y-%m-%d", short, "%d %B %Y", "%b %d, %Y", "%A, %d %b %Y"] {
            prop_assert_eq!(parse_date(&date.format(format).to_string(), &context), Ok(day), "{}", date.format(format));
        }
    }

    #[test]
    fn every_instant_comes_back(millis in -62_135_596_800_000_i64..=253_402_300_799_999, offset in -720_i32..=840) {
        let time = chrono::DateTime::from_timestamp_millis(millis).unwrap();
        let context = ParseContext { zone: Zone::fixed(offset), ..context(DayFirst) };
        prop_assert_eq!(parse_date_time(&time.to_rfc3339(), &context), Ok(millis));
        prop_assert_eq!(parse_date_time(&time.format("%d.%m.%Y %H:%M:%S%.3f Z").to_string(), &context), Ok(millis));
        prop_assert_eq!(parse_date_time(&time.format("%d.%m.%Y %I:%M:%S%.3f %p UTC").to_string(), &context), Ok(millis));
    }
}
