//! Import of files that say themselves what their rows are: contact cards, calendars and e-mail.

use bridge::import::{ImportRequest, MatchKey, Phase, ProblemKind, Target};
use bridge::{Cell, Command};
use model::reading::FormProblem;
use model::{FileKind, View};

use super::desk::Desk;

const CARDS: &str = "BEGIN:VCARD\r\nVERSION:4.0\r\nN:Lovelace;Ada;;;\r\nEMAIL;PREF=1:ada@example.org\r\nEMAIL:countess@example.org\r\nTEL:+44 20 7946 0001\r\nORG:Analytik GmbH\r\nADR:;;St James 12;London;;SW1;England\r\nADR:;;Ockham Park;Ockham;;;England\r\nCATEGORIES:Pioneers\r\nPHOTO:data:image/png;base64,AAAA\r\nUID:u-1\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Grace Hopper\r\nEMAIL:grace@\r\nEND:VCARD\r\n";

const CALENDAR: &str = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:e-1\nSUMMARY:Kick-off\nDTSTART:20260310T090000Z\nDTEND:20260310T100000Z\nORGANIZER:mailto:stranger@example.net\nATTENDEE:mailto:ada@example.org\nEND:VEVENT\nBEGIN:VTODO\nUID:t-1\nSUMMARY:Send minutes\nDUE;VALUE=DATE:20260312\nSTATUS:COMPLETED\nATTENDEE:mailto:ada@example.org\nEND:VTODO\nEND:VCALENDAR\n";

