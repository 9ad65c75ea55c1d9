//! Text: one arena of UTF-8, and where each row's text lies in it.

use model::block::NONE_U32;

/// Texts of rows in one arena. Overwritten texts leave garbage that is collected when it is the larger half.
#[derive(Clone, Default, Debug)]
pub struct TextColumn {
    arena: String,
    starts: Vec<u32>,
    lengths: Vec<u32>,
    garbage: usize,
}

impl TextColumn {
    /// An empty column with room for so many rows and bytes.
    #[must_use]
    pub fn with_capacity(rows: usize, bytes: usize) -> Self {
        Self {
            arena: String::with_capacity(bytes),
            starts: Vec::with_capacity(rows),
            lengths: Vec::with_capacity(rows),
            garbage: 0,
        }
    }

    /// Number of rows covered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    /// Whether no row was ever written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    /// Bytes of all texts, overwritten ones that were not collected yet included.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.arena.len()
    }

    /// The text of a row.
    #[must_use]
    pub fn get(&self, row: u32) -> Option<&str> {
        let row = row as usize;
        let length = *self.lengths.get(row)?;
        if length == NONE_U32 {
            return None;
        }
        let start = self.starts[row] as usize;
        self.arena.get(start..start + length as usize)
    }

    /// Writes the text of a row.
    pub fn set(&mut self, row: u32, text: Option<&str>) {
        let row = row as usize;
        if row >= self.lengths.len() {
            self.lengths.resize(row + 1, NONE_U32);
            self.starts.resize(row + 1, 0);
        }
        let old = self.lengths[row];
        if old != NONE_U32 {
            self.garbage += old as usize;
        }
        match text {
            Some(text) if old != NONE_U32 && text.len() <= old as usize && self.replace(row, text) => {}
            Some(text) => {
                self.starts[row] = self.arena.len() as u32;
                self.arena.push_str(text);
                self.lengths[row] = text.len() as u32;
            }
            None => self.lengths[row] = NONE_U32,
        }
        if self.garbage > 4096 && self.garbage * 2 > self.arena.len() {
            self.collect();
        }
    }

    /// Writes an equal text in place: nothing changes but the account of garbage.
    fn replace(&mut self, row: usize, text: &str) -> bool {
        let start = self.starts[row] as usize;
        let same = self.arena.get(start..start + self.lengths[row] as usize) == Some(text);
        if same {
            self.garbage -= text.len();
        }
        same
    }

    /// Appends texts for the rows from `row` on: lengths and the concatenated bytes.
    pub fn append(&mut self, row: u32, lengths: &[u32], bytes: &str) {
        let row = row as usize;
        self.lengths.resize(row, NONE_U32);
        self.starts.resize(row, 0);
        let mut start = self.arena.len() as u32;
        self.arena.push_str(bytes);
        self.lengths.extend_from_slice(lengths);
        self.starts.reserve(lengths.len());
        for &length in lengths {
            self.starts.push(start);
            if length != NONE_U32 {
                start += length;
            }
        }
    }

    /// Lengths and concatenated bytes of a run of rows.
    #[must_use]
    pub fn slice(&self, rows: std::ops::Range<usize>) -> (Vec<u32>, String) {
        let end = rows.end.min(self.len());
        let rows = rows.start.min(end)..end;
        let lengths = self.lengths[rows.clone()].to_vec();
        let mut bytes = String::with_capacity(
            lengths
                .iter()
                .filter(|&&length| length != NONE_U32)
                .map(|&length| length as usize)
                .sum(),
        );
        for row in rows {
            if let Some(text) = self.get(row as u32) {
                bytes.push_str(text);
            }
        }
        (lengths, bytes)
    }

    fn collect(&mut self) {
        let mut arena = String::with_capacity(self.arena.len() - self.garbage);
        for row in 0..self.lengths.len() {
            let start = arena.len() as u32;
            if let Some(text) = self.get(row as u32) {
                arena.push_str(text);
            }
            self.starts[row] = start;
            // `get` of later rows still reads the old arena: only this row's start was changed.
        }
        self.arena = arena;
        self.garbage = 0;
    }

    /// Bytes of memory held.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.arena.capacity() + (self.starts.capacity() + self.lengths.capacity()) * 4
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn behaves_like_a_vector_of_options(writes in prop::collection::vec((0u32..60, prop::option::of("\\PC{0,300}")), 1..300)) {
            let mut column = TextColumn::default();
            let mut model: Vec<Option<String>> = Vec::new();
            for (row, text) in writes {
                column.set(row, text.as_deref());
                if model.len() <= row as usize {
                    model.resize(row as usize + 1, None);
                }
                model[row as usize] = text;
                for (row, expected) in model.iter().enumerate() {
                    prop_assert_eq!(column.get(row as u32), expected.as_deref());
                }
            }
            let (lengths, bytes) = column.slice(0..column.len());
            let mut copy = TextColumn::default();
            copy.append(0, &lengths, &bytes);
            for (row, expected) in model.iter().enumerate() {
                prop_assert_eq!(copy.get(row as u32), expected.as_deref());
            }
        }
    }
}
