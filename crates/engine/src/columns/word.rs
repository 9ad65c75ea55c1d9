//! Words: choices kept as codes into the column's own dictionary.

use model::block::NONE_U32;
use rustc_hash::FxHashMap;

use super::put;

/// A dictionary of words; codes are stable.
#[derive(Clone, Default, Debug)]
pub struct Words {
    words: Vec<String>,
    codes: FxHashMap<String, u32>,
}

impl Words {
    /// A dictionary of words in code order.
    #[must_use]
    pub fn from_list(words: Vec<String>) -> Self {
        let codes = words.iter().enumerate().map(|(code, word)| (word.clone(), code as u32)).collect();
        Self { words, codes }
    }

    /// The code of a word, new if need be.
    pub fn code(&mut self, word: &str) -> u32 {
        if let Some(&code) = self.codes.get(word) {
            return code;
        }
        let code = self.words.len() as u32;
        self.words.push(word.to_owned());
        self.codes.insert(word.to_owned(), code);
        code
    }

    /// The code of a known word.
    #[must_use]
    pub fn find(&self, word: &str) -> Option<u32> {
        self.codes.get(word).copied()
    }

    /// The word of a code; empty for a code that was never given out.
    #[must_use]
    pub fn word(&self, code: u32) -> &str {
        self.words.get(code as usize).map_or("", String::as_str)
    }

    /// All words in code order.
    #[must_use]
    pub fn list(&self) -> &[String] {
        &self.words
    }
}

/// Words of rows.
#[derive(Clone, Default, Debug)]
pub struct WordColumn {
    /// The dictionary.
    pub words: Words,
    /// Code of each row; [`NONE_U32`] where empty.
    pub codes: Vec<u32>,
}

impl WordColumn {
    /// The word of a row.
    #[must_use]
    pub fn get(&self, row: u32) -> Option<&str> {
        let code = *self.codes.get(row as usize)?;
        (code != NONE_U32).then(|| self.words.word(code))
    }

    /// Writes the word of a row.
    pub fn set(&mut self, row: u32, word: Option<&str>) {
        let code = word.map_or(NONE_U32, |word| self.words.code(word));
        put(&mut self.codes, row as usize, code, NONE_U32);
    }
}
