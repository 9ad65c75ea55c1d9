//! Cells and rows in bytes: where they end, and what their text is.
//!
//! Follows RFC 4180, and reads what breaks it in the way that loses least:
//! text after a closing quote is appended, a quote inside an unquoted cell is a plain character,
//! and so is an opening quote that is never closed, so that one stray quote does not swallow the rest of a file.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr3};
use serde::{Deserialize, Serialize};

/// Furthest distance at which a closing quote is looked for.
const MAX_QUOTED: usize = 16 * 1024 * 1024;

/// How rows and cells are marked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Syntax {
    /// Between cells.
    pub delimiter: u8,
    /// Around cells.
    pub quote: u8,
    /// Whether a backslash in a quoted cell takes a quote's meaning away, as database exports write it.
    pub backslash: bool,
    /// Whether blanks may stand between a delimiter and an opening quote.
    pub blank_before_quote: bool,
}

impl Syntax {
    /// The common one: double quotes, nothing else special.
    #[must_use]
    pub fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            quote: b'"',
            backslash: false,
            blank_before_quote: false,
        }
    }
}

/// How the text of a cell is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    /// As it is.
    Plain,
    /// In quotes, which are outside the span; nothing inside is escaped.
    Quoted,
    /// In quotes, with escapes inside.
    Escaped,
    /// In quotes, with text after the closing one; the span holds all of it.
    Trailed,
}

/// Where a cell is in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) form: Form,
}

/// What was odd about a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Oddity {
    Unclosed,
    TextAfterQuote,
    QuoteInside,
}

/// A cell that was read, and where reading stopped: at a delimiter, a line end or the end of the text.
pub(crate) struct Read {
    pub(crate) span: Span,
    pub(crate) stop: usize,
    pub(crate) oddity: Option<Oddity>,
}

impl Syntax {
    /// Reads the cell that begins at `at`.
    pub(crate) fn cell(&self, bytes: &[u8], at: usize) -> Read {
        let mut open = at;
        if self.blank_before_quote {
            open += bytes[at..].iter().take_while(|byte| **byte == b' ').count();
        }
        if bytes.get(open) != Some(&self.quote) {
            return self.plain(bytes, at, None);
        }
        let Some((close, escaped)) = self.closing(bytes, open + 1) else {
            return self.plain(bytes, at, Some(Oddity::Unclosed));
        };
        let after = close + 1;
        let stop = self.stop(bytes, after);
        if bytes[after..stop].iter().all(|byte| *byte == b' ') {
            let form = if escaped { Form::Escaped } else { Form::Quoted };
            return Read {
                span: Span {
                    start: open + 1,
                    end: close,
                    form,
                },
                stop,
                oddity: None,
            };
        }
        // A quote that opens here, runs over line ends and closes in front of text is most likely stray,
        // and what closed it opens another cell.
        if memchr2(b'\n', b'\r', &bytes[open..close]).is_some() {
            return self.plain(bytes, at, Some(Oddity::Unclosed));
        }
        Read {
            span: Span {
                start: open,
                end: stop,
                form: Form::Trailed,
            },
            stop,
            oddity: Some(Oddity::TextAfterQuote),
        }
    }

    fn plain(&self, bytes: &[u8], at: usize, oddity: Option<Oddity>) -> Read {
        let stop = self.stop(bytes, at);
        let oddity = oddity.or_else(|| memchr(self.quote, &bytes[at..stop]).map(|_| Oddity::QuoteInside));
        Read {
            span: Span {
                start: at,
                end: stop,
                form: Form::Plain,
            },
            stop,
            oddity,
        }
    }

    /// The next delimiter or line end at or after `from`, or the end of the text.
    fn stop(&self, bytes: &[u8], from: usize) -> usize {
        // Most cells are short: looking at the first bytes one by one is faster than a call.
        for (index, &byte) in bytes[from..].iter().take(8).enumerate() {
            if byte == self.delimiter || byte == b'\n' || byte == b'\r' {
                return from + index;
            }
        }
        memchr3(self.delimiter, b'\n', b'\r', &bytes[from..]).map_or(bytes.len(), |offset| from + offset)
    }

    /// The quote that closes a cell whose text begins at `from`, and whether there are escapes before it.
    fn closing(&self, bytes: &[u8], from: usize) -> Option<(usize, bool)> {
        let limit = bytes.len().min(from + MAX_QUOTED);
        let mut escaped = false;
        let mut at = from;
        while let Some(offset) = memchr(self.quote, &bytes[at.min(limit)..limit]) {
            let quote = at + offset;
            if self.backslash && bytes[from..quote].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1 {
                escaped = true;
                at = quote + 1;
            } else if bytes.get(quote + 1) == Some(&self.quote) {
                escaped = true;
                at = quote + 2;
            } else {
                return Some((quote, escaped || self.backslash && memchr(b'\\', &bytes[from..quote]).is_some()));
            }
        }
        None
    }

    /// The text of a cell.
    pub(crate) fn text<'a>(&self, text: &'a str, span: Span) -> Cow<'a, str> {
        let written = &text[span.start..span.end];
        match span.form {
            Form::Plain | Form::Quoted => Cow::Borrowed(written),
            Form::Escaped => Cow::Owned(self.unescape(written)),
            Form::Trailed => {
                let (close, _) = self.closing(written.as_bytes(), 1).unwrap_or((written.len(), false));
                let mut whole = self.unescape(&written[1..close]);
                whole.push_str(written.get(close + 1..).unwrap_or_default());
                Cow::Owned(whole)
            }
        }
    }

    fn unescape(&self, written: &str) -> String {
        let quote = char::from(self.quote);
        let mut text = String::with_capacity(written.len());
        let mut chars = written.chars().peekable();
        while let Some(char) = chars.next() {
            let escaped = match chars.peek() {
                Some(&next) if char == quote => next == quote,
                Some(&next) if self.backslash && char == '\\' => next == quote || next == '\\',
                _ => false,
            };
            text.push(if escaped { chars.next().unwrap_or(char) } else { char });
        }
        text
    }

    /// Appends the cells of the row from `start` on and returns where the row stops.
    /// `end` is where the row ends at the latest, its line end included.
    pub(crate) fn split(&self, bytes: &[u8], start: usize, end: usize, cells: &mut Vec<Span>) -> usize {
        let row = &bytes[start..end];
        if memchr(self.quote, row).is_none() {
            let length = memchr2(b'\n', b'\r', row).unwrap_or(row.len());
            let mut cell = start;
            for delimiter in memchr::memchr_iter(self.delimiter, &row[..length]) {
                cells.push(Span {
                    start: cell,
                    end: start + delimiter,
                    form: Form::Plain,
                });
                cell = start + delimiter + 1;
            }
            cells.push(Span {
                start: cell,
                end: start + length,
                form: Form::Plain,
            });
            return start + length;
        }
        let mut at = start;
        loop {
            let read = self.cell(bytes, at);
            cells.push(read.span);
            if bytes.get(read.stop) != Some(&self.delimiter) {
                return read.stop;
            }
            at = read.stop + 1;
        }
    }
}

/// Length of the line end at `at`: 0 at the end of the text, 1 for LF or CR, 2 for CRLF.
pub(crate) fn line_end(bytes: &[u8], at: usize) -> usize {
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b'\r'), Some(b'\n')) => 2,
        (Some(b'\r' | b'\n'), _) => 1,
        _ => 0,
    }
}
