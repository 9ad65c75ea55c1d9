//! Blocks of cells: pasted and filled, with what cannot be read told and one step of undo.

use bridge::{Cell, Command};
use model::{FieldError, RecordId};

use super::desk::Desk;

fn paste(desk: &Desk, cells: &[(RecordId, &str, &str)]) -> bridge::Done {
    let cells = cells
        .iter()
        .map(|&(record, field, text)| (record, field.into(), text.to_owned()))
        .collect();
    let done = desk.run(Command::PasteCells {
        object: "contact".into(),
        cells,
    });
    done.unwrap()
}

#[test]
fn a_block_is_written_but_for_the_cells_that_cannot_take_it_and_undone_at_once() {
    let desk = Desk::new();
    desk.create("company", &[("name", "Havenlicht")]);
    let (noor, ana) = (
        desk.create("contact", &[("name", "Noor Berg"), ("email", "noor@haven.nl")]).id,
        desk.create("contact", &[("name", "Ana Lima")]).id,
    );
    let done = paste(
        &desk,
        &[
            (noor, "email", "noor@"),
            (noor, "company", "havenlicht"),
            (ana, "email", "ana@haven.nl"),
            (ana, "company", "Nobody"),
            (ana, "name", ""),
            (ana, "last_activity", "2026-01-01"),
        ],
    );
    let refused = done
        .refused
        .iter()
        .map(|cell| (cell.record, cell.field.as_str()))
        .collect::<Vec<_>>();
    assert_eq!(refused, [(noor, "email"), (ana, "company"), (ana, "name"), (ana, "last_activity")]);
    assert_eq!(done.refused[1].error, FieldError::NotARecord { found: "Nobody".into() });
    assert_eq!(
        (done.refused[2].error.clone(), done.refused[3].error.clone()),
        (FieldError::Required, FieldError::ReadOnly)
    );
    assert_eq!(done.count, 2);
    assert_eq!(
        desk.cell("contact", noor, "email"),
        Cell::Text("noor@haven.nl".into()),
        "what is refused stays"
    );
    assert_eq!(desk.cell("contact", ana, "email"), Cell::Text("ana@haven.nl".into()));
    let Cell::Record(company) = desk.cell("contact", noor, "company") else {
        panic!("no company")
    };
    assert_eq!(company.label, "Havenlicht");
    desk.run(Command::Undo).unwrap();
    assert_eq!(desk.cell("contact", ana, "email"), Cell::Empty);
    assert_eq!(desk.cell("contact", noor, "company"), Cell::Empty);
}

#[test]
fn tags_that_are_new_are_made_once_for_the_whole_block() {
    let desk = Desk::new();
    let people = ["Noor", "Ana"].map(|name| desk.create("contact", &[("name", name)]).id);
    let done = paste(&desk, &[(people[0], "tags", "VIP"), (people[1], "tags", "VIP")]);
    assert_eq!(done.refused, []);
    assert_eq!(desk.count("tag"), 1);
}

#[test]
fn filling_down_copies_values_as_they_are_and_leaves_computed_ones_alone() {
    let desk = Desk::new();
    let first = desk
        .create("contact", &[("name", "Noor"), ("email", "a@haven.nl"), ("tags", "VIP, Dutch")])
        .id;
    let others = ["Ana", "Bo"].map(|name| desk.create("contact", &[("name", name)]).id);
    let fill = Command::FillCells {
        object: "contact".into(),
        records: vec![first, others[0], others[1]],
        fields: vec!["email".into(), "tags".into(), "revenue".into()],
    };
    let done = desk.run(fill).unwrap();
    assert_eq!((done.count, done.refused.len()), (2, 0));
    for other in others {
        assert_eq!(desk.cell("contact", other, "email"), Cell::Text("a@haven.nl".into()));
        assert_eq!(desk.cell("contact", other, "tags"), desk.cell("contact", first, "tags"));
    }
    desk.run(Command::Undo).unwrap();
    assert_eq!(desk.cell("contact", others[1], "tags"), Cell::Empty);
}
