//! Tokens of a document that arrives in chunks, in the order that the grammar allows.

use memchr::{memchr_iter, memchr2};
use rustc_hash::FxHashSet;

use super::JsonMistake;
use super::string::read_string;
use crate::backup::Checksum;
use crate::limits::MAX_DEPTH;

/// Longest text, in bytes as written.
const MAX_STRING: usize = 64 * 1024 * 1024;
/// Most members of an object.
const MAX_KEYS: usize = 10_000;
/// Bytes that were read are dropped once there are so many.
const COMPACT: usize = 1024 * 1024;

/// One token. Commas and colons are checked and passed over.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Token {
    BeginObject,
    EndObject,
    BeginArray,
    EndArray,
    Key(String),
    String(String),
    /// As it is written.
    Number(String),
    Bool(bool),
    Null,
}

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Expect {
    Value,
    /// After `[`.
    ValueOrEnd,
    /// After `{`.
    KeyOrEnd,
    /// After a comma in an object.
    Key,
    Colon,
    CommaOrEnd,
    Nothing,
}

/// A place in the document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Place {
    pub(crate) byte: u64,
    pub(crate) line: u64,
}

/// Reads tokens.
pub(crate) struct Tokens {
    buffer: Vec<u8>,
    /// Read bytes of the buffer.
    at: usize,
    /// Bytes before the buffer, and line ends among all that was read.
    passed: u64,
    lines: u64,
    stack: Vec<Option<FxHashSet<String>>>,
    expect: Expect,
    is_last: bool,
    checksum: Checksum,
    /// The checksum of everything before the key that was read last.
    before_key: u64,
}

