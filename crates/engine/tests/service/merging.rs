//! Duplicates: found, merged, taken apart again.

use bridge::duplicates::{Duplicates, Likeness, MergePreview, NameAnd};
use bridge::import::{ImportRequest, MatchKey, Policy};
use bridge::record::FieldDraft;
use bridge::{Cell, Command, CommandFailure, Failure, Input, Reply, Request, Selection};
use model::{FieldKey, PersonName, RecordId, Value, View};

use super::desk::Desk;

fn duplicates(desk: &Desk, object: &str) -> Duplicates {
    match desk.ask(Request::Duplicates(object.into())) {
        Ok(Reply::Duplicates(found)) => found,
        other => panic!("{other:?}"),
    }
}

fn preview(desk: &Desk, into: RecordId, others: &[RecordId], taken: &[(&str, RecordId)]) -> MergePreview {
    let request = Request::MergePreview {
        object: "contact".into(),
        into,
        others: others.to_vec(),
        taken: taken.iter().map(|(field, record)| (FieldKey::from(*field), *record)).collect(),
    };
    match desk.ask(request) {
        Ok(Reply::MergePreview(preview)) => *preview,
        other => panic!("{other:?}"),
    }
}

fn merge(into: RecordId, others: &[RecordId], taken: &[(&str, RecordId)]) -> Command {
    Command::Merge {
        object: "contact".into(),
        into,
        others: others.to_vec(),
        taken: taken.iter().map(|(field, record)| (FieldKey::from(*field), *record)).collect(),
    }
}

fn name(given: &str, family: &str) -> Cell {
    Cell::Name(PersonName {
        given: given.into(),
        family: family.into(),
    })
}

/// Every cell of every record that people see, for comparing the whole before and after.
fn everything(desk: &Desk) -> Vec<(String, Vec<Cell>)> {
    let mut all = Vec::new();
    for object in ["contact", "company", "deal", "activity", "task", "ticket"] {
        let rows = desk.page(View::table(object)).rows;
        all.extend(rows.into_iter().map(|row| (format!("{object} {}", row.id), row.cells)));
    }
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all
}

#[test]
fn a_merge_keeps_what_each_has_and_moves_what_refers_to_them() {
    let desk = Desk::new();
    let (haven, tide) = (
        desk.create("company", &[("name", "Havenlicht")]),
        desk.create("company", &[("name", "Tidewater")]),
    );
    let stays = desk.create(
        "contact",
        &[
            ("name", "Noor Berg"),
            ("email", "noor@haven.example"),
            ("company", "Havenlicht"),
            ("description", "Met at the fair"),
        ],
    );
    let goes = desk.create(
        "contact",
        &[
            ("name", "Noor van den Berg"),
            ("email", "noor@home.example"),
            ("phone", "030 1234567"),
            ("company", "Tidewater"),
            ("description", "Likes tea"),
            ("birthday", "1988-04-05"),
        ],
    );
    let deal = desk.create("deal", &[("name", "Lamps")]);
    desk.run(Command::Edit {
        object: "deal".into(),
        record: deal.id,
        fields: vec![("contact".into(), Input::Value(Value::Ref(goes.id)))],
    })
    .unwrap();
    let both = desk.create("deal", &[("name", "Cables")]);
    desk.run(Command::Edit {
        object: "deal".into(),
        record: both.id,
        fields: vec![(
            "contact".into(),
            Input::Value(Value::List(vec![Value::Ref(stays.id), Value::Ref(goes.id)])),
        )],
    })
    .unwrap();
    let before = everything(&desk);

    let told = preview(&desk, stays.id, &[goes.id], &[]);
    assert_eq!(
        told.records.iter().map(|line| line.link.id).collect::<Vec<_>>(),
        [stays.id, goes.id]
    );
    let companies = told.records.iter().map(|line| match &line.detail[0] {
        Cell::Record(link) => link.label.clone(),
        other => panic!("what tells two of one name apart: {other:?}"),
    });
    assert_eq!(companies.collect::<Vec<_>>(), ["Havenlicht", "Tidewater"]);
    assert_eq!(told.referring, [("deal".into(), 2)]);
    let line = |key: &str| {
        told.fields
            .iter()
            .find(|line| line.field == *key)
            .unwrap_or_else(|| panic!("{key} does not differ"))
    };
    assert_eq!(
        (line("name").taken, line("birthday").taken, line("email").taken),
        (Some(0), Some(1), None)
    );
    assert!(line("email").keeps_all && !line("birthday").keeps_all);
    assert_eq!(line("description").merged, Cell::Text("Met at the fair\n\nLikes tea".into()));
    assert_eq!(everything(&desk), before, "a preview changes nothing");

    desk.run(merge(stays.id, &[goes.id], &[])).unwrap();
    let cell = |key: &str| desk.cell("contact", stays.id, key);
    assert_eq!(cell("name"), name("Noor", "Berg"));
    assert_eq!(
        cell("email"),
        Cell::Texts(vec!["noor@haven.example".into(), "noor@home.example".into()])
    );
    assert_eq!(cell("phone"), Cell::Text("+49301234567".into()));
    assert_eq!(cell("description"), Cell::Text("Met at the fair\n\nLikes tea".into()));
    let Cell::Records(companies) = cell("company") else {
        panic!("one company")
    };
    assert_eq!(companies.iter().map(|link| link.id).collect::<Vec<_>>(), [haven.id, tide.id]);
    let contacts = |deal: RecordId| match desk.cell("deal", deal, "contact") {
        Cell::Records(links) => links.into_iter().map(|link| link.id).collect::<Vec<_>>(),
        Cell::Record(link) => vec![link.id],
        other => panic!("{other:?}"),
    };
    assert_eq!(contacts(deal.id), [stays.id]);
    assert_eq!(contacts(both.id), [stays.id], "nobody is named twice");
    assert_eq!(desk.count("contact"), 1);

    desk.run(Command::Undo).unwrap();
    assert_eq!(everything(&desk), before, "one step takes all of it back");
    desk.run(Command::Redo).unwrap();
    assert_eq!(contacts(deal.id), [stays.id]);
    let desk = desk.reopened();
    assert_eq!(desk.count("contact"), 1);
    desk.run(Command::Undo).unwrap();
    assert_eq!(everything(&desk), before, "after a restart, too");
}

