//! The calendar: the records of a list on the days of a date field, moved between them and made on them.

use std::{collections::HashMap, sync::Arc};

use bridge::query::{CalendarEvent, OpenCalendar};
use bridge::{Cell, Command, Input, Request, Selection};
use chrono::NaiveDate;
use model::validate::days_to_date;
use model::{CalendarSpan, FieldDef, FieldKind, Filter, Layout, ObjectDef, Operator, RecordId, Value};

use super::{
    calendar_bar::{CalendarBar, Nothing},
    days::{Days, month_of, turned},
    events::{Frame, schedule_day},
    lens::Lens,
    not_shown::NotShown,
    one_by_one::one_by_one,
};
use crate::client::{Live, use_live};
use crate::platform::{clock, format, working::WorkingHours};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::{NewRecord, Session};
use crate::ui::{
    dialog::Dialog,
    dom::use_media,
    field::Calendar,
    icon::Glyph,
    menu::{MenuEntry, MenuItem},
    schedule::{DAY_MINUTES, EventMove, STEP_MINUTES, Schedule, ScheduleForm, ScheduleHours, Slot},
};
use crate::value::{CellView, days_of};
use crate::words;

/// Events that a day of a month has room for, in months of up to five weeks and in those of six.
const MONTH_EVENTS: (usize, usize) = (4, 3);

/// Most events of a day where there is room for a list of them.
const LIST_EVENTS: u32 = 500;

/// The fields whose days a calendar can show: those that people set come first.
pub(super) fn date_fields(def: &ObjectDef) -> Vec<FieldDef> {
    let dates = def
        .fields
        .iter()
        .filter(|field| !field.hidden && !field.multi && matches!(field.kind, FieldKind::Date | FieldKind::DateTime));
    let (mut own, computed): (Vec<FieldDef>, Vec<FieldDef>) = dates.cloned().partition(FieldDef::is_editable);
    own.extend(computed);
    own
}

/// How the days are looked at; copy it into callbacks.
#[derive(Clone, Copy)]
pub(super) struct DaysShown {
    pub field: Memo<Option<FieldDef>>,
    pub span: Memo<CalendarSpan>,
    /// The day looked at.
    pub day: Memo<i32>,
    pub days: Memo<Days>,
    pub form: Memo<ScheduleForm>,
    today: Signal<i32>,
    phone: Signal<bool>,
}

/// What the list's calendar shows.
pub(super) fn use_days_shown(lens: Lens) -> DaysShown {
    let starts = format::week_starts_on();
    let phone = use_media("(width <= 40rem)");
    let today = clock::use_today();
    let field = Memo::new(move |_| {
        let key = lens.view.with(|view| view.as_ref().and_then(|view| view.date.clone()))?;
        lens.def.with(|def| def.as_ref()?.field(&key).cloned())
    });
    let span = Memo::new(move |_| {
        let chosen = lens.view.with(|view| view.as_ref().and_then(|view| view.span));
        chosen.unwrap_or(if phone.get() { CalendarSpan::Agenda } else { CalendarSpan::Month })
    });
    let day = Memo::new(move |_| lens.state.with(|state| state.day).unwrap_or_else(|| today.get()));
    // Times of day have hours; days alone have none.
    let timed = move || field.with(|field| field.as_ref().is_some_and(|field| field.kind == FieldKind::DateTime));
    let form = Memo::new(move |_| match span.get() {
        CalendarSpan::Month => ScheduleForm::Month,
        CalendarSpan::Week | CalendarSpan::Day if timed() => ScheduleForm::Hours,
        // Seven columns with words in them do not fit a phone.
        CalendarSpan::Week if !phone.get() => ScheduleForm::Week,
        _ => ScheduleForm::List,
    });
    DaysShown {
        field,
        span,
        form,
        day,
        days: Memo::new(move |_| Days::of(span.get(), day.get(), starts)),
        today,
        phone,
    }
}

