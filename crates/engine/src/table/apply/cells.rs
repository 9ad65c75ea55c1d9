//! Registers: one value per cell, the greater write wins, whether the field is known here or not.

use model::field::MergeRule;
use model::merge;
use model::{FieldKey, Value};

use super::{Arriving, Outcome};
use crate::columns::Column;
use crate::handles::Handles;
use crate::segment;
use crate::stamps::Stamps;
use crate::table::{Table, digest};

impl Table {
    pub(super) fn write_key(
        &mut self,
        row: u32,
        key: &FieldKey,
        value: Option<Value>,
        arriving: &Arriving<'_>,
        handles: &mut Handles,
        outcome: &mut Outcome,
    ) {
        if self.is_purged_for_good(row) {
            return;
        }
        let Some(field) = self.field(key) else {
            self.write_extra(row, key, value, arriving, handles, outcome);
            return;
        };
        let meta = &self.fields[usize::from(field)];
        match meta.rule {
            // Sets are written by element, and what the engine computes is not kept.
            _ if meta.computed || meta.kind.is_set() => {}
            MergeRule::OptOutWins => self.write_consent(row, field, value, arriving, handles, outcome),
            MergeRule::LaterWins => self.write_register(row, field, value, arriving, handles, outcome),
        }
    }

    fn write_register(
        &mut self,
        row: u32,
        field: u16,
        value: Option<Value>,
        arriving: &Arriving<'_>,
        handles: &mut Handles,
        outcome: &mut Outcome,
    ) {
        let key = self.fields[usize::from(field)].key.clone();
        self.forget_lost(row, &key, arriving, handles, outcome);
        let current = self.cell_stamp(row, field).map(|stamp| arriving.stamps.write(stamp));
        match merge::register(current, arriving.write(), arriving.context) {
            merge::Outcome::KeepAndJournal => {
                let value = self.as_kept(field, value, handles);
                self.journal(row, &key, value, arriving.write(), handles, outcome);
            }
            // Known: an earlier op of the same change wrote the cell, the later op corrects it. Re-delivery never gets here.
            verdict => {
                let old = self.register(row, field, handles);
                if verdict == merge::Outcome::ReplaceAndJournal
                    && let Some(loser) = current
                {
                    self.journal(row, &key, old.clone(), loser, handles, outcome);
                }
                let record = self.id(row, handles);
                let cell = (self.number, row, field);
                outcome
                    .inverse
                    .register(cell, &self.object, record, &self.fields[usize::from(field)], old.as_ref());
                self.put_register(row, field, value.as_ref(), arriving.stamp, arriving.stamps, handles);
                outcome.touch(self.number, row, Some(field));
            }
        }
    }

    /// The value as the field's column would give it back.
    pub(super) fn as_kept(&self, field: u16, value: Option<Value>, handles: &mut Handles) -> Option<Value> {
        let kind = self.fields[usize::from(field)].kind;
        let mut column = Column::new(kind.storage());
        column.set(0, value.as_ref(), handles);
        column.get(0, kind, handles)
    }

    pub(super) fn put_register(&mut self, row: u32, field: u16, value: Option<&Value>, stamp: u32, stamps: &Stamps, handles: &mut Handles) {
        let number = usize::from(field);
        let record = self.id(row, handles);
        if let Some(old_stamp) = self.cell_stamp(row, field) {
            let old = self.register(row, field, handles);
            let weight = digest::cell_weight(record, &self.fields[number].key, stamps.stamp(old_stamp), old.as_ref());
            #[cfg(feature = "planted-defects")]
            let weight = if merge::defect::is(merge::defect::Defect::DigestForgetsOverwrite) {
                0
            } else {
                weight
            };
            self.digest = self.digest.wrapping_sub(weight);
        }
        self.columns[number].set(row, value, handles);
        let kept = self.register(row, field, handles);
        if self.row_stamps[row as usize] == stamp && kept.is_some() {
            self.cell_stamps.remove(&(row, field));
        } else {
            self.cell_stamps.insert((row, field), stamp);
            self.mark(segment::STAMPS, 0);
        }
        self.digest = self.digest.wrapping_add(digest::cell_weight(
            record,
            &self.fields[number].key,
            stamps.stamp(stamp),
            kept.as_ref(),
        ));
        self.versions[number] += 1;
        self.mark(field, row);
    }

    /// A field that this version does not know: its value is kept and passed on, under the same rule.
    fn write_extra(
        &mut self,
        row: u32,
        key: &FieldKey,
        value: Option<Value>,
        arriving: &Arriving<'_>,
        handles: &Handles,
        outcome: &mut Outcome,
    ) {
        self.forget_lost(row, key, arriving, handles, outcome);
        let current = self.extras.get(&(row, key.clone())).cloned();
        let loser = current.as_ref().map(|(_, stamp)| arriving.stamps.write(*stamp));
        match merge::register(loser, arriving.write(), arriving.context) {
            merge::Outcome::KeepAndJournal => self.journal(row, key, value, arriving.write(), handles, outcome),
            verdict => {
                let record = self.id(row, handles);
                let old = current.and_then(|(value, _)| value);
                if let Some(loser) = loser {
                    if verdict == merge::Outcome::ReplaceAndJournal {
                        self.journal(row, key, old.clone(), loser, handles, outcome);
                    }
                    self.digest = self
                        .digest
                        .wrapping_sub(digest::cell_weight(record, key, loser.stamp, old.as_ref()));
                }
                outcome.inverse.extra((self.number, row), &self.object, record, key, old);
                let stamp = arriving.stamps.stamp(arriving.stamp);
                self.digest = self.digest.wrapping_add(digest::cell_weight(record, key, stamp, value.as_ref()));
                self.extras.insert((row, key.clone()), (value, arriving.stamp));
                self.mark(segment::STAMPS, 0);
                outcome.touch(self.number, row, None);
            }
        }
    }

    /// Moves values that came before their field was known into its column.
    pub(crate) fn adopt_extras(&mut self, stamps: &Stamps, handles: &mut Handles) {
        let known = self
            .extras
            .keys()
            .filter(|(_, key)| self.by_key.contains_key(key))
            .cloned()
            .collect::<Vec<_>>();
        for (row, key) in known {
            let (Some(field), Some((value, stamp))) = (self.field(&key), self.extras.remove(&(row, key.clone()))) else {
                continue;
            };
            let record = self.id(row, handles);
            self.digest = self
                .digest
                .wrapping_sub(digest::cell_weight(record, &key, stamps.stamp(stamp), value.as_ref()));
            let meta = &self.fields[usize::from(field)];
            if !meta.computed && !meta.kind.is_set() {
                self.put_register(row, field, value.as_ref(), stamp, stamps, handles);
            }
            self.mark(segment::STAMPS, 0);
        }
    }
}
