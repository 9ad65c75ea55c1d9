//! The schema in force: the built-in objects and what people added to them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::field::{Computed, FieldDef, ObjectDef};
use crate::id::{FieldKey, ObjectKey};
use crate::kind::FieldKind;
use crate::objects;

/// All objects in force, in navigation order.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub struct Schema {
    objects: Vec<ObjectDef>,
    by_key: BTreeMap<ObjectKey, usize>,
}

/// Why a schema cannot take an object or a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExtendError {
    /// There is no object of that key.
    UnknownObject(ObjectKey),
    /// The key is taken.
    FieldTaken(ObjectKey, FieldKey),
    /// The object key is taken.
    ObjectTaken(ObjectKey),
    /// The object names a primary field that it does not have.
    NoPrimary(ObjectKey, FieldKey),
    /// A reference without a known target.
    NoTarget(FieldKey),
    /// More fields than a table can hold.
    TooManyFields,
}

/// Most custom fields of one object.
pub const MAX_CUSTOM_FIELDS: usize = 500;

impl Schema {
    /// The built-in objects.
    #[must_use]
    pub fn built_in() -> Self {
        let objects = objects::all().into_iter().map(with_system_fields).collect::<Vec<_>>();
        let mut by_key = BTreeMap::new();
        by_key.extend(objects.iter().enumerate().map(|(index, object)| (object.key.clone(), index)));
        Self { objects, by_key }
    }

    /// All objects, in navigation order.
    #[must_use]
    pub fn objects(&self) -> &[ObjectDef] {
        &self.objects
    }

    /// The object of a key.
    #[must_use]
    pub fn object(&self, key: &str) -> Option<&ObjectDef> {
        self.by_key.get(key).map(|&index| &self.objects[index])
    }

    /// Position of an object among [`Schema::objects`]; stable while the schema lives.
    #[must_use]
    pub fn index(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    /// The field of an object.
    #[must_use]
    pub fn field(&self, object: &str, field: &str) -> Option<&FieldDef> {
        self.object(object)?.field(field)
    }

    /// References from any object to `target`: the related lists of its record page.
    pub fn references_to<'a>(&'a self, target: &'a str) -> impl Iterator<Item = (&'a ObjectDef, &'a FieldDef)> {
        self.objects
            .iter()
            .flat_map(move |object| object.references_to(target).map(move |field| (object, field)))
    }

    /// Adds a field to an object.
    ///
    /// # Errors
    /// When the object is unknown, the key taken, the target missing or the object full; the schema is then unchanged.
    pub fn add_field(&mut self, object: &str, field: FieldDef) -> Result<(), ExtendError> {
        let Some(&index) = self.by_key.get(object) else {
            return Err(ExtendError::UnknownObject(object.into()));
        };
        if self.objects[index].field(&field.key).is_some() {
            return Err(ExtendError::FieldTaken(object.into(), field.key));
        }
        if field.target.as_deref().is_some_and(|target| !self.by_key.contains_key(target)) {
            return Err(ExtendError::NoTarget(field.key));
        }
        let object = &mut self.objects[index];
        if object.fields.iter().filter(|field| field.custom).count() >= MAX_CUSTOM_FIELDS {
            return Err(ExtendError::TooManyFields);
        }
        object.fields.push(field);
        Ok(())
    }

    /// Adds an object.
    ///
    /// # Errors
    /// When the key is taken or the primary field missing; the schema is then unchanged.
    pub fn add_object(&mut self, object: ObjectDef) -> Result<(), ExtendError> {
        if self.by_key.contains_key(&object.key) {
            return Err(ExtendError::ObjectTaken(object.key));
        }
        if object.field(&object.primary).is_none() {
            return Err(ExtendError::NoPrimary(object.key, object.primary));
        }
        let object = with_system_fields(object);
        self.by_key.insert(object.key.clone(), self.objects.len());
        self.objects.push(object);
        Ok(())
    }

    /// An object to give it what a person calls it.
    pub fn object_mut(&mut self, object: &str) -> Option<&mut ObjectDef> {
        let index = *self.by_key.get(object)?;
        self.objects.get_mut(index)
    }

    /// Lets `change` give labels to every object. Keys stay: they are what everything else refers to.
    pub fn relabel(&mut self, change: impl FnMut(&mut ObjectDef)) {
        self.objects.iter_mut().for_each(change);
    }

    /// Renames or hides what a person changed about a field.
    pub fn field_mut(&mut self, object: &str, field: &str) -> Option<&mut FieldDef> {
        let index = *self.by_key.get(object)?;
        self.objects[index].fields.iter_mut().find(|candidate| candidate.key == *field)
    }
}

/// Key of the flag on records that came with the sample data.
pub const SAMPLE: &str = "sample";

/// Every object has these: when it was made and changed, and whether it came with the sample data.
fn with_system_fields(mut object: ObjectDef) -> ObjectDef {
    object
        .fields
        .push(FieldDef::new("created", "Created", FieldKind::DateTime).computed(Computed::Created));
    object
        .fields
        .push(FieldDef::new("updated", "Changed", FieldKind::DateTime).computed(Computed::Updated));
    object
        .fields
        .push(FieldDef::new(SAMPLE, "Sample data", FieldKind::Boolean).hidden());
    object
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_object_is_whole() {
        let schema = Schema::built_in();
        for object in schema.objects() {
            assert!(object.field(&object.primary).is_some(), "{} has no primary field", object.key);
            for key in object.columns.iter().chain(&object.board).chain(&object.card) {
                assert!(object.field(key).is_some(), "{} names {key}, which it does not have", object.key);
            }
            let mut keys = object.fields.iter().map(|field| &field.key).collect::<Vec<_>>();
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), object.fields.len(), "{} has a field twice", object.key);
            for field in &object.fields {
                // What a file is attached to can be a record of any object.
                let anywhere = (&*object.key, &*field.key) == ("file", "record");
                assert_eq!(
                    matches!(field.kind, FieldKind::Reference | FieldKind::References) && !anywhere,
                    field.target.is_some(),
                    "{}.{} needs a target exactly when it is a reference",
                    object.key,
                    field.key
                );
                if let Some(target) = &field.target {
                    assert!(schema.object(target).is_some(), "{}.{} points to {target}", object.key, field.key);
                }
                assert!(
                    !field.multi || field.kind.may_be_multi(),
                    "{}.{} cannot have several values",
                    object.key,
                    field.key
                );
                let choice = matches!(field.kind, FieldKind::Choice | FieldKind::Choices);
                assert!(
                    choice || field.options.is_empty() && !field.open,
                    "{}.{} is no choice",
                    object.key,
                    field.key
                );
            }
        }
    }

    #[test]
    fn an_extension_that_does_not_fit_changes_nothing() {
        let mut schema = Schema::built_in();
        let before = schema.clone();
        let text = |key: &str| FieldDef::new(key, key, FieldKind::Text);
        assert!(matches!(
            schema.add_field("contact", text("email")),
            Err(ExtendError::FieldTaken(..))
        ));
        assert!(matches!(schema.add_field("planet", text("x")), Err(ExtendError::UnknownObject(_))));
        let stray = FieldDef::new("x", "X", FieldKind::Reference).to("planet");
        assert!(matches!(schema.add_field("contact", stray), Err(ExtendError::NoTarget(_))));
        assert_eq!(schema, before);
        assert_eq!(schema.add_field("contact", text("x-1")), Ok(()));
        assert!(schema.field("contact", "x-1").is_some());
    }
}
