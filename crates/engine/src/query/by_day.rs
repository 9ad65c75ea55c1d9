//! Calendars: the rows of a view by the days of a date field.
//!
//! A window of days is asked for and a bounded number of records of each is answered, so what crosses to the interface does not
//! grow with the workspace. The asker says when its days begin, because only it knows the clock changes of its time zone.

use bridge::query::{CalendarDay, CalendarEvent, CalendarPage, OpenCalendar, ViewId};
use model::block::NONE_I64;
use model::{FieldKey, FieldKind, Value, View, order};

use super::QueryError;
use super::cells::cell;
use super::views::{Live, Plan};
use crate::columns::Column;
use crate::reader::Reader;
use crate::workspace::Workspace;

/// Most days of one window: six weeks, or the longest agenda.
pub(super) const MOST_DAYS: usize = 400;

/// Most records of one day in an answer.
const MOST_EVENTS: u32 = 500;

/// A compiled calendar.
#[derive(Clone, Debug)]
pub(super) struct ByDay {
    open: OpenCalendar,
    /// Field of the days.
    date: u16,
    key: FieldKey,
    /// Its values are instants, not days.
    is_time: bool,
    /// How long an event takes.
    length: Option<u16>,
    /// Fields of an event.
    card: Vec<(u16, FieldKey)>,
}

impl ByDay {
    /// Compiles a calendar.
    ///
    /// # Errors
    /// [`QueryError`] when the view does not compile or its date is no date field.
    pub(super) fn new(mut open: OpenCalendar, workspace: &Workspace) -> Result<(ViewId, Self, Plan), QueryError> {
        let mut plan = Plan::new(open.view.clone(), workspace)?;
        let unknown = || QueryError::UnknownObject(open.view.object.clone());
        let object = workspace.schema().object(&open.view.object).ok_or_else(unknown)?;
        let table = workspace.table(&open.view.object).ok_or_else(unknown)?;
        let no_date = |field: &str| QueryError::NoDateField { field: field.to_owned() };
        let key = open.view.date.clone().ok_or_else(|| no_date(&object.plural))?;
        let (definition, date) = object.field(&key).zip(table.field(&key)).ok_or_else(|| QueryError::UnknownField {
            object: object.plural.clone(),
            field: key.clone(),
        })?;
        let is_time = match definition.kind {
            FieldKind::Date => false,
            FieldKind::DateTime => true,
            _ => return Err(no_date(&definition.label)),
        };
        let keys = if open.view.card.is_empty() { &object.card } else { &open.view.card };
        let card = keys
            .iter()
            .filter(|candidate| **candidate != key && **candidate != object.primary)
            .filter_map(|key| object.field(key).and_then(|_| table.field(key)).map(|field| (field, key.clone())))
            .collect::<Vec<_>>();
        let length = object.length().and_then(|field| table.field(&field.key)).filter(|_| is_time);
        let shown = card
            .iter()
            .map(|(field, _)| *field)
            .chain([date])
            .chain(length)
            .chain(object.naming().filter_map(|field| table.field(&field.key)));
        shown.for_each(|field| plan.show(workspace, field));
        open.midnights.truncate(MOST_DAYS + 1);
        open.events = open.events.min(MOST_EVENTS);
        let id = open.id;
        Ok((
            id,
            Self {
                open,
                date,
                key,
                is_time,
                length,
                card,
            },
            plan,
        ))
    }

    /// What was asked for, with its view.
    pub(super) fn reopened(&self, view: View) -> OpenCalendar {
        OpenCalendar { view, ..self.open.clone() }
    }

