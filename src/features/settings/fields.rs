//! Fields of each object: what comes with Kith, and one's own, which are added here.

use bridge::Command;
use model::{FieldDef, FieldKind, ObjectDef, ObjectKey};

use crate::client::Engine;
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::{
    badge::Badge,
    button::{Button, ButtonKind},
    card::Card,
    dialog::Dialog,
    field::{Field, Select, SelectOption, TextArea, TextInput},
    icon::Glyph,
    tone::Tone,
};
use crate::words;

/// Kinds of fields of one's own.
fn kinds() -> impl Iterator<Item = FieldKind> {
    FieldKind::ALL.into_iter().filter(|kind| *kind != FieldKind::PersonName)
}

/// The section.
#[component]
pub(super) fn FieldsSection() -> impl IntoView {
    let schema = Engine::expect().schema();
    let chosen = RwSignal::new("contact".to_owned());
    let open = RwSignal::new(false);
    let objects = Signal::derive(move || {
        let option = |object: &ObjectDef| SelectOption::new(object.key.as_str(), object.plural.clone());
        schema.with(|schema| {
            schema
                .objects()
                .iter()
                .filter(|object| !object.hidden)
                .map(option)
                .collect::<Vec<_>>()
        })
    });
    let object = Memo::new(move |_| schema.with(|schema| chosen.with(|key| schema.object(key).cloned())));
    let title = Signal::derive(move || object.with(|object| object.as_ref().map(|object| object.plural.clone()).unwrap_or_default()));
    let rows = move || {
        let object = object.get()?;
        let target =
            |key: &ObjectKey| schema.with(|schema| schema.object(key).map_or_else(|| key.to_string(), |object| object.label.clone()));
        let shown = object.fields.iter().filter(|field| !field.hidden);
        Some(
            shown
                .map(|field| field_row(field, field.target.as_ref().map(target)))
                .collect_view(),
        )
    };
    view! {
        <div class="setting-tools">
            <Field label=words::settings::object()>
                <Select value=chosen options=objects on_change=move |key| chosen.set(key)/>
            </Field>
        </div>
        <Card title=title flush=true class="fields-card"
            tools=move || view! { <Button kind=ButtonKind::Primary icon=Glyph::Plus on_click=move |_| open.set(true)>{words::settings::add_field()}</Button> }>
            <table class="table">
                <thead><tr>
                    <th scope="col">{words::settings::field()}</th>
                    <th scope="col">{words::settings::kind()}</th>
                    <th scope="col" class="only-wide">{words::settings::field_options()}</th>
                    <th scope="col" class="fields-card__marks"></th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </Card>
        {move || object.get().map(|object| view! { <AddField open=open object=object/> })}
    }
}

fn field_row(field: &FieldDef, target: Option<String>) -> impl IntoView + use<> {
    let kind = match target {
        Some(target) => format!("{}: {target}", words::kind::label(field.kind)),
        None => words::kind::label(field.kind).to_owned(),
    };
    let options = field
        .options
        .iter()
        .map(|option| option.label.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    let shown = options.clone();
    view! {
        <tr>
            <th scope="row"><span data-tip=field.help.clone()>{field.label.clone()}</span></th>
            <td class="muted">{kind}</td>
            <td class="muted only-wide"><span data-tip=options>{shown}</span></td>
            <td class="fields-card__marks">
                {field.custom.then(|| view! { <Badge tone=Tone::Accent>{words::settings::own()}</Badge> })}
                {field.computed.is_some().then(|| view! { <Badge>{words::settings::computed()}</Badge> })}
                {field.required.then(|| view! { <Badge>{words::settings::required_mark()}</Badge> })}
            </td>
        </tr>
    }
}

/// The dialog that adds a field.
#[component]
fn AddField(open: RwSignal<bool>, object: ObjectDef) -> impl IntoView {
    let session = Session::expect();
    let schema = session.engine.schema();
    let label = RwSignal::new(String::new());
    let kind = RwSignal::new(FieldKind::Text);
    let options = RwSignal::new(String::new());
    let target = RwSignal::new(String::new());
    let problem = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    Effect::new(move || {
        if open.get() {
            label.set(String::new());
            options.set(String::new());
            problem.set(String::new());
        }
    });
    let is_choice = Memo::new(move |_| matches!(kind.get(), FieldKind::Choice | FieldKind::Choices));
    let is_link = Memo::new(move |_| matches!(kind.get(), FieldKind::Reference | FieldKind::References));
    let key = object.key.clone();
    let submit = move || {
        if busy.get_untracked() {
            return;
        }
        let listed = options.with_untracked(|text| {
            text.lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect()
        });
        let command = Command::AddField {
            object: key.clone(),
            label: label.get_untracked(),
            kind: kind.get_untracked(),
            options: if is_choice.get_untracked() { listed } else { Vec::new() },
            target: Some(target.get_untracked())
                .filter(|key| is_link.get_untracked() && !key.is_empty())
                .map(|key| key.as_str().into()),
        };
        busy.set(true);
        session.act_then(command, move |result| {
            busy.try_set(false);
            match result {
                Ok(_) => {
                    open.try_set(false);
                    false
                }
                Err(error) => {
                    problem.try_set(words::failure::line(error, None));
                    true
                }
            }
        });
    };
    let all_kinds: Vec<SelectOption> = kinds()
        .map(|kind| SelectOption::new(kind.key(), words::kind::label(kind)))
        .collect();
    let targets = Signal::derive(move || {
        let shown = |object: &&ObjectDef| !object.hidden || object.key == *"member";
        schema.with(|schema| {
            schema
                .objects()
                .iter()
                .filter(shown)
                .map(|object| SelectOption::new(object.key.as_str(), object.label.clone()))
                .collect::<Vec<_>>()
        })
    });
    let all_kinds = StoredValue::new(all_kinds);
    view! {
        <Dialog open=open title=words::settings::add_field_to(&object.plural) on_submit=submit
            foot=move || view! {
                <Button on_click=move |_| open.set(false)>{words::settings::cancel()}</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy>{words::settings::add_field()}</Button>
            }>
            <Field label=words::settings::field_label() error=problem required=true>
                <TextInput value=label autofocus=true on_input=move |text| label.set(text)/>
            </Field>
            <Field label=words::settings::field_kind()>
                <Select value=Signal::derive(move || kind.get().key().to_owned()) options=all_kinds.get_value()
                    on_change=move |key: String| kind.set(FieldKind::from_key(&key).unwrap_or(FieldKind::Text))/>
            </Field>
            {move || is_choice.get().then(|| view! {
                <Field label=words::settings::field_choices()><TextArea value=options rows=4 on_input=move |text| options.set(text)/></Field>
            })}
            {move || is_link.get().then(|| view! {
                <Field label=words::settings::field_target()>
                    <Select value=target options=targets placeholder=words::settings::field_choose() on_change=move |key| target.set(key)/>
                </Field>
            })}
        </Dialog>
    }
}
