//! Steps taken back and done again, for the tests that do.

use std::cell::RefCell;

use engine::session::{Session, drive};
use engine::store::MemoryStore;
use model::change::Verb;
use pollster::block_on;

use crate::kept::record;

pub fn revert(session: &RefCell<Session>, store: &MemoryStore, verb: Verb) -> Result<usize, drive::RevertError> {
    block_on(drive::revert(session, store, verb, record(999), 2_000)).map(|reverted| reverted.skipped)
}
