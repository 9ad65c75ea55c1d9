//! Commands: what people do, turned into ops of one change. One file per family; rules live here and nowhere else.
//!
//! A command reads the workspace, checks what was given, and returns a [`Draft`]. Nothing is changed before the draft is
//! committed, so a refused command leaves no trace.

mod bulk;
mod cells;
mod create;
mod definition;
mod edit;
mod field;
pub(crate) mod file;
mod input;
mod life;
pub(crate) mod merge;
mod message;
mod move_card;
mod object;
mod refer;
mod saved_view;
mod set_up;
mod stage;
mod tag;
mod task;
pub mod unique;

use bridge::{CellRefused, Command, CommandFailure, RecordLink, Selection};
use model::change::Verb;
use model::{FieldDef, FieldKey, Intent, ObjectDef, ObjectKey, Op, ParseContext, RecordId, Value};

use crate::computed::Moment;
use crate::workspace::Workspace;

pub(crate) use field::{Planned, planned};
pub use input::read_input;
pub(crate) use saved_view::own_member;
pub use set_up::setting;
pub use stage::enter_stage;
pub(crate) use stage::{first_stage, ordered};

/// Rows of a selection of an object, in the order of its view.
pub type Select<'a> = dyn Fn(&Workspace, &str, &Selection) -> Result<Vec<u32>, CommandFailure> + 'a;

/// What a command may read and draw from.
pub struct Drafting<'a> {
    /// Records; only read, but looking ids up brings the id index up to date.
    pub workspace: &'a mut Workspace,
    /// Now and here.
    pub moment: Moment,
    /// How typed text is read.
    pub context: &'a ParseContext,
    /// Random bits.
    pub entropy: &'a mut dyn FnMut() -> u128,
    /// Rows of a selection, in the order of its view.
    pub select: &'a Select<'a>,
}

/// Ops of one change, with what to tell about it.
#[derive(Debug, Default)]
pub struct Draft {
    /// What the person did.
    pub intent: Intent,
    /// What follows for the records.
    pub ops: Vec<Op>,
    /// The record it is about, when it is one.
    pub record: Option<(ObjectKey, RecordId)>,
    /// Cells of a block that keep what they have.
    pub refused: Vec<CellRefused>,
    /// Who has the values of fields that no two records may share.
    pub holders: unique::Holders,
}

impl Draft {
    /// A draft of a verb on an object.
    #[must_use]
    pub fn new(verb: Verb, object: &str) -> Self {
        let intent = Intent {
            verb,
            object: object.to_owned(),
            count: 1,
            ..Intent::default()
        };
        Self {
            intent,
            ops: Vec::new(),
            record: None,
            refused: Vec::new(),
            holders: unique::Holders::default(),
        }
    }

    /// Names what it is about.
    #[must_use]
    pub fn about(mut self, detail: impl Into<String>) -> Self {
        self.intent.detail = detail.into();
        self
    }

    /// Writes a register.
    pub fn set(&mut self, object: &str, record: RecordId, field: &str, value: impl Into<Option<Value>>) {
        self.ops.push(Op::Set {
            object: object.into(),
            record,
            field: field.into(),
            value: value.into(),
        });
    }
}

/// Turns a command into ops. Undo, redo and the sample data are the service's part and give an empty draft here.
///
/// # Errors
/// [`CommandFailure`]; nothing has been changed then.
pub fn draft(command: Command, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    match command {
        Command::Create { object, fields } => create::create(&object, fields, drafting),
        Command::Edit { object, record, fields } => edit::edit(&object, record, file::named(&object, fields)?, drafting),
        Command::Element {
            object,
            field,
            selection,
            element,
            present,
        } => bulk::element(&object, &field, &selection, element, present, drafting),
        Command::MakePrimary {
            object,
            record,
            field,
            value,
        } => edit::make_primary(&object, record, &field, value, drafting),
        Command::BulkEdit {
            object,
            selection,
            field,
            input,
        } => bulk::bulk_edit(&object, &selection, &field, input, drafting),
        Command::PasteCells { object, cells } => cells::paste(&object, cells, drafting),
        Command::FillCells { object, records, fields } => cells::fill(&object, &records, &fields, drafting),
        Command::Trash { object, selection } => life::trash(&object, &selection, drafting),
        Command::Restore { object, selection } => life::restore(&object, &selection, drafting),
        Command::Purge { object, selection } => life::purge(&object, &selection, drafting),
        Command::Move {
            object,
            record,
            field,
            column,
            lane,
            after,
            answers,
        } => {
            let to = move_card::Target {
                field,
                column,
                lane,
                after,
            };
            move_card::move_card(&object, record, to, answers, drafting)
        }
        Command::CompleteTask { task } => task::complete(task, drafting),
        Command::SnoozeTask { task, until } => task::snooze(task, until, drafting),
        Command::DismissAction { key, until } => Ok(task::answer(
            &key,
            if until.is_some() { "snoozed" } else { "dismissed" },
            until,
            drafting,
        )),
        Command::PostMessage { ticket, body, internal } => message::post(ticket, &body, internal, drafting),
        Command::SaveField(field) => field::save(*field, drafting),
        Command::RemoveField { object, field } => field::remove(&object, &field, drafting),
        Command::SaveObject { key, label, plural, icon } => object::save(key.as_deref(), &label, &plural, &icon, drafting),
        Command::RemoveObject(object) => object::remove(&object, drafting),
        Command::Merge {
            object,
            into,
            others,
            taken,
        } => merge::merge(&object, into, &others, &taken, drafting),
        Command::TellApart { object, records } => Ok(task::tell_apart(&object, &records, drafting)),
        Command::MergeTags { tags, into } => tag::merge(&tags, into, drafting),
        Command::SaveDashboard {
            id,
            name,
            dashboard,
            favourite,
        } => definition::save_dashboard(id, &name, &dashboard, favourite, drafting),
        Command::SaveView { id, name, view, favourite } => saved_view::save(id, &name, &view, favourite, drafting),
        Command::CopyView { view, name } => saved_view::copy(view, &name, drafting),
        Command::ChangeView { view, change } => saved_view::change(view, change, drafting),
        Command::SaveSegment {
            id,
            name,
            object,
            filter,
            description,
        } => definition::save_segment(id, &name, &object, &filter, &description, drafting),
        Command::SavePipeline(pipeline) => definition::save_pipeline(*pipeline, drafting),
        Command::SetSetting { key, value } => Ok(set_up::set_setting(&key, &value)),
        Command::SetUp { workspace, person } => Ok(set_up::set_up(&workspace, &person, drafting)),
        Command::AcceptAction { .. }
        | Command::ImportModel { .. }
        | Command::StartPlaybook { .. }
        | Command::RecordOutcome { .. }
        | Command::LoadSample { .. }
        | Command::RemoveSample
        | Command::KeepSample
        | Command::Undo
        | Command::Redo
        | Command::UndoSteps(_)
        | Command::TakeBack(_)
        | Command::ChangeNotices(_) => Ok(Draft::default()),
    }
}

