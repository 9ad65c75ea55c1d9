//! A deal: something one hopes to sell.

use super::{choice, external_id, long_text, merged_ids, object, of, owner, reference, tags, text};
use crate::field::{Computed, ObjectDef, Tone};
use crate::kind::FieldKind;

/// A sale in the making. Its stage decides its pipeline and whether it is open, won or lost.
pub(super) fn deal() -> ObjectDef {
    let fields = vec![
        text("name", "Name").required().searched(),
        reference("stage", "Stage", "stage"),
        of(FieldKind::Money, "value", "Value"),
        reference("company", "Company", "company").searched(),
        reference("contact", "Contact", "contact").multi().searched(),
        owner(),
        reference("product", "Product", "product").multi(),
        of(FieldKind::Percent, "own_probability", "Own probability").help("Leave empty to use the stage's probability"),
        of(FieldKind::Date, "expected_close", "Expected close"),
        of(FieldKind::Date, "opened_on", "Opened on"),
        of(FieldKind::Date, "closed_on", "Closed on"),
        choice("lost_reason", "Lost reason").open().options(&[
            ("price", "Price", Tone::Neutral),
            ("competitor", "Chose a competitor", Tone::Neutral),
            ("timing", "Wrong time", Tone::Neutral),
            ("no-answer", "No answer", Tone::Neutral),
            ("no-need", "No need any more", Tone::Neutral),
        ]),
        text("competitor", "Competitor"),
        choice("source", "Source").open(),
        tags(),
        long_text("description", "About").searched(),
        external_id(),
        merged_ids(),
        of(FieldKind::Number, "rank", "Position").hidden(),
        of(FieldKind::DateTime, "stage_since", "In stage since").hidden(),
        reference("pipeline", "Pipeline", "pipeline").computed(Computed::Pipeline),
        choice("status", "Status").computed(Computed::DealStatus).options(&[
            ("open", "Open", Tone::Info),
            ("won", "Won", Tone::Success),
            ("lost", "Lost", Tone::Neutral),
        ]),
        of(FieldKind::Percent, "probability", "Probability").computed(Computed::Probability),
        of(FieldKind::Money, "weighted", "Weighted value").computed(Computed::Weighted),
        of(FieldKind::Percent, "win_chance", "Chance to win").computed(Computed::WinChance),
        choice("chance_basis", "Chance comes from")
            .computed(Computed::ChanceBasis)
            .options(&[
                ("learned", "Learned from past deals", Tone::Neutral),
                ("stage", "Share won of the stage", Tone::Neutral),
                ("given", "Given to the stage", Tone::Neutral),
            ]),
        of(FieldKind::Integer, "days_in_stage", "Days in stage").computed(Computed::DaysInStage),
        of(FieldKind::Integer, "quiet_days", "Quiet days").computed(Computed::QuietDays),
        of(FieldKind::Date, "next_step", "Next step").computed(Computed::NextStep),
        of(FieldKind::DateTime, "last_activity", "Last activity").computed(Computed::LastActivity),
    ];
    object("deal", "Deal", "Deals", "deal", fields)
        .columns(&[
            "name",
            "company",
            "stage",
            "value",
            "probability",
            "weighted",
            "owner",
            "expected_close",
            "next_step",
            "days_in_stage",
        ])
        .board("stage", &["company", "next_step", "value", "days_in_stage", "owner"])
}
