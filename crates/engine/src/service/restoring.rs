//! The records of a back-up as changes to what is here, which can be undone like any other.

use interchange::backup::BackupRecord;
use model::{FieldKey, Life, ObjectKey, Op, RecordId, Value};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::workspace::Workspace;

/// Records per change.
const CHUNK: usize = 2_000;

/// Changes that bring the records of a back-up here.
///
/// Merging makes what is missing and fills empty fields of what is here; replacing makes every record hold what the back-up
/// says, and retracts those that it does not have.
pub(super) fn restoring(workspace: &mut Workspace, records: &[BackupRecord], merge: bool) -> Vec<Vec<Op>> {
    let mut changes = Vec::new();
    if !merge {
        let kept = records.iter().map(|record| record.id).collect::<FxHashSet<_>>();
        changes.push(retracting(workspace, &kept));
    }
    for chunk in records.chunks(CHUNK) {
        let mut ops = Vec::new();
        for record in chunk {
            restore_record(workspace, record, merge, &mut ops);
        }
        changes.push(ops);
    }
    changes
}

fn retracting(workspace: &Workspace, kept: &FxHashSet<RecordId>) -> Vec<Op> {
    let ops = workspace.tables().iter().map(|table| {
        let rows = table.alive().rows().chain(table.binned().rows());
        let records = rows
            .map(|row| table.id(row, workspace.handles()))
            .filter(|id| !kept.contains(id))
            .collect::<Vec<_>>();
        Op::Life {
            object: table.object.clone(),
            life: Life::Retracted,
            records,
        }
    });
    ops.filter(|op| !op.records().is_empty()).collect()
}

fn restore_record(workspace: &mut Workspace, record: &BackupRecord, merge: bool, ops: &mut Vec<Op>) {
    if record.purged {
        // What was deleted for good stays so, here and in every later back-up.
        ops.push(Op::Purge {
            object: record.object.clone(),
            records: vec![record.id],
        });
        return;
    }
    let object = &record.object;
    let place = workspace.find(record.id);
    let here = place.map(|(table, row)| (&workspace.tables()[usize::from(table)], row));
    let life = here.map(|(table, row)| table.life(row));
    let current: FxHashMap<FieldKey, Value> = here
        .map(|(table, row)| {
            let fields = table.fields().iter().enumerate().filter(|(_, field)| !field.computed);
            fields
                .filter_map(|(number, field)| Some((field.key.clone(), table.value(row, number as u16, workspace.handles())?)))
                .collect()
        })
        .unwrap_or_default();
    let keep_ours = merge && life == Some(Life::Alive);
    for (field, value) in &record.fields {
        let ours = current.get(field);
        if ours == Some(value) || (keep_ours && ours.is_some()) {
            continue;
        }
        write(workspace, object, record.id, field, ours, value, ops);
    }
    if !merge {
        let gone = current
            .keys()
            .filter(|key| !key.ends_with('+') && !record.fields.iter().any(|(field, _)| field == *key));
        for field in gone {
            clear(object, record.id, field, &current[field], ops);
        }
    }
    let wanted = if keep_ours { Life::Alive } else { record.life };
    if life.unwrap_or_default() != wanted {
        ops.push(Op::Life {
            object: object.clone(),
            life: wanted,
            records: vec![record.id],
        });
    }
}

fn write(
    workspace: &Workspace,
    object: &ObjectKey,
    record: RecordId,
    field: &FieldKey,
    ours: Option<&Value>,
    value: &Value,
    ops: &mut Vec<Op>,
) {
    let definition = workspace.schema().field(object, field);
    let set = definition.is_some_and(|field| field.kind.is_set());
    let multi = definition.is_some_and(|field| field.multi);
    let theirs = value.elements();
    let ours = ours.map(Value::elements).unwrap_or_default();
    let (primary, further) = if set {
        (None, theirs)
    } else {
        (theirs.first(), theirs.get(1..).unwrap_or_default())
    };
    let known = if set { ours } else { ours.get(1..).unwrap_or_default() };
    if let Some(primary) = primary
        && ours.first() != Some(primary)
    {
        ops.push(Op::Set {
            object: object.clone(),
            record,
            field: field.clone(),
            value: Some(primary.clone()),
        });
    }
    if set || multi {
        let mut element = |element: &Value, present: bool| {
            ops.push(Op::Element {
                object: object.clone(),
                field: field.clone(),
                element: element.clone(),
                present,
                records: vec![record],
            });
        };
        further
            .iter()
            .filter(|value| !known.contains(value))
            .for_each(|value| element(value, true));
        known
            .iter()
            .filter(|value| !further.contains(value))
            .for_each(|value| element(value, false));
    }
}

fn clear(object: &ObjectKey, record: RecordId, field: &FieldKey, ours: &Value, ops: &mut Vec<Op>) {
    if let Value::List(values) = ours {
        for element in values {
            ops.push(Op::Element {
                object: object.clone(),
                field: field.clone(),
                element: element.clone(),
                present: false,
                records: vec![record],
            });
        }
    }
    ops.push(Op::Clear {
        object: object.clone(),
        field: field.clone(),
        records: vec![record],
    });
}
