//! The control that takes the values of a condition, by the kind of its field and the comparison.

use chrono::NaiveDate;
use model::{Condition, FieldDef, FieldKind, ObjectKey, Operator, Span, Unit, Value, filter::Arity, validate::days_to_date};

use super::{fields::counts, names::use_names};
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::field::{ComboOption, Combobox, DateInput, NumberInput, Select, SelectOption, TextInput};
use crate::value::{Draft, days_of, use_choices, use_suggestions};
use crate::words;

/// Controls for the values behind an operator. Built anew when the field or the operator changes.
#[component]
pub(super) fn ValuesForm(
    /// The object of the field.
    object: ObjectKey,
    /// The field.
    field: FieldDef,
    /// The comparison.
    operator: Operator,
    /// The condition as it is.
    #[prop(into)]
    condition: Signal<Condition>,
    /// The condition with other values.
    #[prop(into)]
    on_change: Callback<Condition>,
) -> impl IntoView {
    let values = Signal::derive(move || condition.with(|condition| condition.values.clone()));
    let set = Callback::new(move |values: Vec<Value>| {
        on_change.run(Condition {
            values,
            ..condition.get_untracked()
        })
    });
    match operator.arity() {
        Arity::None => ().into_any(),
        Arity::Span => view! { <SpanForm operator=operator condition=condition on_change=on_change/> }.into_any(),
        Arity::Many => view! { <ManyForm object=object field=field values=values set=set/> }.into_any(),
        Arity::One => view! { <OneForm field=field place=0 label=words::filter::value() values=values set=set/> }.into_any(),
        Arity::Two => view! {
            <OneForm field=field.clone() place=0 label=words::filter::from() values=values set=set/>
            <OneForm field=field place=1 label=words::filter::to() values=values set=set/>
        }
        .into_any(),
    }
}

/// A length of time.
#[component]
fn SpanForm(operator: Operator, condition: Signal<Condition>, on_change: Callback<Condition>) -> impl IntoView {
    let span = Signal::derive(move || condition.with(|condition| condition.span.unwrap_or(Span { count: 1, unit: Unit::Day })));
    let text = RwSignal::new(span.get_untracked().count.to_string());
    let set = move |span: Span| {
        on_change.run(Condition {
            span: Some(span),
            ..condition.get_untracked()
        })
    };
    let units = Signal::derive(move || {
        let count = if counts(operator) { span.get().count } else { 1 };
        UNITS
            .iter()
            .map(|(key, unit)| SelectOption::new(*key, words::filter::unit_words(*unit, count)))
            .collect::<Vec<_>>()
    });
    let unit_key = move || {
        UNITS
            .iter()
            .find(|(_, unit)| *unit == span.get().unit)
            .map(|(key, _)| (*key).to_owned())
            .unwrap_or_default()
    };
    view! {
        {counts(operator).then(|| view! {
            <span class="condition__number">
                <NumberInput value=text whole=true label=words::filter::how_many() on_input=move |typed: String| {
                    // Half-typed numbers change nothing yet.
                    if let Ok(count) = typed.trim().parse::<u32>() {
                        set(Span { count, ..span.get_untracked() });
                    }
                    text.set(typed);
                }/>
            </span>
        })}
        <Select value=unit_key options=units label=words::filter::unit() on_change=move |key: String| {
            if let Some((_, unit)) = UNITS.iter().find(|(own, _)| *own == key) {
                set(Span { unit: *unit, ..span.get_untracked() });
            }
        }/>
    }
}

const UNITS: [(&str, Unit); 5] = [
    ("day", Unit::Day),
    ("week", Unit::Week),
    ("month", Unit::Month),
    ("quarter", Unit::Quarter),
    ("year", Unit::Year),
];

