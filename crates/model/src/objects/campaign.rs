//! A campaign: an effort to win attention.

use super::{choice, long_text, object, of, owner, reference, tags, text};
use crate::field::{ObjectDef, Tone};
use crate::kind::FieldKind;

/// A marketing effort with an audience, a time and a cost.
pub(super) fn campaign() -> ObjectDef {
    let fields = vec![
        text("name", "Name").required().searched(),
        choice("status", "Status").options(&[
            ("planned", "Planned", Tone::Neutral),
            ("running", "Running", Tone::Info),
            ("finished", "Finished", Tone::Success),
            ("stopped", "Stopped", Tone::Neutral),
        ]),
        choice("type", "Type").open().options(&[
            ("email", "E-mail", Tone::Neutral),
            ("event", "Event", Tone::Neutral),
            ("letter", "Letter", Tone::Neutral),
            ("social", "Social media", Tone::Neutral),
            ("ads", "Advertising", Tone::Neutral),
        ]),
        reference("segment", "Audience", "segment"),
        of(FieldKind::Date, "start", "Start"),
        of(FieldKind::Date, "end", "End"),
        of(FieldKind::Money, "budget", "Budget"),
        of(FieldKind::Money, "cost", "Actual cost"),
        of(FieldKind::Money, "expected_revenue", "Expected revenue"),
        owner(),
        tags(),
        long_text("description", "Plan").searched(),
    ];
    object("campaign", "Campaign", "Campaigns", "campaign", fields)
        .columns(&["name", "status", "type", "segment", "start", "end", "budget", "cost", "owner"])
        .board("status", &["type", "start", "budget", "owner"])
}
