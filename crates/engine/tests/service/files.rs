//! Files of records: added whole or not at all, undone like any change, gone when nothing names them, and part of every back-up.

use bridge::file::{FileLine, FileTrouble, NewFile};
use bridge::query::SearchQuery;
use bridge::record::{TimelineKind, TimelineQuery};
use bridge::status::{BackupProblem, KeptProblem};
use bridge::{Cell, Command, CommandFailure, Done, Event, Failure, Input, RecordLink, Reply, Request, Selection};
use engine::service::Attachment;
use engine::store::{Fault, MemoryStore, Store};
use model::change::Verb;
use model::{Intent, Life, Op, RecordId};
use pollster::block_on;

use super::desk::Desk;

/// Larger than two chunks.
const LARGE: usize = 2_500_000;

fn contents(seed: u8, size: usize) -> Vec<u8> {
    (0..size).map(|number| (number as u8).wrapping_mul(31).wrapping_add(seed)).collect()
}

fn add(desk: &Desk, to: &RecordLink, files: &[(&str, Vec<u8>)]) -> Result<Done, Failure> {
    let new = files.iter().map(|(name, _)| NewFile {
        name: (*name).to_owned(),
        media_type: "image/png".to_owned(),
    });
    let request = Request::AddFiles {
        object: to.object.clone(),
        record: to.id,
        files: new.collect(),
    };
    let attachments = files.iter().map(|(name, bytes)| Attachment {
        name: (*name).to_owned(),
        bytes: bytes.clone(),
    });
    match desk.ask_with(request, attachments.collect())? {
        Reply::Done(done) => Ok(done),
        other => panic!("{other:?}"),
    }
}

fn files(desk: &Desk, of: RecordId) -> Vec<FileLine> {
    match desk.ask(Request::Files(of)) {
        Ok(Reply::Files(files)) => files,
        other => panic!("{other:?}"),
    }
}

fn names(desk: &Desk, of: RecordId) -> Vec<String> {
    files(desk, of).into_iter().map(|file| file.name).collect()
}

fn read(desk: &Desk, file: RecordId) -> Result<Vec<u8>, Failure> {
    match desk.ask(Request::FileContents(file))? {
        Reply::File(bridge::FileReply { bytes, .. }) => Ok(bytes),
        other => panic!("{other:?}"),
    }
}

fn chunks(desk: &Desk) -> Vec<String> {
    block_on(desk.store.chunk_keys()).unwrap()
}

fn selected(record: RecordId) -> Selection {
    Selection::Records(vec![record])
}

fn trash(desk: &Desk, object: &str, record: RecordId) {
    let (object, selection) = (object.into(), selected(record));
    desk.run(Command::Trash { object, selection }).unwrap();
}

fn purge(desk: &Desk, object: &str, record: RecordId) {
    trash(desk, object, record);
    let (object, selection) = (object.into(), selected(record));
    desk.run(Command::Purge { object, selection }).unwrap();
    assert!(desk.service.wants_sweep());
    block_on(desk.service.sweep_files()).unwrap();
}

fn backup(desk: &Desk) -> Vec<u8> {
    match desk.ask(Request::Backup) {
        Ok(Reply::File(bridge::FileReply { bytes, .. })) => bytes,
        other => panic!("{other:?}"),
    }
}

fn check(desk: &Desk, bytes: Vec<u8>) -> Vec<BackupProblem> {
    let file = Attachment {
        name: "b.kith.json".into(),
        bytes,
    };
    match desk.ask_with(Request::CheckBackup, vec![file]) {
        Ok(Reply::BackupChecked(summary)) => summary.problems,
        other => panic!("{other:?}"),
    }
}

fn verify(desk: &Desk) -> (u64, Vec<KeptProblem>) {
    match desk.ask(Request::Verify) {
        Ok(Reply::Verified(verified)) => (verified.files, verified.problems),
        other => panic!("{other:?}"),
    }
}

