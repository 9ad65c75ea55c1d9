//! What happened around a record, newest first, by day; filtered by kind.

use bridge::record::{TimelineItem as Item, TimelineKind, TimelineQuery};
use bridge::{Command, Input, RecordLink};
use model::Value;

use super::{fact::has_page, subject::Subject};
use crate::client::{Follow, use_answer};
use crate::platform::{clock, format};
use crate::reactive::prelude::*;
use crate::routes::{PageParameter, Query, Route};
use crate::ui::{
    button::{Button, ButtonKind, IconButton},
    chip::ToggleChip,
    icon::Glyph,
    state::{Empty, Skeleton},
    timeline::{TimelineDay, TimelineItem},
};
use crate::value::{day_words, moment_exact, plain};
use crate::words;

/// Items that are read at first and with each "Show more".
const STEP: u32 = 30;

/// The icon of a kind.
pub(super) const fn kind_glyph(kind: TimelineKind) -> Glyph {
    match kind {
        TimelineKind::Note => Glyph::Note,
        TimelineKind::Call => Glyph::Phone,
        TimelineKind::Email | TimelineKind::Message => Glyph::Mail,
        TimelineKind::Meeting | TimelineKind::Visit => Glyph::Meeting,
        TimelineKind::Task => Glyph::Task,
        TimelineKind::Deal => Glyph::Deal,
        TimelineKind::Stage => Glyph::Stage3,
        TimelineKind::Ticket => Glyph::Ticket,
        TimelineKind::Order => Glyph::Box,
        TimelineKind::File => Glyph::Attachment,
        TimelineKind::Created => Glyph::Plus,
    }
}

/// The timeline of a record.
#[component]
pub(super) fn RecordTimeline(
    /// The record.
    subject: Subject,
    /// At first so many, without filters: for the panel.
    #[prop(optional)]
    brief: Option<u32>,
) -> impl IntoView {
    let kinds = RwSignal::new(Vec::<TimelineKind>::new());
    let limit = RwSignal::new(brief.unwrap_or(STEP));
    let engine = subject.session.engine;
    let answer = use_answer(Follow::Anything, move || {
        let query = TimelineQuery {
            object: subject.object(),
            record: subject.id.get(),
            kinds: kinds.get(),
            skip: 0,
            limit: limit.get(),
        };
        engine.timeline(query)
    });
    let found = answer.value();
    let days = Memo::new(move |_| found.with(|found| found.as_ref().map(|found| by_day(&found.items)).unwrap_or_default()));
    let pinned = Memo::new(move |_| {
        found.with(|found| {
            let items = found.iter().flat_map(|found| &found.items);
            items.filter(|item| item.pinned).cloned().collect::<Vec<_>>()
        })
    });
    let rest = Memo::new(move |_| found.with(|found| found.as_ref().is_some_and(|found| found.total > found.items.len() as u32)));
    let counts = Memo::new(move |_| found.with(|found| found.as_ref().map(|found| found.counts.clone()).unwrap_or_default()));
    let waiting = Signal::derive(move || found.with(Option::is_none) && answer.error().with(Option::is_none));
    let empty =
        Memo::new(move |_| found.with(|found| found.as_ref().is_some_and(|found| found.items.is_empty())) && kinds.with(Vec::is_empty));
    view! {
        <Skeleton waiting=waiting lines=5/>
        {move || (brief.is_none() && counts.with(Vec::len) > 1).then(|| view! {
            <div class="feed-filter" role="group" aria-label=words::record::timeline()>
                <ToggleChip label=words::record::everything() pressed=Signal::derive(move || kinds.with(Vec::is_empty)) on_click=move |_| kinds.set(Vec::new())/>
                <For each=move || counts.get() key=|count| *count let((kind, _))>
                    <ToggleChip
                        label=words::record::kind_plural(kind)
                        pressed=Signal::derive(move || kinds.with(|kinds| kinds.contains(&kind)))
                        on_click=move |_| kinds.update(|kinds| {
                            if kinds.contains(&kind) {
                                kinds.retain(|own| *own != kind);
                            } else {
                                kinds.push(kind);
                            }
                        })
                    />
                </For>
            </div>
        })}
        {move || (!pinned.with(Vec::is_empty)).then(|| view! {
            <TimelineDay title=words::record::pinned()>
                {pinned.get().into_iter().map(|item| item_view(item, subject)).collect_view()}
            </TimelineDay>
        })}
        {move || days.get().into_iter().map(|(day, items)| view! {
            <TimelineDay title=day_words(day)>
                {items.into_iter().map(|item| item_view(item, subject)).collect_view()}
            </TimelineDay>
        }).collect_view()}
        {move || empty.get().then(|| view! {
            <Empty icon=Glyph::Clock title=words::record::nothing_yet() text=words::record::nothing_yet_text()/>
        })}
        {move || (rest.get() && brief.is_none()).then(|| view! {
            <Button kind=ButtonKind::Link on_click=move |_| limit.update(|limit| *limit += STEP)>{words::record::show_more()}</Button>
        })}
        {move || (rest.get() && brief.is_some()).then(|| view! {
            <a class="more-link" href=move || Route::Record(subject.object(), subject.id.get()).href()>{words::record::show_all()}</a>
        })}
    }
}

