//! Tests of calendars: entries, their times in the zones of the file, and what is left out.

use proptest::prelude::*;

use super::*;
use crate::table::{LoadError, LoadOptions, Sheet};

const BERLIN: &str = "BEGIN:VTIMEZONE\nTZID:Europe/Berlin\nBEGIN:DAYLIGHT\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nDTSTART:19810329T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\nBEGIN:STANDARD\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nDTSTART:19961027T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nEND:VTIMEZONE";

fn load(text: &str, tasks: bool) -> Result<Sheet, LoadError> {
    let options = LoadOptions {
        tasks,
        ..LoadOptions::default()
    };
    Sheet::from_bytes("calendar.ics", text.as_bytes(), options)
}

fn calendar(inside: &str) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{inside}\n{BERLIN}\nEND:VCALENDAR\n")
}

fn cells(sheet: &Sheet, row: u32) -> Vec<String> {
    sheet.row(row).into_iter().map(|cell| cell.into_owned()).collect()
}

fn kinds(sheet: &Sheet) -> Vec<(u32, FormProblem)> {
    sheet.problems.list().iter().map(|problem| (problem.line, problem.kind)).collect()
}

fn event(properties: &str) -> Sheet {
    load(&calendar(&format!("BEGIN:VEVENT\n{properties}\nEND:VEVENT")), false).unwrap()
}

#[test]
fn an_event_is_a_meeting_with_its_people_and_its_place() {
    let sheet = event(
        "UID:1@x\nSUMMARY:Talk\\, long\nDTSTART;TZID=Europe/Berlin:20260310T100000\nDTEND;TZID=Europe/Berlin:20260310T113000\nLOCATION:Room 5\nDESCRIPTION:First\\nSecond\nORGANIZER;CN=Ada:MAILTO:Ada@x.org\nATTENDEE;CUTYPE=ROOM:mailto:room@x.org\nATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@\n x.org\nATTENDEE;EMAIL=eve@x.org:urn:uuid:7\nBEGIN:VALARM\nDESCRIPTION:ring\nEND:VALARM",
    );
    let expected = [
        "Talk, long",
        "meeting",
        "2026-03-10T10:00:00+01:00",
        "1:30:00",
        "Room 5\n\nFirst\nSecond",
        "ada@x.org",
        "bob@x.org; eve@x.org",
        "1@x",
    ];
    assert_eq!(cells(&sheet, 0), expected);
    assert_eq!((sheet.line(0), kinds(&sheet)), (3, vec![]));
}

#[test]
fn times_are_told_in_the_zone_that_the_file_describes() {
    for (property, at, problem) in [
        ("DTSTART:20260131T101530Z", "2026-01-31T10:15:30Z", None),
        ("DTSTART:20260131T101530", "2026-01-31T10:15:30", None),
        ("DTSTART;VALUE=DATE:20260131", "2026-01-31", None),
        ("DTSTART;TZID=Europe/Berlin:20260701T120000", "2026-07-01T12:00:00+02:00", None),
        ("DTSTART;TZID=\"Europe/Berlin\":20261025T013000", "2026-10-25T01:30:00+02:00", None),
        // Once skipped, once there twice.
        ("DTSTART;TZID=Europe/Berlin:20260329T023000", "2026-03-29T02:30:00+01:00", None),
        ("DTSTART;TZID=Europe/Berlin:20260329T030000", "2026-03-29T03:00:00+02:00", None),
        ("DTSTART;TZID=Europe/Berlin:20261025T023000", "2026-10-25T02:30:00+02:00", None),
        ("DTSTART;TZID=Europe/Berlin:20261025T030000", "2026-10-25T03:00:00+01:00", None),
        ("DTSTART;TZID=Europe/Berlin:19700101T000000", "1970-01-01T00:00:00+01:00", None),
        (
            "DTSTART;TZID=Nowhere:20260131T101530",
            "2026-01-31T10:15:30",
            Some(FormProblem::UnknownZone),
        ),
        ("DTSTART:20260230T101530Z", "20260230T101530Z", None),
        ("DTSTART:soon", "soon", None),
    ] {
        let sheet = event(&format!("SUMMARY:x\n{property}"));
        assert_eq!(cells(&sheet, 0)[2], at, "{property}");
        assert_eq!(
            kinds(&sheet).into_iter().map(|(_, kind)| kind).collect::<Vec<_>>(),
            Vec::from_iter(problem),
            "{property}"
        );
    }
}

