//! A store as it stands, or as it stood at a moment: the log is the history, so the past needs nothing of its own.

use model::{Change, Op, codec};

use super::{Batch, Checkpoint, LogRow, Manifest, Slot, Store, StoreError};

/// Objects through which everything else is looked at. They are those of today: a dashboard made this morning shows last month.
const LENSES: [&str; 6] = ["object", "field", "segment", "view", "dashboard", "setting"];

/// A store, or its past: the same log without what was written since, to be read only.
///
/// Every row of the log stays, so nothing ever waits for a change that is missing; rows of later changes keep only what looks
/// at records (fields, views, dashboards, segments, settings) and what was deleted for good, which no look back brings to light again.
#[derive(Clone)]
pub struct AsOf<S> {
    store: S,
    until: Option<u64>,
}

impl<S> AsOf<S> {
    /// The store as it stands.
    pub fn now(store: S) -> Self {
        Self { store, until: None }
    }

    /// The store as it stood at a moment, in UTC milliseconds: with what was written in that millisecond, and nothing later.
    #[must_use]
    pub fn at(&self, millis: u64) -> Self
    where
        S: Clone,
    {
        Self {
            store: self.store.clone(),
            until: Some(millis),
        }
    }

    /// The moment, in UTC milliseconds; none for the present.
    pub fn until(&self) -> Option<u64> {
        self.until
    }

    /// The store behind it.
    pub fn kept(&self) -> &S {
        &self.store
    }

    fn rows(&self, rows: Vec<LogRow>) -> Vec<LogRow> {
        match self.until {
            Some(until) => rows.into_iter().map(|row| row_until(row, until)).collect(),
            None => rows,
        }
    }

    fn writable(&self) -> Result<&S, StoreError> {
        if self.until.is_some() {
            Err(StoreError::Refused)
        } else {
            Ok(&self.store)
        }
    }
}

/// A row of the log as it counts for a moment. A row that cannot be read is passed on: whoever reads it reports it.
fn row_until(row: LogRow, until: u64) -> LogRow {
    let later = |change: &Change| change.hlc.millis() > until;
    if !codec::decode_header(&row.change).as_ref().is_ok_and(later) {
        return row;
    }
    let Ok(mut change) = codec::decode(&row.change) else { return row };
    change.ops.retain(|op| match op {
        Op::Purge { .. } => true,
        op => op.object().is_some_and(|object| LENSES.contains(&&**object)),
    });
    LogRow {
        seq: row.seq,
        change: codec::encode(&change),
        inverse: codec::encode_ops(&[]),
    }
}

impl<S: Store> Store for AsOf<S> {
    async fn manifest(&self) -> Result<Option<Manifest>, StoreError> {
        match self.until {
            // A checkpoint is of today.
            Some(_) => Ok(None),
            None => self.store.manifest().await,
        }
    }

    async fn segments(&self, keys: &[String]) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        self.store.segments(keys).await
    }

    async fn log_after(&self, seq: u64, limit: u32) -> Result<Vec<LogRow>, StoreError> {
        Ok(self.rows(self.store.log_after(seq, limit).await?))
    }

    async fn log_rows(&self, seqs: &[u64]) -> Result<Vec<LogRow>, StoreError> {
        Ok(self.rows(self.store.log_rows(seqs).await?))
    }

    async fn append(&self, batch: Batch) -> Result<Vec<u64>, StoreError> {
        self.writable()?.append(batch).await
    }

    async fn checkpoint(&self, checkpoint: Checkpoint) -> Result<u64, StoreError> {
        self.writable()?.checkpoint(checkpoint).await
    }

    async fn journal(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.store.journal().await
    }

    async fn quarantine(&self, name: String, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.writable()?.quarantine(name, bytes).await
    }

    async fn quarantined(&self) -> Result<Vec<String>, StoreError> {
        self.store.quarantined().await
    }

    async fn slot(&self, slot: Slot) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.slot(slot).await
    }

    async fn put_slot(&self, slot: Slot, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.writable()?.put_slot(slot, bytes).await
    }

    async fn chunk(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.chunk(key).await
    }

    async fn put_chunk(&self, key: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.writable()?.put_chunk(key, bytes).await
    }

    async fn chunk_keys(&self) -> Result<Vec<String>, StoreError> {
        self.store.chunk_keys().await
    }

    async fn drop_chunks(&self, keys: &[String]) -> Result<(), StoreError> {
        self.writable()?.drop_chunks(keys).await
    }

    async fn erase(&self) -> Result<(), StoreError> {
        self.writable()?.erase().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{MemoryStore, conformance};

    #[test]
    fn the_present_keeps_the_promises_of_a_store() {
        pollster::block_on(conformance::check(AsOf::now(MemoryStore::new())));
    }

    #[test]
    fn the_past_cannot_be_written() {
        let past = AsOf::now(MemoryStore::new()).at(5);
        let refused = Err(StoreError::Refused);
        assert_eq!(pollster::block_on(past.append(Batch::default())), Err(StoreError::Refused));
        assert_eq!(pollster::block_on(past.checkpoint(Checkpoint::default())), Err(StoreError::Refused));
        assert_eq!(pollster::block_on(past.put_slot(Slot::Device, vec![1])), refused);
        assert_eq!(pollster::block_on(past.put_chunk("a/0", &[1])), refused);
        assert_eq!(pollster::block_on(past.drop_chunks(&[])), refused);
        assert_eq!(pollster::block_on(past.erase()), refused);
    }
}
