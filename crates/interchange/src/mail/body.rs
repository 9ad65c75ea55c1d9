//! The text of a message: its parts, of which those that are meant to be read are put together (RFC 2045, 2046, 3676).

use std::borrow::Cow;

use super::headers::Headers;
use super::{first_line, html, transfer};
use crate::csv::FormProblem;
use crate::decode::{LegacyDecoder, labelled};
use crate::limits::MAX_DEPTH;

/// Most parts of a message.
const MAX_PARTS: u32 = 1_000;
/// Most bytes of text that are kept of a message.
const MAX_BODY: usize = 256 * 1024;

/// What is found in the parts of a message beside its text.
#[derive(Default)]
pub(super) struct Body {
    pub(super) attachments: u32,
    pub(super) problems: Vec<FormProblem>,
    parts: u32,
}

/// The text of a part, and how good it is: written as plain text, made of markup, or none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Quality {
    None,
    Markup,
    Plain,
}

impl Body {
    /// The text of a message.
    pub(super) fn read(&mut self, headers: &Headers, content: &[u8], legacy: &mut Option<Box<dyn LegacyDecoder>>) -> String {
        let (_, text) = self.part(headers, content, 0, legacy);
        cut(text, MAX_BODY, &mut self.problems)
    }

    fn part(&mut self, headers: &Headers, content: &[u8], depth: usize, legacy: &mut Option<Box<dyn LegacyDecoder>>) -> (Quality, String) {
        let nothing = (Quality::None, String::new());
        let kind = headers.word("content-type");
        if kind == "multipart/encrypted" || kind.starts_with("application/pkcs7-mime") || kind == "application/x-pkcs7-mime" {
            self.problems.push(FormProblem::Encrypted);
            return nothing;
        }
        if headers.word("content-disposition") == "attachment" {
            self.attachments += 1;
            return nothing;
        }
        let boundary = headers.parameter("boundary").filter(|boundary| !boundary.is_empty());
        match (kind.split_once('/'), boundary) {
            (Some(("multipart", how)), Some(boundary)) => self.parts(content, &boundary, how == "alternative", depth, legacy),
            (Some(("text", "html")), _) => (Quality::Markup, html::text(&self.text(headers, content, legacy))),
            // Without a boundary the parts cannot be told apart, and without a type it is plain text.
            (Some(("text", "plain") | ("multipart", _)) | None, _) => {
                let text = self.text(headers, content, legacy);
                let is_flowed = headers
                    .parameter("format")
                    .is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
                (Quality::Plain, if is_flowed { unflowed(&text) } else { text })
            }
            // What proves a signature is nothing that anybody sent.
            (Some((_, kind)), _) if kind.ends_with("signature") => nothing,
            _ => {
                self.attachments += 1;
                nothing
            }
        }
    }

    /// The texts of several parts: of alternatives the best, of others all.
    fn parts(
        &mut self,
        content: &[u8],
        boundary: &str,
        alternative: bool,
        depth: usize,
        legacy: &mut Option<Box<dyn LegacyDecoder>>,
    ) -> (Quality, String) {
        if depth >= MAX_DEPTH {
            self.problems.push(FormProblem::PartsLeftOut);
            return (Quality::None, String::new());
        }
        let (parts, is_closed) = split(content, boundary.as_bytes());
        if !is_closed {
            self.problems.push(FormProblem::NotClosed);
        }
        let (mut quality, mut text) = (Quality::None, String::new());
        for part in parts {
            self.parts += 1;
            if self.parts > MAX_PARTS {
                self.problems.push(FormProblem::PartsLeftOut);
                break;
            }
            let (headers, content) = Headers::read(part);
            let (found, more) = self.part(&headers, content, depth + 1, legacy);
            if more.trim().is_empty() {
                continue;
            }
            match (alternative, text.is_empty()) {
                (true, _) if found > quality => (quality, text) = (found, more),
                (true, _) => {}
                (false, true) => (quality, text) = (found, more),
                // More than is kept need not be put together.
                (false, false) if text.len() <= MAX_BODY => {
                    quality = quality.min(found);
                    text = format!("{}\n\n{}", text.trim_end(), more.trim_start());
                }
                (false, false) => {}
            }
        }
        (quality, text)
    }

    /// The content of a part of text.
    fn text(&mut self, headers: &Headers, content: &[u8], legacy: &mut Option<Box<dyn LegacyDecoder>>) -> String {
        let bytes = match headers.word("content-transfer-encoding").as_str() {
            "base64" => {
                let (bytes, damaged) = transfer::base64(content);
                if damaged {
                    self.problems.push(FormProblem::DamagedPart);
                }
                Cow::Owned(bytes)
            }
            "quoted-printable" => transfer::quoted_printable(content),
            _ => Cow::Borrowed(content),
        };
        let (text, is_known) = labelled(headers.parameter("charset").as_deref(), &bytes, legacy);
        if !is_known {
            self.problems.push(FormProblem::UnknownCharset);
        }
        text.replace("\r\n", "\n").replace('\0', "").trim().to_owned()
    }
}

/// The parts between lines of a boundary, and whether the last one is closed.
fn split<'a>(content: &'a [u8], boundary: &[u8]) -> (Vec<&'a [u8]>, bool) {
    let (mut parts, mut start, mut rest) = (Vec::new(), None, content);
    while !rest.is_empty() {
        let at = content.len() - rest.len();
        let (line, more) = first_line(rest);
        rest = more;
        let Some(end) = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary)) else {
            continue;
        };
        let end = end.trim_ascii_end();
        // Another boundary may begin with this one.
        if !matches!(end, b"" | b"--") {
            continue;
        }
        parts.extend(start.map(|start| &content[start..at]));
        start = Some(content.len() - rest.len());
        if end == b"--" {
            return (parts, true);
        }
    }
    parts.extend(start.map(|start| &content[start..]));
    (parts, false)
}

/// Text whose lines were broken for the way: a line that ends in a blank goes on in the next one.
fn unflowed(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        whole.push_str(line);
        if !line.ends_with(' ') || line == "-- " {
            whole.push('\n');
        }
    }
    whole.truncate(whole.trim_end().len());
    whole
}

/// At most so many bytes of a text.
pub(super) fn cut(mut text: String, max: usize, problems: &mut Vec<FormProblem>) -> String {
    if text.len() > max {
        text.truncate(text.floor_char_boundary(max));
        text.push('…');
        problems.push(FormProblem::TextCut);
    }
    text
}
