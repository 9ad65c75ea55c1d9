//! Where a person is: days of instants by the offset of their own time, whatever clocks show today, and weeks from the day that the
//! person has set.

use bridge::chart::Label;
use bridge::{Cell, Command, Input, Reply, Request};
use model::{Chart, Dimension, Filter, Operator, ParseContext, RecordId, Unit, Value, Zone};

use super::desk::Desk;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// 16 July 2025. Today is 12 March 2026.
const JULY: i32 = 20_285;
/// 16 January 2026.
const JANUARY: i32 = 20_469;

/// An hour more from one instant to another, as summer time is.
fn zone(minutes: i32, summer: std::ops::Range<i64>) -> Zone {
    let offset = |millis: i64| minutes + if summer.contains(&millis) { 60 } else { 0 };
    Zone::read(offset, 19_000 * DAY, 21_000 * DAY, 14 * DAY)
}

/// Summer from 30 March to 26 October 2025.
fn berlin() -> Zone {
    zone(60, 20_177 * DAY + HOUR..20_387 * DAY + HOUR)
}

/// Summer from 9 March to 2 November 2025, and from 8 March 2026 on.
fn new_york() -> Zone {
    let offset = |millis: i64| {
        let is_summer = (20_156 * DAY + 7 * HOUR..20_394 * DAY + 6 * HOUR).contains(&millis) || millis >= 20_520 * DAY + 7 * HOUR;
        if is_summer { -240 } else { -300 }
    };
    Zone::read(offset, 19_000 * DAY, 21_000 * DAY, 14 * DAY)
}

fn desk(zone: Zone, week_starts_on: u8) -> Desk {
    let desk = Desk::new();
    let context = ParseContext {
        zone,
        week_starts_on,
        ..ParseContext::default()
    };
    assert_eq!(desk.ask(Request::SetContext(context)), Ok(Reply::Ok));
    desk
}

fn call(desk: &Desk, at: Input) -> RecordId {
    let fields = vec![("type".into(), Input::Value(Value::from("call"))), ("at".into(), at)];
    let done = desk.run(Command::Create {
        object: "activity".into(),
        fields,
    });
    done.unwrap().record.unwrap().id
}

fn count(desk: &Desk, filter: Filter) -> u32 {
    match desk.ask(Request::Count {
        object: "activity".into(),
        filter,
    }) {
        Ok(Reply::Count(count)) => count,
        other => panic!("{other:?}"),
    }
}

/// First and last days of the categories that have activities.
fn charted(desk: &Desk, unit: Unit) -> Vec<(i32, i32)> {
    let chart = Chart {
        by: Some(Dimension::time("at", unit)),
        ..Chart::of("activity")
    };
    let Ok(Reply::Chart(page)) = desk.ask(Request::Chart(Box::new(chart))) else {
        panic!("no chart")
    };
    let with = page.categories.iter().zip(&page.values).filter(|(_, values)| values[0].count > 0);
    with.map(|(category, _)| match category.label {
        Label::Days { first, last, .. } => (first, last),
        ref other => panic!("{other:?}"),
    })
    .collect()
}

#[test]
fn an_instant_near_midnight_is_counted_on_the_day_that_it_was_there() {
    for (zone, july, january) in [
        // Half past midnight by the clocks of Berlin in summer and in winter.
        (
            berlin(),
            i64::from(JULY) * DAY - 90 * 60_000,
            i64::from(JANUARY) * DAY - 30 * 60_000,
        ),
        // Half past eleven in the evening of New York in summer and in winter.
        (
            new_york(),
            i64::from(JULY + 1) * DAY + 3 * HOUR + 30 * 60_000,
            i64::from(JANUARY + 1) * DAY + 4 * HOUR + 30 * 60_000,
        ),
    ] {
        let desk = desk(zone, 0);
        for at in [july, january] {
            call(&desk, Input::Value(Value::Time(at)));
        }
        for day in [JULY, JANUARY] {
            let on = |day: i32| count(&desk, Filter::field("at", Operator::Is, vec![Value::Date(day)]));
            assert_eq!([on(day - 1), on(day), on(day + 1)], [0, 1, 0], "{day}");
            let after = count(&desk, Filter::field("at", Operator::Greater, vec![Value::Date(day - 1)]));
            assert_eq!(after, if day == JULY { 2 } else { 1 });
        }
        assert_eq!(charted(&desk, Unit::Day), [(JULY, JULY), (JANUARY, JANUARY)]);
    }
}

#[test]
fn a_time_that_is_typed_is_that_of_the_clocks_of_its_day() {
    let desk = desk(berlin(), 0);
    for (text, at) in [
        ("2025-07-16 14:30", i64::from(JULY) * DAY + 12 * HOUR + 30 * 60_000),
        ("2026-01-16 14:30", i64::from(JANUARY) * DAY + 13 * HOUR + 30 * 60_000),
    ] {
        let made = call(&desk, Input::Text(text.into()));
        assert_eq!(desk.cell("activity", made, "at"), Cell::Time(at), "{text}");
    }
}

#[test]
fn this_week_and_weeks_of_charts_begin_where_the_person_begins_them() {
    // Today is a Thursday.
    let today = 20_524;
    for (starts, first) in [(0, today - 3), (6, today - 4), (5, today - 5)] {
        let desk = desk(Zone::fixed(0), starts);
        for day in [first - 1, first, first + 6, first + 7] {
            call(&desk, Input::Value(Value::Time(i64::from(day) * DAY + 12 * HOUR)));
        }
        let week = |operator| count(&desk, Filter::relative("at", operator, 1, Unit::Week));
        assert_eq!((week(Operator::InThis), week(Operator::InPrevious)), (2, 1), "{starts}");
        let weeks = [first - 7, first, first + 7].map(|first| (first, first + 6));
        assert_eq!(charted(&desk, Unit::Week), weeks, "{starts}");
    }
}

#[test]
fn another_first_day_of_the_week_moves_views_that_are_open() {
    let desk = desk(Zone::fixed(0), 0);
    // The Sunday before today.
    call(&desk, Input::Value(Value::Time((20_524 - 4) * DAY)));
    let week = Filter::relative("at", Operator::InThis, 1, Unit::Week);
    assert_eq!(count(&desk, week.clone()), 0);
    let context = ParseContext {
        week_starts_on: 6,
        ..ParseContext::default()
    };
    assert_eq!(desk.ask(Request::SetContext(context)), Ok(Reply::Ok));
    assert_eq!(count(&desk, week), 1);
}
