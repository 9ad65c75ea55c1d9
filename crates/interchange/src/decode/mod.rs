//! Bytes to text: which encoding a file has, and its text as UTF-8.
//!
//! [`Decoder`] takes a file in chunks of any size.
//! A byte that the encoding does not allow is never dropped: it is read as best can be, and its place is reported.
//! UTF-8, UTF-16, Windows-1252, ISO-8859-15 and MacRoman are read here.
//! The encodings with large tables come from outside through [`LegacyDecoder`]: in the browser from its `TextDecoder`,
//! so that the tables are not downloaded twice.

mod detect;
mod labelled;
mod legacy;
mod looks;
mod single_byte;
#[cfg(test)]
mod tests;
mod utf16;
mod utf8;

pub use model::reading::{Encoding, LooksLike, TextError};

pub(crate) use labelled::labelled;
#[cfg(any(test, feature = "native-encodings"))]
pub use legacy::NativeDecoder;
pub use legacy::{LegacyDecoder, UnknownEncoding};
pub(crate) use looks::{HEAD, file_kind};

use detect::Head;
use utf8::Utf8;
use utf16::Utf16;

use crate::csv::FormProblem;
use crate::limits::MAX_LISTED;

/// Bytes looked at to tell one legacy encoding from another.
const SAMPLE: usize = 64 * 1024;

/// A place in the decoded text and what was wrong there.
#[derive(Debug, Clone, PartialEq)]
pub struct TextProblem {
    /// Byte offset in the decoded text.
    pub at: usize,
    /// What was wrong.
    pub kind: FormProblem,
}

/// The text of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding it had.
    pub encoding: Encoding,
    /// What was wrong, in order of place.
    pub problems: Vec<TextProblem>,
    /// Problems beyond those listed.
    pub unlisted: u64,
}

enum State {
    /// Too little is known yet.
    Head(Vec<u8>),
    Utf8(Utf8),
    /// Not UTF-8 from here on; held back until there is enough to tell which encoding it is.
    Held(Vec<u8>, Utf8),
    Utf16(Utf16),
    Table(&'static [char; 128]),
    Legacy,
    /// A mistake was returned; nothing more is read.
    Failed(TextError),
}

/// The text so far and the mistakes in it.
#[derive(Default)]
struct Output {
    text: String,
    problems: Vec<TextProblem>,
    unlisted: u64,
}

impl Output {
    /// Appends what stands for something unreadable and reports it.
    fn replace(&mut self, kind: FormProblem, with: char) {
        if self.problems.len() < MAX_LISTED {
            self.problems.push(TextProblem { at: self.text.len(), kind });
        } else {
            self.unlisted += 1;
        }
        self.text.push(with);
    }
}

/// Decodes a file that arrives in chunks.
pub struct Decoder {
    state: State,
    output: Output,
    encoding: Encoding,
    forced: Option<Encoding>,
    legacy: Option<Box<dyn LegacyDecoder>>,
}

impl Decoder {
    /// A decoder that finds the encoding itself, unless one is given.
    /// `size` is how many bytes are to come, as far as known; memory for the text is taken at once.
    #[must_use]
    pub fn new(encoding: Option<Encoding>, size: usize) -> Self {
        let output = Output {
            text: String::with_capacity(size),
            ..Output::default()
        };
        Self {
            state: State::Head(Vec::new()),
            output,
            encoding: Encoding::Utf8,
            forced: encoding,
            legacy: None,
        }
    }

    /// Adds the decoder for encodings that are not read here.
    pub fn set_legacy(&mut self, legacy: Box<dyn LegacyDecoder>) {
        self.legacy = Some(legacy);
    }

    /// The decoder for encodings that are not read here, for a file that turned out to be no text.
    pub(crate) fn into_legacy(self) -> Option<Box<dyn LegacyDecoder>> {
        self.legacy
    }

    /// The text so far.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.output.text
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// [`TextError`]; every later call returns the same one.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), TextError> {
        self.advance(bytes, false)
    }

    /// Takes the end of the file and gives its text.
    ///
    /// # Errors
    /// [`TextError`], when it could only be told at the end.
    pub fn finish(mut self) -> Result<Decoded, TextError> {
        self.advance(&[], true)?;
        let Output { text, problems, unlisted } = self.output;
        Ok(Decoded {
            text,
            encoding: self.encoding,
            problems,
            unlisted,
        })
    }

    fn advance(&mut self, bytes: &[u8], last: bool) -> Result<(), TextError> {
        let result = self.feed(bytes, last);
        if let Err(error) = &result {
            self.state = State::Failed(error.clone());
        }
        result
    }

