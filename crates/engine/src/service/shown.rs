//! Which fields of a record that is being made are shown, by their conditions.
//!
//! Conditions are filters over records, and there is no record yet. It is made in a workspace of its own, with the schema and
//! the records that it names, and asked there: conditions mean the same as for a record that is there.

use model::schema::SAMPLE;
use model::{FieldKey, Intent, Life, ObjectKey, RecordId, Value};

use interchange::backup::BackupRecord;

use super::Service;
use super::backup::record_of;
use super::restoring::restoring;
use crate::computed::Computed;
use crate::custom::defines_schema;
use crate::query::filter::Compiled;
use crate::query::indexes::Indexes;
use crate::reader::Reader;
use crate::store::Store;
use crate::workspace::Workspace;

/// The record, which is nobody's.
const DRAFT: RecordId = RecordId(1);

/// Conditions under which fields of an object are shown. One that does not compile any more hides nothing.
pub(super) fn conditions(workspace: &Workspace, object: &str) -> Vec<(FieldKey, Compiled)> {
    let fields = workspace.schema().object(object).map_or(&[][..], |object| &object.fields);
    let conditions = fields.iter().filter_map(|field| {
        let compiled = Compiled::new(field.shown_if.as_ref()?, object, workspace).ok()?;
        Some((field.key.clone(), compiled))
    });
    conditions.collect()
}

/// The records that values name.
fn named(fields: &[(FieldKey, Value)]) -> Vec<RecordId> {
    let values = fields.iter().flat_map(|(_, value)| value.elements());
    let named = values.filter_map(|value| match value {
        Value::Ref(record) => Some(*record),
        _ => None,
    });
    named.collect()
}

impl<S: Store> Service<S> {
    /// Fields of a record that would hold these values which would not be shown.
    pub(super) fn hidden(&self, object: &ObjectKey, mut fields: Vec<(FieldKey, Value)>) -> Vec<FieldKey> {
        let moment = self.moment();
        let mut records = {
            let mut session = self.session.borrow_mut();
            if conditions(&session.workspace, object).is_empty() {
                return Vec::new();
            }
            let places = named(&fields)
                .into_iter()
                .filter_map(|id| session.workspace.find(id))
                .collect::<Vec<_>>();
            let workspace = &session.workspace;
            // Conditions may name segments; there are few.
            let small = workspace
                .tables()
                .iter()
                .filter(|table| defines_schema(&table.object) || table.object == *"segment");
            let rows = small.flat_map(|table| (0..table.len() as u32).map(move |row| (table, row)));
            let places = places
                .into_iter()
                .map(|(table, row)| (&workspace.tables()[usize::from(table)], row));
            rows.chain(places)
                .filter_map(|(table, row)| record_of(workspace, table, row))
                .collect::<Vec<_>>()
        };
        // A record without any field is none. That it is no sample is so without being said.
        fields.push((SAMPLE.into(), Value::Bool(false)));
        records.push(BackupRecord {
            object: object.clone(),
            id: DRAFT,
            life: Life::Alive,
            purged: false,
            fields,
            unknown_fields: Vec::new(),
            unknown: Vec::new(),
        });
        let mut draft = Workspace::new(self.session.borrow().workspace.actor());
        // The schema first: what the others hold is read by it.
        let (schema, others): (Vec<_>, Vec<_>) = records.into_iter().partition(|record| defines_schema(&record.object));
        for records in [schema, others] {
            for ops in restoring(&mut draft, &records, true) {
                draft.commit(Intent::default(), ops, moment.now_millis.max(0) as u64);
            }
        }
        let Some((_, row)) = draft.find(DRAFT) else { return Vec::new() };
        let conditions = conditions(&draft, object);
        let read = conditions
            .iter()
            .flat_map(|(_, condition)| condition.computed().to_vec())
            .collect::<Vec<_>>();
        let mut computed = Computed::default();
        computed.refresh(&draft, &read, moment);
        let reader = Reader {
            workspace: &draft,
            computed: &computed,
            moment,
        };
        let indexes = Indexes::new();
        let hidden = conditions
            .into_iter()
            .filter(|(_, condition)| !condition.matches(reader, &indexes, row));
        hidden.map(|(key, _)| key).collect()
    }
}