#[test]
fn a_person_chooses_whose_value_is_taken_and_an_opt_out_stands() {
    let desk = Desk::new();
    let stays = desk.create("contact", &[("name", "Ada"), ("job_title", "Engineer"), ("newsletter", "yes")]);
    let goes = desk.create("contact", &[("name", "Ada Lovelace"), ("newsletter", "no")]);
    let told = preview(&desk, stays.id, &[goes.id], &[("name", goes.id), ("job_title", goes.id)]);
    let line = |key: &str| told.fields.iter().find(|line| line.field == *key).unwrap();
    assert_eq!(line("job_title").merged, Cell::Empty, "nothing can be chosen as well");
    desk.run(merge(
        stays.id,
        &[goes.id],
        &[("name", goes.id), ("job_title", goes.id), ("newsletter", stays.id)],
    ))
    .unwrap();
    assert_eq!(desk.cell("contact", stays.id, "name"), name("Ada", "Lovelace"));
    assert_eq!(desk.cell("contact", stays.id, "job_title"), Cell::Empty);
    let Cell::Choice(consent) = desk.cell("contact", stays.id, "newsletter") else {
        panic!("no consent")
    };
    assert_eq!(consent.key, "no", "who said no is not asked again because of a merge");
}

#[test]
fn no_record_comes_to_refer_to_itself() {
    let desk = Desk::new();
    let parent = desk.create("company", &[("name", "Haven Group")]);
    let child = desk.create("company", &[("name", "Haven"), ("parent", "Haven Group")]);
    let grandchild = desk.create("company", &[("name", "Haven Lamps"), ("parent", "Haven")]);
    desk.run(Command::Merge {
        object: "company".into(),
        into: child.id,
        others: vec![parent.id],
        taken: Vec::new(),
    })
    .unwrap();
    assert_eq!(desk.cell("company", child.id, "parent"), Cell::Empty);
    let Cell::Record(of) = desk.cell("company", grandchild.id, "parent") else {
        panic!("no parent")
    };
    assert_eq!(of.id, child.id);
}

#[test]
fn a_value_that_no_two_may_share_goes_over_from_the_one_that_leaves() {
    let desk = Desk::new();
    let mut draft = FieldDraft::new("contact".into(), "Badge", model::FieldKind::Text);
    draft.check = Some(model::Check {
        unique: true,
        ..Default::default()
    });
    desk.run(Command::SaveField(Box::new(draft))).unwrap();
    let Ok(Reply::Schema(schema)) = desk.ask(Request::Schema) else {
        panic!("no schema")
    };
    let contact = schema.object("contact").unwrap();
    let badge = contact.fields.iter().find(|field| field.label == "Badge").unwrap().key.clone();
    let stays = desk.create("contact", &[("name", "Ada")]);
    let goes = desk.create("contact", &[("name", "Ada"), (&badge, "A-1")]);
    desk.run(merge(stays.id, &[goes.id], &[])).unwrap();
    assert_eq!(desk.cell("contact", stays.id, &badge), Cell::Text("A-1".into()));
    // A third has the value: it is refused whole, by name.
    desk.run(Command::Undo).unwrap();
    let other = desk.create("contact", &[("name", "Bo"), (&badge, "B-2")]);
    desk.run(merge(other.id, &[stays.id], &[])).unwrap();
    assert_eq!(desk.cell("contact", other.id, &badge), Cell::Text("B-2".into()));
}

