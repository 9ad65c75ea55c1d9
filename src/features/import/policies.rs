//! Exceptions per field to what counts when both have a value.

use std::sync::Arc;

use bridge::import::{FileState, ImportRequest, Policy, Target};
use model::{FieldKey, ObjectDef};

use super::{
    columns::{POLICIES, policy_key, policy_options},
    wizard::Wizard,
};
use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind},
    dialog::{Dialog, DialogSize},
    field::{Field, Select, SelectOption},
    icon::Glyph,
};
use crate::words;

/// The field of the object that a target fills.
fn field_of(target: &Target) -> Option<&FieldKey> {
    match target {
        Target::Field(field)
        | Target::NamePart { field, .. }
        | Target::AddressPart { field, .. }
        | Target::Further(field)
        | Target::Link { field, .. } => Some(field),
        Target::Skip | Target::Detail { .. } | Target::NewField { .. } | Target::Line(_) => None,
    }
}

/// What differs from the choice for the whole file.
fn exceptions(file: &FileState) -> impl Iterator<Item = &(FieldKey, Policy)> {
    file.field_policies.iter().filter(|(_, policy)| *policy != file.policy)
}

/// A button with the dialog behind it.
#[component]
pub(super) fn FieldPolicies(wizard: Wizard, file: usize, object: Arc<ObjectDef>, off: Signal<bool>) -> impl IntoView {
    let open = RwSignal::new(false);
    let count = Memo::new(move |_| wizard.of_file(file, |file| exceptions(file).count()).unwrap_or(0));
    let label = move || match count.get() {
        0 => words::import::exceptions().to_owned(),
        count => words::import::exceptions_set(&words::number(count as u64)),
    };
    let fields = Memo::new(move |_| {
        wizard
            .of_file(file, |file| {
                let mut fields: Vec<FieldKey> = Vec::new();
                for field in file.columns.iter().filter_map(|column| field_of(&column.target)) {
                    if !fields.contains(field) {
                        fields.push(field.clone());
                    }
                }
                fields
            })
            .unwrap_or_default()
    });
    view! {
        <Button kind=ButtonKind::Ghost icon=Glyph::Settings disabled=off on_click=move |_| open.set(true)>{label}</Button>
        <Dialog open=open title=words::import::exceptions_title() size=DialogSize::Normal
            foot=move || view! { <Button kind=ButtonKind::Primary on_click=move |_| open.set(false)>{words::import::close()}</Button> }>
            <p>{words::import::exceptions_text()}</p>
            {
                let object = object.clone();
                move || fields.get().into_iter().map(|field| view! { <OnePolicy wizard=wizard file=file object=object.clone() field=field/> }).collect_view()
            }
        </Dialog>
    }
}

#[component]
fn OnePolicy(wizard: Wizard, file: usize, object: Arc<ObjectDef>, field: FieldKey) -> impl IntoView {
    let label = object.field(&field).map_or_else(|| field.to_string(), |field| field.label.clone());
    let key = field.clone();
    let value = Signal::derive(move || {
        let own = |file: &FileState| exceptions(file).find(|(own, _)| *own == key).map(|(_, policy)| policy_key(*policy));
        wizard.of_file(file, own).flatten().unwrap_or_default()
    });
    let options: Vec<SelectOption> = std::iter::once(SelectOption::new("", words::import::as_file()))
        .chain(policy_options())
        .collect();
    let change = move |chosen: String| {
        let whole = wizard.of_file(file, |file| file.policy).unwrap_or_default();
        let policy = POLICIES.iter().find(|(key, _)| *key == chosen).map_or(whole, |(_, policy)| *policy);
        wizard.change(ImportRequest::SetPolicy {
            file: file as u32,
            field: Some(field.clone()),
            policy,
        });
    };
    view! { <Field label=label><Select value=value options=options on_change=change/></Field> }
}
