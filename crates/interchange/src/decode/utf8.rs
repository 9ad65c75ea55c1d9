//! UTF-8 in chunks that may cut a sequence, with damage read as best can be.

use super::{Output, single_byte};
use crate::csv::FormProblem;

/// Valid sequences of several bytes after which a file is taken for UTF-8 in spite of damage.
const CERTAIN: u64 = 8;

/// The state between chunks.
#[derive(Default)]
pub(super) struct Utf8 {
    /// The beginning of a sequence that the chunk cut.
    carry: Vec<u8>,
    multi_byte: u64,
    certain: bool,
}

impl Utf8 {
    pub(super) fn new(certain: bool) -> Self {
        Self {
            certain,
            ..Self::default()
        }
    }

    /// The same, no longer given up at the first bad byte.
    pub(super) fn certain(self) -> Self {
        Self { certain: true, ..self }
    }

    /// Valid sequences of several bytes so far.
    pub(super) fn multi_byte(&self) -> u64 {
        self.multi_byte
    }

    /// Takes bytes in. Gives back the rest when it is not UTF-8 and nothing before spoke for UTF-8.
    pub(super) fn push(&mut self, bytes: &[u8], last: bool, output: &mut Output) -> Option<Vec<u8>> {
        if self.carry.is_empty() {
            return self.decode(bytes, last, output);
        }
        // Only a chunk that follows a cut sequence is copied.
        let mut joined = std::mem::take(&mut self.carry);
        joined.extend_from_slice(bytes);
        self.decode(&joined, last, output)
    }

    fn decode(&mut self, mut bytes: &[u8], last: bool, output: &mut Output) -> Option<Vec<u8>> {
        loop {
            let error = match std::str::from_utf8(bytes) {
                Ok(text) => {
                    self.accept(text, output);
                    return None;
                }
                Err(error) => error,
            };
            let (valid, rest) = bytes.split_at(error.valid_up_to());
            self.accept(std::str::from_utf8(valid).expect("valid up to here"), output);
            if error.error_len().is_none() && !last {
                self.carry = rest.to_vec();
                return None;
            }
            if !self.certain && self.multi_byte < CERTAIN {
                return Some(rest.to_vec());
            }
            bytes = &rest[replace(rest, error.error_len(), output)..];
        }
    }

    fn accept(&mut self, text: &str, output: &mut Output) {
        if !text.is_ascii() {
            // How many there are beyond what is certain decides nothing.
            self.multi_byte += text.bytes().filter(|byte| *byte >= 0xc0).take(CERTAIN as usize).count() as u64;
        }
        output.text.push_str(text);
    }
}

/// Puts something in the place of the bad sequence at the start of `bytes` and returns its length.
fn replace(bytes: &[u8], length: Option<usize>, output: &mut Output) -> usize {
    let continued = |most: usize| bytes[1..].iter().take(most).take_while(|byte| (0x80..0xc0).contains(*byte)).count();
    let (kind, with, length) = match (bytes[0], bytes.get(1), length) {
        (_, _, None) => (FormProblem::CutShort, char::REPLACEMENT_CHARACTER, bytes.len()),
        (0xc0 | 0xc1, Some(0x80..=0xbf), _) => (FormProblem::Overlong, char::REPLACEMENT_CHARACTER, 2),
        (0xe0, Some(0x80..=0x9f), _) => (FormProblem::Overlong, char::REPLACEMENT_CHARACTER, 1 + continued(2)),
        (0xf0, Some(0x80..=0x8f), _) => (FormProblem::Overlong, char::REPLACEMENT_CHARACTER, 1 + continued(3)),
        (0xed, Some(0xa0..=0xbf), _) => (FormProblem::LoneSurrogate, char::REPLACEMENT_CHARACTER, 1 + continued(2)),
        (byte, _, Some(1)) => {
            // One bad byte between good ones is most often pasted from Windows-1252.
            let read_as = single_byte::WINDOWS_1252[usize::from(byte) - 0x80];
            (FormProblem::InvalidByte { byte, read_as }, read_as, 1)
        }
        (byte, _, Some(length)) => (
            FormProblem::InvalidByte {
                byte,
                read_as: char::REPLACEMENT_CHARACTER,
            },
            char::REPLACEMENT_CHARACTER,
            length,
        ),
    };
    output.replace(kind, with);
    length
}
