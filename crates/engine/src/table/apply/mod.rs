//! Applying ops to a table: the merge rules of `model::merge` on columns, with the inverse and the journal on the way.
//!
//! Invariants: what a table shows follows from the set of applied changes, not from their order of arrival; within one change
//! the later op on a cell corrects the earlier one, but an element that is put in and taken out by one change is in.

mod cells;
mod consent;
mod elements;
mod life;
mod rows;

#[cfg(feature = "planted-defects")]
use model::merge;
use model::merge::Write;
use model::{FieldKey, Op, RecordId, Value, Vector};

use super::Table;
use crate::handles::Handles;
use crate::inverse::Inverse;
use crate::segment;
use crate::stamps::Stamps;

/// The change that is being applied, as cells see it.
pub struct Arriving<'a> {
    /// Index of its stamp.
    pub stamp: u32,
    /// What its author had seen.
    pub context: &'a Vector,
    /// Stamps by index, the arriving one included.
    pub stamps: &'a Stamps,
}

impl Arriving<'_> {
    fn write(&self) -> Write {
        self.stamps.write(self.stamp)
    }
}

/// The losing value of a concurrent edit. Kept readable, never dropped.
#[derive(Clone, PartialEq, Debug)]
pub struct JournalEntry {
    /// Object and record.
    pub object: model::ObjectKey,
    /// The record.
    pub record: RecordId,
    /// The field.
    pub field: FieldKey,
    /// The value that lost; `None` for a clear.
    pub value: Option<Value>,
    /// Who wrote it and when.
    pub loser: Write,
}

/// What a change touched in one table, for views and caches.
#[derive(Clone, Default, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Number of the table.
    pub table: u16,
    /// Rows touched; in the order of ops, possibly repeated.
    pub rows: Vec<u32>,
    /// Fields touched.
    pub fields: Vec<u16>,
    /// Whether rows came, went to the bin or came back.
    pub membership: bool,
}

/// What applying a change brought about.
#[derive(Default, Debug)]
pub struct Outcome {
    /// Per touched table.
    pub effects: Vec<Effect>,
    /// Losing values of concurrent edits.
    pub journal: Vec<JournalEntry>,
    /// Ops that take the change back.
    pub inverse: Inverse,
}

impl Outcome {
    fn effect(&mut self, table: u16) -> &mut Effect {
        let place = self.effects.iter().position(|effect| effect.table == table).unwrap_or_else(|| {
            self.effects.push(Effect {
                table,
                ..Effect::default()
            });
            self.effects.len() - 1
        });
        &mut self.effects[place]
    }

    fn touch(&mut self, table: u16, row: u32, field: Option<u16>) {
        let effect = self.effect(table);
        if effect.rows.last() != Some(&row) {
            effect.rows.push(row);
        }
        match field {
            Some(field) if effect.fields.last() == Some(&field) || effect.fields.contains(&field) => {}
            Some(field) => effect.fields.push(field),
            None => effect.membership = true,
        }
    }
}

impl Table {
    /// Applies one op of a change. Ops of other objects and unknown ops have no effect.
    pub fn apply(&mut self, op: &Op, arriving: &Arriving<'_>, handles: &mut Handles, outcome: &mut Outcome) {
        self.version += 1;
        match op {
            Op::Set { record, field, value, .. } => {
                let row = self.touch_row(*record, arriving, handles, outcome);
                self.write_key(row, field, value.clone(), arriving, handles, outcome);
            }
            Op::Rows { records, columns, .. } => self.apply_rows(records, columns, arriving, handles, outcome),
            Op::Clear { field, records, .. } => {
                for &record in records {
                    let row = self.touch_row(record, arriving, handles, outcome);
                    self.write_key(row, field, None, arriving, handles, outcome);
                }
            }
            Op::Element {
                field,
                element,
                present,
                records,
                ..
            } => {
                for &record in records {
                    let row = self.touch_row(record, arriving, handles, outcome);
                    self.apply_element(row, field, element, *present, arriving, handles, outcome);
                }
            }
            Op::Life { life, records, .. } => {
                for &record in records {
                    self.apply_life(record, *life, arriving, handles, outcome);
                }
            }
            Op::Purge { records, .. } => {
                for &record in records {
                    self.apply_purge(record, arriving, handles, outcome);
                }
            }
            Op::Unknown { .. } => {}
        }
    }

    /// The row of a record that is about to be written; notes in the inverse when the record did not exist before.
    fn touch_row(&mut self, record: RecordId, arriving: &Arriving<'_>, handles: &mut Handles, outcome: &mut Outcome) -> u32 {
        let row = self.named_row(record, arriving, handles);
        if !self.exists.get(row as usize) && !self.purged.contains(&row) {
            self.exists.set(row as usize, true);
            self.refresh_life(row);
            // Bookkeeping lists the rows that do not exist.
            if self.row_stamps[row as usize] != arriving.stamp {
                self.mark(segment::STAMPS, 0);
            }
            outcome.inverse.created((self.number, row), &self.object, record);
            outcome.touch(self.number, row, None);
        }
        row
    }

    /// The row of a record that an op names. Whatever the op comes to, it counts as the row's newest.
    fn named_row(&mut self, record: RecordId, arriving: &Arriving<'_>, handles: &mut Handles) -> u32 {
        let handle = handles.intern(record);
        let row = self.row_of(handle, handles, arriving.stamp);
        if self.row_stamps[row as usize] != arriving.stamp {
            self.touch_stamp(row, arriving.stamp, arriving.stamps);
        }
        row
    }

    /// Whether writes to the row go nowhere.
    fn is_purged_for_good(&self, row: u32) -> bool {
        #[cfg(feature = "planted-defects")]
        if merge::defect::is(merge::defect::Defect::PurgeForgotten) {
            return false;
        }
        self.purged.contains(&row)
    }

    fn touch_stamp(&mut self, row: u32, stamp: u32, stamps: &Stamps) {
        if stamps.stamp(stamp) > stamps.stamp(self.newest_stamp(row)) {
            self.touched.insert(row, stamp);
            self.mark(segment::STAMPS, 0);
        }
    }

    /// Notes that `loser` lost in a cell.
    fn journal(&self, row: u32, key: &FieldKey, value: Option<Value>, loser: Write, handles: &Handles, outcome: &mut Outcome) {
        #[cfg(feature = "planted-defects")]
        if merge::defect::is(merge::defect::Defect::LoserDropped) {
            return;
        }
        outcome.journal.push(JournalEntry {
            object: self.object.clone(),
            record: self.id(row, handles),
            field: key.clone(),
            value,
            loser,
        });
    }

    /// Takes back what an earlier op of the same change left in the journal for a cell: the later op is what its author meant.
    /// Few changes meet any conflict, so the journal of one change is short.
    fn forget_lost(&self, row: u32, key: &FieldKey, arriving: &Arriving<'_>, handles: &Handles, outcome: &mut Outcome) {
        if !outcome.journal.is_empty() {
            let (record, write) = (self.id(row, handles), arriving.write());
            outcome
                .journal
                .retain(|entry| entry.loser != write || entry.record != record || entry.field != *key || entry.object != self.object);
        }
    }
}
