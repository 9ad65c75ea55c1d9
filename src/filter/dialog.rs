//! The dialog that builds a whole filter, with the number of matches while one types.

use model::{Filter, ObjectKey};

use super::{tree::FilterTree, tree_view::FilterTreeView};
use crate::client::{Engine, Follow, use_answer};
use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind},
    dialog::{Dialog, DialogSize},
};
use crate::words;

/// Builds a filter; nothing is applied before the person says so.
#[component]
pub fn FilterDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The object that is filtered.
    object: ObjectKey,
    /// The filter to start from.
    #[prop(into)]
    filter: Signal<Filter>,
    /// The filter that was built.
    #[prop(into)]
    on_apply: Callback<Filter>,
) -> impl IntoView {
    let schema = Engine::expect().schema();
    // Made when the dialog opens, read by body and foot.
    let tree = RwSignal::new(None::<FilterTree>);
    Effect::new(move || tree.set(open.get().then(|| FilterTree::of(&filter.get_untracked()))));
    let of = StoredValue::new(object);
    let title = move || {
        let plural = schema.with(|schema| of.with_value(|object| schema.object(object).map(|object| object.plural.clone())));
        words::filter::title(&plural.unwrap_or_default())
    };
    let apply = move || {
        if let Some(tree) = tree.get_untracked() {
            open.set(false);
            on_apply.run(untrack(|| tree.filter()));
        }
    };
    view! {
        <Dialog
            open=open
            title=title
            size=DialogSize::Wide
            on_submit=apply
            foot=move || view! {
                <MatchCount object=of.get_value() tree=tree/>
                <span class="push"></span>
                <Button on_click=move |_| open.set(false)>{words::filter::cancel()}</Button>
                <Button kind=ButtonKind::Primary submit=true>{words::filter::apply()}</Button>
            }
        >
            {move || tree.get().map(|tree| view! { <FilterTreeView object=of.get_value() tree=tree/> })}
        </Dialog>
    }
}

/// How many records match, live.
#[component]
fn MatchCount(object: ObjectKey, tree: RwSignal<Option<FilterTree>>) -> impl IntoView {
    let engine = Engine::expect();
    let filter = Memo::new(move |_| tree.with(|tree| tree.as_ref().map(FilterTree::filter)));
    let asked = object.clone();
    let answer = use_answer(Follow::Anything, move || {
        let (object, filter) = (asked.clone(), filter.get().unwrap_or_default());
        engine.count(object, filter)
    });
    let (count, error) = (answer.value(), answer.error());
    let schema = engine.schema();
    view! {
        <p class="muted" role="status">
            {move || {
                if let Some(error) = error.get() {
                    return schema.with(|schema| words::failure::line(&error, schema.object(&object)));
                }
                let Some(count) = count.get() else { return words::filter::counting().to_owned() };
                schema.with(|schema| match schema.object(&object) {
                    Some(object) => words::filter::matches(&words::counted(object, u64::from(*count))),
                    None => String::new(),
                })
            }}
        </p>
    }
}
