//! Saved replies: named, written, with their placeholders checked while one types, and deleted. Each is one step that can be taken back.

use bridge::{Command, Input, Selection};
use leptos::html;
use model::placeholder::{self, NamePart, Piece, Source};
use model::{FieldKind, ObjectDef, RecordId, Schema};

use crate::client::Engine;
use crate::reactive::prelude::*;
use crate::replies::{REPLY, SavedReply, use_replies};
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind, IconButton},
    card::Card,
    dom::focus,
    field::{Field, TextArea, TextInput, insert_at_caret},
    icon::{Glyph, Icon},
    menu::{MenuButton, MenuEntry, MenuItem},
    state::{Empty, Skeleton},
};
use crate::words::replies as say;

/// The section.
#[component]
pub(super) fn RepliesSection() -> impl IntoView {
    let session = Session::expect();
    let replies = use_replies();
    let waiting = Signal::derive(move || replies.with(Option::is_none));
    let none = Memo::new(move |_| replies.with(|replies| replies.as_ref().is_some_and(Vec::is_empty)));
    let ids = Memo::new(move |_| replies.with(|replies| replies.iter().flatten().map(|reply| reply.id).collect::<Vec<_>>()));
    let add = move || {
        let typed = |text: &str| Input::Text(text.to_owned());
        session.act(Command::Create {
            object: REPLY.into(),
            fields: vec![
                ("name".into(), typed(say::new_name())),
                ("body".into(), typed(&format!("{}{{contact.first_name}},", say::new_text()))),
            ],
        });
    };
    let new = move || view! { <Button kind=ButtonKind::Primary icon=Glyph::Plus on_click=move |_| add()>{say::add()}</Button> };
    view! {
        <p class="muted">{say::help()}</p>
        <Skeleton waiting=waiting lines=6/>
        {move || none.get().then(|| view! { <Empty icon=Glyph::Note title=say::none() text=say::none_text()>{new()}</Empty> })}
        <For each=move || ids.get() key=|id| *id let(id)>
            <ReplyCard id=id replies=replies/>
        </For>
        {move || (!none.get() && !waiting.get()).then(|| view! { <div>{new()}</div> })}
    }
}

/// One reply.
#[component]
fn ReplyCard(id: RecordId, replies: Memo<Option<Vec<SavedReply>>>) -> impl IntoView {
    let session = Session::expect();
    let schema = Engine::expect().schema();
    let reply = Memo::new(move |before: Option<&Option<SavedReply>>| {
        let now = replies.with(|replies| replies.iter().flatten().find(|reply| reply.id == id).cloned());
        // The last one while it is being taken away.
        now.or_else(|| before.cloned().flatten())
    });
    let name = Memo::new(move |_| reply.with(|reply| reply.as_ref().map(|reply| reply.name.clone()).unwrap_or_default()));
    let body = RwSignal::new(String::new());
    // What is kept takes the place of what is typed whenever it changes: after saving, undo, or in another tab. A new name alone is no
    // reason to take away what is being typed.
    let kept = Memo::new(move |_| reply.with(|reply| reply.as_ref().map(|reply| reply.body.clone()).unwrap_or_default()));
    Effect::new(move || body.set(kept.get()));
    let write = move |field: &str, text: String| {
        session.act(Command::Edit {
            object: REPLY.into(),
            record: id,
            fields: vec![(field.into(), Input::Text(text))],
        });
    };
    let rename = move |text: String| {
        if !text.trim().is_empty() {
            write("name", text);
        }
    };
    let delete = move || {
        session.act(Command::Trash {
            object: REPLY.into(),
            selection: Selection::Records(vec![id]),
        });
    };
    let problems = Memo::new(move |_| schema.with(|schema| body.with(|body| problems(body, schema))));
    let error = Signal::derive(move || problems.with(|problems| problems.first().cloned().unwrap_or_default()));
    let area = NodeRef::<html::Textarea>::new();
    let insert = move |written: &str| {
        let Some(area) = area.get_untracked() else { return };
        let (text, _) = insert_at_caret(&area, &body.get_untracked(), written);
        write("body", text);
        focus(&area);
    };
    let entries = Signal::derive(move || schema.with(|schema| offered(schema, insert)));
    view! {
        <Card class="setting-card reply-card">
            <div class="reply-card__head">
                <TextInput value=name quiet=true label=say::name_of(&name.get_untracked()) on_change=rename/>
                <MenuButton icon=Glyph::Plus label=Signal::derive(move || say::placeholder_in(&name.get())) text=say::placeholder() entries=entries/>
                <IconButton icon=Glyph::Trash label=Signal::derive(move || say::delete(&name.get())) on_click=move |_| delete()/>
            </div>
            <Field label=say::text() error=error>
                <TextArea value=body rows=4 node_ref=area on_input=move |typed| body.set(typed) on_change=move |typed| write("body", typed)/>
            </Field>
            {move || problems.with(|problems| problems.iter().skip(1).cloned().map(|problem| view! {
                <p class="field__error"><Icon glyph=Glyph::ErrorCircle/><span>{problem}</span></p>
            }).collect_view())}
        </Card>
    }
}

/// What in a text is no placeholder, and why.
fn problems(text: &str, schema: &Schema) -> Vec<String> {
    let pieces = placeholder::read(text, schema).into_iter();
    let problems = pieces.filter_map(|piece| match piece {
        Piece::Wrong { written, why, .. } => Some(say::problem(&written, &say::why(&why))),
        Piece::Text(_) | Piece::Value(..) => None,
    });
    problems.collect()
}

/// Placeholders to choose from, by the record that they are about.
fn offered(schema: &Schema, insert: impl Fn(&str) + Copy + Send + Sync + 'static) -> Vec<MenuEntry> {
    let group = |source: Source| {
        let object = schema.object(source.object())?;
        let item = move |label: String, field: &str| -> MenuEntry {
            let written = format!("{{{}.{field}}}", source.name());
            let hint = written.clone();
            MenuItem::new(label, move || insert(&written)).hint(hint).into()
        };
        let mut entries = Vec::new();
        if object.fields.iter().any(|field| field.kind == FieldKind::PersonName) {
            entries.push(item(say::first_name().to_owned(), NamePart::Given.name()));
            entries.push(item(say::last_name().to_owned(), NamePart::Family.name()));
        }
        entries.extend(writable(object).map(|field| item(field.label.clone(), &field.key)));
        Some(MenuEntry::Group {
            label: say::source(source).to_owned(),
            icon: None,
            entries,
        })
    };
    Source::ALL.into_iter().filter_map(group).collect()
}

/// Fields that one writes to somebody: no long texts, and nothing that is hidden or computed.
fn writable(object: &ObjectDef) -> impl Iterator<Item = &model::FieldDef> {
    object
        .fields
        .iter()
        .filter(|field| !field.hidden && field.computed.is_none() && field.kind != FieldKind::LongText)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_placeholder_that_is_offered_is_one() {
        let schema = Schema::built_in();
        for source in Source::ALL {
            let object = schema.object(source.object()).expect("an object of ours");
            for field in writable(object) {
                let text = format!("{{{}.{}}}", source.name(), field.key);
                assert_eq!(problems(&text, &schema), Vec::<String>::new(), "{text}");
            }
        }
        assert_eq!(problems("{ticket.nummer} and {", &schema).len(), 2);
    }
}
