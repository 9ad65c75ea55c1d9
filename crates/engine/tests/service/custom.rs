//! Made one's own: fields of every kind, formulas, rules, labels, tags, objects, set-ups; and taken back step by step.

use bridge::formula::{FormulaError, PlanError, Problem};
use bridge::record::{Before, FieldDraft, FieldTrial};
use bridge::status::{BackupFault, FileFault};
use bridge::{Cell, Command, CommandFailure, Input, Reply, Request, Selection, cell::Trouble};
use engine::service::Attachment;
use model::{
    Check, Choice, Currency, Derived, FieldDef, FieldError, FieldKey, FieldKind, Filter, Measure, Money, Operator, RollUp, Schema, Sort,
    Value, View, view::Direction,
};

use super::desk::Desk;

/// An option that is new.
pub fn option(label: &str) -> Choice {
    Choice {
        key: String::new(),
        label: label.to_owned(),
        tone: model::Tone::Neutral,
    }
}

fn draft(object: &str, label: &str, kind: FieldKind) -> FieldDraft {
    FieldDraft::new(object.into(), label, kind)
}

fn save(desk: &Desk, draft: FieldDraft) -> Result<bridge::Done, CommandFailure> {
    desk.run(Command::SaveField(Box::new(draft)))
}

fn schema(desk: &Desk) -> Schema {
    match desk.ask(Request::Schema) {
        Ok(Reply::Schema(schema)) => *schema,
        other => panic!("{other:?}"),
    }
}

fn field(desk: &Desk, object: &str, label: &str) -> FieldDef {
    let schema = schema(desk);
    let found = schema.object(object).unwrap().fields.iter().find(|field| field.label == label);
    found.unwrap_or_else(|| panic!("no field {label}")).clone()
}

fn formula(object: &str, label: &str, text: &str) -> FieldDraft {
    FieldDraft {
        derived: Some(Derived::Formula(text.to_owned())),
        ..draft(object, label, FieldKind::Number)
    }
}

fn changed(object: &str, field: &FieldDef) -> FieldDraft {
    FieldDraft {
        key: Some(field.key.clone()),
        options: field.options.clone(),
        target: field.target.clone(),
        required: field.required,
        help: field.help.clone(),
        derived: field.derived.clone(),
        check: field.check.clone(),
        shown_if: field.shown_if.clone(),
        ..draft(object, &field.label, field.kind)
    }
}

fn tried(desk: &Desk, draft: FieldDraft) -> FieldTrial {
    match desk.ask(Request::TryField(Box::new(draft))) {
        Ok(Reply::Tried(trial)) => *trial,
        other => panic!("{other:?}"),
    }
}

fn eur(minor: i64) -> Cell {
    Cell::Money(Money::new(minor, Currency::EUR))
}

