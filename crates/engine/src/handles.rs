//! Handles: a `u32` for every record id that was ever met, whether its record is there or not.
//!
//! Columns keep references as handles, ids appear only at the edge. Handles are given out in order and never taken back.
//! The id-to-handle index is built when it is first needed: opening a workspace to look at it needs none.

use model::RecordId;
use model::block::NONE_U32;

/// Where a record lies: its table and its row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// Index of the table.
    pub table: u16,
    /// Row in it.
    pub row: u32,
}

const NOWHERE: Place = Place {
    table: u16::MAX,
    row: NONE_U32,
};

/// All record ids met, with the place of each.
#[derive(Clone, Default, Debug)]
pub struct Handles {
    /// As plain numbers, so that a checkpoint's bytes are copied and not read one by one.
    ids: Vec<u128>,
    places: Vec<Place>,
    /// Open addressing: handle, or [`NONE_U32`]. A third more slots than ids at least, a power of two.
    slots: Vec<u32>,
    /// How many ids the slots know.
    indexed: usize,
}

impl Handles {
    /// Number of ids.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether no id was ever met.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The id of a handle.
    #[must_use]
    pub fn id(&self, handle: u32) -> RecordId {
        self.ids.get(handle as usize).map_or(RecordId::NIL, |&id| RecordId(id))
    }

    /// The bytes of ids in handle order, as a checkpoint keeps them: sixteen each, little-endian.
    #[must_use]
    pub fn bytes(&self, handles: std::ops::Range<usize>) -> &[u8] {
        bytemuck::cast_slice(&self.ids[handles])
    }

    /// Where the record of a handle lies, if it is there.
    #[must_use]
    pub fn place(&self, handle: u32) -> Option<Place> {
        self.places.get(handle as usize).copied().filter(|&place| place != NOWHERE)
    }

    /// The handle of a known id.
    pub fn find(&mut self, id: RecordId) -> Option<u32> {
        self.index();
        self.probe(id).ok()
    }

    /// The handle of a known id without bringing the index up to date: ids that came with a checkpoint are found by
    /// [`Handles::find`] once, and from then on by both.
    #[must_use]
    pub fn find_known(&self, id: RecordId) -> Option<u32> {
        if self.slots.is_empty() || self.indexed < self.ids.len() {
            return self.ids.iter().position(|&known| known == id.0).map(|handle| handle as u32);
        }
        self.probe(id).ok()
    }

    /// The handle of an id, new if need be.
    pub fn intern(&mut self, id: RecordId) -> u32 {
        self.index();
        match self.probe(id) {
            Ok(handle) => handle,
            Err(slot) => {
                let handle = self.ids.len() as u32;
                self.ids.push(id.0);
                self.places.push(NOWHERE);
                self.slots[slot] = handle;
                self.indexed += 1;
                handle
            }
        }
    }

    /// Says where the record of a handle lies.
    pub fn set_place(&mut self, handle: u32, place: Place) {
        self.places[handle as usize] = place;
    }

    /// Makes room for exactly so many ids, before a checkpoint's are read.
    pub fn reserve_exact(&mut self, ids: usize) {
        self.ids.reserve_exact(ids);
        self.places.reserve_exact(ids);
    }

    /// Appends ids of a checkpoint by their [`Handles::bytes`]. Bytes that are no whole id are left out.
    pub fn extend(&mut self, bytes: &[u8]) {
        let (known, count) = (self.ids.len(), bytes.len() / 16);
        self.ids.resize(known + count, 0);
        bytemuck::cast_slice_mut(&mut self.ids[known..]).copy_from_slice(&bytes[..count * 16]);
        self.places.resize(self.ids.len(), NOWHERE);
    }

    /// Says where the records of a table lie, row by row. Gives the rows whose record has a home already.
    ///
    /// # Errors
    /// The first handle that was never given out.
    pub fn set_places(&mut self, table: u16, handles: &[u32], first_row: u32) -> Result<Vec<u32>, u32> {
        let mut homeless = Vec::new();
        for (&handle, row) in handles.iter().zip(first_row..) {
            let place = self.places.get_mut(handle as usize).ok_or(handle)?;
            if *place == NOWHERE {
                *place = Place { table, row };
            } else {
                homeless.push(row);
            }
        }
        Ok(homeless)
    }

    /// Makes room for `additional` ids without growing on the way.
    pub fn reserve(&mut self, additional: usize) {
        self.ids.reserve(additional);
        self.places.reserve(additional);
        self.grow(self.ids.len() + additional);
    }

    /// Bytes of memory held.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.ids.capacity() * 16 + self.places.capacity() * 8 + self.slots.capacity() * 4
    }

    /// Brings the index up to date with the ids and leaves room for one more.
    fn index(&mut self) {
        self.grow(self.ids.len() + 1);
        while self.indexed < self.ids.len() {
            let handle = self.indexed as u32;
            if let Err(slot) = self.probe(RecordId(self.ids[self.indexed])) {
                self.slots[slot] = handle;
            }
            self.indexed += 1;
        }
    }

    fn grow(&mut self, ids: usize) {
        let wanted = (ids + ids / 3).next_power_of_two().max(64);
        if wanted > self.slots.len() {
            self.slots = vec![NONE_U32; wanted];
            self.indexed = 0;
        }
    }

    /// The handle of an id, or the slot where it would go.
    fn probe(&self, id: RecordId) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        // The low bits of a UUID are random, a multiplication spreads ids that were made up by hand.
        let mut slot = ((id.0 as u64 ^ (id.0 >> 64) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20) as usize & mask;
        loop {
            match self.slots[slot] {
                NONE_U32 => return Err(slot),
                handle if self.ids[handle as usize] == id.0 => return Ok(handle),
                _ => slot = (slot + 1) & mask,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_keep_their_handles_however_many_there_are() {
        let mut handles = Handles::default();
        let given = (0..5_000u128).map(|n| handles.intern(RecordId(n * n))).collect::<Vec<_>>();
        for (n, handle) in given.into_iter().enumerate() {
            assert_eq!(handles.intern(RecordId((n * n) as u128)), handle);
            assert_eq!(handles.id(handle), RecordId((n * n) as u128));
        }
        assert_eq!(handles.find(RecordId(2)), None);
    }

    #[test]
    fn ids_of_a_checkpoint_are_found_without_being_interned() {
        let mut handles = Handles::default();
        handles.extend(bytemuck::cast_slice(&[7u128, 9]));
        assert_eq!(handles.find(RecordId(9)), Some(1));
        assert_eq!(handles.place(1), None);
        handles.set_place(1, Place { table: 3, row: 4 });
        assert_eq!(handles.place(1), Some(Place { table: 3, row: 4 }));
    }
}
