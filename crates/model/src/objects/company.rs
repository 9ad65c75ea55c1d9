//! A company: an organisation one deals with.

use super::{VALUE_CLASSES, choice, external_id, long_text, merged_ids, object, of, owner, reference, tags, text};
use crate::field::{Computed, ObjectDef, Tone};
use crate::kind::FieldKind;

/// An organisation; may belong to another one.
pub(super) fn company() -> ObjectDef {
    let fields = vec![
        text("name", "Name").required().searched(),
        choice("stage", "Stage").options(&[
            ("prospect", "Prospect", Tone::Neutral),
            ("customer", "Customer", Tone::Success),
            ("partner", "Partner", Tone::Info),
            ("former", "Former customer", Tone::Neutral),
        ]),
        choice("industry", "Industry").open(),
        of(FieldKind::Url, "website", "Website").multi().searched(),
        of(FieldKind::Email, "email", "E-mail").multi().searched(),
        of(FieldKind::Phone, "phone", "Phone").multi().searched(),
        of(FieldKind::Address, "address", "Address").multi().searched(),
        text("country", "Country").searched(),
        of(FieldKind::Integer, "employees", "Employees"),
        of(FieldKind::Money, "annual_revenue", "Annual revenue"),
        of(FieldKind::Integer, "founded", "Founded"),
        reference("parent", "Part of", "company"),
        owner(),
        tags(),
        long_text("description", "About").searched(),
        external_id(),
        merged_ids(),
        of(FieldKind::Integer, "contacts", "People").computed(Computed::ContactCount),
        of(FieldKind::DateTime, "last_activity", "Last activity").computed(Computed::LastActivity),
        of(FieldKind::Date, "next_step", "Next step").computed(Computed::NextStep),
        of(FieldKind::Integer, "orders", "Orders").computed(Computed::OrderCount),
        of(FieldKind::Money, "revenue", "Lifetime value").computed(Computed::Revenue),
        of(FieldKind::Date, "last_order", "Last order").computed(Computed::LastOrder),
        of(FieldKind::Integer, "rfm_recency", "Recency score").computed(Computed::Recency),
        of(FieldKind::Integer, "rfm_frequency", "Frequency score").computed(Computed::Frequency),
        of(FieldKind::Integer, "rfm_monetary", "Monetary score").computed(Computed::Monetary),
        choice("rfm_segment", "Segment").open().computed(Computed::RfmSegment),
        of(FieldKind::Percent, "still_customer", "Still a customer").computed(Computed::StillCustomer),
        of(FieldKind::Number, "purchases_ahead", "Purchases ahead").computed(Computed::PurchasesAhead),
        of(FieldKind::Money, "value_ahead", "Value ahead").computed(Computed::ValueAhead),
        choice("value_class", "Value class")
            .options(&VALUE_CLASSES)
            .computed(Computed::ValueClass),
        of(FieldKind::Number, "silence", "Times the usual gap").computed(Computed::Silence),
        of(FieldKind::Percent, "leaving", "Chance of falling silent").computed(Computed::Leaving),
        of(FieldKind::Integer, "open_deals", "Open deals").computed(Computed::OpenDeals),
        of(FieldKind::Integer, "open_tickets", "Open tickets").computed(Computed::OpenTickets),
    ];
    object("company", "Company", "Companies", "company", fields)
        .columns(&[
            "name",
            "industry",
            "country",
            "employees",
            "contacts",
            "owner",
            "open_deals",
            "last_activity",
            "revenue",
        ])
        .board("stage", &["industry", "revenue", "owner"])
}
