//! Why a row is left out, and why rows cannot be read by a mapping.

use serde::{Deserialize, Serialize};

use crate::{FieldError, FieldKey, ObjectKey};

/// Why a row is left out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
pub enum SkipReason {
    /// A person said so.
    #[error("left out by hand")]
    ByUser,
    /// There is nothing in it.
    #[error("every cell is empty")]
    Blank,
    /// It is the header again.
    #[error("it repeats the header")]
    RepeatOfHeader,
    /// It has more cells than the table has columns, so that values may stand in the wrong columns.
    #[error("{found} cells for {expected} columns: the values may stand in the wrong columns")]
    TooManyCells {
        /// Columns.
        expected: u32,
        /// Cells.
        found: u32,
    },
    /// A record needs this field.
    #[error("“{0}” is needed and empty or not readable")]
    Required(FieldKey),
}

/// Why a mapping cannot be used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum MappingError {
    /// There is no such object.
    #[error("there is no object “{0}”")]
    UnknownObject(ObjectKey),
    /// There is no such field.
    #[error("“{object}” has no field “{field}”")]
    UnknownField {
        /// The object.
        object: ObjectKey,
        /// The field.
        field: FieldKey,
    },
    /// The field is computed.
    #[error("“{field}” is computed and cannot be imported")]
    ReadOnly {
        /// The field.
        field: FieldKey,
    },
    /// The field is of another kind than the target needs.
    #[error("“{field}” cannot be filled in this way")]
    WrongKind {
        /// The field.
        field: FieldKey,
    },
    /// Two columns fill the same place.
    #[error("two columns fill “{field}”")]
    Twice {
        /// The field.
        field: FieldKey,
    },
    /// The mapping is for another number of columns.
    #[error("the mapping is for {expected} columns, the file has {found}")]
    Columns {
        /// Columns of the mapping.
        expected: u32,
        /// Columns of the file.
        found: u32,
    },
    /// A rule names a column that does not exist.
    #[error("there is no column {0}")]
    UnknownColumn(u16),
    /// Details of a record that no column refers to.
    #[error("no column says which “{reference}” the details belong to")]
    DetailWithoutReference {
        /// The reference field.
        reference: FieldKey,
    },
    /// Details of details, or lines of lines.
    #[error("targets can be nested only once")]
    TooDeep,
    /// Lines without a grouping, or a grouping that does not fit its objects.
    #[error("the rows cannot be lines of a record in this way")]
    Grouping,
    /// A fixed value that the field refuses.
    #[error("“{field}” refuses the fixed value: {error}")]
    Value {
        /// The field.
        field: FieldKey,
        /// Why.
        error: FieldError,
    },
}
