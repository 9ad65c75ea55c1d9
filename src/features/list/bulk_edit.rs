//! The dialog that writes one field of all selected records.

use bridge::{Command, CommandFailure, Failure};
use leptos::task::spawn_local;
use model::FieldDef;

use super::lens::Lens;
use crate::client::AskError;
use crate::reactive::prelude::*;
use crate::rows::engine_selection;
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind},
    dialog::Dialog,
    field::{Field, Select, SelectOption},
    grid::Selection,
    segmented::{Choice, Segmented},
};
use crate::value::{Draft, FieldInput};
use crate::words;

/// What is done to the selection.
#[derive(Clone, PartialEq)]
pub(super) enum BulkTask {
    /// A field is chosen first.
    AnyField,
    /// This field is written.
    Field(FieldDef),
    /// Elements are added to this field, or removed.
    Elements(FieldDef),
}

/// Asks for the value.
#[component]
pub(super) fn BulkEditDialog(
    lens: Lens,
    selection: RwSignal<Selection>,
    #[prop(into)] total: Signal<u32>,
    task: RwSignal<Option<BulkTask>>,
) -> impl IntoView {
    let session = Session::expect();
    let open = RwSignal::new(false);
    let field = RwSignal::new(None::<FieldDef>);
    let draft = RwSignal::new(Draft::Text(String::new()));
    let add = RwSignal::new(true);
    let problem = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let choose = move |chosen: FieldDef| {
        // A required field can still be written for many at once, but not emptied.
        draft.set(Draft::empty(&chosen));
        problem.set(String::new());
        field.set(Some(chosen));
    };
    Effect::new(move || match task.get() {
        Some(BulkTask::AnyField) => {
            field.set(None);
            problem.set(String::new());
            open.set(true);
        }
        Some(BulkTask::Field(chosen) | BulkTask::Elements(chosen)) => {
            choose(chosen);
            add.set(true);
            open.set(true);
        }
        None => open.set(false),
    });
    let close = move || {
        open.set(false);
        task.set(None);
    };
    let elements = move || task.with(|task| matches!(task, Some(BulkTask::Elements(_))));
    let save = move || {
        let Some(chosen) = field.get_untracked() else { return };
        let input = match draft.with_untracked(|draft| draft.input(&chosen, &session.context())) {
            Ok(input) => input,
            Err(error) => {
                problem.set(error.to_string());
                return;
            }
        };
        let (object, key, present) = (lens.object(), chosen.key.clone(), add.get_untracked());
        let as_elements = untrack(elements);
        let (records, total) = (selection.get_untracked(), total.get_untracked());
        let Some(view) = lens.view.get_untracked() else { return };
        busy.set(true);
        spawn_local(async move {
            let records = match engine_selection(session.engine, records, &view, total).await {
                Ok(records) => records,
                Err(error) => {
                    busy.try_set(false);
                    session.refused(&error, Some(&object));
                    return;
                }
            };
            let command = if as_elements {
                Command::Element {
                    object,
                    field: key,
                    selection: records,
                    element: input,
                    present,
                }
            } else {
                Command::BulkEdit {
                    object,
                    selection: records,
                    field: key,
                    input,
                }
            };
            session.act_then(command, move |result| {
                busy.try_set(false);
                match result {
                    Ok(_) => {
                        open.try_set(false);
                        task.try_set(None);
                        false
                    }
                    Err(error) => {
                        problem.try_set(reason(error));
                        true
                    }
                }
            });
        });
    };
    let counted = Memo::new(move |_| {
        let count = selection.with(|selection| selection.count(total.get() as usize));
        lens.def
            .with(|def| def.as_ref().map(|def| words::counted(def, count as u64)).unwrap_or_default())
    });
    let title = move || match task.get() {
        Some(BulkTask::Elements(_)) => words::list::tag_title(&counted.get()),
        Some(BulkTask::Field(field)) if field.key == *"owner" => words::list::assign_title(&counted.get()),
        _ => words::list::edit_title(&counted.get()),
    };
    let editable = move || {
        lens.def.with(|def| {
            let fields = def
                .iter()
                .flat_map(|def| &def.fields)
                .filter(|field| field.is_editable() && !field.hidden);
            fields.cloned().collect::<Vec<_>>()
        })
    };
    view! {
        <Dialog
            open=open
            title=title
            on_close=close
            on_submit=save
            foot=move || view! {
                <Button on_click=move |_| close()>{words::list::cancel()}</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy disabled=Signal::derive(move || field.with(Option::is_none))>
                    {move || words::list::apply_to(&counted.get())}
                </Button>
            }
        >
            {move || task.with(|task| *task == Some(BulkTask::AnyField)).then(|| {
                let fields = editable();
                let options: Vec<SelectOption> = fields.iter().map(|field| SelectOption::new(field.key.as_str(), field.label.clone())).collect();
                view! {
                    <Field label=words::filter::field()>
                        <Select
                            value=move || field.with(|field| field.as_ref().map(|field| field.key.to_string()).unwrap_or_default())
                            options=options
                            placeholder=words::list::choose_field()
                            on_change=move |key: String| if let Some(chosen) = fields.iter().find(|field| field.key == *key.as_str()) { choose(chosen.clone()) }
                        />
                    </Field>
                }
            })}
            {move || elements().then(|| view! {
                <Segmented
                    label=words::list::tag()
                    choices=vec![Choice::new("add", words::list::add_tags()), Choice::new("remove", words::list::remove_tags())]
                    value=move || if add.get() { "add".to_owned() } else { "remove".to_owned() }
                    on_change=move |key: String| add.set(key == "add")
                />
            })}
            {move || field.get().map(|chosen| {
                let help = if chosen.required || elements() { "" } else { words::list::leave_empty() };
                let label = if elements() { chosen.label.clone() } else { words::list::new_value().to_owned() };
                view! {
                    <Field label=label help=help error=problem>
                        <FieldInput object=lens.object() field=chosen draft=draft/>
                    </Field>
                }
            })}
        </Dialog>
    }
}

/// Why nothing was written, for the field.
fn reason(error: &AskError) -> String {
    match error {
        AskError::Refused(Failure::Command(CommandFailure::Fields(_, problems))) if problems.len() == 1 => {
            words::invalid::line(&problems[0].1)
        }
        other => words::failure::line(other, None),
    }
}
