//! The inverse of a change: ops that take it back, collected while it is applied.

use model::{Block, FieldKey, Life, ObjectKey, Op, RecordId, Value};
use rustc_hash::FxHashSet;

use crate::table::TableField;

/// Old values of everything a change overwrote.
#[derive(Default, Debug)]
pub struct Inverse {
    created: Vec<(ObjectKey, Vec<RecordId>)>,
    born: FxHashSet<RecordId>,
    registers: Vec<Registers>,
    written: FxHashSet<(RecordId, FieldKey)>,
    elements: Vec<Op>,
    lives: Vec<(ObjectKey, Life, Vec<RecordId>)>,
}

#[derive(Debug)]
struct Registers {
    object: ObjectKey,
    field: FieldKey,
    records: Vec<RecordId>,
    old: Option<Block>,
    cleared: Vec<RecordId>,
}

impl Inverse {
    /// The record did not exist before: taking back means retracting it, its fields need no inverse.
    pub(crate) fn created(&mut self, object: &ObjectKey, record: RecordId) {
        self.born.insert(record);
        match self.created.last_mut() {
            Some((last, records)) if last == object => records.push(record),
            _ => self.created.push((object.clone(), vec![record])),
        }
    }

    /// A register was overwritten; only the first value before the change counts.
    pub(crate) fn register(&mut self, object: &ObjectKey, record: RecordId, field: &TableField, old: Option<&Value>) {
        if self.born.contains(&record) || !self.written.insert((record, field.key.clone())) {
            return;
        }
        let place = self
            .registers
            .iter()
            .position(|entry| entry.field == field.key && entry.object == *object)
            .unwrap_or_else(|| {
                self.registers.push(Registers {
                    object: object.clone(),
                    field: field.key.clone(),
                    records: Vec::new(),
                    old: Block::new(field.kind.storage()),
                    cleared: Vec::new(),
                });
                self.registers.len() - 1
            });
        let entry = &mut self.registers[place];
        match (old, &mut entry.old) {
            (Some(value), Some(block)) => {
                entry.records.push(record);
                block.push(value);
            }
            _ => entry.cleared.push(record),
        }
    }

    /// An element came into a set or left it; `present` is what it was before.
    pub(crate) fn element(&mut self, object: &ObjectKey, record: RecordId, field: &FieldKey, element: &Value, present: bool) {
        if self.born.contains(&record) {
            return;
        }
        if let Some(Op::Element {
            object: last,
            field: key,
            element: value,
            present: was,
            records,
        }) = self.elements.last_mut()
            && last == object
            && key == field
            && value == element
            && *was == present
        {
            records.push(record);
            return;
        }
        let records = vec![record];
        self.elements.push(Op::Element {
            object: object.clone(),
            field: field.clone(),
            element: element.clone(),
            present,
            records,
        });
    }

    /// A record went to the bin or came back; `life` is what it was before.
    pub(crate) fn life(&mut self, object: &ObjectKey, record: RecordId, life: Life) {
        match self.lives.last_mut() {
            Some((last, was, records)) if last == object && *was == life => records.push(record),
            _ => self.lives.push((object.clone(), life, vec![record])),
        }
    }

    /// The ops that take the change back.
    #[must_use]
    pub fn into_ops(self) -> Vec<Op> {
        let mut ops = Vec::new();
        for entry in self.registers {
            if let (Some(block), false) = (entry.old, entry.records.is_empty()) {
                ops.push(Op::Rows {
                    object: entry.object.clone(),
                    records: entry.records,
                    columns: vec![(entry.field.clone(), block)],
                });
            }
            if !entry.cleared.is_empty() {
                ops.push(Op::Clear {
                    object: entry.object,
                    field: entry.field,
                    records: entry.cleared,
                });
            }
        }
        ops.extend(self.elements);
        ops.extend(
            self.lives
                .into_iter()
                .map(|(object, life, records)| Op::Life { object, life, records }),
        );
        ops.extend(self.created.into_iter().map(|(object, records)| Op::Life {
            object,
            life: Life::Retracted,
            records,
        }));
        ops
    }
}
