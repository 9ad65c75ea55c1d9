//! Which changes touched a record: the index behind field history and timelines.
//!
//! Changes of many records are kept once per table and looked through on demand; a record's first write is found by its row's stamp.

use model::{Change, ObjectKey, Op};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Most records of a change that is indexed record by record.
const INDEXED_RECORDS: usize = 64;

/// Stamps of the changes of each record.
#[derive(Clone, Default, Debug, Serialize, Deserialize)]
pub struct HistoryIndex {
    by_handle: FxHashMap<u32, Vec<u32>>,
    bulk: Vec<(ObjectKey, u32)>,
}

impl HistoryIndex {
    /// Notes an applied change: its stamp, and the handle of each record it names.
    pub(crate) fn note(&mut self, change: &Change, stamp: u32, mut handle: impl FnMut(model::RecordId) -> Option<u32>) {
        let total: usize = change.ops.iter().map(|op| op.records().len()).sum();
        if total > INDEXED_RECORDS {
            for object in change.ops.iter().filter_map(Op::object) {
                if !self
                    .bulk
                    .iter()
                    .rev()
                    .take_while(|(_, other)| *other == stamp)
                    .any(|(known, _)| known == object)
                {
                    self.bulk.push((object.clone(), stamp));
                }
            }
            return;
        }
        for handle in change.ops.iter().flat_map(Op::records).filter_map(|&record| handle(record)) {
            let stamps = self.by_handle.entry(handle).or_default();
            if stamps.last() != Some(&stamp) {
                stamps.push(stamp);
            }
        }
    }

    /// Stamps of changes that touched a record for certain, oldest first.
    #[must_use]
    pub fn of(&self, handle: u32) -> &[u32] {
        self.by_handle.get(&handle).map_or(&[], Vec::as_slice)
    }

    /// Stamps of changes of many records of an object: they may have touched the record.
    pub fn bulk_of<'a>(&'a self, object: &'a str) -> impl Iterator<Item = u32> + 'a {
        self.bulk
            .iter()
            .filter(move |(other, _)| *other == *object)
            .map(|&(_, stamp)| stamp)
    }
}
