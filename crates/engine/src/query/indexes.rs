//! What queries keep between evaluations: folded text, ranks for sorting, exchange rates.
//!
//! Everything here can be thrown away at any time. Each part knows the version of the column it was made of; after a small change,
//! told by [`Indexes::note`], only the rows that changed are taken in again, and anything else is made anew when it is next read.

use std::cell::RefCell;
use std::rc::Rc;

use model::Currency;
use rustc_hash::FxHashMap;

use super::folded::Folded;
use super::rates::Rates;
use super::sort::Ranks;
use crate::columns::Column;
use crate::custom::defines_schema;
use crate::reader::Reader;
use crate::table::{Effect, Table};
use crate::workspace::Workspace;

/// What rates were made for: version of their table, base currency, day.
type RatesOf = (u64, Currency, i32);

/// Caches of queries, by table and field.
#[derive(Default)]
pub struct Indexes {
    folded: RefCell<FxHashMap<(u16, u16), Cached<Folded>>>,
    ranks: RefCell<FxHashMap<(u16, u16), Cached<Ranks>>>,
    rates: RefCell<Option<(RatesOf, Rc<Rates>)>>,
}

/// Something made of a column.
struct Cached<T> {
    value: Rc<T>,
    /// Version of the column it was made of.
    version: Version,
    /// Rows that changed since.
    pending: Vec<u32>,
    /// Version of the column after the last change that was noted.
    noted: u64,
}

/// Versions of the column itself and of what it was made of besides.
type Version = (u64, u64);

/// More changed rows than these and a column is read anew instead.
const MOST_PENDING: usize = 2_000;

impl<T> Cached<T> {
    fn note(&mut self, rows: &[u32], version: u64) {
        if self.pending.len() + rows.len() <= MOST_PENDING {
            self.pending.extend_from_slice(rows);
            self.noted = version;
        }
    }
}

impl Indexes {
    /// Empty caches.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes what a change touched. To be called once after every change, before anything is read.
    pub fn note(&mut self, workspace: &Workspace, effects: &[Effect]) {
        for effect in effects {
            let table = &workspace.tables()[usize::from(effect.table)];
            if defines_schema(&table.object) {
                *self = Self::default();
                return;
            }
            for &field in &effect.fields {
                let version = table.column_version(field);
                if let Some(cached) = self.folded.get_mut().get_mut(&(effect.table, field)) {
                    cached.note(&effect.rows, version);
                }
                if let Some(cached) = self.ranks.get_mut().get_mut(&(effect.table, field)) {
                    cached.note(&effect.rows, version);
                }
            }
        }
    }

    /// Exchange rates into the base currency of the moment.
    #[must_use]
    pub fn rates(&self, reader: Reader<'_>) -> Rc<Rates> {
        let version = reader.table("rate").map_or(0, Table::version);
        let of = (version, reader.moment.base, reader.moment.today);
        let mut kept = self.rates.borrow_mut();
        match &*kept {
            Some((known, rates)) if *known == of => rates.clone(),
            _ => {
                let rates = Rc::new(Rates::read(reader.workspace, reader.moment));
                *kept = Some((of, rates.clone()));
                rates
            }
        }
    }

    /// Folded text of a text column; `None` for columns of other storage.
    #[must_use]
    pub fn folded(&self, reader: Reader<'_>, table: &Table, field: u16) -> Option<Rc<Folded>> {
        let Column::Text(column) = reader.column(table_of(reader, table), field) else {
            return None;
        };
        let kind = table.fields()[usize::from(field)].kind;
        let version = (version(reader, table, field), 0);
        let mut kept = self.folded.borrow_mut();
        if let Some(cached) = kept.get_mut(&(table.number, field)) {
            if cached.version == version {
                return Some(cached.value.clone());
            }
            if cached.noted == version.0 && !cached.value.is_worn() {
                let folded = Rc::make_mut(&mut cached.value);
                for row in cached.pending.drain(..) {
                    folded.set(row, column.get(row), kind);
                }
                cached.version = version;
                return Some(cached.value.clone());
            }
        }
        let folded = Rc::new(Folded::build(column, kind));
        kept.insert(
            (table.number, field),
            Cached {
                value: folded.clone(),
                version,
                pending: Vec::new(),
                noted: version.0,
            },
        );
        Some(folded)
    }

