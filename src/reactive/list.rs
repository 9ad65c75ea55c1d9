//! [`For`]: rows that keep their place in the page while the list around them changes.

use std::any::Any;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use leptos::prelude::*;

/// A view for each item of `each`. Items of an equal key keep the view they have.
#[component]
pub fn For<Items, Item, K, V>(
    /// The items, read again when something has changed that this reads.
    each: impl Fn() -> Items + Send + 'static,
    /// What makes an item the same as before.
    key: impl Fn(&Item) -> K + Send + 'static,
    /// The view of an item.
    children: impl Fn(Item) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    Items: IntoIterator<Item = Item>,
    Item: Send + 'static,
    K: Eq + Hash + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let children = Arc::new(children);
    rows(Box::new(move || {
        let rows = each().into_iter().map(|item| Row {
            key: Key(Arc::new(key(&item))),
            view: Box::new({
                let children = children.clone();
                move || children(item).into_any()
            }),
        });
        rows.collect()
    }))
}

struct Row {
    key: Key,
    view: Box<dyn FnOnce() -> AnyView + Send>,
}

fn rows(each: Box<dyn Fn() -> Vec<Row> + Send>) -> AnyView {
    view! { <leptos::control_flow::For each=each key=|row| row.key.clone() children=|row| (row.view)()/> }.into_any()
}

/// A key of any type.
#[derive(Clone)]
struct Key(Arc<dyn AnyKey>);

trait AnyKey: Any + Send + Sync {
    fn is(&self, other: &dyn Any) -> bool;
    fn hash_into(&self, state: &mut dyn Hasher);
}

impl<K: Eq + Hash + Send + Sync + 'static> AnyKey for K {
    fn is(&self, other: &dyn Any) -> bool {
        other.downcast_ref() == Some(self)
    }

    fn hash_into(&self, mut state: &mut dyn Hasher) {
        self.hash(&mut state);
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.0.is(&*other.0)
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash_into(state);
    }
}
