//! History of a record: every change of every field, with who, when, old and new.

use bridge::record::{Before, HistoryEntry};
use bridge::{Cell, Failure};
use model::change::Verb;
use model::order;
use model::{Block, Change, FieldKey, FieldKind, Op, RecordId, Value, codec};

use super::{Service, keeping};
use crate::commands::file::FILE;
use crate::query::cells;
use crate::reader::Reader;
use crate::store::{LogRow, Store};

impl<S: Store> Service<S> {
    /// Field changes of a record and what was done to its files, newest first, read from the log.
    pub(super) async fn history(&self, object: &str, record: RecordId) -> Result<Vec<HistoryEntry>, Failure> {
        let files = self.ids_of_files(record);
        let mut seqs = self.log_seqs_of(object, record)?;
        for (file, _) in &files {
            seqs.extend(self.log_seqs_of(FILE, *file)?);
        }
        seqs.sort_unstable();
        seqs.dedup();
        let mut rows = Vec::with_capacity(seqs.len());
        // Few at a time: rows of imports are large.
        for page in seqs.chunks(8) {
            rows.extend(
                self.store
                    .log_rows(page)
                    .await
                    .map_err(|error| Failure::Storage(keeping::trouble(&error)))?,
            );
        }
        let device = self.session.borrow().workspace.actor().device();
        let mut entries = self.read(&[], |reader, _| {
            // Of changes within one millisecond the later one comes first too.
            rows.iter()
                .rev()
                .filter_map(decoded)
                .flat_map(|(change, inverse)| {
                    let mut entries = entries_of(reader, object, record, &change, &inverse, device);
                    for (file, name) in &files {
                        let of_file = entries_of(reader, FILE, *file, &change, &inverse, device);
                        entries.extend(told_of_file(of_file, name));
                    }
                    entries
                })
                .collect::<Vec<_>>()
        });
        order::sort_by_key(&mut entries, |entry| std::cmp::Reverse(entry.at));
        Ok(entries)
    }

    /// Files that belong to a record, also those that were removed, by name.
    fn ids_of_files(&self, record: RecordId) -> Vec<(RecordId, String)> {
        let Some(handle) = self.session.borrow_mut().workspace.handles.find(record) else {
            return Vec::new();
        };
        self.read(&[], |reader, _| {
            let Some(table) = reader.table(FILE) else { return Vec::new() };
            let Some(field) = table.field("record") else { return Vec::new() };
            let rows = reader.computed.links().rows(reader.workspace, table, field, handle);
            let files = rows.into_iter().map(|row| table.handle(row));
            files.map(|file| (reader.id(file), reader.label(file))).collect()
        })
    }

    /// Log rows of the changes that touched a record, or may have.
    fn log_seqs_of(&self, object: &str, record: RecordId) -> Result<Vec<u64>, Failure> {
        let mut session = self.session.borrow_mut();
        let (table, row) = session.workspace.find(record).ok_or(Failure::Gone)?;
        let handle = session.workspace.handles.find(record).ok_or(Failure::Gone)?;
        let workspace = &session.workspace;
        let history = workspace.history();
        let mut stamps = history.of(handle).to_vec();
        stamps.push(workspace.tables()[usize::from(table)].row_stamps[row as usize]);
        stamps.extend(workspace.tables()[usize::from(table)].stamps_of(row));
        stamps.extend(history.bulk_of(object));
        stamps.sort_unstable();
        stamps.dedup();
        Ok(stamps.into_iter().filter_map(|stamp| session.log_seq(stamp)).collect())
    }
}

fn decoded(row: &LogRow) -> Option<(Change, Vec<Op>)> {
    Some((
        codec::decode(&row.change).ok()?,
        codec::decode_ops(&row.inverse).unwrap_or_default(),
    ))
}

