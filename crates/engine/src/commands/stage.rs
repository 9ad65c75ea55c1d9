//! Entering a stage: what a deal gains and what the stage-duration log notes, wherever the stage is set from.

use bridge::CommandFailure;
use model::order;
use model::{FieldKey, Op, RecordId, Value};

use super::{Draft, Drafting};
use crate::workspace::Workspace;

/// The first stage of the first pipeline, by position.
pub(crate) fn first_stage(workspace: &Workspace) -> Option<RecordId> {
    let pipeline = ordered(workspace, "pipeline", None).into_iter().next()?;
    ordered(workspace, "stage", Some(pipeline)).into_iter().next()
}

/// Records of `pipeline` or of `stage` within one pipeline, by position.
pub(crate) fn ordered(workspace: &Workspace, object: &str, pipeline: Option<RecordId>) -> Vec<RecordId> {
    let Some(table) = workspace.table(object) else { return Vec::new() };
    let handles = workspace.handles();
    let of = |row: u32, field: &str| table.field(field).and_then(|field| table.register(row, field, handles));
    let mut found = table
        .alive()
        .rows()
        .filter(|&row| pipeline.is_none_or(|pipeline| of(row, "pipeline") == Some(Value::Ref(pipeline))))
        .map(|row| {
            let rank = match of(row, "rank") {
                Some(Value::Number(rank)) => rank,
                _ => f64::from(row),
            };
            (rank, table.id(row, handles))
        })
        .collect::<Vec<_>>();
    order::sort_by(&mut found, |one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    found.into_iter().map(|(_, id)| id).collect()
}

/// Moves a deal to another stage, or out of all stages; refuses when the stage asks for fields that are empty.
pub(super) fn change_stage(
    deal: RecordId,
    stage: Option<RecordId>,
    drafting: &mut Drafting<'_>,
    draft: &mut Draft,
) -> Result<(), CommandFailure> {
    let Some(stage) = stage else {
        draft.set("deal", deal, "stage", None);
        return Ok(());
    };
    let asked = asked_for(deal, stage, draft, drafting);
    if !asked.is_empty() {
        return Err(CommandFailure::Asks("deal".into(), asked));
    }
    let left = drafting.reference("deal", deal, "stage");
    enter_stage(deal, stage, left, drafting.moment.now_millis, drafting, draft);
    Ok(())
}

/// Fields that a stage asks for on entry and that the deal, with what the draft writes, does not have.
fn asked_for(deal: RecordId, stage: RecordId, draft: &Draft, drafting: &mut Drafting<'_>) -> Vec<FieldKey> {
    let mut required = match drafting.value("stage", stage, "required_fields") {
        Some(Value::List(fields)) => fields.iter().filter_map(Value::as_text).map(FieldKey::from).collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    if drafting.text("stage", stage, "outcome").as_deref() == Some("lost") && !required.contains(&"lost_reason".into()) {
        required.push("lost_reason".into());
    }
    required.retain(|field| {
        let written = draft.ops.iter().any(|op| {
            matches!(op, Op::Set { record, field: key, value: Some(_), .. } if *record == deal && key == field)
                || matches!(op, Op::Element { records, field: key, present: true, .. } if records.contains(&deal) && key == field)
        });
        !written && drafting.value("deal", deal, field).is_none()
    });
    required
}

/// Ops of entering a stage at an instant: the stage, since when, the closing day, and the log of how long the last one took.
pub fn enter_stage(deal: RecordId, stage: RecordId, left: Option<RecordId>, at: i64, drafting: &mut Drafting<'_>, draft: &mut Draft) {
    draft.set("deal", deal, "stage", Value::Ref(stage));
    draft.set("deal", deal, "stage_since", Value::Time(at));
    let day = drafting.moment.day_of(at);
    let outcome = drafting.text("stage", stage, "outcome").unwrap_or_default();
    let closed = matches!(outcome.as_str(), "won" | "lost");
    if closed && drafting.value("deal", deal, "closed_on").is_none() {
        draft.set("deal", deal, "closed_on", Value::Date(day));
    }
    if !closed && drafting.value("deal", deal, "closed_on").is_some() {
        draft.set("deal", deal, "closed_on", None);
    }
    let value = drafting.value("deal", deal, "value").or_else(|| written_value(draft, deal));
    if let Some(left) = left {
        leave_stage(deal, left, at, drafting, draft);
    }
    let entry = drafting.new_id();
    draft.set("stage_entry", entry, "deal", Value::Ref(deal));
    draft.set("stage_entry", entry, "stage", Value::Ref(stage));
    draft.set("stage_entry", entry, "entered", Value::Time(at));
    if let Some(value) = value {
        draft.set("stage_entry", entry, "value", value);
    }
}

fn written_value(draft: &Draft, deal: RecordId) -> Option<Value> {
    draft.ops.iter().rev().find_map(|op| match op {
        Op::Set { record, field, value, .. } if *record == deal && *field == *"value" => value.clone(),
        _ => None,
    })
}

/// Closes the open entry of the stage that is left.
fn leave_stage(deal: RecordId, stage: RecordId, at: i64, drafting: &mut Drafting<'_>, draft: &mut Draft) {
    let workspace = &mut *drafting.workspace;
    let (Some(deal_handle), Some(stage_handle)) = (workspace.handles.find(deal), workspace.handles.find(stage)) else {
        return;
    };
    let Some(table) = workspace.table("stage_entry") else { return };
    let (Some(deal_field), Some(stage_field), Some(left_field), Some(entered_field)) = (
        table.field("deal"),
        table.field("stage"),
        table.field("left"),
        table.field("entered"),
    ) else {
        return;
    };
    // The newest entries are at the end: the open one is found after few steps.
    let open = (0..table.len() as u32).rev().find(|&row| {
        table.is_alive(row)
            && table.reference(row, deal_field) == Some(deal_handle)
            && table.reference(row, stage_field) == Some(stage_handle)
            && table.column(left_field).is_none(row)
    });
    let Some(row) = open else { return };
    let entry = table.id(row, workspace.handles());
    let entered = match table.register(row, entered_field, workspace.handles()) {
        Some(Value::Time(entered)) => entered,
        _ => at,
    };
    draft.set("stage_entry", entry, "left", Value::Time(at));
    draft.set("stage_entry", entry, "stayed", Value::Int((at - entered).max(0) / 1000));
}
