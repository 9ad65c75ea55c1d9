//! Elements of sets: each its own register of in or out.

use model::merge;
use model::{FieldKey, FieldKind, Value};

use super::{Arriving, Outcome};
use crate::columns::Column;
use crate::handles::Handles;
use crate::segment;
use crate::table::{Table, digest};

impl Table {
    #[allow(clippy::too_many_arguments, reason = "one cell, one element, and what every write needs")]
    pub(super) fn apply_element(
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
        let written = element;
        let element = &self.as_element(key, element);
        let Some(code) = self.columns[number].element_code(element, handles) else {
            return;
        };
        if self.is_purged_for_good(row) {
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
            let cell = (self.number, row, field, code);
            outcome.inverse.element(cell, &self.object, record, &name, written, !now);
        }
        self.columns[number].set_element(row, code, now);
        self.cover(field, row);
        self.versions[number] += 1;
        self.mark(segment::STAMPS, 0);
        self.mark(field, row);
        outcome.touch(self.number, row, Some(field));
    }

    /// Lets a set column reach to a row: a column of no rows counts as never written, and its dictionary would not be kept,
    /// but elements that were taken out are known by their codes in it.
    fn cover(&mut self, field: u16, row: u32) {
        if let Column::WordSet(_, sets) | Column::RefSet(sets) = &mut self.columns[usize::from(field)]
            && sets.len() <= row as usize
        {
            sets.replace(row, &[]);
        }
    }

    /// The set column of a key: the field itself, or its further values.
    pub(crate) fn set_field(&self, key: &str) -> Option<u16> {
        let field = self.field(key)?;
        let meta = &self.fields[usize::from(field)];
        if meta.kind.is_set() { Some(field) } else { meta.further }
    }

    /// An element as set columns keep it: composed values as the text of their parts.
    pub(crate) fn as_element(&self, key: &str, element: &Value) -> Value {
        match (element, self.kind_of_elements(key)) {
            (Value::Address(address), Some(FieldKind::Address)) => Value::Text(address.to_parts()),
            _ => element.clone(),
        }
    }

    /// What the further values of a field are.
    fn kind_of_elements(&self, key: &str) -> Option<FieldKind> {
        let field = self.field(key.trim_end_matches('+'))?;
        Some(self.fields[usize::from(field)].kind)
    }
}