#[test]
fn files_of_a_record_are_there_after_opening_again() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor Berg")]);
    let large = contents(1, LARGE);
    let done = add(&desk, &noor, &[("plan.png", large.clone()), ("empty.txt", vec![])]).unwrap();
    assert_eq!((done.verb, done.count), (Verb::Create, 2));
    let desk = desk.reopened();
    let listed = files(&desk, noor.id);
    assert_eq!(listed.iter().map(|file| &*file.name).collect::<Vec<_>>(), ["empty.txt", "plan.png"]);
    assert_eq!(
        (listed[1].size, &*listed[1].media_type, listed[1].at),
        (LARGE as u64, "image/png", super::desk::NOON)
    );
    assert_eq!(listed[1].by.as_ref().map(|by| &*by.label), Some("Jana Brandt"));
    assert_eq!(read(&desk, listed[1].id).unwrap(), large);
    assert_eq!(read(&desk, listed[0].id).unwrap(), Vec::<u8>::new());
    assert_eq!(chunks(&desk).len(), 3);
}

#[test]
fn adding_renaming_and_removing_are_one_step_each() {
    let desk = Desk::new();
    let deal = desk.create("deal", &[("name", "Fair")]);
    add(&desk, &deal, &[("a.png", contents(1, 10)), ("b.png", contents(2, 10))]).unwrap();
    desk.run(Command::Undo).unwrap();
    assert_eq!(names(&desk, deal.id), Vec::<String>::new());
    desk.run(Command::Redo).unwrap();
    assert_eq!(names(&desk, deal.id), ["b.png", "a.png"]);
    let file = files(&desk, deal.id)[1].id;
    assert_eq!(read(&desk, file).unwrap(), contents(1, 10));

    desk.edit("file", file, "name", "../of\u{202e}fer.png").unwrap();
    assert_eq!(names(&desk, deal.id), ["b.png", "-offer.png"]);
    assert!(matches!(desk.edit("file", file, "name", " .. "), Err(CommandFailure::Fields(..))));
    desk.run(Command::Undo).unwrap();
    assert_eq!(names(&desk, deal.id), ["b.png", "a.png"]);

    trash(&desk, "file", file);
    assert_eq!(names(&desk, deal.id), ["b.png"]);
    desk.run(Command::Undo).unwrap();
    assert_eq!(names(&desk, deal.id), ["b.png", "a.png"]);
}

#[test]
fn the_record_tells_of_its_files() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor Berg")]);
    desk.service.take_events();
    add(&desk, &noor, &[("a.png", contents(1, 10))]).unwrap();
    let file = files(&desk, noor.id)[0].id;
    let events = desk.service.take_events();
    assert!(events.contains(&Event::RecordsChanged(vec![file, noor.id])), "{events:?}");
    desk.now.set(desk.now.get() + 1_000);
    desk.edit("file", file, "name", "b.png").unwrap();
    desk.now.set(desk.now.get() + 1_000);
    let Ok(Reply::Timeline(timeline)) = desk.ask(Request::Timeline(TimelineQuery {
        object: "contact".into(),
        record: noor.id,
        kinds: vec![TimelineKind::File],
        skip: 0,
        limit: 9,
    })) else {
        panic!("no timeline")
    };
    assert_eq!(timeline.items.iter().map(|item| &*item.title).collect::<Vec<_>>(), ["b.png"]);
    trash(&desk, "file", file);
    desk.flush();
    let history = desk.history(&noor);
    let of_file = history.iter().filter(|entry| entry.file.as_deref() == Some("b.png"));
    let told = of_file.map(|entry| (entry.verb, entry.field.is_some())).collect::<Vec<_>>();
    assert_eq!(told, [(Verb::Trash, false), (Verb::Edit, true), (Verb::Create, false)]);
}

