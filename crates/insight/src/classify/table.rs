//! All fields of all records in slots: what both models are fitted on and predict from.

use super::error::ClassifyError;
use super::fields::{Coded, Coding, Field, MISSING, RARE, rows};
use serde::{Deserialize, Serialize};

/// What training learned about all fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Codings(pub Vec<Coding>);

/// Records in slots, column by column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    pub columns: Vec<Coded>,
    pub rows: usize,
}

impl Codings {
    pub(super) fn learn(fields: &[Field<'_>], outcomes: usize, seed: u64) -> Result<Self, ClassifyError> {
        rows(fields, outcomes)?;
        Ok(Self(fields.iter().map(|field| Coding::learn(*field, seed)).collect()))
    }

    /// See [`Coding::apply`].
    pub(super) fn apply(&self, fields: &[Field<'_>], binned: bool) -> Result<Table, ClassifyError> {
        if fields.len() != self.0.len() {
            return Err(ClassifyError::Shape {
                field: fields.len().min(self.0.len()),
            });
        }
        if let Some(field) = (0..fields.len()).find(|&field| !self.0[field].fits(&fields[field])) {
            return Err(ClassifyError::Shape { field });
        }
        let rows = rows(fields, fields[0].rows())?;
        Ok(Table {
            columns: self
                .0
                .iter()
                .zip(fields)
                .map(|(coding, field)| coding.apply(*field, binned))
                .collect(),
            rows,
        })
    }
}

impl Table {
    /// The given rows alone.
    pub(super) fn rows(&self, chosen: &[u32]) -> Self {
        let columns = self.columns.iter().map(|column| Coded {
            slots: chosen.iter().map(|&row| column.slots[row as usize]).collect(),
            z: if column.z.is_empty() {
                Vec::new()
            } else {
                chosen.iter().map(|&row| column.z[row as usize]).collect()
            },
        });
        Self {
            columns: columns.collect(),
            rows: chosen.len(),
        }
    }

    /// Whether a field differs between records at all, in what a model can use.
    pub(super) fn varies(&self, field: usize) -> bool {
        let slots = &self.columns[field].slots;
        slots.first().is_some_and(|first| slots.iter().any(|slot| slot != first))
    }

    /// Records whose field is missing, and whose level is rare.
    pub(super) fn missing_and_rare(&self, field: usize) -> (usize, usize) {
        let slots = &self.columns[field].slots;
        let count = |wanted: u8| slots.iter().filter(|slot| **slot == wanted).count();
        (count(MISSING), count(RARE))
    }
}
