//! The templates as tables.

use model::FieldKind;
use model::FieldKind::{Boolean, Choice, Choices, Date, Duration, Integer, LongText, Money, Number, Reference, Text};

/// A set-up for a line of business.
pub(super) struct Template {
    pub(super) key: &'static str,
    pub(super) name: &'static str,
    /// Own objects: singular and plural.
    pub(super) objects: &'static [(&'static str, &'static str)],
    pub(super) fields: &'static [FieldRow],
    pub(super) pipelines: &'static [Pipeline],
    pub(super) tags: &'static [&'static str],
}

/// A field: its object by key, or by name where it is the template's own.
pub(super) struct FieldRow {
    pub(super) object: &'static str,
    pub(super) label: &'static str,
    pub(super) kind: FieldKind,
    /// Options of a choice, target of a reference, else a formula.
    pub(super) extra: &'static str,
}

/// A pipeline with its stages: name, probability, days until quiet (none when 0), outcome.
pub(super) struct Pipeline {
    pub(super) name: &'static str,
    pub(super) stages: &'static [(&'static str, f64, i64, &'static str)],
}

const fn field(object: &'static str, label: &'static str, kind: FieldKind, extra: &'static str) -> FieldRow {
    FieldRow {
        object,
        label,
        kind,
        extra,
    }
}

