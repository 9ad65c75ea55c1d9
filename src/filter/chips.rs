//! The row of filter chips: each condition can be read, changed and removed where it stands.
//!
//! A chip is one part of a filter whose parts all hold. Plain conditions are edited in a popover; groups, related records
//! and segments open the dialog.

use leptos::html;
use model::{Aggregate, Condition, FieldDef, Filter, ObjectKey, Schema, Value, filter::Arity};

use super::{
    fields::{field_at, fresh_condition, is_complete, path_label},
    late::{condition_form, field_picker, filter_dialog},
    names::use_names,
};
use crate::client::{Engine, Follow, use_answer};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::shortcuts::{Action, Shortcuts};
use crate::ui::{
    button::{Button, ButtonKind},
    chip::{AddChip, FilterChip},
    popover::Popover,
};
use crate::value::plain;
use crate::words;

/// The parts that must all hold.
fn parts_of(filter: &Filter) -> Vec<Filter> {
    match filter {
        Filter::All(parts) => parts.clone(),
        single if single.is_everything() => Vec::new(),
        single => vec![single.clone()],
    }
}

/// Chips of a filter, with one that adds.
#[component]
pub fn FilterChips(
    /// The object that is filtered.
    object: ObjectKey,
    /// The filter.
    #[prop(into)]
    filter: Signal<Filter>,
    /// The changed filter.
    #[prop(into)]
    on_change: Callback<Filter>,
) -> impl IntoView {
    let of = StoredValue::new(object);
    let dialog = RwSignal::new(false);
    let parts = Memo::new(move |_| filter.with(parts_of));
    let count = Memo::new(move |_| parts.with(Vec::len));
    let put = move |at: usize, part: Option<Filter>| {
        let mut parts = parts.get_untracked();
        match part {
            Some(part) if at < parts.len() => parts[at] = part,
            Some(part) => parts.push(part),
            None if at < parts.len() => {
                parts.remove(at);
            }
            None => {}
        }
        on_change.run(Filter::All(parts));
    };
    view! {
        <For each=move || 0..count.get() key=|at| *at let(at)>
            <PartChip
                object=of.get_value()
                part=Signal::derive(move || parts.with(|parts| parts.get(at).cloned().unwrap_or_default()))
                on_change=move |part| put(at, part)
                on_whole=move || dialog.set(true)
            />
        </For>
        <NewChip object=of.get_value() on_add=move |part| put(usize::MAX, Some(part)) on_whole=move || dialog.set(true)/>
        {move || (count.get() > 0).then(|| view! {
            <Button kind=ButtonKind::Link on_click=move |_| on_change.run(Filter::everything())>{words::filter::clear_all()}</Button>
        })}
        {filter_dialog(dialog, of.get_value(), filter, on_change)}
    }
}