    /// Order of a column's values.
    #[must_use]
    pub fn ranks(&self, reader: Reader<'_>, table: &Table, field: u16) -> Rc<Ranks> {
        let version = (version(reader, table, field), Ranks::made_of(reader, self, table, field));
        let mut pending = Vec::new();
        if let Some(cached) = self.ranks.borrow_mut().get_mut(&(table.number, field)) {
            if cached.version == version {
                return cached.value.clone();
            }
            if cached.noted == version.0 && cached.version.1 == version.1 {
                pending = std::mem::take(&mut cached.pending);
            }
        }
        // The cache is not borrowed while ranks are made: those of a reference need the ranks of its target.
        let known = self.ranks.borrow_mut().remove(&(table.number, field));
        let ranks = match (pending.is_empty(), known) {
            (false, Some(cached)) => {
                let old = Rc::unwrap_or_clone(cached.value);
                old.repaired(reader, self, table, field, pending)
            }
            _ => Ranks::build(reader, self, table, field),
        };
        let ranks = Rc::new(ranks);
        let cached = Cached {
            value: ranks.clone(),
            version,
            pending: Vec::new(),
            noted: version.0,
        };
        self.ranks.borrow_mut().insert((table.number, field), cached);
        ranks
    }

    /// Bytes of memory held.
    #[must_use]
    pub fn memory(&self) -> usize {
        let folded = self.folded.borrow().values().map(|cached| cached.value.memory()).sum::<usize>();
        folded + self.ranks.borrow().values().map(|cached| cached.value.memory()).sum::<usize>()
    }
}

/// The table as the reader holds it.
fn table_of<'a>(reader: Reader<'a>, table: &Table) -> &'a Table {
    &reader.workspace.tables()[usize::from(table.number)]
}

/// Version of a column's values: counted for stored ones, a fingerprint of the values for computed ones.
fn version(reader: Reader<'_>, table: &Table, field: u16) -> u64 {
    if !table.fields()[usize::from(field)].computed {
        return table.column_version(field);
    }
    fingerprint(reader.column(table_of(reader, table), field))
}

/// A hash of all values of a column.
fn fingerprint(column: &Column) -> u64 {
    const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;
    fn hash(values: impl Iterator<Item = u64>) -> u64 {
        // Four independent sums, so that one multiplication need not wait for the one before.
        let mut lanes = [1u64, 2, 3, 4];
        let mut count = 0u64;
        for (index, value) in values.enumerate() {
            let lane = &mut lanes[index % 4];
            *lane = (*lane ^ value).wrapping_mul(PRIME).rotate_left(29);
            count += 1;
        }
        lanes
            .into_iter()
            .fold(count, |sum, lane| (sum ^ lane).wrapping_mul(PRIME).rotate_left(29))
    }
    match column {
        Column::Int(values) => hash(values.iter().map(|&value| value as u64)),
        Column::Float(values) => hash(values.iter().map(|value| value.to_bits())),
        Column::Money(column) => {
            let currencies = hash(column.currencies.iter().flat_map(|currency| currency.code().bytes()).map(u64::from));
            let codes = hash(column.currency.iter().map(|&code| u64::from(code)));
            hash(column.minor.iter().map(|&minor| minor as u64)) ^ codes.rotate_left(1) ^ currencies.rotate_left(2)
        }
        Column::Word(column) => {
            let words = hash(
                column
                    .words
                    .list()
                    .iter()
                    .flat_map(|word| word.bytes().chain([0xff]))
                    .map(u64::from),
            );
            hash(column.codes.iter().map(|&code| u64::from(code))) ^ words.rotate_left(1)
        }
        Column::Ref(handles) => hash(handles.iter().map(|&handle| u64::from(handle))),
        Column::Text(column) => hash(
            (0..column.len() as u32)
                .flat_map(|row| column.get(row).unwrap_or("").bytes().chain([0xff]))
                .map(u64::from),
        ),
        Column::WordSet(words, sets) => {
            let words = hash(words.list().iter().flat_map(|word| word.bytes().chain([0xff])).map(u64::from));
            sets_hash(sets) ^ words.rotate_left(1)
        }
        Column::RefSet(sets) => sets_hash(sets),
    }
}

fn sets_hash(sets: &crate::columns::SetColumn) -> u64 {
    let mut sum = sets.len() as u64;
    for row in 0..sets.len() as u32 {
        for &code in sets.get(row) {
            sum = (sum ^ (u64::from(row) << 32 | u64::from(code)))
                .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                .rotate_left(29);
        }
    }
    sum
}
