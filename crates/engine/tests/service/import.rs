//! Import: what would happen is counted first, then it happens, as one step.

use bridge::import::{ImportRequest, MatchKey, Phase, Policy, ProblemKind, Target};
use bridge::status::FileFault;
use bridge::{Cell, Command, Failure, Reply, Request, Selection};
use model::reading::{FormProblem, LoadError, LooksLike, MappingError, SkipReason, TextError};
use model::{View, view::Sort};

use super::desk::Desk;

fn csv(lines: &[&str]) -> Vec<u8> {
    lines.join("\r\n").into_bytes()
}

fn people() -> Vec<u8> {
    csv(&[
        "First name,Last name,E-mail,Company,Birthday",
        "Noor,van den Berg,noor@havenlicht.nl,Havenlicht,1980-05-04",
        "João,Carvalho,joao@salcortica.pt,Sal & Cortiça,",
        "Siobhán,Ní Bhriain,siobhan@,Tidewater,31.02.1990",
        "Noor,van den Berg,NOOR@havenlicht.nl,Havenlicht,",
    ])
}

fn names(desk: &Desk, object: &str) -> Vec<String> {
    let mut view = View::table(object);
    view.sort = vec![Sort {
        field: "name".into(),
        direction: model::view::Direction::Ascending,
    }];
    let rows = desk.page(view).rows;
    let name = |cell: &Cell| match cell {
        Cell::Name(name) => name.full(),
        Cell::Text(text) => text.clone(),
        other => panic!("{other:?}"),
    };
    rows.iter().map(|row| name(&row.cells[0])).collect()
}

#[test]
fn rows_become_contacts_with_their_companies_in_one_step() {
    let desk = Desk::new();
    let state = desk.preview(vec![("people.csv", people())], Some("contact"));
    assert_eq!(state.phase, Phase::Ready);
    assert_eq!(
        (state.counts.create, state.counts.duplicate, state.counts.linked),
        (3, 1, 3),
        "{:?}",
        state.counts
    );
    let problems = &state.files[0].problems;
    assert_eq!(
        problems.iter().map(|problem| problem.line).collect::<Vec<_>>(),
        [4, 4, 5],
        "{problems:?}"
    );
    let again = ProblemKind::Again {
        line: 2,
        key: MatchKey::Field("email".into()),
    };
    assert_eq!(problems[2].problem, again);
    assert_eq!(desk.count("contact"), 0, "a preview writes nothing");
    let state = desk.import(ImportRequest::Run, vec![]);
    assert_eq!(state.phase, Phase::Done);
    assert_eq!(
        names(&desk, "contact"),
        ["João Carvalho", "Noor van den Berg", "Siobhán Ní Bhriain"]
    );
    assert_eq!(names(&desk, "company"), ["Havenlicht", "Sal & Cortiça", "Tidewater"]);
    let desk = desk.reopened();
    assert_eq!(desk.count("contact"), 3);
    desk.run(Command::Undo).unwrap();
    assert_eq!((desk.count("contact"), desk.count("company")), (0, 0));
}

#[test]
fn a_cell_is_corrected_in_place() {
    let desk = Desk::new();
    desk.preview(vec![("people.csv", people())], Some("contact"));
    desk.import(
        ImportRequest::EditCell {
            file: 0,
            row: 2,
            column: 2,
            text: "siobhan@tidewater.ie".into(),
        },
        vec![],
    );
    let state = desk.again();
    assert_eq!(
        state.files[0].problem_count, 2,
        "the day that is none, and the row that is there twice"
    );
    assert_eq!(state.files[0].columns[2].bad, 0);
}