pub(super) const TEMPLATES: [Template; 5] = [
    Template {
        key: "freelancer",
        name: "Freelancer",
        objects: &[("Project", "Projects")],
        fields: &[
            field("Project", "Client", Reference, "company"),
            field("Project", "State", Choice, "Planned, Running, Waiting for client, Delivered, Paid"),
            field("Project", "Due", Date, ""),
            field("Project", "Hourly rate", Money, ""),
            field("Project", "Hours planned", Number, ""),
            field("Project", "Hours worked", Number, ""),
            field("Project", "Worth so far", Money, "{Hourly rate} * {Hours worked}"),
            field("Project", "Hours left", Number, "max({Hours planned} - {Hours worked}, 0)"),
            field("Project", "Days left", Integer, "days(today(), {Due})"),
            field("company", "Payment days", Integer, ""),
            field("deal", "Hours offered", Number, ""),
        ],
        pipelines: &[Pipeline {
            name: "Commissions",
            stages: &[
                ("Enquiry", 20.0, 7, "open"),
                ("Offer sent", 50.0, 10, "open"),
                ("Agreed", 90.0, 14, "open"),
                ("Won", 100.0, 0, "won"),
                ("Declined", 0.0, 0, "lost"),
            ],
        }],
        tags: &["regular client", "pays late", "referral"],
    },
    Template {
        key: "agency",
        name: "Agency",
        objects: &[("Campaign brief", "Campaign briefs"), ("Retainer", "Retainers")],
        fields: &[
            field("Campaign brief", "Client", Reference, "company"),
            field("Campaign brief", "Deal", Reference, "deal"),
            field(
                "Campaign brief",
                "State",
                Choice,
                "Draft, With client, Approved, In production, Live",
            ),
            field("Campaign brief", "Channels", Choices, "Print, Web, Social, Video, Event"),
            field("Campaign brief", "Budget", Money, ""),
            field("Campaign brief", "Spent", Money, ""),
            field("Campaign brief", "Budget left", Money, "{Budget} - {Spent}"),
            field("Campaign brief", "Goes live", Date, ""),
            field("Retainer", "Client", Reference, "company"),
            field("Retainer", "Monthly fee", Money, ""),
            field("Retainer", "Starts", Date, ""),
            field("Retainer", "Ends", Date, ""),
            field("Retainer", "Months", Integer, "months({Starts}, {Ends})"),
            field("Retainer", "Worth in all", Money, "{Monthly fee} * {Months}"),
            field("deal", "Service", Choice, "Branding, Website, Campaign, Print, Retainer"),
        ],
        pipelines: &[Pipeline {
            name: "New business",
            stages: &[
                ("Lead", 10.0, 14, "open"),
                ("Briefing", 30.0, 10, "open"),
                ("Pitch", 50.0, 10, "open"),
                ("Contract", 80.0, 14, "open"),
                ("Won", 100.0, 0, "won"),
                ("Lost", 0.0, 0, "lost"),
            ],
        }],
        tags: &["key account", "award entry", "reference"],
    },
    Template {
        key: "shop",
        name: "Online shop",
        objects: &[("Return", "Returns"), ("Supplier", "Suppliers")],
        fields: &[
            field("Return", "Order", Reference, "order"),
            field("Return", "Customer", Reference, "contact"),
            field("Return", "State", Choice, "Announced, Received, Refunded, Refused"),
            field(
                "Return",
                "Reason",
                Choice,
                "Does not fit, Defective, Not as shown, Late, Changed mind",
            ),
            field("Return", "Refund", Money, ""),
            field("Return", "Received on", Date, ""),
            field("Supplier", "Company", Reference, "company"),
            field("Supplier", "Lead time in days", Integer, ""),
            field("Supplier", "Least order", Money, ""),
            field("product", "Supplier", Reference, "Supplier"),
            field("product", "Purchase price", Money, ""),
            field("product", "In stock", Integer, ""),
            field("product", "Reorder at", Integer, ""),
            field("product", "To reorder", Boolean, "{In stock} <= {Reorder at}"),
            field("contact", "Newsletter topics", Choices, "New arrivals, Sales, Guides"),
        ],
        pipelines: &[Pipeline {
            name: "Wholesale",
            stages: &[
                ("Enquiry", 20.0, 7, "open"),
                ("Samples sent", 40.0, 14, "open"),
                ("Price list agreed", 70.0, 14, "open"),
                ("First order", 100.0, 0, "won"),
                ("Lost", 0.0, 0, "lost"),
            ],
        }],
        tags: &["regular", "wholesale", "returns often"],
    },
    Template {
        key: "telecom",
        name: "Telecom support",
        objects: &[("Line", "Lines"), ("Outage", "Outages")],
        fields: &[
            field("Line", "Customer", Reference, "contact"),
            field("Line", "Number", Text, ""),
            field("Line", "Technology", Choice, "Fibre, Cable, DSL, Mobile"),
            field("Line", "State", Choice, "Ordered, Active, Suspended, Ended"),
            field("Line", "Contract from", Date, ""),
            field("Line", "Contract months", Integer, ""),
            field("Line", "Contract until", Date, "addmonths({Contract from}, {Contract months})"),
            field("Line", "Days until renewal", Integer, "days(today(), {Contract until})"),
            field("Outage", "Region", Text, ""),
            field("Outage", "State", Choice, "Reported, Confirmed, Being repaired, Solved"),
            field("Outage", "Lines affected", Integer, ""),
            field("Outage", "Cause", LongText, ""),
            field("ticket", "Line", Reference, "Line"),
            field("ticket", "Outage", Reference, "Outage"),
            field("ticket", "Technician on site", Boolean, ""),
            field("ticket", "Time on site", Duration, ""),
        ],
        pipelines: &[Pipeline {
            name: "Contracts",
            stages: &[
                ("Interest", 20.0, 7, "open"),
                ("Availability checked", 50.0, 7, "open"),
                ("Contract sent", 80.0, 10, "open"),
                ("Signed", 100.0, 0, "won"),
                ("Lost", 0.0, 0, "lost"),
            ],
        }],
        tags: &["business line", "at risk", "technician needed"],
    },
    Template {
        key: "nonprofit",
        name: "Non-profit",
        objects: &[
            ("Donation", "Donations"),
            ("Volunteer shift", "Volunteer shifts"),
            ("Grant", "Grants"),
        ],
        fields: &[
            field("Donation", "Donor", Reference, "contact"),
            field("Donation", "Organisation", Reference, "company"),
            field("Donation", "Received on", Date, ""),
            field("Donation", "Amount", Money, ""),
            field("Donation", "Purpose", Choice, "Where needed most, Project, Emergency, Membership"),
            field("Donation", "Receipt sent", Boolean, ""),
            field("Volunteer shift", "Volunteer", Reference, "contact"),
            field("Volunteer shift", "Day", Date, ""),
            field("Volunteer shift", "Role", Choice, "Kitchen, Transport, Office, Event"),
            field("Volunteer shift", "Hours", Number, ""),
            field("Grant", "Funder", Reference, "company"),
            field("Grant", "State", Choice, "Idea, Applied, Granted, Reported, Refused"),
            field("Grant", "Amount", Money, ""),
            field("Grant", "Spent", Money, ""),
            field("Grant", "Left to spend", Money, "{Amount} - {Spent}"),
            field("Grant", "Report due", Date, ""),
            field("contact", "Relation", Choices, "Donor, Member, Volunteer, Beneficiary, Press"),
        ],
        pipelines: &[Pipeline {
            name: "Major gifts",
            stages: &[
                ("Identified", 10.0, 30, "open"),
                ("Cultivating", 30.0, 30, "open"),
                ("Asked", 60.0, 21, "open"),
                ("Pledged", 90.0, 30, "open"),
                ("Received", 100.0, 0, "won"),
                ("Declined", 0.0, 0, "lost"),
            ],
        }],
        tags: &["board", "monthly donor", "thank personally"],
    },
];
