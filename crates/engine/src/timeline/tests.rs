//! Timelines and related lists of a small workspace.

use bridge::record::{TimelineKind, TimelineQuery};
use model::{ActorId, Currency, Intent, Life, Op, RecordId, Value};

use super::{related, timeline};
use crate::computed::{Computed, Moment};
use crate::reader::Reader;
use crate::workspace::Workspace;

fn id(number: u64) -> RecordId {
    RecordId::v7(number * 1_000, u128::from(number))
}

fn workspace() -> Workspace {
    let mut workspace = Workspace::new(ActorId(1));
    let mut ops = Vec::new();
    let mut set = |object: &str, number: u64, field: &str, value: Value| {
        ops.push(Op::Set { object: object.into(), record: id(number), field: field.into(), value: Some(value) });
    };
    set("contact", 1, "name", Value::Name(model::PersonName::from_full("Noor Berg")));
    for (number, kind, at) in [(10, "call", 50_000), (11, "note", 70_000), (12, "email", 60_000)] {
        set("activity", number, "type", kind.into());
        set("activity", number, "subject", Value::Text(format!("about {kind}")));
        set("activity", number, "at", Value::Time(at));
        set("activity", number, "contact", Value::Ref(id(1)));
    }
    set("activity", 11, "pinned", Value::Bool(true));
    set("activity", 13, "at", Value::Time(1));
    set("task", 20, "title", "open task".into());
    set("task", 20, "contact", Value::Ref(id(1)));
    set("task", 21, "title", "done task".into());
    set("task", 21, "contact", Value::Ref(id(1)));
    set("task", 21, "done_at", Value::Time(65_000));
    workspace.commit(Intent::default(), ops, 1);
    workspace
}

fn asked(kinds: Vec<TimelineKind>, skip: u32) -> TimelineQuery {
    TimelineQuery { object: "contact".into(), record: id(1), kinds, skip, limit: 3 }
}

fn with<T>(workspace: &Workspace, read: impl FnOnce(Reader<'_>) -> T) -> T {
    let moment = Moment { now_millis: 100_000, today: 0, offset_minutes: 0, base: Currency::EUR };
    let mut computed = Computed::default();
    computed.refresh(workspace, &[], moment);
    read(Reader { workspace, computed: &computed, moment })
}

#[test]
fn newest_first_pinned_before_all_in_pages() {
    let workspace = workspace();
    let page = with(&workspace, |reader| timeline(reader, &asked(vec![], 0)));
    assert_eq!(page.total, 5, "three activities, one finished task, and its making");
    assert_eq!(page.items.iter().map(|item| item.kind).collect::<Vec<_>>(), [TimelineKind::Note, TimelineKind::Task, TimelineKind::Email]);
    let rest = with(&workspace, |reader| timeline(reader, &asked(vec![], 3)));
    assert_eq!(rest.items.iter().map(|item| item.kind).collect::<Vec<_>>(), [TimelineKind::Call, TimelineKind::Created]);
}

#[test]
fn kinds_narrow_it_and_counts_stay() {
    let workspace = workspace();
    let page = with(&workspace, |reader| timeline(reader, &asked(vec![TimelineKind::Call], 0)));
    assert_eq!((page.total, page.items[0].title.as_str()), (1, "about call"));
    assert!(page.counts.contains(&(TimelineKind::Email, 1)));
}

#[test]
fn what_is_in_the_bin_is_not_told() {
    let mut workspace = workspace();
    workspace.commit(Intent::default(), vec![Op::Life { object: "activity".into(), life: Life::Trashed, records: vec![id(10)] }], 2);
    let page = with(&workspace, |reader| timeline(reader, &asked(vec![TimelineKind::Call], 0)));
    assert_eq!(page.total, 0);
}

#[test]
fn related_lists_count_what_points_here() {
    let workspace = workspace();
    let lists = with(&workspace, |reader| related(reader, reader.table("contact").unwrap(), 0, 2));
    let tasks = lists.iter().find(|list| list.object == *"task").unwrap();
    assert_eq!((tasks.count, tasks.first.len(), tasks.first[0].link.label.as_str()), (2, 2, "done task"));
    let activities = lists.iter().find(|list| list.object == *"activity").unwrap();
    assert_eq!((activities.count, activities.first.len()), (3, 2));
}
