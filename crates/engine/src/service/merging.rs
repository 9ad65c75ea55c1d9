//! What a merge would make, before it is done.

use bridge::duplicates::{MergeField, MergePreview};
use bridge::{CommandFailure, Failure};
use model::{FieldKey, ObjectKey, RecordId, order};
use rustc_hash::FxHashSet;

use super::Service;
use crate::commands::merge;
use crate::query::cells;
use crate::store::Store;

impl<S: Store> Service<S> {
    /// What would become of a record if it took the place of others.
    pub(super) fn merge_preview(
        &self,
        object: &ObjectKey,
        into: RecordId,
        others: &[RecordId],
        taken: &[(FieldKey, RecordId)],
    ) -> Result<MergePreview, Failure> {
        let planned = self.drafting(|drafting| {
            let plan = merge::plan(object, into, others, taken, drafting)?;
            let draft = merge::draft(object, &plan, drafting)?;
            Ok((plan, draft.ops))
        });
        let (merge::Plan { all, fields }, ops) = planned.map_err(|error: CommandFailure| Failure::Command(error))?;
        let mut referring: Vec<(ObjectKey, FxHashSet<RecordId>)> = Vec::new();
        for op in &ops {
            let Some(object) = op.object() else { continue };
            let records = op
                .records()
                .iter()
                .copied()
                .filter(|record| !all.contains(record))
                .collect::<Vec<_>>();
            match referring.iter_mut().find(|(of, _)| of == object) {
                Some((_, known)) => known.extend(records),
                None => referring.push((object.clone(), records.into_iter().collect())),
            }
        }
        let mut referring = referring
            .into_iter()
            .map(|(object, records)| (object, records.len() as u32))
            .filter(|(_, count)| *count > 0)
            .collect::<Vec<_>>();
        order::sort_by_key(&mut referring, |(_, count)| std::cmp::Reverse(*count));
        let records = all.iter().map(|&record| self.line(object, record)).collect();
        let fields = self.read(&[], |reader, _| {
            let differing = fields.iter().filter(|merged| merged.held.windows(2).any(|held| held[0] != held[1]));
            let told = differing.map(|merged| {
                let cell = |value: &Option<model::Value>| cells::cell_of(reader, &merged.field, value.as_ref());
                MergeField {
                    field: merged.field.key.clone(),
                    cells: merged.held.iter().map(cell).collect(),
                    merged: cell(&merged.value),
                    keeps_all: merged.taken.is_none(),
                    taken: merged.taken.map(|place| place as u32),
                }
            });
            told.collect()
        });
        Ok(MergePreview {
            records,
            fields,
            referring,
        })
    }
}
