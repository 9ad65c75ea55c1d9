//! A contact: a person one deals with.

use super::{VALUE_CLASSES, choice, external_id, long_text, merged_ids, object, of, owner, reference, tags, text};
use crate::field::{Computed, ObjectDef, Tone};
use crate::kind::FieldKind;

/// Grades of leads, best first: letters for fit, digits for engagement.
const GRADES: [(&str, &str, Tone); 9] = [
    ("A1", "A1", Tone::Success),
    ("A2", "A2", Tone::Success),
    ("A3", "A3", Tone::Info),
    ("B1", "B1", Tone::Success),
    ("B2", "B2", Tone::Info),
    ("B3", "B3", Tone::Neutral),
    ("C1", "C1", Tone::Info),
    ("C2", "C2", Tone::Neutral),
    ("C3", "C3", Tone::Neutral),
];

/// A person; may belong to several companies and have several addresses of each kind.
pub(super) fn contact() -> ObjectDef {
    let fields = vec![
        of(FieldKind::PersonName, "name", "Name").required().searched().personal(),
        choice("stage", "Stage").options(&[
            ("lead", "Lead", Tone::Neutral),
            ("qualified", "Qualified", Tone::Info),
            ("opportunity", "Opportunity", Tone::Info),
            ("customer", "Customer", Tone::Success),
            ("former", "Former customer", Tone::Neutral),
        ]),
        of(FieldKind::Email, "email", "E-mail").multi().searched().personal(),
        of(FieldKind::Phone, "phone", "Phone").multi().searched().personal(),
        text("job_title", "Role").searched(),
        reference("company", "Company", "company").multi().searched(),
        owner(),
        choice("source", "Source").open().options(&[
            ("referral", "Referral", Tone::Neutral),
            ("website", "Website", Tone::Neutral),
            ("event", "Event", Tone::Neutral),
            ("cold", "Cold outreach", Tone::Neutral),
            ("partner", "Partner", Tone::Neutral),
        ]),
        text("language", "Language"),
        of(FieldKind::Address, "address", "Address").multi().searched().personal(),
        of(FieldKind::Url, "website", "Website").multi(),
        of(FieldKind::Date, "birthday", "Birthday").personal(),
        choice("newsletter", "Newsletter")
            .opt_out_wins()
            .options(&[("yes", "Agreed", Tone::Success), ("no", "Opted out", Tone::Danger)]),
        tags(),
        long_text("description", "About").searched(),
        of(FieldKind::Date, "customer_since", "Customer since"),
        external_id(),
        merged_ids(),
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
        choice("lead_grade", "Lead grade").options(&GRADES).computed(Computed::LeadGrade),
        of(FieldKind::Integer, "lead_fit", "Fit points").computed(Computed::LeadFit),
        of(FieldKind::Number, "lead_engagement", "Engagement points").computed(Computed::LeadEngagement),
        of(FieldKind::Integer, "open_deals", "Open deals").computed(Computed::OpenDeals),
        of(FieldKind::Integer, "open_tickets", "Open tickets").computed(Computed::OpenTickets),
    ];
    object("contact", "Contact", "Contacts", "contacts", fields)
        .columns(&[
            "name",
            "company",
            "stage",
            "owner",
            "email",
            "phone",
            "last_activity",
            "rfm_segment",
            "revenue",
        ])
        .board("stage", &["company", "email", "revenue", "owner"])
}