#[test]
fn what_cannot_be_merged_is_refused_and_nothing_changes() {
    let desk = Desk::new();
    let ada = desk.create("contact", &[("name", "Ada")]);
    let company = desk.create("company", &[("name", "Haven")]);
    let before = everything(&desk);
    assert_eq!(desk.run(merge(ada.id, &[], &[])), Err(CommandFailure::NothingSelected));
    assert_eq!(desk.run(merge(ada.id, &[ada.id], &[])), Err(CommandFailure::NothingSelected));
    assert_eq!(desk.run(merge(ada.id, &[company.id], &[])), Err(CommandFailure::Gone(company.id)));
    let many = (0..20)
        .map(|number| desk.create("contact", &[("name", &format!("C{number}"))]).id)
        .collect::<Vec<_>>();
    assert_eq!(desk.run(merge(ada.id, &many, &[])), Err(CommandFailure::TooMany(20)));
    let selection = Selection::Records(many.clone());
    desk.run(Command::Trash {
        object: "contact".into(),
        selection,
    })
    .unwrap();
    assert_eq!(desk.run(merge(ada.id, &many[..1], &[])), Err(CommandFailure::Gone(many[0])));
    assert_eq!(everything(&desk), before);
    let gone = Request::MergePreview {
        object: "contact".into(),
        into: ada.id,
        others: vec![many[0]],
        taken: Vec::new(),
    };
    assert_eq!(desk.ask(gone), Err(Failure::Command(CommandFailure::Gone(many[0]))));
}

#[test]
fn duplicates_are_found_by_what_they_share_and_likely_ones_come_first() {
    let desk = Desk::new();
    desk.create("company", &[("name", "Havenlicht")]);
    let contact = |fields: &[(&str, &str)]| desk.create("contact", fields).id;
    // The same address in another case, the same name in another order.
    let one = contact(&[("name", "Noor Berg"), ("email", "noor@haven.example"), ("job_title", "Buyer")]);
    let two = contact(&[("name", "Berg, Noor"), ("email", "NOOR@haven.example")]);
    // The same number in another form, and a slip in the name.
    let (three, four) = (
        contact(&[("name", "Katharina Vogel"), ("phone", "030 1234567")]),
        contact(&[("name", "Katarina Vogel"), ("phone", "+49 30 1234567")]),
    );
    // One switchboard, two people.
    contact(&[("name", "Mia Lund"), ("phone", "040 7654321")]);
    contact(&[("name", "Tom Hart"), ("phone", "040 7654321")]);
    // One name, two birthdays.
    contact(&[("name", "Jan Kok"), ("email", "kok@haven.example"), ("birthday", "1950-01-01")]);
    contact(&[("name", "Jan Kok"), ("email", "kok@haven.example"), ("birthday", "1980-01-01")]);
    // One name at one company.
    let (five, six) = (
        contact(&[("name", "Ida Holm"), ("company", "Havenlicht")]),
        contact(&[("name", "Ida Holm"), ("company", "Havenlicht"), ("email", "ida@x.example")]),
    );

    let found = duplicates(&desk, "contact");
    let groups = found.groups.iter().map(|group| {
        let mut records = group.records.iter().map(|record| record.link.id).collect::<Vec<_>>();
        records.sort_unstable();
        (records, group.is_likely)
    });
    let groups = groups.collect::<Vec<_>>();
    let group = |mut records: Vec<RecordId>| {
        records.sort_unstable();
        groups.iter().find(|(found, _)| *found == records).map(|(_, likely)| *likely)
    };
    assert_eq!(group(vec![one, two]), Some(true));
    assert_eq!(group(vec![three, four]), Some(true));
    assert_eq!(group(vec![five, six]), Some(true));
    assert_eq!(found.total, 4, "father and son are possible, the switchboard is nobody: {found:?}");
    assert!(!groups[3].1 && groups[..3].iter().all(|(_, likely)| *likely));
    let first = found
        .groups
        .iter()
        .find(|group| group.records.iter().any(|record| record.link.id == one))
        .unwrap();
    assert_eq!(first.likenesses[0], Likeness::Email("noor@haven.example".into()));
    assert_eq!(first.records[0].link.id, one, "the one that knows most stands first");
    let fifth = found
        .groups
        .iter()
        .find(|group| group.records.iter().any(|record| record.link.id == five))
        .unwrap();
    assert!(
        fifth
            .likenesses
            .contains(&Likeness::NameAndMore(NameAnd::Company("Havenlicht".into())))
    );
}

