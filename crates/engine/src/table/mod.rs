//! Tables: all records of one object, column by column, with who wrote what and when.
//!
//! Rows are numbered in the order in which records were first met, and never renumbered while the workspace is open.
//!
//! Stamps cost almost nothing where a row was written once: a row has one stamp, and only cells written by another change have
//! one of their own. An empty cell without a stamp of its own was never written.

mod apply;
mod digest;

use model::block::NONE_U32;
use model::field::MergeRule;
use model::{FieldDef, FieldKey, FieldKind, Life, ObjectDef, ObjectKey, RecordId, Value};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::bitmap::Bitmap;
use crate::columns::Column;
use crate::handles::Handles;

pub use apply::{Arriving, Effect, JournalEntry, Outcome};

/// One field of a table.
#[derive(Clone, Debug)]
pub struct TableField {
    /// Its key.
    pub key: FieldKey,
    /// What it means.
    pub kind: FieldKind,
    /// How concurrent edits are settled.
    pub rule: MergeRule,
    /// Index among the table's fields of the set of further values, for fields with several.
    pub further: Option<u16>,
    /// Filled by the engine and kept elsewhere; its column stays empty.
    pub computed: bool,
}

/// Standing opt-outs of a cell, and the last other answer.
#[derive(Clone, Default, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Stamps of opt-outs that no opt-in has seen.
    pub opt_outs: Vec<u32>,
    /// The last answer that is no opt-out, with its stamp.
    pub answer: Option<(Option<String>, u32)>,
}

/// All records of one object.
#[derive(Clone, Debug)]
pub struct Table {
    /// The object.
    pub object: ObjectKey,
    /// Position among the workspace's tables.
    pub number: u16,
    pub(crate) fields: Vec<TableField>,
    pub(crate) columns: Vec<Column>,
    /// Columns that are still in the store. Whoever reads or writes one has waited for it: see `session::opening`.
    pub(crate) absent: FxHashSet<u16>,
    /// Grows whenever a column changes; caches compare it.
    pub(crate) versions: Vec<u64>,
    by_key: FxHashMap<FieldKey, u16>,
    pub(crate) handles: Vec<u32>,
    /// Rows of records whose id a record of another object has as well. Never made by Kith, but files can say anything.
    pub(crate) second_homes: FxHashMap<u32, u32>,
    pub(crate) row_stamps: Vec<u32>,
    pub(crate) cell_stamps: FxHashMap<(u32, u16), u32>,
    pub(crate) element_stamps: FxHashMap<(u32, u16, u32), (u32, bool)>,
    pub(crate) consents: FxHashMap<(u32, u16), Consent>,
    pub(crate) life: FxHashMap<u32, (Life, u32)>,
    pub(crate) purged: FxHashSet<u32>,
    /// Newest stamp of a row, where it is not the row's own.
    pub(crate) touched: FxHashMap<u32, u32>,
    /// Values of fields that this version does not know: kept and passed on.
    pub(crate) extras: FxHashMap<(u32, FieldKey), (Option<Value>, u32)>,
    pub(crate) exists: Bitmap,
    pub(crate) alive: Bitmap,
    pub(crate) binned: Bitmap,
    pub(crate) digest: u128,
    /// Grows with every change.
    pub(crate) version: u64,
    /// Blocks of columns that changed since the last checkpoint: field number (or a marker) and block.
    pub(crate) dirty: FxHashSet<(u16, u32)>,
}

/// Rows per block of a checkpoint: a block of integers is 256 KiB.
pub const BLOCK_ROWS: usize = 32_768;

impl Table {
    /// An empty table of an object.
    #[must_use]
    pub fn new(number: u16, object: ObjectKey) -> Self {
        Self {
            object,
            number,
            fields: Vec::new(),
            columns: Vec::new(),
            absent: FxHashSet::default(),
            versions: Vec::new(),
            by_key: FxHashMap::default(),
            handles: Vec::new(),
            second_homes: FxHashMap::default(),
            row_stamps: Vec::new(),
            cell_stamps: FxHashMap::default(),
            element_stamps: FxHashMap::default(),
            consents: FxHashMap::default(),
            life: FxHashMap::default(),
            purged: FxHashSet::default(),
            touched: FxHashMap::default(),
            extras: FxHashMap::default(),
            exists: Bitmap::default(),
            alive: Bitmap::default(),
            binned: Bitmap::default(),
            digest: 0,
            version: 0,
            dirty: FxHashSet::default(),
        }
    }

    /// Adds the columns of fields that the table does not have yet.
    pub fn take_fields(&mut self, object: &ObjectDef) {
        for field in &object.fields {
            self.take_field(field);
        }
    }