/// The live calendar of the list. Asks for nothing while the list is something else.
pub(super) fn use_list_calendar(lens: Lens, shown: DaysShown) -> Live {
    let view = Memo::new(move |_| {
        let mut view = lens
            .view
            .get()
            .filter(|view| view.layout == Layout::Calendar && view.date.is_some())?;
        view.columns.clear();
        view.aggregates.clear();
        Some(view)
    });
    use_live(move |id| {
        let (view, days) = (view.get()?, shown.days.get());
        Some(Request::OpenCalendar(OpenCalendar {
            id,
            view,
            first: days.first,
            midnights: (days.first..=days.last() + 1).map(clock::midnight).collect(),
            events: if shown.span.get() == CalendarSpan::Month {
                MONTH_EVENTS.0 as u32
            } else {
                LIST_EVENTS
            },
        }))
    })
}

/// The calendar of a list.
#[component]
pub(super) fn ListCalendar(lens: Lens, live: Live, shown: DaysShown) -> impl IntoView {
    let session = Session::expect();
    let page = live.calendar();
    let days = Memo::new(move |_| {
        let (Some(page), Some(def)) = (page.get(), lens.def.get()) else {
            return Vec::new();
        };
        let frame = Frame {
            span: shown.span.get(),
            form: shown.form.get(),
            narrow: shown.phone.get(),
            month: month_of(shown.day.get()),
            room: (shown.span.get() == CalendarSpan::Month).then(|| {
                let six_weeks = page.days.len() > 35;
                if six_weeks { MONTH_EVENTS.1 } else { MONTH_EVENTS.0 }
            }),
            today: shown.today.get(),
        };
        let all = page.days.iter();
        // An agenda leaves out the days that have nothing.
        let seen = all.filter(|day| frame.span != CalendarSpan::Agenda || day.count > 0);
        seen.map(|day| schedule_day(day, frame, &def)).collect::<Vec<_>>()
    });
    let events = Memo::new(move |_| {
        let events = page
            .get()
            .iter()
            .flat_map(|page| &page.days)
            .flat_map(|day| &day.events)
            .map(|event| (event.id.0, event.clone()))
            .collect();
        Arc::new(events) as Arc<HashMap<u128, CalendarEvent>>
    });
    let find = move |id: u128| events.with_untracked(|events| events.get(&id).cloned());
    let movable = Memo::new(move |_| shown.field.with(|field| field.as_ref().is_some_and(FieldDef::is_editable)));
    let moved = move |EventMove { id, to }: EventMove| {
        let Some((field, event)) = shown.field.get_untracked().zip(find(id)) else {
            return;
        };
        let Slot { day: to, minute } = to;
        let value = match (event.time, minute) {
            (Some(_), Some(minute)) => Value::Time(clock::at_minute(to, minute)),
            (Some(time), None) => Value::Time(clock::on_day(time, to)),
            (None, _) => Value::Date(to),
        };
        session.act(Command::Edit {
            object: lens.object(),
            record: event.id,
            fields: vec![(field.key, Input::Value(value))],
        });
        if !shown.days.get_untracked().contains(to) {
            lens.adjust(|state| state.day = Some(to));
        }
    };
    let add = move |Slot { day, minute }: Slot| {
        let Some(field) = shown.field.get_untracked() else { return };
        let cell = if field.kind == FieldKind::Date {
            Cell::Date(day)
        } else {
            Cell::Time(clock::at_minute(day, minute.unwrap_or_else(|| WorkingHours::read().from)))
        };
        session
            .creating
            .set(Some(NewRecord::of(&lens.object()).with(&field.key, cell).beside()));
    };
    let choosing = RwSignal::new(None::<u128>);
    let choose = RwSignal::new(false);
    let day_with = move |id: u128| {
        days.with_untracked(|days| {
            let day = days.iter().find(|day| day.events.iter().any(|event| event.id == id));
            day.map_or_else(|| shown.day.get_untracked(), |day| day.day)
        })
    };
    let menu = move |id: u128| {
        let mut entries = Vec::new();
        if movable.get() {
            let (from, today) = (day_with(id), shown.today.get());
            let item = |label: &'static str, to: i32| -> MenuEntry {
                let to_day = EventMove { id, to: Slot::day(to) };
                let item = MenuItem::new(label, move || moved(to_day)).icon(Glyph::Calendar);
                item.hint(format::date_short(to)).disabled(to == from).into()
            };
            // Without dragging: the steps of the hours.
            if let Some(time) = find(id)
                .and_then(|event| event.time)
                .filter(|_| shown.form.get_untracked() == ScheduleForm::Hours)
            {
                let minute = clock::minute_of_day(time);
                let item = |label: &'static str, glyph: Glyph, to: Option<u16>| -> MenuEntry {
                    let step = move || {
                        let to = Slot { day: from, minute: to };
                        moved(EventMove { id, to });
                    };
                    MenuItem::new(label, step).icon(glyph).disabled(to.is_none()).into()
                };
                let later = Some(minute + STEP_MINUTES).filter(|minute| *minute < DAY_MINUTES);
                entries.push(item(words::calendar::sooner(), Glyph::ArrowUp, minute.checked_sub(STEP_MINUTES)));
                entries.push(item(words::calendar::later_on(), Glyph::ArrowDown, later));
            }
            entries.push(MenuEntry::Group {
                label: words::calendar::move_to().to_owned(),
                icon: Some(Glyph::ArrowRight),
                entries: vec![
                    item(words::calendar::today(), today),
                    item(words::calendar::day_earlier(), from - 1),
                    item(words::calendar::day_later(), from + 1),
                    item(words::calendar::week_later(), from + 7),
                    MenuEntry::Rule,
                    MenuItem::new(words::calendar::on_a_day(), move || {
                        choosing.set(Some(id));
                        choose.set(true);
                    })
                    .icon(Glyph::Calendar)
                    .into(),
                ],
            });
            entries.push(MenuEntry::Rule);
        }
        entries.extend(event_menu(lens, session, RecordId(id)));
        entries
    };
    let chosen = move |date: NaiveDate| {
        choose.set(false);
        if let Some(id) = choosing.get_untracked() {
            moved(EventMove {
                id,
                to: Slot::day(days_of(date)),
            });
        }
    };
    let detail = one_by_one(lens, events, detail_view);
    let show_day = move |day: i32| {
        // A day that has more than a page of it goes on as a table.
        if shown.span.get_untracked() == CalendarSpan::Day {
            as_table(lens, shown, |key| Filter::field(key, Operator::Is, vec![Value::Date(day)]));
        } else {
            lens.change(|state| {
                state.span = Some(CalendarSpan::Day);
                state.day = Some(day);
            });
        }
    };
    let form = shown.form;
    let now = clock::use_now(std::time::Duration::from_secs(30));
    let hours = ScheduleHours {
        // Any day without a change of the clocks would do.
        time: Callback::new(move |minute| format::time(clock::at_minute(0, minute))),
        now: Signal::derive(move || clock::minute_of_day(now.get())),
        // What stands an hour before work is seen too.
        from: WorkingHours::read().from.saturating_sub(60),
        whole_day: words::calendar::whole_day(),
    };
    let weekdays = Memo::new(move |_| {
        let first = shown.days.get().first;
        (first..first + 7).map(format::weekday_short).collect::<Vec<_>>()
    });
    let label = Signal::derive(move || lens.def.with(|def| def.as_ref().map(|def| def.plural.clone()).unwrap_or_default()));
    let failed = move || {
        live.error()
            .get()
            .map(|error| view! { <NotShown lens=lens error=error on_retry=move |()| live.reload()/> })
    };
    let turn = move |by: i32| turn(lens, shown, by);
    let nothing = Memo::new(move |_| page.with(Option::is_some) && days.with(Vec::is_empty));
    view! {
        {failed}
        <CalendarBar lens=lens live=live shown=shown/>
        {move || if nothing.get() {
            view! { <Nothing lens=lens shown=shown/> }.into_any()
        } else {
            let on_move = movable.get().then(|| Callback::new(moved));
            let on_add = movable.get().then(|| Callback::new(add));
            view! {
                <Schedule label=label form=form days=days weekdays=weekdays hours=hours detail=detail menu=menu on_move=on_move
                    on_open=move |id: u128| open(lens, id) on_day=show_day on_add=on_add on_turn=turn/>
            }
            .into_any()
        }}
        <Dialog open=choose title=words::calendar::choose_day()>
            <Calendar value=Signal::derive(move || choosing.get().and_then(|id| days_to_date(day_with(id)))) on_choose=chosen/>
        </Dialog>
    }
}

