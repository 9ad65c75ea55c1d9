//! Writing references anew: what named one record names another from then on.

use model::{Block, FieldDef, Op, RecordId, Value};
use rustc_hash::FxHashSet;

use super::Draft;
use crate::columns::Column;
use crate::table::Table;
use crate::workspace::Workspace;

/// Writes everything that refers to some records of an object anew: to another record, or to none. Records in the bin too, since they
/// may come back. What these records themselves refer to stays.
pub(super) fn refer(object: &str, from: &[RecordId], to: Option<RecordId>, workspace: &Workspace, draft: &mut Draft) {
    let handle = |record: RecordId| Some((workspace.handles().find_known(record)?, record));
    let from = from.iter().copied().filter_map(handle).collect::<Vec<_>>();
    let to = to.and_then(handle);
    let own = from.iter().chain(&to).map(|(handle, _)| *handle).collect::<FxHashSet<_>>();
    for table in workspace.tables() {
        let Some(definition) = workspace.schema().object(&table.object) else {
            continue;
        };
        for field in definition.fields.iter().filter(|field| field.is_editable()) {
            // A field without a target may name any record: what a file is attached to.
            if field.target.as_deref().is_some_and(|target| target != object) {
                continue;
            }
            let referring = Referring {
                workspace,
                table,
                field,
                from: &from,
                to,
                own: if *table.object == *object { Some(&own) } else { None },
            };
            referring.write(draft);
        }
    }
}

/// A field whose references are written anew. Records stand with their handles.
struct Referring<'a> {
    workspace: &'a Workspace,
    table: &'a Table,
    field: &'a FieldDef,
    from: &'a [(u32, RecordId)],
    to: Option<(u32, RecordId)>,
    /// Records whose own references stay, where they are of this table.
    own: Option<&'a FxHashSet<u32>>,
}

impl Referring<'_> {
    fn write(&self, draft: &mut Draft) {
        let Some(number) = self.table.field(&self.field.key) else { return };
        let further = self.table.fields()[usize::from(number)].further;
        // Rows that come to name the record in their register, where they have one.
        let mut named = FxHashSet::default();
        if let Column::Ref(values) = self.table.column(number) {
            let with = |handle: u32| {
                let rows = values.iter().zip(0u32..).filter(move |(value, _)| **value == handle);
                rows.map(|(_, row)| row).collect::<Vec<_>>()
            };
            let mut rows = self.from.iter().flat_map(|(handle, _)| with(*handle)).collect::<Vec<_>>();
            rows.retain(|&row| !self.is_own(row));
            self.registers(&rows, draft);
            named.extend(rows);
            named.extend(self.to.iter().flat_map(|(handle, _)| with(*handle)));
        }
        if let Column::RefSet(sets) = self.table.column(further.unwrap_or(number)) {
            let with = |handle: u32| {
                let rows = 0..sets.len() as u32;
                rows.filter(|&row| sets.get(row).binary_search(&handle).is_ok()).collect::<Vec<_>>()
            };
            let mut coming = Vec::new();
            for &(handle, record) in self.from {
                let mut rows = with(handle);
                rows.retain(|&row| !self.is_own(row));
                self.elements(record, false, &rows, draft);
                coming.extend(rows);
            }
            let Some((handle, record)) = self.to else { return };
            let there = with(handle);
            coming.sort_unstable();
            coming.dedup();
            coming.retain(|row| there.binary_search(row).is_err() && !named.contains(row));
            self.elements(record, true, &coming, draft);
            // What a row now names first is not named a second time.
            let twice = there.into_iter().filter(|row| named.contains(row)).collect::<Vec<_>>();
            self.elements(record, false, &twice, draft);
        }
    }

    fn is_own(&self, row: u32) -> bool {
        self.own.is_some_and(|own| own.contains(&self.table.handle(row)))
    }

    fn ids(&self, rows: &[u32]) -> Vec<RecordId> {
        rows.iter().map(|&row| self.table.id(row, self.workspace.handles())).collect()
    }

    fn registers(&self, rows: &[u32], draft: &mut Draft) {
        if rows.is_empty() {
            return;
        }
        let (object, field, records) = (self.table.object.clone(), self.field.key.clone(), self.ids(rows));
        draft.ops.push(match self.to.zip(Block::new(self.field.kind.storage())) {
            Some(((_, record), mut block)) => {
                for _ in rows {
                    block.push(&Value::Ref(record));
                }
                let columns = vec![(field, block)];
                Op::Rows { object, records, columns }
            }
            None => Op::Clear { object, field, records },
        });
    }

    fn elements(&self, element: RecordId, present: bool, rows: &[u32], draft: &mut Draft) {
        if rows.is_empty() {
            return;
        }
        draft.ops.push(Op::Element {
            object: self.table.object.clone(),
            field: self.field.key.clone(),
            element: Value::Ref(element),
            present,
            records: self.ids(rows),
        });
    }
}