/// The task that accepting a suggestion makes, with the answer that keeps the suggestion from coming back.
///
/// # Errors
/// As [`draft`].
pub fn accept_action(key: &str, fields: Vec<(FieldKey, Value)>, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    let fields = fields
        .into_iter()
        .map(|(field, value)| (field, bridge::Input::Value(value)))
        .collect();
    let mut draft = create::create("task", fields, drafting)?;
    draft.intent.verb = Verb::AnswerSuggestion;
    let answer = task::answer(key, "accepted", None, drafting);
    draft.ops.extend(answer.ops);
    Ok(draft)
}

impl Drafting<'_> {
    /// The definition of an object.
    fn object(&self, object: &str) -> Result<ObjectDef, CommandFailure> {
        self.workspace
            .schema()
            .object(object)
            .cloned()
            .ok_or_else(|| CommandFailure::Unknown(object.to_owned()))
    }

    /// The definition of a field.
    fn field(&self, object: &str, field: &str) -> Result<FieldDef, CommandFailure> {
        let unknown = || CommandFailure::Unknown(format!("{object}.{field}"));
        self.workspace.schema().field(object, field).cloned().ok_or_else(unknown)
    }

    /// The row of a record in use.
    fn row(&mut self, object: &str, record: RecordId) -> Result<u32, CommandFailure> {
        self.workspace.find_alive(object, record).ok_or(CommandFailure::Gone(record))
    }

    /// Ids of the rows of a selection; refused when there is none.
    fn selected(&self, object: &str, selection: &Selection) -> Result<Vec<RecordId>, CommandFailure> {
        let rows = (self.select)(self.workspace, object, selection)?;
        let table = self
            .workspace
            .table(object)
            .ok_or_else(|| CommandFailure::Unknown(object.to_owned()))?;
        if rows.is_empty() {
            return Err(CommandFailure::NothingSelected);
        }
        Ok(rows.into_iter().map(|row| table.id(row, self.workspace.handles())).collect())
    }

    /// The value of a cell as it stands.
    fn value(&mut self, object: &str, record: RecordId, field: &str) -> Option<Value> {
        let (number, row) = self.workspace.find(record)?;
        let table = &self.workspace.tables()[usize::from(number)];
        if table.object != *object {
            return None;
        }
        table
            .field(field)
            .and_then(|field| table.value(row, field, self.workspace.handles()))
    }

    /// The record that a cell refers to.
    fn reference(&mut self, object: &str, record: RecordId, field: &str) -> Option<RecordId> {
        self.value(object, record, field)
            .and_then(|value| value.elements().first().and_then(Value::as_ref))
    }

    /// The text of a cell.
    fn text(&mut self, object: &str, record: RecordId, field: &str) -> Option<String> {
        match self.value(object, record, field)? {
            Value::Text(text) => Some(text),
            Value::Name(name) => Some(name.full()),
            _ => None,
        }
    }

    /// The name of a record, by its object's primary field.
    fn name(&mut self, object: &str, record: RecordId) -> String {
        let Ok(definition) = self.object(object) else {
            return String::new();
        };
        let primary = definition.primary.clone();
        self.text(object, record, &primary).unwrap_or_default()
    }

    /// A new id.
    fn new_id(&mut self) -> RecordId {
        RecordId::v7(self.moment.now_millis.max(0) as u64, (self.entropy)())
    }
}

/// A record by name, for replies.
#[must_use]
pub fn link(object: &ObjectKey, id: RecordId, label: String) -> RecordLink {
    RecordLink {
        object: object.clone(),
        id,
        label,
        gone: false,
        fill: None,
    }
}
