//! Putting something off: tomorrow, the next day of work, next week, or a day from the calendar. Used for tasks and for suggestions.

use chrono::NaiveDate;
use model::validate::days_to_date;

use crate::platform::{clock, format, working::WorkingHours};
use crate::reactive::prelude::*;
use crate::ui::{
    dialog::Dialog,
    field::Calendar,
    icon::Glyph,
    menu::{MenuButton, MenuEntry, MenuItem},
    popover::Align,
};
use crate::value::days_of;
use crate::words;

/// The Monday after a day. Day 0 of the count was a Thursday.
fn next_monday(day: i32) -> i32 {
    let weekday = (day + 3).rem_euclid(7);
    day + 7 - weekday
}

/// The same day of the next month, or its last one.
fn in_a_month(day: i32) -> i32 {
    let later = days_to_date(day).and_then(|date| date.checked_add_months(chrono::Months::new(1)));
    later.map_or(day + 30, days_of)
}

/// A button with the days to choose from.
#[component]
pub fn SnoozeButton(
    /// What is put off, for the button's name.
    #[prop(into)]
    what: String,
    /// The day it comes back.
    #[prop(into)]
    on_pick: Callback<i32>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let entries = Signal::derive(move || {
        let today = clock::today();
        let item = |label: &'static str, day: i32| -> MenuEntry {
            MenuItem::new(label, move || on_pick.run(day))
                .icon(Glyph::Snooze)
                .hint(format::weekday(day))
                .into()
        };
        let hours = WorkingHours::read();
        let (work, week) = (hours.first_from(today + 1), hours.first_from(next_monday(today)));
        let mut entries = vec![item(words::snooze::tomorrow(), today + 1)];
        if work != today + 1 && work != week {
            entries.push(item(words::snooze::working_day(), work));
        }
        entries.extend([
            item(words::snooze::next_week(), week),
            MenuItem::new(words::snooze::in_a_month(), move || on_pick.run(in_a_month(today)))
                .icon(Glyph::Snooze)
                .hint(format::date_short(in_a_month(today)))
                .into(),
            MenuEntry::Rule,
            MenuItem::new(words::snooze::on_a_day(), move || open.set(true))
                .icon(Glyph::Calendar)
                .into(),
        ]);
        entries
    });
    let choose = move |date: NaiveDate| {
        open.set(false);
        on_pick.run(days_of(date));
    };
    view! {
        <MenuButton icon=Glyph::Snooze label=words::snooze::snooze_what(&what) align=Align::End entries=entries/>
        <Dialog open=open title=words::snooze::choose_day()>
            <Calendar value=Signal::stored(days_to_date(clock::today() + 1)) on_choose=choose/>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Weekday};

    use super::*;

    #[test]
    fn next_week_starts_on_a_monday_within_seven_days() {
        for day in 20_000..20_030 {
            let monday = next_monday(day);
            assert!((1..=7).contains(&(monday - day)));
            assert_eq!(days_to_date(monday).map(|date| date.weekday()), Some(Weekday::Mon));
        }
    }

    #[test]
    fn a_month_ends_where_it_ends() {
        let day = |text: &str| days_of(text.parse().expect("a day of the calendar"));
        assert_eq!(in_a_month(day("2026-01-31")), day("2026-02-28"));
        assert_eq!(in_a_month(day("2026-03-12")), day("2026-04-12"));
    }
}
