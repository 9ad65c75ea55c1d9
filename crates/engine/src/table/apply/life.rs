//! Life and purge: the only ops that take records away.

use model::merge;
use model::{Life, RecordId};

use super::{Arriving, Outcome};
use crate::columns::Column;
use crate::handles::Handles;
use crate::segment;
use crate::stamps::Stamps;
use crate::table::{Table, digest};

impl Table {
    pub(super) fn apply_life(
        &mut self,
        record: RecordId,
        life: Life,
        arriving: &Arriving<'_>,
        handles: &mut Handles,
        outcome: &mut Outcome,
    ) {
        let row = self.named_row(record, arriving, handles);
        let stamp = arriving.stamps.stamp(arriving.stamp);
        let current = self.life.get(&row).copied();
        if !merge::life_replaces(current.map(|(_, stamp)| arriving.stamps.stamp(stamp)), stamp) {
            return;
        }
        if let Some((life, old)) = current {
            self.digest = self
                .digest
                .wrapping_sub(digest::life_weight(record, arriving.stamps.stamp(old), life as u8));
        }
        self.digest = self.digest.wrapping_add(digest::life_weight(record, stamp, life as u8));
        // Whoever trashes a record that is not there yet has nothing to take back.
        if self.exists.get(row as usize) {
            let old = current.map_or(Life::Alive, |(life, _)| life);
            outcome.inverse.life((self.number, row), &self.object, record, old);
        }
        self.life.insert(row, (life, arriving.stamp));
        self.refresh_life(row);
        self.mark(segment::STAMPS, 0);
        outcome.touch(self.number, row, None);
    }

    /// Removes every value of a record for ever. Only its id and the fact remain.
    pub(super) fn apply_purge(&mut self, record: RecordId, arriving: &Arriving<'_>, handles: &mut Handles, outcome: &mut Outcome) {
        let row = self.named_row(record, arriving, handles);
        if self.purged.contains(&row) {
            return;
        }
        self.digest = self.digest.wrapping_sub(self.row_digest(row, handles, arriving.stamps));
        for field in 0..self.fields.len() as u16 {
            let number = usize::from(field);
            if self.columns[number].is_none(row) {
                continue;
            }
            match &mut self.columns[number] {
                Column::WordSet(_, sets) | Column::RefSet(sets) => sets.replace(row, &[]),
                column => {
                    column.set(row, None, handles);
                }
            }
            self.versions[number] += 1;
            self.mark(field, row);
        }
        self.cell_stamps.retain(|(other, _), _| *other != row);
        self.element_stamps.retain(|(other, _, _), _| *other != row);
        self.consents.retain(|(other, _), _| *other != row);
        self.extras.retain(|(other, _), _| *other != row);
        self.purged.insert(row);
        // Nor does the change that removes them leave values of the record in the journal.
        outcome
            .journal
            .retain(|entry| entry.record != record || entry.object != self.object);
        self.digest = self.digest.wrapping_add(digest::life_weight(record, model::Stamp::default(), 9));
        self.refresh_life(row);
        self.mark(segment::STAMPS, 0);
        outcome.touch(self.number, row, None);
    }

    /// The part of the digest that comes from a row's values, without its life.
    fn row_digest(&self, row: u32, handles: &Handles, stamps: &Stamps) -> u128 {
        let record = self.id(row, handles);
        let mut sum = 0u128;
        for (number, field) in self.fields.iter().enumerate() {
            if !field.kind.is_set()
                && let Some(stamp) = self.cell_stamp(row, number as u16)
            {
                let value = self.register(row, number as u16, handles);
                sum = sum.wrapping_add(digest::cell_weight(record, &field.key, stamps.stamp(stamp), value.as_ref()));
            }
        }
        for ((other, field, code), (stamp, present)) in &self.element_stamps {
            if *other == row {
                let key = &self.fields[usize::from(*field)].key;
                let element = self.element(*field, *code, handles);
                sum = sum.wrapping_add(digest::element_weight(record, key, stamps.stamp(*stamp), &element, *present));
            }
        }
        for ((other, key), (value, stamp)) in &self.extras {
            if *other == row {
                sum = sum.wrapping_add(digest::cell_weight(record, key, stamps.stamp(*stamp), value.as_ref()));
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use model::{ActorId, Intent, Op, RecordId, Value};

    use crate::workspace::Workspace;

    const DEAL: RecordId = RecordId(1);

    fn company(value: Option<u128>) -> Op {
        Op::Set {
            object: "deal".into(),
            record: DEAL,
            field: "company".into(),
            value: value.map(|id| Value::Ref(RecordId(id))),
        }
    }

    #[test]
    fn a_change_that_purges_a_record_leaves_none_of_its_values_in_the_journal() {
        let purge = Op::Purge {
            object: "deal".into(),
            records: vec![DEAL],
        };
        let earlier = Workspace::new(ActorId(1))
            .commit(Intent::default(), vec![company(None), purge, company(Some(7))], 10)
            .change;
        let later = Workspace::new(ActorId(2))
            .commit(Intent::default(), vec![company(Some(8))], 20)
            .change;
        let mut here = Workspace::new(ActorId(3));
        here.receive(later, 30);
        let journal: usize = here.receive(earlier, 40).iter().map(|(_, outcome)| outcome.journal.len()).sum();
        assert_eq!(journal, 0);
        assert!(here.find_alive("deal", DEAL).is_none());
    }
}
