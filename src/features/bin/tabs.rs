//! Whose records: every object with the number of its records in the bin.

use model::view::Scope;
use model::{ObjectDef, ObjectKey, View};

use crate::client::{Engine, Follow, use_answer};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::ui::tabs::{Tab, TabLinks};
use crate::words;

fn counted_view(def: &ObjectDef) -> View {
    View {
        columns: vec![def.primary.clone()],
        scope: Scope::Bin,
        ..View::table(&def.key)
    }
}

/// The switcher. Objects that people do not see elsewhere, such as views and segments, are there while something of theirs is.
#[component]
pub(super) fn BinTabs(#[prop(into)] object: Signal<ObjectKey>) -> impl IntoView {
    let engine = Engine::expect();
    let schema = engine.schema();
    let counts = use_answer(Follow::Anything, move || {
        let views = schema.with(|schema| schema.objects().iter().map(counted_view).collect::<Vec<_>>());
        async move {
            let objects: Vec<ObjectKey> = views.iter().map(|view| view.object.clone()).collect();
            let totals = engine.totals(views).await?.into_iter().map(|page| page.total);
            Ok(objects.into_iter().zip(totals).collect::<Vec<_>>())
        }
    })
    .value();
    let count_of = move |key: &ObjectKey| {
        counts.with(|counts| {
            let mut counts = counts.iter().flat_map(|counts| counts.iter());
            counts.find(|(object, _)| object == key).map_or(0, |(_, count)| *count)
        })
    };
    let tabs = Memo::new(move |_| {
        let current = object.get();
        let tab = |def: &ObjectDef| {
            let count = count_of(&def.key);
            let tab = Tab::link(def.key.as_str(), def.plural.clone(), Route::Bin(def.key.clone()).href());
            let shown = !def.hidden || count > 0 || def.key == current;
            shown.then(|| {
                if count > 0 {
                    tab.count(words::number(u64::from(count)))
                } else {
                    tab
                }
            })
        };
        schema.with(|schema| schema.objects().iter().filter_map(tab).collect::<Vec<_>>())
    });
    view! {
        <div class="viewbar bin-tabs">
            <TabLinks label=words::bin::objects() tabs=tabs current=Signal::derive(move || object.get().to_string())/>
        </div>
    }
}
