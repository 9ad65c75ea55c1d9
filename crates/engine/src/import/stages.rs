//! Stages of imported deals: found by name in one pipeline, or a pipeline made of the file's own stage names.

use model::order;
use model::{Op, RecordId, Value};

use super::keys::folded;
use super::{Entropy, new_id};
use crate::commands::ordered;
use crate::workspace::Workspace;

/// Stage of each name of a file, and what has to be made for it.
pub(super) struct StagePlan {
    /// Stage of each name, in the order of the names.
    pub stages: Vec<RecordId>,
    /// Ops that make the missing pipeline and stages.
    pub ops: Vec<Op>,
    /// Records made.
    pub made: u32,
}

/// Words for stages that end a deal, folded, in several languages.
const WON: [&str; 10] = [
    "won",
    "closed won",
    "gewonnen",
    "gagne",
    "ganado",
    "ganada",
    "vinto",
    "gewonnen deal",
    "closedwon",
    "win",
];
const LOST: [&str; 10] = [
    "lost",
    "closed lost",
    "verloren",
    "perdu",
    "perdido",
    "perdida",
    "perso",
    "closedlost",
    "loss",
    "dead",
];

/// Finds the pipeline that has all names; else makes one named after the file with the names in their order of appearance.
pub(super) fn plan_stages(workspace: &Workspace, names: &[String], file: &str, now: i64, entropy: &mut Entropy<'_>) -> StagePlan {
    let wanted = names.iter().map(|name| folded(name)).collect::<Vec<_>>();
    for pipeline in ordered(workspace, "pipeline", None) {
        let stages = named_stages(workspace, pipeline);
        let found = wanted
            .iter()
            .map(|name| stages.iter().find(|(known, _)| known == name).map(|(_, id)| *id))
            .collect::<Option<Vec<_>>>();
        if let Some(stages) = found {
            return StagePlan {
                stages,
                ops: Vec::new(),
                made: 0,
            };
        }
    }
    make_pipeline(names, &wanted, file, now, entropy)
}

fn named_stages(workspace: &Workspace, pipeline: RecordId) -> Vec<(String, RecordId)> {
    let Some(table) = workspace.table("stage") else { return Vec::new() };
    let Some(field) = table.field("name") else { return Vec::new() };
    let of = ordered(workspace, "stage", Some(pipeline));
    let rows = table.alive().rows().filter(|&row| of.contains(&table.id(row, workspace.handles())));
    rows.filter_map(|row| Some((folded(table.text(row, field)?), table.id(row, workspace.handles()))))
        .collect()
}

fn make_pipeline(names: &[String], wanted: &[String], file: &str, now: i64, entropy: &mut Entropy<'_>) -> StagePlan {
    let pipeline = new_id(now, entropy);
    let mut ops = Vec::new();
    let mut set = |object: &str, record: RecordId, field: &str, value: Value| {
        ops.push(Op::Set {
            object: object.into(),
            record,
            field: field.into(),
            value: Some(value),
        });
    };
    let title = file.rsplit_once('.').map_or(file, |(stem, _)| stem).replace(['_', '-'], " ");
    set("pipeline", pipeline, "name", Value::Text(model::validate::clean_short(&title)));
    set("pipeline", pipeline, "rank", Value::Number(now as f64));
    let outcome = |name: &str| match name {
        name if WON.contains(&name) => "won",
        name if LOST.contains(&name) => "lost",
        _ => "open",
    };
    let open = wanted.iter().filter(|name| outcome(name) == "open").count();
    let mut order = (0..names.len()).collect::<Vec<_>>();
    // Open stages first, then won, then lost.
    order::sort_by_key(&mut order, |&index| {
        (
            ["open", "won", "lost"].iter().position(|known| *known == outcome(&wanted[index])),
            index,
        )
    });
    let mut stages = vec![RecordId::NIL; names.len()];
    for (place, index) in order.into_iter().enumerate() {
        let stage = new_id(now, entropy);
        let outcome = outcome(&wanted[index]);
        let probability = match outcome {
            "won" => 100.0,
            "lost" => 0.0,
            _ => ((place + 1) as f64 * 100.0 / (open + 1) as f64).round(),
        };
        set("stage", stage, "name", Value::Text(names[index].clone()));
        set("stage", stage, "pipeline", Value::Ref(pipeline));
        set("stage", stage, "outcome", Value::from(outcome));
        set("stage", stage, "probability", Value::Number(probability));
        set("stage", stage, "rank", Value::Number(place as f64));
        if outcome == "open" {
            set("stage", stage, "rotting_days", Value::Int(30));
        }
        stages[index] = stage;
    }
    StagePlan {
        made: names.len() as u32 + 1,
        stages,
        ops,
    }
}
