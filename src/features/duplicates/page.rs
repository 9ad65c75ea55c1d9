//! The page: groups of records of an object that may be the same.

use bridge::duplicates::DuplicateGroup;
use model::{ObjectDef, ObjectKey, RecordId};

use super::group::GroupCard;
use crate::client::{Engine, Follow, use_answer};
use crate::reactive::prelude::*;
use crate::routes::{Route, use_title};
use crate::ui::{
    frame::{Crumb, TopBar},
    icon::Glyph,
    state::{Callout, Empty, Skeleton},
    tone::Tone,
};
use crate::words::{self, duplicates as say, number};

/// Duplicates of an object.
#[component]
pub fn DuplicatesPage(
    /// The object.
    object: ObjectKey,
) -> impl IntoView {
    let schema = Engine::expect().schema();
    let def = Memo::new(move |_| schema.with(|schema| schema.object(&object).cloned()));
    use_title(move || {
        let plural = def.with(|def| def.as_ref().map(|def| def.plural.clone()));
        std::iter::once(say::title().to_owned()).chain(plural).collect()
    });
    dynamic(move || def.get().map(|def| view! { <OfObject def=def/> }))
}

#[component]
fn OfObject(def: ObjectDef) -> impl IntoView {
    let engine = Engine::expect();
    let object = def.key.clone();
    let answer = use_answer(Follow::Anything, move || engine.duplicates(object.clone()));
    let (found, error) = (answer.value(), answer.error());
    let waiting = Signal::derive(move || found.with(Option::is_none) && error.with(Option::is_none));
    let groups = Memo::new(move |_| found.with(|found| found.as_ref().map(|found| found.groups.clone()).unwrap_or_default()));
    let none = Memo::new(move |_| found.with(|found| found.as_ref().is_some_and(|found| found.groups.is_empty())));
    let more = Memo::new(move |_| {
        found.with(|found| {
            let found = found.as_ref()?;
            let shown = found.groups.len();
            (shown < found.total as usize).then(|| say::first(&number(shown as u64), &number(u64::from(found.total))))
        })
    });
    let list = Route::List(def.key.clone()).href();
    let crumbs = vec![Crumb::new(def.plural.clone(), list.clone())];
    let (plural, key, failing) = (def.plural.clone(), def.key.clone(), def.clone());
    view! {
        <main class="main" id="main" tabindex="-1">
            <TopBar title=say::title() crumbs=crumbs/>
            <div class="scroll duplicates">
                {move || error.get().map(|error| view! { <Callout tone=Tone::Danger title=words::failure::line(&error, Some(&failing))/> })}
                <Skeleton waiting=waiting lines=6/>
                {move || none.get().then(|| {
                    let (list, plural) = (list.clone(), plural.clone());
                    view! {
                        <Empty icon=Glyph::Check title=say::none(&plural) text=say::none_text()>
                            <a class="button" href=list>{say::back(&plural)}</a>
                        </Empty>
                    }
                })}
                {
                    let plural = def.plural.clone();
                    move || (!groups.with(Vec::is_empty)).then(|| view! { <p class="muted duplicates__about">{say::about(&plural)}</p> })
                }
                <ul class="duplicates__groups">
                    <For each=move || groups.get() key=key_of let(group)>
                        <li><GroupCard object=key.clone() group=group/></li>
                    </For>
                </ul>
                {move || more.get().map(|more| view! { <p class="muted">{more}</p> })}
            </div>
        </main>
    }
}

/// A group is drawn anew when other records are in it, or other things speak for it.
fn key_of(group: &DuplicateGroup) -> (Vec<RecordId>, usize, bool) {
    let records = group.records.iter().map(|record| record.link.id).collect();
    (records, group.likenesses.len(), group.is_likely)
}
