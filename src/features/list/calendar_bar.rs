//! What stands over a calendar: the field of its days, which days are shown, and the way to others.

use model::{CalendarSpan, Filter, Operator};

use super::{
    calendar::{DaysShown, as_table, date_fields, turn},
    lens::Lens,
};
use crate::client::Live;
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::routes::{span_name, span_of};
use crate::ui::{
    button::{Button, ButtonKind, IconButton},
    field::{Select, SelectOption},
    icon::Glyph,
    segmented::{Choice, Segmented},
    state::Empty,
};
use crate::value::object_glyph;
use crate::words;

/// Which days are shown, the way to others, and how many records have none.
#[component]
pub(super) fn CalendarBar(lens: Lens, live: Live, shown: DaysShown) -> impl IntoView {
    let title = move || {
        let days = shown.days.get();
        match shown.span.get() {
            CalendarSpan::Month => format::month(shown.day.get()),
            CalendarSpan::Day => format::date_long(days.first),
            CalendarSpan::Week | CalendarSpan::Agenda => {
                words::calendar::range(&format::date_short(days.first), &format::date(days.last()))
            }
        }
    };
    let spans = [
        (CalendarSpan::Month, words::calendar::month()),
        (CalendarSpan::Week, words::calendar::week()),
        (CalendarSpan::Day, words::calendar::day()),
        (CalendarSpan::Agenda, words::calendar::agenda()),
    ];
    let undated = Memo::new(move |_| live.calendar().with(|page| page.as_ref().map_or(0, |page| page.undated)));
    let without = move || {
        if undated.get() == 0 {
            return None;
        }
        let text = words::calendar::undated(&words::number(u64::from(undated.get())));
        let show = move |_| as_table(lens, shown, |key| Filter::field(key, Operator::Empty, Vec::new()));
        Some(view! { <Button kind=ButtonKind::Link on_click=show>{text}</Button> })
    };
    view! {
        <div class="calendar-bar">
            <h2 class="calendar-bar__title" aria-live="polite">{title}</h2>
            <IconButton icon=Glyph::ChevronLeft label=words::calendar::earlier() on_click=move |_| turn(lens, shown, -1)/>
            <Button on_click=move |_| lens.adjust(|state| state.day = None)>{words::calendar::today()}</Button>
            <IconButton icon=Glyph::ChevronRight label=words::calendar::later() on_click=move |_| turn(lens, shown, 1)/>
            {without}
            <span class="push"></span>
            <Segmented
                label=words::calendar::span()
                value=move || span_name(shown.span.get()).to_owned()
                choices=spans.map(|(span, label)| Choice::new(span_name(span), label)).to_vec()
                on_change=move |name: String| lens.change(|state| state.span = span_of(&name))
            />
        </div>
    }
}

/// The field of the days.
#[component]
pub(super) fn DatePicker(lens: Lens, shown: DaysShown) -> impl IntoView {
    let options = Signal::derive(move || {
        let fields = lens.def.with(|def| def.as_ref().map(|def| date_fields(def)).unwrap_or_default());
        fields
            .into_iter()
            .map(|field| SelectOption::new(field.key.as_str(), field.label))
            .collect::<Vec<_>>()
    });
    view! {
        <label class="board-picker">
            <span class="faint">{words::calendar::by()}</span>
            <Select
                value=move || shown.field.with(|field| field.as_ref().map(|field| field.key.to_string()).unwrap_or_default())
                options=options
                label=words::calendar::by()
                on_change=move |key: String| lens.change(|state| state.date = Some(key.as_str().into()))
            />
        </label>
    }
}

/// An agenda without anything on it.
#[component]
pub(super) fn Nothing(lens: Lens, shown: DaysShown) -> impl IntoView {
    dynamic(move || {
        let def = lens.def.get()?;
        let days = shown.days.get();
        let until = format::date(days.last());
        Some(view! {
            <div class="scroll">
                <Empty icon=object_glyph(&def.icon) title=words::calendar::nothing(&def.plural) text=words::calendar::nothing_until(&until)>
                    <Button kind=ButtonKind::Primary on_click=move |_| turn(lens, shown, 1)>{words::calendar::later()}</Button>
                </Empty>
            </div>
        })
    })
}
