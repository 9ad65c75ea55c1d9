//! Whether a mapping makes sense.

use model::{FieldDef, FieldError, FieldKey, ObjectDef, ObjectKey, Schema};

use super::Mapping;
use super::plan::Plan;

/// Why a mapping cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
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
        expected: usize,
        /// Columns of the file.
        found: usize,
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

impl Mapping {
    /// Checks that the mapping fits a file of so many columns and the schema.
    ///
    /// # Errors
    /// The first [`MappingError`].
    pub fn check(&self, columns: usize, schema: &Schema) -> Result<(), MappingError> {
        Plan::new(self, columns, schema).map(drop)
    }
}

/// The field of an object that a person may fill.
pub(super) fn field_of<'a>(object: &'a ObjectDef, key: &FieldKey) -> Result<&'a FieldDef, MappingError> {
    let field = object.field(key).ok_or_else(|| MappingError::UnknownField {
        object: object.key.clone(),
        field: key.clone(),
    })?;
    if field.is_editable() {
        Ok(field)
    } else {
        Err(MappingError::ReadOnly { field: key.clone() })
    }
}
