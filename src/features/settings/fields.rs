//! Fields of each object: what comes with Kith, and one's own; and the objects themselves.

use bridge::Command;
use model::{FieldDef, ObjectDef, ObjectKey};

use super::field_form::FieldDialog;
use crate::client::Engine;
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::{
    badge::Badge,
    button::{Button, ButtonKind, IconButton},
    card::Card,
    dialog::Dialog,
    field::{Field, Select, SelectOption, TextInput},
    icon::Glyph,
    tone::Tone,
};
use crate::words::{self, own as say};

/// The section.
#[component]
pub(super) fn FieldsSection() -> impl IntoView {
    let session = Session::expect();
    let schema = Engine::expect().schema();
    let chosen = RwSignal::new("contact".to_owned());
    let open = RwSignal::new(false);
    let editing = RwSignal::new(None::<FieldDef>);
    let naming = RwSignal::new(None::<Option<ObjectDef>>);
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
    let show = move |field: Option<FieldDef>| {
        editing.set(field);
        open.set(true);
    };
    let rows = move || {
        let object = object.get()?;
        let target =
            |key: &ObjectKey| schema.with(|schema| schema.object(key).map_or_else(|| key.to_string(), |object| object.label.clone()));
        let shown = object.fields.iter().filter(|field| !field.hidden);
        let row = |field: &FieldDef| {
            let tools = field_tools(session, object.key.clone(), field.clone(), show);
            field_row(field, field.target.as_ref().map(target), tools)
        };
        Some(shown.map(row).collect_view())
    };
    let is_own = move || object.with(|object| object.as_ref().is_some_and(|object| object.key.starts_with("x-")));
    let remove = move || {
        if let Some(object) = object.get_untracked() {
            chosen.set("contact".to_owned());
            session.act(Command::RemoveObject(object.key));
        }
    };
    view! {
        <div class="setting-tools">
            <Field label=words::settings::object()>
                <Select value=chosen options=objects on_change=move |key| chosen.set(key)/>
            </Field>
            <div class="setting-tools__buttons">
                <Button on_click=move |_| naming.set(Some(object.get_untracked()))>{say::rename_object()}</Button>
                {move || is_own().then(|| view! { <Button on_click=move |_| remove()>{say::remove_object()}</Button> })}
                <Button icon=Glyph::Plus on_click=move |_| naming.set(Some(None))>{say::add_object()}</Button>
            </div>
        </div>
        <Card title=title flush=true class="fields-card"
            tools=move || view! { <Button kind=ButtonKind::Primary icon=Glyph::Plus on_click=move |_| show(None)>{words::settings::add_field()}</Button> }>
            <table class="table">
                <thead><tr>
                    <th scope="col">{words::settings::field()}</th>
                    <th scope="col">{words::settings::kind()}</th>
                    <th scope="col" class="only-wide">{words::settings::field_options()}</th>
                    <th scope="col" class="fields-card__marks"></th>
                    <th scope="col" class="fields-card__tools"></th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </Card>
        {move || object.get().map(|object| view! { <FieldDialog open=open object=object field=editing/> })}
        <ObjectDialog naming=naming chosen=chosen/>
    }
}

fn field_tools(
    session: Session,
    object: ObjectKey,
    field: FieldDef,
    show: impl Fn(Option<FieldDef>) + Copy + Send + Sync + 'static,
) -> AnyView {
    let (change, remove) = (say::change(&field.label), say::remove(&field.label));
    let key = field.key.clone();
    let is_own = field.custom;
    let field = StoredValue::new(field);
    let remove_field = move || {
        session.act(Command::RemoveField {
            object: object.clone(),
            field: key.clone(),
        });
    };
    view! {
        {is_own.then(|| view! { <IconButton icon=Glyph::Trash label=remove on_click=move |_| remove_field()/> })}
        <IconButton icon=Glyph::Edit label=change on_click=move |_| show(Some(field.get_value()))/>
    }
    .into_any()
}

fn field_row(field: &FieldDef, target: Option<String>, tools: AnyView) -> impl IntoView + use<> {
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
            <td class="fields-card__tools">{tools}</td>
        </tr>
    }
}

/// The dialog that makes an object, or says what one is called.
#[component]
fn ObjectDialog(naming: RwSignal<Option<Option<ObjectDef>>>, chosen: RwSignal<String>) -> impl IntoView {
    let session = Session::expect();
    let open = RwSignal::new(false);
    let (one, many, problem) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    Effect::new(move || {
        if let Some(object) = naming.get() {
            one.set(object.as_ref().map(|object| object.label.clone()).unwrap_or_default());
            many.set(object.map(|object| object.plural).unwrap_or_default());
            problem.set(String::new());
            open.set(true);
        }
    });
    let object = Memo::new(move |_| naming.get().flatten());
    let close = move || {
        open.try_set(false);
        naming.try_set(None);
    };
    let submit = move || {
        let key = object.get_untracked().map(|object| object.key);
        let is_new = key.is_none();
        let command = Command::SaveObject {
            key,
            label: one.get_untracked(),
            plural: many.get_untracked(),
            icon: String::new(),
        };
        session.act_then(command, move |result| match result {
            Ok(done) => {
                if let Some(link) = done.record.as_ref().filter(|_| is_new) {
                    chosen.try_set(format!("x-{}", link.id.short_code().to_ascii_lowercase()));
                }
                close();
                false
            }
            Err(error) => {
                problem.try_set(words::failure::line(error, None));
                true
            }
        });
    };
    let title = Signal::derive(move || {
        object.with(|object| {
            object
                .as_ref()
                .map_or_else(|| say::object_title().to_owned(), |object| say::object_rename(&object.plural))
        })
    });
    let help = Signal::derive(move || {
        let built_in = object.with(|object| object.as_ref().is_some_and(|object| !object.key.starts_with("x-")));
        if built_in { say::label_reset().to_owned() } else { String::new() }
    });
    view! {
        <Dialog open=open title=title on_close=close on_submit=submit
            foot=move || view! {
                <Button on_click=move |_| close()>{words::settings::cancel()}</Button>
                <Button kind=ButtonKind::Primary submit=true>{move || if object.with(Option::is_none) { say::add_object() } else { say::save() }}</Button>
            }>
            {move || object.with(Option::is_none).then(|| view! { <p class="muted">{say::object_text()}</p> })}
            <Field label=say::object_one() error=problem help=help>
                <TextInput value=one placeholder=say::object_one_example() autofocus=true on_input=move |text| one.set(text)/>
            </Field>
            <Field label=say::object_many() help=help>
                <TextInput value=many placeholder=say::object_many_example() on_input=move |text| many.set(text)/>
            </Field>
        </Dialog>
    }
}
