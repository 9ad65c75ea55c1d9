//! Finding records and options as one types, for every control that picks one.

use bridge::RecordLine;
use model::{FieldDef, ObjectKey};

use super::{detail_words, draft::NONE, face_of};
use crate::client::{Engine, Follow, use_answer};
use crate::reactive::prelude::*;
use crate::ui::field::{ComboOption, filter_options};
use crate::words;

/// Most proposals of a list.
const MOST: u32 = 12;

/// A record as an option.
#[must_use]
pub fn record_option(suggestion: &RecordLine) -> ComboOption {
    let link = &suggestion.link;
    let option = ComboOption::new(link.id.to_string(), link.label.clone()).hint(detail_words(&suggestion.detail));
    match face_of(&link.object, &link.label) {
        Some(face) => option.face(face),
        None => option,
    }
}

/// Proposals for what is typed, and whether they are on their way. `None` stands for a list that is not open: nothing is asked.
#[must_use]
pub fn use_suggestions(object: ObjectKey, query: Signal<Option<String>>) -> (Signal<Vec<ComboOption>>, Signal<bool>) {
    let engine = Engine::expect();
    let answer = use_answer(Follow::Nothing, move || {
        let (object, query) = (object.clone(), query.get());
        async move {
            match query {
                Some(text) => engine.suggest(object, text, MOST).await,
                None => Ok(Vec::new()),
            }
        }
    });
    let found = answer.value();
    let options = Signal::derive(move || {
        found.with(|found| {
            found
                .as_ref()
                .map(|found| found.iter().map(record_option).collect())
                .unwrap_or_default()
        })
    });
    (options, answer.pending())
}

/// Options of a choice that match what is typed: those of the schema, and for open choices those in use.
#[must_use]
pub fn use_choices(object: ObjectKey, field: &FieldDef, query: Signal<Option<String>>) -> Signal<Vec<ComboOption>> {
    let engine = Engine::expect();
    let listed: Vec<ComboOption> = field
        .options
        .iter()
        .map(|option| ComboOption::new(option.key.clone(), option.label.clone()))
        .collect();
    if !field.open {
        return Signal::derive(move || filter_options(&listed, &query.get().unwrap_or_default()));
    }
    let key = field.key.clone();
    let open = Memo::new(move |_| query.with(Option::is_some));
    let answer = use_answer(Follow::Nothing, move || {
        let (object, key, open) = (object.clone(), key.clone(), open.get());
        async move {
            if open {
                engine.values(object, key, String::new()).await
            } else {
                Ok(Vec::new())
            }
        }
    });
    let used = answer.value();
    Signal::derive(move || {
        let mut options = listed.clone();
        used.with(|used| {
            for (choice, _) in used.iter().flat_map(|used| used.iter()) {
                if !options.iter().any(|option| option.value == choice.key) {
                    options.push(ComboOption::new(choice.key.clone(), choice.label.clone()));
                }
            }
        });
        filter_options(&options, &query.get().unwrap_or_default())
    })
}

/// The option that takes a value away.
#[must_use]
pub fn none_option(field: &FieldDef) -> ComboOption {
    let label = if field.target.as_deref() == Some("member") {
        words::value::nobody().to_owned()
    } else {
        words::value::none_of(&field.label)
    };
    ComboOption::new(NONE, label)
}

/// Whether a record of the object can be made from its name alone, on the way.
#[must_use]
pub fn made_by_name(schema: &model::Schema, object: &str) -> bool {
    let Some(object) = schema.object(object) else { return false };
    let needs_more = object
        .fields
        .iter()
        .any(|field| field.required && field.is_editable() && field.key != object.primary);
    !needs_more && (!object.hidden || matches!(object.key.as_str(), "tag" | "member"))
}