#[test]
fn the_same_contents_are_kept_once_and_stay_until_nothing_names_them() {
    let desk = Desk::new();
    let (noor, bo) = (
        desk.create("contact", &[("name", "Noor")]),
        desk.create("contact", &[("name", "Bo")]),
    );
    let same = contents(7, LARGE);
    add(&desk, &noor, &[("one.png", same.clone())]).unwrap();
    add(&desk, &bo, &[("two.png", same.clone()), ("own.png", contents(8, 5))]).unwrap();
    assert_eq!(chunks(&desk).len(), 4);
    let two = files(&desk, bo.id).into_iter().find(|file| file.name == "two.png").unwrap();

    // A contact that is deleted for good takes its files along; what another one names stays.
    purge(&desk, "contact", noor.id);
    assert_eq!(files(&desk, noor.id), []);
    assert_eq!(read(&desk, two.id).unwrap(), same);
    assert_eq!(chunks(&desk).len(), 4);
    purge(&desk, "file", two.id);
    assert_eq!(chunks(&desk).len(), 1);
    assert_eq!(read(&desk, two.id), Err(Failure::Gone));
    assert!(!desk.service.wants_sweep());
}

#[test]
fn what_was_undone_and_what_lies_in_the_bin_keeps_its_contents() {
    let desk = Desk::new();
    let (noor, bo) = (
        desk.create("contact", &[("name", "Noor")]),
        desk.create("contact", &[("name", "Bo")]),
    );
    add(&desk, &noor, &[("bin.png", contents(1, 5))]).unwrap();
    let binned = files(&desk, noor.id)[0].id;
    trash(&desk, "file", binned);
    purge(&desk, "contact", bo.id);
    add(&desk, &noor, &[("undone.png", contents(2, 5))]).unwrap();
    desk.run(Command::Undo).unwrap();
    desk.flush();
    block_on(desk.service.sweep_files()).unwrap();
    assert_eq!(chunks(&desk).len(), 2);
    desk.run(Command::Redo).unwrap();
    assert_eq!(read(&desk, files(&desk, noor.id)[0].id).unwrap(), contents(2, 5));
    desk.run(Command::Undo).unwrap();
    desk.now.set(desk.now.get() + 31 * 86_400_000);
    block_on(desk.service.sweep_files()).unwrap();
    assert_eq!(chunks(&desk).len(), 1, "a month later an adding that was undone is over");
}

#[test]
fn files_of_a_record_whose_making_was_undone_go_with_it() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor")]);
    add(&desk, &noor, &[("a.png", contents(1, 5))]).unwrap();
    desk.flush();
    let back = |steps| desk.run(Command::UndoSteps(steps)).unwrap();
    back(2);
    desk.run(Command::Redo).unwrap();
    desk.run(Command::Redo).unwrap();
    assert_eq!(read(&desk, files(&desk, noor.id)[0].id).unwrap(), contents(1, 5));
    // Only the contact goes, as with sample data that is removed.
    let retract = Op::Life {
        object: "contact".into(),
        life: Life::Retracted,
        records: vec![noor.id],
    };
    desk.service
        .session()
        .borrow_mut()
        .commit(Intent::default(), vec![retract], desk.now.get() as u64);
    desk.flush();
    block_on(desk.service.sweep_files()).unwrap();
    assert_eq!(chunks(&desk).len(), 1);
    desk.now.set(desk.now.get() + 31 * 86_400_000);
    block_on(desk.service.sweep_files()).unwrap();
    assert_eq!(chunks(&desk), Vec::<String>::new());
}

#[test]
fn without_room_nothing_is_half_there() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor Berg")]);
    add(&desk, &noor, &[("old.png", contents(1, 10))]).unwrap();
    desk.flush();
    let before = chunks(&desk);
    desk.store.set_fault(Some(Fault::FullAfter(2)));
    let full = add(&desk, &noor, &[("b.png", contents(2, 10)), ("large.png", contents(3, LARGE))]);
    assert_eq!(full, Err(Failure::Attached(FileTrouble::NoRoom)));
    assert_eq!((chunks(&desk), names(&desk, noor.id)), (before, vec!["old.png".to_owned()]));
    assert_eq!(desk.service.session().borrow().unsaved(), 0);
    desk.store.set_fault(None);
    add(&desk, &noor, &[("large.png", contents(3, LARGE))]).unwrap();
    assert_eq!(names(&desk, noor.id), ["large.png", "old.png"]);
}

