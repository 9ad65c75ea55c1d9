//! Fields of which no two records may have the same, in imports: against what is here, among rows, and among files.

use bridge::import::{Holder, ImportRequest, ImportState, MatchKey, Policy, ProblemKind};
use bridge::record::FieldDraft;
use bridge::{Cell, Command};
use model::{Check, FieldKey, FieldKind, View};
use proptest::prelude::*;

use super::desk::Desk;

fn csv(lines: &[&str]) -> Vec<u8> {
    lines.join("\n").into_bytes()
}

/// Gives an object a text field of which no two records may have the same.
fn unique(desk: &Desk, object: &str, label: &str, required: bool) -> FieldKey {
    let check = Check {
        unique: true,
        ..Check::default()
    };
    let draft = FieldDraft {
        check: Some(check),
        required,
        ..FieldDraft::new(object.into(), label, FieldKind::Text)
    };
    let done = desk.run(Command::SaveField(Box::new(draft))).unwrap();
    engine::custom::custom_key(done.record.unwrap().id).into()
}

fn set(desk: &Desk, request: ImportRequest) {
    desk.import(request, vec![]);
}

/// Line, column, text and who has it, of every value that is taken.
fn taken(state: &ImportState, file: usize) -> Vec<(u32, Option<u32>, &str, Holder)> {
    let problems = state.files[file].problems.iter().filter_map(|problem| match &problem.problem {
        ProblemKind::Taken(holder) => Some((problem.line, problem.column, problem.text.as_str(), holder.clone())),
        _ => None,
    });
    problems.collect()
}

fn line(line: u32, file: Option<&str>) -> Holder {
    Holder::Line {
        line,
        file: file.map(str::to_owned),
    }
}

/// The texts of a field by the names of the records.
fn codes(desk: &Desk, field: &str) -> Vec<(String, String)> {
    let rows = desk.page(View::table("contact")).rows;
    let mut codes = rows
        .iter()
        .map(|row| {
            let Cell::Name(name) = &row.cells[0] else {
                panic!("{:?}", row.cells[0])
            };
            let code = match desk.cell("contact", row.id, field) {
                Cell::Text(text) => text,
                Cell::Empty => String::new(),
                other => panic!("{other:?}"),
            };
            (name.full(), code)
        })
        .collect::<Vec<_>>();
    codes.sort();
    codes
}

fn are(codes: &[(String, String)], expected: &[(&str, &str)]) {
    let codes = codes.iter().map(|(name, code)| (name.as_str(), code.as_str())).collect::<Vec<_>>();
    assert_eq!(codes, expected);
}

#[test]
fn a_value_that_is_taken_is_left_out_of_its_row_and_says_who_has_it() {
    let desk = Desk::new();
    let code = unique(&desk, "contact", "Code", false);
    desk.create("contact", &[("name", "Noor"), (&code, "A-1")]);
    let first = csv(&["Name,Code,Role", "Ann,a-1,Cook", "Bob,B-2,Baker", "Cy,b-2,", "Dee,,"]);
    let second = csv(&["Name,Code", "Eve,B-2", "Fay,F-6"]);
    let state = desk.preview(vec![("first.csv", first), ("second.csv", second)], None);
    let state = if state.files.iter().any(|file| file.match_key != MatchKey::Never) {
        desk.match_by(0, MatchKey::Never);
        desk.match_by(1, MatchKey::Never);
        desk.again()
    } else {
        state
    };
    assert_eq!(
        taken(&state, 0),
        [
            (2, Some(1), "a-1", Holder::Record("Noor".into())),
            (4, Some(1), "b-2", line(3, None))
        ]
    );
    assert_eq!(taken(&state, 1), [(2, Some(1), "B-2", line(3, Some("first.csv")))]);
    assert_eq!((state.counts.create, state.counts.skip), (6, 0), "{:?}", state.counts);
    // Corrected in place, nothing is wrong with it any more.
    set(
        &desk,
        ImportRequest::EditCell {
            file: 0,
            row: 0,
            column: 1,
            text: "A-2".into(),
        },
    );
    let state = desk.again();
    assert_eq!(taken(&state, 0).len(), 1);
    set(&desk, ImportRequest::Run);
    are(
        &codes(&desk, &code),
        &[
            ("Ann", "A-2"),
            ("Bob", "B-2"),
            ("Cy", ""),
            ("Dee", ""),
            ("Eve", ""),
            ("Fay", "F-6"),
            ("Noor", "A-1"),
        ],
    );
    desk.run(Command::Undo).unwrap();
    are(&codes(&desk, &code), &[("Noor", "A-1")]);
}

