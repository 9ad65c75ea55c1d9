//! Days beside each other, each with its hours: half hours to make something on, and over them the events.

use leptos::html;

use super::{
    DAY_MINUTES, HALF_HOUR, ScheduleDay, ScheduleEvent, Slot,
    component::{Item, Shared},
};
use crate::reactive::prelude::*;
use crate::ui::dom::is_mirrored;

/// What the hours of days need to be drawn.
#[derive(Clone, Copy)]
pub struct ScheduleHours {
    /// A time of day in words, by its minute.
    pub time: Callback<u16, String>,
    /// The minute of the day that it is now.
    pub now: Signal<u16>,
    /// The minute that is at the top at first.
    pub from: u16,
    /// What stands beside events without a time.
    pub whole_day: &'static str,
}

#[component]
pub(super) fn Hours(label: Signal<String>, starts: Memo<Vec<i32>>, hours: ScheduleHours, shared: Shared) -> impl IntoView {
    let state = shared.state;
    let scroller = NodeRef::<html::Div>::new();
    let body = NodeRef::<html::Div>::new();
    // Working hours first, and on narrow screens the day that is looked at.
    let show = move || {
        let parts = scroller.try_get_untracked().flatten().zip(body.try_get_untracked().flatten());
        if let Some((scroller, body)) = parts {
            let share = f64::from(hours.from) / f64::from(DAY_MINUTES);
            scroller.set_scroll_top((share * f64::from(body.client_height())) as i32);
        }
    };
    let show_day = move || {
        let Some(scroller) = scroller.try_get_untracked().flatten() else {
            return;
        };
        let active = state.active.get_untracked();
        let days = starts.get_untracked();
        let at = days.iter().position(|day| *day == active).unwrap_or(0);
        let share = at as f64 / days.len().max(1) as f64;
        let left = (share * f64::from(scroller.scroll_width())) as i32;
        scroller.set_scroll_left(if is_mirrored() { -left } else { left });
    };
    body.on_load(move |_| {
        request_animation_frame(show);
    });
    Effect::new(move || {
        starts.track();
        request_animation_frame(show_day);
    });
    let slots = move || {
        let days = starts.get();
        let labels = state
            .days
            .with_untracked(|days| days.iter().map(|day| day.label.clone()).collect::<Vec<_>>());
        let row = |minute: u16| {
            let time = hours.time.run(minute);
            let cell = |(day, label): (&i32, &String)| {
                let day = *day;
                let tab = move || {
                    let active = state.active.get() == day && state.minute.get() == minute;
                    if active { "0" } else { "-1" }
                };
                view! {
                    <div class="hours__slot" role="gridcell" data-day=day.to_string() data-minute=minute.to_string() tabindex=tab aria-label=format!("{label}, {time}")></div>
                }
            };
            let cells = days.iter().zip(&labels).map(cell).collect_view();
            view! { <div class="hours__row" role="row">{cells}</div> }
        };
        (0..DAY_MINUTES / HALF_HOUR).map(|half| row(half * HALF_HOUR)).collect_view()
    };
    view! {
        <div class="schedule schedule--hours" node_ref=scroller style:--days=move || starts.with(Vec::len).to_string()>
            <div class="hours__heads">
                <span class="hours__corner"></span>
                <For each=move || starts.get() key=|day| *day let(day)><DayHead day=day shared=shared/></For>
            </div>
            <div class="hours__whole">
                <span class="hours__corner">{hours.whole_day}</span>
                <For each=move || starts.get() key=|day| *day let(day)><WholeDay day=day shared=shared/></For>
            </div>
            <div class="hours__body" node_ref=body>
                <div class="hours__axis" aria-hidden="true">
                    {(1..24).map(|hour| view! { <span style:--start=(hour * 60).to_string()>{hours.time.run(hour * 60)}</span> }).collect_view()}
                </div>
                <div class="hours__grid" role="grid" aria-label=move || label.get()>{slots}</div>
                <div class="hours__layer">
                    <For each=move || starts.get() key=|day| *day let(day)><DayHours day=day hours=hours shared=shared/></For>
                </div>
            </div>
        </div>
    }
}

/// Reads something of a day. Tracks.
fn read_day<T: Default>(shared: Shared, day: i32, read: impl Fn(&ScheduleDay) -> T) -> T {
    shared
        .state
        .days
        .with(|days| days.iter().find(|own| own.day == day).map(&read).unwrap_or_default())
}

#[component]
fn DayHead(day: i32, shared: Shared) -> impl IntoView {
    view! {
        <div class="hours__head">
            <button
                type="button"
                class="schedule__number"
                class:is-today=move || read_day(shared, day, |own| own.today)
                aria-current=move || read_day(shared, day, |own| own.today).then_some("date")
                on:click=move |_| shared.on_day.run(day)
            >
                {move || read_day(shared, day, |own| own.label.clone())}
            </button>
        </div>
    }
}

/// What has no time, and what leads to that for which there is no room.
#[component]
fn WholeDay(day: i32, shared: Shared) -> impl IntoView {
    let over = move || {
        shared
            .state
            .drag
            .with(|drag| drag.is_some_and(|drag| drag.over == Some(Slot::day(day))))
    };
    let more = Memo::new(move |_| read_day(shared, day, |own| own.more.clone()));
    view! {
        <div class="hours__cell" class:is-over=over data-day=day.to_string()>
            <Events day=day timed=false shared=shared/>
            {move || (!more.with(String::is_empty)).then(|| view! {
                <button type="button" class="schedule__more" on:click=move |_| shared.on_day.run(day)>{more.get()}</button>
            })}
        </div>
    }
}

/// The events of a day over its hours, the time that it is, and where what is dragged would land.
#[component]
fn DayHours(day: i32, hours: ScheduleHours, shared: Shared) -> impl IntoView {
    let state = shared.state;
    let today = Memo::new(move |_| read_day(shared, day, |own| own.today));
    let gap = Memo::new(move |_| {
        let drag = state.drag.get()?;
        let over = drag.over.filter(|over| over.day == day)?;
        Some((over.minute?, drag.length))
    });
    view! {
        <div class="hours__day" data-day=day.to_string()>
            <Events day=day timed=true shared=shared/>
            {move || gap.get().map(|(minute, length)| view! {
                <div class="hours__gap" style:--start=minute.to_string() style:--length=length.to_string()>{hours.time.run(minute)}</div>
            })}
            {move || today.get().then(|| view! {
                <div class="hours__now" aria-hidden="true" style:--start=move || hours.now.get().to_string()></div>
            })}
        </div>
    }
}

#[component]
fn Events(day: i32, timed: bool, shared: Shared) -> impl IntoView {
    let own = move |own: &ScheduleDay| {
        let events = own.events.iter().filter(|event| event.place.is_some() == timed);
        events.cloned().collect::<Vec<ScheduleEvent>>()
    };
    let events = Memo::new(move |_| read_day(shared, day, own));
    let name = move || read_day(shared, day, |own| own.name.clone());
    // An empty list is none.
    move || {
        (!events.with(Vec::is_empty)).then(|| {
            view! {
                <ol class="schedule__events" aria-label=name>
                    <For each=move || events.get() key=|event| event.clone() let(event)>
                        <Item event=event month=!timed within=None shared=shared/>
                    </For>
                </ol>
            }
        })
    }
}