/// One value at a place.
#[component]
fn OneForm(
    field: FieldDef,
    place: usize,
    #[prop(into)] label: String,
    values: Signal<Vec<Value>>,
    set: Callback<Vec<Value>>,
) -> impl IntoView {
    let put = move |value: Option<Value>| {
        let mut values = values.get_untracked();
        match value {
            Some(value) if place < values.len() => values[place] = value,
            Some(value) => values.push(value),
            None => values.truncate(place),
        }
        set.run(values);
    };
    if matches!(field.kind, FieldKind::Date | FieldKind::DateTime) {
        let day = Signal::derive(move || {
            values.with(|values| match values.get(place) {
                Some(Value::Date(day)) => days_to_date(*day),
                _ => None,
            })
        });
        let change = move |day: Option<NaiveDate>| put(day.map(|day| Value::Date(days_of(day))));
        return view! { <DateInput value=day label=label on_change=change/> }.into_any();
    }
    let plain = comparable(&field);
    let session = Session::expect();
    let first = values.with_untracked(|values| values.get(place).map(|value| typed(&plain, value, session)).unwrap_or_default());
    let text = RwSignal::new(first);
    let read = move |typed: String| {
        // What cannot be read yet is not compared with yet; the text stays.
        if let Ok(value) = Draft::Text(typed.clone()).read(&plain, &session.context()) {
            put(value);
        }
        text.set(typed);
    };
    if field.kind.is_numeric() {
        view! { <NumberInput value=text label=label on_input=read/> }.into_any()
    } else {
        view! { <TextInput value=text label=label on_input=read/> }.into_any()
    }
}

/// A field whose texts can be compared with: text kinds compare with any part of their values.
fn comparable(field: &FieldDef) -> FieldDef {
    let kind = if field.kind.is_numeric() { field.kind } else { FieldKind::Text };
    FieldDef::new(&field.key, &field.label, kind)
}

/// A value as it is typed.
fn typed(field: &FieldDef, value: &Value, session: Session) -> String {
    let cell = match value {
        Value::Text(text) => bridge::Cell::Text(text.clone()),
        Value::Int(number) if field.kind == FieldKind::Duration => bridge::Cell::Duration(*number),
        Value::Int(number) => bridge::Cell::Int(*number),
        Value::Number(number) => bridge::Cell::Number(*number),
        Value::Money(money) => bridge::Cell::Money(*money),
        _ => bridge::Cell::Empty,
    };
    match Draft::of(field, &cell, &session.context()) {
        Draft::Text(text) => text,
        _ => String::new(),
    }
}

/// Any number of options or records.
#[component]
fn ManyForm(object: ObjectKey, field: FieldDef, values: Signal<Vec<Value>>, set: Callback<Vec<Value>>) -> impl IntoView {
    let query = RwSignal::new(None::<String>);
    let (picked, options, loading, reference) = match field.target.clone() {
        Some(target) => {
            let (options, loading) = use_suggestions(target.clone(), query.into());
            (use_names(Signal::stored(Some(target)), values), options, loading, true)
        }
        None => {
            let known = field.options.clone();
            let picked = Signal::derive(move || {
                let option = |key: &str| {
                    let label = known
                        .iter()
                        .find(|option| option.key == key)
                        .map_or_else(|| key.to_owned(), |option| option.label.clone());
                    ComboOption::new(key, label)
                };
                values.with(|values| values.iter().filter_map(Value::as_text).map(option).collect::<Vec<_>>())
            });
            (picked, use_choices(object, &field, query.into()), Signal::stored(false), false)
        }
    };
    let value_of = move |option: &ComboOption| {
        if reference {
            option.value.parse().ok().map(Value::Ref)
        } else {
            Some(Value::Text(option.value.clone()))
        }
    };
    let pick = move |option: ComboOption| {
        let mut values = values.get_untracked();
        if let Some(value) = value_of(&option).filter(|value| !values.contains(value)) {
            values.push(value);
            set.run(values);
        }
    };
    let unpick = move |option: ComboOption| {
        let gone = value_of(&option);
        set.run(
            values
                .get_untracked()
                .into_iter()
                .filter(|value| Some(value) != gone.as_ref())
                .collect(),
        );
    };
    view! {
        <Combobox picked=picked options=options loading=loading many=true label=field.label.clone()
            on_query=move |text| query.set(Some(text)) on_pick=pick on_unpick=unpick/>
    }
}