fn open(lens: Lens, id: u128) {
    lens.change(|state| state.panel = Some(RecordId(id)));
}

pub(super) fn turn(lens: Lens, shown: DaysShown, by: i32) {
    let day = turned(shown.span.get_untracked(), shown.day.get_untracked(), by);
    lens.adjust(|state| state.day = Some(day));
}

/// Goes on as a table of the records that fit one more condition on the date.
pub(super) fn as_table(lens: Lens, shown: DaysShown, condition: impl FnOnce(&str) -> Filter) {
    let Some(field) = shown.field.get_untracked() else { return };
    let now = lens
        .view
        .with_untracked(|view| view.as_ref().map(|view| view.filter.clone()).unwrap_or_default());
    let condition = condition(&field.key);
    lens.change(|state| {
        state.layout = Some(Layout::Table);
        state.filter = Some(match now {
            Filter::All(mut parts) => {
                parts.push(condition);
                Filter::All(parts)
            }
            other => Filter::All(vec![other, condition]),
        });
    });
}

/// The fields of an event, each named for those who cannot see which is which.
fn detail_view(event: &CalendarEvent, def: &ObjectDef) -> AnyView {
    let fields = event
        .cells
        .iter()
        .filter_map(|(key, cell)| Some((def.field(key)?.clone(), cell.clone())));
    let lines = fields
        .map(|(field, cell)| view! { <span><span class="visually-hidden">{field.label.clone()} " "</span><CellView cell=cell field=field/></span> })
        .collect_view();
    view! { <div class="schedule__detail">{lines}</div> }.into_any()
}