#[test]
fn the_second_import_updates_by_policy() {
    let desk = Desk::new();
    desk.create(
        "contact",
        &[("name", "Noor Berg"), ("email", "noor@havenlicht.nl"), ("job_title", "Buyer")],
    );
    let file = || {
        csv(&[
            "Name,Email,Role,Source",
            "Noor Berg,noor@havenlicht.nl,Head,fair",
            "New One,new@example.org,Chef,web",
        ])
    };
    let state = desk.preview(vec![("more.csv", file())], Some("contact"));
    assert_eq!(state.files[0].match_key, MatchKey::Field("email".into()));
    assert_eq!((state.counts.create, state.counts.update), (1, 1));
    desk.import(ImportRequest::Run, vec![]);
    let id = desk
        .page(View::table("contact"))
        .rows
        .iter()
        .find(|row| matches!(&row.cells[0], Cell::Name(name) if name.given == "Noor"))
        .unwrap()
        .id;
    assert_eq!(desk.cell("contact", id, "job_title"), Cell::Text("Buyer".into()), "ours stays");
    assert!(
        matches!(desk.cell("contact", id, "source"), Cell::Choice(_)),
        "empty fields are filled"
    );
    desk.preview(vec![("more.csv", file())], Some("contact"));
    desk.policy(0, Policy::Overwrite);
    let state = desk.again();
    assert_eq!((state.counts.create, state.counts.update, state.counts.unchanged), (0, 1, 1));
    desk.import(ImportRequest::Run, vec![]);
    assert_eq!(desk.cell("contact", id, "job_title"), Cell::Text("Head".into()));
}

#[test]
fn a_cell_that_cannot_be_read_clears_nothing() {
    let desk = Desk::new();
    let known = [
        ("name", "Ada"),
        ("email", "ada@example.org"),
        ("birthday", "1815-12-10"),
        ("job_title", "Analyst"),
    ];
    let ada = desk.create("contact", &known);
    let file = csv(&["Name,Email,Birthday,Role", "Ada,ada@example.org,31.02.1815,"]);
    desk.preview(vec![("more.csv", file)], Some("contact"));
    desk.policy(0, Policy::OverwriteAndClear);
    let state = desk.again();
    assert_eq!((state.counts.update, state.files[0].problem_count), (1, 1), "{state:?}");
    desk.import(ImportRequest::Run, vec![]);
    assert_eq!(desk.cell("contact", ada.id, "job_title"), Cell::Empty, "an empty cell clears");
    assert_ne!(
        desk.cell("contact", ada.id, "birthday"),
        Cell::Empty,
        "one that cannot be read does not"
    );
}

#[test]
fn a_name_that_is_nearly_right_is_reported_with_the_right_one() {
    let desk = Desk::new();
    let products = csv(&["product,series,sales_price", "GTX Pro,GTX,4821", "MG Special,MG,55"]);
    let deals = csv(&[
        "opportunity_id,product,account,deal_stage,close_value",
        "A1,GTXPro,Acme,Won,4500",
        "A2,MG Special,Acme,Lost,0",
    ]);
    let state = desk.preview(vec![("sales_pipeline.csv", deals), ("products.csv", products)], None);
    assert_eq!(state.counts.create, 4, "{state:#?}");
    let links = state.files[0].problems.iter().filter_map(|problem| match &problem.problem {
        ProblemKind::Link { name, close } => Some((name.as_str(), close.as_deref())),
        _ => None,
    });
    assert_eq!(links.collect::<Vec<_>>(), [("GTXPro", Some("gtx pro"))]);
}

#[test]
fn changing_records_after_the_preview_asks_to_look_again() {
    let desk = Desk::new();
    desk.preview(vec![("people.csv", people())], Some("contact"));
    desk.create("contact", &[("name", "In Between")]);
    let refused = desk.ask_with(Request::Import(ImportRequest::Run), vec![]);
    assert!(matches!(refused, Err(bridge::Failure::File(_))), "{refused:?}");
    assert_eq!(desk.count("contact"), 1);
}