#[test]
fn zones_of_other_programs_are_read_as_they_write_them() {
    let zone = "BEGIN:VTIMEZONE\nTZID:(UTC-05:00) Bogota\\, Lima\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VTIMEZONE\nTZID:Old\nBEGIN:STANDARD\nDTSTART:20061105T020000\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=SU;BYMONTHDAY=1,2,3,4,5,6,7;UNTIL=20101107T060000Z\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:20070311T020000\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nRDATE:20080309T020000\nEND:DAYLIGHT\nEND:VTIMEZONE";
    for (property, at) in [
        (
            "DTSTART;TZID=\"(UTC-05:00) Bogota, Lima\":20260701T120000",
            "2026-07-01T12:00:00-05:00",
        ),
        ("DTSTART;TZID=Old:20070701T120000", "2007-07-01T12:00:00-04:00"),
        ("DTSTART;TZID=Old:20071104T015900", "2007-11-04T01:59:00-04:00"),
        ("DTSTART;TZID=Old:20071104T020000", "2007-11-04T02:00:00-05:00"),
        ("DTSTART;TZID=Old:20080701T120000", "2008-07-01T12:00:00-04:00"),
        ("DTSTART;TZID=Old:20090701T120000", "2009-07-01T12:00:00-05:00"),
    ] {
        let text = format!("BEGIN:VCALENDAR\n{zone}\nBEGIN:VEVENT\nSUMMARY:x\n{property}\nEND:VEVENT\nEND:VCALENDAR");
        assert_eq!(cells(&load(&text, false).unwrap(), 0)[2], at, "{property}");
    }
}

#[test]
fn how_long_an_event_is_follows_from_its_end_or_its_duration() {
    for (properties, duration, problem) in [
        ("DTSTART:20260131T100000Z\nDTEND:20260131T103000Z", "0:30:00", None),
        (
            "DTSTART;TZID=Europe/Berlin:20260131T100000\nDTEND:20260131T100000Z",
            "1:00:00",
            None,
        ),
        ("DTSTART:20260131T100000Z\nDURATION:P1DT2H", "26:00:00", None),
        ("DTSTART;VALUE=DATE:20260131\nDTEND;VALUE=DATE:20260203", "72:00:00", None),
        ("DTSTART;VALUE=DATE:20260131", "24:00:00", None),
        ("DTSTART:20260131T100000Z", "", None),
        (
            "DTSTART:20260131T100000Z\nDTEND:20260131T090000Z",
            "",
            Some(FormProblem::EndsBeforeStart),
        ),
        ("DTSTART:20260131T100000Z\nDURATION:-PT5M", "", None),
        ("DTSTART:20260131T100000Z\nDURATION:PT99999999999999999999H", "", None),
    ] {
        let sheet = event(&format!("UID:u\nSUMMARY:x\n{properties}"));
        assert_eq!(cells(&sheet, 0)[3], duration, "{properties}");
        assert_eq!(
            kinds(&sheet).into_iter().map(|(_, kind)| kind).collect::<Vec<_>>(),
            Vec::from_iter(problem),
            "{properties}"
        );
    }
}

#[test]
fn series_are_taken_once_and_cancelled_entries_not_at_all() {
    let series = "BEGIN:VEVENT\nUID:s\nSUMMARY:Weekly\nDTSTART:20260105T100000Z\nRRULE:FREQ=SECONDLY\nEND:VEVENT";
    let moved = "BEGIN:VEVENT\nUID:s\nRECURRENCE-ID:20260112T100000Z\nSUMMARY:Weekly, moved\nDTSTART:20260113T100000Z\nEND:VEVENT";
    let cancelled = "BEGIN:VEVENT\nUID:c\nSUMMARY:No\nSTATUS:CANCELLED\nEND:VEVENT";
    let others = "BEGIN:VJOURNAL\nSUMMARY:j\nEND:VJOURNAL\nBEGIN:VFREEBUSY\nEND:VFREEBUSY";
    let sheet = load(&calendar(&[series, moved, cancelled, others].join("\n")), false).unwrap();
    assert_eq!(sheet.rows(), 2);
    assert_eq!(
        (cells(&sheet, 0)[7].as_str(), cells(&sheet, 1)[7].as_str()),
        ("s", "s 20260112T100000Z")
    );
    let expected = [
        (7, FormProblem::Repeats),
        (15, FormProblem::Cancelled),
        (20, FormProblem::EntriesLeftOut { count: 2 }),
    ];
    assert_eq!(kinds(&sheet), expected);
}

