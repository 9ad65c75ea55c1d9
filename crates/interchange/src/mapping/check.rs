//! Whether a mapping makes sense.

use model::reading::MappingError;
use model::{FieldDef, FieldKey, ObjectDef, Schema};

use super::Mapping;
use super::plan::Plan;

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