fn bytes(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

#[test]
fn cards_become_contacts_with_all_their_addresses() {
    let desk = Desk::new();
    let state = desk.preview(vec![("people.bin", bytes(CARDS))], None);
    let file = &state.files[0];
    assert_eq!((state.phase, file.dialect.kind, file.rows), (Phase::Ready, FileKind::Cards, 2));
    assert_eq!(file.object.as_deref(), Some("contact"));
    assert_eq!(file.match_key, MatchKey::Field("email".into()));
    let nowhere = file
        .columns
        .iter()
        .filter(|column| column.filled > 0 && column.target == Target::Skip);
    assert_eq!(nowhere.count(), 0, "every column with something in it goes somewhere");
    let told = file
        .problems
        .iter()
        .map(|problem| (problem.line, problem.problem.clone()))
        .collect::<Vec<_>>();
    assert_eq!(told.len(), 2, "{told:?}");
    let picture = ProblemKind::Form(FormProblem::AttachmentsLeftOut { count: 1 });
    assert_eq!(told[0].1, picture, "the picture: {told:?}");
    assert_eq!(told[1].0, 14, "the card of the address that is none: {told:?}");
    desk.import(ImportRequest::Run, vec![]);
    assert_eq!((desk.count("contact"), desk.count("company"), desk.count("tag")), (2, 1, 1));
    let rows = desk.page(View::table("contact")).rows;
    let ada = rows
        .iter()
        .find(|row| matches!(&row.cells[0], Cell::Name(name) if name.full() == "Ada Lovelace"))
        .unwrap();
    for field in ["email", "address"] {
        let text = format!("{:?}", desk.cell("contact", ada.id, field));
        let (first, second) = if field == "email" {
            ("ada@", "countess@")
        } else {
            ("London", "Ockham")
        };
        assert!(text.contains(first) && text.contains(second), "{field}: {text}");
    }
    let again = desk.preview(vec![("people.vcf", bytes(CARDS))], None);
    assert_eq!(
        (again.counts.create, again.counts.unchanged),
        (1, 1),
        "who has an address is known: {:?}",
        again.counts
    );
    let desk = desk.reopened();
    desk.run(Command::Undo).unwrap();
    assert_eq!((desk.count("contact"), desk.count("company"), desk.count("tag")), (0, 0, 0));
}

#[test]
fn a_calendar_becomes_meetings_and_tasks_about_those_who_are_here() {
    let desk = Desk::new();
    desk.preview(vec![("people.vcf", bytes(CARDS))], None);
    desk.import(ImportRequest::Run, vec![]);
    let state = desk.preview(vec![("calendar.ics", bytes(CALENDAR))], None);
    let objects = state.files.iter().map(|file| (file.name.as_str(), file.object.as_deref()));
    assert_eq!(
        objects.collect::<Vec<_>>(),
        [("calendar.ics", Some("activity")), ("calendar.ics (tasks)", Some("task"))]
    );
    let link = ProblemKind::Link {
        name: "stranger@example.net".into(),
        close: None,
    };
    let problems = &state.files[0].problems;
    assert_eq!(
        problems.iter().map(|problem| (problem.line, &problem.problem)).collect::<Vec<_>>(),
        [(2, &link)]
    );
    assert_eq!((state.counts.create, state.counts.linked), (2, 0), "nobody is made of an attendee");
    desk.import(ImportRequest::Run, vec![]);
    let meeting = desk.page(View::table("activity")).rows[0].id;
    let task = desk.page(View::table("task")).rows[0].id;
    assert_eq!(desk.cell("activity", meeting, "duration"), Cell::Duration(3_600));
    assert_eq!(desk.cell("activity", meeting, "at"), Cell::Time(1_773_133_200_000));
    for (object, record) in [("activity", meeting), ("task", task)] {
        let contact = format!("{:?}", desk.cell(object, record, "contact"));
        assert!(contact.contains("Ada Lovelace"), "{object}: {contact}");
    }
    for object in ["activity", "task"] {
        let again = desk.preview(vec![("calendar.ics", bytes(CALENDAR))], Some(object));
        assert_eq!(
            (again.files.len(), again.counts.create, again.counts.unchanged),
            (1, 0, 1),
            "the same {object} is known: {:?}",
            again.counts
        );
    }
    desk.run(Command::Undo).unwrap();
    assert_eq!((desk.count("activity"), desk.count("task"), desk.count("contact")), (0, 0, 2));
}

const MAILBOX: &str = "From x Sat Jan 3 01:05:34 2026\nFrom: Ada Lovelace <ada@example.org>\nTo: jana@atelier.example\nCc: Bob <bob@example.org>\nDate: Tue, 10 Mar 2026 09:05:00 +0100\nSubject: The engine\nMessage-ID: <1@example.org>\nContent-Type: text/html\n\n<p>Is it <b>ready</b>?</p><script>alert(1)</script>\n\nFrom x Sat Jan 3 01:05:34 2026\nFrom: Jana <jana@atelier.example>\nTo: Grace Hopper <grace@example.org>, ada@example.org\nDate: Tue, 10 Mar 2026 12:00:00 +0100\nSubject: Re: The engine\nMessage-ID: <2@atelier.example>\n\nYes.\n";

#[test]
fn a_mailbox_becomes_activities_of_those_whom_it_is_from_and_to() {
    let desk = Desk::new();
    let jana = desk.page(View::table("member")).rows[0].id;
    desk.edit("member", jana, "email", "jana@atelier.example").unwrap();
    desk.create("company", &[("name", "Analytik")]);
    desk.create(
        "contact",
        &[("name", "Ada L."), ("email", "ada@example.org"), ("company", "Analytik")],
    );
    let state = desk.preview(vec![("inbox.bin", bytes(MAILBOX))], None);
    let file = &state.files[0];
    assert_eq!((file.dialect.kind, file.object.as_deref()), (FileKind::Mail, Some("activity")));
    assert_eq!(file.match_key, MatchKey::Field("external_id".into()));
    let counts = state.counts;
    assert_eq!(
        (counts.create, counts.linked),
        (2, 1),
        "whom a mail was sent to is made, whoever got a copy is not"
    );
    let missing = file
        .problems
        .iter()
        .map(|problem| (problem.line, &problem.problem))
        .collect::<Vec<_>>();
    let bob = ProblemKind::Link {
        name: "bob@example.org".into(),
        close: None,
    };
    assert_eq!(missing, [(1, &bob)]);
    desk.import(ImportRequest::Run, vec![]);
    let cell = |name: &str, field: &str| {
        let rows = desk.page(View::table("activity")).rows;
        let row = rows.iter().find(|row| row.cells[0] == Cell::Text(name.into())).unwrap();
        desk.cell("activity", row.id, field)
    };
    assert_eq!(cell("The engine", "body"), Cell::Text("Is it ready?".into()));
    assert_eq!(cell("The engine", "at"), Cell::Time(1_773_129_900_000));
    for (name, direction, contacts, company) in [
        ("The engine", "in", vec!["Ada L."], "Analytik"),
        ("Re: The engine", "out", vec!["Grace Hopper", "Ada L."], ""),
    ] {
        let told = |field: &str| format!("{:?}", cell(name, field));
        assert!(
            told("type").contains("email") && told("direction").contains(direction),
            "{name}: {}",
            told("direction")
        );
        assert!(
            contacts.iter().all(|contact| told("contact").contains(contact)),
            "{name}: {}",
            told("contact")
        );
        assert!(told("company").contains(company), "{name}: {}", told("company"));
    }
    let again = desk.preview(vec![("inbox.mbox", bytes(MAILBOX))], None);
    assert_eq!((again.counts.create, again.counts.unchanged), (0, 2), "{:?}", again.counts);
    desk.run(Command::Undo).unwrap();
    assert_eq!((desk.count("activity"), desk.count("contact")), (0, 1));
}
