//! The days of a calendar as they are drawn: how much of each fits, and where events lie among hours.

use std::sync::Arc;

use bridge::query::{CalendarDay, CalendarEvent};
use model::validate::days_to_date;
use model::{CalendarSpan, ObjectDef};

use crate::platform::{clock, format};
use crate::routes::Route;
use crate::ui::schedule::{DAY_MINUTES, HourPlace, ScheduleDay, ScheduleEvent, ScheduleForm, side_by_side};
use crate::words;

/// What a day shows of its events, and how many it leaves out. A line that says how many takes the place of an event.
fn fitting(day: &CalendarDay, room: Option<usize>) -> usize {
    match room {
        Some(room) if day.count as usize > room => room.saturating_sub(1),
        _ => day.events.len(),
    }
}

/// Which day it is and how it is looked at: what the days of a page need to be drawn.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub span: CalendarSpan,
    pub form: ScheduleForm,
    /// A phone has less room.
    pub narrow: bool,
    /// First day of the month looked at, and its length.
    pub month: (i32, i32),
    /// Events that a day has room for; any number where days grow with them.
    pub room: Option<usize>,
    pub today: i32,
}

impl Frame {
    /// Events that have room beside each other among the hours of a day.
    const fn beside(self) -> usize {
        match (self.span, self.narrow) {
            (CalendarSpan::Day, false) => 6,
            (CalendarSpan::Day, true) | (_, false) => 3,
            (_, true) => 2,
        }
    }

    /// Events of the whole day that have room above the hours.
    const fn above(self) -> usize {
        if matches!(self.span, CalendarSpan::Day) { 8 } else { 3 }
    }
}

/// Minutes that an event takes of which nobody said how long.
const USUAL_LENGTH: u16 = 30;

/// Minutes of a day and minutes that it takes, for an event with a time. What begins with the day and has no length, or takes a
/// day and more, is there the whole day.
fn hours_of(event: &CalendarEvent) -> Option<(u16, u16)> {
    let start = clock::minute_of_day(event.time?);
    hours_at(start, event.seconds.map(|seconds| seconds / 60))
}

fn hours_at(start: u16, minutes: Option<i64>) -> Option<(u16, u16)> {
    let whole = match minutes {
        Some(minutes) => minutes >= i64::from(DAY_MINUTES),
        None => start == 0,
    };
    let length = minutes.map_or(USUAL_LENGTH, |minutes| {
        // What is shorter is drawn as long as this, so that it can be pressed.
        minutes.clamp(i64::from(USUAL_LENGTH), i64::from(DAY_MINUTES)) as u16
    });
    (!whole).then(|| (start, length.min(DAY_MINUTES - start)))
}

/// Where the events of a day lie among its hours, by number; those without a place are there the whole day, those that are
/// missing have no room.
fn placed(day: &CalendarDay, frame: Frame) -> Vec<(usize, Option<HourPlace>)> {
    let (mut timed, mut whole) = (Vec::new(), Vec::new());
    for (at, event) in day.events.iter().enumerate() {
        match hours_of(event) {
            Some(hours) => timed.push((at, hours)),
            None => whole.push((at, None)),
        }
    }
    whole.truncate(frame.above());
    let hours = timed.iter().map(|(_, hours)| *hours).collect::<Vec<_>>();
    let places = side_by_side(&hours, frame.beside());
    let places = timed.iter().zip(places).filter_map(|((at, _), place)| Some((*at, Some(place?))));
    whole.into_iter().chain(places).collect()
}

pub(super) fn schedule_day(day: &CalendarDay, frame: Frame, def: &ObjectDef) -> ScheduleDay {
    let list = matches!(frame.form, ScheduleForm::List | ScheduleForm::Hours);
    let places = match frame.form {
        ScheduleForm::Hours => placed(day, frame),
        _ => (0..fitting(day, frame.room)).map(|at| (at, None)).collect(),
    };
    let fit = places.len();
    let events = places.into_iter().map(|(at, place)| (&day.events[at], place));
    let events = events.map(|(event, place)| ScheduleEvent {
        id: event.id.0,
        title: if event.title.is_empty() {
            words::value::empty().to_owned()
        } else {
            event.title.clone()
        },
        // Beside the whole day a time would say nothing.
        time: match event.time {
            Some(time) if place.is_some() || frame.form != ScheduleForm::Hours => format::time(time),
            _ => String::new(),
        },
        place,
        href: Route::Record(def.key.clone(), event.id).href(),
    });
    let left_out = (day.count as usize).saturating_sub(fit);
    let (first, length) = frame.month;
    let name = format::date_long(day.day);
    ScheduleDay {
        day: day.day,
        label: if list {
            words::calendar::day_label(&format::weekday_short(day.day), &format::date_short(day.day))
        } else {
            days_to_date(day.day)
                .map(|date| chrono::Datelike::day(&date).to_string())
                .unwrap_or_default()
        },
        name: match day.count {
            0 => name,
            count => words::calendar::day_name(&name, &words::counted(def, u64::from(count))),
        },
        outside: frame.span == CalendarSpan::Month && !(first..first + length).contains(&day.day),
        today: day.day == frame.today,
        count: if day.count == 0 {
            String::new()
        } else {
            words::number(u64::from(day.count))
        },
        events: Arc::new(events.collect()),
        more: if left_out == 0 {
            String::new()
        } else {
            words::calendar::more(&words::number(left_out as u64))
        },
    }
}

#[cfg(test)]
mod tests {
    use model::RecordId;

    use super::*;

    #[test]
    fn the_line_that_says_how_many_more_takes_the_place_of_an_event() {
        let event = CalendarEvent {
            id: RecordId(1),
            title: String::new(),
            time: None,
            seconds: None,
            cells: Vec::new(),
        };
        let day = |count: u32, events: usize| CalendarDay {
            day: 0,
            count,
            events: vec![event.clone(); events],
        };
        assert_eq!(fitting(&day(4, 4), Some(4)), 4);
        assert_eq!(fitting(&day(5, 4), Some(4)), 3);
        assert_eq!(fitting(&day(900, 500), None), 500);
    }

    #[test]
    fn what_has_no_time_of_day_is_there_the_whole_day() {
        assert_eq!(hours_at(540, None), Some((540, 30)));
        assert_eq!(hours_at(540, Some(5)), Some((540, 30)), "what is short can still be pressed");
        assert_eq!(hours_at(1_380, Some(120)), Some((1_380, 60)), "the rest belongs to the next day");
        assert_eq!(hours_at(0, Some(60)), Some((0, 60)));
        assert_eq!(hours_at(0, None), None);
        assert_eq!(hours_at(540, Some(1_440)), None);
    }
}