    /// The days of the window with their first records.
    pub(super) fn page(&self, live: &Live, reader: Reader<'_>) -> CalendarPage {
        let table = &reader.workspace.tables()[usize::from(live.plan.table)];
        let values = match reader.column(table, self.date) {
            Column::Int(values) => values.as_slice(),
            _ => &[],
        };
        let days = self.open.midnights.len().saturating_sub(1);
        let mut rows: Vec<Vec<(i64, u32)>> = vec![Vec::new(); days];
        let (mut undated, mut total) = (0, 0);
        for &row in live.rows() {
            let value = values.get(row as usize).copied().unwrap_or(NONE_I64);
            if value == NONE_I64 {
                undated += 1;
            } else if let Some(day) = self.day_of(value).and_then(|day| rows.get_mut(day)) {
                day.push((value, row));
                total += 1;
            }
        }
        let days = rows.into_iter().enumerate().map(|(index, mut rows)| {
            let count = rows.len() as u32;
            // By the clock; what is at the same time, or on a day without one, stays in the order of the view.
            order::keep_first_by(&mut rows, self.open.events as usize, |one, other| one.0.cmp(&other.0));
            CalendarDay {
                day: self.open.first + index as i32,
                count,
                events: rows.into_iter().map(|(value, row)| self.event(value, row, live, reader)).collect(),
            }
        });
        CalendarPage {
            view: self.open.id,
            field: self.key.clone(),
            days: days.collect(),
            total,
            undated,
            micros: 0,
        }
    }

    /// Number of a value's day in the window.
    fn day_of(&self, value: i64) -> Option<usize> {
        if self.is_time {
            self.open.midnights.partition_point(|&midnight| midnight <= value).checked_sub(1)
        } else {
            usize::try_from(value - i64::from(self.open.first)).ok()
        }
    }

