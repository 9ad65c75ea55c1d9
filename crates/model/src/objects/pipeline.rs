//! Pipelines, their stages, and the log of how long deals stay in each.

use super::{choice, object, of, reference, text};
use crate::field::{ObjectDef, Tone};
use crate::kind::FieldKind;

/// A way of selling: an ordered list of stages.
pub(super) fn pipeline() -> ObjectDef {
    let fields = vec![text("name", "Name").required(), of(FieldKind::Number, "rank", "Position").hidden()];
    object("pipeline", "Pipeline", "Pipelines", "board", fields)
        .columns(&["name"])
        .kept_hidden()
}

/// One step of a pipeline.
pub(super) fn stage() -> ObjectDef {
    let fields = vec![
        text("name", "Name").required(),
        reference("pipeline", "Pipeline", "pipeline").required(),
        choice("outcome", "Outcome").options(&[
            ("open", "Open", Tone::Info),
            ("won", "Won", Tone::Success),
            ("lost", "Lost", Tone::Neutral),
        ]),
        of(FieldKind::Percent, "probability", "Probability"),
        of(FieldKind::Integer, "rotting_days", "Quiet after days").help("A deal without activity for longer is marked quiet"),
        of(FieldKind::Choices, "required_fields", "Asked for on entry").open(),
        of(FieldKind::Number, "rank", "Position").hidden(),
    ];
    object("stage", "Stage", "Stages", "board", fields)
        .columns(&["name", "pipeline", "outcome", "probability", "rotting_days"])
        .kept_hidden()
}

/// A deal's entry into a stage: the stage-duration log.
pub(super) fn stage_entry() -> ObjectDef {
    let fields = vec![
        text("label", "Entry"),
        reference("deal", "Deal", "deal").required(),
        reference("stage", "Stage", "stage").required(),
        of(FieldKind::DateTime, "entered", "Entered").required(),
        of(FieldKind::DateTime, "left", "Left"),
        of(FieldKind::Duration, "stayed", "Stayed"),
        of(FieldKind::Money, "value", "Value then"),
    ];
    object("stage_entry", "Stage entry", "Stage entries", "clock", fields)
        .columns(&["deal", "stage", "entered", "left", "stayed"])
        .kept_hidden()
}
