//! Stamps of all applied changes, by index: cells keep four bytes instead of sixteen.

use model::merge::Write;
use model::{Change, Stamp};

/// Stamps in the order in which changes were applied here.
#[derive(Clone, Default, Debug)]
pub struct Stamps {
    writes: Vec<Write>,
}

impl Stamps {
    /// Number of stamps.
    #[must_use]
    pub fn len(&self) -> usize {
        self.writes.len()
    }

    /// Whether nothing was applied yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.writes.is_empty()
    }

    /// Adds the stamp of a change and returns its index.
    pub fn push(&mut self, change: &Change) -> u32 {
        self.push_write(Write {
            stamp: change.stamp(),
            seq: change.seq,
        })
    }

    /// Adds a stamp as a checkpoint kept it.
    pub fn push_write(&mut self, write: Write) -> u32 {
        self.writes.push(write);
        self.writes.len() as u32 - 1
    }

    /// The write of an index.
    #[must_use]
    pub fn write(&self, index: u32) -> Write {
        self.writes[index as usize]
    }

    /// The stamp of an index.
    #[must_use]
    pub fn stamp(&self, index: u32) -> Stamp {
        self.writes[index as usize].stamp
    }

    /// All writes in index order.
    #[must_use]
    pub fn writes(&self) -> &[Write] {
        &self.writes
    }
}
