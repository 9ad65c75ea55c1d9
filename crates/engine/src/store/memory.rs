//! A store in memory: for native tests, for the command line, and for failing on purpose.
//!
//! It clones like a handle: two sessions on clones of one store are two tabs on one database.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use super::{Batch, Checkpoint, LogRow, Manifest, Slot, Store, StoreError};

/// A failure to inject into coming calls.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// The next writes fail with [`StoreError::Quota`] and write nothing.
    Full,
    /// There is room for so many more chunks; later ones fail with [`StoreError::Quota`].
    FullAfter(u32),
    /// Every call fails with [`StoreError::Closed`].
    Closed,
    /// A newer version of Kith took over: writes fail with [`StoreError::VersionTooNew`].
    Newer,
}

#[derive(Default)]
struct State {
    log: BTreeMap<u64, (Vec<u8>, Vec<u8>)>,
    last_seq: u64,
    segments: HashMap<String, Vec<u8>>,
    manifest: Option<Manifest>,
    journal: BTreeMap<String, Vec<u8>>,
    quarantine: BTreeMap<String, Vec<u8>>,
    chunks: BTreeMap<String, Vec<u8>>,
    slots: HashMap<Slot, Vec<u8>>,
    fault: Option<Fault>,
    page: Option<u32>,
}

/// A store in memory, shared by its clones.
#[derive(Clone, Default)]
pub struct MemoryStore {
    state: Rc<RefCell<State>>,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes coming calls fail, or work again.
    pub fn set_fault(&self, fault: Option<Fault>) {
        self.state.borrow_mut().fault = fault;
    }

    /// Hands out at most so many log rows at once, as a store does whose rows are large.
    pub fn set_page(&self, rows: u32) {
        self.state.borrow_mut().page = Some(rows);
    }

    /// Changes the bytes of a segment, as a failing disk would.
    pub fn damage_segment(&self, key: &str, damage: impl FnOnce(&mut Vec<u8>)) {
        if let Some(bytes) = self.state.borrow_mut().segments.get_mut(key) {
            damage(bytes);
        }
    }

    /// Changes the bytes of a log row, as a failing disk would.
    pub fn damage_row(&self, seq: u64, damage: impl FnOnce(&mut Vec<u8>)) {
        if let Some((change, _)) = self.state.borrow_mut().log.get_mut(&seq) {
            damage(change);
        }
    }

    /// Changes the bytes of a chunk, as a failing disk would.
    pub fn damage_chunk(&self, key: &str, damage: impl FnOnce(&mut Vec<u8>)) {
        if let Some(bytes) = self.state.borrow_mut().chunks.get_mut(key) {
            damage(bytes);
        }
    }

    /// Keys of all segments.
    #[must_use]
    pub fn segment_keys(&self) -> Vec<String> {
        let mut keys = self.state.borrow().segments.keys().cloned().collect::<Vec<_>>();
        keys.sort();
        keys
    }

    fn readable(&self) -> Result<(), StoreError> {
        if self.state.borrow().fault == Some(Fault::Closed) {
            Err(StoreError::Closed)
        } else {
            Ok(())
        }
    }

    fn writable(&self) -> Result<(), StoreError> {
        match self.state.borrow().fault {
            Some(Fault::Full) => Err(StoreError::Quota),
            Some(Fault::Closed) => Err(StoreError::Closed),
            Some(Fault::Newer) => Err(StoreError::VersionTooNew { found: super::FORMAT + 1 }),
            Some(Fault::FullAfter(_)) | None => Ok(()),
        }
    }
}

