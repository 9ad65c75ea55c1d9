//! Every change of a record's fields: who, when, from what to what.

use bridge::record::{Before, HistoryEntry};
use bridge::{Command, Input, Selection};

use super::subject::Subject;
use crate::client::{Follow, use_answer};
use crate::platform::{clock, format};
use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind},
    icon::Glyph,
    state::{Empty, Skeleton},
    timeline::{TimelineDay, TimelineItem},
};
use crate::value::{day_words, moment_exact, plain};
use crate::words;

/// The history of a record.
#[component]
pub(super) fn RecordHistory(subject: Subject) -> impl IntoView {
    let engine = subject.session.engine;
    let answer = use_answer(Follow::record(move || subject.id.get()), move || {
        engine.history(subject.object(), subject.id.get())
    });
    let entries = answer.value();
    let waiting = Signal::derive(move || entries.with(Option::is_none) && answer.error().with(Option::is_none));
    let days = Memo::new(move |_| {
        let mut days: Vec<(i32, Vec<HistoryEntry>)> = Vec::new();
        entries.with(|entries| {
            for entry in entries.iter().flat_map(|entries| entries.iter()) {
                let day = clock::day_of(entry.at);
                match days.last_mut() {
                    Some((last, entries)) if *last == day => entries.push(entry.clone()),
                    _ => days.push((day, vec![entry.clone()])),
                }
            }
        });
        days
    });
    let empty = Memo::new(move |_| entries.with(|entries| entries.as_ref().is_some_and(|entries| entries.is_empty())));
    view! {
        <Skeleton waiting=waiting lines=5/>
        {move || days.get().into_iter().map(|(day, entries)| view! {
            <TimelineDay title=day_words(day)>
                {entries.into_iter().map(|entry| entry_view(entry, subject)).collect_view()}
            </TimelineDay>
        }).collect_view()}
        {move || empty.get().then(|| view! { <Empty icon=Glyph::History title=words::record::history_none()/> })}
    }
}

/// What brings back what a change took the place of; none for a record in the bin, and where nothing can be written.
fn back_of(entry: &HistoryEntry, subject: Subject) -> Option<Command> {
    let (field, before) = (entry.field.clone()?, entry.before.clone()?);
    let (object, record) = (subject.object(), subject.id.get_untracked());
    if subject.page.with_untracked(|page| page.as_ref().is_some_and(|page| page.binned)) {
        return None;
    }
    Some(match before {
        Before::Value(value) => Command::Edit {
            object,
            record,
            fields: vec![(field, value.map_or(Input::Clear, Input::Value))],
        },
        Before::Element(element, present) => Command::Element {
            object,
            field,
            selection: Selection::Records(vec![record]),
            element: Input::Value(element),
            present,
        },
    })
}

fn entry_view(entry: HistoryEntry, subject: Subject) -> impl IntoView {
    let who = if entry.here {
        words::record::history_device().to_owned()
    } else {
        entry.by.clone()
    };
    let label = entry.field.as_ref().map(|key| {
        subject
            .def
            .with_untracked(|def| def.as_ref().and_then(|def| def.field(key).map(|field| field.label.clone())))
            .unwrap_or_else(|| key.to_string())
    });
    let label = match &entry.file {
        // What was changed about a file is its name.
        Some(_) => None,
        None => label,
    };
    let (old, new) = (plain(&entry.old), plain(&entry.new));
    let shown_label = label.clone().unwrap_or_default();
    let what = match label {
        None if !new.is_empty() => words::files::renamed(&old, &new),
        None => words::record::verb_words(entry.verb).to_owned(),
        Some(label) if old.is_empty() => words::record::history_set(&label, &new),
        Some(label) if new.is_empty() => words::record::history_cleared(&label, &old),
        Some(label) => words::record::history_changed(&label, &old, &new),
    };
    let what = match &entry.file {
        Some(name) if new.is_empty() => words::record::history_file(name, &words::inside(&what)),
        _ => what,
    };
    let file = entry.detail.clone();
    let line = move || {
        let file = (!file.is_empty() && entry.verb == model::change::Verb::Import).then(|| words::record::history_import(&file));
        view! { <strong>{who.clone()}</strong> " " {what.clone()} {file.map(|file| view! { " " <span class="faint">{file}</span> })} }
    };
    let back = back_of(&entry, subject);
    // A merge is taken apart as a whole, from the record that stayed and from those that went.
    let apart = (entry.verb == model::change::Verb::Merge).then_some(Command::TakeBack(entry.change));
    let value = if old.is_empty() {
        words::own::nothing_there().to_owned()
    } else {
        old
    };
    let name = words::own::bring_back_of(&shown_label, &value);
    let session = subject.session;
    let tools = move || {
        let back = back.clone().map(|back| view! {
            <Button kind=ButtonKind::Link attr:aria-label=name.clone() on_click=move |_| session.act(back.clone())>{words::own::bring_back()}</Button>
        });
        let apart = apart.clone().map(|apart| {
            view! {
                <Button kind=ButtonKind::Link on_click=move |_| session.act(apart.clone())>{words::duplicates::take_apart()}</Button>
            }
        });
        view! { {back} {apart} }
    };
    view! { <TimelineItem icon=Glyph::Edit time=format::time(entry.at) exact=moment_exact(entry.at) line=line tools=tools/> }
}
