//! The control of a field, by its kind. It changes a draft and knows nothing of saving.

use bridge::{Command, Input};
use chrono::NaiveDate;
use model::{FieldDef, FieldKind, ObjectKey, PersonName};

use super::{
    draft::{Draft, FRESH, NONE},
    picker::{made_by_name, none_option, use_choices, use_suggestions},
    several::{LinesInput, PlacesInput},
};
use crate::client::Engine;
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::field::{Checkbox, ComboOption, Combobox, DateInput, NumberInput, Select, SelectOption, TextArea, TextInput, TextKind};
use crate::words;

/// Keyboard and semantics of the text of a field.
#[must_use]
pub(super) fn text_kind(kind: FieldKind) -> TextKind {
    match kind {
        FieldKind::Email => TextKind::Email,
        FieldKind::Phone => TextKind::Phone,
        FieldKind::Url => TextKind::Url,
        _ => TextKind::Plain,
    }
}

/// The control of a field.
#[component]
pub fn FieldInput(
    /// The object of the field.
    object: ObjectKey,
    /// The field.
    field: FieldDef,
    /// What stands in the control.
    draft: RwSignal<Draft>,
    /// Takes focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// A choice was made that needs nothing further.
    #[prop(optional, into)]
    on_pick: Option<Callback<()>>,
) -> impl IntoView {
    let picked = move || {
        if let Some(on_pick) = on_pick {
            on_pick.run(());
        }
    };
    match field.kind {
        FieldKind::LongText => {
            let node_ref = NodeRef::<leptos::html::Textarea>::new();
            if autofocus {
                node_ref.on_load(|area| crate::ui::dom::focus(&area));
            }
            view! { <TextArea value=text_of(draft) node_ref=node_ref on_input=move |text| draft.set(Draft::Text(text))/> }.into_any()
        }
        FieldKind::Integer | FieldKind::Number | FieldKind::Percent | FieldKind::Money | FieldKind::Duration => {
            let whole = field.kind == FieldKind::Integer;
            // Amounts may carry a currency and lengths of time units: they need letters too.
            let digits = !matches!(field.kind, FieldKind::Money | FieldKind::Duration);
            if digits {
                view! { <NumberInput value=text_of(draft) whole=whole autofocus=autofocus on_input=move |text| draft.set(Draft::Text(text))/> }.into_any()
            } else {
                view! { <TextInput value=text_of(draft) autofocus=autofocus on_input=move |text| draft.set(Draft::Text(text))/> }.into_any()
            }
        }
        FieldKind::Rating => {
            let options: Vec<SelectOption> = (0..=5)
                .rev()
                .map(|stars| SelectOption::new(stars.to_string(), words::value::stars(stars)))
                .collect();
            view! {
                <Select value=text_of(draft) options=options placeholder=words::value::empty() on_change=move |text| {
                    draft.set(Draft::Text(text));
                    picked();
                }/>
            }
            .into_any()
        }
        FieldKind::Boolean => view! {
            <Checkbox
                checked=move || draft.with(|draft| *draft == Draft::Flag(Some(true)))
                on_change=move |on| {
                    draft.set(Draft::Flag(Some(on)));
                    picked();
                }
            >
                {field.label.clone()}
            </Checkbox>
        }
        .into_any(),
        FieldKind::Date => {
            view! { <DateInput value=day_of(draft) autofocus=autofocus on_change=move |day| draft.set(Draft::Day(day))/> }.into_any()
        }
        FieldKind::DateTime => view! { <MomentInput draft=draft autofocus=autofocus/> }.into_any(),
        FieldKind::Choice | FieldKind::Choices => {
            view! { <ChoiceInput object=object field=field draft=draft autofocus=autofocus on_pick=picked/> }.into_any()
        }
        FieldKind::Reference | FieldKind::References => {
            view! { <RecordInput field=field draft=draft autofocus=autofocus on_pick=picked/> }.into_any()
        }
        FieldKind::PersonName => view! { <NameInput draft=draft autofocus=autofocus/> }.into_any(),
        FieldKind::Address => view! { <PlacesInput field=field draft=draft autofocus=autofocus/> }.into_any(),
        FieldKind::Email | FieldKind::Phone | FieldKind::Url if field.multi => {
            view! { <LinesInput field=field draft=draft autofocus=autofocus/> }.into_any()
        }
        FieldKind::Text | FieldKind::Email | FieldKind::Phone | FieldKind::Url => view! {
            <TextInput
                value=text_of(draft)
                kind=text_kind(field.kind)
                autofocus=autofocus
                on_input=move |text| draft.set(Draft::Text(text))
            />
        }
        .into_any(),
    }
}