/// As with a disk, the answer comes at another turn: whoever asked beside may go on before.
async fn turn() {
    let mut waited = false;
    poll_fn(|context| {
        if std::mem::replace(&mut waited, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

impl Store for MemoryStore {
    async fn manifest(&self) -> Result<Option<Manifest>, StoreError> {
        self.readable()?;
        Ok(self.state.borrow().manifest.clone())
    }

    async fn segments(&self, keys: &[String]) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        self.readable()?;
        let state = self.state.borrow();
        Ok(keys.iter().map(|key| state.segments.get(key).cloned()).collect())
    }

    async fn log_after(&self, seq: u64, limit: u32) -> Result<Vec<LogRow>, StoreError> {
        self.readable()?;
        let state = self.state.borrow();
        let rows = state
            .log
            .range(seq + 1..)
            .take(state.page.map_or(limit, |page| page.min(limit)) as usize);
        Ok(rows
            .map(|(&seq, (change, inverse))| LogRow {
                seq,
                change: change.clone(),
                inverse: inverse.clone(),
            })
            .collect())
    }

    async fn log_rows(&self, seqs: &[u64]) -> Result<Vec<LogRow>, StoreError> {
        turn().await;
        self.readable()?;
        let state = self.state.borrow();
        let rows = seqs.iter().filter_map(|seq| state.log.get(seq).map(|row| (*seq, row)));
        Ok(rows
            .map(|(seq, (change, inverse))| LogRow {
                seq,
                change: change.clone(),
                inverse: inverse.clone(),
            })
            .collect())
    }

    async fn append(&self, batch: Batch) -> Result<Vec<u64>, StoreError> {
        self.writable()?;
        let mut state = self.state.borrow_mut();
        let mut seqs = Vec::with_capacity(batch.rows.len());
        for row in batch.rows {
            state.last_seq += 1;
            let seq = state.last_seq;
            state.log.insert(seq, row);
            seqs.push(seq);
        }
        state.journal.extend(batch.journal);
        Ok(seqs)
    }

    async fn checkpoint(&self, checkpoint: Checkpoint) -> Result<u64, StoreError> {
        self.writable()?;
        let mut state = self.state.borrow_mut();
        let newest = state.manifest.as_ref().map_or(0, |manifest| manifest.version);
        if newest != checkpoint.replaces {
            return Err(StoreError::Superseded);
        }
        for key in &checkpoint.dropped {
            state.segments.remove(key);
        }
        state.segments.extend(checkpoint.segments);
        state.manifest = Some(Manifest {
            version: newest + 1,
            bytes: checkpoint.manifest,
        });
        Ok(newest + 1)
    }

    async fn journal(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.readable()?;
        Ok(self
            .state
            .borrow()
            .journal
            .iter()
            .map(|(key, bytes)| (key.clone(), bytes.clone()))
            .collect())
    }

    async fn quarantine(&self, name: String, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.writable()?;
        self.state.borrow_mut().quarantine.insert(name, bytes);
        Ok(())
    }

    async fn quarantined(&self) -> Result<Vec<String>, StoreError> {
        self.readable()?;
        Ok(self.state.borrow().quarantine.keys().cloned().collect())
    }

    async fn slot(&self, slot: Slot) -> Result<Option<Vec<u8>>, StoreError> {
        self.readable()?;
        Ok(self.state.borrow().slots.get(&slot).cloned())
    }

    async fn put_slot(&self, slot: Slot, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.writable()?;
        self.state.borrow_mut().slots.insert(slot, bytes);
        Ok(())
    }

    async fn chunk(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        turn().await;
        self.readable()?;
        Ok(self.state.borrow().chunks.get(key).cloned())
    }

    async fn put_chunk(&self, key: &str, bytes: &[u8]) -> Result<(), StoreError> {
        turn().await;
        self.writable()?;
        let mut state = self.state.borrow_mut();
        if let Some(Fault::FullAfter(room)) = &mut state.fault {
            *room = room.checked_sub(1).ok_or(StoreError::Quota)?;
        }
        state.chunks.insert(key.to_owned(), bytes.to_vec());
        Ok(())
    }

    async fn chunk_keys(&self) -> Result<Vec<String>, StoreError> {
        self.readable()?;
        Ok(self.state.borrow().chunks.keys().cloned().collect())
    }

    async fn drop_chunks(&self, keys: &[String]) -> Result<(), StoreError> {
        self.readable()?;
        self.state.borrow_mut().chunks.retain(|key, _| !keys.contains(key));
        Ok(())
    }

    async fn erase(&self) -> Result<(), StoreError> {
        self.writable()?;
        let mut state = self.state.borrow_mut();
        // Sequence numbers are never used twice, not even after erasing.
        *state = State {
            last_seq: state.last_seq,
            ..State::default()
        };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_promises_of_a_store() {
        pollster::block_on(super::super::conformance::check(MemoryStore::new()));
    }

    #[test]
    fn a_failed_write_writes_nothing() {
        let store = MemoryStore::new();
        store.set_fault(Some(Fault::Full));
        let batch = Batch {
            rows: vec![(vec![1], vec![])],
            journal: vec![("k".into(), vec![2])],
        };
        assert_eq!(pollster::block_on(store.append(batch)), Err(StoreError::Quota));
        store.set_fault(None);
        assert_eq!(pollster::block_on(store.log_after(0, 10)), Ok(vec![]));
        assert_eq!(pollster::block_on(store.journal()), Ok(vec![]));
    }
}