#[test]
fn a_file_that_is_no_table_says_so_and_the_others_go_on() {
    let desk = Desk::new();
    let state = desk.preview(
        vec![
            ("empty.csv", vec![]),
            ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
            ("people.csv", people()),
        ],
        None,
    );
    assert_eq!(state.files[0].refused, Some(LoadError::Empty));
    assert_eq!(
        state.files[1].refused,
        Some(LoadError::Text(TextError::NotText(LooksLike::Picture)))
    );
    assert_eq!(state.files[2].object.as_deref(), Some("contact"));
    assert_eq!(state.counts.create, 3);
}

#[test]
fn what_is_exported_is_imported_unchanged() {
    let desk = Desk::new();
    for (name, about) in [
        ("=1+1 Sum", "-5"),
        ("Ada \"the\" Countess", "line\nbreak; semi, comma"),
        ("עדה לאבלייס", "+49 30 123"),
        ("𝒜da 🎉", "\u{200d}x"),
    ] {
        desk.create("contact", &[("name", name), ("description", about), ("email", "a@example.org")]);
    }
    for for_spreadsheet in [false, true] {
        let mut view = View::table("contact");
        view.columns = ["name", "email", "description", "stage"]
            .iter()
            .map(|&field| field.into())
            .collect();
        let Ok(Reply::File(bridge::FileReply { bytes, .. })) = desk.ask(Request::ExportCsv { view, for_spreadsheet }) else {
            panic!("no file")
        };
        desk.preview(vec![("contacts.csv", bytes)], Some("contact"));
        desk.policy(0, Policy::OverwriteAndClear);
        let state = desk.again();
        let counts = state.counts;
        assert_eq!(
            (counts.create, counts.update, counts.unchanged),
            (0, 0, 4),
            "spreadsheet {for_spreadsheet}: {counts:?} {:?}",
            state.files[0].problems
        );
    }
}

#[test]
fn a_file_may_refer_to_what_stands_further_down_in_it() {
    let desk = Desk::new();
    let companies = csv(&["Name,Parent company", "Acme,Acme", "Birch,Cedar", "Cedar,Birch", "Dale,Elm"]);
    let state = desk.preview(vec![("companies.csv", companies)], Some("company"));
    assert_eq!((state.counts.create, state.counts.linked), (4, 1), "{:?}", state.counts);
    desk.match_by(0, MatchKey::Never);
    let state = desk.again();
    assert_eq!((state.counts.create, state.counts.linked), (4, 1), "{:?}", state.counts);
    desk.import(ImportRequest::Run, vec![]);
    assert_eq!(names(&desk, "company"), ["Acme", "Birch", "Cedar", "Dale", "Elm"]);
}

#[test]
fn a_file_refers_to_what_an_earlier_one_makes_whatever_that_is_matched_by() {
    let desk = Desk::new();
    let people = csv(&["Name,E-mail", "Ada Lovelace,ada@example.org", "Grace Hopper,grace@example.org"]);
    let deals = csv(&["Deal name,Contact,Amount", "Engine,Ada Lovelace,100", "Compiler,Grace Hopper,200"]);
    let state = desk.preview(vec![("deals.csv", deals), ("people.csv", people)], None);
    assert_eq!(state.files[1].match_key, MatchKey::Field("email".into()));
    assert_eq!((state.counts.create, state.counts.linked), (4, 0), "{state:#?}");
}

#[test]
fn the_same_file_twice_makes_nothing_twice_and_the_first_one_stands() {
    let desk = Desk::new();
    let first = csv(&["Name,E-mail,Role", "Ada,ada@example.org,Analyst"]);
    let second = csv(&["Name,E-mail,Role,Source", "Ada,ada@example.org,Countess,fair"]);
    let state = desk.preview(vec![("a.csv", first), ("b.csv", second)], None);
    assert_eq!((state.counts.create, state.counts.update), (1, 1), "{:?}", state.counts);
    desk.import(ImportRequest::Run, vec![]);
    let rows = desk.page(View::table("contact")).rows;
    assert_eq!(rows.len(), 1);
    assert_eq!(desk.cell("contact", rows[0].id, "job_title"), Cell::Text("Analyst".into()));
    assert!(matches!(desk.cell("contact", rows[0].id, "source"), Cell::Choice(_)));
}

