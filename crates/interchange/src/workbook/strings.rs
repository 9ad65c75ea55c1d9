//! Texts that the cells of a workbook share.

use super::xml::{Pull, Token, plain};
use crate::extract::Overfull;
use crate::limits::MAX_FILE;
use model::reading::WorkbookError;

/// The shared texts, one after the other.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        Some(&self.text[start..end])
    }
}

/// Text that is put together of runs; readings of Chinese and Japanese words, which stand beside them, are left out.
#[derive(Default)]
pub(super) struct Runs {
    in_text: bool,
    in_reading: bool,
}

impl Runs {
    /// Takes a token inside a text.
    pub(super) fn take(&mut self, token: &Token, text: &mut String) {
        match token {
            Token::Open { name: b"t", empty, .. } => self.in_text = !empty,
            Token::Close(b"t") => self.in_text = false,
            Token::Open { name: b"rPh", empty, .. } => self.in_reading = !empty,
            Token::Close(b"rPh") => self.in_reading = false,
            Token::Text(piece) if self.in_text && !self.in_reading => push(&plain(piece), text),
            Token::Verbatim(piece) if self.in_text && !self.in_reading => push(&String::from_utf8_lossy(piece), text),
            _ => {}
        }
    }
}

/// Carriage returns are written as `_x000D_`, in front of the line feed that counts.
fn push(piece: &str, text: &mut String) {
    for (place, piece) in piece.split("_x000D_").enumerate() {
        if place > 0 && !piece.starts_with('\n') {
            text.push('\n');
        }
        text.push_str(piece);
    }
}

/// Reads the shared texts.
#[derive(Default)]
pub(super) struct StringScan {
    runs: Runs,
}

impl StringScan {
    /// Takes all whole tokens and says whether the texts are at their end.
    pub(super) fn take(&mut self, pull: &mut Pull, strings: &mut Strings) -> Result<bool, WorkbookError> {
        while let Some(token) = pull.next()? {
            match token {
                Token::Close(b"si")
                | Token::Open {
                    name: b"si", empty: true, ..
                } => {
                    if strings.text.len() as u64 > MAX_FILE {
                        return Err(Overfull.into());
                    }
                    strings.ends.push(strings.text.len() as u32);
                }
                Token::Close(b"sst")
                | Token::Open {
                    name: b"sst", empty: true, ..
                } => return Ok(true),
                token => self.runs.take(&token, &mut strings.text),
            }
        }
        Ok(false)
    }
}