fn text_of(draft: RwSignal<Draft>) -> Signal<String> {
    Signal::derive(move || {
        draft.with(|draft| match draft {
            Draft::Text(text) => text.clone(),
            _ => String::new(),
        })
    })
}

fn day_of(draft: RwSignal<Draft>) -> Signal<Option<NaiveDate>> {
    Signal::derive(move || {
        draft.with(|draft| match draft {
            Draft::Day(day) | Draft::Moment(day, _) => *day,
            _ => None,
        })
    })
}

/// A day and a time of that day.
#[component]
fn MomentInput(draft: RwSignal<Draft>, autofocus: bool) -> impl IntoView {
    let time = Signal::derive(move || {
        draft.with(|draft| match draft {
            Draft::Moment(_, time) => time.clone(),
            _ => String::new(),
        })
    });
    view! {
        <span class="moment-input">
            <DateInput value=day_of(draft) autofocus=autofocus on_change=move |day| draft.set(Draft::Moment(day, time.get_untracked()))/>
            <TextInput
                value=time
                label=words::value::time()
                placeholder=words::value::time_example()
                on_input=move |text| draft.set(Draft::Moment(day_of(draft).get_untracked(), text))
            />
        </span>
    }
}

/// Given and family name.
#[component]
fn NameInput(draft: RwSignal<Draft>, autofocus: bool) -> impl IntoView {
    let name = move || {
        draft.with(|draft| match draft {
            Draft::Name(name) => name.clone(),
            _ => PersonName::default(),
        })
    };
    view! {
        <span class="name-input">
            <TextInput
                value=move || name().given
                label=words::value::given_name()
                placeholder=words::value::given_name()
                autofocus=autofocus
                on_input=move |given| draft.set(Draft::Name(PersonName { given, ..untrack(name) }))
            />
            // A field of its own: the label of the whole belongs to the first part only.
            <leptos::context::Provider value=super::several::part_context()>
                <TextInput
                    value=move || name().family
                    label=words::value::family_name()
                    placeholder=words::value::family_name()
                    on_input=move |family| draft.set(Draft::Name(PersonName { family, ..untrack(name) }))
                />
            </leptos::context::Provider>
        </span>
    }
}

fn picked_of(draft: RwSignal<Draft>) -> Signal<Vec<ComboOption>> {
    Signal::derive(move || {
        draft.with(|draft| match draft {
            Draft::Picked(picked) => picked.iter().filter(|option| option.value != NONE).cloned().collect(),
            _ => Vec::new(),
        })
    })
}

/// Adds to several, or replaces the single one.
fn pick(draft: RwSignal<Draft>, option: ComboOption, many: bool) {
    draft.update(|draft| match draft {
        Draft::Picked(picked) if many => {
            if !picked.contains(&option) {
                picked.push(option);
            }
        }
        other => *other = Draft::Picked(if option.value == NONE { Vec::new() } else { vec![option] }),
    });
}

fn unpick(draft: RwSignal<Draft>, option: &ComboOption) {
    draft.update(|draft| {
        if let Draft::Picked(picked) = draft {
            picked.retain(|own| own.value != option.value);
        }
    });
}