impl Tokens {
    pub(crate) fn new() -> Self {
        Self {
            buffer: Vec::new(),
            at: 0,
            passed: 0,
            lines: 0,
            stack: Vec::new(),
            expect: Expect::Value,
            is_last: false,
            checksum: Checksum::default(),
            before_key: 0,
        }
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        if self.at > COMPACT || self.at == self.buffer.len() {
            self.buffer.drain(..self.at);
            self.passed += self.at as u64;
            self.at = 0;
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// Says that nothing more comes.
    pub(crate) fn end_of_input(&mut self) {
        self.is_last = true;
    }

    /// Where reading is.
    pub(crate) fn place(&self) -> Place {
        Place {
            byte: self.passed + self.at as u64,
            line: self.lines + 1,
        }
    }

    /// Arrays and objects that are open.
    pub(crate) fn depth(&self) -> usize {
        self.stack.len()
    }

    /// Checksum of everything before the key that was read last, blanks left out.
    pub(crate) fn checksum_before_key(&self) -> u64 {
        self.before_key
    }

    /// Passes a byte order mark over; `None` while there are too few bytes to tell.
    pub(crate) fn skip_mark(&mut self) -> Option<()> {
        const MARK: &[u8] = b"\xef\xbb\xbf";
        let unread = &self.buffer[self.at..];
        if unread.len() < MARK.len() && MARK.starts_with(unread) && !self.is_last {
            return None;
        }
        if unread.starts_with(MARK) {
            self.at += MARK.len();
        }
        Some(())
    }

    /// The next token; `None` when more bytes are needed or the document is complete.
    pub(crate) fn next(&mut self) -> Result<Option<Token>, JsonMistake> {
        loop {
            self.skip_blanks();
            let Some(&byte) = self.buffer.get(self.at) else { return Ok(None) };
            match (byte, self.expect) {
                (b',', Expect::CommaOrEnd) => {
                    let in_object = matches!(self.stack.last(), Some(Some(_)));
                    self.take(1);
                    self.expect = if in_object { Expect::Key } else { Expect::Value };
                }
                (b':', Expect::Colon) => {
                    self.take(1);
                    self.expect = Expect::Value;
                }
                (b'{' | b'[', Expect::Value | Expect::ValueOrEnd) => return self.open(byte == b'{').map(Some),
                (b'}', Expect::KeyOrEnd | Expect::CommaOrEnd) if matches!(self.stack.last(), Some(Some(_))) => {
                    return Ok(Some(self.close(Token::EndObject)));
                }
                (b']', Expect::ValueOrEnd | Expect::CommaOrEnd) if matches!(self.stack.last(), Some(None)) => {
                    return Ok(Some(self.close(Token::EndArray)));
                }
                (b'"', Expect::KeyOrEnd | Expect::Key) => return self.key(),
                (b'"', Expect::Value | Expect::ValueOrEnd) => {
                    let text = self.string()?;
                    return Ok(text.map(|text| self.value(Token::String(text))));
                }
                (b't' | b'f' | b'n' | b'-' | b'0'..=b'9', Expect::Value | Expect::ValueOrEnd) => return self.word(),
                _ => return self.unexpected(),
            }
        }
    }

    /// The mistake of a character that cannot stand here, once all of its bytes are there.
    fn unexpected(&self) -> Result<Option<Token>, JsonMistake> {
        let unread = &self.buffer[self.at..];
        let unread = &unread[..unread.len().min(4)];
        let found = match std::str::from_utf8(unread) {
            Ok(text) => text.chars().next(),
            Err(error) if error.valid_up_to() > 0 => String::from_utf8_lossy(unread).chars().next(),
            Err(error) if error.error_len().is_none() && !self.is_last => return Ok(None),
            Err(_) => None,
        };
        Err(JsonMistake::Unexpected(found.unwrap_or(char::REPLACEMENT_CHARACTER)))
    }

    fn skip_blanks(&mut self) {
        let unread = &self.buffer[self.at..];
        let blanks = unread
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
            .count();
        self.lines += memchr_iter(b'\n', &unread[..blanks]).count() as u64;
        self.at += blanks;
    }

    /// Moves past bytes that mean something.
    fn take(&mut self, length: usize) {
        let bytes = &self.buffer[self.at..self.at + length];
        self.checksum.update(bytes);
        self.at += length;
    }

    fn open(&mut self, is_object: bool) -> Result<Token, JsonMistake> {
        if self.stack.len() >= MAX_DEPTH {
            return Err(JsonMistake::TooDeep);
        }
        self.take(1);
        self.stack.push(is_object.then(FxHashSet::default));
        self.expect = if is_object { Expect::KeyOrEnd } else { Expect::ValueOrEnd };
        Ok(if is_object { Token::BeginObject } else { Token::BeginArray })
    }

    fn close(&mut self, token: Token) -> Token {
        self.take(1);
        self.stack.pop();
        self.value(token)
    }

    /// A value is complete.
    fn value(&mut self, token: Token) -> Token {
        self.expect = if self.stack.is_empty() {
            Expect::Nothing
        } else {
            Expect::CommaOrEnd
        };
        token
    }

    fn key(&mut self) -> Result<Option<Token>, JsonMistake> {
        let before = (self.stack.len() == 1).then(|| self.checksum.digest());
        let begin = self.at;
        let Some(key) = self.string()? else { return Ok(None) };
        if let Some(Some(keys)) = self.stack.last_mut() {
            let mistake = match keys.insert(key.clone()) {
                false => Some(JsonMistake::DuplicateKey),
                true if keys.len() > MAX_KEYS => Some(JsonMistake::TooManyKeys),
                true => None,
            };
            if let Some(mistake) = mistake {
                self.at = begin;
                return Err(mistake);
            }
        }
        self.before_key = before.unwrap_or(self.before_key);
        self.expect = Expect::Colon;
        Ok(Some(Token::Key(key)))
    }

    /// The text that begins here, if its end is there.
    fn string(&mut self) -> Result<Option<String>, JsonMistake> {
        let begin = self.at + 1;
        let mut at = begin;
        let end = loop {
            match memchr2(b'"', b'\\', &self.buffer[at..]) {
                Some(offset) if self.buffer[at + offset] == b'"' => break at + offset,
                // What follows a backslash is part of the escape, be it a quote.
                Some(offset) if at + offset + 1 < self.buffer.len() => at += offset + 2,
                _ if self.buffer.len() - begin > MAX_STRING => return Err(JsonMistake::TooLong),
                _ => return Ok(None),
            }
        };
        if end - begin > MAX_STRING {
            return Err(JsonMistake::TooLong);
        }
        match read_string(&self.buffer[begin..end]) {
            Ok(text) => {
                self.take(end + 1 - self.at);
                Ok(Some(text))
            }
            Err((offset, mistake)) => {
                self.at = begin + offset;
                Err(mistake)
            }
        }
    }

    /// A number or one of the three words.
    fn word(&mut self) -> Result<Option<Token>, JsonMistake> {
        let unread = &self.buffer[self.at..];
        let length = unread
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.'))
            .count();
        // Inside an array or object something has to follow, so this one may be cut.
        if length == unread.len() && !(self.is_last && self.stack.is_empty()) {
            return if length > 1_000 { Err(JsonMistake::BadNumber) } else { Ok(None) };
        }
        let word = &unread[..length];
        let token = match word {
            b"true" => Token::Bool(true),
            b"false" => Token::Bool(false),
            b"null" => Token::Null,
            _ if word[0].is_ascii_alphabetic() => return self.unexpected(),
            _ if length <= 1_000 && is_number(word) => Token::Number(String::from_utf8_lossy(word).into_owned()),
            _ => return Err(JsonMistake::BadNumber),
        };
        self.take(length);
        Ok(Some(self.value(token)))
    }
}

/// Whether the bytes are a number as JSON has it.
fn is_number(word: &[u8]) -> bool {
    let digits = |rest: &[u8]| rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut rest = word.strip_prefix(b"-").unwrap_or(word);
    let whole = digits(rest);
    if whole == 0 || whole > 1 && rest[0] == b'0' {
        return false;
    }
    rest = &rest[whole..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let length = digits(fraction);
        if length == 0 {
            return false;
        }
        rest = &fraction[length..];
    }
    if let Some(exponent) = rest.strip_prefix(b"e").or_else(|| rest.strip_prefix(b"E")) {
        let exponent = exponent
            .strip_prefix(b"-")
            .or_else(|| exponent.strip_prefix(b"+"))
            .unwrap_or(exponent);
        let length = digits(exponent);
        if length == 0 {
            return false;
        }
        rest = &exponent[length..];
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The tokens of a document, whole or in chunks, or the mistake with its byte and line.
    fn tokens(bytes: &[u8], chunk: usize) -> Result<(Vec<Token>, bool), (JsonMistake, u64, u64)> {
        let mut tokens = Tokens::new();
        let mut found = Vec::new();
        for (index, piece) in bytes.chunks(chunk).enumerate() {
            tokens.push(piece);
            if (index + 1) * chunk >= bytes.len() {
                tokens.end_of_input();
            }
            loop {
                match tokens.next() {
                    Ok(Some(token)) => found.push(token),
                    Ok(None) => break,
                    Err(mistake) => return Err((mistake, tokens.place().byte, tokens.place().line)),
                }
            }
        }
        Ok((found, tokens.expect == Expect::Nothing))
    }

    #[test]
    fn mistakes_have_their_place() {
        use JsonMistake::*;
        for (text, mistake, byte) in [
            ("{,}", Unexpected(','), 1),
            ("[1,]", Unexpected(']'), 3),
            ("{\"a\":1,}", Unexpected('}'), 7),
            ("// x", Unexpected('/'), 0),
            ("[1 2]", Unexpected('2'), 3),
            ("{\"a\" 1}", Unexpected('1'), 5),
            ("{a:1}", Unexpected('a'), 1),
            ("[nul]", Unexpected('n'), 1),
            ("[NaN]", Unexpected('N'), 1),
            ("[01]", BadNumber, 1),
            ("[1.]", BadNumber, 1),
            ("[-]", BadNumber, 1),
            ("[1e]", BadNumber, 1),
            ("{\"a\":1,\"a\":2}", DuplicateKey, 7),
            ("{} {}", Unexpected('{'), 3),
            ("[\"\\q\"]", BadEscape, 2),
            ("[\"x\\ud800\"]", LoneSurrogate, 3),
            ("]", Unexpected(']'), 0),
            ("[}", Unexpected('}'), 1),
        ] {
            for chunk in [1, 3, 100] {
                assert_eq!(tokens(text.as_bytes(), chunk), Err((mistake, byte, 1)), "{text} in {chunk}");
            }
        }
        assert_eq!(tokens(b"[\n\n x]", 9), Err((Unexpected('x'), 4, 3)));
        assert_eq!(tokens("[".repeat(33).as_bytes(), 100), Err((TooDeep, 32, 1)));
        let many = (0..=MAX_KEYS).map(|key| format!("\"{key}\":0")).collect::<Vec<_>>().join(",");
        assert!(matches!(tokens(format!("{{{many}}}").as_bytes(), 1 << 20), Err((TooManyKeys, ..))));
        assert!(matches!(tokens("1".repeat(2_000).as_bytes(), 10), Err((BadNumber, ..))));
    }

    proptest! {
        #[test]
        fn other_readers_agree(text in "[\\[\\]{}:,\"a0-9. truefalsn\\\\u-]{0,24}|(\\{\"[ab]\":[-0-9.eE]{1,6}\\}|\\[(\"\\PC{0,3}\",?){0,3}\\])", chunk in 1_usize..30) {
            let whole = tokens(text.as_bytes(), usize::MAX);
            let complete = matches!(whole, Ok((_, true)));
            let theirs = serde_json::from_str::<serde_json::Value>(&text);
            let duplicate = matches!(whole, Err((JsonMistake::DuplicateKey, ..)));
            let out_of_range = theirs.as_ref().is_err_and(|error| error.to_string().contains("out of range"));
            prop_assert!(complete == theirs.is_ok() || duplicate || out_of_range, "{:?} and {:?}", whole, theirs);
            prop_assert_eq!(tokens(text.as_bytes(), chunk), whole);
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), chunk in 1_usize..20) {
            let _ = tokens(&bytes, chunk);
        }
    }
}
