//! Names of the records that a filter refers to by id.

use std::collections::HashMap;

use model::{ObjectKey, RecordId, Value};

use crate::client::{Engine, Follow, use_answer};
use crate::reactive::prelude::*;
use crate::ui::field::ComboOption;
use crate::value::face_of;
use crate::words;

/// Most records whose names are asked for; of more a filter tells the number.
pub(super) const MOST_NAMES: usize = 20;

/// The records of an object (none for values that are no records) as options with their names, in order. Names that are on their way are empty, those of missing records say so.
#[must_use]
pub(super) fn use_names(object: Signal<Option<ObjectKey>>, values: Signal<Vec<Value>>) -> Signal<Vec<ComboOption>> {
    let engine = Engine::expect();
    let ids = Memo::new(move |_| values.with(|values| values.iter().filter_map(Value::as_ref).take(MOST_NAMES).collect::<Vec<_>>()));
    let answer = use_answer(Follow::records(move || ids.get()), move || {
        let (object, ids) = (object.get(), ids.get());
        async move {
            let mut names = HashMap::<RecordId, String>::new();
            let Some(object) = object else { return Ok(names) };
            for id in ids {
                let page = engine.record(object.clone(), id).await?;
                names.insert(id, page.map_or_else(|| words::value::gone().to_owned(), |page| page.link.label));
            }
            Ok(names)
        }
    });
    let names = answer.value();
    Signal::derive(move || {
        names.with(|names| {
            let name = |id: RecordId| names.as_ref().and_then(|names| names.get(&id).cloned()).unwrap_or_default();
            let option = |id: RecordId| {
                let option = ComboOption::new(id.to_string(), name(id));
                match object.with(|object| face_of(object.as_deref().unwrap_or_default(), &option.label)) {
                    Some(face) => option.face(face),
                    None => option,
                }
            };
            values.with(|values| values.iter().filter_map(Value::as_ref).map(option).collect())
        })
    })
}
