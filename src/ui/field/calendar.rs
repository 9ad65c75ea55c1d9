//! A month to choose a day from, after the ARIA date grid pattern.

use std::cell::Cell;

use chrono::{Datelike, Days, Months, NaiveDate};
use leptos::{ev::KeyboardEvent, html};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::reactive::prelude::*;
use crate::ui::{
    button::IconButton,
    dom::{along_writing, focus, is_mirrored},
    icon::Glyph,
    words::{Words, use_words},
};

thread_local! {
    static TODAY: Cell<Option<fn() -> NaiveDate>> = const { Cell::new(None) };
    static WEEK_STARTS_ON: Cell<fn() -> u8> = const { Cell::new(|| 0) };
}

/// Says which day it is for the person, where that is not what the device's clock says.
pub fn tell_today(today: fn() -> NaiveDate) {
    TODAY.set(Some(today));
}

/// Says on which day weeks begin for the person: 0 is Monday, 6 is Sunday. Monday (ISO 8601) until then.
pub fn tell_week_start(week_starts_on: fn() -> u8) {
    WEEK_STARTS_ON.set(week_starts_on);
}

/// The day of the person's clock.
pub(super) fn today() -> NaiveDate {
    if let Some(today) = TODAY.get() {
        return today();
    }
    let now = js_sys::Date::new_0();
    let day = NaiveDate::from_ymd_opt(now.get_full_year().cast_signed(), now.get_month() + 1, now.get_date());
    day.unwrap_or(NaiveDate::MIN)
}

/// The first of the days shown for the month of `day`: the start of the week its first day is in.
fn first_shown(day: NaiveDate, week_starts_on: u8) -> NaiveDate {
    let first = day.with_day(1).unwrap_or(day);
    let lead = (first.weekday().num_days_from_monday() + 7 - u32::from(week_starts_on % 7)) % 7;
    first.checked_sub_days(Days::new(u64::from(lead))).unwrap_or(first)
}

/// Where a key moves the day; `None` for other keys.
fn step(key: &str, shift: bool, day: NaiveDate, week_starts_on: u8) -> Option<NaiveDate> {
    let into_week = (day.weekday().num_days_from_monday() + 7 - u32::from(week_starts_on % 7)) % 7;
    match key {
        "ArrowLeft" => day.checked_sub_days(Days::new(1)),
        "ArrowRight" => day.checked_add_days(Days::new(1)),
        "ArrowUp" => day.checked_sub_days(Days::new(7)),
        "ArrowDown" => day.checked_add_days(Days::new(7)),
        "Home" => day.checked_sub_days(Days::new(u64::from(into_week))),
        "End" => day.checked_add_days(Days::new(u64::from(6 - into_week))),
        "PageUp" => day.checked_sub_months(Months::new(if shift { 12 } else { 1 })),
        "PageDown" => day.checked_add_months(Months::new(if shift { 12 } else { 1 })),
        _ => None,
    }
}

fn long_name(day: NaiveDate, words: &Words) -> String {
    format!("{} {} {}", day.day(), words.months[day.month0() as usize], day.year())
}

