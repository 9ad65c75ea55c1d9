//! Fields being filled in: a draft and a problem for each. What was typed is kept until it is sent, where the form has a place for it.

use std::sync::Arc;

use bridge::{Cell, CommandFailure, Failure, Input};
use model::{FieldDef, FieldKey, FieldKind, ObjectDef, ObjectKey, Value};

use crate::client::AskError;
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::field::Field;
use crate::value::{Draft, FieldInput};
use crate::words;

/// One field of a form.
#[derive(Clone)]
pub(super) struct FormField {
    pub field: FieldDef,
    /// What stands in it before anything is typed.
    start: Draft,
    draft: ArcRwSignal<Draft>,
    problem: ArcRwSignal<String>,
}

/// A form of an object's fields.
#[derive(Clone)]
pub(super) struct Form {
    session: Session,
    pub object: ObjectKey,
    pub fields: Arc<Vec<FormField>>,
    /// Where what is typed is kept while it is not sent.
    place: Option<Arc<str>>,
}

/// What is kept of a form: the strings of each field's draft.
type Kept = Vec<(FieldKey, Vec<String>)>;

impl Form {
    /// A form of fields; those that are known start with their value.
    pub fn of(session: Session, def: &ObjectDef, fields: Vec<FieldDef>, known: &[(FieldKey, Cell)]) -> Self {
        let context = session.context();
        let fields = fields.into_iter().map(|field| {
            let cell = known
                .iter()
                .find(|(key, _)| *key == field.key)
                .map(|(_, cell)| cell.clone())
                .unwrap_or_default();
            let start = Draft::of(&field, &cell, &context);
            FormField {
                draft: ArcRwSignal::new(start.clone()),
                start,
                problem: ArcRwSignal::new(String::new()),
                field,
            }
        });
        Self {
            session,
            object: def.key.clone(),
            fields: Arc::new(fields.collect()),
            place: None,
        }
    }

    /// Goes on with what was left unsent at a place, and keeps there what is typed from now on. Says whether there was something.
    pub fn resume(&mut self, place: &str) -> bool {
        self.place = Some(place.into());
        let kept: Kept = serde_json::from_str(&self.session.draft_of(place)).unwrap_or_default();
        let mut resumed = false;
        for (key, strings) in kept {
            if let Some(entry) = self.fields.iter().find(|entry| entry.field.key == key)
                && let Some(draft) = entry.start.from_strings(&strings)
            {
                entry.draft.set(draft);
                resumed = true;
            }
        }
        resumed
    }

    /// Puts everything back to what it was before anything was typed.
    pub fn start_afresh(&self) {
        for entry in self.fields.iter() {
            entry.draft.set(entry.start.clone());
        }
    }

    /// Keeps what was typed; nothing when all is as at the start.
    fn keep(&self) {
        let Some(place) = &self.place else { return };
        let typed = self.fields.iter().filter_map(|entry| {
            let draft = entry.draft.get_untracked();
            (draft != entry.start).then(|| (entry.field.key.clone(), draft.to_strings()))
        });
        let kept: Kept = typed.collect();
        let text = if kept.is_empty() {
            String::new()
        } else {
            // Strings in lists: JSON takes all of them.
            serde_json::to_string(&kept).unwrap_or_default()
        };
        self.session.keep_draft(place, &text);
    }

    /// Forgets what was kept, because it was sent.
    pub fn forget(&self) {
        if let Some(place) = &self.place {
            self.session.keep_draft(place, "");
        }
    }

    /// What stands in the fields so far and can be read. Tracked.
    pub fn values(&self) -> Vec<(FieldKey, Value)> {
        let context = self.session.context();
        let read = |entry: &FormField| {
            let value = entry.draft.with(|draft| draft.read(&entry.field, &context)).ok()??;
            Some((entry.field.key.clone(), value))
        };
        self.fields.iter().filter_map(read).collect()
    }

    /// Whether some fields are shown only under a condition.
    pub fn has_conditions(&self) -> bool {
        self.fields.iter().any(|entry| entry.field.shown_if.is_some())
    }

    /// What was filled in, but not in fields that are hidden; empty fields are left out. `None` when something needs a look: the
    /// problems stand beside their fields.
    pub fn inputs(&self, hidden: &[FieldKey]) -> Option<Vec<(FieldKey, Input)>> {
        let context = self.session.context();
        let mut inputs = Vec::new();
        let mut whole = true;
        for entry in self.fields.iter().filter(|entry| !hidden.contains(&entry.field.key)) {
            match entry.draft.with_untracked(|draft| draft.read(&entry.field, &context)) {
                Ok(Some(value)) => inputs.push((entry.field.key.clone(), Input::Value(value))),
                Ok(None) => {}
                Err(error) => {
                    entry.problem.set(error.to_string());
                    whole = false;
                }
            }
        }
        whole.then_some(inputs)
    }

    /// Puts the problems that the engine found beside their fields. False when there is one that belongs to none of them.
    pub fn take_problems(&self, error: &AskError) -> bool {
        let AskError::Refused(Failure::Command(CommandFailure::Fields(_, problems))) = error else {
            return false;
        };
        let mut all = true;
        for (key, problem) in problems {
            match self.fields.iter().find(|entry| entry.field.key == *key) {
                Some(entry) => {
                    entry.problem.try_set(words::invalid::line(problem));
                }
                None => all = false,
            }
        }
        all
    }

    /// How many fields need a look.
    pub fn problems(&self) -> usize {
        self.fields.iter().filter(|entry| !entry.problem.with(String::is_empty)).count()
    }
}

/// The controls of a form; `shown` says which of its fields.
#[component]
pub(super) fn FormFields(form: Form, #[prop(into)] shown: Callback<FieldKey, bool>) -> impl IntoView {
    let object = form.object.clone();
    let whole = form.clone();
    let fields = form.fields.iter().cloned().enumerate().map(|(index, entry)| {
        let (draft, problem) = (RwSignal::from(entry.draft), RwSignal::from(entry.problem));
        // The next keystroke takes the problem away; it is looked for again when the form is sent.
        let whole = whole.clone();
        Effect::new(move |before: Option<()>| {
            draft.track();
            if before.is_some() {
                problem.set(String::new());
                whole.keep();
            }
        });
        let (object, field) = (object.clone(), entry.field);
        let key = field.key.clone();
        move || {
            shown.run(key.clone()).then(|| {
                let (object, field) = (object.clone(), field.clone());
                let wide = matches!(field.kind, FieldKind::LongText | FieldKind::Address);
                view! {
                    <Field
                        label=field.label.clone()
                        help=field.help.clone()
                        error=problem
                        required=field.required
                        class=if wide { "form-grid__wide" } else { "" }
                    >
                        <FieldInput object=object field=field draft=draft autofocus=index == 0/>
                    </Field>
                }
            })
        }
    });
    view! { <div class="form-grid">{fields.collect_view()}</div> }
}

/// How many fields need a look, for people who cannot see them.
#[component]
pub(super) fn ProblemCount(form: Form) -> impl IntoView {
    view! {
        <p class="field__error" role="alert">
            {move || match form.problems() {
                0 => String::new(),
                count => words::create::check_fields(count as u64),
            }}
        </p>
    }
}
