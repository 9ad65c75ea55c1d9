//! The rule in words, as it stands while it is edited.
//!
//! The engine tells the parts of a rule, with the names in them, when it explains a record by it; any record will do.

use bridge::query::WhyLine;
use model::ObjectKey;

use super::editing::Editing;
use crate::client::{Follow, use_answer};
use crate::filter::Sentence;
use crate::reactive::prelude::*;
use crate::words;

/// The words, one line per condition.
#[component]
pub(super) fn RuleWords(
    /// The segment.
    editing: Editing,
    /// Its object.
    object: ObjectKey,
) -> impl IntoView {
    let engine = editing.session.engine;
    let everything = Memo::new(move |_| editing.filter.with(model::Filter::is_everything));
    let lines = use_answer(Follow::Nothing, move || {
        let (object, filter) = (object.clone(), editing.filter.get());
        async move {
            let any = engine.suggest(object.clone(), String::new(), 1).await?;
            let Some(any) = any.into_iter().next() else { return Ok(Vec::new()) };
            let why = engine.explain(object.clone(), any.link.id, filter).await?;
            Ok(engine.schema().with_untracked(|schema| {
                let sentence = Sentence::of(schema, &why.named);
                let line = |line: &WhyLine| (line.depth, sentence.part(&object, &line.part));
                why.lines.iter().map(line).collect::<Vec<_>>()
            }))
        }
    })
    .value();
    dynamic(move || {
        if everything.get() {
            return view! { <p class="muted">{words::segments::everything()}</p> }.into_any();
        }
        let lines = lines.with(|lines| lines.as_ref().map(|lines| lines.to_vec()).unwrap_or_default());
        if lines.is_empty() {
            return ().into_any();
        }
        let line = |(depth, condition): (u8, String)| view! { <li style:--depth=depth.to_string()>{condition}</li> };
        view! {
            <div class="segment-words">
                <h3 class="segment-words__title">{words::segments::in_words()}</h3>
                <ul>{lines.into_iter().map(line).collect_view()}</ul>
            </div>
        }
        .into_any()
    })
}
