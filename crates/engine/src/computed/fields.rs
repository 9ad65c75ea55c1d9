//! The columns of built-in fields, by key and as plain slices.
//!
//! A column that is missing, or kept in another way, reads as empty: computed fields never stand in the way of the rest.

use model::block::{NONE_I64, NONE_U32};

use crate::columns::{Column, MoneyColumn, SetColumn, WordColumn};
use crate::table::Table;

static NO_AMOUNTS: MoneyColumn = MoneyColumn {
    minor: Vec::new(),
    currency: Vec::new(),
    currencies: Vec::new(),
};

/// Integers, days, instants and booleans of a field, as far as its column reaches.
pub(crate) fn ints<'a>(table: &'a Table, key: &str) -> &'a [i64] {
    match table.column_of(key) {
        Some(Column::Int(values)) => values,
        _ => &[],
    }
}

/// Floats of a field, as far as its column reaches.
pub(crate) fn floats<'a>(table: &'a Table, key: &str) -> &'a [f64] {
    match table.column_of(key) {
        Some(Column::Float(values)) => values,
        _ => &[],
    }
}

/// Amounts of a field.
pub(crate) fn amounts<'a>(table: &'a Table, key: &str) -> &'a MoneyColumn {
    match table.column_of(key) {
        Some(Column::Money(values)) => values,
        _ => &NO_AMOUNTS,
    }
}

/// Words of a choice field.
pub(crate) fn words<'a>(table: &'a Table, key: &str) -> Option<&'a WordColumn> {
    match table.column_of(key) {
        Some(Column::Word(values)) => Some(values),
        _ => None,
    }
}

/// The integer of a row.
pub(crate) fn int(values: &[i64], row: u32) -> Option<i64> {
    values.get(row as usize).copied().filter(|&value| value != NONE_I64)
}

/// The day of a row.
pub(crate) fn day(values: &[i64], row: u32) -> Option<i32> {
    int(values, row).and_then(|day| i32::try_from(day).ok())
}

/// The float of a row.
pub(crate) fn float(values: &[f64], row: u32) -> Option<f64> {
    values.get(row as usize).copied().filter(|value| !value.is_nan())
}

/// What a reference field of rows points to: one record, further ones, or both.
#[derive(Clone, Copy)]
pub(crate) struct Ends<'a> {
    primary: &'a [u32],
    further: Option<&'a SetColumn>,
}

impl<'a> Ends<'a> {
    /// The references of a field by number, its further ones included.
    pub(crate) fn of(table: &'a Table, field: u16) -> Self {
        let further = table.fields()[usize::from(field)]
            .further
            .and_then(|further| match table.column(further) {
                Column::RefSet(sets) => Some(sets),
                _ => None,
            });
        match table.column(field) {
            Column::Ref(primary) => Self { primary, further },
            Column::RefSet(sets) => Self {
                primary: &[],
                further: Some(sets),
            },
            _ => Self {
                primary: &[],
                further: None,
            },
        }
    }

    /// The references of a field by key.
    pub(crate) fn of_key(table: &'a Table, key: &str) -> Self {
        table.field(key).map_or(
            Self {
                primary: &[],
                further: None,
            },
            |field| Self::of(table, field),
        )
    }

    /// The one record, without further ones.
    pub(crate) fn first(&self, row: u32) -> Option<u32> {
        self.primary.get(row as usize).copied().filter(|&handle| handle != NONE_U32)
    }

    /// Every record that a row points to, each once.
    pub(crate) fn each(&self, row: u32, mut visit: impl FnMut(u32)) {
        let first = self.first(row);
        if let Some(handle) = first {
            visit(handle);
        }
        for &handle in self.further.map_or(&[][..], |sets| sets.get(row)) {
            if Some(handle) != first {
                visit(handle);
            }
        }
    }

    /// Rows that the columns reach.
    pub(crate) fn len(&self) -> usize {
        self.primary.len().max(self.further.map_or(0, SetColumn::len))
    }

    /// Rows that point to a record, by looking at all of them.
    pub(crate) fn scan(&self, handle: u32) -> Vec<u32> {
        let mut rows = Vec::new();
        for (index, chunk) in self.primary.chunks(SCANNED).enumerate() {
            // Without a branch per row the comparison runs over several rows at once.
            if chunk.iter().fold(false, |found, &other| found | (other == handle)) {
                let first = (index * SCANNED) as u32;
                rows.extend(chunk.iter().zip(first..).filter(|(other, _)| **other == handle).map(|(_, row)| row));
            }
        }
        if let Some(sets) = self.further {
            let primary = rows.len();
            let others =
                (0..sets.len() as u32).filter(|&row| sets.get(row).binary_search(&handle).is_ok() && self.first(row) != Some(handle));
            rows.extend(others);
            if primary < rows.len() {
                rows.sort_unstable();
            }
        }
        rows
    }
}

/// Rows compared at once.
const SCANNED: usize = 256;

/// A yes-or-no question about a choice field, answered once per word.
pub(crate) struct ChoiceTest<'a> {
    codes: &'a [u32],
    holds: Vec<bool>,
    empty: bool,
}

impl<'a> ChoiceTest<'a> {
    /// Asks `holds` of every word of the field; rows without a value answer `empty`.
    pub(crate) fn new(table: &'a Table, key: &str, empty: bool, holds: impl Fn(&str) -> bool) -> Self {
        let column = words(table, key);
        Self {
            codes: column.map_or(&[], |column| &column.codes),
            holds: column.map_or(Vec::new(), |column| column.words.list().iter().map(|word| holds(word)).collect()),
            empty,
        }
    }

    /// The answer for a row.
    pub(crate) fn holds(&self, row: u32) -> bool {
        let code = self.codes.get(row as usize).copied().unwrap_or(NONE_U32);
        self.holds.get(code as usize).copied().unwrap_or(self.empty)
    }
}

/// Orders that were placed and stand: everything but drafts, cancelled and refunded ones.
pub(crate) fn placed_orders(order: &Table) -> ChoiceTest<'_> {
    ChoiceTest::new(order, "status", true, |status| {
        !matches!(status, "draft" | "cancelled" | "refunded")
    })
}

/// Tasks that are still to be done.
pub(crate) fn open_tasks(task: &Table) -> ChoiceTest<'_> {
    ChoiceTest::new(task, "status", true, |status| status != "done")
}

/// Tickets that wait for somebody.
pub(crate) fn open_tickets(ticket: &Table) -> ChoiceTest<'_> {
    ChoiceTest::new(ticket, "status", true, |status| !matches!(status, "solved" | "closed"))
}

/// Messages that went to a requester or came from one.
pub(crate) fn public_messages(message: &Table) -> ChoiceTest<'_> {
    ChoiceTest::new(message, "visibility", true, |visibility| visibility != "internal")
}
