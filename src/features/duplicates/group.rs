//! One group: what its records have in common, who they are, and what to do about it.

use bridge::duplicates::DuplicateGroup;
use bridge::{Command, RecordLine};
use model::ObjectKey;

use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::{Merging, Session};
use crate::ui::{
    avatar::{Avatar, Face},
    badge::Badge,
    button::{Button, ButtonKind},
    icon::Glyph,
    tone::Tone,
};
use crate::value::detail_words;
use crate::words::duplicates as say;

/// A group of records that may be the same.
#[component]
pub(super) fn GroupCard(object: ObjectKey, group: DuplicateGroup) -> impl IntoView {
    let session = Session::expect();
    let records = group.records.iter().map(|record| record.link.id).collect::<Vec<_>>();
    let name = group.records.first().map(|record| record.link.label.clone()).unwrap_or_default();
    let (tone, certainty) = if group.is_likely {
        (Tone::Warning, say::likely())
    } else {
        (Tone::Neutral, say::possible())
    };
    let likenesses = group
        .likenesses
        .iter()
        .map(|likeness| view! { <li>{say::likeness(likeness)}</li> })
        .collect_view();
    let of = object.clone();
    let line = move |record: &RecordLine| {
        let href = Route::Record(of.clone(), record.link.id).href();
        let face = if *of == *"company" {
            Face::company(&record.link.label)
        } else {
            Face::person(&record.link.label)
        };
        view! {
            <li class="duplicate">
                <Avatar face=face/>
                <a class="truncate" href=href>{record.link.label.clone()}</a>
                <span class="muted truncate">{detail_words(&record.detail)}</span>
            </li>
        }
    };
    let lines = group.records.iter().map(line).collect_view();
    let merge = {
        let merging = Merging {
            object: object.clone(),
            records: records.clone(),
            on_done: Callback::new(|()| ()),
        };
        move |_| session.merging.set(Some(merging.clone()))
    };
    let apart = move |_| {
        session.act(Command::TellApart {
            object: object.clone(),
            records: records.clone(),
        });
    };
    view! {
        <section class="card duplicate-group" aria-label=say::group_label(&name)>
            <div class="duplicate-group__head">
                <Badge tone=tone>{certainty}</Badge>
                <ul class="duplicate-group__why">{likenesses}</ul>
            </div>
            <ul class="duplicate-group__records">{lines}</ul>
            <div class="duplicate-group__foot">
                <Button kind=ButtonKind::Ghost attr:aria-label=say::apart_group(&name) on_click=apart>{say::apart()}</Button>
                <Button icon=Glyph::Merge attr:aria-label=say::merge_group(&name) on_click=merge>{say::merge_short()}</Button>
            </div>
        </section>
    }
}
