//! The digest of a table: a sum over its cells, so that it can be kept up to date one write at a time.
//!
//! Two replicas with equal version vectors must have equal digests (invariant I1), and the digest kept up to date must equal
//! the one computed afresh (I10). It guards against our own mistakes and against damaged segments, not against malice.

use std::hash::Hasher;

use model::{RecordId, Stamp, Value};
use rustc_hash::FxHasher;

use super::Table;
use crate::handles::Handles;

/// Weight of one cell in the digest.
#[must_use]
pub(crate) fn cell_weight(record: RecordId, field: &str, stamp: Stamp, value: Option<&Value>) -> u128 {
    let mut hasher = FxHasher::default();
    hash_value(&mut hasher, value);
    weight(record, field, stamp, hasher.finish())
}

/// Weight of one element of a set, in it or taken out of it.
#[must_use]
pub(crate) fn element_weight(record: RecordId, field: &str, stamp: Stamp, element: &Value, present: bool) -> u128 {
    let mut hasher = FxHasher::default();
    hash_value(&mut hasher, Some(element));
    hasher.write_u8(u8::from(present) + 1);
    weight(record, field, stamp, hasher.finish())
}

/// Weight of a record's life or purge.
#[must_use]
pub(crate) fn life_weight(record: RecordId, stamp: Stamp, life: u8) -> u128 {
    weight(record, "#life", stamp, u64::from(life) + 1)
}

fn weight(record: RecordId, field: &str, stamp: Stamp, value: u64) -> u128 {
    let mut hasher = FxHasher::default();
    hasher.write(field.as_bytes());
    hasher.write_u64(stamp.hlc.0);
    hasher.write_u64(stamp.actor.0);
    hasher.write_u64(value);
    let low = hasher.finish();
    hasher.write_u64(record.0 as u64);
    hasher.write_u64((record.0 >> 64) as u64);
    u128::from(low.wrapping_mul(0x9e37_79b9_7f4a_7c15)) << 64 | u128::from(hasher.finish())
}

fn hash_value(hasher: &mut FxHasher, value: Option<&Value>) {
    match value {
        None => hasher.write_u8(0),
        Some(Value::Text(text)) => {
            hasher.write_u8(1);
            hasher.write(text.as_bytes());
        }
        Some(Value::Int(int)) => hasher.write_i64(*int),
        Some(Value::Number(number)) => hasher.write_u64(number.to_bits()),
        Some(Value::Money(money)) => {
            hasher.write_i64(money.minor);
            hasher.write(money.currency.code().as_bytes());
        }
        Some(Value::Date(day)) => hasher.write_i64(i64::from(*day)),
        Some(Value::Time(millis)) => hasher.write_i64(*millis),
        Some(Value::Bool(bool)) => hasher.write_i64(i64::from(*bool)),
        Some(Value::Name(name)) => {
            hasher.write_u8(1);
            hasher.write(name.to_parts().as_bytes());
        }
        Some(Value::Address(address)) => {
            hasher.write_u8(1);
            hasher.write(address.to_parts().as_bytes());
        }
        Some(Value::Ref(id)) => {
            hasher.write_u64(id.0 as u64);
            hasher.write_u64((id.0 >> 64) as u64);
        }
        Some(Value::List(values)) => values.iter().for_each(|value| hash_value(hasher, Some(value))),
    }
}

impl Table {
    /// The digest computed afresh from every cell.
    #[must_use]
    pub fn recompute_digest(&self, handles: &Handles, stamps: &crate::stamps::Stamps) -> u128 {
        let mut digest = 0u128;
        for row in 0..self.len() as u32 {
            let record = self.id(row, handles);
            for (number, field) in self.fields.iter().enumerate() {
                let number = number as u16;
                if !field.kind.is_set()
                    && let Some(stamp) = self.cell_stamp(row, number)
                {
                    let value = self.register(row, number, handles);
                    digest = digest.wrapping_add(cell_weight(record, &field.key, stamps.stamp(stamp), value.as_ref()));
                }
            }
        }
        for ((row, field, code), (stamp, present)) in &self.element_stamps {
            let element = self.element(*field, *code, handles);
            let key = &self.fields[usize::from(*field)].key;
            digest = digest.wrapping_add(element_weight(
                self.id(*row, handles),
                key,
                stamps.stamp(*stamp),
                &element,
                *present,
            ));
        }
        for ((row, key), (value, stamp)) in &self.extras {
            digest = digest.wrapping_add(cell_weight(self.id(*row, handles), key, stamps.stamp(*stamp), value.as_ref()));
        }
        for (row, (life, stamp)) in &self.life {
            digest = digest.wrapping_add(life_weight(self.id(*row, handles), stamps.stamp(*stamp), *life as u8));
        }
        for row in &self.purged {
            digest = digest.wrapping_add(life_weight(self.id(*row, handles), Stamp::default(), 9));
        }
        digest
    }

    /// The element of a code in a set column.
    #[must_use]
    pub fn element(&self, field: u16, code: u32, handles: &Handles) -> Value {
        match self.column(field) {
            crate::columns::Column::WordSet(words, _) => Value::Text(words.word(code).to_owned()),
            _ => Value::Ref(handles.id(code)),
        }
    }
}
