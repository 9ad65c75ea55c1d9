//! Sorting: rows in the order of one or several fields.
//!
//! Per field the order of all rows is kept as [`Ranks`]; a view picks its rows from it in one pass.
//! Rows without a value come last in both directions, and among equals the newest (the greatest row number) comes first.

mod keys;
mod radix;
mod ranks;

use std::rc::Rc;

use model::{Direction, Sort};

use super::QueryError;
use super::indexes::Indexes;
use crate::bitmap::Bitmap;
use crate::reader::Reader;
use crate::table::Table;

pub use ranks::Ranks;

/// One level of sorting with its field looked up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Level {
    /// Field of the table.
    pub field: u16,
    /// Which way.
    pub direction: Direction,
}

/// Looks up the fields of a sorting. A field named twice counts once.
///
/// # Errors
/// [`QueryError::UnknownField`].
pub fn levels(sort: &[Sort], reader: &model::ObjectDef, table: &Table) -> Result<Vec<Level>, QueryError> {
    let mut levels: Vec<Level> = Vec::with_capacity(sort.len());
    for sort in sort {
        let field = reader.field(&sort.field).and_then(|_| table.field(&sort.field));
        let field = field.ok_or_else(|| QueryError::UnknownField {
            object: reader.plural.clone(),
            field: sort.field.clone(),
        })?;
        if levels.iter().all(|level| level.field != field) {
            levels.push(Level {
                field,
                direction: sort.direction,
            });
        }
    }
    Ok(levels)
}

/// The rows of `members` in order; the newest first when there is no level.
#[must_use]
pub fn order(reader: Reader<'_>, indexes: &Indexes, table: &Table, members: &Bitmap, levels: &[Level]) -> Vec<u32> {
    let ranked = levels
        .iter()
        .map(|level| (indexes.ranks(reader, table, level.field), level.direction))
        .collect::<Vec<_>>();
    let Some(((last, direction), before)) = ranked.split_last() else {
        return newest_first(members);
    };
    let count = members.count();
    // Few rows of a large table: comparing them beats walking the whole order.
    if count * 16 < table.len() {
        return few(members, count, &ranked);
    }
    let mut rows = walk(last, *direction, members, count);
    for (ranks, direction) in before.iter().rev() {
        rows = distribute(&rows, ranks, *direction);
    }
    rows
}

/// Few members in order: by the ranks of the first two levels as one number, by further levels where those are equal.
fn few(members: &Bitmap, count: usize, levels: &[(Rc<Ranks>, Direction)]) -> Vec<u32> {
    let (first, further) = levels.split_at(levels.len().min(2));
    let key = |row: u32| {
        first
            .iter()
            .fold(0, |key, (ranks, direction)| key << 32 | u64::from(ranks.place(row, *direction)))
    };
    let mut keyed = Vec::with_capacity(count);
    members.each(|row| keyed.push((key(row), row)));
    // The newest first, which is how equal rows stay.
    keyed.reverse();
    radix::sort(&mut keyed);
    if !further.is_empty() {
        for alike in keyed.chunk_by_mut(|one, other| one.0 == other.0).filter(|alike| alike.len() > 1) {
            alike.sort_by(|&(_, row), &(_, other)| {
                let mut orders = further.iter().map(|(ranks, direction)| ranks.compare(row, other, *direction));
                orders.find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
            });
        }
    }
    keyed.into_iter().map(|(_, row)| row).collect()
}

fn newest_first(members: &Bitmap) -> Vec<u32> {
    let mut rows = members.rows().collect::<Vec<_>>();
    rows.reverse();
    rows
}

/// The members in the order of one field.
fn walk(ranks: &Ranks, direction: Direction, members: &Bitmap, count: usize) -> Vec<u32> {
    let mut rows = Vec::with_capacity(count);
    let mut take = |group: &[u32]| rows.extend(group.iter().copied().filter(|&row| members.get(row as usize)));
    match direction {
        Direction::Ascending => take(ranks.rows()),
        Direction::Descending => ranks.groups().rev().for_each(take),
    }
    if rows.len() < count {
        let mut rest = members.clone();
        rest.and_not(ranks.filled());
        rows.extend(newest_first(&rest));
    }
    rows
}

/// Sorts rows by one more field that weighs more than their order so far: a stable counting sort by rank.
fn distribute(rows: &[u32], ranks: &Rc<Ranks>, direction: Direction) -> Vec<u32> {
    let groups = ranks.len();
    let bucket = |row: u32| match (ranks.rank(row), direction) {
        (None, _) => groups,
        (Some(rank), Direction::Ascending) => rank as usize,
        (Some(rank), Direction::Descending) => groups - 1 - rank as usize,
    };
    let mut ends = vec![0u32; groups + 2];
    for &row in rows {
        ends[bucket(row) + 1] += 1;
    }
    for index in 1..ends.len() {
        ends[index] += ends[index - 1];
    }
    let mut sorted = vec![0; rows.len()];
    for &row in rows {
        let place = &mut ends[bucket(row)];
        sorted[*place as usize] = row;
        *place += 1;
    }
    sorted
}

#[cfg(test)]
mod tests;
