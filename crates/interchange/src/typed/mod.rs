//! From cells to values: a mapping applied to the rows of a table, in slices.
//!
//! Plain fields become blocks, column by column, ready for a change. References stay keys as text, since finding or making
//! records is not this crate's part. A cell that cannot be read is empty in its block and reported with its text and reason;
//! a row that lacks what a record needs is left out with its reason. Nothing disappears without a line that says so.

mod column;
mod edits;
mod fast;
mod keys;
mod reader;
mod record;
#[cfg(test)]
mod tests;

use model::{Block, FieldError, FieldKey, ObjectKey, RecordId, Value};
use serde::{Deserialize, Serialize};

pub use edits::Edits;
pub(crate) use keys::join_list;
pub use model::reading::SkipReason;
pub use reader::Reader;

use crate::mapping::MatchBy;

/// The records of some rows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct TypedSlice {
    /// First row looked at.
    pub first_row: u32,
    /// First row not looked at yet.
    pub next_row: u32,
    /// Records of the mapping's object.
    pub records: TypedRows,
    /// Records of the grouping's child, one for each row.
    pub children: Option<TypedRows>,
    /// Rows that were left out.
    pub skipped: Vec<SkippedRow>,
    /// Cells that could not be read.
    pub problems: Vec<CellProblem>,
    /// Cells that differ from those of the first row of their group, whose values stand.
    pub conflicts: Vec<GroupConflict>,
}

/// Records of one object.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct TypedRows {
    /// Row of the table from which each record comes; with a grouping, the first one.
    pub rows: Vec<u32>,
    /// Ids from a column of ids; empty without such a column.
    pub ids: Vec<Option<RecordId>>,
    /// Values of plain fields, each block as long as `rows`. Fields that are still to be made stand under [`crate::mapping::Mapping::new_field_key`].
    pub columns: Vec<(FieldKey, Block)>,
    /// Values beside primary ones and elements of sets.
    pub elements: Vec<ElementColumn>,
    /// Keys of other records.
    pub references: Vec<ReferenceColumn>,
    /// Of children: the first row of the group of each, which is the row of its parent record.
    pub parents: Vec<u32>,
    /// Of children: place within the group, from 1.
    pub positions: Vec<u32>,
}

/// Values beside the primary one, or elements of a set.
#[derive(Clone, PartialEq, Debug)]
pub struct ElementColumn {
    /// The field.
    pub field: FieldKey,
    /// Index into the rows, and the value.
    pub entries: Vec<(u32, Value)>,
}

/// Keys of records that a reference field points to.
#[derive(Clone, PartialEq, Debug)]
pub struct ReferenceColumn {
    /// The field.
    pub field: FieldKey,
    /// The object it points to.
    pub target: ObjectKey,
    /// What the keys are.
    pub match_by: MatchBy,
    /// Whether a record is made when none is found.
    pub create_missing: bool,
    /// Whether a record is made beside the primary one when none is found.
    pub create_further: bool,
    /// The different keys of the slice.
    pub words: Vec<String>,
    /// The name that stands beside a key that is an address; as long as `words`.
    pub names: Vec<Option<String>>,
    /// The number of each among the keys of the whole file, which is the same in every slice; as long as `words`.
    pub numbers: Vec<u32>,
    /// The id that stands beside a key, as our own exports write it; as long as `words`.
    pub ids: Vec<Option<RecordId>>,
    /// Index into `words` of each row; [`model::block::NONE_U32`] for rows without a key.
    pub primary: Vec<u32>,
    /// Index into the rows and index into `words`: references beside the primary one, or elements of a set.
    pub further: Vec<(u32, u32)>,
    /// Details for making the records of keys that occur for the first time in the file.
    pub new: NewRecords,
}

/// Details of records that might have to be made.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct NewRecords {
    /// Index into the words of the reference.
    pub words: Vec<u32>,
    /// Values from the first row with the key, each block as long as `words`.
    pub columns: Vec<(FieldKey, Block)>,
    /// Further values from that row; the index is one into this list of words.
    pub elements: Vec<ElementColumn>,
}

/// A cell that could not be read.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CellProblem {
    /// Row of the table, from 0.
    pub row: u32,
    /// Line of the file, from 1.
    pub line: u32,
    /// Column of the table, from 0.
    pub column: u16,
    /// The text of the cell.
    pub text: String,
    /// What is wrong with it.
    pub error: FieldError,
}

/// A row that was left out.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SkippedRow {
    /// Row of the table, from 0.
    pub row: u32,
    /// Line of the file, from 1.
    pub line: u32,
    /// Why.
    pub reason: SkipReason,
}

/// A cell that differs from that of the first row of its group.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct GroupConflict {
    /// Row of the table, from 0.
    pub row: u32,
    /// Line of the file, from 1.
    pub line: u32,
    /// Column of the table, from 0.
    pub column: u16,
    /// The text of the cell, which is not used.
    pub text: String,
    /// First row of the group, whose cell is used.
    pub first_row: u32,
}
