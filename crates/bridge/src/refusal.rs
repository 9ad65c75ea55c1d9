//! Why a filter, a view, a board or a list of values cannot be answered.

use model::{FieldKey, FieldKind, ObjectKey, Operator, RecordId};
use serde::{Deserialize, Serialize};

use crate::Failure;
use crate::query::ViewId;

/// Why a filter, a view, a board or a list of values cannot be answered.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum QueryError {
    /// There is no object of that key.
    UnknownObject(ObjectKey),
    /// The object has no field of that key, or not any more.
    UnknownField {
        /// Plural of the object.
        object: String,
        /// The missing key.
        field: FieldKey,
    },
    /// A condition names no field at all.
    NoField,
    /// A path goes on behind a field that is no reference.
    NoReference {
        /// Label of the field.
        field: String,
    },
    /// The operator makes no sense for the field.
    Operator {
        /// Label of the field.
        field: String,
        /// Its kind.
        kind: FieldKind,
        /// The operator.
        operator: Operator,
    },
    /// The operator needs other values than it was given.
    Values {
        /// Label of the field.
        field: String,
        /// What it needs.
        needs: Needs,
    },
    /// A calendar needs a field of days or instants.
    NoDateField {
        /// Label of the field, or the object when none was named.
        field: String,
    },
    /// Groups within groups beyond what is evaluated.
    TooDeep,
    /// Segments within segments beyond what is evaluated.
    SegmentsTooDeep,
    /// Records cannot be told apart by the field.
    Dimension {
        /// Label of the field.
        field: String,
    },
    /// The saved view that a chart shows is gone, or shows other records.
    NoView(RecordId),
    /// The segment is gone.
    NoSegment(RecordId),
    /// The segment's own rule cannot be read.
    UnreadableSegment {
        /// Its name.
        name: String,
    },
    /// The segment is about other records.
    OtherSegment {
        /// Its name.
        name: String,
        /// Its object.
        object: String,
    },
    /// A segment that contains itself.
    SegmentCycle {
        /// Its name.
        name: String,
    },
    /// The related records do not point here through that field.
    NotRelated {
        /// Plural of the related object.
        object: String,
        /// The field that was named.
        link: FieldKey,
    },
    /// The field cannot be aggregated that way.
    Aggregate {
        /// Label of the field.
        field: String,
    },
    /// A board needs a choice or reference field for its columns.
    NoBoardField {
        /// Label of the field.
        field: String,
    },
    /// The view was never opened, or was closed.
    NoSuchView(ViewId),
}

/// What a condition needs to compare with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Needs {
    /// A length of time.
    Span,
    /// Records.
    Records,
    /// Options.
    Options,
    /// A text.
    Text,
    /// A number.
    Number,
    /// Two numbers.
    Numbers,
    /// An amount.
    Amount,
    /// A day.
    Day,
    /// Two values.
    Values,
}

impl From<QueryError> for Failure {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::NoSuchView(_) => Failure::NoSuchView,
            error => Failure::BadQuery(error),
        }
    }
}