/// Items of each day; pinned ones stand above and are left out.
fn by_day(items: &[Item]) -> Vec<(i32, Vec<Item>)> {
    let mut days: Vec<(i32, Vec<Item>)> = Vec::new();
    for item in items.iter().filter(|item| !item.pinned) {
        let day = clock::day_of(item.at);
        match days.last_mut() {
            Some((last, items)) if *last == day => items.push(item.clone()),
            _ => days.push((day, vec![item.clone()])),
        }
    }
    days
}

fn item_view(item: Item, subject: Subject) -> AnyView {
    let (glyph, exact) = (kind_glyph(item.kind), moment_exact(item.at));
    // Pinned items stand under no day.
    let time = if item.pinned {
        day_words(clock::day_of(item.at))
    } else {
        format::time(item.at)
    };
    let body = item.body.trim().to_owned();
    let tools = {
        let (link, pinned) = (item.link.clone(), item.pinned);
        move || pin_view(&link, pinned, subject)
    };
    let line = move || line_view(item.clone(), subject);
    // A box only around words that a person wrote.
    if body.is_empty() {
        view! { <TimelineItem icon=glyph time=time exact=exact line=line tools=tools/> }.into_any()
    } else {
        view! { <TimelineItem icon=glyph time=time exact=exact line=line tools=tools><p class="timeline__words">{body}</p></TimelineItem> }
            .into_any()
    }
}

/// What puts an activity above all days, and takes it from there.
fn pin_view(link: &RecordLink, pinned: bool, subject: Subject) -> Option<AnyView> {
    if link.object != "activity" || !subject.writable.get_untracked() {
        return None;
    }
    let (object, record) = (link.object.clone(), link.id);
    let turn = move |_| {
        subject.session.act(Command::Edit {
            object: object.clone(),
            record,
            fields: vec![("pinned".into(), Input::Value(Value::Bool(!pinned)))],
        });
    };
    let (label, class) = if pinned {
        (words::record::unpin(), "timeline__pin timeline__pin--on")
    } else {
        (words::record::pin(), "timeline__pin")
    };
    Some(view! { <IconButton icon=Glyph::Pin label=label class=class on_click=turn/> }.into_any())
}

/// Who did what, to or with whom. Without a name what it was stands alone.
fn line_view(item: Item, subject: Subject) -> impl IntoView {
    let name = |link: Option<&RecordLink>| link.map(|link| link.label.clone()).filter(|name| !name.is_empty());
    let who = if item.received {
        name(item.with.first())
    } else {
        name(item.by.as_ref())
    };
    let own = subject.shown() == Some(item.link.id);
    let leads = !own && has_page(&item.link.object) && !matches!(item.link.object.as_str(), "message" | "stage_entry" | "line");
    let with = item
        .with
        .iter()
        .filter(|link| !item.received && subject.shown() != Some(link.id) && !link.label.is_empty());
    let with = with.map(|link| link.label.clone()).collect::<Vec<_>>();
    let with = (!with.is_empty()).then(|| words::record::with(&format::list(&with)));
    let moved = item.kind == TimelineKind::Stage;
    let title = match item.kind {
        TimelineKind::Stage => words::labels::label(&item.title).into_owned(),
        _ => item.title,
    };
    let files = item.kind == TimelineKind::File;
    let href = if files {
        let query = Query::default().with(PageParameter::Tab.name(), Some(super::files::TAB.to_owned()));
        Route::Record(subject.object(), subject.id.get_untracked()).href_with(&query)
    } else {
        Route::Record(item.link.object.clone(), item.link.id).href()
    };
    let deal = (moved && leads).then(|| view! { " · " <a href=href.clone()>{item.link.label}</a> });
    let title = match title {
        title if title.is_empty() || (own && !moved) => ().into_any(),
        title if leads && !moved => view! { " " <a href=href><strong>{title}</strong></a> }.into_any(),
        title => view! { " " <strong>{title}</strong> }.into_any(),
    };
    let end = (!item.end.is_empty()).then(|| plain(&item.end)).filter(|end| !end.is_empty());
    let end = end.map(|end| if moved { words::record::from_stage(&end) } else { end });
    let start = match who {
        Some(who) => view! { <strong>{who}</strong> " " {words::record::kind_verb(item.kind, item.received)} }.into_any(),
        None => words::record::kind_noun(item.kind).into_any(),
    };
    view! {
        {start}
        {title}
        {with.map(|with| view! { " " {with} })}
        {end.map(|end| view! { <span class="faint">", " {end}</span> })}
        {deal}
    }
}
