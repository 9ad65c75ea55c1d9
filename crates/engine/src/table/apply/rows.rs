//! Rows: blocks of many records. What imports and bulk edits are made of, and the fast way in for records that are all new.

use model::block::{NONE_I64, NONE_U32, int_value};
use model::field::MergeRule;
use model::value::PART;
use model::{Block, FieldKey, FieldKind, RecordId, Value};

use super::{Arriving, Outcome};
use crate::columns::Column;
use crate::handles::Handles;
use crate::table::{BLOCK_ROWS, Table, digest};

impl Table {
    pub(super) fn apply_rows(
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
                && self.append_block((first, field), block, records, arriving, handles, outcome)
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
                (Block::Int(values), None) => values.get(index).and_then(|&value| int_value(value, FieldKind::Integer)),
                _ => block.get(index, kind.unwrap_or(FieldKind::Text)),
            };
            if let Some(value) = value {
                self.write_key(row, key, Some(value), arriving, handles, outcome);
            }
        }
    }

    /// Appends a block for rows that are all new: no cell of them was written before, so no rule has to decide.
    fn append_block(
        &mut self,
        (first, field): (u32, u16),
        block: &Block,
        records: &[RecordId],
        arriving: &Arriving<'_>,
        handles: &mut Handles,
        outcome: &mut Outcome,
    ) -> bool {
        let number = usize::from(field);
        let meta = &self.fields[number];
        let column = &mut self.columns[number];
        let plain = meta.rule == MergeRule::LaterWins && !meta.computed;
        if !plain || column.len() > first as usize || block.len() != records.len() || !is_exact(block, meta.kind) {
            return false;
        }
        match (column, block) {
            (Column::Text(column), Block::Text { lengths, bytes }) => column.append(first, lengths, bytes),
            (Column::Int(values), Block::Int(block)) => {
                values.resize(first as usize, NONE_I64);
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
                column.minor.resize(first as usize, NONE_I64);
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
        let blocks = first / BLOCK_ROWS as u32..=(first + records.len() as u32 - 1) / BLOCK_ROWS as u32;
        self.dirty.extend(blocks.map(|block| (field, block)));
        let effect = outcome.effect(self.number);
        if !effect.fields.contains(&field) {
            effect.fields.push(field);
        }
        true
    }
}

/// Whether a block holds nothing but what its column would hold after taking its values one by one.
/// Blocks come from files too: lengths that do not add up, codes without a meaning and the like take the slow way.
fn is_exact(block: &Block, kind: FieldKind) -> bool {
    if !block.fits(kind.storage()) {
        return false;
    }
    match block {
        Block::Text { lengths, bytes } => {
            let mut end = 0usize;
            let whole = lengths.iter().filter(|&&length| length != NONE_U32).all(|&length| {
                end = end.saturating_add(length as usize);
                bytes.is_char_boundary(end)
            });
            whole && end == bytes.len() && (!is_composed(kind) || block.texts().flatten().all(|text| is_normal(text, kind)))
        }
        Block::Int(values) => match kind {
            FieldKind::Date => values.iter().all(|&value| value == NONE_I64 || i32::try_from(value).is_ok()),
            FieldKind::Boolean => values.iter().all(|value| matches!(value, 0 | 1) || *value == NONE_I64),
            _ => true,
        },
        Block::Money {
            minor,
            currency,
            currencies,
        } => {
            let known = |(&minor, &code): (&i64, &u8)| minor == NONE_I64 || usize::from(code) < currencies.len();
            minor.len() == currency.len() && minor.iter().zip(currency).all(known)
        }
        Block::Float(_) | Block::Word { .. } | Block::Ref { .. } => true,
    }
}

fn is_composed(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::PersonName | FieldKind::Address)
}

/// Whether the text of a composed value has as many parts as its kind.
fn is_normal(text: &str, kind: FieldKind) -> bool {
    let separators = if kind == FieldKind::PersonName { 1 } else { 4 };
    text.matches(PART).count() == separators
}