/// Adds a condition: first the field, then how it is compared.
#[component]
fn NewChip(object: ObjectKey, #[prop(into)] on_add: Callback<Filter>, #[prop(into)] on_whole: Callback<()>) -> impl IntoView {
    let schema = Engine::expect().schema();
    let open = RwSignal::new(false);
    let anchor = NodeRef::<html::Button>::new();
    let draft = RwSignal::new(None::<Condition>);
    let of = StoredValue::new(object);
    let start = move |_| {
        draft.set(None);
        open.update(|open| *open = !*open);
    };
    let add = move || {
        if let Some(condition) = draft.get_untracked().filter(is_complete) {
            open.set(false);
            on_add.run(Filter::Field(condition));
        }
    };
    let chosen = Memo::new(move |_| draft.with(Option::is_some));
    let ready = Memo::new(move |_| draft.with(|draft| draft.as_ref().is_some_and(is_complete)));
    let body = move || {
        let object = of.get_value();
        if chosen.get() {
            let condition = Signal::derive(move || {
                draft.get().unwrap_or_else(|| Condition {
                    path: Vec::new(),
                    operator: model::Operator::Is,
                    values: Vec::new(),
                    span: None,
                })
            });
            view! {
                <form class="condition condition--popover" on:submit=move |event| {
                    event.prevent_default();
                    add();
                }>
                    {condition_form(object, condition, Callback::new(move |changed| draft.set(Some(changed))))}
                    <Button kind=ButtonKind::Primary submit=true disabled=Signal::derive(move || !ready.get())>{words::filter::apply()}</Button>
                </form>
            }
            .into_any()
        } else {
            let named = object.clone();
            let pick = Callback::new(move |path| draft.set(Some(schema.with_untracked(|schema| fresh_condition(schema, &named, path)))));
            view! {
                <div class="condition condition--popover">
                    {field_picker(object, pick)}
                    <Button kind=ButtonKind::Link on_click=move |_| {
                        open.set(false);
                        on_whole.run(());
                    }>{words::filter::advanced()}</Button>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <AddChip label=words::filter::add_filter() key=Shortcuts::expect().hint(Action::Filter) expanded=open node_ref=anchor on_click=start/>
        <Popover open=open anchor=anchor label=words::filter::filter() padded=true>{body}</Popover>
    }
}

/// One part as a chip.
#[component]
fn PartChip(
    object: ObjectKey,
    #[prop(into)] part: Signal<Filter>,
    #[prop(into)] on_change: Callback<Option<Filter>>,
    #[prop(into)] on_whole: Callback<()>,
) -> impl IntoView {
    let schema = Engine::expect().schema();
    let open = RwSignal::new(false);
    let anchor = NodeRef::<html::Span>::new();
    let of = StoredValue::new(object);
    // Typing in the popover is applied as soon as the condition is whole; until then it is kept here.
    let draft = RwSignal::new(None::<Condition>);
    let condition = Memo::new(move |_| {
        part.with(|part| {
            if let Filter::Field(condition) = part {
                Some(condition.clone())
            } else {
                None
            }
        })
    });
    let field = Memo::new(move |_| {
        schema.with(|schema| {
            condition.with(|condition| {
                condition
                    .as_ref()
                    .and_then(|condition| of.with_value(|object| field_at(schema, object, &condition.path).cloned()))
            })
        })
    });
    let target = Memo::new(move |_| field.with(|field| field.as_ref().and_then(|field| field.target.clone())));
    let values = Signal::derive(move || {
        condition.with(|condition| condition.as_ref().map(|condition| condition.values.clone()).unwrap_or_default())
    });
    let names = use_names(target.into(), values);
    let words = move || -> ChipWords {
        schema.with(|schema| {
            of.with_value(|object| match (part.get(), field.get()) {
                (Filter::Field(condition), Some(field)) => {
                    let names = names.with(|names| names.iter().map(|name| name.label.clone()).collect::<Vec<_>>());
                    let value = values_words(schema, &condition, &field, &names);
                    ChipWords(
                        path_label(schema, object, &condition.path),
                        words::filter::operator_words(condition.operator, field.kind).to_owned(),
                        value,
                    )
                }
                (other, _) => part_words(schema, object, &other),
            })
        })
    };
    let shown = Memo::new(move |_| words());
    let segment = Memo::new(move |_| part.with(|part| if let Filter::Segment(id) = part { Some(*id) } else { None }));
    let engine = Engine::expect();
    let segments = use_answer(Follow::Anything, move || {
        let asked = segment.with(Option::is_some);
        async move { if asked { engine.segments().await } else { Ok(Vec::new()) } }
    })
    .value();
    let segment_name = move || {
        let name = |all: &[bridge::insight::SegmentSummary]| {
            all.iter()
                .find(|found| Some(found.id) == segment.get())
                .map(|found| found.name.clone())
        };
        segments.with(|all| all.as_ref().and_then(|all| name(all)).unwrap_or_default())
    };
    let edit = move |_| {
        if condition.with_untracked(Option::is_some) {
            draft.set(None);
            open.set(true);
        } else {
            on_whole.run(());
        }
    };
    let current = Signal::derive(move || {
        let empty = || Condition {
            path: Vec::new(),
            operator: model::Operator::Is,
            values: Vec::new(),
            span: None,
        };
        draft.get().or_else(|| condition.get()).unwrap_or_else(empty)
    });
    let change = Callback::new(move |changed: Condition| {
        let whole = is_complete(&changed);
        draft.set(Some(changed.clone()));
        if whole {
            on_change.run(Some(Filter::Field(changed)));
        }
    });
    view! {
        <FilterChip
            field=move || shown.with(|words| words.0.clone())
            operator=move || shown.with(|words| words.1.clone())
            value=move || if segment.with(Option::is_some) { segment_name() } else { shown.with(|words| words.2.clone()) }
            node_ref=anchor
            on_part=edit
            on_remove=move |()| on_change.run(None)
        />
        <Popover open=open anchor=anchor label=words::filter::filter() padded=true>
            <form class="condition condition--popover" on:submit=move |event| {
                event.prevent_default();
                open.set(false);
            }>
                {condition_form(of.get_value(), current, change)}
            </form>
        </Popover>
    }
}

/// Field, comparison and values in words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct ChipWords(String, String, String);

/// Parts that are more than a condition.
fn part_words(schema: &Schema, object: &str, part: &Filter) -> ChipWords {
    match part {
        Filter::All(parts) => ChipWords(words::filter::all_of_group(&parts.len().to_string()), String::new(), String::new()),
        Filter::Any(parts) => ChipWords(words::filter::any_of_group(&parts.len().to_string()), String::new(), String::new()),
        Filter::Not(inner) => {
            let ChipWords(field, operator, value) = match &**inner {
                Filter::Field(condition) => match field_at(schema, object, &condition.path) {
                    Some(field) => ChipWords(
                        path_label(schema, object, &condition.path),
                        words::filter::operator_words(condition.operator, field.kind).to_owned(),
                        values_words(schema, condition, field, &[]),
                    ),
                    None => ChipWords::default(),
                },
                other => part_words(schema, object, other),
            };
            ChipWords(words::filter::not_of(&field), operator, value)
        }
        Filter::Related(related) => {
            let Some(of) = schema.object(&related.object) else {
                return ChipWords(related.object.to_string(), String::new(), String::new());
            };
            let field = match &related.aggregate {
                Aggregate::Count => of.plural.clone(),
                aggregate => {
                    let label = aggregate
                        .field()
                        .and_then(|key| of.field(key))
                        .map(|field| field.label.clone())
                        .unwrap_or_default();
                    words::filter::path(&of.plural, &words::filter::aggregate_words(aggregate, &label))
                }
            };
            let numbers: Vec<String> = related.values.iter().map(|value| format::number(*value, 0..=2)).collect();
            let value = match numbers.as_slice() {
                [from, to] => words::filter::between(from, to),
                _ => numbers.concat(),
            };
            ChipWords(
                field,
                words::filter::operator_words(related.operator, model::FieldKind::Number).to_owned(),
                value,
            )
        }
        Filter::Segment(_) => ChipWords(
            words::filter::segment().to_owned(),
            words::filter::in_segment().to_owned(),
            String::new(),
        ),
        Filter::Field(condition) => ChipWords(path_label(schema, object, &condition.path), String::new(), String::new()),
    }
}

/// What a condition compares with, in words. `names` are those of its records, as far as known.
fn values_words(schema: &Schema, condition: &Condition, field: &FieldDef, names: &[String]) -> String {
    if let (Arity::Span, Some(span)) = (condition.operator.arity(), condition.span) {
        return if super::fields::counts(condition.operator) {
            words::filter::span_words(span.unit, span.count)
        } else {
            words::filter::unit_words(span.unit, 1).to_owned()
        };
    }
    let count = condition.values.len();
    if let Some(target) = field.target.as_deref().and_then(|target| schema.object(target)) {
        return match names {
            [name] if !name.is_empty() => name.clone(),
            _ => words::counted(target, count as u64),
        };
    }
    let texts: Vec<String> = condition.values.iter().map(|value| value_words(field, value)).collect();
    match (texts.as_slice(), condition.operator.arity()) {
        ([from, to], Arity::Two) => words::filter::between(from, to),
        ([_, _, _, ..], _) => words::filter::values(count as u64),
        _ => texts.join(", "),
    }
}

fn value_words(field: &FieldDef, value: &Value) -> String {
    use bridge::Cell;
    match value {
        Value::Text(key) => field.option(key).map_or_else(|| key.clone(), |option| option.label.clone()),
        Value::Int(number) if field.kind == model::FieldKind::Duration => plain(&Cell::Duration(*number)),
        Value::Int(number) => plain(&Cell::Int(*number)),
        Value::Number(number) if field.kind == model::FieldKind::Percent => plain(&Cell::Percent(*number)),
        Value::Number(number) => plain(&Cell::Number(*number)),
        Value::Money(money) => plain(&Cell::Money(*money)),
        Value::Date(day) => format::date(*day),
        Value::Time(millis) => format::date_time(*millis),
        _ => String::new(),
    }
}
