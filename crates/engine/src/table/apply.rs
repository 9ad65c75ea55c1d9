//! Applying ops to a table: the merge rules of `model::merge` on columns, with the inverse and the journal on the way.

use model::block::{NONE_U32, int_value};
use model::field::MergeRule;
use model::merge::{self, Write};
use model::{Block, FieldKey, Life, Op, RecordId, Value, Vector};

use super::{Consent, Table, digest};
use crate::columns::Column;
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
        let handle = handles.intern(record);
        let row = self.row_of(handle, handles, arriving.stamp);
        if !self.exists.get(row as usize) && !self.purged.contains(&row) {
            self.exists.set(row as usize, true);
            self.refresh_life(row);
            outcome.inverse.created(&self.object, record);
            outcome.touch(self.number, row, None);
        }
        row
    }

    fn apply_rows(
        &mut self,
        records: &[RecordId],
        columns: &[(FieldKey, Block)],
        arriving: &Arriving<'_>,
        handles: &mut Handles,
        outcome: &mut Outcome,
    ) {
        let first = self.len() as u32;
        handles.reserve(records.len());
        let rows = records
            .iter()
            .map(|&record| self.touch_row(record, arriving, handles, outcome))
            .collect::<Vec<_>>();
        let fresh = rows.first() == Some(&first) && self.len() - first as usize == rows.len();
        for (key, block) in columns {
            let field = self.field(key);
            if let (true, Some(field)) = (fresh, field)
                && self.append_block(first, field, block, records, arriving, handles, outcome)
            {
                continue;
            }
            self.write_block(&rows, key, block, arriving, handles, outcome);
        }
    }

    /// Writes a block cell by cell, under the merge rules.
    fn write_block(
        &mut self,
        rows: &[u32],
        key: &FieldKey,
        block: &Block,
        arriving: &Arriving<'_>,
        handles: &mut Handles,
        outcome: &mut Outcome,
    ) {
        let kind = self.field(key).map(|field| self.fields[usize::from(field)].kind);
        if let Block::Text { .. } = block {
            for (&row, text) in rows.iter().zip(block.texts()) {
                if let Some(text) = text {
                    let value = kind.map_or_else(|| Value::Text(text.to_owned()), |kind| model::block::text_value(text, kind));
                    self.write_key(row, key, Some(value), arriving, handles, outcome);
                }
            }
            return;
        }
        for (index, &row) in rows.iter().enumerate() {
            let value = match (block, kind) {
                (Block::Int(values), None) => int_value(values[index], model::FieldKind::Integer),
                _ => block.get(index, kind.unwrap_or(model::FieldKind::Text)),
            };
            if let Some(value) = value {
                self.write_key(row, key, Some(value), arriving, handles, outcome);
            }
        }
    }

    /// Appends a block for rows that are all new: no cell of them was written before, so no rule has to decide.
    fn append_block(
        &mut self,
        first: u32,
        field: u16,
        block: &Block,
        records: &[RecordId],
        arriving: &Arriving<'_>,
        handles: &mut Handles,
        outcome: &mut Outcome,
    ) -> bool {
        let number = usize::from(field);
        let meta = &self.fields[number];
        let column = &mut self.columns[number];
        if !block.fits(meta.kind.storage()) || meta.rule != MergeRule::LaterWins || column.len() > first as usize || meta.computed {
            return false;
        }
        match (column, block) {
            (Column::Text(column), Block::Text { lengths, bytes }) => column.append(first, lengths, bytes),
            (Column::Int(values), Block::Int(block)) => {
                values.resize(first as usize, model::block::NONE_I64);
                values.extend_from_slice(block);
            }
            (Column::Float(values), Block::Float(block)) => {
                values.resize(first as usize, f64::NAN);
                values.extend_from_slice(block);
            }
            (
                Column::Money(column),
                Block::Money {
                    minor,
                    currency,
                    currencies,
                },
            ) => {
                let codes = currencies.iter().map(|&currency| column.code(currency)).collect::<Vec<_>>();
                column.minor.resize(first as usize, model::block::NONE_I64);
                column.currency.resize(first as usize, 0);
                column.minor.extend_from_slice(minor);
                column
                    .currency
                    .extend(currency.iter().map(|&code| codes.get(usize::from(code)).copied().unwrap_or(0)));
            }
            (Column::Word(column), Block::Word { words, codes }) => {
                let known = words.iter().map(|word| column.words.code(word)).collect::<Vec<_>>();
                column.codes.resize(first as usize, NONE_U32);
                column
                    .codes
                    .extend(codes.iter().map(|&code| known.get(code as usize).copied().unwrap_or(NONE_U32)));
            }
            (Column::Ref(column), Block::Ref { ids, codes }) => {
                let known = ids.iter().map(|&id| handles.intern(id)).collect::<Vec<_>>();
                column.resize(first as usize, NONE_U32);
                column.extend(codes.iter().map(|&code| known.get(code as usize).copied().unwrap_or(NONE_U32)));
            }
            _ => return false,
        }
        self.versions[number] += 1;
        let (key, kind) = (self.fields[number].key.clone(), self.fields[number].kind);
        let stamp = arriving.stamps.stamp(arriving.stamp);
        for (index, &record) in records.iter().enumerate() {
            let row = first + index as u32;
            if !self.columns[number].is_none(row) {
                let value = self.columns[number].get(row, kind, handles);
                self.digest = self.digest.wrapping_add(digest::cell_weight(record, &key, stamp, value.as_ref()));
            }
        }
        let blocks = first / super::BLOCK_ROWS as u32..=(first + records.len() as u32 - 1) / super::BLOCK_ROWS as u32;
        self.dirty.extend(blocks.map(|block| (field, block)));
        let effect = outcome.effect(self.number);
        if !effect.fields.contains(&field) {
            effect.fields.push(field);
        }
        true
    }

    fn write_key(
        &mut self,
        row: u32,
        key: &FieldKey,
        value: Option<Value>,
        arriving: &Arriving<'_>,
        handles: &mut Handles,
        outcome: &mut Outcome,
    ) {
        if self.purged.contains(&row) {
            return;
        }
        match self.field(key) {
            Some(field) if self.fields[usize::from(field)].computed => {}
            Some(field) if self.fields[usize::from(field)].rule == MergeRule::OptOutWins => {
                self.write_consent(row, field, value, arriving, handles, outcome);
            }
            Some(field) => self.write_register(row, field, value, arriving, handles, outcome),
            None => self.write_extra(row, key, value, arriving, handles, outcome),
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
        let current = self.cell_stamp(row, field).map(|stamp| arriving.stamps.write(stamp));
        match merge::register(current, arriving.write(), arriving.context) {
            merge::Outcome::KeepAndJournal => self.journal(row, field, value, arriving.write(), handles, outcome),
            // Known: an earlier op of the same change wrote the cell, the later op corrects it. Re-delivery never gets here.
            verdict => {
                let old = self.register(row, field, handles);
                if verdict == merge::Outcome::ReplaceAndJournal
                    && let Some(loser) = current
                {
                    self.journal(row, field, old.clone(), loser, handles, outcome);
                }
                let record = self.id(row, handles);
                outcome
                    .inverse
                    .register(&self.object, record, &self.fields[usize::from(field)], old.as_ref());
                self.put_register(row, field, value.as_ref(), arriving.stamp, arriving.stamps, handles);
                outcome.touch(self.number, row, Some(field));
            }
        }
    }

    fn put_register(&mut self, row: u32, field: u16, value: Option<&Value>, stamp: u32, stamps: &Stamps, handles: &mut Handles) {
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
        self.touch_stamp(row, stamp, stamps);
        self.versions[number] += 1;
        self.mark(field, row);
    }

    fn touch_stamp(&mut self, row: u32, stamp: u32, stamps: &Stamps) {
        if stamps.stamp(stamp) > stamps.stamp(self.newest_stamp(row)) {
            self.touched.insert(row, stamp);
            self.mark(segment::STAMPS, 0);
        }
    }

    fn journal(&self, row: u32, field: u16, value: Option<Value>, loser: Write, handles: &Handles, outcome: &mut Outcome) {
        #[cfg(feature = "planted-defects")]
        if merge::defect::is(merge::defect::Defect::LoserDropped) {
            return;
        }
        outcome.journal.push(JournalEntry {
            object: self.object.clone(),
            record: self.id(row, handles),
            field: self.fields[usize::from(field)].key.clone(),
            value,
            loser,
        });
    }

    /// Consent: the standing opt-outs decide, then the last other answer.
    fn write_consent(
        &mut self,
        row: u32,
        field: u16,
        value: Option<Value>,
        arriving: &Arriving<'_>,
        handles: &mut Handles,
        outcome: &mut Outcome,
    ) {
        let old = self.register(row, field, handles);
        let answer = value.as_ref().and_then(Value::as_text).map(str::to_owned);
        let consent = self.consents.entry((row, field)).or_default();
        if answer.as_deref() == Some("no") {
            if consent.opt_outs.contains(&arriving.stamp) {
                return;
            }
            consent.opt_outs.push(arriving.stamp);
        } else {
            let mut standing = consent
                .opt_outs
                .iter()
                .map(|&stamp| arriving.stamps.write(stamp))
                .collect::<Vec<_>>();
            merge::opt_in(&mut standing, arriving.context);
            #[cfg(feature = "planted-defects")]
            if merge::defect::is(merge::defect::Defect::OptInWins) {
                standing.clear();
            }
            consent.opt_outs.retain(|&stamp| standing.contains(&arriving.stamps.write(stamp)));
            let later = consent
                .answer
                .as_ref()
                .is_none_or(|(_, stamp)| arriving.stamps.stamp(*stamp) < arriving.stamps.stamp(arriving.stamp));
            if later {
                consent.answer = Some((answer, arriving.stamp));
            }
        }
        let (effective, stamp) = effective(consent, arriving.stamps);
        if let Some(text) = &value
            && effective.as_ref() != Some(text)
        {
            self.journal(row, field, value.clone(), arriving.write(), handles, outcome);
        }
        let record = self.id(row, handles);
        outcome
            .inverse
            .register(&self.object, record, &self.fields[usize::from(field)], old.as_ref());
        self.put_register(row, field, effective.as_ref(), stamp, arriving.stamps, handles);
        self.mark(segment::STAMPS, 0);
        outcome.touch(self.number, row, Some(field));
    }

    fn write_extra(
        &mut self,
        row: u32,
        key: &FieldKey,
        value: Option<Value>,
        arriving: &Arriving<'_>,
        handles: &Handles,
        outcome: &mut Outcome,
    ) {
        let stamp = arriving.stamps.stamp(arriving.stamp);
        let record = self.id(row, handles);
        if let Some((old, old_stamp)) = self.extras.get(&(row, key.clone())) {
            let old_stamp = arriving.stamps.stamp(*old_stamp);
            if old_stamp >= stamp {
                return;
            }
            self.digest = self.digest.wrapping_sub(digest::cell_weight(record, key, old_stamp, old.as_ref()));
        }
        self.digest = self.digest.wrapping_add(digest::cell_weight(record, key, stamp, value.as_ref()));
        self.extras.insert((row, key.clone()), (value, arriving.stamp));
        self.mark(segment::STAMPS, 0);
        outcome.touch(self.number, row, None);
    }

    #[allow(clippy::too_many_arguments, reason = "one cell, one element, and what every write needs")]
    fn apply_element(
        &mut self,
        row: u32,
        key: &FieldKey,
        element: &Value,
        present: bool,
        arriving: &Arriving<'_>,
        handles: &mut Handles,
        outcome: &mut Outcome,
    ) {
        let Some(field) = self.set_field(key) else { return };
        let number = usize::from(field);
        let Some(code) = self.columns[number].element_code(element, handles) else {
            return;
        };
        if self.purged.contains(&row) {
            return;
        }
        let current = self.element_stamps.get(&(row, field, code)).copied();
        let stamp = arriving.stamps.stamp(arriving.stamp);
        let known = current.map(|(stamp, present)| (arriving.stamps.stamp(stamp), present));
        let wins = known.is_none_or(|(current, _)| stamp > current);
        let now = merge::element(known, (stamp, present));
        if !wins && known.is_some_and(|(_, present)| present == now) {
            return;
        }
        let record = self.id(row, handles);
        let name = self.fields[number].key.clone();
        if let Some((current, present)) = known {
            self.digest = self
                .digest
                .wrapping_sub(digest::element_weight(record, &name, current, element, present));
        }
        let kept = if wins {
            arriving.stamp
        } else {
            current.map_or(arriving.stamp, |(stamp, _)| stamp)
        };
        self.digest = self
            .digest
            .wrapping_add(digest::element_weight(record, &name, arriving.stamps.stamp(kept), element, now));
        self.element_stamps.insert((row, field, code), (kept, now));
        if known.is_some_and(|(_, present)| present) != now {
            outcome.inverse.element(&self.object, record, &name, element, !now);
        }
        self.columns[number].set_element(row, code, now);
        self.versions[number] += 1;
        self.touch_stamp(row, arriving.stamp, arriving.stamps);
        self.mark(segment::STAMPS, 0);
        self.mark(field, row);
        outcome.touch(self.number, row, Some(field));
    }

    /// The set column of a key: the field itself, or its further values.
    pub(crate) fn set_field(&self, key: &str) -> Option<u16> {
        let field = self.field(key)?;
        let meta = &self.fields[usize::from(field)];
        if meta.kind.is_set() { Some(field) } else { meta.further }
    }

    fn apply_life(&mut self, record: RecordId, life: Life, arriving: &Arriving<'_>, handles: &mut Handles, outcome: &mut Outcome) {
        let handle = handles.intern(record);
        let row = self.row_of(handle, handles, arriving.stamp);
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
        outcome
            .inverse
            .life(&self.object, record, current.map_or(Life::Alive, |(life, _)| life));
        self.life.insert(row, (life, arriving.stamp));
        self.refresh_life(row);
        self.touch_stamp(row, arriving.stamp, arriving.stamps);
        self.mark(segment::STAMPS, 0);
        outcome.touch(self.number, row, None);
    }

    /// Removes every value of a record for ever. Only its id and the fact remain.
    fn apply_purge(&mut self, record: RecordId, arriving: &Arriving<'_>, handles: &mut Handles, outcome: &mut Outcome) {
        let handle = handles.intern(record);
        let row = self.row_of(handle, handles, arriving.stamp);
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

/// What a consent cell shows: no while an opt-out stands, else the last answer.
fn effective(consent: &Consent, stamps: &Stamps) -> (Option<Value>, u32) {
    let newest = consent.opt_outs.iter().copied().max_by_key(|&stamp| stamps.stamp(stamp));
    match (newest, &consent.answer) {
        (Some(stamp), _) => (Some(Value::Text("no".to_owned())), stamp),
        (None, Some((answer, stamp))) => (answer.clone().map(Value::Text), *stamp),
        (None, None) => (None, 0),
    }
}
