//! Which rows hold what was typed: every word, in any order, each in any searched field.
//!
//! One scan over the folded text of each field per word. Names of referenced records are not copied into the arena of those
//! who name them: the referenced table is scanned and its matches are carried over, so a renamed company costs nothing here.

pub mod fields;
pub mod terms;

use fields::{SearchField, fields};
use terms::{Term, Terms};

use crate::bitmap::Bitmap;
use crate::columns::Column;
use crate::query::filter::{CodeSet, naming};
use crate::query::folded::form;
use crate::query::indexes::Indexes;
use crate::query::reads::Reads;
use crate::reader::Reader;
use crate::table::Table;
use crate::workspace::Workspace;
use model::order;

/// Rows of a table that hold all of what was typed, whether their records are in use or not. `None` when nothing was typed.
#[must_use]
pub fn matching(reader: Reader<'_>, indexes: &Indexes, table: &Table, text: &str) -> Option<Bitmap> {
    let terms = Terms::new(text);
    (!terms.is_empty()).then(|| rows(reader, indexes, table, &fields(reader, table), &terms))
}

/// Rows that hold all terms.
pub(crate) fn rows(reader: Reader<'_>, indexes: &Indexes, table: &Table, fields: &[SearchField], terms: &Terms) -> Bitmap {
    let mut rows = Bitmap::filled(table.len(), true);
    // The longest word is the rarest, mostly: when nothing is left, the others need not be looked for.
    let mut words = terms.words.iter().collect::<Vec<_>>();
    order::sort_by_key(&mut words, |term| usize::MAX - term.text.len());
    for term in words {
        rows.and(&term_rows(reader, indexes, table, fields, term));
        if rows.words().iter().all(|&word| word == 0) {
            break;
        }
    }
    if let Some(number) = &terms.number {
        let digits = Term {
            text: String::new(),
            digits: Some(number.clone()),
        };
        rows.or(&term_rows(reader, indexes, table, fields, &digits));
    }
    rows
}

/// Rows that hold a term in any field.
pub(crate) fn term_rows(reader: Reader<'_>, indexes: &Indexes, table: &Table, fields: &[SearchField], term: &Term) -> Bitmap {
    let mut rows = Bitmap::filled(table.len(), false);
    for field in fields {
        if let Some(found) = field_rows(reader, indexes, table, field, term) {
            rows.or(&found);
        }
    }
    rows
}

/// Rows that hold a term in one field; `None` where it cannot be.
pub(crate) fn field_rows(reader: Reader<'_>, indexes: &Indexes, table: &Table, field: &SearchField, term: &Term) -> Option<Bitmap> {
    let needle = needle(field, term)?;
    let len = table.len();
    if let Some((target, name)) = field.target {
        let target = &reader.workspace.tables()[usize::from(target)];
        let named = indexes.folded(reader, target, name)?.containing(needle.as_bytes(), target.len());
        let handles = named.rows().map(|row| target.handle(row)).collect::<Vec<_>>();
        let handles = CodeSet::new(handles.iter().copied());
        if handles.is_empty() {
            return None;
        }
        let mut rows = naming(table.column(field.field), &handles, len);
        if let Some(further) = field.further.filter(|&further| !table.column(further).is_empty()) {
            rows.or(&naming(table.column(further), &handles, len));
        }
        return Some(rows);
    }
    let mut rows = match table.column(field.field) {
        Column::Text(_) => indexes.folded(reader, table, field.field)?.containing(needle.as_bytes(), len),
        column => word_rows(column, field, needle, len),
    };
    if let Some(further) = field.further.filter(|&further| !table.column(further).is_empty()) {
        rows.or(&word_rows(table.column(further), field, needle, len));
    }
    Some(rows)
}

/// What of a term is looked for in a field: digits in phone numbers, the word elsewhere.
pub(crate) fn needle<'t>(field: &SearchField, term: &'t Term) -> Option<&'t str> {
    if field.kind == model::FieldKind::Phone {
        term.digits.as_deref()
    } else {
        Some(&*term.text).filter(|text| !text.is_empty())
    }
}

/// Rows of a column of words: each word is looked at once.
fn word_rows(column: &Column, field: &SearchField, needle: &str, len: usize) -> Bitmap {
    let passing = |words: &crate::columns::Words| {
        let codes = words
            .list()
            .iter()
            .zip(0u32..)
            .filter(|(word, _)| form(word, field.kind).contains(needle))
            .map(|(_, code)| code);
        let codes = codes.collect::<Vec<_>>();
        CodeSet::new(codes.into_iter())
    };
    let mut rows = match column {
        Column::Word(column) => {
            let codes = passing(&column.words);
            Bitmap::from_fn(column.codes.len().min(len), |row| codes.has(column.codes[row]))
        }
        Column::WordSet(words, sets) => {
            let codes = passing(words);
            if codes.is_empty() {
                Bitmap::default()
            } else {
                Bitmap::from_fn(sets.len().min(len), |row| sets.get(row as u32).iter().any(|&code| codes.has(code)))
            }
        }
        _ => Bitmap::default(),
    };
    rows.resize(len);
    rows
}

/// Adds what a search in a table reads.
pub(crate) fn reads(workspace: &Workspace, table: &Table, reads: &mut Reads) {
    let Some(object) = workspace.schema().object(&table.object) else {
        return;
    };
    for definition in object
        .fields
        .iter()
        .filter(|field| (field.searched || field.key == object.primary) && field.computed.is_none())
    {
        if let Some(field) = table.field(&definition.key) {
            reads.field(workspace, table.number, field);
        }
        if let Some(target) = &definition.target {
            reads.names(workspace, target);
        }
    }
}

#[cfg(test)]
mod tests;