/// A month of days. Arrows move by day and week, Page keys by month (with Shift by year), Enter chooses.
#[component]
pub fn Calendar(
    /// The chosen day.
    #[prop(into)]
    value: Signal<Option<NaiveDate>>,
    /// A day was chosen.
    #[prop(into)]
    on_choose: Callback<NaiveDate>,
) -> impl IntoView {
    let words = StoredValue::new(use_words());
    let today = today();
    let week_starts_on = WEEK_STARTS_ON.get()();
    let at = RwSignal::new(value.get_untracked().unwrap_or(today));
    let node_ref = NodeRef::<html::Div>::new();
    let title = move || words.with_value(|words| format!("{} {}", words.months[at.get().month0() as usize], at.get().year()));
    let turn = move |months: i32| {
        at.update(|day| {
            let by = Months::new(months.unsigned_abs());
            let to = if months < 0 {
                day.checked_sub_months(by)
            } else {
                day.checked_add_months(by)
            };
            *day = to.unwrap_or(*day);
        });
    };
    let on_key = move |event: KeyboardEvent| {
        let key = event.key();
        let Some(to) = step(
            along_writing(&key, is_mirrored()),
            event.shift_key(),
            at.get_untracked(),
            week_starts_on,
        ) else {
            return;
        };
        event.prevent_default();
        at.set(to);
        // The day's button exists after the effects of this change.
        request_animation_frame(move || {
            let day = node_ref
                .try_get_untracked()
                .flatten()
                .and_then(|root| root.query_selector("[tabindex='0'].calendar__day").ok().flatten());
            if let Some(day) = day.and_then(|day| day.dyn_into::<HtmlElement>().ok()) {
                focus(&day);
            }
        });
    };
    let weeks = move || {
        let chosen = value.get();
        let current = at.get();
        words.with_value(|words| {
            let start = first_shown(current, week_starts_on);
            (0..6_u64)
                .map(|week| {
                    let days = (0..7_u64)
                        .filter_map(|day| start.checked_add_days(Days::new(week * 7 + day)))
                        .map(|day| day_view(day, current, chosen, today, words, on_choose))
                        .collect_view();
                    view! { <tr>{days}</tr> }
                })
                .collect_view()
        })
    };
    view! {
        <div class="calendar" role="group" aria-label=words.with_value(|words| words.choose_date) node_ref=node_ref>
            <div class="calendar__head">
                <span aria-live="polite">{title}</span>
                <span class="push"></span>
                <IconButton icon=Glyph::ChevronLeft label=words.with_value(|words| words.previous_month) on_click=move |_| turn(-1)/>
                <IconButton icon=Glyph::ChevronRight label=words.with_value(|words| words.next_month) on_click=move |_| turn(1)/>
            </div>
            <table aria-label=title on:keydown=on_key>
                <thead>
                    <tr>
                        {words.with_value(|words| {
                            (0..7)
                                .map(|day| view! { <th scope="col">{words.weekdays[(day + usize::from(week_starts_on)) % 7]}</th> })
                                .collect_view()
                        })}
                    </tr>
                </thead>
                <tbody>{weeks}</tbody>
            </table>
        </div>
    }
}

fn day_view(
    day: NaiveDate,
    current: NaiveDate,
    chosen: Option<NaiveDate>,
    today: NaiveDate,
    words: &Words,
    on_choose: Callback<NaiveDate>,
) -> impl IntoView + use<> {
    let mut class = String::from("calendar__day");
    if day.month() != current.month() {
        class.push_str(" calendar__day--other");
    }
    let mut name = long_name(day, words);
    if day == today {
        class.push_str(" calendar__day--today");
        name = format!("{name}, {}", words.today);
    }
    view! {
        <td>
            <button
                type="button"
                class=class
                aria-label=name
                aria-pressed=(chosen == Some(day)).then_some("true")
                tabindex=if day == current { "0" } else { "-1" }
                data-autofocus=(day == current).then_some("")
                on:click=move |_| on_choose.run(day)
            >
                {day.day()}
            </button>
        </td>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a real day")
    }

    #[test]
    fn a_month_starts_with_its_week() {
        assert_eq!(first_shown(day(2026, 3, 17), 0), day(2026, 2, 23));
        assert_eq!(first_shown(day(2026, 3, 17), 6), day(2026, 3, 1), "weeks from Sunday");
        assert_eq!(first_shown(day(2026, 6, 30), 0), day(2026, 6, 1));
    }

    #[test]
    fn keys_move_by_day_week_month_and_year() {
        let from = day(2024, 2, 29);
        assert_eq!(step("ArrowRight", false, from, 0), Some(day(2024, 3, 1)));
        assert_eq!(step("ArrowUp", false, from, 0), Some(day(2024, 2, 22)));
        assert_eq!(step("PageDown", true, from, 0), Some(day(2025, 2, 28)));
        assert_eq!(step("PageUp", false, day(2024, 3, 31), 0), Some(from));
        assert_eq!(step("Home", false, from, 0), Some(day(2024, 2, 26)));
        assert_eq!(step("End", false, from, 6), Some(day(2024, 3, 2)));
        assert_eq!(step("a", false, from, 0), None);
        assert_eq!(step("ArrowRight", false, NaiveDate::MAX, 0), None);
    }
}