#[test]
fn companies_are_compared_by_website_and_without_their_legal_form() {
    let desk = Desk::new();
    let company = |fields: &[(&str, &str)]| desk.create("company", fields).id;
    company(&[("name", "Havenlicht BV"), ("website", "https://www.havenlicht.example/contact")]);
    company(&[("name", "Havenlicht"), ("website", "havenlicht.example")]);
    company(&[("name", "Tidewater Ltd"), ("website", "tidewater.example")]);
    let found = duplicates(&desk, "company");
    assert_eq!(found.total, 1);
    assert!(found.groups[0].is_likely);
    assert_eq!(found.groups[0].likenesses[0], Likeness::Website("havenlicht.example".into()));
    assert!(duplicates(&desk, "deal").groups.is_empty(), "two deals of one name are two deals");
}

#[test]
fn what_was_said_to_be_different_is_not_brought_up_again() {
    let desk = Desk::new();
    let fields = [("name", "Ada Lovelace"), ("email", "ada@x.example")];
    let (one, two) = (desk.create("contact", &fields).id, desk.create("contact", &fields).id);
    assert_eq!(duplicates(&desk, "contact").total, 1);
    desk.run(Command::TellApart {
        object: "contact".into(),
        records: vec![two, one],
    })
    .unwrap();
    assert_eq!(duplicates(&desk, "contact").total, 0);
    desk.run(Command::Undo).unwrap();
    assert_eq!(duplicates(&desk, "contact").total, 1);
    desk.run(Command::Redo).unwrap();
    let third = desk.create("contact", &fields).id;
    let found = duplicates(&desk, "contact");
    assert_eq!(found.groups[0].records.len(), 3, "the third may be either of them");
    desk.run(merge(one, &[third], &[])).unwrap();
    assert_eq!(duplicates(&desk, "contact").total, 0);
}

#[test]
fn a_merge_is_taken_apart_long_after_and_keeps_what_came_later() {
    let desk = Desk::new();
    let stays = desk.create("contact", &[("name", "Ada Lovelace"), ("email", "ada@x.example")]);
    let goes = desk.create(
        "contact",
        &[("name", "Ada Lovelace"), ("email", "ada@x.example"), ("job_title", "Analyst")],
    );
    let deal = desk.create("deal", &[("name", "Engine")]);
    let contact = Input::Value(Value::Ref(goes.id));
    let fields = vec![("contact".into(), contact)];
    desk.run(Command::Edit {
        object: "deal".into(),
        record: deal.id,
        fields,
    })
    .unwrap();
    let merged = desk.run(merge(stays.id, &[goes.id], &[])).unwrap();
    let change = merged.change.unwrap();
    // Later: the role that came over is changed, and something else happens.
    desk.edit("contact", stays.id, "job_title", "Countess").unwrap();
    desk.edit("contact", stays.id, "language", "English").unwrap();
    let desk = desk.reopened();
    for record in [stays.id, goes.id] {
        let Ok(Reply::History(entries)) = desk.ask(Request::History {
            object: "contact".into(),
            record,
        }) else {
            panic!("no history")
        };
        assert!(entries.iter().any(|entry| entry.change == change), "both tell of the merge");
    }
    let done = desk.run(Command::TakeBack(change)).unwrap();
    assert_eq!(done.skipped, 1, "the role is left as it is, and told");
    assert_eq!(desk.count("contact"), 2);
    assert_eq!(desk.cell("contact", stays.id, "job_title"), Cell::Text("Countess".into()));
    assert_eq!(desk.cell("contact", stays.id, "language"), Cell::Text("English".into()));
    assert_eq!(desk.cell("contact", goes.id, "job_title"), Cell::Text("Analyst".into()));
    let of = match desk.cell("deal", deal.id, "contact") {
        Cell::Records(links) => links[0].id,
        Cell::Record(link) => link.id,
        other => panic!("{other:?}"),
    };
    assert_eq!(of, goes.id, "what was theirs is theirs again");
    assert_eq!(
        desk.run(Command::TakeBack(change)),
        Err(CommandFailure::Overwritten),
        "there is nothing left of it"
    );
    desk.run(Command::Undo).unwrap();
    assert_eq!(desk.count("contact"), 1, "which is a step like any other");
    desk.run(Command::Redo).unwrap();
    assert_eq!(desk.count("contact"), 2);
    let desk = desk.reopened();
    desk.run(Command::Undo).unwrap();
    desk.run(Command::Undo).unwrap();
    assert_eq!(
        desk.cell("contact", stays.id, "language"),
        Cell::Empty,
        "the steps before it are where they were"
    );
}

