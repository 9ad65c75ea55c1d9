//! Columns of few different texts: a language, a country, a role. A byte per row says which.
//!
//! A test is put to each different text once and its rows are found by their bytes, a vector of them at a time.

use rustc_hash::FxHashMap;

use super::filter::bits;
use crate::bitmap::Bitmap;
use crate::lanes::byte_bits;

/// Most different texts: a code is a byte, and zero stands for no text.
const MOST: usize = 255;

/// Codes of the texts of a column's rows.
#[derive(Clone, Debug)]
pub(super) struct Distinct {
    codes: Vec<u8>,
    by_text: FxHashMap<Box<[u8]>, u8>,
}

impl Distinct {
    /// Reads the texts of consecutive rows; `None` when too many are different, which a column of many shows early.
    pub(super) fn read<'a>(texts: impl Iterator<Item = &'a [u8]>) -> Option<Self> {
        let mut distinct = Self {
            codes: Vec::with_capacity(texts.size_hint().0),
            by_text: FxHashMap::default(),
        };
        for text in texts {
            let code = distinct.code(text)?;
            distinct.codes.push(code);
        }
        Some(distinct)
    }

    /// Takes in the new text of a row; `false` when it is one too many.
    pub(super) fn set(&mut self, row: u32, text: &[u8]) -> bool {
        let Some(code) = self.code(text) else { return false };
        crate::columns::put(&mut self.codes, row as usize, code, 0);
        true
    }

    fn code(&mut self, text: &[u8]) -> Option<u8> {
        if text.is_empty() {
            return Some(0);
        }
        if let Some(&code) = self.by_text.get(text) {
            return Some(code);
        }
        let code = self.by_text.len() + 1;
        (code <= MOST).then(|| {
            self.by_text.insert(text.into(), code as u8);
            code as u8
        })
    }

    /// Rows for whose text the test holds, among the first `len`; rows without text are not asked.
    pub(super) fn filter(&self, len: usize, test: impl Fn(&[u8]) -> bool) -> Bitmap {
        let passing = self.by_text.iter().filter(|(text, _)| test(text)).map(|(_, &code)| code);
        match passing.collect::<Vec<_>>()[..] {
            [] => Bitmap::filled(len, false),
            [only] => Bitmap::from_words(byte_bits(&self.codes[..self.codes.len().min(len)], |codes| codes.is(only)), len),
            ref codes => {
                let mut passes = [false; MOST + 1];
                codes.iter().for_each(|&code| passes[usize::from(code)] = true);
                bits(&self.codes, len, |code| passes[usize::from(code)])
            }
        }
    }

    /// Bytes of memory held.
    pub(super) fn memory(&self) -> usize {
        self.codes.capacity() + self.by_text.keys().map(|text| text.len() + 24).sum::<usize>()
    }
}
