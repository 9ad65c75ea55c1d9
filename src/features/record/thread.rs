//! The conversation of a ticket: messages to and from the requester, internal notes, and the box that answers.

use bridge::record::{TimelineItem, TimelineKind, TimelineQuery};
use bridge::{Cell, Command, Input};
use leptos::{ev::KeyboardEvent, html};
use model::Value;

use super::saved_reply::SavedReplies;
use super::subject::{Subject, cell_of};
use crate::client::{Follow, use_answer};
use crate::platform::{clock, format, keys::Shortcut};
use crate::reactive::prelude::*;
use crate::ui::{
    avatar::{Avatar, AvatarSize, Face},
    badge::Badge,
    button::{Button, ButtonKind},
    dom::is_mod,
    field::TextArea,
    icon::{Glyph, Icon},
    segmented::{Choice, Segmented},
    state::Empty,
    tone::Tone,
};
use crate::value::{day_words, moment_exact, span_words};
use crate::words;

/// Most messages that are read at once.
const MOST: u32 = 500;

/// Four hours, from which a deadline is near.
const NEAR_MILLIS: i64 = 4 * 3_600_000;

/// Messages, oldest first.
#[component]
pub(super) fn Thread(subject: Subject) -> impl IntoView {
    let engine = subject.session.engine;
    let found = use_answer(Follow::Anything, move || {
        let kinds = vec![TimelineKind::Message];
        engine.timeline(TimelineQuery {
            object: subject.object(),
            record: subject.id.get(),
            kinds,
            skip: 0,
            limit: MOST,
        })
    })
    .value();
    let days = Memo::new(move |_| {
        let mut days: Vec<(i32, Vec<TimelineItem>)> = Vec::new();
        found.with(|found| {
            for item in found.iter().flat_map(|found| found.items.iter().rev()) {
                let day = clock::day_of(item.at);
                match days.last_mut() {
                    Some((last, items)) if *last == day => items.push(item.clone()),
                    _ => days.push((day, vec![item.clone()])),
                }
            }
        });
        days
    });
    let description = subject.cell(&"description".into());
    // Most tickets are described by their first message: that is said once.
    let about = Memo::new(move |_| {
        let description = description.get();
        let first = days.with(|days| days.first().and_then(|(_, items)| items.first().map(|item| item.body.clone())));
        match &description {
            Cell::Text(text) if first.is_some_and(|first| first.trim() == text.trim()) => Cell::Empty,
            _ => description,
        }
    });
    // Whoever asked wrote what came in, unless a message says who did.
    let requester = subject.cell(&"requester".into());
    let empty = Memo::new(move |_| found.with(Option::is_some) && days.with(Vec::is_empty) && about.with(Cell::is_empty));
    let end = NodeRef::<html::Div>::new();
    // The newest message is the one to read.
    Effect::new(move || {
        days.track();
        if let Some(end) = end.get() {
            request_animation_frame(move || end.scroll_into_view_with_bool(false));
        }
    });
    view! {
        {move || match about.get() {
            Cell::Text(text) => Some(view! { <article class="message"><div class="message__body"><p class="timeline__words">{text}</p></div></article> }),
            _ => None,
        }}
        {move || days.get().into_iter().map(|(day, items)| view! {
            <h3 class="timeline__day">{day_words(day)}</h3>
            {items.into_iter().map(|item| message(item, requester)).collect_view()}
        }).collect_view()}
        {move || empty.get().then(|| view! { <Empty icon=Glyph::Mail title=words::record::no_messages() text=words::record::no_messages_text()/> })}
        <div node_ref=end></div>
    }
}

fn message(item: TimelineItem, requester: Memo<Cell>) -> impl IntoView {
    let class = if item.internal {
        "message message--internal"
    } else if item.received {
        "message"
    } else {
        "message message--own"
    };
    let author = if item.received { item.with.first() } else { item.by.as_ref() };
    let asked = requester.with(|cell| match cell {
        Cell::Record(link) if item.received => Some(link.label.clone()),
        _ => None,
    });
    let name = author.map(|link| link.label.clone()).or(asked).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| {
        if item.received {
            words::record::somebody()
        } else {
            words::record::you()
        }
        .to_owned()
    });
    let note = if item.received {
        words::record::received()
    } else {
        words::record::sent()
    };
    view! {
        <article class=class>
            <header class="message__head">
                <Avatar face=Face::person(&name) size=AvatarSize::Medium/>
                <b>{name}</b>
                {if item.internal {
                    view! { <Badge tone=Tone::Warning icon=Glyph::Lock>{words::record::internal()}</Badge> }.into_any()
                } else {
                    view! { <span class="faint">{note}</span> }.into_any()
                }}
                <time class="push" data-tip=moment_exact(item.at)>{format::time(item.at)}</time>
            </header>
            <div class="message__body"><p class="timeline__words">{item.body}</p></div>
        </article>
    }
}