#[test]
fn rows_with_problems_are_a_file_once_each_that_no_spreadsheet_runs_and_that_comes_back() {
    let desk = Desk::new();
    let people = csv(&[
        "Name,E-mail,Birthday",
        "=1+1,ada(at)example,31.02.1990",
        "Grace,grace@example.org,",
        "'-x,bob,",
    ]);
    desk.preview(vec![("people.csv", people)], Some("contact"));
    let Ok(Reply::Problems(problems)) = desk.ask(Request::Import(ImportRequest::Problems { file: 0 })) else {
        panic!("no problems")
    };
    let mut rows = problems.iter().filter_map(|problem| problem.row).collect::<Vec<_>>();
    assert_eq!(rows, [0, 0, 2], "{problems:?}");
    rows.dedup();
    // In the words of the screen, whatever they are; a row that the file does not have is left out.
    let rows = rows.into_iter().chain([9]).map(|row| (row, format!("=falsch {row}"))).collect();
    let request = ImportRequest::ErrorFile {
        file: 0,
        name: "people-Probleme.csv".to_owned(),
        columns: vec!["Spalte 1".to_owned()],
        rows,
    };
    let Ok(Reply::File(bridge::FileReply { bytes, name, .. })) = desk.ask(Request::Import(request)) else {
        panic!("no file")
    };
    assert_eq!(name, "people-Probleme.csv");
    let text = String::from_utf8(bytes.clone()).unwrap();
    let ends = text.lines().map(|line| line.rsplit(',').next().unwrap()).collect::<Vec<_>>();
    assert_eq!(ends, ["Problem found by Kith", "'=falsch 0", "'=falsch 2"], "{text}");
    let rows = text.lines().map(|line| line.split(',').next().unwrap()).collect::<Vec<_>>();
    assert_eq!(rows, ["Spalte 1", "'=1+1", "''-x"], "columns are called as on the screen: {text}");
    assert!(text.starts_with("Spalte 1,E-mail,"), "{text}");
    let bytes = text.replacen("Spalte 1", "Name", 1).into_bytes();
    desk.preview(vec![("people-problems.csv", bytes)], Some("contact"));
    desk.import(ImportRequest::Run, vec![]);
    assert_eq!(names(&desk, "contact"), ["'-x", "=1+1"]);
}

#[test]
fn a_row_of_names_that_is_too_long_is_refused_and_what_was_read_stays() {
    let desk = Desk::new();
    let long = format!("{},y", "x".repeat(model::reading::MAX_ROW + 1));
    let people = csv(&[
        "Name;E-mail",
        "Ada;ada@example.org",
        "Grace;grace@example.org",
        &long,
        "Bob;bob@example.org",
    ]);
    let state = desk.preview(vec![("people.csv", people)], Some("contact"));
    let before = state.files[0].clone();
    let mut dialect = before.dialect.clone();
    dialect.header = Some(3);
    let refused = desk.ask(Request::Import(ImportRequest::SetDialect { file: 0, dialect }));
    assert!(matches!(
        refused,
        Err(Failure::File(FileFault::Import(LoadError::HeaderTooLong { .. })))
    ));
    assert_eq!(desk.again().files[0], before);
    desk.import(ImportRequest::Run, vec![]);
    assert_eq!(names(&desk, "contact"), ["Ada", "Bob", "Grace"]);
}