/// Options of a choice; an open one takes what is typed as a new option.
#[component]
fn ChoiceInput(
    object: ObjectKey,
    field: FieldDef,
    draft: RwSignal<Draft>,
    autofocus: bool,
    #[prop(into)] on_pick: Callback<()>,
) -> impl IntoView {
    let query = RwSignal::new(None::<String>);
    let many = field.kind == FieldKind::Choices;
    let matching = use_choices(object, &field, query.into());
    let none = (!many && !field.required).then(|| none_option(&field));
    let options = Signal::derive(move || with_none(matching.get(), none.as_ref(), query));
    let choose = move |option: ComboOption| {
        pick(draft, option, many);
        if !many {
            on_pick.run(());
        }
    };
    let create = field
        .open
        .then(|| Callback::new(move |text: String| choose(ComboOption::new(text.clone(), text))));
    combobox(
        picked_of(draft),
        options,
        Signal::stored(false),
        query,
        many,
        autofocus,
        Callback::new(choose),
        create,
        draft,
    )
}

/// Records by name; what is not there can be made where a name is enough.
#[component]
fn RecordInput(field: FieldDef, draft: RwSignal<Draft>, autofocus: bool, #[prop(into)] on_pick: Callback<()>) -> impl IntoView {
    let engine = Engine::expect();
    let session = Session::expect();
    let query = RwSignal::new(None::<String>);
    let many = field.has_elements();
    let Some(target) = field.target.clone() else { return ().into_any() };
    let (found, loading) = use_suggestions(target.clone(), query.into());
    let none = (!many && !field.required).then(|| none_option(&field));
    let options = Signal::derive(move || with_none(found.get(), none.as_ref(), query));
    let choose = move |option: ComboOption| {
        pick(draft, option, many);
        if !many {
            on_pick.run(());
        }
    };
    let may_create = engine.schema().with_untracked(|schema| made_by_name(schema, &target));
    let create = may_create.then(|| {
        Callback::new(move |text: String| {
            if *target == *"tag" {
                // A tag is made with the record that it is put on: one step of undo.
                choose(ComboOption::new(format!("{FRESH}{text}"), text));
                return;
            }
            let primary = engine
                .schema()
                .with_untracked(|schema| schema.object(&target).map(|object| object.primary.clone()));
            let Some(primary) = primary else { return };
            let command = Command::Create {
                object: target.clone(),
                fields: vec![(primary, Input::Text(text))],
            };
            session.act_then(command, move |result| {
                if let Ok(Some(link)) = result.map(|done| done.record.clone())
                    && draft.try_get_untracked().is_some()
                {
                    choose(ComboOption::new(link.id.to_string(), link.label));
                }
                false
            });
        })
    });
    combobox(
        picked_of(draft),
        options,
        loading,
        query,
        many,
        autofocus,
        Callback::new(choose),
        create,
        draft,
    )
    .into_any()
}

fn with_none(mut options: Vec<ComboOption>, none: Option<&ComboOption>, query: RwSignal<Option<String>>) -> Vec<ComboOption> {
    // Only in the whole list: while something is typed, the first match is what is meant.
    if let Some(none) = none.filter(|_| query.with(|query| query.as_deref().is_none_or(str::is_empty))) {
        options.push(none.clone());
    }
    options
}

#[expect(
    clippy::too_many_arguments,
    reason = "the props of one control, put together in one place for both kinds of picking"
)]
fn combobox(
    picked: Signal<Vec<ComboOption>>,
    options: Signal<Vec<ComboOption>>,
    loading: Signal<bool>,
    query: RwSignal<Option<String>>,
    many: bool,
    autofocus: bool,
    on_pick: Callback<ComboOption>,
    on_create: Option<Callback<String>>,
    draft: RwSignal<Draft>,
) -> impl IntoView {
    let on_query = move |text: String| query.set(Some(text));
    match on_create {
        Some(on_create) => view! {
            <Combobox picked=picked options=options loading=loading many=many autofocus=autofocus on_query=on_query on_pick=on_pick
                on_unpick=move |option: ComboOption| unpick(draft, &option) on_create=on_create/>
        }
        .into_any(),
        None => view! {
            <Combobox picked=picked options=options loading=loading many=many autofocus=autofocus on_query=on_query on_pick=on_pick
                on_unpick=move |option: ComboOption| unpick(draft, &option)/>
        }
        .into_any(),
    }
}