    fn event(&self, value: i64, row: u32, live: &Live, reader: Reader<'_>) -> CalendarEvent {
        let table = &reader.workspace.tables()[usize::from(live.plan.table)];
        let handle = table.handle(row);
        let cells = self.card.iter().map(|(field, key)| (key.clone(), cell(reader, table, row, *field)));
        let length = self.length.and_then(|field| reader.value(table, row, field));
        CalendarEvent {
            id: reader.id(handle),
            title: reader.name(handle),
            time: self.is_time.then_some(value),
            seconds: match length {
                Some(Value::Int(seconds)) => Some(seconds),
                _ => None,
            },
            cells: cells.filter(|(_, cell)| !cell.is_empty()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use model::{Filter, Operator};
    use proptest::prelude::*;

    use super::*;
    use crate::query::testkit::{TODAY, World, id};
    use crate::query::views::Views;

    const DAY: i64 = 86_400_000;

    fn of(view: View, first: i32, days: i32) -> OpenCalendar {
        OpenCalendar {
            id: 1,
            view,
            first,
            midnights: (0..=days).map(|day| i64::from(first + day) * DAY - 3_600_000).collect(),
            events: 3,
        }
    }

    fn by(object: &str, field: &str) -> View {
        View {
            date: Some(field.into()),
            ..View::table(object)
        }
    }

    fn page(world: &mut World, open: OpenCalendar) -> Result<CalendarPage, QueryError> {
        let mut views = Views::new();
        views.open_calendar(open, &world.workspace)?;
        let computed = views.computed(1)?.to_vec();
        world.computed.refresh(&world.workspace, &computed, world.moment);
        views.calendar(1, world.reader())
    }

    fn task(world: &mut World, n: u8, due: Option<i32>) {
        world.set("task", id("task", n), "title", Value::Text(format!("Task {n}")));
        world.set("task", id("task", n), "due", due.map(Value::Date));
    }

    #[test]
    fn days_hold_their_records_and_say_how_many_more() {
        let mut world = World::new();
        for n in 0..5 {
            task(&mut world, n, Some(TODAY));
        }
        task(&mut world, 5, Some(TODAY + 6));
        task(&mut world, 6, Some(TODAY + 7));
        task(&mut world, 7, Some(TODAY - 1));
        task(&mut world, 8, None);
        let page = page(&mut world, of(by("task", "due"), TODAY, 7)).unwrap();
        let counts = page
            .days
            .iter()
            .map(|day| (day.day - TODAY, day.count, day.events.len()))
            .collect::<Vec<_>>();
        assert_eq!(
            counts,
            [(0, 5, 3), (1, 0, 0), (2, 0, 0), (3, 0, 0), (4, 0, 0), (5, 0, 0), (6, 1, 1)]
        );
        assert_eq!((page.total, page.undated), (6, 1));
        assert_eq!(page.days[0].events[0].title, "Task 4", "the newest first, as the view is");
        assert_eq!(page.days[0].events[0].time, None);
    }

    #[test]
    fn instants_stand_on_the_asker_s_day_in_the_order_of_the_clock() {
        let mut world = World::new();
        let midnight = i64::from(TODAY) * DAY - 3_600_000;
        for (n, at) in [(0, midnight + 5), (1, midnight - 1), (2, midnight), (3, midnight + 2 * DAY)]
            .into_iter()
            .enumerate()
        {
            let order = id("order", n as u8);
            world.set("order", order, "number", Value::Text(format!("{}", at.0)));
            world.set("order", order, "date", Value::Time(at.1));
        }
        let page = page(&mut world, of(by("order", "date"), TODAY - 1, 3)).unwrap();
        let titles = |day: usize| page.days[day].events.iter().map(|event| &*event.title).collect::<Vec<_>>();
        assert_eq!((titles(0), titles(1), titles(2)), (vec!["1"], vec!["2", "0"], vec![]));
        assert_eq!(page.days[1].events[0].time, Some(midnight));
    }

    #[test]
    fn what_takes_time_says_how_long() {
        let mut world = World::new();
        for (n, length) in [(0, Some(5_400)), (1, None)] {
            let activity = id("activity", n);
            world.set("activity", activity, "at", Value::Time(i64::from(TODAY) * DAY + i64::from(n)));
            world.set("activity", activity, "duration", length.map(Value::Int));
        }
        let page = page(&mut world, of(by("activity", "at"), TODAY, 1)).unwrap();
        let lengths = page.days[0].events.iter().map(|event| event.seconds).collect::<Vec<_>>();
        assert_eq!(lengths, [Some(5_400), None]);
    }

    #[test]
    fn a_day_that_the_clocks_make_longer_keeps_its_records() {
        let mut world = World::new();
        let order = id("order", 0);
        let start = i64::from(TODAY) * DAY;
        world.set("order", order, "date", Value::Time(start + 24 * 3_600_000 + 1));
        let mut open = of(by("order", "date"), TODAY, 2);
        // The first day has 25 hours.
        open.midnights = vec![start, start + 25 * 3_600_000, start + 49 * 3_600_000];
        let page = page(&mut world, open).unwrap();
        assert_eq!(page.days.iter().map(|day| day.count).collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn filters_hold_and_fields_that_are_no_dates_are_refused() {
        let mut world = World::new();
        task(&mut world, 0, Some(TODAY));
        task(&mut world, 1, Some(TODAY));
        let filtered = View {
            filter: Filter::field("title", Operator::Contains, vec!["1".into()]),
            ..by("task", "due")
        };
        assert_eq!(page(&mut world, of(filtered, TODAY, 1)).unwrap().total, 1);
        let refused = |view: View, world: &mut World| page(world, of(view, TODAY, 1)).unwrap_err();
        assert!(matches!(refused(by("task", "title"), &mut world), QueryError::NoDateField { .. }));
        assert!(matches!(refused(by("task", "gone"), &mut world), QueryError::UnknownField { .. }));
        assert!(matches!(refused(View::table("task"), &mut world), QueryError::NoDateField { .. }));
    }

    #[test]
    fn windows_and_days_are_bounded_whatever_is_asked_for() {
        let mut world = World::new();
        task(&mut world, 0, Some(i32::MAX));
        let mut open = of(by("task", "due"), TODAY, 2_000);
        open.events = u32::MAX;
        assert_eq!(page(&mut world, open).unwrap().days.len(), MOST_DAYS);
        let mut none = of(by("task", "due"), TODAY, 0);
        none.midnights.clear();
        assert_eq!(page(&mut world, none).unwrap().days.len(), 0);
    }

    proptest! {
        #[test]
        fn every_record_is_counted_once(due in prop::collection::vec(prop::option::of(-10i32..20), 0..40)) {
            let mut world = World::new();
            for (n, due) in due.iter().enumerate() {
                task(&mut world, n as u8, due.map(|day| TODAY + day));
            }
            let page = page(&mut world, of(by("task", "due"), TODAY, 7)).unwrap();
            for (index, day) in page.days.iter().enumerate() {
                let expected = due.iter().filter(|due| **due == Some(index as i32)).count();
                prop_assert_eq!(day.count as usize, expected);
                prop_assert_eq!(day.events.len(), expected.min(3));
            }
            prop_assert_eq!(page.undated as usize, due.iter().filter(|due| due.is_none()).count());
        }
    }
}