#[test]
fn a_formula_is_tried_saved_sorted_filtered_and_survives_a_new_label() {
    let desk = Desk::new();
    let small = desk.create("deal", &[("name", "Small"), ("value", "100 EUR")]);
    let large = desk.create("deal", &[("name", "Large"), ("value", "900 EUR")]);
    let none = desk.create("deal", &[("name", "None")]);
    let half = formula("deal", "Half", "{Value} / 2");
    let trial = tried(&desk, half.clone());
    assert_eq!((trial.kind, trial.error), (Some(FieldKind::Money), None));
    assert_eq!(
        trial.samples.iter().map(|(link, cell)| (link.id, cell.clone())).collect::<Vec<_>>(),
        [(none.id, Cell::Empty), (large.id, eur(45_000)), (small.id, eur(5_000))]
    );
    let wrong = tried(&desk, formula("deal", "x", "ä + {Planet}"));
    let unknown = FormulaError::new(0..2, Problem::UnknownField("ä".into()));
    assert_eq!(wrong.error, Some(PlanError::Formula(unknown)));
    save(&desk, half).unwrap();
    let half = field(&desk, "deal", "Half");
    assert_eq!(half.derived, Some(Derived::Formula("{value} / 2".into())));
    assert_eq!(desk.cell("deal", large.id, &half.key), eur(45_000));
    assert!(matches!(
        desk.edit("deal", large.id, &half.key, "1"),
        Err(CommandFailure::Fields(..))
    ));
    let mut view = View::table("deal");
    view.columns = vec!["name".into(), half.key.clone()];
    view.sort = vec![Sort {
        field: half.key.clone(),
        direction: Direction::Descending,
    }];
    view.filter = Filter::field(&half.key, Operator::Filled, vec![]);
    let cells = |desk: &Desk| {
        desk.page(view.clone())
            .rows
            .into_iter()
            .map(|row| row.cells[1].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(cells(&desk), [eur(45_000), eur(5_000)]);
    let value = field(&desk, "deal", "Value");
    save(
        &desk,
        FieldDraft {
            label: "Worth".into(),
            ..changed("deal", &value)
        },
    )
    .unwrap();
    assert_eq!(field(&desk, "deal", "Worth").key.as_str(), "value");
    desk.edit("deal", none.id, "value", "2000 EUR").unwrap();
    let desk = desk.reopened();
    assert_eq!(cells(&desk), [eur(100_000), eur(45_000), eur(5_000)]);
    save(
        &desk,
        FieldDraft {
            label: String::new(),
            ..changed("deal", &field(&desk, "deal", "Worth"))
        },
    )
    .unwrap();
    assert_eq!(field(&desk, "deal", "Value").key.as_str(), "value");
    // Exports have it like any other column.
    let Ok(Reply::File(bridge::FileReply { bytes, .. })) = desk.ask(Request::ExportCsv {
        view,
        for_spreadsheet: false,
    }) else {
        panic!("no file")
    };
    assert!(String::from_utf8(bytes).unwrap().contains("450.00"));
}

#[test]
fn a_formula_that_would_be_made_of_itself_is_refused() {
    let desk = Desk::new();
    let deal = desk.create("deal", &[("name", "Site"), ("value", "100 EUR")]);
    save(&desk, formula("deal", "One", "amount({Value})")).unwrap();
    save(&desk, formula("deal", "Two", "{One} * 2")).unwrap();
    let one = field(&desk, "deal", "One");
    let cycle = FieldDraft {
        derived: Some(Derived::Formula("{Two} + 1".into())),
        ..changed("deal", &one)
    };
    assert!(tried(&desk, cycle.clone()).error.is_some());
    assert!(matches!(save(&desk, cycle), Err(CommandFailure::Definition(_))));
    // The kind of a result may change as long as the field is a computed one.
    let worded = FieldDraft {
        derived: Some(Derived::Formula("1 / ({Value} / {Value} - 1)".into())),
        ..changed("deal", &one)
    };
    save(&desk, worded).unwrap();
    assert_eq!(desk.cell("deal", deal.id, &one.key), Cell::Failed(Trouble::Undefined));
    let text = FieldDraft {
        derived: Some(Derived::Formula("{Name} & \"!\"".into())),
        ..changed("deal", &one)
    };
    save(&desk, text).unwrap();
    assert_eq!(desk.cell("deal", deal.id, &one.key), Cell::Text("Site!".into()));
    let two = field(&desk, "deal", "Two");
    assert_eq!(
        desk.cell("deal", deal.id, &two.key),
        Cell::Failed(Trouble::Formula),
        "text cannot be doubled"
    );
    let desk = desk.reopened();
    assert_eq!(desk.cell("deal", deal.id, &one.key), Cell::Text("Site!".into()));
    desk.run(Command::RemoveField {
        object: "deal".into(),
        field: one.key.clone(),
    })
    .unwrap();
    assert!(schema(&desk).field("deal", &one.key).is_none());
    desk.run(Command::Undo).unwrap();
    assert_eq!(desk.cell("deal", deal.id, &one.key), Cell::Text("Site!".into()));
}

#[test]
fn roll_ups_count_and_add_up_what_points_here() {
    let desk = Desk::new();
    let acme = desk.create("company", &[("name", "Acme")]);
    desk.create("deal", &[("name", "One"), ("value", "100 EUR"), ("company", "Acme")]);
    desk.create("deal", &[("name", "Two"), ("value", "300 EUR"), ("company", "Acme")]);
    let roll_up = RollUp {
        object: "deal".into(),
        link: "company".into(),
        measure: Measure::Sum("value".into()),
        filter: Filter::field("value", Operator::AtLeast, vec![Value::Int(200)]),
    };
    let large = FieldDraft {
        derived: Some(Derived::RollUp(roll_up.clone())),
        ..draft("company", "Large deals", FieldKind::Money)
    };
    assert_eq!(tried(&desk, large.clone()).samples[0].1, eur(30_000));
    save(&desk, large).unwrap();
    let key = field(&desk, "company", "Large deals").key;
    assert_eq!(desk.cell("company", acme.id, &key), eur(30_000));
    desk.create("deal", &[("name", "Three"), ("value", "250 EUR"), ("company", "Acme")]);
    assert_eq!(desk.cell("company", acme.id, &key), eur(55_000));
    let nowhere = RollUp {
        object: "planet".into(),
        ..roll_up
    };
    let nowhere = FieldDraft {
        derived: Some(Derived::RollUp(nowhere)),
        ..draft("company", "No", FieldKind::Money)
    };
    assert!(tried(&desk, nowhere.clone()).error.is_some());
    assert!(matches!(save(&desk, nowhere), Err(CommandFailure::Definition(_))));
}

#[test]
fn rules_hold_in_forms_blocks_bulk_edits_and_imports() {
    let desk = Desk::new();
    let code = Check {
        pattern: "@@-###".into(),
        unique: true,
        ..Check::default()
    };
    save(
        &desk,
        FieldDraft {
            check: Some(code),
            ..draft("contact", "Code", FieldKind::Text)
        },
    )
    .unwrap();
    let age = Check {
        least: Some(18.0),
        most: Some(120.0),
        ..Check::default()
    };
    save(
        &desk,
        FieldDraft {
            check: Some(age),
            ..draft("contact", "Age", FieldKind::Integer)
        },
    )
    .unwrap();
    let (code, age) = (field(&desk, "contact", "Code").key, field(&desk, "contact", "Age").key);
    let noor = desk.create("contact", &[("name", "Noor"), (&code, "ab-123"), (&age, "18")]);
    let lee = desk.create("contact", &[("name", "Lee")]);
    let refusal = |result: Result<bridge::Done, CommandFailure>| match result {
        Err(CommandFailure::Fields(_, fields)) => fields[0].1.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        refusal(desk.edit("contact", lee.id, &code, "ab123")),
        FieldError::Unlike { pattern: "@@-###".into() }
    );
    assert_eq!(
        refusal(desk.edit("contact", lee.id, &code, "AB-123")),
        FieldError::Taken { by: "Noor".into() }
    );
    assert_eq!(
        refusal(desk.edit("contact", lee.id, &age, "17")),
        FieldError::TooSmall { least: "18".into() }
    );
    desk.edit("contact", noor.id, &code, "ab-123").unwrap();
    let both = Selection::Records(vec![noor.id, lee.id]);
    let bulk = |field: &model::FieldKey, text: &str| {
        desk.run(Command::BulkEdit {
            object: "contact".into(),
            selection: both.clone(),
            field: field.clone(),
            input: Input::Text(text.into()),
        })
    };
    assert_eq!(refusal(bulk(&age, "130")), FieldError::TooGreat { most: "120".into() });
    assert!(
        matches!(refusal(bulk(&code, "zz-999")), FieldError::Taken { .. }),
        "one code for two"
    );
    bulk(&age, "40").unwrap();
    let cells = vec![(lee.id, age.clone(), "7".to_owned()), (noor.id, age.clone(), "41".to_owned())];
    let done = desk
        .run(Command::PasteCells {
            object: "contact".into(),
            cells,
        })
        .unwrap();
    assert_eq!(done.refused.len(), 1);
    assert_eq!(desk.cell("contact", noor.id, &age), Cell::Int(41));
    // Of two cells of a block that are the same the second one keeps what it has.
    let cells = vec![
        (lee.id, code.clone(), "cd-456".to_owned()),
        (noor.id, code.clone(), "CD-456".to_owned()),
    ];
    let done = desk
        .run(Command::PasteCells {
            object: "contact".into(),
            cells,
        })
        .unwrap();
    assert_eq!(done.refused[0].error, FieldError::Taken { by: "Lee".into() });
    assert_eq!(desk.cell("contact", noor.id, &code), Cell::Text("ab-123".into()));
    let state = desk.preview(vec![("people.csv", b"Name,Age\nAnn,30\nBob,5\n".to_vec())], Some("contact"));
    let problems = &state.files[0].problems;
    assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [3], "{problems:?}");
    let turned = Check {
        least: Some(2.0),
        most: Some(1.0),
        ..Check::default()
    };
    assert!(
        save(
            &desk,
            FieldDraft {
                check: Some(turned),
                ..draft("contact", "X", FieldKind::Integer)
            }
        )
        .is_err()
    );
}

#[test]
fn a_field_is_shown_where_its_condition_holds() {
    let desk = Desk::new();
    let only_customers = Filter::field("stage", Operator::AnyOf, vec![Value::from("customer")]);
    save(
        &desk,
        FieldDraft {
            shown_if: Some(only_customers),
            required: true,
            ..draft("contact", "Contract", FieldKind::Text)
        },
    )
    .unwrap();
    let key = field(&desk, "contact", "Contract").key;
    let noor = desk.create("contact", &[("name", "Noor")]);
    let shows = |desk: &Desk| match desk.ask(Request::Record {
        object: "contact".into(),
        record: noor.id,
    }) {
        Ok(Reply::Record(Some(page))) => page.cells.iter().any(|(field, _)| *field == key),
        other => panic!("{other:?}"),
    };
    assert!(!shows(&desk));
    desk.edit("contact", noor.id, "stage", "customer").unwrap();
    assert!(shows(&desk));
    // The same for a record that is being made.
    assert_eq!(hidden(&desk, "contact", &[]), std::slice::from_ref(&key));
    assert_eq!(
        hidden(&desk, "contact", &[("stage", Value::from("lead"))]),
        std::slice::from_ref(&key)
    );
    assert!(hidden(&desk, "contact", &[("stage", Value::from("customer"))]).is_empty());
    let nonsense = Filter::field("planet", Operator::Filled, vec![]);
    assert!(
        save(
            &desk,
            FieldDraft {
                shown_if: Some(nonsense),
                ..draft("contact", "Y", FieldKind::Text)
            }
        )
        .is_err()
    );
}

fn hidden(desk: &Desk, object: &str, fields: &[(&str, Value)]) -> Vec<FieldKey> {
    let fields = fields.iter().map(|(key, value)| ((*key).into(), value.clone())).collect();
    match desk.ask(Request::Hidden {
        object: object.into(),
        fields,
    }) {
        Ok(Reply::Fields(hidden)) => hidden,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_condition_may_follow_what_a_new_record_names() {
    let desk = Desk::new();
    let banks = Filter::Field(model::Condition {
        path: vec!["company".into(), "industry".into()],
        operator: Operator::AnyOf,
        values: vec![Value::from("finance")],
        span: None,
    });
    save(
        &desk,
        FieldDraft {
            shown_if: Some(banks),
            ..draft("deal", "Auditor", FieldKind::Text)
        },
    )
    .unwrap();
    let key = field(&desk, "deal", "Auditor").key;
    let (bank, farm) = (
        desk.create("company", &[("name", "Bank"), ("industry", "finance")]),
        desk.create("company", &[("name", "Farm")]),
    );
    assert!(hidden(&desk, "deal", &[("company", Value::Ref(bank.id))]).is_empty());
    assert_eq!(
        hidden(&desk, "deal", &[("company", Value::Ref(farm.id))]),
        std::slice::from_ref(&key)
    );
    assert_eq!(hidden(&desk, "deal", &[]), [key]);
}

#[test]
fn labels_of_fields_options_and_objects_change_and_come_back() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor"), ("stage", "customer")]);
    let stage = field(&desk, "contact", "Stage");
    let mut other = changed("contact", &stage);
    other.label = "<b>Phase</b>".into();
    other.options.iter_mut().find(|option| option.key == "customer").unwrap().label = "Client".into();
    save(&desk, other).unwrap();
    let renamed = field(&desk, "contact", "<b>Phase</b>");
    assert_eq!(
        (&renamed.key, renamed.options.len(), renamed.custom),
        (&stage.key, stage.options.len(), false)
    );
    let Cell::Choice(cell) = desk.cell("contact", noor.id, "stage") else {
        panic!("no stage")
    };
    assert_eq!((cell.key.as_str(), cell.label.as_str()), ("customer", "Client"));
    assert!(
        save(
            &desk,
            FieldDraft {
                label: "Source".into(),
                ..changed("contact", &renamed)
            }
        )
        .is_err(),
        "there is one of that name"
    );
    let call = |label: &str, plural: &str| Command::SaveObject {
        key: Some("contact".into()),
        label: label.into(),
        plural: plural.into(),
        icon: String::new(),
    };
    desk.run(call("Patient", "Patients")).unwrap();
    assert_eq!(schema(&desk).object("contact").unwrap().plural, "Patients");
    let desk = desk.reopened();
    assert_eq!(schema(&desk).object("contact").unwrap().label, "Patient");
    desk.run(call("", "")).unwrap();
    assert_eq!(schema(&desk).object("contact").unwrap().plural, "Contacts");
    for _ in 0..3 {
        desk.run(Command::Undo).unwrap();
    }
    assert_eq!(schema(&desk).field("contact", "stage").unwrap(), &stage);
}

#[test]
fn tags_are_renamed_merged_and_deleted_in_one_step_each() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor"), ("tags", "vip, VIPs")]);
    let acme = desk.create("company", &[("name", "Acme"), ("tags", "VIPs")]);
    let names = |object: &str, record| match desk.cell(object, record, "tags") {
        Cell::Records(links) => links.into_iter().map(|link| link.label).collect::<Vec<_>>(),
        Cell::Empty => Vec::new(),
        other => panic!("{other:?}"),
    };
    let tag = |name: &str| {
        let row = desk
            .page(View::table("tag"))
            .rows
            .into_iter()
            .find(|row| row.cells[0] == Cell::Text(name.into()));
        row.unwrap_or_else(|| panic!("no tag {name}")).id
    };
    let (vip, vips) = (tag("vip"), tag("VIPs"));
    desk.run(Command::MergeTags {
        tags: vec![vips],
        into: Some(vip),
    })
    .unwrap();
    assert_eq!(
        (names("contact", noor.id), names("company", acme.id)),
        (vec!["vip".into()], vec!["vip".into()])
    );
    assert_eq!(desk.count("tag"), 1);
    desk.run(Command::Undo).unwrap();
    assert_eq!(
        (names("contact", noor.id).len(), names("company", acme.id)),
        (2, vec!["VIPs".to_owned()])
    );
    desk.run(Command::Redo).unwrap();
    desk.edit("tag", vip, "name", "Key customer").unwrap();
    assert_eq!(names("company", acme.id), ["Key customer"]);
    // The word is free again, and means another tag.
    desk.edit("company", acme.id, "tags", "Key customer, vip").unwrap();
    assert_eq!(names("company", acme.id), ["Key customer", "vip"]);
    desk.run(Command::MergeTags {
        tags: vec![vip],
        into: None,
    })
    .unwrap();
    assert_eq!(
        (names("contact", noor.id), names("company", acme.id)),
        (Vec::<String>::new(), vec!["vip".to_owned()])
    );
    desk.run(Command::Undo).unwrap();
    assert_eq!(names("contact", noor.id), ["Key customer"]);
    // A merged tag whose word is written again comes back.
    desk.edit("contact", noor.id, "tags", "VIPs").unwrap();
    assert_eq!(names("contact", noor.id), ["VIPs"]);
}

#[test]
fn an_object_of_ones_own_works_like_those_that_come_with_kith() {
    let desk = Desk::new();
    let acme = desk.create("company", &[("name", "Acme")]);
    let make = Command::SaveObject {
        key: None,
        label: "Machine".into(),
        plural: "Machines".into(),
        icon: String::new(),
    };
    desk.run(make).unwrap();
    let machine = schema(&desk)
        .objects()
        .iter()
        .find(|object| object.label == "Machine")
        .unwrap()
        .key
        .clone();
    save(
        &desk,
        FieldDraft {
            target: Some("company".into()),
            ..draft(&machine, "Customer", FieldKind::Reference)
        },
    )
    .unwrap();
    save(
        &desk,
        FieldDraft {
            options: ["New", "Used"].map(option).to_vec(),
            ..draft(&machine, "State", FieldKind::Choice)
        },
    )
    .unwrap();
    save(&desk, draft(&machine, "Price", FieldKind::Money)).unwrap();
    save(&desk, formula(&machine, "With tax", "{Price} * 1.19")).unwrap();
    let key = |label: &str| field(&desk, &machine, label).key;
    let press = desk.create(
        &machine,
        &[
            ("name", "Press"),
            (&key("Customer"), "Acme"),
            (&key("State"), "New"),
            (&key("Price"), "100 EUR"),
        ],
    );
    assert_eq!(desk.cell(&machine, press.id, &key("With tax")), eur(11_900));
    let definition = schema(&desk).object(&machine).unwrap().clone();
    assert_eq!(definition.board, Some(key("State")));
    assert!(definition.columns.contains(&key("Price")));
    let Ok(Reply::Record(Some(page))) = desk.ask(Request::Record {
        object: "company".into(),
        record: acme.id,
    }) else {
        panic!("no page")
    };
    assert!(page.related.iter().any(|list| list.object == machine && list.count == 1));
    let state = desk.preview(vec![("machines.csv", b"Name,Price,State\nLathe,5,Used\n".to_vec())], Some(&machine));
    assert_eq!(state.counts.create, 1, "{state:?}");
    desk.import(bridge::import::ImportRequest::Run, vec![]);
    let desk = desk.reopened();
    assert_eq!(desk.count(&machine), 2);
    let search = bridge::query::SearchQuery {
        text: "lathe".into(),
        objects: vec![],
        limit: 10,
        bin: false,
    };
    let Ok(Reply::Found(found)) = desk.ask(Request::Search(search)) else {
        panic!("nothing found")
    };
    assert_eq!(found.groups.len(), 1);
    desk.run(Command::RemoveObject(machine.clone())).unwrap();
    assert!(schema(&desk).object(&machine).is_none());
    desk.run(Command::Undo).unwrap();
    assert_eq!(desk.count(&machine), 2);
}

#[test]
fn one_field_is_brought_back_from_its_history() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor Berg"), ("job_title", "Buyer"), ("tags", "vip")]);
    desk.edit("contact", noor.id, "job_title", "Director").unwrap();
    desk.edit("contact", noor.id, "name", "Noor Hill").unwrap();
    desk.edit("contact", noor.id, "tags", "").unwrap();
    desk.flush();
    let before = |field: &str| {
        desk.history(&noor)
            .into_iter()
            .find(|entry| entry.field.as_deref() == Some(field))
            .unwrap()
            .before
            .unwrap()
    };
    let Before::Value(Some(title)) = before("job_title") else {
        panic!("no value")
    };
    let Before::Value(Some(name)) = before("name") else {
        panic!("no value")
    };
    let fields = vec![("job_title".into(), Input::Value(title)), ("name".into(), Input::Value(name))];
    desk.run(Command::Edit {
        object: "contact".into(),
        record: noor.id,
        fields,
    })
    .unwrap();
    assert_eq!(desk.cell("contact", noor.id, "job_title"), Cell::Text("Buyer".into()));
    let Before::Element(element, true) = before("tags") else {
        panic!("no element")
    };
    let back = Command::Element {
        object: "contact".into(),
        field: "tags".into(),
        selection: Selection::Records(vec![noor.id]),
        element: Input::Value(element),
        present: true,
    };
    desk.run(back).unwrap();
    assert!(matches!(desk.cell("contact", noor.id, "tags"), Cell::Records(tags) if tags.len() == 1));
    assert!(
        desk.history(&noor)
            .iter()
            .filter(|entry| entry.field.as_deref() == Some("updated"))
            .all(|entry| entry.before.is_none())
    );
}