#[test]
fn the_record_that_a_row_updates_may_keep_and_change_its_value() {
    let desk = Desk::new();
    let code = unique(&desk, "contact", "Code", false);
    for (name, email, value) in [("Ann", "ann@x.org", "A-1"), ("Bob", "bob@x.org", "B-2"), ("Cy", "cy@x.org", "C-3")] {
        desk.create("contact", &[("name", name), ("email", email), (&code, value)]);
    }
    let file = || {
        csv(&[
            "Name,E-mail,Code",
            "Ann,ann@x.org,A-1",
            "Bob,bob@x.org,A-1",
            "Cy,cy@x.org,D-4",
            "Dee,dee@x.org,C-3",
        ])
    };
    // Ours stays: what would not be written cannot be taken, and C-3 is not free.
    let state = desk.preview(vec![("people.csv", file())], Some("contact"));
    assert_eq!(state.files[0].match_key, MatchKey::Field("email".into()));
    assert_eq!(taken(&state, 0), [(5, Some(2), "C-3", Holder::Record("Cy".into()))]);
    assert_eq!((state.counts.create, state.counts.update, state.counts.unchanged), (1, 0, 3));
    // Theirs replaces ours: C-3 is free from line 4 on; what Bob wants Ann has. Ours is not cleared for that.
    desk.policy(0, Policy::OverwriteAndClear);
    let state = desk.again();
    assert_eq!(taken(&state, 0), [(3, Some(2), "A-1", Holder::Record("Ann".into()))]);
    assert_eq!((state.counts.create, state.counts.update, state.counts.unchanged), (1, 1, 2));
    set(&desk, ImportRequest::Run);
    are(
        &codes(&desk, &code),
        &[("Ann", "A-1"), ("Bob", "B-2"), ("Cy", "D-4"), ("Dee", "C-3")],
    );
    // The same once more is nothing new, and nothing is taken by oneself.
    desk.preview(vec![("people.csv", file())], Some("contact"));
    desk.policy(0, Policy::Overwrite);
    let state = desk.again();
    assert_eq!((state.counts.update, state.counts.unchanged), (0, 4));
    assert_eq!(taken(&state, 0).len(), 1);
}

#[test]
fn a_row_that_lacks_what_it_needs_for_that_is_left_out_with_its_parts() {
    let desk = Desk::new();
    let code = unique(&desk, "contact", "Code", true);
    desk.create("contact", &[("name", "Noor"), (&code, "A-1")]);
    let file = csv(&[
        "Name,E-mail,Code",
        "Ann,ann@x.org,A-1",
        "Ann Two,ann@x.org,A-2",
        "Bob,bob@x.org,A-2",
    ]);
    let state = desk.preview(vec![("people.csv", file)], Some("contact"));
    assert_eq!(
        taken(&state, 0),
        [
            (2, Some(2), "A-1", Holder::Record("Noor".into())),
            (4, Some(2), "A-2", line(3, None))
        ]
    );
    let rows = state.files[0]
        .problems
        .iter()
        .filter(|problem| matches!(problem.problem, ProblemKind::Row(_)));
    assert_eq!(rows.map(|problem| problem.line).collect::<Vec<_>>(), [2, 4]);
    assert_eq!(
        (state.counts.create, state.counts.skip, state.counts.duplicate),
        (1, 2, 0),
        "{:?}",
        state.counts
    );
    set(&desk, ImportRequest::Run);
    are(&codes(&desk, &code), &[("Ann Two", "A-2"), ("Noor", "A-1")]);
}

