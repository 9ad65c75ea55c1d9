//! Goes through the rows of a table in slices.

use std::borrow::Cow;
use std::collections::HashMap;

use model::{FieldError, Schema};

use super::record::RecordColumns;
use super::{CellProblem, Edits, GroupConflict, SkipReason, SkippedRow, TypedSlice};
use crate::csv::Span;
use crate::export::without_guard;
use crate::limits::MAX_COLUMNS;
use crate::mapping::{Mapping, MappingError, Plan};
use crate::table::Sheet;

/// The cells of one row, with what a person corrected.
pub(super) struct Cells<'a> {
    sheet: &'a Sheet,
    edits: Option<&'a Edits>,
    spans: &'a [Span],
    /// Whether an apostrophe before a formula is our own guard and not a person's text.
    is_guarded: bool,
    pub(super) row: u32,
}

impl<'a> Cells<'a> {
    /// The text of a cell; empty where there is none.
    pub(super) fn text(&self, column: usize) -> Cow<'a, str> {
        if let Some(text) = self.edits.and_then(|edits| edits.get(self.row, column as u16)) {
            return Cow::Borrowed(text);
        }
        match self.spans.get(column).map(|span| self.sheet.text_of(*span)) {
            Some(Cow::Borrowed(text)) if self.is_guarded => Cow::Borrowed(without_guard(text)),
            Some(Cow::Owned(text)) if self.is_guarded && text.starts_with('\'') => Cow::Owned(without_guard(&text).to_owned()),
            Some(text) => text,
            None => Cow::Borrowed(""),
        }
    }

    /// Reports a cell that could not be read.
    pub(super) fn report(&self, column: usize, text: &str, error: FieldError, problems: &mut Vec<CellProblem>) {
        problems.push(CellProblem {
            row: self.row,
            line: self.sheet.line(self.row),
            column: column as u16,
            text: text.to_owned(),
            error,
        });
    }
}

/// Applies a mapping to the rows of a table, in slices.
///
/// It keeps what holds over slices (groups, keys seen before) and nothing of the table, which is handed to every step:
/// always the same table and the same edits, else the slices do not fit together.
pub struct Reader {
    columns: usize,
    is_guarded: bool,
    next: u32,
    group_column: Option<usize>,
    groups: HashMap<String, Group>,
    records: RecordColumns,
    children: Option<RecordColumns>,
    /// Columns in which the rows of a group must not differ.
    shared: Vec<usize>,
}

/// Rows that are parts of one record.
#[derive(Clone, Copy)]
struct Group {
    first_row: u32,
    size: u32,
    /// The record lacked something, so that its rows are left out too.
    is_skipped: bool,
}

impl Reader {
    /// Begins with the first row.
    ///
    /// # Errors
    /// [`MappingError`] when the mapping does not fit the table or the schema.
    pub fn new(sheet: &Sheet, mapping: &Mapping, schema: &Schema) -> Result<Self, MappingError> {
        let plan = Plan::new(mapping, sheet.columns.len(), schema)?;
        let records = RecordColumns::new(plan.record, mapping, true);
        let group_column = mapping.grouping.as_ref().and_then(|grouping| grouping.column).map(usize::from);
        let shared = records
            .whole_cells()
            .into_iter()
            .filter(|column| Some(*column) != group_column)
            .collect();
        Ok(Self {
            columns: sheet.columns.len(),
            is_guarded: sheet.is_own_export(),
            next: 0,
            group_column,
            groups: HashMap::new(),
            records,
            children: plan.child.map(|child| RecordColumns::new(child, mapping, false)),
            shared,
        })
    }

    /// The next rows, at most `max` of them; `None` after the last one. 4,096 rows take a few milliseconds.
    pub fn step(&mut self, sheet: &Sheet, edits: &Edits, max: u32) -> Option<TypedSlice> {
        let first_row = self.next;
        let end = sheet.rows().min(first_row.saturating_add(max.max(1)));
        if first_row >= end {
            return None;
        }
        let mut slice = TypedSlice {
            first_row,
            next_row: end,
            ..TypedSlice::default()
        };
        let mut spans = Vec::with_capacity(self.columns);
        let mut others = FirstRow::default();
        for row in first_row..end {
            spans.clear();
            sheet.spans(row, &mut spans);
            let touched = edits.touches(row);
            let cells = Cells {
                sheet,
                edits: touched.then_some(edits),
                spans: &spans,
                is_guarded: self.is_guarded,
                row,
            };
            let reason = match self.refusal(&cells, edits) {
                Some(reason) => Some(reason),
                None => self
                    .take_row(&cells, edits, &mut others, &mut slice)
                    .err()
                    .map(SkipReason::Required),
            };
            if let Some(reason) = reason {
                slice.skipped.push(SkippedRow {
                    row,
                    line: sheet.line(row),
                    reason,
                });
            }
        }
        self.next = end;
        slice.records = self.records.take();
        slice.children = self.children.as_mut().map(RecordColumns::take);
        Some(slice)
    }

