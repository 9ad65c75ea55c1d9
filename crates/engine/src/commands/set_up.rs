//! An empty workspace, made ready; and the workspace's settings.

use model::change::Verb;
use model::{RecordId, Value};

use super::{Draft, Drafting};
use crate::query::find;
use crate::workspace::Workspace;

/// Stages of the first pipeline: name, probability, days until quiet, outcome.
const STAGES: [(&str, f64, Option<i64>, &str); 7] = [
    ("New", 10.0, Some(14), "open"),
    ("Qualified", 25.0, Some(14), "open"),
    ("Proposal", 50.0, Some(14), "open"),
    ("Negotiation", 75.0, Some(14), "open"),
    ("Contract", 90.0, Some(14), "open"),
    ("Won", 100.0, None, "won"),
    ("Lost", 0.0, None, "lost"),
];

/// The first pipeline and the person's own name. Ids are made of names, so that two tabs setting up make the same records.
pub(super) fn set_up(workspace: &str, person: &str, drafting: &mut Drafting<'_>) -> Draft {
    let mut draft = Draft::new(Verb::SetUp, "setting");
    let pipeline = RecordId::v5("pipeline", "first");
    if drafting.workspace.find(pipeline).is_none() {
        draft.set("pipeline", pipeline, "name", Value::from("Sales"));
        draft.set("pipeline", pipeline, "rank", Value::Number(0.0));
        for (place, (name, probability, rotting, outcome)) in STAGES.into_iter().enumerate() {
            let stage = RecordId::v5("stage", &format!("first/{name}"));
            draft.set("stage", stage, "name", Value::from(name));
            draft.set("stage", stage, "pipeline", Value::Ref(pipeline));
            draft.set("stage", stage, "probability", Value::Number(probability));
            draft.set("stage", stage, "outcome", Value::from(outcome));
            draft.set("stage", stage, "rank", Value::Number(place as f64));
            if let Some(days) = rotting {
                draft.set("stage", stage, "rotting_days", Value::Int(days));
            }
        }
    }
    let person = model::validate::clean_short(person);
    if !person.is_empty() {
        let member = super::own_member();
        draft.set("member", member, "name", Value::Text(person));
        draft.set("member", member, "active", Value::Bool(true));
    }
    let workspace = model::validate::clean_short(workspace);
    if !workspace.is_empty() {
        draft.ops.extend(set_setting("workspace", &workspace).ops);
    }
    draft
}

/// Writes a setting.
pub(super) fn set_setting(key: &str, value: &str) -> Draft {
    let mut draft = Draft::new(Verb::Edit, "setting").about(key);
    let record = RecordId::v5("setting", key);
    let value = model::validate::clean_short(value);
    draft.set("setting", record, "key", Value::from(key));
    draft.set("setting", record, "value", (!value.is_empty()).then_some(Value::Text(value)));
    draft
}

/// The value of a setting.
#[must_use]
pub fn setting(workspace: &Workspace, key: &str) -> Option<String> {
    let table = workspace.table("setting")?;
    // Without the index of all ids: settings are few, and every answer asks for one.
    let row = find::row(workspace.handles(), table, RecordId::v5("setting", key)).filter(|&row| table.is_alive(row))?;
    table.field("value").and_then(|field| table.text(row, field)).map(str::to_owned)
}