    /// Adds the column of a field if the table does not have it yet.
    pub(crate) fn take_field(&mut self, field: &FieldDef) {
        match self.by_key.get(&field.key) {
            None => self.add_field(field),
            Some(&number) => self.adapt_field(usize::from(number), field),
        }
    }

    /// A field that people made may come to be computed, or computed as another kind: its own column is empty then.
    fn adapt_field(&mut self, number: usize, field: &FieldDef) {
        let known = &mut self.fields[number];
        let computed = field.computed.is_some();
        if field.custom && (known.computed, known.kind) != (computed, field.kind) && (known.computed || computed) {
            known.computed = computed;
            if known.kind.storage() != field.kind.storage() && self.columns[number].is_empty() {
                self.columns[number] = Column::new(field.kind.storage());
            }
            if self.columns[number].is_empty() || known.kind.storage() == field.kind.storage() {
                known.kind = field.kind;
            }
            self.versions[number] += 1;
        }
    }

    fn add_field(&mut self, field: &FieldDef) {
        let number = self.push_field(field.key.clone(), field.kind, field);
        if field.multi {
            let kind = if field.kind == FieldKind::Reference {
                FieldKind::References
            } else {
                FieldKind::Choices
            };
            let further = self.push_field(further_key(&field.key), kind, field);
            self.fields[usize::from(number)].further = Some(further);
        }
    }

    fn push_field(&mut self, key: FieldKey, kind: FieldKind, field: &FieldDef) -> u16 {
        let number = self.fields.len() as u16;
        self.by_key.insert(key.clone(), number);
        self.fields.push(TableField {
            key,
            kind,
            rule: field.merge,
            further: None,
            computed: field.computed.is_some(),
        });
        self.columns.push(Column::new(kind.storage()));
        self.versions.push(0);
        number
    }

    /// Number of rows, whatever their life.
    #[must_use]
    pub fn len(&self) -> usize {
        self.handles.len()
    }

