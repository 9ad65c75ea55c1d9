//! A freelancer who translates and writes.

use crate::sample::persona::{Persona, StageWords};

/// One person, a handful of regular clients, everything by hand.
pub(in crate::sample) const FREELANCER: Persona = Persona {
    team: &[("Ines Carvalho", "Everything")],
    domain: "ines-carvalho.example",
    pipeline: "Assignments",
    stages: &[
        StageWords::open("Enquiry", 20.0, 7),
        StageWords::open("Quoted", 50.0, 10),
        StageWords::open("Agreed", 90.0, 14),
        StageWords::won("Delivered and paid"),
        StageWords::lost("Not this time"),
    ],
    products: &[
        ("Translation, per page", "Translation", 4_200),
        ("Translation, certified document", "Translation", 9_000),
        ("Translation, technical manual", "Translation", 120_000),
        ("Subtitles, per minute", "Translation", 1_400),
        ("Interpreting, half day", "Interpreting", 48_000),
        ("Interpreting, full day", "Interpreting", 82_000),
        ("Proofreading, per page", "Text", 1_600),
        ("Newsletter text", "Text", 28_000),
        ("Website texts, small", "Text", 96_000),
        ("Terminology list", "Text", 36_000),
    ],
    subjects: &[
        "Product catalogue, spring",
        "Court interpreter, two days",
        "Website into Portuguese",
        "Museum audio guide",
        "Cookbook, second edition",
        "Safety data sheets",
        "Conference in Porto",
        "Children's book series",
        "Annual accounts into English",
        "Wine labels",
    ],
    tickets: &[
        (
            "One paragraph is missing",
            "The last paragraph of chapter three is not in the file that you sent.",
            "problem",
        ),
        (
            "Please use the formal address",
            "Our readers expect to be addressed formally throughout.",
            "request",
        ),
        (
            "Invoice without our order number",
            "Accounting asks for the order number on the invoice.",
            "request",
        ),
        (
            "Which spelling do you use?",
            "British or American? Our style guide says nothing.",
            "question",
        ),
        (
            "Deadline moved",
            "The printer needs it two days earlier. Is that possible?",
            "question",
        ),
    ],
    activities: &[
        (
            "call",
            "About the deadline",
            "Friday noon is fine; two pages may follow on Monday.",
            10,
        ),
        ("email", "Sent the quote", "Price per page, delivery in ten working days.", 0),
        ("email", "Sent the first half", "Asked for the glossary of the last edition.", 0),
        (
            "meeting",
            "Coffee with the editor",
            "Three more titles next year, if this one goes well.",
            60,
        ),
        ("note", "Pays late, but always pays", "Usually five weeks after the invoice.", 0),
        (
            "call",
            "Questions about the text",
            "“Bearing” is meant in the technical sense everywhere.",
            15,
        ),
        ("note", "Prefers short invoices", "One line per assignment is enough.", 0),
    ],
    tasks: &[
        ("Write the invoice", "todo"),
        ("Send the quote", "email"),
        ("Ask for the glossary", "email"),
        ("Call about the next volume", "call"),
        ("Proofread once more", "todo"),
        ("Remind about payment", "email"),
    ],
    tags: &[("regular", 0.3), ("pays late", 0.1), ("publisher", 0.2)],
    at_company: 0.7,
    deals: 2.5,
    wins: -0.1,
    contacts_per_ticket: 6,
    orders: 0.5,
};
