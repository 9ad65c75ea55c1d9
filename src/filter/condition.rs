//! One condition: field, comparison, values.

use model::{Condition, FieldDef, FieldKind, ObjectKey, Operator};

use super::{
    fields::{field_at, fresh_condition, object_at, path_label, path_of, path_options, path_value, with_operator},
    values::ValuesForm,
};
use crate::client::Engine;
use crate::reactive::prelude::*;
use crate::ui::field::{ComboOption, Combobox, Select, SelectOption, filter_options};
use crate::words;

/// Stable names of operators, for the control that chooses one.
pub(super) fn operator_key(operator: Operator) -> String {
    format!("{operator:?}")
}

/// The operators of a kind, as options.
pub(super) fn operator_options(kind: FieldKind) -> Vec<SelectOption> {
    Operator::of(kind)
        .iter()
        .map(|operator| SelectOption::new(operator_key(*operator), words::filter::operator_words(*operator, kind)))
        .collect()
}

/// The operator of an option.
pub(super) fn operator_of(kind: FieldKind, key: &str) -> Option<Operator> {
    Operator::of(kind).iter().copied().find(|operator| operator_key(*operator) == key)
}

/// Controls of a condition.
#[component]
pub(super) fn ConditionForm(
    /// The object that is filtered.
    object: ObjectKey,
    /// The condition.
    #[prop(into)]
    condition: Signal<Condition>,
    /// The changed condition; it may still lack a value.
    #[prop(into)]
    on_change: Callback<Condition>,
) -> impl IntoView {
    let engine = Engine::expect();
    let schema = engine.schema();
    let of = StoredValue::new(object);
    let path = Memo::new(move |_| condition.with(|condition| condition.path.clone()));
    let operator = Memo::new(move |_| condition.with(|condition| condition.operator));
    let field = Memo::new(move |_| schema.with(|schema| of.with_value(|object| path.with(|path| field_at(schema, object, path).cloned()))));
    let home = move || schema.with(|schema| of.with_value(|object| path.with(|path| object_at(schema, object, path))));
    view! {
        <FieldPicker
            object=of.get_value()
            path=path
            on_pick=move |path| on_change.run(schema.with_untracked(|schema| of.with_value(|object| fresh_condition(schema, object, path))))
        />
        {move || field.get().map(|field: FieldDef| {
            let kind = field.kind;
            view! {
                <Select
                    value=move || operator_key(operator.get())
                    options=operator_options(kind)
                    label=words::filter::operator()
                    on_change=move |key: String| {
                        if let Some(operator) = operator_of(kind, &key) {
                            on_change.run(with_operator(condition.get_untracked(), operator));
                        }
                    }
                />
            }
        })}
        <div class="condition__values">
            {move || field.get().map(|field| {
                view! { <ValuesForm object=home() field=field operator=operator.get() condition=condition on_change=on_change/> }
            })}
        </div>
    }
}

/// Chooses a field, its own or through a reference.
#[component]
pub(super) fn FieldPicker(
    /// The object that is filtered.
    object: ObjectKey,
    /// The path now; empty for none.
    #[prop(into)]
    path: Signal<Vec<model::FieldKey>>,
    /// A field was chosen.
    #[prop(into)]
    on_pick: Callback<Vec<model::FieldKey>>,
    /// Takes focus when it appears.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let schema = Engine::expect().schema();
    let query = RwSignal::new(String::new());
    let named = object.clone();
    let all = Memo::new(move |_| schema.with(|schema| path_options(schema, &object)));
    let picked = Signal::derive(move || {
        path.with(|path| {
            if path.is_empty() {
                Vec::new()
            } else {
                vec![ComboOption::new(
                    path_value(path),
                    schema.with(|schema| path_label(schema, &named, path)),
                )]
            }
        })
    });
    view! {
        <Combobox
            picked=picked
            options=move || query.with(|query| all.with(|all| filter_options(all, query)))
            on_query=move |text| query.set(text)
            on_pick=move |option: ComboOption| on_pick.run(path_of(&option.value))
            label=words::filter::field()
            placeholder=words::filter::choose_field()
            autofocus=autofocus
        />
    }
}
