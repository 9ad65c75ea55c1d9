//! What people saved: segments, views and pipelines, with live counts.

use bridge::insight::SegmentSummary;
use bridge::query::SavedView;
use bridge::record::{Pipeline, Stage};
use model::order;
use model::{Filter, RecordId, Value};

use super::Service;
use crate::query::{self, cells, filter::Compiled};
use crate::reader::Reader;
use crate::store::Store;
use crate::table::Table;

impl<S: Store> Service<S> {
    /// Saved segments by name, each with its rule and how many records are in it now.
    pub(super) fn segments(&self) -> Vec<SegmentSummary> {
        let drafts = self.read(&[], |reader, _| {
            rows(reader, "segment", |table, row| {
                Some((id(reader, table, row), segment(reader, table, row)?))
            })
        });
        let mut segments = drafts
            .into_iter()
            .filter_map(|(id, segment)| self.summary(id, segment))
            .collect::<Vec<_>>();
        order::sort_by(&mut segments, |one, other| one.name.cmp(&other.name));
        segments
    }

    fn summary(&self, id: RecordId, (name, object, filter, description): SegmentText) -> Option<SegmentSummary> {
        let compiled = Compiled::new(&filter, &object, &self.session.borrow().workspace).ok();
        let count = compiled.map_or(0, |compiled| self.counted(&compiled, &filter));
        self.read(&[], |reader, _| {
            let of = reader.table(&object)?.alive().count() as u32;
            Some(SegmentSummary {
                id,
                name,
                object: object.as_str().into(),
                named: query::why::named(reader, &filter),
                filter,
                description,
                count,
                of,
            })
        })
    }

    /// Saved views of an object, or of all, in their order, each with how many records it shows now. Personal views of others are
    /// theirs.
    pub(super) fn saved_views(&self, object: Option<&str>) -> Vec<SavedView> {
        let mut drafts = self.read(&[], |reader, _| {
            rows(reader, "view", |table, row| {
                let view = view(reader, table, row)?;
                Some((crate::rank::board_rank(reader.workspace, table, row), view))
            })
        });
        drafts.retain(|(_, view)| object.is_none_or(|object| view.view.object == *object));
        order::sort_by(&mut drafts, |one, other| one.0.total_cmp(&other.0));
        let counted = |mut saved: SavedView| {
            (saved.view, saved.gone) = saved.view.fitted(self.session.borrow().workspace.schema());
            let fields = query::view_computed(&saved.view, &self.session.borrow().workspace).unwrap_or_default();
            saved.count = self.read(&fields, |reader, views| {
                query::rows(&saved.view, reader, views.indexes()).map_or(0, |rows| rows.len() as u32)
            });
            saved
        };
        drafts.into_iter().map(|(_, view)| counted(view)).collect()
    }

    /// Pipelines with their stages, both in order.
    pub(super) fn pipelines(&self) -> Vec<Pipeline> {
        self.read(&[], |reader, _| {
            let deals = deals_by_stage(reader);
            let mut pipelines = rows(reader, "pipeline", |table, row| Some((rank(reader, table, row), table.handle(row))));
            order::sort_by(&mut pipelines, |one, other| one.0.total_cmp(&other.0));
            pipelines.into_iter().map(|(_, handle)| pipeline(reader, handle, &deals)).collect()
        })
    }
}

type SegmentText = (String, String, Filter, String);

pub(super) fn rows<T>(reader: Reader<'_>, object: &str, mut read: impl FnMut(&Table, u32) -> Option<T>) -> Vec<T> {
    let Some(table) = reader.table(object) else { return Vec::new() };
    table.alive().rows().filter_map(|row| read(table, row)).collect()
}

pub(super) fn id(reader: Reader<'_>, table: &Table, row: u32) -> RecordId {
    table.id(row, reader.workspace.handles())
}

pub(super) fn value(reader: Reader<'_>, table: &Table, row: u32, field: &str) -> Option<Value> {
    table
        .field(field)
        .and_then(|field| table.register(row, field, reader.workspace.handles()))
}

pub(super) fn text(reader: Reader<'_>, table: &Table, row: u32, field: &str) -> String {
    match value(reader, table, row, field) {
        Some(Value::Text(text)) => text,
        _ => String::new(),
    }
}

pub(super) fn rank(reader: Reader<'_>, table: &Table, row: u32) -> f64 {
    match value(reader, table, row, "rank") {
        Some(Value::Number(rank)) => rank,
        _ => f64::from(row),
    }
}

fn segment(reader: Reader<'_>, table: &Table, row: u32) -> Option<SegmentText> {
    let text = |field| text(reader, table, row, field);
    let filter = serde_json::from_str(&text("filter")).ok()?;
    Some((text("name"), text("object"), filter, text("description")))
}

/// A view as it was saved, not counted yet; none for one that cannot be read or that is somebody else's.
fn view(reader: Reader<'_>, table: &Table, row: u32) -> Option<SavedView> {
    let text = |field| text(reader, table, row, field);
    let is = |field| value(reader, table, row, field) == Some(Value::Bool(true));
    let personal = is("personal");
    let foreign = match value(reader, table, row, "owner") {
        Some(Value::Ref(owner)) => owner != crate::commands::own_member(),
        _ => false,
    };
    if personal && foreign {
        return None;
    }
    Some(SavedView {
        id: id(reader, table, row),
        name: text("name"),
        icon: text("icon"),
        favourite: is("favourite"),
        personal,
        opens: is("opens"),
        view: serde_json::from_str(&text("definition")).ok()?,
        gone: Vec::new(),
        count: 0,
    })
}

/// How many deals in use are in each stage, by the stage's handle.
fn deals_by_stage(reader: Reader<'_>) -> rustc_hash::FxHashMap<u32, u32> {
    let mut deals = rustc_hash::FxHashMap::default();
    if let Some(table) = reader.table("deal")
        && let Some(field) = table.field("stage")
    {
        for handle in table.alive().rows().filter_map(|row| table.reference(row, field)) {
            *deals.entry(handle).or_insert(0) += 1;
        }
    }
    deals
}

fn pipeline(reader: Reader<'_>, handle: u32, deals: &rustc_hash::FxHashMap<u32, u32>) -> Pipeline {
    let mut stages = rows(reader, "stage", |table, row| {
        let of = table.field("pipeline").and_then(|field| table.reference(row, field));
        (of == Some(handle)).then(|| (rank(reader, table, row), stage(reader, table, row, deals)))
    });
    order::sort_by(&mut stages, |one, other| one.0.total_cmp(&other.0));
    let stages = stages.into_iter().map(|(_, stage)| stage).collect::<Vec<_>>();
    let deals = stages.iter().map(|stage| stage.deals).sum();
    Pipeline {
        link: cells::link(reader, handle),
        stages,
        deals,
    }
}

fn stage(reader: Reader<'_>, table: &Table, row: u32, deals: &rustc_hash::FxHashMap<u32, u32>) -> Stage {
    let handle = table.handle(row);
    let probability = match value(reader, table, row, "probability") {
        Some(Value::Number(probability)) => probability,
        _ => 0.0,
    };
    let rotting_days = match value(reader, table, row, "rotting_days") {
        Some(Value::Int(days)) => Some(days),
        _ => None,
    };
    let required = value(reader, table, row, "required_fields");
    let required = required
        .iter()
        .flat_map(Value::elements)
        .filter_map(Value::as_text)
        .map(Into::into)
        .collect();
    Stage {
        link: cells::link(reader, handle),
        outcome: text(reader, table, row, "outcome"),
        probability,
        rotting_days,
        required,
        deals: deals.get(&handle).copied().unwrap_or(0),
    }
}