#[test]
fn further_values_are_taken_one_by_one() {
    let desk = Desk::new();
    let schema = match desk.ask(bridge::Request::Schema) {
        Ok(bridge::Reply::Schema(schema)) => *schema,
        other => panic!("{other:?}"),
    };
    let email = schema.field("contact", "email").unwrap();
    let draft = FieldDraft {
        key: Some("email".into()),
        check: Some(Check {
            unique: true,
            ..Check::default()
        }),
        ..FieldDraft::new("contact".into(), &email.label, FieldKind::Email)
    };
    desk.run(Command::SaveField(Box::new(draft))).unwrap();
    let file = csv(&["Name,E-mail", "Ann,ann@x.org; office@x.org", "Bob,office@x.org; bob@x.org"]);
    desk.preview(vec![("people.csv", file)], Some("contact"));
    desk.match_by(0, MatchKey::Never);
    let state = desk.again();
    assert_eq!(taken(&state, 0), [(3, Some(1), "office@x.org; bob@x.org", line(2, None))]);
    set(&desk, ImportRequest::Run);
    let bob = desk
        .page(View::table("contact"))
        .rows
        .iter()
        .find(|row| format!("{:?}", row.cells[0]).contains("Bob"))
        .unwrap()
        .id;
    let mails = format!("{:?}", desk.cell("contact", bob, "email"));
    assert!(mails.contains("bob@x.org") && !mails.contains("office"), "{mails}");
}

#[test]
fn records_made_on_the_way_take_values_too() {
    let desk = Desk::new();
    let draft = FieldDraft {
        key: Some("phone".into()),
        check: Some(Check {
            unique: true,
            ..Check::default()
        }),
        ..FieldDraft::new("contact".into(), "Phone", FieldKind::Phone)
    };
    desk.run(Command::SaveField(Box::new(draft))).unwrap();
    let file = csv(&[
        "Deal name,Amount,Contact,Contact e-mail,Contact phone",
        "Engine,100,Ada,ada@x.org,+49 30 901820",
        "Compiler,200,Grace,grace@x.org,+49 30 901820",
    ]);
    let state = desk.preview(vec![("deals.csv", file)], Some("deal"));
    let phone = state.files[0]
        .columns
        .iter()
        .position(|column| column.header == "Contact phone")
        .unwrap() as u32;
    assert_eq!(taken(&state, 0), [(3, Some(phone), "+49 30 901820", line(2, None))], "{state:#?}");
    assert_eq!((state.counts.create, state.counts.linked), (2, 2));
    set(&desk, ImportRequest::Run);
    let rows = desk.page(View::table("contact")).rows;
    let phones = rows.iter().filter(|row| desk.cell("contact", row.id, "phone") != Cell::Empty);
    assert_eq!((rows.len(), phones.count()), (2, 1));
}

/// Codes of few values, so that most are taken.
fn rows() -> impl Strategy<Value = Vec<(u8, u8)>> {
    prop::collection::vec((0..6_u8, 0..5_u8), 1..8)
}

fn policies() -> impl Strategy<Value = Policy> {
    prop::sample::select(vec![
        Policy::FillEmpty,
        Policy::Overwrite,
        Policy::OverwriteAndClear,
        Policy::Append,
        Policy::Skip,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn whatever_the_files_and_policies_no_two_records_have_the_same(
        known in rows(), first in rows(), second in rows(), how in (policies(), policies()), matched: (bool, bool),
    ) {
        let desk = Desk::new();
        let code = unique(&desk, "contact", "Code", false);
        let file = |rows: &[(u8, u8)]| {
            let lines = rows.iter().map(|(who, code)| {
                let code = if *code == 0 { String::new() } else { format!("C-{code}") };
                format!("P{who},p{who}@x.org,{code}")
            });
            std::iter::once("Name,E-mail,Code".to_owned()).chain(lines).collect::<Vec<_>>().join("\n").into_bytes()
        };
        desk.preview(vec![("known.csv", file(&known))], Some("contact"));
        set(&desk, ImportRequest::Run);
        desk.preview(vec![("first.csv", file(&first)), ("second.csv", file(&second))], None);
        for (index, (policy_of, matched)) in [(how.0, matched.0), (how.1, matched.1)].into_iter().enumerate() {
            desk.policy(index as u32, policy_of);
            desk.match_by(index as u32, if matched { MatchKey::Field("email".into()) } else { MatchKey::Never });
        }
        let before = desk.count("contact");
        let state = desk.again();
        set(&desk, ImportRequest::Run);
        prop_assert_eq!(desk.count("contact"), before + state.counts.create);
        let mut held = codes(&desk, &code).into_iter().map(|(_, code)| code).filter(|code| !code.is_empty()).collect::<Vec<_>>();
        let all = held.len();
        held.sort();
        held.dedup();
        prop_assert_eq!(held.len(), all);
    }
}
