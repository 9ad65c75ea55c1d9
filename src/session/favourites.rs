//! Records among the favourites: kept in the workspace as settings, one per record, so that back-ups and undo know them.

use std::sync::Arc;

use bridge::status::Status;
use bridge::{Cell, Command, RecordLink};
use leptos::task::spawn_local;
use model::{Condition, Filter, ObjectKey, Operator, RecordId, Value, View};

use super::Session;
use crate::client::{Engine, Follow, use_answer, use_view};
use crate::reactive::prelude::*;
use crate::ui::toast::Toast;
use crate::words;

/// Begins the key of a favourite's setting; object and record follow.
const PREFIX: &str = "favourite/";

/// Most favourites that are shown.
const MOST: usize = 50;

/// The favourites, the newest first; copy it into callbacks.
#[derive(Clone, Copy)]
pub struct Favourites {
    keys: Memo<Vec<(ObjectKey, RecordId)>>,
    links: Signal<Vec<RecordLink>>,
}

fn key_of(object: &ObjectKey, record: RecordId) -> String {
    format!("{PREFIX}{object}/{record}")
}

fn record_of(key: &str) -> Option<(ObjectKey, RecordId)> {
    let (object, record) = key.strip_prefix(PREFIX)?.split_once('/')?;
    Some((object.into(), record.parse().ok()?))
}

/// The settings that are favourites.
fn view() -> View {
    let condition = |field: &str, operator: Operator, values: Vec<Value>| {
        Filter::Field(Condition {
            path: vec![field.into()],
            operator,
            values,
            span: None,
        })
    };
    let mut view = View::table("setting");
    view.columns = vec!["key".into()];
    view.filter = Filter::All(vec![
        condition("key", Operator::StartsWith, vec![Value::Text(PREFIX.to_owned())]),
        condition("value", Operator::Filled, Vec::new()),
    ]);
    view
}

impl Favourites {
    /// Follows the engine. Once, at the root.
    pub(super) fn new(engine: Engine, status: Signal<Option<Arc<Status>>>) -> Self {
        // Without records there is none to be found, and the first run is not kept waiting.
        let begun = Memo::new(move |_| {
            status.with(|status| {
                status
                    .as_ref()
                    .is_some_and(|status| status.records.iter().any(|(_, count)| *count > 0))
            })
        });
        let live = use_view(move || begun.get().then(view));
        live.want(0..MOST);
        let keys = Memo::new(move |_| {
            let Some(page) = live.page().get() else { return Vec::new() };
            let keys = page.rows.iter().filter_map(|row| match row.cells.first() {
                Some(Cell::Text(key)) => record_of(key),
                _ => None,
            });
            keys.take(MOST).collect::<Vec<_>>()
        });
        let links = use_answer(Follow::Anything, move || {
            let keys = keys.get();
            async move {
                let mut links = Vec::new();
                for (object, record) in keys {
                    if let Some(page) = engine.record(object, record).await?.filter(|page| !page.binned) {
                        links.push(page.link);
                    }
                }
                Ok(links)
            }
        })
        .value();
        Self {
            keys,
            links: Signal::derive(move || links.with(|links| links.as_ref().map(|links| links.to_vec()).unwrap_or_default())),
        }
    }

    /// The records with their names; those in the bin are left out.
    #[must_use]
    pub fn links(self) -> Signal<Vec<RecordLink>> {
        self.links
    }

    /// Whether a record is among them.
    #[must_use]
    pub fn has(self, record: RecordId) -> bool {
        self.keys.with(|keys| keys.iter().any(|(_, own)| *own == record))
    }
}

impl Session {
    /// Adds a record to the favourites, or removes it.
    pub fn toggle_favourite(self, object: &ObjectKey, record: RecordId) {
        let on = !untrack(|| self.favourites.has(record));
        let command = Command::SetSetting {
            key: key_of(object, record),
            value: if on { "1".to_owned() } else { String::new() },
        };
        spawn_local(async move {
            match self.engine.run(command).await {
                Ok(_) => {
                    let told = if on {
                        words::record::favoured()
                    } else {
                        words::record::unfavoured()
                    };
                    let toast = Toast::success(told).action(words::done::undo(), move || self.undo());
                    self.toaster.show(toast.key(self.shortcuts.label(crate::shortcuts::Action::Undo)));
                }
                Err(error) => self.refused(&error, None),
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_favourite_is_found_back_from_its_key() {
        let id = RecordId::v7(7, 7);
        assert_eq!(record_of(&key_of(&"deal".into(), id)), Some(("deal".into(), id)));
        for key in ["currency", "favourite/", "favourite/deal/x", "favourite/deal"] {
            assert_eq!(record_of(key), None, "{key}");
        }
    }
}
