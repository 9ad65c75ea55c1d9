//! One record with all that its page needs.

use bridge::record::{Conflict, RecordPage, StageStep};
use model::{RecordId, Value};

use super::Service;
use super::shown::conditions;
use crate::commands;
use crate::query::cells;
use crate::reader::Reader;
use crate::store::Store;
use crate::table::Table;
use crate::timeline;

/// Related records shown at once, per list.
const FIRST: usize = 5;

impl<S: Store> Service<S> {
    /// The page of a record; `None` when there is none of that id, or it was deleted for good.
    pub(super) fn record_page(&self, object: &str, record: RecordId) -> Option<Box<RecordPage>> {
        let place = self.session.borrow_mut().workspace.find(record);
        let (number, row) = place?;
        let fields = {
            let session = self.session.borrow();
            let table = &session.workspace.tables()[usize::from(number)];
            if table.object != *object || !(table.is_alive(row) || table.binned().get(row as usize)) {
                return None;
            }
            let own = table
                .fields()
                .iter()
                .enumerate()
                .filter(|(_, field)| field.computed)
                .map(|(field, _)| (number, field as u16));
            own.chain(timeline::computed(&session.workspace, object)).collect::<Vec<_>>()
        };
        let conditions = conditions(&self.session.borrow().workspace, object);
        let fields = fields
            .into_iter()
            .chain(conditions.iter().flat_map(|(_, condition)| condition.computed().to_vec()))
            .collect::<Vec<_>>();
        let conflicts = self.conflicts(record);
        let page = self.read(&fields, |reader, views| {
            let table = &reader.workspace.tables()[usize::from(number)];
            let definition = reader.object(table)?;
            let indexes = views.indexes();
            let is_shown = |field: &model::FieldDef| {
                let condition = conditions.iter().find(|(key, _)| *key == field.key);
                !field.hidden && condition.is_none_or(|(_, condition)| condition.matches(reader, indexes, row))
            };
            let cells = definition.fields.iter().filter(|field| is_shown(field)).filter_map(|field| {
                let number = table.field(&field.key)?;
                Some((field.key.clone(), cells::cell(reader, table, row, number)))
            });
            Some(RecordPage {
                link: cells::row_link(reader, table, row),
                detail: cells::detail(reader, table, row),
                cells: cells.collect(),
                related: timeline::related(reader, table, row, FIRST),
                stages: if object == "deal" {
                    stage_steps(reader, table, row)
                } else {
                    Vec::new()
                },
                binned: table.binned().get(row as usize),
                conflicts: Vec::new(),
            })
        })?;
        Some(Box::new(RecordPage { conflicts, ..page }))
    }

    /// Losing values of concurrent edits of a record.
    fn conflicts(&self, record: RecordId) -> Vec<Conflict> {
        let entries = {
            let session = self.session.borrow();
            session
                .journal()
                .iter()
                .filter(|entry| entry.record == record)
                .cloned()
                .collect::<Vec<_>>()
        };
        self.read(&[], |reader, _| {
            let conflict = |entry: &crate::table::JournalEntry| {
                let field = reader.workspace.schema().field(&entry.object, &entry.field)?;
                let lost = cells::cell_of(reader, field, entry.value.as_ref());
                Some(Conflict {
                    field: entry.field.clone(),
                    lost,
                    at: entry.loser.stamp.hlc.millis() as i64,
                })
            };
            entries.iter().filter_map(conflict).collect()
        })
    }
}

/// The stages of a deal's pipeline with the days spent in each, from the stage-duration log.
fn stage_steps(reader: Reader<'_>, table: &Table, row: u32) -> Vec<StageStep> {
    let workspace = reader.workspace;
    let handles = workspace.handles();
    let Some(current) = table.field("stage").and_then(|field| table.reference(row, field)) else {
        return Vec::new();
    };
    let Some((stages, stage_row)) = reader.place(current) else {
        return Vec::new();
    };
    let Some(pipeline) = stages.field("pipeline").and_then(|field| stages.reference(stage_row, field)) else {
        return Vec::new();
    };
    let spent = days_spent(reader, table.handle(row));
    let step = |id: RecordId| {
        let handle = handles.find_known(id)?;
        let (stages, row) = reader.place(handle)?;
        let outcome = stages
            .field("outcome")
            .and_then(|field| stages.text(row, field))
            .unwrap_or("open")
            .to_owned();
        let days = spent
            .iter()
            .find(|(stage, _)| *stage == handle)
            .map(|(_, millis)| millis / 86_400_000);
        Some(StageStep {
            stage: cells::link(reader, handle),
            outcome,
            days,
            current: handle == current,
        })
    };
    commands::ordered(workspace, "stage", Some(handles.id(pipeline)))
        .into_iter()
        .filter_map(step)
        .collect()
}

/// Milliseconds that a deal spent in each stage; an open entry runs until now.
fn days_spent(reader: Reader<'_>, deal: u32) -> Vec<(u32, i64)> {
    let mut spent: Vec<(u32, i64)> = Vec::new();
    let Some(entries) = reader.table("stage_entry") else { return spent };
    let field = |key: &str| entries.field(key);
    let (Some(deal_field), Some(stage_field), Some(entered), Some(left)) = (field("deal"), field("stage"), field("entered"), field("left"))
    else {
        return spent;
    };
    let time = |row: u32, field: u16| match entries.register(row, field, reader.workspace.handles()) {
        Some(Value::Time(at)) => Some(at),
        _ => None,
    };
    for row in entries
        .alive()
        .rows()
        .filter(|&row| entries.reference(row, deal_field) == Some(deal))
    {
        let (Some(stage), Some(begun)) = (entries.reference(row, stage_field), time(row, entered)) else {
            continue;
        };
        let length = (time(row, left).unwrap_or(reader.moment.now_millis) - begun).max(0);
        match spent.iter_mut().find(|(known, _)| *known == stage) {
            Some((_, sum)) => *sum += length,
            None => spent.push((stage, length)),
        }
    }
    spent
}