fn event_menu(lens: Lens, session: Session, record: RecordId) -> Vec<MenuEntry> {
    let object = lens.object();
    let page = Route::Record(object.clone(), record).href();
    let trash = move || {
        session.act(Command::Trash {
            object: object.clone(),
            selection: Selection::Records(vec![record]),
        })
    };
    vec![
        MenuItem::new(words::list::open(), move || open(lens, record.0))
            .icon(Glyph::Panel)
            .into(),
        MenuItem::link(words::list::open_page(), page).icon(Glyph::Expand).into(),
        MenuEntry::Rule,
        MenuItem::new(words::list::trash(), trash).icon(Glyph::Archive).into(),
    ]
}

#[cfg(test)]
mod tests {
    use model::Schema;

    use super::*;

    #[test]
    fn dates_that_people_set_come_before_those_that_are_computed() {
        let schema = Schema::built_in();
        let keys = |object: &str| {
            let fields = date_fields(schema.object(object).expect("an object"));
            fields.iter().map(|field| field.key.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(
            keys("deal"),
            [
                "expected_close",
                "opened_on",
                "closed_on",
                "next_step",
                "last_activity",
                "created",
                "updated"
            ]
        );
        assert_eq!(keys("task")[0], "due");
        assert_eq!(
            keys("product"),
            ["created", "updated"],
            "what has no date of its own has those that all have"
        );
    }
}