#[test]
fn what_is_too_large_or_has_no_record_is_refused_and_leaves_nothing() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor Berg")]);
    let huge = add(&desk, &noor, &[("a/huge.bin", vec![0; (50 << 20) + 1])]);
    assert!(matches!(huge, Err(Failure::Attached(FileTrouble::TooLarge { name, .. })) if name == "a-huge.bin"));
    let many = (0..4).map(|seed| ("part.bin", contents(seed, 40 << 20))).collect::<Vec<_>>();
    assert!(matches!(
        add(&desk, &noor, &many),
        Err(Failure::Attached(FileTrouble::TooMuchAtOnce { .. }))
    ));
    trash(&desk, "contact", noor.id);
    let gone = add(&desk, &noor, &[("a.png", contents(1, 10))]);
    assert!(matches!(gone, Err(Failure::Command(CommandFailure::Gone(_)))));
    assert_eq!(chunks(&desk), Vec::<String>::new());
}

#[test]
fn a_missing_or_damaged_part_is_named_and_breaks_nothing_else() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor Berg")]);
    add(&desk, &noor, &[("good.png", contents(1, 10)), ("bad.png", contents(2, LARGE))]).unwrap();
    desk.flush();
    assert_eq!(verify(&desk), (2, vec![]));
    let listed = files(&desk, noor.id);
    let (bad, good) = (listed[0].id, listed[1].id);
    let key = chunks(&desk).into_iter().find(|key| key.ends_with("/1")).unwrap();
    desk.store.damage_chunk(&key, |chunk| chunk[99] ^= 4);
    let damaged = Failure::Attached(FileTrouble::Damaged { name: "bad.png".into() });
    assert_eq!(read(&desk, bad), Err(damaged));
    let missing = Failure::Attached(FileTrouble::Missing { name: "bad.png".into() });
    assert_eq!(read(&desk, bad), Err(missing), "the bad part was put aside");
    assert_eq!(read(&desk, good).unwrap(), contents(1, 10));
    let (count, problems) = verify(&desk);
    assert_eq!((count, problems), (2, vec![KeptProblem::FileMissing("bad.png".into())]));

    // A back-up holds what is whole, and says what is not in it.
    let bytes = backup(&desk);
    let fresh = Desk::on(MemoryStore::new());
    let problems = check(&fresh, bytes);
    assert_eq!(problems, [BackupProblem::WithoutContents(vec!["bad.png".into()])]);
    fresh.ask(Request::Restore { merge: true }).unwrap();
    assert_eq!(read(&fresh, good).unwrap(), contents(1, 10));

    // Adding the same contents again heals it.
    add(&desk, &noor, &[("again.png", contents(2, LARGE))]).unwrap();
    assert_eq!(read(&desk, bad).unwrap(), contents(2, LARGE));
}

#[test]
fn a_backup_brings_the_files_along() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor Berg")]);
    let large = contents(3, LARGE);
    add(
        &desk,
        &noor,
        &[("large.png", large.clone()), ("empty.txt", vec![]), ("binned.png", contents(4, 9))],
    )
    .unwrap();
    let binned = files(&desk, noor.id)[0].id;
    trash(&desk, "file", binned);
    let bytes = backup(&desk);
    for mut fresh in [Desk::on(MemoryStore::new()), Desk::new()] {
        assert_eq!(check(&fresh, bytes.clone()), []);
        fresh.ask(Request::Restore { merge: true }).unwrap();
        fresh = fresh.reopened();
        assert_eq!(names(&fresh, noor.id), ["empty.txt", "large.png"]);
        assert_eq!(read(&fresh, files(&fresh, noor.id)[1].id).unwrap(), large);
        assert_eq!(read(&fresh, binned).unwrap(), contents(4, 9));
        assert_eq!(verify(&fresh), (3, vec![]));
    }
}