fn entries_of(reader: Reader<'_>, object: &str, record: RecordId, change: &Change, inverse: &[Op], device: u64) -> Vec<HistoryEntry> {
    let entry = |field: Option<FieldKey>, old: Cell, new: Cell, before: Option<Before>| HistoryEntry {
        change: change.id(),
        before,
        at: change.hlc.millis() as i64,
        here: change.actor.device() == device,
        by: format!("{:012x}", change.actor.device())[..4].to_uppercase(),
        verb: change.intent.verb,
        file: None,
        field,
        old,
        new,
        detail: if change.intent.verb == Verb::Import {
            change.intent.detail.clone()
        } else {
            String::new()
        },
    };
    let mut entries = Vec::new();
    for op in &change.ops {
        for (field, value) in writes(reader, object, op, record) {
            let old = inverse
                .iter()
                .flat_map(|op| writes(reader, object, op, record))
                .find(|(key, _)| *key == field)
                .and_then(|(_, value)| value);
            let Some(definition) = reader.workspace.schema().field(object, field.trim_end_matches('+')) else {
                continue;
            };
            if definition.hidden {
                continue;
            }
            let cell = |value: Option<&Value>| cells::cell_of(reader, definition, value);
            let (was, new) = (cell(old.as_ref()), cell(value.as_ref()));
            let may_be = definition.is_editable() && (old.is_some() || !definition.required);
            if was != new {
                let before = may_be.then_some(Before::Value(old));
                entries.push(entry(Some(definition.key.clone()), was, new, before));
            }
        }
        match op {
            Op::Life { records, .. } | Op::Purge { records, .. } if records.contains(&record) => {
                entries.push(entry(None, Cell::Empty, Cell::Empty, None))
            }
            Op::Element {
                object: of,
                field,
                element,
                present,
                records,
            } if *of == *object && records.contains(&record) => {
                let Some(definition) = reader.workspace.schema().field(object, field.trim_end_matches('+')) else {
                    continue;
                };
                let cell = cells::cell_of(reader, definition, Some(&Value::List(vec![element.clone()])));
                let (old, new) = if *present { (Cell::Empty, cell) } else { (cell, Cell::Empty) };
                let before = definition.is_editable().then(|| Before::Element(element.clone(), !present));
                entries.push(entry(Some(definition.key.clone()), old, new, before));
            }
            _ => {}
        }
    }
    // A record that took the place of others may have had everything already.
    if change.intent.verb == Verb::Merge && entries.is_empty() && change.ops.iter().any(|op| op.records().contains(&record)) {
        entries.push(entry(None, Cell::Empty, Cell::Empty, None));
    }
    entries
}

/// What a change did to a file, in the history of the record that it belongs to: one entry, with its name before and after where that
/// is what was changed.
fn told_of_file(entries: Vec<HistoryEntry>, name: &str) -> Option<HistoryEntry> {
    let renamed = |entry: &HistoryEntry| entry.field.as_deref() == Some("name") && !entry.old.is_empty();
    let mut told = entries.iter().find(|entry| renamed(entry)).or(entries.first())?.clone();
    if !renamed(&told) {
        (told.field, told.old, told.new) = (None, Cell::Empty, Cell::Empty);
    }
    told.before = None;
    told.file = Some(name.to_owned());
    Some(told)
}

/// What an op writes into the registers of a record.
fn writes(reader: Reader<'_>, object: &str, op: &Op, record: RecordId) -> Vec<(FieldKey, Option<Value>)> {
    if op.object().is_none_or(|of| *of != *object) {
        return Vec::new();
    }
    match op {
        Op::Set {
            record: of, field, value, ..
        } if *of == record => vec![(field.clone(), value.clone())],
        Op::Clear { field, records, .. } if records.contains(&record) => vec![(field.clone(), None)],
        Op::Rows { records, columns, .. } => {
            let Some(index) = records.iter().position(|&of| of == record) else {
                return Vec::new();
            };
            let value = |field: &FieldKey, block: &Block| {
                let kind = reader
                    .workspace
                    .schema()
                    .field(object, field)
                    .map_or(FieldKind::Text, |field| field.kind);
                match block {
                    Block::Text { .. } => block.texts().nth(index).flatten().map(|text| model::block::text_value(text, kind)),
                    block => block.get(index, kind),
                }
            };
            columns
                .iter()
                .filter_map(|(field, block)| Some((field.clone(), Some(value(field, block)?))))
                .collect()
        }
        _ => Vec::new(),
    }
}