    fn feed(&mut self, bytes: &[u8], last: bool) -> Result<(), TextError> {
        match &mut self.state {
            // A file that comes whole is not copied.
            State::Head(head) if head.is_empty() && bytes.len() >= HEAD => self.open(bytes, last),
            State::Head(head) => {
                head.extend_from_slice(bytes);
                if head.len() < HEAD && !last {
                    return Ok(());
                }
                let head = std::mem::take(head);
                self.open(&head, last)
            }
            State::Utf8(utf8) => {
                let Some(rest) = utf8.push(bytes, last, &mut self.output) else {
                    return Ok(());
                };
                let utf8 = std::mem::take(utf8);
                self.state = State::Held(Vec::new(), utf8);
                self.feed(&rest, last)
            }
            State::Held(held, utf8) => {
                held.extend_from_slice(bytes);
                if held.len() < SAMPLE && !last {
                    return Ok(());
                }
                let (held, utf8) = (std::mem::take(held), std::mem::take(utf8));
                self.decide(held, utf8, last)
            }
            State::Utf16(utf16) => {
                utf16.push(bytes, last, &mut self.output);
                Ok(())
            }
            State::Table(table) => {
                single_byte::decode(bytes, table, &mut self.output);
                Ok(())
            }
            State::Legacy => {
                let Some(legacy) = &mut self.legacy else {
                    return Err(TextError::NeedsDecoder(self.encoding));
                };
                let before = self.output.text.len();
                legacy
                    .decode(self.encoding.label(), bytes, last, &mut self.output.text)
                    .map_err(|UnknownEncoding| TextError::NeedsDecoder(self.encoding))?;
                self.report_replaced(before);
                Ok(())
            }
            State::Failed(error) => Err(error.clone()),
        }
    }

    /// Begins with the first bytes, [`HEAD`] of them at least unless there are no more.
    fn open(&mut self, first: &[u8], last: bool) -> Result<(), TextError> {
        if let Some(encoding) = self.forced {
            let skip = detect::mark_length(first, encoding);
            self.start(encoding, true);
            return self.feed(&first[skip..], last);
        }
        match detect::head(&first[..first.len().min(HEAD)]) {
            Head::Not(LooksLike::Backup) => Err(TextError::Backup),
            Head::Not(looks) => Err(TextError::NotText(looks)),
            Head::Marked(encoding, skip) => {
                self.start(encoding, encoding == Encoding::Utf8Bom);
                self.feed(&first[skip..], last)
            }
            Head::Bytes => {
                self.start(Encoding::Utf8, false);
                self.feed(first, last)
            }
        }
    }

    /// Sets the state for an encoding. `certain` UTF-8 is not given up at the first bad byte.
    fn start(&mut self, encoding: Encoding, certain: bool) {
        self.encoding = encoding;
        self.state = match encoding {
            Encoding::Utf8 | Encoding::Utf8Bom => State::Utf8(Utf8::new(certain)),
            Encoding::Utf16Le => State::Utf16(Utf16::new(u16::from_le_bytes)),
            Encoding::Utf16Be => State::Utf16(Utf16::new(u16::from_be_bytes)),
            Encoding::Windows1252 => State::Table(&single_byte::WINDOWS_1252),
            Encoding::Iso8859_15 => State::Table(&single_byte::ISO_8859_15),
            Encoding::MacRoman => State::Table(&single_byte::MAC_ROMAN),
            _ => State::Legacy,
        };
    }

    /// Decides what a file is that did not stay UTF-8, and goes on with what was held back.
    fn decide(&mut self, held: Vec<u8>, utf8: Utf8, last: bool) -> Result<(), TextError> {
        let sample = &held[..held.len().min(SAMPLE)];
        match detect::legacy(sample, utf8.multi_byte()) {
            None => {
                self.state = State::Utf8(utf8.certain());
                self.feed(&held, last)
            }
            Some(encoding) => {
                // What passed for UTF-8 until here is decoded again; mostly it is ASCII and stays as it is.
                let mut bytes = std::mem::take(&mut self.output).text.into_bytes();
                self.start(encoding, true);
                if bytes.is_ascii() {
                    self.output.text = String::from_utf8(bytes).expect("ASCII is UTF-8");
                    return self.feed(&held, last);
                }
                bytes.extend_from_slice(&held);
                self.feed(&bytes, last)
            }
        }
    }

    fn report_replaced(&mut self, from: usize) {
        let added = &self.output.text[from..];
        for (place, _) in added.match_indices(char::REPLACEMENT_CHARACTER) {
            if self.output.problems.len() < MAX_LISTED {
                self.output.problems.push(TextProblem {
                    at: from + place,
                    kind: FormProblem::Unreadable,
                });
            } else {
                self.output.unlisted += 1;
            }
        }
    }
}