    /// Whether no record was ever met.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.handles.is_empty()
    }

    /// Fields in number order; the set of further values of a field stands right behind it.
    #[must_use]
    pub fn fields(&self) -> &[TableField] {
        &self.fields
    }

    /// Number of a field.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<u16> {
        self.by_key.get(key).copied()
    }

    /// The column of a field.
    #[must_use]
    pub fn column(&self, field: u16) -> &Column {
        debug_assert!(!self.absent.contains(&field), "column {field} of {} is not there yet", self.object);
        &self.columns[usize::from(field)]
    }

    /// The column of a key.
    #[must_use]
    pub fn column_of(&self, key: &str) -> Option<&Column> {
        self.field(key).map(|field| self.column(field))
    }

    /// Version of a column: differs when any of its values may differ.
    #[must_use]
    pub fn column_version(&self, field: u16) -> u64 {
        self.versions[usize::from(field)]
    }

    /// Version of the table: differs when anything in it may differ.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Records in use.
    #[must_use]
    pub fn alive(&self) -> &Bitmap {
        &self.alive
    }

    /// Records in the bin.
    #[must_use]
    pub fn binned(&self) -> &Bitmap {
        &self.binned
    }

    /// Handle of a row.
    #[must_use]
    pub fn handle(&self, row: u32) -> u32 {
        self.handles.get(row as usize).copied().unwrap_or(NONE_U32)
    }

    /// Id of a row.
    #[must_use]
    pub fn id(&self, row: u32, handles: &Handles) -> RecordId {
        handles.id(self.handle(row))
    }

    /// The value of a cell: for fields with several values a list, the primary one first.
    #[must_use]
    pub fn value(&self, row: u32, field: u16, handles: &Handles) -> Option<Value> {
        let meta = &self.fields[usize::from(field)];
        let primary = self.column(field).get(row, meta.kind, handles);
        let Some(further) = meta.further else { return primary };
        let further = self.column(further).get(row, self.fields[usize::from(further)].kind, handles);
        match (primary, further) {
            (None, None) => None,
            (Some(primary), None) => Some(primary),
            (primary, Some(further)) => {
                // Sets keep composed values as the text of their parts.
                let further = further.elements().iter().map(|element| match element {
                    Value::Text(text) => model::block::text_value(text, meta.kind),
                    other => other.clone(),
                });
                Some(Value::List(primary.into_iter().chain(further).collect()))
            }
        }
    }

    /// The value of a register alone, without further values.
    #[must_use]
    pub fn register(&self, row: u32, field: u16, handles: &Handles) -> Option<Value> {
        self.column(field).get(row, self.fields[usize::from(field)].kind, handles)
    }

    /// The text of a text cell.
    #[must_use]
    pub fn text(&self, row: u32, field: u16) -> Option<&str> {
        match self.column(field) {
            Column::Text(column) => column.get(row),
            Column::Word(column) => column.get(row),
            _ => None,
        }
    }

    /// The handle of a reference cell.
    #[must_use]
    pub fn reference(&self, row: u32, field: u16) -> Option<u32> {
        match self.column(field) {
            Column::Ref(handles) => handles.get(row as usize).copied().filter(|&handle| handle != NONE_U32),
            _ => None,
        }
    }

    /// Life of a row.
    #[must_use]
    pub fn life(&self, row: u32) -> Life {
        self.life.get(&row).map_or(Life::Alive, |(life, _)| *life)
    }

    /// Whether the row is a record in use.
    #[must_use]
    pub fn is_alive(&self, row: u32) -> bool {
        self.alive.get(row as usize)
    }

    /// Whether the record's values were removed for ever.
    #[must_use]
    pub fn is_purged(&self, row: u32) -> bool {
        self.purged.contains(&row)
    }

    /// Index of the stamp of a cell's value; `None` when it was never written.
    #[must_use]
    pub fn cell_stamp(&self, row: u32, field: u16) -> Option<u32> {
        if let Some(&stamp) = self.cell_stamps.get(&(row, field)) {
            return Some(stamp);
        }
        (!self.column(field).is_none(row)).then(|| self.row_stamps[row as usize])
    }

    /// Values of a row's fields that this version does not know, with the stamp of each.
    pub fn extras_of(&self, row: u32) -> impl Iterator<Item = (&FieldKey, Option<&Value>, u32)> {
        let of_row = self.extras.iter().filter(move |((other, _), _)| *other == row);
        of_row.map(|((_, key), (value, stamp))| (key, value.as_ref(), *stamp))
    }

    /// Index of the newest stamp on a row.
    #[must_use]
    pub fn newest_stamp(&self, row: u32) -> u32 {
        self.touched.get(&row).copied().unwrap_or_else(|| self.row_stamps[row as usize])
    }

    /// Indexes of stamps that single cells and elements of a row carry.
    pub fn stamps_of(&self, row: u32) -> impl Iterator<Item = u32> + '_ {
        let cells = (0..self.fields.len() as u16).filter_map(move |field| self.cell_stamps.get(&(row, field)).copied());
        cells.chain(self.life.get(&row).map(|&(_, stamp)| stamp))
    }

    /// Digest of all values and stamps: equal tables have equal digests, in whatever order they came to be.
    #[must_use]
    pub fn digest(&self) -> u128 {
        self.digest
    }

    /// Bytes of memory held by columns and bookkeeping.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.columns.iter().map(Column::memory).sum::<usize>()
            + (self.handles.capacity() + self.row_stamps.capacity()) * 4
            + self.cell_stamps.capacity() * 16
            + self.element_stamps.capacity() * 24
            + self.exists.words().len() * 24
    }

    /// The row of a record, new if need be.
    pub(crate) fn row_of(&mut self, handle: u32, handles: &mut Handles, stamp: u32) -> u32 {
        match handles.place(handle) {
            Some(place) if place.table == self.number => return place.row,
            Some(_) if self.second_homes.contains_key(&handle) => return self.second_homes[&handle],
            _ => {}
        }
        let row = self.handles.len() as u32;
        self.handles.push(handle);
        self.row_stamps.push(stamp);
        self.grow_bitmaps();
        self.settle(handle, row, handles);
        self.mark(crate::segment::ROWS, row);
        row
    }

    /// Notes where a record lies: its first object is its home.
    pub(crate) fn settle(&mut self, handle: u32, row: u32, handles: &mut Handles) {
        if handles.place(handle).is_some() {
            self.second_homes.insert(handle, row);
        } else {
            handles.set_place(handle, crate::handles::Place { table: self.number, row });
        }
    }

    pub(crate) fn grow_bitmaps(&mut self) {
        self.exists.resize(self.handles.len());
        self.alive.resize(self.handles.len());
        self.binned.resize(self.handles.len());
    }

    pub(crate) fn refresh_life(&mut self, row: u32) {
        let exists = self.exists.get(row as usize) && !self.purged.contains(&row);
        let life = self.life(row);
        self.alive.set(row as usize, exists && life == Life::Alive);
        self.binned.set(row as usize, exists && life == Life::Trashed);
    }

    pub(crate) fn mark(&mut self, field: u16, row: u32) {
        #[cfg(feature = "planted-defects")]
        if model::merge::defect::is(model::merge::defect::Defect::CheckpointForgetsBlocks) {
            return;
        }
        self.dirty.insert((field, row / BLOCK_ROWS as u32));
    }
}

/// Key of the set of further values of a field with several: `email+` beside `email`.
#[must_use]
pub fn further_key(key: &str) -> FieldKey {
    FieldKey::from(format!("{key}+"))
}
