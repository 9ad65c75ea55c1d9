//! The schedule's component: its elements, the menu of events, and which part hears what.

use std::sync::Arc;

use leptos::{ev::MouseEvent, html};
use web_sys::{Element, HtmlElement};

use super::{
    EventId, EventMove, HALF_HOUR, ScheduleDay, ScheduleEvent, ScheduleForm, Slot,
    hours::{Hours, ScheduleHours},
    state::ScheduleState,
};
use crate::reactive::prelude::*;
use crate::ui::{
    icon::{Glyph, Icon},
    lift::Lift,
    menu::{Menu, MenuEntry, shared_menu_button},
    popover::{Align, Anchor},
    words::{fill, use_words},
};

/// What the days share.
#[derive(Clone, Copy)]
pub(super) struct Shared {
    pub state: ScheduleState,
    pub detail: Callback<EventId, AnyView>,
    pub on_day: Callback<i32>,
    /// An event's menu button was pressed.
    pub on_menu: Callback<(EventId, HtmlElement)>,
}

/// A schedule. See the module for its contract.
#[component]
pub fn Schedule(
    /// Name of the schedule.
    #[prop(into)]
    label: Signal<String>,
    /// How the days are laid out.
    #[prop(into)]
    form: Signal<ScheduleForm>,
    /// The days, one after the other; for months and weeks whole weeks.
    #[prop(into)]
    days: Signal<Vec<ScheduleDay>>,
    /// Names of the seven days of a week, short, in order.
    #[prop(into)]
    weekdays: Signal<Vec<String>>,
    /// What is said of an event besides its name; not asked for in months.
    #[prop(into)]
    detail: Callback<EventId, AnyView>,
    /// Entries of an event's menu.
    #[prop(into)]
    menu: Callback<EventId, Vec<MenuEntry>>,
    /// An event is to be moved; without it events stay where they are.
    #[prop(optional_no_strip)]
    on_move: Option<Callback<EventMove>>,
    /// An event was pressed.
    #[prop(into)]
    on_open: Callback<EventId>,
    /// The head of a day was pressed, or what leads to the rest of it.
    #[prop(into)]
    on_day: Callback<i32>,
    /// Something new on a day, or at a time of it.
    #[prop(optional_no_strip)]
    on_add: Option<Callback<Slot>>,
    /// The hours, for their form.
    hours: ScheduleHours,
    /// To the days before (-1) or after (+1).
    #[prop(into)]
    on_turn: Callback<i32>,
) -> impl IntoView {
    let state = ScheduleState {
        frame: NodeRef::<html::Div>::new(),
        words: StoredValue::new(use_words()),
        form,
        days,
        on_move,
        on_open,
        on_add,
        on_turn,
        time: Some(hours.time),
        active: RwSignal::new(i32::MIN),
        minute: RwSignal::new(hours.from / HALF_HOUR * HALF_HOUR),
        drag: RwSignal::new(None),
        wanted: StoredValue::new(None),
    };
    state.run();
    let lift = Lift::new(state.frame, state);

    // One menu serves all events: it hangs from the button that was pressed.
    let menu_open = RwSignal::new(false);
    let menu_of = RwSignal::new(None::<EventId>);
    let menu_button = StoredValue::new(None::<HtmlElement>);
    let on_menu = Callback::new(move |(id, button): (EventId, HtmlElement)| {
        menu_button.set_value(Some(button));
        menu_of.set(Some(id));
        menu_open.update(|open| *open = !*open);
    });
    let anchor = Anchor::Element(Arc::new(move || menu_button.try_get_value().flatten().map(Element::from)));
    let entries = move || menu_of.get().map(|id| menu.run(id)).unwrap_or_default();
    let shared = Shared {
        state,
        detail,
        on_day,
        on_menu,
    };
    let dragging = Memo::new(move |_| state.drag.with(Option::is_some));
    let starts = Memo::new(move |_| days.with(|days| days.iter().map(|day| day.day).collect::<Vec<_>>()));
    let week = move |first: i32| {
        view! {
            <div class="schedule__week" role="row">
                {(first..first + 7).map(|day| view! { <Day day=day shared=shared/> }).collect_view()}
            </div>
        }
    };
    let body = move || {
        if form.get() == ScheduleForm::Hours {
            return view! { <Hours label=label starts=starts hours=hours shared=shared/> }.into_any();
        }
        if form.get() == ScheduleForm::List {
            return view! {
                <div class="schedule schedule--list" role="group" aria-label=move || label.get()>
                    <For each=move || starts.get() key=|day| *day let(day)>
                        <Day day=day shared=shared/>
                    </For>
                </div>
            }
            .into_any();
        }
        let class = if form.get() == ScheduleForm::Month {
            "schedule schedule--month"
        } else {
            "schedule schedule--week"
        };
        let weeks = move || starts.get().chunks(7).map(|week| week[0]).collect::<Vec<_>>();
        view! {
            <div class=class role="grid" aria-label=move || label.get()>
                <div class="schedule__heads" role="row">
                    {move || weekdays.get().into_iter().map(|name| view! { <span role="columnheader">{name}</span> }).collect_view()}
                </div>
                <For each=weeks key=|first| *first children=week/>
            </div>
        }
        .into_any()
    };
    view! {
        <div
            class="schedule-frame"
            class:schedule-frame--dragging=move || dragging.get()
            node_ref=state.frame
            on:pointerdown=move |event| lift.down(&event)
            on:pointermove=move |event| lift.moved(&event)
            on:pointerup=move |_| lift.up()
            on:pointercancel=move |_| lift.cancel()
            on:contextmenu=move |event| lift.context_menu(&event)
            on:dragstart=move |event| lift.native_drag(&event)
            on:click=move |event| lift.click(&event)
            on:keydown=move |event| state.on_key(&event)
        >
            {body}
            <Menu open=menu_open anchor=anchor label=state.words.with_value(|words| words.more_actions) align=Align::End entries=entries/>
        </div>
    }
}