    /// Why a row is left out for its form.
    fn refusal(&self, cells: &Cells, edits: &Edits) -> Option<SkipReason> {
        let row = cells.row;
        if edits.is_skipped(row) {
            return Some(SkipReason::ByUser);
        }
        if (0..self.columns).all(|column| cells.text(column).trim().is_empty()) {
            return Some(SkipReason::Blank);
        }
        if edits.is_accepted(row) {
            return None;
        }
        // Of a table beyond the limit the columns that fit are taken; that the others were left out is a problem of the file.
        let surplus = cells
            .spans
            .get(self.columns..)
            .filter(|_| self.columns < MAX_COLUMNS)
            .unwrap_or_default();
        if surplus.iter().any(|span| !cells.sheet.text_of(*span).trim().is_empty()) {
            return Some(SkipReason::TooManyCells {
                expected: self.columns as u32,
                found: cells.spans.len() as u32,
            });
        }
        let named = |column: usize| &*cells.sheet.columns[column].header;
        let is_header = cells.sheet.dialect.header.is_some()
            && self.columns > 1
            && (0..self.columns).all(|column| cells.text(column).trim() == named(column));
        is_header.then_some(SkipReason::RepeatOfHeader)
    }

    /// Adds the records of a row, or says which field is lacking.
    fn take_row(&mut self, cells: &Cells, edits: &Edits, first: &mut FirstRow, slice: &mut TypedSlice) -> Result<(), model::FieldKey> {
        let Some(children) = &mut self.children else {
            return self.records.push(cells, &mut slice.problems);
        };
        let key = self
            .group_column
            .map(|column| cells.text(column).trim().to_owned())
            .filter(|key| !key.is_empty());
        let known = key.as_ref().and_then(|key| self.groups.get(key)).copied();
        let mut group = known.unwrap_or(Group {
            first_row: cells.row,
            size: 0,
            is_skipped: false,
        });
        let mut lacking = None;
        if known.is_none() {
            lacking = self.records.push(cells, &mut slice.problems).err();
            group.is_skipped = lacking.is_some();
        } else if !group.is_skipped {
            first.compare(group.first_row, cells, edits, &self.shared, &mut slice.conflicts);
        }
        let result = match lacking {
            Some(field) => Err(field),
            None if group.is_skipped => Err(children_parent(children)),
            None => {
                group.size += 1;
                children.push_child(group.first_row, group.size, cells, &mut slice.problems)
            }
        };
        if let Some(key) = key {
            self.groups.insert(key, group);
        }
        result
    }
}

fn children_parent(children: &RecordColumns) -> model::FieldKey {
    children.parent().cloned().unwrap_or_else(|| "parent".into())
}

/// The cells of the first row of the group that was looked at last: groups mostly stand together.
#[derive(Default)]
struct FirstRow {
    row: Option<u32>,
    spans: Vec<Span>,
}

impl FirstRow {
    /// Reports cells that differ from those of the first row of the group, where both are filled.
    fn compare(&mut self, first_row: u32, cells: &Cells, edits: &Edits, shared: &[usize], conflicts: &mut Vec<GroupConflict>) {
        let sheet = cells.sheet;
        if self.row != Some(first_row) {
            self.row = Some(first_row);
            self.spans.clear();
            sheet.spans(first_row, &mut self.spans);
        }
        let touched = edits.touches(first_row);
        let first = Cells {
            sheet,
            edits: touched.then_some(edits),
            spans: &self.spans,
            is_guarded: cells.is_guarded,
            row: first_row,
        };
        for &column in shared {
            let (ours, theirs) = (first.text(column), cells.text(column));
            if ours.trim() != theirs.trim() && !theirs.trim().is_empty() {
                let (row, line) = (cells.row, sheet.line(cells.row));
                conflicts.push(GroupConflict {
                    row,
                    line,
                    column: column as u16,
                    text: theirs.into_owned(),
                    first_row,
                });
            }
        }
    }
}