#[test]
fn a_backup_for_which_there_is_no_room_restores_nothing() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor Berg")]);
    add(&desk, &noor, &[("large.png", contents(3, LARGE))]).unwrap();
    let fresh = Desk::new();
    check(&fresh, backup(&desk));
    fresh.store.set_fault(Some(Fault::FullAfter(1)));
    let full = fresh.ask(Request::Restore { merge: true });
    assert_eq!(full, Err(Failure::Attached(FileTrouble::NoRoom)));
    assert_eq!((chunks(&fresh), fresh.count("contact")), (vec![], 0));
    fresh.store.set_fault(None);
    fresh.ask(Request::Restore { merge: true }).unwrap();
    assert_eq!(names(&fresh, noor.id), ["large.png"]);
}

#[test]
fn a_backup_without_files_is_of_the_format_from_before_there_were_files() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor Berg")]);
    assert!(backup(&desk).starts_with(b"{\"kith\":1,"));
    add(&desk, &noor, &[("a.png", contents(1, 5))]).unwrap();
    assert!(backup(&desk).starts_with(b"{\"kith\":2,"));
}

#[test]
fn looking_back_shows_the_files_of_then_and_adds_none() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor Berg")]);
    add(&desk, &noor, &[("a.png", contents(1, 5))]).unwrap();
    let file = files(&desk, noor.id)[0].id;
    let then = desk.now.get();
    desk.now.set(then + 60_000);
    trash(&desk, "file", file);
    desk.flush();
    desk.ask(Request::LookBack(Some(then))).unwrap();
    assert_eq!(names(&desk, noor.id), ["a.png"]);
    assert_eq!(read(&desk, file).unwrap(), contents(1, 5));
    assert_eq!(add(&desk, &noor, &[("b.png", vec![1])]), Err(Failure::Past));
    desk.ask(Request::LookBack(None)).unwrap();
    assert_eq!(names(&desk, noor.id), Vec::<String>::new());
}

#[test]
fn search_finds_a_file_at_its_record() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor Berg")]);
    add(&desk, &noor, &[("Grundriss.pdf", contents(1, 5))]).unwrap();
    let Ok(Reply::Found(found)) = desk.ask(Request::Search(SearchQuery {
        text: "grundri".into(),
        objects: vec![],
        limit: 5,
        bin: false,
    })) else {
        panic!("not searched")
    };
    let hit = &found.groups[0].hits[0];
    let [Cell::Record(owner)] = &hit.detail[..] else {
        panic!("not told where it is: {:?}", hit.detail)
    };
    assert_eq!(
        (&*found.groups[0].object, &*hit.link.label, hit.link.id, &*owner.label),
        ("file", "Grundriss.pdf", noor.id, "Noor Berg")
    );
}

#[test]
fn files_belong_to_records_of_peoples_own_objects_too() {
    let desk = Desk::new();
    let made = desk.run(Command::SaveObject {
        key: None,
        label: "Boat".into(),
        plural: "Boats".into(),
        icon: String::new(),
    });
    made.unwrap();
    let Ok(Reply::Schema(schema)) = desk.ask(Request::Schema) else {
        panic!("no schema")
    };
    let boats = schema.objects().iter().find(|object| object.label == "Boat").unwrap();
    let fields = vec![(boats.primary.clone(), Input::Text("Albatros".into()))];
    let object = boats.key.clone();
    let boat = desk.run(Command::Create { object, fields }).unwrap().record.unwrap();
    add(&desk, &boat, &[("papers.pdf", contents(1, 5))]).unwrap();
    assert_eq!(names(&desk, boat.id), ["papers.pdf"]);
}