/// One day: a cell of the grid, or a section of the list.
#[component]
fn Day(day: i32, shared: Shared) -> impl IntoView {
    let state = shared.state;
    let own = Memo::new(move |_| state.days.with(|days| days.iter().find(|own| own.day == day).cloned()));
    let read = move |read: fn(&ScheduleDay) -> String| move || own.with(|own| own.as_ref().map(read).unwrap_or_default());
    let is = move |read: fn(&ScheduleDay) -> bool| move || own.with(|own| own.as_ref().is_some_and(read));
    let list = state.form.get_untracked() == ScheduleForm::List;
    let month = state.form.get_untracked() == ScheduleForm::Month;
    let over = Memo::new(move |_| state.drag.with(|drag| drag.is_some_and(|drag| drag.over == Some(Slot::day(day)))));
    let tab = move || (!list).then(|| if state.active.get() == day { "0" } else { "-1" });
    let within = (!list).then_some("-1");
    let add_label = move || {
        state
            .words
            .with_value(|words| fill(words.add_to, &[&read(|own| own.name.clone())()]))
    };
    let events = move || own.with(|own| own.as_ref().map(|own| own.events.to_vec()).unwrap_or_default());
    let head = view! {
        <div class="schedule__head">
            <button
                type="button"
                class="schedule__number"
                class:is-today=is(|own| own.today)
                tabindex=within
                aria-label=move || (!list).then(|| read(|own| own.name.clone())())
                on:click=move |_| shared.on_day.run(day)
            >
                {read(|own| own.label.clone())}
            </button>
            <span class="schedule__count" aria-hidden="true">{read(|own| own.count.clone())}</span>
            {state.on_add.map(|on_add| view! {
                <button type="button" class="button button--icon button--ghost schedule__add" tabindex=within aria-label=add_label on:click=move |_| on_add.run(Slot::day(day))>
                    <Icon glyph=Glyph::Plus/>
                </button>
            })}
        </div>
    };
    let body = view! {
        <ol class="schedule__events">
            // An event that changes is drawn anew: few of them are on a day.
            <For each=events key=|event| event.clone() let(event)>
                <Item event=event month=month within=within shared=shared/>
            </For>
        </ol>
        {move || {
            let more = read(|own| own.more.clone())();
            (!more.is_empty()).then(|| view! {
                <button type="button" class="schedule__more" tabindex=within on:click=move |_| shared.on_day.run(day)>{more}</button>
            })
        }}
    };
    if list {
        return view! {
            <section class="schedule__day" class:is-over=move || over.get() data-day=day.to_string() aria-label=read(|own| own.name.clone())>
                {head}
                {body}
            </section>
        }
        .into_any();
    }
    view! {
        <div
            class="schedule__day"
            class:is-over=move || over.get()
            class:is-outside=is(|own| own.outside)
            role="gridcell"
            data-day=day.to_string()
            tabindex=tab
            aria-current=move || is(|own| own.today)().then_some("date")
        >
            {head}
            {body}
        </div>
    }
    .into_any()
}

/// One event: a link with its time, its details where there is room, and its menu.
#[component]
pub(super) fn Item(event: ScheduleEvent, month: bool, within: Option<&'static str>, shared: Shared) -> impl IntoView {
    let state = shared.state;
    let ScheduleEvent {
        id,
        title,
        time,
        place,
        href,
    } = event;
    let length = |read: fn(super::HourPlace) -> u16| place.map(|place| read(place).to_string());
    let origin = Memo::new(move |_| state.drag.with(|drag| drag.is_some_and(|drag| drag.id == id)));
    let name = state.words.with_value(|words| format!("{}, {title}", words.more_actions));
    let open = move |event: MouseEvent| {
        // With a key held the browser opens the page beside.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            state.on_open.run(id);
        }
    };
    view! {
        <li
            class="schedule__event"
            class:is-origin=move || origin.get()
            data-event=id.to_string()
            style:--start=length(|place| place.start)
            style:--length=length(|place| place.length)
            style:--column=length(|place| place.column.into())
            style:--columns=length(|place| place.columns.into())
        >
            <a class="schedule__link" href=href data-handle="" tabindex=within on:click=open>
                {(!time.is_empty()).then(|| view! { <span class="schedule__time">{time}</span> " " })}
                <span class="schedule__title">{title}</span>
            </a>
            {(!month).then(|| shared.detail.run(id))}
            {shared_menu_button("schedule__menu", Signal::stored(name), Signal::stored(within), move |button| shared.on_menu.run((id, button)))}
        </li>
    }
}