#[test]
fn who_is_there_already_is_told_while_one_types() {
    let desk = Desk::new();
    let haven = desk.create("company", &[("name", "Havenlicht")]);
    let noor = desk.create(
        "contact",
        &[
            ("name", "Noor Berg"),
            ("email", "noor@haven.example"),
            ("phone", "030 1234567"),
            ("company", "Havenlicht"),
        ],
    );
    desk.create("contact", &[("name", "Tom Hart"), ("email", "tom@haven.example")]);
    let known = |fields: &[(&str, Value)]| {
        let fields = fields
            .iter()
            .map(|(field, value)| (FieldKey::from(*field), value.clone()))
            .collect();
        match desk.ask(Request::Known {
            object: "contact".into(),
            fields,
        }) {
            Ok(Reply::Known(known)) => known
                .into_iter()
                .map(|known| (known.record.link.id, known.likeness))
                .collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    let text = |text: &str| Value::Text(text.into());
    let named = |given: &str, family: &str| {
        Value::Name(PersonName {
            given: given.into(),
            family: family.into(),
        })
    };
    assert_eq!(
        known(&[("email", text("NOOR@haven.example"))]),
        [(noor.id, Likeness::Email("NOOR@haven.example".into()))]
    );
    assert_eq!(
        known(&[("phone", text("+49301234567")), ("name", named("N", "Berg"))]),
        [(noor.id, Likeness::Phone("+49301234567".into()))]
    );
    assert!(
        known(&[("phone", text("+49301234567")), ("name", named("Mia", "Lund"))]).is_empty(),
        "people share telephones"
    );
    assert_eq!(known(&[("name", named("noor", "BERG"))]), [(noor.id, Likeness::Name)]);
    let at = NameAnd::Company("Havenlicht".into());
    assert_eq!(
        known(&[("name", named("Noor", "Berg")), ("company", Value::Ref(haven.id))]),
        [(noor.id, Likeness::NameAndMore(at))]
    );
    assert!(known(&[("name", named("Noor", ""))]).is_empty(), "a first name is many people");
    let selection = Selection::Records(vec![noor.id]);
    desk.run(Command::Trash {
        object: "contact".into(),
        selection,
    })
    .unwrap();
    assert!(known(&[("email", text("noor@haven.example"))]).is_empty());
}

#[test]
fn an_import_finds_a_record_by_the_ids_of_those_that_were_merged_into_it() {
    let desk = Desk::new();
    let file = |city: &str| {
        format!("External ID,Name,Job title\nA-1,Noor Berg,{city}\nB-7,Noor van den Berg,{city}\nC-3,Ana Lima,{city}\n").into_bytes()
    };
    let import = |title: &str| {
        desk.preview(vec![("people.csv", file(title))], Some("contact"));
        desk.match_by(0, MatchKey::Field("external_id".into()));
        desk.policy(0, Policy::Overwrite);
        desk.again()
    };
    import("Buyer");
    desk.import(ImportRequest::Run, vec![]);
    let rows = desk.page(View::table("contact")).rows;
    assert_eq!(rows.len(), 3);
    let id = |external: &str| {
        rows.iter()
            .map(|row| row.id)
            .find(|id| desk.cell("contact", *id, "external_id") == Cell::Text(external.into()))
            .unwrap()
    };
    let (stays, goes, last) = (id("A-1"), id("B-7"), id("C-3"));

    desk.run(merge(stays, &[goes], &[])).unwrap();
    desk.run(merge(last, &[stays], &[("external_id", stays)])).unwrap();
    assert_eq!(desk.cell("contact", last, "external_id"), Cell::Text("A-1".into()));

    let state = import("Owner");
    let counts = &state.files[0].counts;
    assert_eq!((counts.create, counts.update, counts.duplicate), (0, 1, 2), "{counts:?}");

    desk.run(Command::Undo).unwrap();
    desk.run(Command::Undo).unwrap();
    assert_eq!(import("Owner").files[0].counts.update, 3);
}