#[test]
fn steps_are_listed_with_their_time_and_taken_back_up_to_a_point() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor")]);
    for title in ["A", "B", "C"] {
        desk.edit("contact", noor.id, "job_title", title).unwrap();
    }
    desk.flush();
    let steps = || match desk.ask(Request::Steps) {
        Ok(Reply::Steps(steps, redo)) => (steps, redo),
        other => panic!("{other:?}"),
    };
    let (listed, _) = steps();
    assert_eq!(listed.len(), 4);
    assert!(listed.iter().all(|step| step.at >= super::desk::NOON), "{listed:?}");
    let done = desk.run(Command::UndoSteps(2)).unwrap();
    assert_eq!(done.count, 2);
    assert_eq!(desk.cell("contact", noor.id, "job_title"), Cell::Text("A".into()));
    assert_eq!((steps().0.len(), steps().1), (2, 2));
    desk.run(Command::Redo).unwrap();
    assert_eq!(desk.cell("contact", noor.id, "job_title"), Cell::Text("B".into()));
    assert_eq!(desk.run(Command::UndoSteps(9)).unwrap().count, 3);
    assert_eq!(desk.run(Command::UndoSteps(1)), Err(CommandFailure::NothingToRevert));
}

#[test]
fn a_set_up_leaves_as_a_file_and_comes_in_with_a_preview() {
    let desk = Desk::new();
    let preview = |desk: &Desk, request: Request, bytes: Vec<u8>| match desk.ask_with(
        request,
        vec![Attachment {
            name: "set-up.kith.json".into(),
            bytes,
        }],
    ) {
        Ok(Reply::BackupChecked(summary)) => summary,
        other => panic!("{other:?}"),
    };
    for key in engine::templates::keys() {
        let summary = preview(&desk, Request::CheckTemplate { key: key.into() }, vec![]);
        assert!(summary.setup.iter().any(|line| *line.object == *"field" && !line.known), "{key}");
        assert!(matches!(desk.ask(Request::Restore { merge: true }), Ok(Reply::Done(done)) if done.change.is_some()));
        let again = preview(&desk, Request::CheckTemplate { key: key.into() }, vec![]);
        assert!(again.setup.iter().all(|line| line.known), "{key} is there once");
    }
    let project = schema(&desk)
        .objects()
        .iter()
        .find(|object| object.label == "Project")
        .unwrap()
        .clone();
    let label = |label: &str| project.fields.iter().find(|field| field.label == label).unwrap().key.clone();
    let record = desk.create(
        &project.key,
        &[("name", "Site"), (&label("Hourly rate"), "80 EUR"), (&label("Hours worked"), "2.5")],
    );
    assert_eq!(desk.cell(&project.key, record.id, &label("Worth so far")), eur(20_000));
    desk.create("contact", &[("name", "Noor")]);
    let Ok(Reply::File(bridge::FileReply { bytes, .. })) = desk.ask(Request::SetupFile) else {
        panic!("no file")
    };
    let other = Desk::new();
    let summary = preview(&other, Request::CheckBackup, bytes.clone());
    assert!(
        summary.records.iter().all(|(object, _)| *object != *"contact"),
        "no records of people"
    );
    assert!(matches!(other.ask(Request::Restore { merge: true }), Ok(Reply::Done(_))));
    assert_eq!(schema(&other), schema(&desk));
    other.run(Command::Undo).unwrap();
    assert_eq!(schema(&other), Schema::built_in());
    let newer = String::from_utf8(bytes).unwrap().replacen("{\"kith\":1", "{\"kith\":3", 1);
    let refused = other.ask_with(
        Request::CheckBackup,
        vec![Attachment {
            name: "newer.kith.json".into(),
            bytes: newer.into_bytes(),
        }],
    );
    assert!(matches!(
        refused,
        Err(bridge::Failure::File(FileFault::Backup(BackupFault::Newer(3))))
    ));
}
