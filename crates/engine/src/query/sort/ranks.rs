//! The order of all rows of a table by one field.
//!
//! Equal values share a rank; among them the newest row comes first. Rows without a value have no rank.

use std::cmp::Ordering;

use model::Direction;
use model::block::NONE_U32;
use model::kind::Storage;

use super::keys::{self, Keys};
use super::radix;
use crate::bitmap::Bitmap;
use crate::query::indexes::Indexes;
use crate::reader::Reader;
use crate::table::Table;

/// Rows by value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranks {
    /// Rows with a value, smallest value first.
    order: Vec<u32>,
    /// Where each rank begins in `order`, and its end.
    starts: Vec<u32>,
    /// Rank of each row; [`NONE_U32`] without a value.
    ranks: Vec<u32>,
    filled: Bitmap,
}

impl Ranks {
    /// Number of ranks: of different values.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether no row has a value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Rank of a row.
    #[must_use]
    pub fn rank(&self, row: u32) -> Option<u32> {
        self.ranks.get(row as usize).copied().filter(|&rank| rank != NONE_U32)
    }

    /// Rows with a value, smallest value first, newest first among equals.
    #[must_use]
    pub fn rows(&self) -> &[u32] {
        &self.order
    }

    /// Rows of each rank.
    pub fn groups(&self) -> impl DoubleEndedIterator<Item = &[u32]> {
        self.starts.windows(2).map(|ends| &self.order[ends[0] as usize..ends[1] as usize])
    }

    /// Rows with a value.
    #[must_use]
    pub fn filled(&self) -> &Bitmap {
        &self.filled
    }

    /// Place of a row's value among all values in a direction; the last of all without a value.
    #[must_use]
    pub fn place(&self, row: u32, direction: Direction) -> u32 {
        match (self.rank(row), direction) {
            (None, _) => NONE_U32,
            (Some(rank), Direction::Ascending) => rank,
            (Some(rank), Direction::Descending) => self.len() as u32 - 1 - rank,
        }
    }

    /// Order of two rows, those without a value last in both directions.
    #[must_use]
    pub fn compare(&self, a: u32, b: u32, direction: Direction) -> Ordering {
        self.place(a, direction).cmp(&self.place(b, direction))
    }

    /// Bytes of memory held.
    #[must_use]
    pub fn memory(&self) -> usize {
        (self.order.capacity() + self.starts.capacity() + self.ranks.capacity()) * 4 + self.filled.words().len() * 8
    }

    /// Version of what ranks are made of besides the column itself: names of targets, exchange rates.
    pub(crate) fn made_of(reader: Reader<'_>, indexes: &Indexes, table: &Table, field: u16) -> u64 {
        match table.fields()[usize::from(field)].kind.storage() {
            Storage::Ref | Storage::RefSet => {
                let target = reader.field(table, field).and_then(|definition| definition.target.as_deref());
                let target = target.and_then(|target| reader.table(target));
                if let Some(stages) = target.filter(|target| target.object == *"stage") {
                    let pipelines = reader.table("pipeline").map_or(0, Table::version);
                    return stages.version().rotate_left(7) ^ pipelines;
                }
                target
                    .and_then(|target| keys::primary(reader, target).map(|primary| target.column_version(primary)))
                    .unwrap_or(0)
            }
            Storage::Money => {
                let rates = indexes.rates(reader);
                let column = match reader.column(&reader.workspace.tables()[usize::from(table.number)], field) {
                    crate::columns::Column::Money(column) => &column.currencies[..],
                    _ => &[],
                };
                rates
                    .factors(column)
                    .iter()
                    .fold(0, |sum, factor| sum.rotate_left(7) ^ factor.to_bits())
            }
            _ => 0,
        }
    }

    /// Orders all rows of a column.
    pub(crate) fn build(reader: Reader<'_>, indexes: &Indexes, table: &Table, field: u16) -> Self {
        let table = &reader.workspace.tables()[usize::from(table.number)];
        let keys = Keys::new(reader, indexes, table, field);
        let mut pairs = (0..keys.len().min(table.len()) as u32)
            .rev()
            .filter_map(|row| keys.key(row).map(|key| (key, row)))
            .collect::<Vec<_>>();
        radix::sort(&mut pairs);
        if !keys.is_exact() {
            for run in pairs.chunk_by_mut(|a, b| a.0 == b.0).filter(|run| run.len() > 1) {
                run.sort_by(|a, b| keys.tie(a.1, b.1));
            }
        }
        let mut starts = Vec::new();
        for (place, pair) in pairs.iter().enumerate() {
            let alike = place > 0 && pairs[place - 1].0 == pair.0 && (keys.is_exact() || keys.tie(pairs[place - 1].1, pair.1).is_eq());
            if !alike {
                starts.push(place as u32);
            }
        }
        Self::of_order(pairs.into_iter().map(|(_, row)| row).collect(), starts, table.len())
    }

    /// Puts changed rows in their new places; all other rows keep their order.
    pub(crate) fn repaired(self, reader: Reader<'_>, indexes: &Indexes, table: &Table, field: u16, mut changed: Vec<u32>) -> Self {
        let table = &reader.workspace.tables()[usize::from(table.number)];
        let keys = Keys::new(reader, indexes, table, field);
        changed.sort_unstable();
        changed.dedup();
        let mut is_changed = Bitmap::filled(table.len(), false);
        changed.iter().for_each(|&row| is_changed.set(row as usize, true));
        let kept = self
            .order
            .iter()
            .copied()
            .filter(|&row| !is_changed.get(row as usize))
            .collect::<Vec<_>>();
        let mut coming = changed.into_iter().filter(|&row| keys.key(row).is_some()).collect::<Vec<_>>();
        let compare = |a: u32, b: u32| keys.compare(a, b).then(b.cmp(&a));
        coming.sort_by(|&a, &b| compare(a, b));
        let mut order = Vec::with_capacity(kept.len() + coming.len());
        let mut from = 0;
        for &row in &coming {
            let to = from + kept[from..].partition_point(|&other| compare(other, row).is_lt());
            order.extend_from_slice(&kept[from..to]);
            order.push(row);
            from = to;
        }
        order.extend_from_slice(&kept[from..]);
        let alike = |a: u32, b: u32| {
            if is_changed.get(a as usize) || is_changed.get(b as usize) {
                keys.compare(a, b).is_eq()
            } else {
                self.rank(a) == self.rank(b)
            }
        };
        let starts = (0..order.len())
            .filter(|&place| place == 0 || !alike(order[place - 1], order[place]))
            .map(|place| place as u32)
            .collect();
        Self::of_order(order, starts, table.len())
    }

    fn of_order(order: Vec<u32>, mut starts: Vec<u32>, len: usize) -> Self {
        let mut ranks = vec![NONE_U32; len];
        let mut filled = Bitmap::filled(len, false);
        starts.push(order.len() as u32);
        for (rank, ends) in starts.windows(2).enumerate() {
            for &row in &order[ends[0] as usize..ends[1] as usize] {
                ranks[row as usize] = rank as u32;
                filled.set(row as usize, true);
            }
        }
        Self {
            order,
            starts,
            ranks,
            filled,
        }
    }
}
