//! A pull parser for the XML of workbooks: tags, attributes and text of a buffer that grows.
//!
//! Names come without their prefix. There are no document types, and so no entities but the five that every XML has:
//! a workbook needs none, and a file that brings them wants something else.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memmem};

use model::reading::{WorkbookDamage, WorkbookError};

/// A piece of XML.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Token<'a> {
    /// An opening tag.
    Open {
        name: &'a [u8],
        attributes: &'a [u8],
        /// Whether it closes itself.
        empty: bool,
    },
    /// A closing tag.
    Close(&'a [u8]),
    /// Text with entities in it.
    Text(&'a [u8]),
    /// Text as it is.
    Verbatim(&'a [u8]),
}

/// Reads tokens from a buffer.
pub(super) struct Pull<'a> {
    bytes: &'a [u8],
    /// Where the next token begins.
    pub(super) at: usize,
    /// Whether nothing comes after the buffer.
    ended: bool,
}

impl<'a> Pull<'a> {
    pub(super) fn new(bytes: &'a [u8], ended: bool) -> Self {
        Self { bytes, at: 0, ended }
    }

    /// The next token; `None` when it is not whole in the buffer.
    pub(super) fn next(&mut self) -> Result<Option<Token<'a>>, WorkbookError> {
        loop {
            let rest = &self.bytes[self.at..];
            if rest.is_empty() {
                return Ok(None);
            }
            if rest[0] != b'<' {
                let end = match memchr(b'<', rest) {
                    Some(end) => end,
                    None if self.ended => rest.len(),
                    None => return Ok(None),
                };
                self.at += end;
                return Ok(Some(Token::Text(&rest[..end])));
            }
            let until = |end: &[u8]| memmem::find(rest, end).map(|place| place + end.len());
            if rest.starts_with(b"<!--") || rest.starts_with(b"<?") {
                let Some(length) = until(if rest[1] == b'?' { b"?>" } else { b"-->" }) else {
                    return Ok(None);
                };
                self.at += length;
                continue;
            }
            if rest.starts_with(b"<![CDATA[") {
                let Some(length) = until(b"]]>") else { return Ok(None) };
                self.at += length;
                return Ok(Some(Token::Verbatim(&rest[9..length - 3])));
            }
            if rest.starts_with(b"<!") {
                // A comment or a verbatim text may be cut off behind its first signs.
                if !self.ended && rest.len() < 9 {
                    return Ok(None);
                }
                return Err(WorkbookError::Damaged(WorkbookDamage::DocumentType));
            }
            let Some(end) = tag_end(rest) else { return Ok(None) };
            self.at += end + 1;
            let inside = &rest[1..end];
            if let Some(name) = inside.strip_prefix(b"/") {
                return Ok(Some(Token::Close(local(name.trim_ascii()))));
            }
            let empty = inside.ends_with(b"/");
            let inside = inside.strip_suffix(b"/").unwrap_or(inside);
            let split = inside.iter().position(u8::is_ascii_whitespace).unwrap_or(inside.len());
            return Ok(Some(Token::Open {
                name: local(&inside[..split]),
                attributes: &inside[split..],
                empty,
            }));
        }
    }
}

/// Where the tag that begins a text ends: at the first `>` outside quotes.
fn tag_end(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr::memchr3(b'>', b'"', b'\'', bytes.get(at..)?)?;
        let sign = bytes[at];
        if sign == b'>' {
            return Some(at);
        }
        at += 1 + memchr(sign, bytes.get(at + 1..)?)? + 1;
    }
}

fn local(name: &[u8]) -> &[u8] {
    memchr(b':', name).map_or(name, |colon| &name[colon + 1..])
}

/// The value of an attribute, as it is written.
pub(super) fn attribute<'a>(mut attributes: &'a [u8], wanted: &str) -> Option<&'a [u8]> {
    loop {
        let equals = memchr(b'=', attributes)?;
        let name = local(attributes[..equals].trim_ascii());
        let open = equals + 1 + memchr2(b'"', b'\'', &attributes[equals + 1..])?;
        let value = &attributes[open + 1..];
        let close = memchr(attributes[open], value)?;
        if name == wanted.as_bytes() {
            return Some(&value[..close]);
        }
        attributes = &value[close + 1..];
    }
}

/// A text with its entities read; one that is unknown stays as it is written.
pub(super) fn plain(written: &[u8]) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(written);
    if !text.contains('&') {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(start) = rest.find('&') {
        plain.push_str(&rest[..start]);
        rest = &rest[start..];
        let entity = rest[1..].split_once(';').map(|(entity, _)| entity);
        let char = entity.and_then(|entity| match entity {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => {
                let code = entity.strip_prefix('#')?;
                let code = match code.strip_prefix(['x', 'X']) {
                    Some(code) => u32::from_str_radix(code, 16),
                    None => code.parse(),
                };
                char::from_u32(code.ok()?)
            }
        });
        match (char, entity) {
            (Some(char), Some(entity)) => {
                plain.push(char);
                rest = &rest[entity.len() + 2..];
            }
            _ => {
                plain.push('&');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    plain.into()
}
