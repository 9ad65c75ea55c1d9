//! The inverse of a change: ops that take it back, collected while it is applied.

use model::{Block, FieldKey, Life, ObjectKey, Op, RecordId, Value};
use rustc_hash::FxHashSet;

use crate::table::TableField;

/// A cell within a change: table, row, field, and the element's code for sets.
type Cell = (u16, u32, u16, u32);

/// Stands for the row's life among cells.
const LIFE: u16 = u16::MAX;
/// Stands for the register itself among the codes of elements.
const REGISTER: u32 = u32::MAX;

/// Old values of everything a change overwrote: as they were before the change, however often it wrote them.
#[derive(Default, Debug)]
pub struct Inverse {
    created: Vec<(ObjectKey, Vec<RecordId>)>,
    born: FxHashSet<(u16, u32)>,
    registers: Vec<Registers>,
    written: FxHashSet<Cell>,
    extras: FxHashSet<(u16, u32, FieldKey)>,
    singles: Vec<Op>,
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
    /// The record did not exist before: taking back means retracting it, nothing else of it needs an inverse.
    pub(crate) fn created(&mut self, (table, row): (u16, u32), object: &ObjectKey, record: RecordId) {
        self.born.insert((table, row));
        match self.created.last_mut() {
            Some((last, records)) if last == object => records.push(record),
            _ => self.created.push((object.clone(), vec![record])),
        }
    }

    /// Whether this is the first time that the change writes a cell of a record that was there before.
    fn is_first(&mut self, cell: Cell) -> bool {
        !self.born.contains(&(cell.0, cell.1)) && self.written.insert(cell)
    }

    /// A register was overwritten.
    pub(crate) fn register(
        &mut self,
        (table, row, number): (u16, u32, u16),
        object: &ObjectKey,
        record: RecordId,
        field: &TableField,
        old: Option<&Value>,
    ) {
        if !self.is_first((table, row, number, REGISTER)) {
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
                if !block.push(value) {
                    self.singles.push(set(object, record, &field.key, Some(value.clone())));
                }
            }
            _ => entry.cleared.push(record),
        }
    }

    /// A value of a field that this version does not know was overwritten.
    pub(crate) fn extra(&mut self, (table, row): (u16, u32), object: &ObjectKey, record: RecordId, key: &FieldKey, old: Option<Value>) {
        if !self.born.contains(&(table, row)) && self.extras.insert((table, row, key.clone())) {
            self.singles.push(set(object, record, key, old));
        }
    }

    /// An element came into a set or left it; `present` is what it was before.
    pub(crate) fn element(&mut self, cell: Cell, object: &ObjectKey, record: RecordId, field: &FieldKey, element: &Value, present: bool) {
        if !self.is_first(cell) {
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
    pub(crate) fn life(&mut self, (table, row): (u16, u32), object: &ObjectKey, record: RecordId, life: Life) {
        if !self.is_first((table, row, LIFE, REGISTER)) {
            return;
        }
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
        ops.extend(self.singles);
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

fn set(object: &ObjectKey, record: RecordId, field: &FieldKey, value: Option<Value>) -> Op {
    Op::Set {
        object: object.clone(),
        record,
        field: field.clone(),
        value,
    }
}
