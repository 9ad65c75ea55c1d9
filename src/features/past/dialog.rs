//! The dialog that asks for a moment to look back to.

use chrono::{Days, Months, NaiveDate};
use model::validate::days_to_date;
use model::{FieldDef, FieldKind, Value};

use crate::client::Engine;
use crate::platform::{clock, format};
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind},
    dialog::Dialog,
    field::Field,
};
use crate::value::{Draft, FieldInput, days_of};
use crate::words::past as say;

/// Asks for a moment and goes there.
#[component]
pub fn PastDialog() -> impl IntoView {
    let session = Session::expect();
    let busy = Engine::expect().looking_back();
    let foot = move || {
        view! {
            <Button on_click=move |_| session.looking.set(false)>{say::cancel()}</Button>
            <Button kind=ButtonKind::Primary submit=true busy=busy>{say::go()}</Button>
        }
    };
    let draft = RwSignal::new(Draft::Moment(None, String::new()));
    let problem = RwSignal::new(String::new());
    Effect::new(move || {
        if session.looking.get() {
            problem.set(String::new());
            draft.set(Draft::Moment(Some(ago(1)), String::new()));
        }
    });
    let since = move || session.status.with(|status| status.as_ref().and_then(|status| status.since));
    let go = move || {
        let moment = draft.with_untracked(|draft| moment_of(draft, session));
        match moment.and_then(|moment| checked(moment, untrack(since), clock::now())) {
            Ok(moment) => session.look_back(Some(moment)),
            Err(what) => problem.set(what),
        }
    };
    view! {
        <Dialog open=session.looking title=say::title() on_submit=go foot=foot>
            <p class="muted">{say::help()}</p>
            <Field label=say::moment() help=move || since().map(|since| say::since(&format::date_time(since))).unwrap_or_default() error=problem>
                <FieldInput object="task".into() field=field() draft=draft autofocus=true/>
            </Field>
            <div class="past-days">{shortcuts(draft, since())}</div>
        </Dialog>
    }
}

fn field() -> FieldDef {
    FieldDef::new("moment", say::moment(), FieldKind::DateTime).required()
}

fn today() -> NaiveDate {
    days_to_date(clock::day_of(clock::now())).unwrap_or_default()
}

fn ago(days: u64) -> NaiveDate {
    today().checked_sub_days(Days::new(days)).unwrap_or_default()
}

fn months_ago(months: u32) -> NaiveDate {
    today().checked_sub_months(Months::new(months)).unwrap_or_default()
}

/// Days that people look back to, as far as there is history.
fn shortcuts(draft: RwSignal<Draft>, since: Option<i64>) -> impl IntoView {
    let days = [
        (say::yesterday(), ago(1)),
        (say::week_ago(), ago(7)),
        (say::month_ago(), months_ago(1)),
        (say::quarter_ago(), months_ago(3)),
        (say::year_ago(), months_ago(12)),
    ];
    let known = move |day: NaiveDate| since.is_none_or(|since| days_of(day) >= clock::day_of(since));
    let button = move |(label, day): (&'static str, NaiveDate)| view! { <Button on_click=move |_| draft.set(Draft::Moment(Some(day), String::new()))>{label}</Button> };
    days.into_iter().filter(|(_, day)| known(*day)).map(button).collect_view()
}

/// The moment that stands in the fields, in UTC milliseconds. A day without a time means its end: everything that was done on it.
fn moment_of(draft: &Draft, session: Session) -> Result<i64, String> {
    if let Draft::Moment(Some(day), time) = draft
        && time.trim().is_empty()
    {
        return Ok((clock::midnight(days_of(*day) + 1) - 1).min(clock::now()));
    }
    match draft.read(&field(), &session.context()) {
        Ok(Some(Value::Time(millis))) => Ok(millis),
        Ok(_) => Err(say::needed().to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// A moment of which something is known.
fn checked(moment: i64, since: Option<i64>, now: i64) -> Result<i64, String> {
    match since {
        _ if moment > now => Err(say::to_come().to_owned()),
        Some(since) if moment < since => Err(say::before(&format::date_time(since))),
        _ => Ok(moment),
    }
}
