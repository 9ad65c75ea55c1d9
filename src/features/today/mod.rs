//! Today: what to do now. Suggestions with their reasons, tasks, tickets that are due, deals that need a step; and what
//! belongs to the role of the person.

mod first_steps;
mod home;
mod lines;
mod tasks;

use bridge::record::{RelatedItem, Today};
use model::RecordId;

use crate::client::{Engine, Follow, use_answer};
use crate::insight::NextActions;
use crate::platform::{clock, format, preferences::Preferences};
use crate::reactive::prelude::*;
use crate::routes::use_title;
use crate::session::{NewRecord, Session};
use crate::ui::{
    button::{Button, ButtonKind},
    card::Card,
    frame::TopBar,
    icon::{Glyph, Icon, IconSize},
    state::{Callout, Skeleton},
    tone::Tone,
};
use crate::words::{self, count};
use first_steps::FirstStepsCard;
use home::{Figures, Part, RoleList, RoleMenu, parts};
use lines::{DealLine, TicketLine};
use tasks::TaskCard;

/// Tickets or deals shown before the rest is asked for.
const FIRST: usize = 8;

/// Hours of the local day at which the greeting changes.
const NOON: i64 = 12;
const EVENING: i64 = 18;
const HOUR_MILLIS: i64 = 3_600_000;

/// The page.
#[component]
pub fn TodayPage() -> impl IntoView {
    let engine = Engine::expect();
    let session = Session::expect();
    let today = use_answer(Follow::Anything, move || engine.today());
    let (found, error) = (today.value(), today.error());
    let waiting = Signal::derive(move || found.with(Option::is_none) && error.with(Option::is_none));
    let tickets = Memo::new(move |_| found.with(|today| today.as_ref().map(|today| today.tickets.clone()).unwrap_or_default()));
    let deals = Memo::new(move |_| found.with(|today| today.as_ref().map(|today| today.deals.clone()).unwrap_or_default()));
    let known = Memo::new(move |_| found.with(Option::is_some));
    let role = Preferences::expect().role();
    use_title(|| vec![words::today::title().to_owned()]);
    let add = move || session.creating.set(Some(NewRecord::of(&"task".into()).beside()));
    view! {
        <main class="main" id="main" tabindex="-1">
            <TopBar title=words::today::title()>
                <Button kind=ButtonKind::Primary icon=Glyph::Plus on_click=move |_| add()>{words::today::new_task()}</Button>
            </TopBar>
            <div class="scroll" tabindex="0" role="region" aria-label=words::today::title()>
                <div class="today">
                    <Greeting today=found/>
                    {move || error.get().map(|error| view! { <div class="today__head"><Callout tone=Tone::Danger title=words::failure::line(&error, None)/></div> })}
                    {move || role.get().map(|role| view! { <Figures role=role/> })}
                    <div class="today__column">
                        {move || {
                            let role = role.get();
                            parts(role).iter().map(|part| match part {
                                Part::Actions => view! { <NextActions/> }.into_any(),
                                Part::List => role.map(|role| view! { <RoleList role=role/> }).into_any(),
                                Part::Tickets => view! { <Lines known=known title=words::today::tickets() none=words::today::no_tickets() lines=tickets ticket=true/> }.into_any(),
                                Part::Deals => view! { <Lines known=known title=words::today::deals() none=words::today::no_deals() lines=deals ticket=false/> }.into_any(),
                            }).collect_view()
                        }}
                    </div>
                    <div class="today__column">
                        <FirstStepsCard/>
                        <Skeleton waiting=waiting lines=6/>
                        {move || known.get().then(|| view! { <TaskCard today=found on_add=add/> })}
                    </div>
                </div>
            </div>
            <button type="button" class="fab" aria-label=words::today::new_task() on:click=move |_| add()><Icon glyph=Glyph::Plus size=IconSize::Large/></button>
        </main>
    }
}

/// A card of tickets or deals, once they are known.
#[component]
fn Lines(known: Memo<bool>, title: &'static str, none: &'static str, lines: Memo<Vec<RelatedItem>>, ticket: bool) -> impl IntoView {
    let line = move |item: RelatedItem| {
        if ticket {
            view! { <TicketLine item=item/> }.into_any()
        } else {
            view! { <DealLine item=item/> }.into_any()
        }
    };
    let all = RwSignal::new(false);
    let rest = move || lines.with(Vec::len).saturating_sub(if all.get() { usize::MAX } else { FIRST });
    dynamic(move || {
        known.get().then(|| {
            view! {
                <Card title=title aside=move || counted(lines.with(Vec::len)) flush=true>
                    {move || if lines.with(Vec::is_empty) {
                        view! { <p class="card__note faint">{none}</p> }.into_any()
                    } else {
                        view! { <ul class="today-lines">{lines.get().into_iter().take(if all.get() { usize::MAX } else { FIRST }).map(line).collect_view()}</ul> }.into_any()
                    }}
                    {move || (rest() > 0).then(|| view! {
                        <p class="card__more"><Button kind=ButtonKind::Link on_click=move |_| all.set(true)>{words::today::show_more(&words::number(rest() as u64))}</Button></p>
                    })}
                </Card>
            }
        })
    })
}

fn counted(count: usize) -> impl IntoView {
    (count > 0).then(|| view! { <span class="count">{words::number(count as u64)}</span> })
}

/// Words for the hour, the person's name, and the day in one line.
#[component]
fn Greeting(today: Signal<Option<std::sync::Arc<Today>>>) -> impl IntoView {
    let engine = Engine::expect();
    // The person who set the workspace up; there is none while one looks around.
    let me = use_answer(Follow::Anything, move || {
        engine.record("member".into(), RecordId::v5("member", "self"))
    })
    .value();
    let day = clock::use_today();
    let hello = move || {
        day.track();
        let hour = clock::time_of_day(clock::now()) / HOUR_MILLIS;
        if hour < NOON {
            words::today::good_morning()
        } else if hour < EVENING {
            words::today::good_day()
        } else {
            words::today::good_evening()
        }
    };
    let greeting = move || {
        let name = me.with(|me| {
            me.as_ref()
                .and_then(|me| me.as_ref().as_ref().map(|page| page.link.label.clone()))
                .unwrap_or_default()
        });
        match name.split_whitespace().next() {
            Some(first) => words::today::greeting(hello(), first),
            None => hello().to_owned(),
        }
    };
    let summary = move || {
        let date = format::date_long(day.get());
        today.with(|today| match today {
            Some(today) => words::today::summary(&date, &due_words(today)),
            None => date,
        })
    };
    view! {
        <header class="today__head">
            <div>
                <h2 class="page-title">{greeting}</h2>
                <p class="muted">{summary}</p>
            </div>
            <RoleMenu/>
        </header>
    }
}

/// How many tasks are due, and how many of them late.
fn due_words(today: &Today) -> String {
    let (late, due) = (today.late.len() as u64, (today.late.len() + today.today.len()) as u64);
    match (due, late) {
        (0, _) => words::today::nothing_due().to_owned(),
        (due, 0) => count::tasks(due),
        (due, late) => words::today::late_of(&count::tasks(due), &words::number(late)),
    }
}