/// The box that answers.
#[component]
pub(super) fn ReplyBox(subject: Subject) -> impl IntoView {
    let session = subject.session;
    let draft_key = move || subject.shown().map(|id| format!("reply/{id}")).unwrap_or_default();
    let text = RwSignal::new(session.draft_of(&draft_key()));
    let internal = RwSignal::new(false);
    let problem = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let area = NodeRef::<html::Textarea>::new();
    // Placeholders of saved replies that nothing was known for.
    let left = RwSignal::new(Vec::<String>::new());
    let requester = subject.cell(&"requester".into());
    let reply = move || match requester.get() {
        Cell::Record(link) => words::record::reply_to(link.label.split_whitespace().next().unwrap_or(&link.label)),
        _ => words::record::reply().to_owned(),
    };
    let send = move |solve: bool| {
        let Some(ticket) = subject.shown() else { return };
        let body = text.get_untracked();
        if body.trim().is_empty() {
            problem.set(words::record::something_needed().to_owned());
            return;
        }
        if let Some(open) = left.with_untracked(|left| left.iter().find(|left| body.contains(left.as_str())).cloned()) {
            problem.set(words::replies::fill_first(&open));
            return;
        }
        busy.set(true);
        session.act_then(
            Command::PostMessage {
                ticket,
                body,
                internal: internal.get_untracked(),
            },
            move |result| {
                busy.try_set(false);
                if result.is_ok() {
                    session.keep_draft(&format!("reply/{ticket}"), "");
                    text.try_set(String::new());
                    left.try_set(Vec::new());
                    if solve {
                        solve_ticket(subject);
                    }
                }
                false
            },
        );
    };
    let type_in = move |typed: String| {
        session.keep_draft(&draft_key(), &typed);
        problem.set(String::new());
        text.set(typed);
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && is_mod(&event) && !event.is_composing() {
            event.prevent_default();
            send(false);
        }
    };
    let choices = Signal::derive(move || {
        vec![
            Choice::new("public", reply()).with_icon(Glyph::Mail),
            Choice::new("internal", words::record::internal()).with_icon(Glyph::Lock),
        ]
    });
    view! {
        <form class="composer reply" class:reply--internal=move || internal.get() on:submit=move |event| {
            event.prevent_default();
            send(false);
        }>
            <div class="composer__tabs">
                <Segmented
                    label=words::record::visibility()
                    choices=choices
                    value=move || if internal.get() { "internal".to_owned() } else { "public".to_owned() }
                    on_change=move |key: String| internal.set(key == "internal")
                    small=true
                />
            </div>
            <TextArea
                value=text
                rows=3
                class="composer__text"
                label=words::record::reply()
                placeholder=Signal::derive(move || if internal.get() { words::record::internal_help().to_owned() } else { reply() })
                node_ref=area
                on_input=type_in
                on_key=on_key
            />
            {move || {
                let text = problem.get();
                (!text.is_empty()).then(|| view! { <p class="field__error composer__problem" role="alert"><Icon glyph=Glyph::ErrorCircle/><span>{text}</span></p> })
            }}
            <div class="composer__foot">
                <SavedReplies subject=subject area=area text=text left=left on_text=type_in/>
                <span class="push"></span>
                {move || (!internal.get()).then(|| view! {
                    <Button busy=busy on_click=move |_| send(true)>{words::record::send_and_solve()}</Button>
                })}
                <Button kind=ButtonKind::Primary submit=true busy=busy icon=Glyph::Send key=Shortcut::new("Mod+Enter").label()>
                    {move || if internal.get() { words::record::add_internal() } else { words::record::send() }}
                </Button>
            </div>
        </form>
    }
}

/// Sets the ticket to solved.
pub(super) fn solve_ticket(subject: Subject) {
    if let Some(record) = subject.page.try_get_untracked().flatten().map(|page| page.link.id) {
        let fields = vec![("status".into(), Input::Value(Value::from("solved")))];
        subject.session.act(Command::Edit {
            object: subject.object(),
            record,
            fields,
        });
    }
}

/// How near the deadlines of a ticket are.
#[component]
pub(super) fn Deadlines(subject: Subject) -> impl IntoView {
    let now = clock::use_now(std::time::Duration::from_secs(60));
    let state = Memo::new(move |_| {
        subject.page.with(|page| {
            let page = page.as_ref()?;
            let time = |key: &str| match cell_of(page, key) {
                Some(Cell::Time(millis)) => Some(millis),
                _ => None,
            };
            let solved =
                matches!(cell_of(page, "status"), Some(Cell::Choice(choice)) if matches!(choice.key.as_str(), "solved" | "closed"));
            Some((time("created"), time("first_replied"), time("first_reply_due"), time("due"), solved))
        })
    });
    dynamic(move || {
        let (created, replied, reply_due, due, solved) = state.get()?;
        let now = now.get();
        let first = match (replied, reply_due) {
            (Some(replied), _) => created.map(|created| {
                (
                    Tone::Success,
                    Glyph::Check,
                    words::record::replied_in(&span_words(replied - created)),
                    replied,
                )
            }),
            (None, Some(deadline)) if !solved => Some(deadline_badge(deadline, now, words::record::first_reply_in)),
            _ => None,
        };
        let last = due
            .filter(|_| !solved)
            .map(|deadline| deadline_badge(deadline, now, words::record::due_in));
        Some(view! {
            <span class="sla">
                {[first, last].into_iter().flatten().map(|(tone, glyph, text, at)| view! {
                    <span data-tip=moment_exact(at)><Badge tone=tone icon=glyph>{text}</Badge></span>
                }).collect_view()}
            </span>
        })
    })
}

/// Neutral while there is time, warning when it is near, danger when it has passed.
fn deadline_badge(deadline: i64, now: i64, ahead: fn(&str) -> String) -> (Tone, Glyph, String, i64) {
    let left = deadline - now;
    let span = span_words(left);
    if left < 0 {
        (Tone::Danger, Glyph::Alert, words::record::late_by(&span), deadline)
    } else {
        (
            if left < NEAR_MILLIS { Tone::Warning } else { Tone::Neutral },
            Glyph::Clock,
            ahead(&span),
            deadline,
        )
    }
}
