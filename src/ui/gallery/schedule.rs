//! The schedule, over made-up visits: a month of them, moved by pointer, menu and key.

use std::sync::Arc;

use crate::reactive::prelude::*;
use crate::ui::{
    icon::Glyph,
    menu::MenuItem,
    schedule::{EventMove, Schedule, ScheduleDay, ScheduleEvent, ScheduleForm, ScheduleHours, Slot, side_by_side},
    segmented::{Choice, Segmented},
    toast::{Toast, Toaster},
};

/// Monday, 2 November 2026.
const FIRST: i32 = 20_759;

const VISITS: [(&str, i32); 7] = [
    ("Tea packaging range", 1),
    ("Wayfinding, new clinic, with a name that is longer than its cell", 1),
    ("Store signage", 8),
    ("Bottle label series", 8),
    ("Brand film", 8),
    ("Rebrand, phase two", 17),
    ("Fleet livery concept", 24),
];

#[component]
pub(super) fn ScheduleSpecimen() -> impl IntoView {
    let toaster = Toaster::expect();
    let on_days = RwSignal::new(VISITS.map(|(_, day)| FIRST + day).to_vec());
    let form = RwSignal::new("month".to_owned());
    let shown = move || match form.get().as_str() {
        "week" => ScheduleForm::Week,
        "list" => ScheduleForm::List,
        "hours" => ScheduleForm::Hours,
        _ => ScheduleForm::Month,
    };
    let days = move || {
        let length = if matches!(shown(), ScheduleForm::Week | ScheduleForm::Hours) {
            7
        } else {
            28
        };
        let day = |day: i32| {
            let own = on_days.with(|days| (0..VISITS.len()).filter(|&at| days[at] == day).collect::<Vec<_>>());
            let hours = own.iter().map(|&at| (540 + at as u16 * 20, 60)).collect::<Vec<_>>();
            let places = side_by_side(&hours, 3);
            let events = own.iter().zip(places).map(|(&at, place)| ScheduleEvent {
                id: at as u128,
                place: place.filter(|_| at % 3 > 0),
                title: VISITS[at].0.to_owned(),
                time: if at % 2 == 0 { "09:30".to_owned() } else { String::new() },
                href: "#".to_owned(),
            });
            ScheduleDay {
                day,
                label: (day - FIRST + 2).to_string(),
                name: format!("{} November 2026, {} visits", day - FIRST + 2, own.len()),
                outside: false,
                today: day == FIRST + 8,
                count: if own.is_empty() { String::new() } else { own.len().to_string() },
                events: Arc::new(events.collect()),
                more: String::new(),
            }
        };
        (FIRST..FIRST + length).map(day).collect::<Vec<_>>()
    };
    let on_move = move |moved: EventMove| on_days.update(|days| days[moved.id as usize] = moved.to.day);
    view! {
        <Segmented label="Form" value=form on_change=move |key: String| form.set(key) choices=vec![Choice::new("month", "Month"), Choice::new("week", "Week"), Choice::new("list", "List"), Choice::new("hours", "Hours")]/>
        <div class="gallery__stage">
            <Schedule
                label="Visits"
                form=shown
                days=days
                weekdays=["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map(str::to_owned).to_vec()
                detail=|id: u128| view! { <div class="schedule__detail"><span>{format!("Visit {id}")}</span></div> }.into_any()
                menu=move |id: u128| vec![MenuItem::new("Open", move || { toaster.show(Toast::info(VISITS[id as usize].0)); }).icon(Glyph::Expand).into()]
                hours=ScheduleHours { time: Callback::new(|minute| format!("{:02}:{:02}", minute / 60, minute % 60)), now: Signal::stored(600), from: 480, whole_day: "All day" }
                on_move=Some(Callback::new(on_move))
                on_open=move |id: u128| { toaster.show(Toast::info(VISITS[id as usize].0)); }
                on_day=move |day: i32| { toaster.show(Toast::info(format!("Day {day}"))); }
                on_add=Some(Callback::new(move |slot: Slot| { toaster.show(Toast::info(format!("Add to {}", slot.day))); }))
                on_turn=move |by: i32| { toaster.show(Toast::info(format!("Turn by {by}"))); }
            />
        </div>
    }
}
