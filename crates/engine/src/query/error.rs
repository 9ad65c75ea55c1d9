//! What can be wrong with a query, in words that a person can act on.

use bridge::Failure;
use bridge::query::ViewId;
use model::filter::MAX_DEPTH;
use model::{FieldKey, FieldKind, ObjectKey, Operator, RecordId};

/// Why a filter, a view, a board or a list of values cannot be answered.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum QueryError {
    /// There is no object of that key.
    #[error("there is no object “{0}”")]
    UnknownObject(ObjectKey),
    /// The object has no field of that key, or not any more.
    #[error("{object} has no field “{field}”")]
    UnknownField {
        /// Plural of the object.
        object: String,
        /// The missing key.
        field: FieldKey,
    },
    /// A condition names no field at all.
    #[error("a condition names no field")]
    NoField,
    /// A path goes on behind a field that is no reference.
    #[error("“{field}” does not lead to another record")]
    NoReference {
        /// Label of the field.
        field: String,
    },
    /// The operator makes no sense for the field.
    #[error("“{field}” is {kind:?} and cannot be compared by {operator:?}")]
    Operator {
        /// Label of the field.
        field: String,
        /// Its kind.
        kind: FieldKind,
        /// The operator.
        operator: Operator,
    },
    /// The operator needs other values than it was given.
    #[error("the condition on “{field}” needs {needs}")]
    Values {
        /// Label of the field.
        field: String,
        /// What it needs.
        needs: &'static str,
    },
    /// A calendar needs a field of days or instants.
    #[error("“{field}” has no days for a calendar")]
    NoDateField {
        /// Label of the field, or the object when none was named.
        field: String,
    },
    /// Groups within groups beyond what is evaluated.
    #[error("the rule is nested deeper than {MAX_DEPTH} levels")]
    TooDeep,
    /// Segments within segments beyond what is evaluated.
    #[error("segments are nested deeper than {max} levels", max = super::filter::MAX_SEGMENT_DEPTH)]
    SegmentsTooDeep,
    /// Records cannot be told apart by the field.
    #[error("a chart cannot be drawn by “{field}”")]
    Dimension {
        /// Label of the field.
        field: String,
    },
    /// The saved view that a chart shows is gone, or shows other records.
    #[error("the saved view that this shows is gone")]
    NoView(RecordId),
    /// The segment is gone.
    #[error("a segment that the rule names is gone")]
    NoSegment(RecordId),
    /// The segment's own rule cannot be read.
    #[error("the rule of segment “{name}” cannot be read: {reason}")]
    UnreadableSegment {
        /// Its name.
        name: String,
        /// What is wrong.
        reason: String,
    },
    /// The segment is about other records.
    #[error("segment “{name}” is about {object}")]
    OtherSegment {
        /// Its name.
        name: String,
        /// Its object.
        object: String,
    },
    /// A segment that contains itself.
    #[error("segment “{name}” contains itself")]
    SegmentCycle {
        /// Its name.
        name: String,
    },
    /// The related records do not point here through that field.
    #[error("{object} do not point here through “{link}”")]
    NotRelated {
        /// Plural of the related object.
        object: String,
        /// The field that was named.
        link: FieldKey,
    },
    /// The field cannot be aggregated that way.
    #[error("“{field}” cannot be added up or compared")]
    Aggregate {
        /// Label of the field.
        field: String,
    },
    /// A board needs a choice or reference field for its columns.
    #[error("a board needs a choice or a reference to make columns of, “{field}” is neither")]
    NoBoardField {
        /// Label of the field.
        field: String,
    },
    /// The view was never opened, or was closed.
    #[error("view {0} is not open")]
    NoSuchView(ViewId),
}

impl From<QueryError> for Failure {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::NoSuchView(_) => Failure::NoSuchView,
            error => Failure::BadQuery(error.to_string()),
        }
    }
}
