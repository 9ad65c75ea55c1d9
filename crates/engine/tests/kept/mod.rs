//! Sessions on a store, as the tests of keeping, of opening and of undo need them.

use std::cell::RefCell;

use engine::session::{Session, drive};
use engine::store::MemoryStore;
use model::change::Verb;
use model::{ActorId, Intent, Op, RecordId};
use pollster::block_on;

pub const TAB: ActorId = ActorId(1 << 16);
pub const OTHER_TAB: ActorId = ActorId(1 << 16 | 1);

pub fn open(store: &MemoryStore, actor: ActorId) -> RefCell<Session> {
    RefCell::new(block_on(drive::open(store, actor)).expect("a working store and sound bytes"))
}

pub fn record(number: u64) -> RecordId {
    RecordId::v7(number, u128::from(number))
}

pub fn set(number: u64, field: &str, value: &str) -> Op {
    Op::Set {
        object: "contact".into(),
        record: record(number),
        field: field.into(),
        value: Some(value.into()),
    }
}

pub fn commit(session: &RefCell<Session>, verb: Verb, ops: Vec<Op>) {
    session.borrow_mut().commit(Intent { verb, ..Intent::default() }, ops, 1_000);
}

pub fn text(session: &RefCell<Session>, number: u64, field: &str) -> Option<String> {
    let mut session = session.borrow_mut();
    let row = session.workspace.find_alive("contact", record(number))?;
    let table = session.workspace.table("contact")?;
    table.text(row, table.field(field)?).map(str::to_owned)
}

pub fn flush(session: &RefCell<Session>, store: &MemoryStore) {
    block_on(drive::flush(session, store)).expect("a working store and sound bytes");
}
