//! Why a record is in or out: every condition with what the record has.

use bridge::query::{Has, Why, WhyLine};
use model::{ObjectDef, RecordId};

use super::editing::Editing;
use crate::client::{Follow, use_answer};
use crate::filter::Sentence;
use crate::reactive::prelude::*;
use crate::ui::{
    card::Card,
    field::{ComboOption, Combobox, Field},
    icon::{Glyph, Icon},
    state::Callout,
    tone::Tone,
};
use crate::value::{exact, use_suggestions};
use crate::words;

/// The question and its answer.
#[component]
pub(super) fn WhyCard(
    /// The segment.
    editing: Editing,
    /// The definition of its object.
    def: ObjectDef,
    /// The record that is asked about, with its name.
    asked: RwSignal<Option<(RecordId, String)>>,
) -> impl IntoView {
    let engine = editing.session.engine;
    let query = RwSignal::new(None::<String>);
    let (options, loading) = use_suggestions(def.key.clone(), query.into());
    let id = Memo::new(move |_| asked.with(|asked| asked.as_ref().map(|(id, _)| *id)));
    let key = def.key.clone();
    let answer = use_answer(Follow::Anything, move || {
        let (key, id, filter) = (key.clone(), id.get(), editing.filter.get());
        async move {
            match id {
                Some(id) => engine.explain(key, id, filter).await.map(|why| Some((id, why))),
                None => Ok(None),
            }
        }
    });
    let (why, error) = (answer.value(), answer.error());
    let picked = Signal::derive(move || {
        let option = |(id, name): &(RecordId, String)| ComboOption::new(id.to_string(), name.clone());
        asked.with(|asked| asked.iter().map(option).collect::<Vec<_>>())
    });
    // An answer about the record before is not shown under the name of this one.
    let shown = Memo::new(move |_| {
        let current = id.get();
        why.with(|why| {
            why.as_ref().and_then(|why| {
                why.as_ref()
                    .as_ref()
                    .filter(|(id, _)| Some(*id) == current)
                    .map(|(_, why)| why.clone())
            })
        })
    });
    let name = move || asked.with(|asked| asked.as_ref().map(|(_, name)| name.clone()).unwrap_or_default());
    let def = StoredValue::new(def);
    view! {
        <Card title=words::segments::why() class="segment-why">
            <Field label=words::segments::why_record() help=words::segments::why_help()>
                <Combobox
                    picked=picked
                    options=options
                    loading=loading
                    placeholder=words::segments::why_choose()
                    on_query=move |text| query.set(Some(text))
                    on_pick=move |option: ComboOption| asked.set(option.value.parse().ok().map(|id| (id, option.label)))
                    on_unpick=move |_| asked.set(None)
                />
            </Field>
            {move || error.get().filter(|_| id.get().is_some()).map(|error| view! {
                <Callout tone=Tone::Danger title=def.with_value(|def| words::failure::line(&error, Some(def)))/>
            })}
            <div aria-live="polite">{move || shown.get().map(|why| {
                let lines = engine.schema().with(|schema| {
                    let sentence = Sentence::of(schema, &why.named);
                    let told = |line: &WhyLine| def.with_value(|def| sentence.part(&def.key, &line.part));
                    why.lines.iter().map(|why| line(why, told(why))).collect_view()
                });
                verdict(&name(), &why, lines.into_any())
            })}</div>
        </Card>
    }
}

fn verdict(name: &str, why: &Why, lines: AnyView) -> AnyView {
    let (tone, title) = if why.inside {
        (Tone::Success, words::segments::is_in(name))
    } else {
        (Tone::Warning, words::segments::is_out(name))
    };
    let none = why.lines.is_empty();
    view! {
        <div class="segment-why__answer">
            <Callout tone=tone title=title/>
            {none.then(|| view! { <p class="muted">{words::segments::no_conditions()}</p> })}
            {(!none).then(|| view! {
                <table class="segment-why__lines">
                    <thead><tr>
                        <th scope="col"><span class="visually-hidden">{words::segments::verdict()}</span></th>
                        <th scope="col">{words::segments::condition()}</th>
                        <th scope="col">{words::segments::has()}</th>
                    </tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            })}
        </div>
    }
    .into_any()
}

fn line(line: &WhyLine, condition: String) -> AnyView {
    let (glyph, label, class) = if line.holds {
        (Glyph::Check, words::segments::holds(), "segment-why__mark segment-why__mark--holds")
    } else {
        (Glyph::Close, words::segments::fails(), "segment-why__mark segment-why__mark--fails")
    };
    view! {
        <tr>
            <td class=class><span role="img" aria-label=label data-tip=label><Icon glyph=glyph/></span></td>
            <th scope="row"><span class="segment-why__condition" style:--depth=line.depth.to_string()>{condition}</span></th>
            <td class="muted">{line.has.as_ref().map(has)}</td>
        </tr>
    }
    .into_any()
}

/// What the record has.
fn has(has: &Has) -> String {
    if has.cells.is_empty() {
        return words::rule::empty().to_owned();
    }
    words::rule::all_of(&has.cells.iter().map(exact).collect::<Vec<_>>(), has.more as usize)
}
