//! Tags: renamed where they stand, merged, deleted. Each is one step that can be taken back.

use std::collections::HashMap;

use bridge::{Command, Input};
use model::{ObjectKey, RecordId};

use crate::client::{AskError, Engine, Follow, use_answer};
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::{
    button::IconButton,
    card::Card,
    field::{Select, SelectOption, TextInput},
    icon::Glyph,
    state::{Empty, Skeleton},
};
use crate::words::{self, own as say};

/// Most tags that are listed.
const MOST: u32 = 500;

/// A tag and how many records have it.
#[derive(Clone, PartialEq)]
struct Line {
    id: RecordId,
    name: String,
    uses: u32,
}

/// Tags by name, with their uses on records of the objects that have tags.
async fn tags(engine: Engine, objects: Vec<ObjectKey>) -> Result<Vec<Line>, AskError> {
    let mut uses: HashMap<String, u32> = HashMap::new();
    for object in objects {
        for (tag, count) in engine.values(object, "tags".into(), String::new()).await? {
            *uses.entry(tag.key).or_default() += count;
        }
    }
    let tags = engine.suggest("tag".into(), String::new(), MOST).await?;
    let line = |tag: bridge::RecordLine| Line {
        id: tag.link.id,
        uses: uses.get(&tag.link.id.to_string()).copied().unwrap_or_default(),
        name: tag.link.label,
    };
    let mut lines: Vec<Line> = tags.into_iter().map(line).collect();
    model::order::sort_by_cached_key(&mut lines, |line| model::validate::fold(&line.name));
    Ok(lines)
}

/// The section.
#[component]
pub(super) fn TagsSection() -> impl IntoView {
    let engine = Engine::expect();
    let schema = engine.schema();
    let answer = use_answer(Follow::Anything, move || {
        let tagged = |object: &&model::ObjectDef| object.field("tags").is_some_and(|field| field.target.as_deref() == Some("tag"));
        let objects = schema.with(|schema| schema.objects().iter().filter(tagged).map(|object| object.key.clone()).collect());
        tags(engine, objects)
    });
    let lines = Memo::new(move |_| answer.value().get().map(|lines| (*lines).clone()));
    let waiting = Signal::derive(move || lines.with(Option::is_none));
    let none = Memo::new(move |_| lines.with(|lines| lines.as_ref().is_some_and(Vec::is_empty)));
    let some = Memo::new(move |_| lines.with(|lines| lines.as_ref().is_some_and(|lines| !lines.is_empty())));
    let options = Memo::new(move |_| lines.get().unwrap_or_default());
    view! {
        <p class="muted">{say::tags_help()}</p>
        <Skeleton waiting=waiting lines=6/>
        {move || none.get().then(|| view! { <Empty icon=Glyph::Tag title=say::tags_none() text=say::tags_none_text()/> })}
        {move || some.get().then(|| view! {
            <Card flush=true class="fields-card">
                <table class="table tags-table">
                    <thead><tr>
                        <th scope="col">{say::tag()}</th>
                        <th scope="col" class="tags-table__uses">{say::tag_uses()}</th>
                        <th scope="col" class="tags-table__tools"></th>
                    </tr></thead>
                    <tbody>
                        <For each=move || options.get() key=|line| (line.id, line.name.clone(), line.uses) let(line)>
                            <TagRow line=line all=options/>
                        </For>
                    </tbody>
                </table>
            </Card>
        })}
    }
}

#[component]
fn TagRow(line: Line, all: Memo<Vec<Line>>) -> impl IntoView {
    let session = Session::expect();
    let id = line.id;
    let rename = move |name: String| {
        if !name.trim().is_empty() {
            session.act(Command::Edit {
                object: "tag".into(),
                record: id,
                fields: vec![("name".into(), Input::Text(name))],
            });
        }
    };
    let merge = move |into: String| {
        if let Ok(into) = into.parse() {
            session.act(Command::MergeTags {
                tags: vec![id],
                into: Some(into),
            });
        }
    };
    let delete = move || {
        session.act(Command::MergeTags {
            tags: vec![id],
            into: None,
        });
    };
    let others = Signal::derive(move || {
        let others = all.with(|all| all.iter().filter(|other| other.id != id).cloned().collect::<Vec<_>>());
        let option = |other: Line| SelectOption::new(other.id.to_string(), other.name);
        others.into_iter().map(option).collect::<Vec<_>>()
    });
    let name = line.name.clone();
    view! {
        <tr>
            <th scope="row"><TextInput value=name.clone() quiet=true label=say::tag_name(&name) on_change=rename/></th>
            <td class="tags-table__uses muted">{words::number(u64::from(line.uses))}</td>
            <td class="tags-table__tools">
                <span class="tags-table__row">
                    <Select value=String::new() options=others placeholder=say::tag_merge_short() label=say::tag_merge(&name) on_change=merge/>
                    <IconButton icon=Glyph::Trash label=say::tag_delete(&name) on_click=move |_| delete()/>
                </span>
            </td>
        </tr>
    }
}
