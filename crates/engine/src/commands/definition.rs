//! What people define: dashboards, segments, pipelines.

use bridge::record::PipelineDraft;
use bridge::{CommandFailure, DefinitionError};
use model::change::Verb;
use model::dashboard::{Dashboard, MOST_WIDGETS};
use model::filter::MAX_DEPTH;
use model::{Filter, Op, RecordId, Value};

use super::{Draft, Drafting, stage};

/// Saves a dashboard, or replaces the one of an id.
pub(super) fn save_dashboard(
    id: Option<RecordId>,
    name: &str,
    dashboard: &Dashboard,
    favourite: bool,
    drafting: &mut Drafting<'_>,
) -> Result<Draft, CommandFailure> {
    if dashboard.widgets.len() > MOST_WIDGETS {
        return Err(CommandFailure::Definition(DefinitionError::TooManyWidgets(MOST_WIDGETS as u32)));
    }
    for widget in &dashboard.widgets {
        check_filter(&widget.chart.filter)?;
        drafting.object(&widget.chart.object)?;
    }
    let name = named(name)?;
    let mut draft = Draft::new(if id.is_some() { Verb::Edit } else { Verb::Create }, "dashboard").about(name.clone());
    let record = id.unwrap_or_else(|| drafting.new_id());
    draft.set("dashboard", record, "name", Value::Text(name));
    draft.set("dashboard", record, "definition", Value::Text(json(dashboard)?));
    draft.set("dashboard", record, "favourite", Value::Bool(favourite));
    draft.record = Some(("dashboard".into(), record));
    Ok(draft)
}

/// Saves a segment, or replaces the one of an id.
pub(super) fn save_segment(
    id: Option<RecordId>,
    name: &str,
    object: &str,
    filter: &Filter,
    description: &str,
    drafting: &mut Drafting<'_>,
) -> Result<Draft, CommandFailure> {
    check_filter(filter)?;
    drafting.object(object)?;
    let name = named(name)?;
    let mut draft = Draft::new(if id.is_some() { Verb::Edit } else { Verb::Create }, "segment").about(name.clone());
    let record = id.unwrap_or_else(|| drafting.new_id());
    draft.set("segment", record, "name", Value::Text(name));
    draft.set("segment", record, "object", Value::from(object));
    draft.set("segment", record, "filter", Value::Text(json(filter)?));
    let description = model::validate::clean_long(description);
    if !description.is_empty() || id.is_some() {
        draft.set(
            "segment",
            record,
            "description",
            (!description.is_empty()).then_some(Value::Text(description)),
        );
    }
    draft.record = Some(("segment".into(), record));
    Ok(draft)
}

pub(super) fn named(name: &str) -> Result<String, CommandFailure> {
    let name = model::validate::clean_short(name);
    if name.is_empty() {
        Err(CommandFailure::Definition(DefinitionError::NoName))
    } else {
        Ok(name)
    }
}

pub(super) fn check_filter(filter: &Filter) -> Result<(), CommandFailure> {
    if filter.depth() > MAX_DEPTH {
        return Err(CommandFailure::Definition(DefinitionError::TooDeep(MAX_DEPTH as u32)));
    }
    Ok(())
}

pub(super) fn json<T: serde::Serialize>(value: &T) -> Result<String, CommandFailure> {
    serde_json::to_string(value).map_err(|_| CommandFailure::Definition(DefinitionError::Unwritable))
}

/// Saves a pipeline with its stages. Stages that are left out go to the bin; deals in them keep pointing there.
pub(super) fn save_pipeline(pipeline: PipelineDraft, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    let name = named(&pipeline.name)?;
    if pipeline.stages.is_empty() {
        return Err(CommandFailure::Definition(DefinitionError::NoStage));
    }
    let mut draft = Draft::new(if pipeline.id.is_some() { Verb::Edit } else { Verb::Create }, "pipeline").about(name.clone());
    let record = pipeline.id.unwrap_or_else(|| drafting.new_id());
    draft.set("pipeline", record, "name", Value::Text(name));
    if pipeline.id.is_none() {
        let rank = stage::ordered(drafting.workspace, "pipeline", None).len() as f64;
        draft.set("pipeline", record, "rank", Value::Number(rank));
    }
    let kept = pipeline.stages.iter().filter_map(|stage| stage.id).collect::<Vec<_>>();
    let dropped = stage::ordered(drafting.workspace, "stage", Some(record))
        .into_iter()
        .filter(|stage| !kept.contains(stage))
        .collect::<Vec<_>>();
    if pipeline.id.is_some() && !dropped.is_empty() {
        draft.ops.push(Op::Life {
            object: "stage".into(),
            life: model::Life::Trashed,
            records: dropped,
        });
    }
    for (place, stage) in pipeline.stages.into_iter().enumerate() {
        if !(0.0..=100.0).contains(&stage.probability) {
            return Err(CommandFailure::Definition(DefinitionError::Probability(stage.name)));
        }
        let id = stage.id.unwrap_or_else(|| drafting.new_id());
        draft.set("stage", id, "name", Value::Text(named(&stage.name)?));
        draft.set("stage", id, "pipeline", Value::Ref(record));
        draft.set("stage", id, "outcome", Value::Text(stage.outcome));
        draft.set("stage", id, "probability", Value::Number(stage.probability));
        draft.set("stage", id, "rotting_days", stage.rotting_days.map(Value::Int));
        draft.set("stage", id, "rank", Value::Number(place as f64));
        let known = match drafting.value("stage", id, "required_fields") {
            Some(Value::List(fields)) => fields,
            _ => Vec::new(),
        };
        let wanted = stage.required.iter().map(|field| Value::from(field.as_str())).collect::<Vec<_>>();
        let mut element = |element: &Value, present: bool| {
            let field = "required_fields".into();
            draft.ops.push(Op::Element {
                object: "stage".into(),
                field,
                element: element.clone(),
                present,
                records: vec![id],
            });
        };
        known
            .iter()
            .filter(|field| !wanted.contains(field))
            .for_each(|field| element(field, false));
        wanted
            .iter()
            .filter(|field| !known.contains(field))
            .for_each(|field| element(field, true));
    }
    draft.record = Some(("pipeline".into(), record));
    Ok(draft)
}
