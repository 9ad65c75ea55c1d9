//! The editor: name and rule on one side, who is in and why on the other.

use leptos::ev::KeyboardEvent;
use model::ObjectDef;

use super::{editing::Editing, members::Members, rule_words::RuleWords, why::WhyCard};
use crate::filter::FilterTreeView;
use crate::platform::keys::Shortcut;
use crate::reactive::prelude::*;
use crate::ui::{
    badge::Badge,
    button::{Button, ButtonKind},
    card::Card,
    field::{Field, Select, SelectOption, TextInput},
    icon::Glyph,
    tone::Tone,
};
use crate::words;

/// Saves from anywhere in the editor.
const SAVE: &str = "Mod+S";

/// A segment being edited.
#[component]
pub(super) fn SegmentEditor(
    /// The segment.
    editing: Editing,
    /// Its name takes focus: it is new.
    fresh: bool,
) -> impl IntoView {
    let schema = editing.session.engine.schema();
    let def = Memo::new(move |_| schema.with(|schema| editing.object.with(|object| schema.object(object).cloned())));
    let on_key = move |event: KeyboardEvent| {
        if Shortcut::new(SAVE).matches(&event) {
            event.prevent_default();
            editing.save();
        }
    };
    view! {
        <div class="segment-editor" on:keydown=on_key>
            <form class="segment-editor__form" on:submit=move |event| {
                event.prevent_default();
                editing.save();
            }>
                <Details editing=editing fresh=fresh/>
                <Card title=words::segments::rule() class="segment-rule">
                    {move || def.get().map(|def| {
                        // Discarding brings another tree.
                        let tree = editing.tree.get();
                        view! {
                            <FilterTreeView object=def.key.clone() tree=tree/>
                            <RuleWords editing=editing object=def.key/>
                        }
                    })}
                </Card>
                <Foot editing=editing/>
            </form>
            <div class="segment-editor__side">{move || def.get().map(|def| view! { <Side editing=editing def=def/> })}</div>
        </div>
    }
}

/// Who is in, and why.
#[component]
fn Side(editing: Editing, def: ObjectDef) -> impl IntoView {
    let asked = RwSignal::new(None);
    view! {
        <Members editing=editing def=def.clone() on_why=move |record| asked.set(Some(record))/>
        <WhyCard editing=editing def=def asked=asked/>
    }
}

/// Name, object and purpose.
#[component]
fn Details(editing: Editing, fresh: bool) -> impl IntoView {
    let schema = editing.session.engine.schema();
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
    let help = move || {
        let refill = fresh && !editing.filter.with(model::Filter::is_everything);
        if refill {
            words::segments::object_change().to_owned()
        } else {
            String::new()
        }
    };
    view! {
        <Card title=words::segments::details() class="segment-details">
            <div class="segment-details__fields">
                <Field label=words::segments::name() help=words::segments::name_help() error=editing.problem required=true>
                    <TextInput value=editing.name autofocus=fresh on_input=move |text| {
                        editing.problem.set(String::new());
                        editing.name.set(text);
                    }/>
                </Field>
                <Field label=words::segments::object() help=Signal::derive(help)>
                    <Select value=Signal::derive(move || editing.object.get().to_string()) options=objects disabled=!fresh
                        on_change=move |key: String| editing.take_object(&key)/>
                </Field>
                <Field label=words::segments::about() help=words::segments::about_help() class="segment-details__wide">
                    <TextInput value=editing.description on_input=move |text| editing.description.set(text)/>
                </Field>
            </div>
        </Card>
    }
}

/// What is done with it.
#[component]
fn Foot(editing: Editing) -> impl IntoView {
    let changed = editing.changed;
    let saved = editing.id.is_some();
    view! {
        <div class="segment-editor__foot">
            {saved.then(|| view! {
                <Button kind=ButtonKind::Ghost icon=Glyph::Archive on_click=move |_| editing.trash()>{words::segments::delete()}</Button>
            })}
            <span class="push" role="status">
                {move || changed.get().then(|| view! {
                    <span data-tip=words::segments::unsaved_help()><Badge tone=Tone::Warning icon=Glyph::Edit>{words::segments::unsaved()}</Badge></span>
                })}
            </span>
            {move || changed.get().then(|| view! { <Button on_click=move |_| editing.discard()>{words::segments::discard()}</Button> })}
            <Button kind=ButtonKind::Primary submit=true busy=editing.busy key=Shortcut::new(SAVE).label()>{words::segments::save()}</Button>
        </div>
    }
}
