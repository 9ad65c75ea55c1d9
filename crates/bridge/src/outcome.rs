//! What became of a command: what was done, or why nothing was.

use model::{ChangeId, FieldError, FieldKey, Intent, ObjectKey, RecordId};
use serde::{Deserialize, Serialize};

use crate::cell::RecordLink;

/// A change was made.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Done {
    /// The change; none when nothing had to be changed.
    pub change: Option<ChangeId>,
    /// How many records it was about.
    pub count: u32,
    /// The record that was made or changed, when it is one.
    pub record: Option<RecordLink>,
    /// The object that it was about, for undo that of the step.
    pub object: ObjectKey,
    /// What was done, for the toast with its undo.
    pub verb: model::change::Verb,
    /// Name of the record, field or file.
    pub detail: String,
    /// For undo: cells left alone because somebody wrote them since.
    pub skipped: u32,
    /// For blocks of cells: those that keep what they have.
    pub refused: Vec<CellRefused>,
}

impl Done {
    /// What was done, as the intent of its change says.
    #[must_use]
    pub fn of(change: Option<ChangeId>, intent: &Intent) -> Self {
        Self {
            change,
            count: intent.count,
            record: None,
            object: intent.object.as_str().into(),
            verb: intent.verb,
            detail: intent.detail.clone(),
            skipped: 0,
            refused: Vec::new(),
        }
    }
}

/// A cell that cannot take what was pasted.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CellRefused {
    /// Its record.
    pub record: RecordId,
    /// Its field.
    pub field: FieldKey,
    /// What was pasted.
    pub text: String,
    /// What is wrong with it.
    pub error: FieldError,
}

/// Why a change was refused. Nothing was changed then.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum CommandFailure {
    /// Fields of an object that cannot take what was given.
    Fields(ObjectKey, Vec<(FieldKey, FieldError)>),
    /// The record is not there any more.
    Gone(RecordId),
    /// There is no such object or field.
    Unknown(String),
    /// The column asks for these fields of the object first.
    Asks(ObjectKey, Vec<FieldKey>),
    /// Only records in the bin can be deleted for good.
    NotInBin,
    /// Nothing to undo or redo.
    NothingToRevert,
    /// Somebody has changed all of it since.
    Overwritten,
    /// It deleted records for good, which is never undone.
    Purged,
    /// Nothing is selected.
    NothingSelected,
    /// More records than are merged at once, which are so many.
    TooMany(u32),
    /// The suggestion does not stand any more.
    NoSuchAction,
    /// Storage failed.
    Storage(crate::status::StorageTrouble),
    /// What was defined does not fit.
    Definition(DefinitionError),
    /// The records that it is about cannot be told.
    Query(crate::query::QueryError),
    /// The file cannot be used as a model.
    Model(crate::scoring::ModelFault),
}

/// What does not fit about a field, an object, a pipeline, a view or a block of cells.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum DefinitionError {
    /// It has no name.
    NoName,
    /// The object has a field of that label.
    SameLabel {
        /// Plural of the object.
        object: String,
        /// The label.
        label: String,
    },
    /// A field that people fill in cannot become a computed one.
    FilledIn,
    /// A computed field has no formula.
    NoFormula,
    /// It cannot be computed.
    Derived(crate::formula::PlanError),
    /// Only fields of one's own can be removed.
    BuiltInField,
    /// The object has as many fields of one's own as it can have.
    TooManyFields {
        /// Plural of the object.
        object: String,
        /// So many.
        most: u32,
    },
    /// A reference points to no object.
    NoTarget,
    /// The smallest value that is allowed is above the greatest.
    Bounds,
    /// The condition under which a field is shown does not fit.
    Condition(crate::query::QueryError),
    /// Only objects of one's own can be removed.
    BuiltInObject,
    /// There are as many objects of one's own as there can be.
    TooManyObjects(u32),
    /// More cells are written at once than can be.
    TooManyCells(u32),
    /// More widgets than a dashboard has.
    TooManyWidgets(u32),
    /// A rule is nested deeper than so many levels.
    TooDeep(u32),
    /// A pipeline needs at least one stage.
    NoStage,
    /// The probability of a stage of this name is not from 0 to 100 %.
    Probability(String),
    /// It cannot be written down.
    Unwritable,
}
