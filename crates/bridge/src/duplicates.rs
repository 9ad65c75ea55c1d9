//! Records that may be there twice, and what becomes of them when one takes the place of others.

use model::{FieldKey, ObjectKey};
use serde::{Deserialize, Serialize};

use crate::cell::{Cell, RecordLine};

/// Most records that are merged at once: each is looked at by somebody.
pub const MOST_MERGED: usize = 20;

/// Groups of records of an object that may stand for the same.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Duplicates {
    /// The likely ones first.
    pub groups: Vec<DuplicateGroup>,
    /// How many groups there are.
    pub total: u32,
}

/// Records that may stand for the same.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DuplicateGroup {
    /// The one that knows most first.
    pub records: Vec<RecordLine>,
    /// What they have in common, the strongest first.
    pub likenesses: Vec<Likeness>,
    /// Whether more than one thing speaks for it.
    pub is_likely: bool,
}

/// A record that may be the one that somebody is about to make.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Known {
    /// The record.
    pub record: RecordLine,
    /// What they have in common.
    pub likeness: Likeness,
}

/// What records have in common.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Likeness {
    /// An e-mail address.
    Email(String),
    /// A phone number, and names that are alike.
    Phone(String),
    /// A host of their websites.
    Website(String),
    /// The name, and a company, a city or a day of birth.
    NameAndMore(NameAnd),
    /// Names that differ by a slip or an initial, at the same company.
    NearlyName,
    /// The name alone, where at least one of them says little else.
    Name,
}

/// What two records of one name share besides it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum NameAnd {
    /// Their company.
    Company(String),
    /// Their city.
    City(String),
    /// Their day of birth, in days since 1970-01-01.
    Birthday(i32),
}

/// What becomes of a record when it takes the place of others.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct MergePreview {
    /// All of them, the one that stays first.
    pub records: Vec<RecordLine>,
    /// Fields in which they are not all the same.
    pub fields: Vec<MergeField>,
    /// How many records of which objects refer to the others and will refer to the one that stays.
    pub referring: Vec<(ObjectKey, u32)>,
}

/// One field of records that are merged.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct MergeField {
    /// The field.
    pub field: FieldKey,
    /// What each of them has.
    pub cells: Vec<Cell>,
    /// What the one that stays comes to have.
    pub merged: Cell,
    /// Whether nobody has to choose, since all values are kept.
    pub keeps_all: bool,
    /// Whose value is taken, by its place; nothing where no single one is.
    pub taken: Option<u32>,
}