#[test]
fn why_a_row_or_cell_does_not_count_is_told_as_what_it_is() {
    let desk = Desk::new();
    let gone = desk.create("contact", &[("name", "Gone")]);
    let company = desk.create("company", &[("name", "Acme")]);
    let selection = Selection::Records(vec![gone.id]);
    desk.run(Command::Trash {
        object: "contact".into(),
        selection,
    })
    .unwrap();
    let people = format!(
        "id,Name,Email\n{},Gone,\n{},Acme,\n,,x@example.org\n,Ada,a,b,c\n",
        gone.id, company.id
    );
    let state = desk.preview(vec![("people.csv", people.into_bytes())], Some("contact"));
    assert_eq!(state.files[0].match_key, MatchKey::Id);
    let told = |row: u32| {
        let problems = state.files[0].problems.iter().filter(move |problem| problem.row == Some(row));
        problems.map(|problem| problem.problem.clone()).collect::<Vec<_>>()
    };
    assert_eq!(told(0), [ProblemKind::InBin]);
    assert_eq!(told(1), [ProblemKind::OfAnotherObject]);
    assert_eq!(told(2), [ProblemKind::Row(SkipReason::Required("name".into()))]);
    let many = SkipReason::TooManyCells { expected: 3, found: 5 };
    assert_eq!(told(3), [ProblemKind::Row(many)]);
    let form = FormProblem::TooManyCells { expected: 3, found: 5 };
    assert!(
        state.files[0]
            .problems
            .iter()
            .any(|problem| problem.problem == ProblemKind::Form(form)),
        "{state:#?}"
    );

    let orders = csv(&[
        "Order number,Date,Product,Quantity,Price,Customer e-mail",
        "1,2026-01-05,A,2,2.55,a@example.org",
        "2,2026-01-05,B,1,2.55,b@example.org",
        "1,2026-01-06,C,1,4.25,a@example.org",
    ]);
    let state = desk.preview(vec![("orders.csv", orders)], Some("order"));
    let differs = state.files[0]
        .problems
        .iter()
        .filter(|problem| matches!(problem.problem, ProblemKind::Differs { .. }));
    let differs = differs.map(|problem| (problem.line, problem.text.as_str(), problem.problem.clone()));
    assert_eq!(
        differs.collect::<Vec<_>>(),
        [(4, "2026-01-06", ProblemKind::Differs { line: 2 })],
        "{state:#?}"
    );

    desk.preview(vec![("people.csv", csv(&["Name,Nickname", "Ada,Countess"]))], Some("contact"));
    let target = Target::Field("name".into());
    for column in 0..2 {
        let target = target.clone();
        desk.import(ImportRequest::SetTarget { file: 0, column, target }, vec![]);
    }
    let twice = MappingError::Twice { field: "name".into() };
    let problems = desk.again().files.remove(0).problems;
    assert!(
        problems
            .iter()
            .any(|problem| problem.problem == ProblemKind::Mapping(twice.clone()) && problem.row.is_none()),
        "{problems:?}"
    );
}

#[test]
fn what_a_file_does_not_name_has_no_name() {
    let desk = Desk::new();
    let state = desk.preview(vec![("a.csv", csv(&["Name,,Name", "Ada,x,Lovelace"]))], Some("contact"));
    let headers = state.files[0].columns.iter().map(|column| column.header.as_str());
    assert_eq!(headers.collect::<Vec<_>>(), ["Name", "", "Name (2)"]);
    let start = ImportRequest::Start {
        names: vec!["Eingefügt".to_owned()],
        pasted: Some("Name\nAda\n".to_owned()),
        object: None,
        tasks: String::new(),
    };
    desk.import(start, vec![]);
    assert_eq!(desk.again().files[0].name, "Eingefügt");
    let calendar = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Kick-off\nDTSTART:20260310T090000Z\nEND:VEVENT\nBEGIN:VTODO\nUID:2\nSUMMARY:Prepare\nEND:VTODO\nEND:VCALENDAR\n";
    let state = desk.preview(vec![("week.ics", calendar.as_bytes().to_vec())], None);
    let names = state.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>();
    assert_eq!(names, ["week.ics", "week.ics (tasks)"]);
}
