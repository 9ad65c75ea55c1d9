//! An agency for design and print.

use super::people::TAG;
use crate::sample::persona::{Persona, StageWords};

/// A small team, companies as customers, projects and retainers.
pub(in crate::sample) const AGENCY: Persona = Persona {
    team: &[
        ("Jana Brandt", "Sales"),
        ("Tomasz Wieczorek", "Sales"),
        ("Amélie Durand", "Design"),
        ("Marco Ferri", "Support"),
    ],
    domain: "atelier.example",
    pipeline: "Client work",
    stages: &[
        StageWords::open("New", 10.0, 14),
        StageWords::open("Qualified", 25.0, 14),
        StageWords::open("Briefing", 40.0, 14),
        StageWords::open("Proposal", 60.0, 14),
        StageWords::open("Negotiation", 80.0, 21),
        StageWords::open("Contract", 95.0, 21),
        StageWords::won("Won"),
        StageWords::lost("Lost"),
    ],
    products: &PRODUCT,
    subjects: &DEAL,
    tickets: &TICKET,
    activities: &ACTIVITY,
    tasks: &TASK,
    tags: &TAG,
    at_company: 0.86,
    deals: 0.4,
    wins: -0.1,
    contacts_per_ticket: 5,
    orders: 1.0,
};

/// Products: name, category, price in minor units.
const PRODUCT: [(&str, &str, i64); 24] = [
    ("Brand workshop, one day", "Workshops", 180_000),
    ("Design retainer, monthly", "Retainers", 420_000),
    ("Website, small", "Projects", 890_000),
    ("Website, large", "Projects", 2_400_000),
    ("Logo and stationery", "Projects", 350_000),
    ("Annual report", "Projects", 780_000),
    ("Photo shooting, half day", "Production", 95_000),
    ("Photo shooting, full day", "Production", 160_000),
    ("Film, one minute", "Production", 640_000),
    ("Illustration set", "Production", 120_000),
    ("Copywriting, per page", "Production", 18_000),
    ("Translation, per page", "Production", 9_500),
    ("Printed brochure, 500", "Print", 64_000),
    ("Printed brochure, 2,000", "Print", 148_000),
    ("Business cards, 250", "Print", 6_900),
    ("Poster, A1, 50", "Print", 21_000),
    ("Trade fair wall", "Print", 112_000),
    ("Packaging concept", "Projects", 520_000),
    ("Packaging, 1,000", "Print", 240_000),
    ("Hosting, yearly", "Retainers", 36_000),
    ("Newsletter set-up", "Projects", 84_000),
    ("Newsletter, per issue", "Retainers", 29_000),
    ("Accessibility review", "Workshops", 145_000),
    ("Support package, 10 hours", "Retainers", 110_000),
];

/// What deals are about.
const DEAL: [&str; 20] = [
    "Spring retainer",
    "Rebrand",
    "Patient app, visual language",
    "Passenger information system",
    "Brand film",
    "Tea packaging range",
    "Autumn collection campaign",
    "Annual report",
    "Store signage",
    "Headlight launch site",
    "Fleet livery",
    "Festival identity",
    "Editorial templates",
    "Wayfinding, new clinic",
    "Bottle label series",
    "Investor portal",
    "Café interiors guide",
    "Ceramics shop relaunch",
    "Design system audit",
    "Trade fair stand",
];

/// What tickets are about, with a first message.
const TICKET: [(&str, &str, &str); 14] = [
    (
        "Wrong colour profile in print files",
        "The files came back from the printer in RGB. They go to press on Monday, so we need new ones by Friday.",
        "problem",
    ),
    (
        "Invoice has the old address",
        "We moved in March. Please send the invoice again with the new address.",
        "request",
    ),
    (
        "Cannot open the delivered archive",
        "The archive asks for a password that we do not have.",
        "problem",
    ),
    (
        "Newsletter shows cut-off images",
        "In the mail client of our office the pictures are cut at the right.",
        "problem",
    ),
    (
        "Please add two more users",
        "Two colleagues need access to the templates.",
        "request",
    ),
    (
        "Question about licence of the photos",
        "May we use the photos in our shop as well?",
        "question",
    ),
    (
        "Delivery is a week late",
        "The brochures should have been here last Tuesday. When can we expect them?",
        "complaint",
    ),
    ("Typo on page 12", "It says “recieve” in the second paragraph.", "problem"),
    (
        "How do we export the logo for print?",
        "Our printer asks for a vector file.",
        "question",
    ),
    (
        "Website is slow on phones",
        "Customers tell us that the product page takes long to load.",
        "problem",
    ),
    ("Wrong quantity delivered", "We ordered 500 and received 250.", "complaint"),
    (
        "Change of contact person",
        "From next month on, please write to my colleague.",
        "request",
    ),
    ("Broken link in the footer", "The imprint link leads nowhere.", "problem"),
    (
        "Can we get the source files?",
        "We would like to make small changes ourselves.",
        "question",
    ),
];

/// Subjects of activities by kind: kind, subject, body, minutes.
const ACTIVITY: [(&str, &str, &str, i64); 16] = [
    (
        "call",
        "Introductory call",
        "Talked about their plans for the next season. Will send examples.",
        20,
    ),
    ("call", "Follow-up call", "Budget is being reviewed; decision next month.", 12),
    (
        "call",
        "Asked about the offer",
        "Likes the second variant. Wants a smaller first step.",
        9,
    ),
    (
        "email",
        "Offer sent",
        "Attached is the offer as discussed. It is valid for 30 days.",
        0,
    ),
    (
        "email",
        "Thank you for the meeting",
        "It was good to meet you. Here are the notes and the next steps.",
        0,
    ),
    (
        "email",
        "Retainer, next steps",
        "Attached is the plan for three days a month from April to September.",
        0,
    ),
    ("meeting", "Kick-off", "Agreed on goals, people and dates.", 60),
    (
        "meeting",
        "Review of drafts",
        "Happy with the campaign. Wants fewer, larger pieces.",
        45,
    ),
    ("meeting", "Quarterly review", "Went through results and plans.", 60),
    (
        "note",
        "Prefers calls in the morning",
        "Best reached before 10:00; sends decisions in writing afterwards.",
        0,
    ),
    ("note", "New decision maker", "Decisions move to a colleague from April.", 0),
    ("note", "Met at the fair", "Wants a call in May.", 0),
    (
        "visit",
        "Visit at the office",
        "Saw the new rooms; signage will be needed in autumn.",
        90,
    ),
    ("call", "Reminder about open invoice", "Will be paid this week.", 5),
    ("email", "Question about formats", "Asked which formats the printer needs.", 0),
    (
        "meeting",
        "Presentation of concept",
        "The direction is agreed; details by e-mail.",
        75,
    ),
];

/// Tasks: title, kind.
const TASK: [(&str, &str); 12] = [
    ("Send references", "email"),
    ("Call back about the offer", "call"),
    ("Prepare workshop", "todo"),
    ("Ask for the logo files", "email"),
    ("Present the concept", "meeting"),
    ("Check print proof", "todo"),
    ("Write invoice", "todo"),
    ("Plan next quarter", "meeting"),
    ("Congratulate on anniversary", "call"),
    ("Collect feedback", "email"),
    ("Follow up on the brief", "call"),
    ("Update the contract", "todo"),
];