#[test]
fn tasks_have_their_day_and_whether_they_are_done() {
    let tasks = [
        "SUMMARY:Call\nDUE;VALUE=DATE:20260131\nPRIORITY:1\nCATEGORIES:Sales,Urgent\nATTENDEE:mailto:a@x.org\nATTENDEE:mailto:b@x.org",
        "UID:t-2\nRECURRENCE-ID:20260131\nSUMMARY:Sent\nDUE:20260131T220000Z\nSTATUS:COMPLETED\nCOMPLETED:20260130T080000Z\nPRIORITY:5",
        "DESCRIPTION:No title\\nbut a text\nDTSTART;VALUE=DATE:20260201\nSTATUS:NEEDS-ACTION\nPRIORITY:9",
    ];
    let tasks = tasks.map(|task| format!("BEGIN:VTODO\n{task}\nEND:VTODO\n")).concat();
    let both = calendar(&format!("{tasks}BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT"));
    assert!(has_tasks_beside_events(both.as_bytes()) && !has_tasks_beside_events(calendar(&tasks).as_bytes()));
    let sheet = load(&both, true).unwrap();
    assert_eq!(
        cells(&sheet, 0),
        ["Call", "open", "2026-01-31", "high", "", "", "a@x.org", "Sales; Urgent"]
    );
    let sent = [
        "Sent",
        "done",
        "2026-01-31",
        "normal",
        "2026-01-30T08:00:00Z",
        "",
        "",
        "",
        "t-2 20260131",
    ];
    assert_eq!(cells(&sheet, 1), sent);
    assert_eq!(
        cells(&sheet, 2),
        ["No title", "open", "2026-02-01", "low", "", "No title\nbut a text"]
    );
    assert_eq!(load(&both, false).unwrap().rows(), 1);
    assert_eq!(
        load(&calendar(&tasks), false).unwrap().rows(),
        3,
        "tasks alone are what the file is about"
    );
}

#[test]
fn a_task_is_due_on_the_day_that_it_is_where_one_is() {
    for (due, offset, day) in [
        ("DUE:20260131T220000Z", 0, "2026-01-31"),
        ("DUE:20260131T220000Z", 120, "2026-02-01"),
        ("DUE:20260131T020000Z", -300, "2026-01-30"),
        ("DUE;TZID=Europe/Berlin:20260131T003000", 0, "2026-01-30"),
        ("DUE;TZID=Europe/Berlin:20260131T003000", 60, "2026-01-31"),
        // Days and times on the wall are the same everywhere.
        ("DUE:20260131T230000", 120, "2026-01-31"),
        ("DUE;VALUE=DATE:20260131", -300, "2026-01-31"),
        ("DUE:soon", 120, "soon"),
    ] {
        let text = calendar(&format!("BEGIN:VTODO\nSUMMARY:x\n{due}\nEND:VTODO"));
        let options = LoadOptions {
            zone: Zone::fixed(offset),
            ..LoadOptions::default()
        };
        let sheet = Sheet::from_bytes("x.ics", text.as_bytes(), options).unwrap();
        assert_eq!(cells(&sheet, 0)[2], day, "{due} {offset}");
    }
}

#[test]
fn what_is_never_closed_ends_where_the_next_begins() {
    let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\nBEGIN:VALARM\nBEGIN:VEVENT\nSUMMARY:b\nnonsense\nEND:VCALENDAR\n";
    let sheet = load(text, false).unwrap();
    assert_eq!((cells(&sheet, 0)[0].clone(), cells(&sheet, 1)[0].clone()), ("a".into(), "b".into()));
    assert_eq!(kinds(&sheet).iter().filter(|(_, kind)| *kind == FormProblem::NotClosed).count(), 2);
    assert_eq!(
        load("BEGIN:VCALENDAR\nEND:VCALENDAR", false).err(),
        Some(LoadError::Calendar(CalendarError::NoEntries))
    );
}

proptest! {
    #[test]
    fn days_count_as_the_model_counts_them(day in -700_000_i64..2_900_000) {
        let text = crate::export::day_text(day).unwrap();
        let (seconds, is_day, _) = moment::local(&text.replace('-', "")).unwrap();
        prop_assert!(is_day);
        prop_assert_eq!(seconds, day * 86_400);
    }

    #[test]
    fn no_text_makes_it_panic(text in "(BEGIN:VEVENT|BEGIN:VTODO|END:VEVENT|BEGIN:VTIMEZONE|BEGIN:STANDARD|END:STANDARD|TZID:|;TZID=a:|DTSTART|:2026013[0-9]T|RRULE:FREQ=YEARLY;BYMONTH=|BYDAY=|UNTIL=|DURATION:P|TZOFFSETTO:|\n|\n |[ -~é]){0,60}", tasks: bool) {
        let _ = load(&format!("BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:a\n{text}"), tasks);
    }
}
