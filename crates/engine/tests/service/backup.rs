//! Back-ups: everything out, everything back in.

use bridge::command::Persona;
use bridge::{Cell, Command, Failure, Reply, Request, Selection};
use engine::service::Attachment;
use engine::store::{Fault, MemoryStore};

use super::desk::Desk;

fn backup(desk: &Desk) -> Vec<u8> {
    match desk.ask(Request::Backup) {
        Ok(Reply::File(bridge::FileReply { bytes, .. })) => bytes,
        other => panic!("{other:?}"),
    }
}

fn check(desk: &Desk, bytes: Vec<u8>) -> Result<Reply, Failure> {
    desk.ask_with(
        Request::CheckBackup,
        vec![Attachment {
            name: "b.kith.json".into(),
            bytes,
        }],
    )
}

#[test]
fn a_workspace_leaves_and_comes_back_whole_with_its_history() {
    let desk = Desk::new();
    desk.run(Command::LoadSample {
        seed: 3,
        contacts: 60,
        persona: Persona::Agency,
    })
    .unwrap();
    let noor = desk.create("contact", &[("name", "Noor Berg"), ("tags", "print"), ("address", "Wijnhaven 88")]);
    desk.edit("contact", noor.id, "job_title", "Head").unwrap();
    let bytes = backup(&desk);
    let fresh = Desk::on(MemoryStore::new());
    let Ok(Reply::BackupChecked(summary)) = check(&fresh, bytes) else {
        panic!("not readable")
    };
    assert_eq!(summary.workspace, "Atelier");
    assert!(summary.records.contains(&("contact".into(), 61)));
    fresh.ask(Request::Restore { merge: true }).unwrap();
    let fresh = fresh.reopened();
    let digest = |desk: &Desk| desk.service.session().borrow().workspace.digest();
    assert_eq!(digest(&fresh), digest(&desk));
    let history = fresh.history(&noor);
    assert!(history.iter().any(|entry| entry.new == Cell::Text("Head".into())));
}

#[test]
fn merging_fills_what_is_missing_and_keeps_ours() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor Berg"), ("job_title", "Old"), ("source", "fair")]);
    let gone = desk.create("contact", &[("name", "Ada Gone")]);
    let bytes = backup(&desk);
    desk.edit("contact", noor.id, "job_title", "New").unwrap();
    desk.edit("contact", noor.id, "source", "").unwrap();
    desk.run(Command::Trash {
        object: "contact".into(),
        selection: Selection::Records(vec![gone.id]),
    })
    .unwrap();
    check(&desk, bytes).unwrap();
    desk.ask(Request::Restore { merge: true }).unwrap();
    assert_eq!(desk.cell("contact", noor.id, "job_title"), Cell::Text("New".into()));
    assert!(matches!(desk.cell("contact", noor.id, "source"), Cell::Choice(_)));
    assert_eq!(desk.count("contact"), 2);
    desk.run(Command::Undo).unwrap();
    assert_eq!(desk.count("contact"), 1);
}

#[test]
fn replacing_needs_a_restore_point_and_can_be_undone() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor Berg"), ("job_title", "Then")]);
    let bytes = backup(&desk);
    desk.edit("contact", noor.id, "job_title", "Now").unwrap();
    desk.create("contact", &[("name", "Bo Later")]);
    check(&desk, bytes.clone()).unwrap();
    assert!(
        matches!(desk.ask(Request::Restore { merge: false }), Err(Failure::File(_))),
        "no restore point of this state yet"
    );
    assert_eq!(desk.count("contact"), 2);
    backup(&desk);
    desk.ask(Request::Restore { merge: false }).unwrap();
    assert_eq!(
        (desk.count("contact"), desk.cell("contact", noor.id, "job_title")),
        (1, Cell::Text("Then".into()))
    );
    desk.run(Command::Undo).unwrap();
    assert_eq!(
        (desk.count("contact"), desk.cell("contact", noor.id, "job_title")),
        (2, Cell::Text("Now".into()))
    );
}

#[test]
fn a_damaged_backup_is_refused_and_nothing_changes() {
    let desk = Desk::new();
    desk.create("contact", &[("name", "Noor Berg")]);
    let bytes = backup(&desk);
    for cut in [0, 1, bytes.len() / 3, bytes.len() - 2] {
        assert!(matches!(check(&desk, bytes[..cut].to_vec()), Err(Failure::File(_))), "cut at {cut}");
    }
    let mut flipped = bytes.clone();
    let place = flipped.windows(4).position(|four| four == b"Noor").unwrap();
    flipped[place] ^= 1;
    assert!(matches!(check(&desk, flipped), Err(Failure::File(_))));
    assert_eq!(desk.count("contact"), 1);
}

#[test]
fn unsaved_changes_leave_as_a_file_and_come_back() {
    let desk = Desk::new();
    desk.flush();
    desk.store.set_fault(Some(Fault::Full));
    desk.create("contact", &[("name", "Ada Unsaved")]);
    assert!(matches!(desk.ask(Request::Flush), Err(Failure::Storage(_))));
    let Ok(Reply::File(bridge::FileReply { bytes, .. })) = desk.ask(Request::UnsavedFile) else {
        panic!("no file")
    };
    desk.store.set_fault(None);
    let later = Desk::on(desk.store.clone());
    assert_eq!(later.count("contact"), 0);
    check(&later, bytes).unwrap();
    later.ask(Request::Restore { merge: true }).unwrap();
    assert_eq!(later.count("contact"), 1);
}

#[test]
fn verification_finds_nothing_wrong_in_what_is_right() {
    let desk = Desk::new();
    desk.run(Command::LoadSample {
        seed: 9,
        contacts: 40,
        persona: Persona::Agency,
    })
    .unwrap();
    desk.flush();
    let Ok(Reply::Verified(verified)) = desk.ask(Request::Verify) else {
        panic!("not verified")
    };
    assert_eq!(verified.problems, []);
    assert!(verified.log_rows > 5);
}
